/* workers.h - jobs in forked processes, watched; see struct tp_apart in jobs.h. */
#ifndef TP_RUN_WORKERS_H
#define TP_RUN_WORKERS_H

#include "jobs.h"

/* As tp_jobs_run(). False: no process can be had, and nothing was done. */
bool tp_workers_run(struct tp_arena *a, const struct tp_jobs *jobs, struct tp_job *job);

#endif
