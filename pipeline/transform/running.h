/* running.h - one transformation and its limits. Inside the layer only. */
#ifndef TP_TRANSFORM_RUNNING_H
#define TP_TRANSFORM_RUNNING_H

#include <libxslt/xsltInternals.h>
#include <time.h>

#include "../base/heap.h"
#include "reach.h"
#include "transform.h"

/* What the callbacks of libxslt find by their context (_private). */
struct tp_running {
    struct tp_arena *arena;
    const struct tp_transform *how;
    struct tp_ext *ext;
    struct tp_capture *capture;
    struct tp_reach reach;
    xsltTransformContextPtr ctxt;

    struct tp_heap_watch watch;
    struct tp_heap_watch
        *outer; /* of the transformation that asks for a record, when this makes it */
    size_t max_bytes;
    struct timespec deadline;
    unsigned ticks;
    const char *stopped;       /* the limit that was met; NULL: none */
    size_t stopped_line;       /* of the document; 0: not known */
    const xmlNode *inst;       /* of the stylesheet, where it was stopped */
    const xsltTemplate *templ; /* the same */
};

/* Set the limits; they are taken back when the arena of RUN is freed. */
void tp_limit(struct tp_running *run);

/* Note that a limit was met, and let libxslt come to an end as soon as it looks. Allocates nothing.
 */
void tp_limit_met(struct tp_running *run, const char *what);

/* What stopped the transformation, with the place in the stylesheet, in A; NULL: no limit did. */
const char *tp_limit_told(const struct tp_running *run, struct tp_arena *a);

#endif
