/* MAP_ANONYMOUS and malloc_usable_size() are not of POSIX. */
#define _GNU_SOURCE

#include "heap.h"

#include <libxml/xmlmemory.h>
#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/*
 * Small blocks lie in one region of addresses, so that a look at an address tells which they are.
 * It is reserved whole and made usable piece by piece. Its pages are spans of blocks of one class.
 */
enum {
    STEP = 16,
    CLASSES = TP_HEAP_SMALL / STEP,
    SPAN = 32 * 1024,
    GROWTH = 32 * SPAN,
    BATCH = 32 * 1024, /* bytes of free blocks in a list before it counts as full */
    LARGE = 1 << 20,
    RESERVE = 16 << 20
};
#define LARGEST_REGION  ((size_t)32 << 30)
#define SMALLEST_REGION ((size_t)64 << 20)

struct block {
    struct block *next;
    struct block *batch; /* in the depot: the next list */
};
_Static_assert(sizeof(struct block) <= STEP, "the smallest block has room for the links");

/* The free blocks of one class in one thread. */
struct list {
    struct block *first, *spare; /* SPARE: another list, full */
    ptrdiff_t room;              /* bytes until the first list counts as full */
};

struct heap {
    bool active, known;    /* KNOWN: end_thread() will be called for it */
    int64_t used, ceiling; /* CEILING: of the watch */
    struct tp_heap_watch *watch;
    struct list lists[CLASSES];
};

/* What the process shares. An allocator has nowhere else to keep it. */
static struct {
    char *base; /* NULL: no region */
    size_t size;
    size_t usable, taken; /* of the region, from its beginning */
    uint8_t *classes;     /* of each span */
    struct block *depot[CLASSES];
    pthread_mutex_t lock; /* guards usable, taken and depot */
    pthread_key_t key;
} shared = {.lock = PTHREAD_MUTEX_INITIALIZER};

static _Thread_local struct heap mine
    __attribute__((tls_model("initial-exec"))) = {.ceiling = INT64_MAX};

/* ---- the region ---- */

static bool in_region(const void *p)
{
    return (size_t)((uintptr_t)p - (uintptr_t)shared.base) < shared.size;
}

static unsigned class_of(size_t size)
{
    return size ? (unsigned)((size - 1) / STEP) : 0;
}

static size_t size_of_class(unsigned class)
{
    return ((size_t) class + 1) * STEP;
}

static unsigned class_at(const void *p)
{
    return shared.classes[((uintptr_t)p - (uintptr_t)shared.base) / SPAN];
}

/* Under the lock. NULL: the region is full, or the system gives no more. */
static char *take_span(unsigned class)
{
    char *span = shared.base + shared.taken;

    if (shared.taken == shared.usable) {
        if (shared.size - shared.usable < GROWTH ||
            mprotect(span, GROWTH, PROT_READ | PROT_WRITE) != 0)
            return NULL;
        shared.usable += GROWTH;
    }
    shared.classes[shared.taken / SPAN] = (uint8_t) class;
    shared.taken += SPAN;
    return span;
}

static struct block *cut(char *span, unsigned class)
{
    size_t size = size_of_class(class);
    struct block *first = NULL;

    for (size_t at = SPAN / size; at--;) { /* ends with the lowest address in front */
        struct block *b = (struct block *)(void *)(span + at * size);
        b->next = first;
        first = b;
    }
    return first;
}

/* ---- lists ---- */

/* A full list from the depot, or a new one. NULL: none to be had. */
static struct block *refill(unsigned class)
{
    struct block *first;
    char *span = NULL;

    (void)pthread_mutex_lock(&shared.lock); /* a plain mutex, used rightly, doesn't fail */
    first = shared.depot[class];
    if (first)
        shared.depot[class] = first->batch;
    else
        span = take_span(class);
    (void)pthread_mutex_unlock(&shared.lock);
    return span ? cut(span, class) : first;
}

static void hand_over(struct block *list, unsigned class)
{
    if (!list)
        return;
    (void)pthread_mutex_lock(&shared.lock);
    list->batch = shared.depot[class];
    shared.depot[class] = list;
    (void)pthread_mutex_unlock(&shared.lock);
}

/* Have end_thread() called for what the thread has. */
static void announce(void)
{
    if (!mine.known)
        mine.known = pthread_setspecific(shared.key, &mine) == 0;
}

static __attribute__((noinline)) void *pop(unsigned class)
{
    struct list *l = &mine.lists[class];
    struct block *b = l->first;

    if (!b) {
        announce();
        b = l->spare ? l->spare : refill(class);
        l->spare = NULL;
        l->room = 0; /* one of the depot may be shorter: then it is handed over sooner */
        if (!b)
            return NULL;
    }
    l->first = b->next;
    l->room += (ptrdiff_t)size_of_class(class);
    return b;
}

static inline void put(struct list *l, struct block *b, unsigned class)
{
    b->next = l->first;
    l->first = b;
    l->room -= (ptrdiff_t)size_of_class(class);
}

/* The first list of a class is full, or there was none yet. */
static __attribute__((noinline)) void push_slowly(struct block *b, unsigned class)
{
    struct list *l = &mine.lists[class];

    announce();
    hand_over(l->spare, class);
    l->spare = l->first;
    l->first = NULL;
    l->room = BATCH;
    put(l, b, class);
}

/* A thread ends: others go on with its lists. */
static void end_thread(void *arg)
{
    struct heap *h = arg;

    h->active = h->known = false;
    for (unsigned class = 0; class < CLASSES; class ++) {
        hand_over(h->lists[class].first, class);
        hand_over(h->lists[class].spare, class);
        h->lists[class] = (struct list){0};
    }
}

/* ---- libxml2's functions ---- */

/* Beyond the limit, what is refused? libxml2 stands it when a buffer or a table can't grow, and
 * crashes on some small blocks; those are had for a while after the watch was told, in which what
 * is under way should come to its end. */
static bool refused(const struct tp_heap_watch *w, size_t size)
{
    int64_t used = mine.used - w->from;

    return size > LARGE ? used / 2 > w->limit : used / 4 > w->limit + RESERVE;
}

/* Above the limit: tell who watches. False: so much is refused. */
static bool tell(struct tp_heap_watch *w, size_t size)
{
    if (!w->told) {
        w->told = true;
        w->exceeded(w->arg);
    }
    return !refused(w, size);
}

/* Count SIZE bytes; false: so much is refused. */
static inline bool charge(size_t size)
{
    struct tp_heap_watch *w = mine.watch;

    mine.used += (int64_t)size;
    if (!w || mine.used - w->from <= w->limit || tell(w, size))
        return true;
    mine.used -= (int64_t)size;
    return false;
}

/* A block of malloc(), of which SIZE bytes are counted already. */
static void *allocate_large(size_t size)
{
    void *p = malloc(size ? size : 1); /* of nothing as well, or NULL would mean no memory */

    mine.used += (p ? (int64_t)malloc_usable_size(p) : 0) - (int64_t)size;
    return p;
}

static __attribute__((noinline)) void *allocate_slowly(size_t size)
{
    bool small = mine.active && size <= TP_HEAP_SMALL;
    unsigned class = class_of(size);
    void *p;

    if (size > PTRDIFF_MAX || !charge(small ? size_of_class(class) : size))
        return NULL;
    p = small ? pop(class) : NULL;
    if (p)
        return p;
    if (small) /* the region is full */
        mine.used -= (int64_t)(size_of_class(class) - size);
    return allocate_large(size);
}

/* A small block that is there, and below all limits: nearly always. */
static void *allocate(size_t size)
{
    unsigned class;
    struct block *b;
    int64_t used;

    if (size > TP_HEAP_SMALL || !mine.active)
        return allocate_slowly(size);
    class = class_of(size);
    b = mine.lists[class].first;
    used = mine.used + (int64_t)size_of_class(class);
    if (used > mine.ceiling || !b)
        return allocate_slowly(size);
    mine.used = used;
    mine.lists[class].first = b->next;
    mine.lists[class].room += (ptrdiff_t)size_of_class(class);
    return b;
}

static size_t size_at(void *p)
{
    return in_region(p) ? size_of_class(class_at(p)) : malloc_usable_size(p);
}

static __attribute__((noinline)) void release_large(void *p)
{
    if (!p)
        return;
    mine.used -= (int64_t)malloc_usable_size(p);
    free(p);
}

static void release(void *p)
{
    unsigned class;

    if (!in_region(p)) {
        release_large(p);
        return;
    }
    class = class_at(p);
    mine.used -= (int64_t)size_of_class(class);
    if (mine.lists[class].room > 0)
        put(&mine.lists[class], p, class);
    else
        push_slowly(p, class);
}

static void *move(void *p, size_t size)
{
    size_t old = size_at(p);
    void *q = allocate(size);

    if (q) {
        memcpy(q, p, old < size ? old : size);
        release(p);
    }
    return q;
}

static void *resize(void *p, size_t size)
{
    size_t old;
    void *q;

    if (!p)
        return allocate(size);
    old = size_at(p);
    if (in_region(p))
        return size && size <= old ? p : move(p, size);
    if (size > PTRDIFF_MAX)
        return NULL;
    if (size > old && !charge(size - old))
        return NULL;
    q = realloc(p, size ? size : 1);
    mine.used -= size > old ? (int64_t)(size - old) : 0;
    mine.used += q ? (int64_t)malloc_usable_size(q) - (int64_t)old : 0;
    return q;
}

static char *duplicate(const char *s)
{
    size_t n = strlen(s) + 1;
    char *copy = allocate(n);

    return copy ? memcpy(copy, s, n) : NULL;
}

/* ---- once ---- */

static void before_fork(void)
{
    (void)pthread_mutex_lock(&shared.lock);
}

static void after_fork(void)
{
    (void)pthread_mutex_unlock(&shared.lock);
}

static bool plain(void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return true;
#else
    return getenv("TP_HEAP_PLAIN") != NULL;
#endif
}

/* Address space only: a system that is short of it gives less, or none, and malloc() does all. */
static void reserve(void)
{
    size_t size = LARGEST_REGION;
    void *base = MAP_FAILED;
    uint8_t *classes;

    while (size >= SMALLEST_REGION && base == MAP_FAILED) {
        /* cppcheck-suppress invalidFunctionArg ; no file */
        base = mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (base == MAP_FAILED)
            size /= 4;
    }
    if (base == MAP_FAILED)
        return;
    classes = calloc(size / SPAN, sizeof *classes);
    if (!classes || pthread_key_create(&shared.key, end_thread) != 0 ||
        pthread_atfork(before_fork, after_fork, after_fork) != 0) {
        free(classes);
        (void)munmap(base, size);
        return;
    }
    shared.classes = classes;
    shared.size = size;
    shared.base = base;
}

void tp_heap_init(void)
{
    xmlFreeFunc their_free = NULL;
    xmlMallocFunc their_malloc = NULL;
    xmlReallocFunc their_realloc = NULL;
    xmlStrdupFunc their_strdup = NULL;

    if (xmlMemGet(&their_free, &their_malloc, &their_realloc, &their_strdup) != 0 ||
        their_free != free || their_malloc != malloc || their_realloc != realloc)
        return; /* the program has an allocator of its own */
    if (!plain())
        reserve();
    (void)xmlMemSetup(release, allocate, resize, duplicate); /* fails for NULL only */
}

void tp_heap_begin(void)
{
    mine.active = shared.base != NULL;
}

int64_t tp_heap_used(void)
{
    return mine.used;
}

struct tp_heap_watch *tp_heap_watch(struct tp_heap_watch *watch)
{
    struct tp_heap_watch *before = mine.watch;

    mine.watch = watch;
    mine.ceiling = watch ? watch->from + watch->limit : INT64_MAX;
    return before;
}
