/*
 * live.h - an edition that is being edited: what changes in it, and its pages in a browser.
 *
 * The server is a process of its own: it goes on while documents are made, forking workers from a
 * process with threads is never needed, and it ends with the one that began it.
 */
#ifndef TP_RUN_LIVE_H
#define TP_RUN_LIVE_H

#include "../serve/watch.h"

struct tp_live;

/* Watch the folder EDITION, without OUTPUT (NULL: EDITION/output). NULL after a diagnostic. Ends
 * with the arena. */
struct tp_live *tp_live_new(struct tp_arena *a, const char *edition, const char *output,
                            struct tp_diags *ds);
/* Serve the output, which must be there, on this port of the loopback address (0: a free one).
 * Returns the port; 0 after a diagnostic. Only without other threads. */
unsigned tp_live_serve(struct tp_live *live, unsigned port, struct tp_diags *ds);
/* Let pages that are open be loaded again. */
void tp_live_built(struct tp_live *live);
/* Wait for changes, TIMEOUT_MS at most (negative: for ever); see tp_watch_wait(). */
enum tp_watch_end tp_live_wait(struct tp_live *live, int timeout_ms, struct tp_arena *a,
                               struct tp_changes *out, struct tp_diags *ds);

#endif
