/*
 * watch.h - which files below some folders have changed, by inotify(7).
 *
 * A watch sees the folders, those below them and those that are made later. It follows no links,
 * and leaves out what is hidden, backups of editors (name~, #name#) and what stands below SKIP.
 * Files that are renamed into their place, as careful editors do, are seen like those that are
 * written there.
 */
#ifndef TP_SERVE_WATCH_H
#define TP_SERVE_WATCH_H

#include "../base/diag.h"
#include "../base/file.h"

enum {
    TP_WATCH_SETTLE_MS = 15, /* one change more within this time belongs to the same set */
    TP_WATCH_MOST_MS = 100   /* but the set isn't held back for longer */
};

struct tp_watch;

/* Watch N folders. SKIP: a folder that isn't watched (the output, be it made later), NULL: none.
 * NULL, with a diagnostic, when that can't be: no such folder, or the system's limit of watches is
 * met. Ends with the arena. */
struct tp_watch *tp_watch_new(struct tp_arena *a, const char *const *folders, size_t n,
                              const char *skip, struct tp_diags *ds);

enum tp_watch_end {
    TP_WATCH_CHANGED, /* OUT has what */
    TP_WATCH_TIMEOUT,
    TP_WATCH_STOPPED, /* STOP_FD has become readable */
    TP_WATCH_FAILED   /* a diagnostic says why */
};

struct tp_changes {
    struct tp_paths files; /* changed, new or gone; each once, in byte order */
    bool any;              /* the system lost count: anything may have changed */
};

/* Wait for changes, TIMEOUT_MS at most (negative: as long as it takes). What changes between two
 * calls is not lost. STOP_FD ends it (negative: none); OUT is allocated in A. */
enum tp_watch_end tp_watch_wait(struct tp_watch *w, int timeout_ms, int stop_fd, struct tp_arena *a,
                                struct tp_changes *out, struct tp_diags *ds);

#endif
