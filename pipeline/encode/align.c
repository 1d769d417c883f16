#include "align.h"

#include <string.h>

/* One middle part: the furthest reaching end points of each edit distance are remembered, then the
 * path is walked back. */
struct middle {
    const uint64_t *x, *y;
    ptrdiff_t n, m;
    bool *kept;
};

/* From the trace of distance D back to the start, marking the diagonals. */
static void walk_back(const struct middle *q, ptrdiff_t **trace, ptrdiff_t d)
{
    ptrdiff_t x = q->n, y = q->m;

    for (; d > 0; d--) {
        const ptrdiff_t *v = trace[d - 1] + d; /* centred; has diagonals -d .. d */
        ptrdiff_t k = x - y;
        ptrdiff_t from = k == -d || (k != d && v[k - 1] < v[k + 1]) ? k + 1 : k - 1;
        ptrdiff_t px = v[from], py = px - from;
        while (x > px && y > py) {
            x--, y--;
            q->kept[x] = true;
        }
        x = px;
        y = py;
    }
    while (x > 0 && y > 0) {
        x--, y--;
        q->kept[x] = true;
    }
}

static void align_middle(struct tp_arena *a, const struct middle *q)
{
    ptrdiff_t most = q->n + q->m < TP_ALIGN_EDITS ? q->n + q->m : TP_ALIGN_EDITS;
    ptrdiff_t **trace = tp_alloc_array(a, (size_t)most + 1, sizeof *trace);
    ptrdiff_t *v = tp_alloc_array(a, 2 * (size_t)most + 3, sizeof *v);

    v += most + 1; /* v[k]: furthest x on diagonal k */
    v[1] = 0;
    for (ptrdiff_t d = 0; d <= most; d++) {
        if (d > 0) { /* the state before this round, diagonals -d .. d */
            trace[d - 1] = tp_alloc_array(a, 2 * (size_t)d + 1, sizeof **trace);
            memcpy(trace[d - 1], v - d, (2 * (size_t)d + 1) * sizeof *v);
        }
        for (ptrdiff_t k = -d; k <= d; k += 2) {
            ptrdiff_t x = k == -d || (k != d && v[k - 1] < v[k + 1]) ? v[k + 1] : v[k - 1] + 1;
            ptrdiff_t y = x - k;
            while (x < q->n && y < q->m && q->x[x] == q->y[y])
                x++, y++;
            v[k] = x;
            if (x >= q->n && y >= q->m) {
                walk_back(q, trace, d);
                return;
            }
        }
    }
}

void tp_align(struct tp_arena *a, const uint64_t *x, size_t n, const uint64_t *y, size_t m,
              bool *kept)
{
    size_t front = 0, back = 0, less = n < m ? n : m;
    struct middle q;
    struct tp_arena *work;

    memset(kept, 0, n * sizeof *kept);
    while (front < less && x[front] == y[front])
        kept[front++] = true;
    while (back < less - front && x[n - 1 - back] == y[m - 1 - back])
        kept[n - 1 - back++] = true;
    if (front + back == n || front + back == m)
        return;
    work = tp_arena_sub(a);
    q = (struct middle){x + front, y + front, (ptrdiff_t)(n - front - back),
                        (ptrdiff_t)(m - front - back), kept + front};
    align_middle(work, &q);
    tp_arena_free(work);
}
