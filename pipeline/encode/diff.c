#include "diff.h"

/* A stretch of both rows that is still to be done. */
struct box {
    size_t x, x_end, y, y_end;
};

struct work {
    const uint64_t *x, *y;
    ptrdiff_t *forward, *back; /* furthest places by diagonal, centred */
    size_t edits;
};

/* The middle snake, relative to the box. */
struct snake {
    ptrdiff_t x, y, x_end, y_end;
};

enum { NOWHERE = -2 }; /* no place on this diagonal */

/* One more step on diagonal K of a walk that is D steps long. BACK: both rows from their ends. */
static ptrdiff_t step(const struct work *w, const struct box *b, ptrdiff_t *v, ptrdiff_t d,
                      ptrdiff_t k, bool back, ptrdiff_t *from)
{
    ptrdiff_t n = (ptrdiff_t)(b->x_end - b->x), m = (ptrdiff_t)(b->y_end - b->y);
    ptrdiff_t x = k == -d || (k != d && v[k - 1] < v[k + 1]) ? v[k + 1] : v[k - 1] + 1;
    ptrdiff_t y = x - k;

    *from = x;
    if (x < 0 || y < 0 || x > n || y > m)
        return v[k] = NOWHERE;
    if (back)
        while (x < n && y < m && w->x[b->x_end - 1 - (size_t)x] == w->y[b->y_end - 1 - (size_t)y])
            x++, y++;
    else
        while (x < n && y < m && w->x[b->x + (size_t)x] == w->y[b->y + (size_t)y])
            x++, y++;
    return v[k] = x;
}

/* False: it costs too much. */
static bool find_snake(const struct work *w, const struct box *b, struct snake *out)
{
    ptrdiff_t n = (ptrdiff_t)(b->x_end - b->x), m = (ptrdiff_t)(b->y_end - b->y), delta = n - m;
    ptrdiff_t most = (n + m + 1) / 2, limit = (ptrdiff_t)w->edits / 2 + 1, from;

    w->forward[1] = w->back[1] = 0;
    for (ptrdiff_t d = 0; d <= most && d <= limit; d++) {
        for (ptrdiff_t k = -d; k <= d; k += 2) {
            ptrdiff_t x = step(w, b, w->forward, d, k, false, &from), other = delta - k;
            if (x < 0 || delta % 2 == 0 || other < -(d - 1) || other > d - 1)
                continue;
            if (w->back[other] >= 0 && x >= n - w->back[other]) {
                *out = (struct snake){from, from - k, x, x - k};
                return true;
            }
        }
        for (ptrdiff_t k = -d; k <= d; k += 2) {
            ptrdiff_t x = step(w, b, w->back, d, k, true, &from), other = delta - k;
            if (x < 0 || delta % 2 != 0 || other < -d || other > d)
                continue;
            if (w->forward[other] >= 0 && w->forward[other] >= n - x) {
                *out = (struct snake){n - x, m - (x - k), n - from, m - (from - k)};
                return true;
            }
        }
    }
    return false;
}

/* What both begin and end with. */
static void trim(const struct work *w, struct box *b, size_t *match)
{
    while (b->x < b->x_end && b->y < b->y_end && w->x[b->x] == w->y[b->y])
        match[b->x++] = ++b->y;
    while (b->x < b->x_end && b->y < b->y_end && w->x[b->x_end - 1] == w->y[b->y_end - 1])
        match[--b->x_end] = b->y_end--;
}

bool tp_diff(struct tp_arena *a, const uint64_t *x, size_t n, const uint64_t *y, size_t m,
             size_t edits, size_t *match)
{
    struct tp_arena *scratch = tp_arena_sub(a);
    ptrdiff_t room = (ptrdiff_t)((n + m < edits ? n + m : edits) + 4);
    struct work w = {.x = x, .y = y, .edits = edits};
    TP_VEC(struct box) todo = {0};
    bool whole = true;

    w.forward = TP_NEW_ARRAY(scratch, 2 * (size_t)room + 1, ptrdiff_t);
    w.back = TP_NEW_ARRAY(scratch, 2 * (size_t)room + 1, ptrdiff_t);
    w.forward += room;
    w.back += room;
    for (size_t i = 0; i < n; i++)
        match[i] = 0;
    TP_PUSH(scratch, &todo, (struct box){0, n, 0, m});
    while (todo.n) {
        struct box b = todo.v[--todo.n];
        struct snake s;
        trim(&w, &b, match);
        if (b.x == b.x_end || b.y == b.y_end)
            continue;
        if (!find_snake(&w, &b, &s)) {
            whole = false;
            continue;
        }
        for (ptrdiff_t i = s.x; i < s.x_end; i++)
            match[b.x + (size_t)i] = b.y + (size_t)(s.y + i - s.x) + 1;
        TP_PUSH(scratch, &todo,
                (struct box){b.x + (size_t)s.x_end, b.x_end, b.y + (size_t)s.y_end, b.y_end});
        TP_PUSH(scratch, &todo, (struct box){b.x, b.x + (size_t)s.x, b.y, b.y + (size_t)s.y});
    }
    tp_arena_free(scratch);
    return whole;
}
