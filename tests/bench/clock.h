/* clock.h - time, and the order of measurements, for programs that measure. */
#ifndef TP_BENCH_CLOCK_H
#define TP_BENCH_CLOCK_H

#include <time.h>

static inline double clock_seconds(clockid_t clock)
{
    struct timespec t;

    return clock_gettime(clock, &t) == 0 ? (double)t.tv_sec + (double)t.tv_nsec / 1e9 : 0;
}

/* Seconds of wall time, and of this process's processor time. */
static inline double wall(void)
{
    return clock_seconds(CLOCK_MONOTONIC);
}

static inline double processor(void)
{
    return clock_seconds(CLOCK_PROCESS_CPUTIME_ID);
}

/* For qsort() of doubles. */
static inline int by_size(const void *a, const void *b)
{
    double p = *(const double *)a, q = *(const double *)b;

    return p < q ? -1 : p > q;
}

#endif
