/*
 * heap.h - the memory of libxml2 and libxslt: counted for each thread, and quicker than malloc().
 *
 * A transformation makes and frees some ten thousand small blocks for a letter, which with malloc()
 * is a quarter of its time. In threads that have begun to use it, blocks up to TP_HEAP_SMALL bytes
 * come from lists of the thread by size, as in Bonwick and Adams, "Magazines and Vmem" (2001);
 * larger ones, and those of all other threads, come from malloc(). Memory of either kind may be
 * freed in any thread. What small blocks took is used again, but never returned to the system.
 *
 * libxml2's allocator is a setting of the process. It is set once, by tp_xml_init(), unless the
 * program that uses this library has set one of its own: then nothing is counted. A free() of what
 * xmlMalloc() gave in a thread that uses the lists is an error, as libxml2's manual says.
 *
 * In builds with a sanitizer, and when TP_HEAP_PLAIN is in the environment (valgrind), all blocks
 * are malloc()'s, and still counted.
 */
#ifndef TP_BASE_HEAP_H
#define TP_BASE_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TP_HEAP_SMALL = 1024 };

/* Become libxml2's allocator. Once in a process, before it reads anything. */
void tp_heap_init(void);

/* The calling thread takes small blocks from lists from now on, until it ends. */
void tp_heap_begin(void);

/* Bytes that the thread has allocated, less those that it has freed; below 0 when it has freed what
 * others have allocated. 0 when nothing is counted. */
int64_t tp_heap_used(void);

/* A limit for the calling thread. */
struct tp_heap_watch {
    int64_t from;  /* tp_heap_used() when it began */
    int64_t limit; /* bytes more than then */
    /* Called once, from within an allocation, when more is used: it may set flags, but neither
     * allocate nor jump. That allocation and others succeed all the same, up to twice as much, and
     * small ones up to four times and 64 MB; then they fail. */
    void (*exceeded)(void *arg);
    void *arg;
    bool told;
};
/* NULL: no limit. Returns the watch that was set before. */
struct tp_heap_watch *tp_heap_watch(struct tp_heap_watch *watch);

#endif
