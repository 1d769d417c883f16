#include "arena.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared.h"

enum { FIRST_CHUNK = 1024, CHUNK = 32 * 1024, LARGE = 16 * 1024, ALIGN = _Alignof(max_align_t) };

struct chunk {
    struct chunk *prev;
    size_t size, used;
    max_align_t data[];
};

/* A block big enough to have a malloc() of its own, so that growing it can use realloc(). */
struct large {
    struct large *prev, *next;
    size_t size;
    uint64_t serial; /* keeps its place in time when realloc() moves it */
    max_align_t data[];
};

struct cleanup {
    struct cleanup *prev;
    void (*fn)(void *);
    void *ptr;
};

struct guard {
    struct tp_arena *root;
    struct guard *outer;
    jmp_buf jump;
};

struct tp_arena {
    struct chunk *chunk;
    struct large *large;
    struct cleanup *cleanup;
    struct tp_arena *parent, *child, *next, *prev; /* sub-arenas, freed with their parent */
    uint64_t serial;                               /* of the last large block */
    struct guard *guard;                           /* roots only */
    size_t used, limit;                            /* roots only */
    struct chunk *spare;                           /* roots only: full chunks for the next arena */
    unsigned n_spare;
    struct tp_shared *shared; /* roots only: where memory comes from; NULL: malloc() */
};

/* Sub-arenas come and go by the hundred in one document; with the sanitizer each chunk is given
 * back, so that its use afterwards is found. */
#ifdef __SANITIZE_ADDRESS__
enum { MOST_SPARE = 0 };
#else
enum { MOST_SPARE = 8 };
#endif

static struct tp_arena *root_of(struct tp_arena *a)
{
    while (a->parent)
        a = a->parent;
    return a;
}

/* Zeroed when it is shared; else not. */
static void *get(struct tp_arena *root, size_t size)
{
    return root->shared ? tp_shared_alloc(root->shared, size) : malloc(size);
}

static void put(struct tp_arena *root, void *p)
{
    if (!root->shared)
        free(p);
}

_Noreturn void tp_arena_fail(struct tp_arena *a)
{
    struct tp_arena *root = root_of(a);

    if (!root->guard)
        abort(); /* allocation outside tp_guard(): a programming error */
    longjmp(root->guard->jump, 1);
}

/* Count SIZE bytes against the root's limit; false when they don't fit. */
static bool charge(struct tp_arena *a, size_t size)
{
    struct tp_arena *root = root_of(a);

    if (size > SIZE_MAX / 2 || root->used > SIZE_MAX / 2 ||
        (root->limit && size > root->limit - (root->used < root->limit ? root->used : root->limit)))
        return false;
    root->used += size;
    return true;
}

static void discharge(struct tp_arena *a, size_t size)
{
    root_of(a)->used -= size;
}

struct tp_arena *tp_arena_new(size_t limit)
{
    struct tp_arena *a = calloc(1, sizeof *a);

    if (a)
        a->limit = limit;
    return a;
}

struct tp_arena *tp_arena_new_shared(struct tp_shared *memory)
{
    struct tp_arena *a = tp_shared_alloc(memory, sizeof *a);

    if (a)
        a->shared = memory;
    return a;
}

struct tp_arena *tp_arena_sub(struct tp_arena *parent)
{
    struct tp_arena *a = get(root_of(parent), sizeof *a);

    if (!a)
        tp_arena_fail(parent);
    memset(a, 0, sizeof *a);
    a->parent = parent;
    a->next = parent->child;
    if (parent->child)
        parent->child->prev = a;
    parent->child = a;
    return a;
}

static void unlink_large(struct tp_arena *a, struct large *l)
{
    if (l->next)
        l->next->prev = l->prev;
    else
        a->large = l->prev;
    if (l->prev)
        l->prev->next = l->next;
}

static void free_chunk(struct tp_arena *a, struct chunk *c)
{
    struct tp_arena *root = root_of(a);

    discharge(a, c->size);
    if (c->size != CHUNK || root->n_spare + 1 > MOST_SPARE) {
        put(root, c);
        return;
    }
    c->prev = root->spare;
    root->spare = c;
    root->n_spare++;
}

static struct chunk *new_chunk(struct tp_arena *a, size_t size)
{
    struct tp_arena *root = root_of(a);
    struct chunk *c = size == CHUNK ? root->spare : NULL;

    if (!c)
        return get(root, size);
    root->spare = c->prev;
    root->n_spare--;
    return c;
}

/* Free back to the mark's state; an empty mark frees all. */
static void release(struct tp_arena *a, struct tp_mark mark)
{
    while (a->cleanup && a->cleanup != mark.cleanup) {
        struct cleanup *c = a->cleanup;
        a->cleanup = c->prev;
        c->fn(c->ptr);
    }
    /* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): unlink_large() moved the head */
    while (a->large && a->large->serial > mark.serial) {
        struct large *l = a->large;
        unlink_large(a, l);
        discharge(a, l->size);
        put(root_of(a), l);
    }
    while (a->chunk && a->chunk != mark.chunk) {
        struct chunk *c = a->chunk;
        a->chunk = c->prev;
        free_chunk(a, c);
    }
    if (a->chunk)
        a->chunk->used = mark.used;
}

void tp_arena_free(struct tp_arena *a)
{
    struct tp_arena *root;

    if (!a)
        return;
    root = root_of(a);
    if (root == a && a->shared)
        return; /* with the memory it is in; a process that died may have left it unfit to be read
                 */
    while (a->child)
        /* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): freeing takes it off the list */
        tp_arena_free(a->child); /* depth is that of the program's own nesting: two or three */
    release(a, (struct tp_mark){0});
    if (a->parent) {
        if (a->prev)
            a->prev->next = a->next;
        else
            a->parent->child = a->next;
        if (a->next)
            a->next->prev = a->prev;
    }
    while (a->spare) {
        struct chunk *c = a->spare;
        a->spare = c->prev;
        free(c); /* of a root that is not shared */
    }
    put(root, a);
}

size_t tp_arena_used(const struct tp_arena *a)
{
    while (a->parent)
        a = a->parent;
    return a->used;
}

bool tp_guard(struct tp_arena *a, void (*fn)(void *arg), void *arg)
{
    struct guard g; /* what is needed behind the jump stands here: locals may be lost */

    g.root = root_of(a);
    g.outer = g.root->guard;
    if (setjmp(g.jump) != 0) {
        g.root->guard = g.outer;
        return false;
    }
    g.root->guard = &g;
    fn(arg);
    g.root->guard = g.outer;
    return true;
}

void tp_defer(struct tp_arena *a, void (*fn)(void *ptr), void *ptr)
{
    struct cleanup *c = tp_alloc(a, sizeof *c);

    if (root_of(a)->shared)
        abort(); /* a programming error */
    c->fn = fn;
    c->ptr = ptr;
    c->prev = a->cleanup;
    a->cleanup = c;
}

void *tp_own(struct tp_arena *a, void (*fn)(void *ptr), void *ptr)
{
    if (!ptr)
        tp_arena_fail(a);
    tp_defer(a, fn, ptr);
    return ptr;
}

static void *alloc_large(struct tp_arena *a, size_t size)
{
    struct large *l;
    size_t total = size + sizeof *l;

    if (total < size || !charge(a, total))
        tp_arena_fail(a);
    l = root_of(a)->shared ? get(root_of(a), total) : calloc(1, total);
    if (!l) {
        discharge(a, total);
        tp_arena_fail(a);
    }
    l->size = total;
    l->serial = ++a->serial;
    l->prev = a->large;
    if (a->large)
        a->large->next = l;
    a->large = l;
    return l->data;
}

/* The first chunk is small: there may be an arena for each of ten thousand documents. */
static void add_chunk(struct tp_arena *a, size_t room)
{
    size_t size = a->chunk || room > FIRST_CHUNK - sizeof *a->chunk ? CHUNK : FIRST_CHUNK;
    struct chunk *c;

    if (!charge(a, size))
        tp_arena_fail(a);
    c = new_chunk(a, size);
    if (!c) {
        discharge(a, size);
        tp_arena_fail(a);
    }
    c->size = size;
    c->used = 0;
    c->prev = a->chunk;
    a->chunk = c;
}

void *tp_alloc(struct tp_arena *a, size_t size)
{
    size_t room = (size + ALIGN - 1) / ALIGN * ALIGN;
    char *p;

    if (size >= LARGE)
        return alloc_large(a, size);
    if (room == 0)
        room = ALIGN;
    if (!a->chunk || a->chunk->size - sizeof *a->chunk - a->chunk->used < room)
        add_chunk(a, room);
    p = (char *)a->chunk->data + a->chunk->used;
    a->chunk->used += room;
    return memset(p, 0, room);
}

void *tp_alloc_array(struct tp_arena *a, size_t n, size_t size)
{
    if (size && n > SIZE_MAX / 2 / size)
        tp_arena_fail(a);
    return tp_alloc(a, n * size);
}

static void *regrow(struct tp_arena *root, struct large *l, size_t total)
{
    void *moved;

    if (!root->shared)
        return realloc(l, total);
    moved = get(root, total);
    return moved ? memcpy(moved, l, l->size) : NULL;
}

static void *grow_large(struct tp_arena *a, struct large *l, size_t new_size)
{
    size_t old_total = l->size, total = new_size + sizeof *l;
    struct large *moved;

    if (total < new_size || !charge(a, total - old_total))
        tp_arena_fail(a);
    moved = regrow(root_of(a), l, total);
    if (!moved) {
        discharge(a, total - old_total);
        tp_arena_fail(a);
    }
    memset((char *)moved + old_total, 0, total - old_total);
    moved->size = total;
    if (moved->prev)
        moved->prev->next = moved;
    if (moved->next)
        moved->next->prev = moved;
    else
        a->large = moved;
    return moved->data;
}

void *tp_grow(struct tp_arena *a, void *p, size_t old_size, size_t new_size)
{
    size_t old_room = (old_size + ALIGN - 1) / ALIGN * ALIGN;
    size_t new_room = (new_size + ALIGN - 1) / ALIGN * ALIGN;
    struct chunk *c = a->chunk;
    void *q;

    if (!p)
        return tp_alloc(a, new_size);
    if (new_size <= old_size)
        return p;
    if (old_size >= LARGE)
        return grow_large(a, (struct large *)((char *)p - offsetof(struct large, data)), new_size);
    if (new_size < LARGE && c && (char *)p + old_room == (char *)c->data + c->used &&
        new_room - old_room <= c->size - sizeof *c - c->used) {
        memset((char *)p + old_size, 0, new_room - old_size);
        c->used += new_room - old_room;
        return p;
    }
    q = tp_alloc(a, new_size);
    memcpy(q, p, old_size);
    return q;
}

void *tp_vec_grow(struct tp_arena *a, void *v, size_t *cap, size_t item)
{
    size_t grown = *cap ? *cap * 2 : 8;

    if (grown < *cap || grown > SIZE_MAX / 2 / item)
        tp_arena_fail(a);
    v = tp_grow(a, v, *cap * item, grown * item);
    *cap = grown;
    return v;
}

char *tp_strndup(struct tp_arena *a, const char *s, size_t n)
{
    char *copy = tp_alloc(a, n + 1);

    if (n)
        memcpy(copy, s, n);
    return copy;
}

char *tp_strdup(struct tp_arena *a, const char *s)
{
    return tp_strndup(a, s, strlen(s));
}

char *tp_vfmt(struct tp_arena *a, const char *format, va_list ap)
{
    va_list again;
    int n;
    char *s;

    va_copy(again, ap);
    n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (n < 0)
        tp_arena_fail(a);
    s = tp_alloc(a, (size_t)n + 1);
    if (vsnprintf(s, (size_t)n + 1, format, ap) != n)
        tp_arena_fail(a);
    return s;
}

char *tp_fmt(struct tp_arena *a, const char *format, ...)
{
    va_list ap;
    char *s;

    va_start(ap, format);
    s = tp_vfmt(a, format, ap);
    va_end(ap);
    return s;
}

struct tp_mark tp_arena_mark(struct tp_arena *a)
{
    return (struct tp_mark){a->chunk, a->chunk ? a->chunk->used : 0, a->cleanup, a->serial};
}

void tp_arena_release(struct tp_arena *a, struct tp_mark mark)
{
    release(a, mark);
}
