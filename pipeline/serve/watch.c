#include "watch.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    MAX_DEPTH = 64, /* of folders */
    EVENTS = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR |
             IN_DONT_FOLLOW | IN_EXCL_UNLINK
};

struct watched {
    int wd;
    const char *path;
    unsigned depth;
};

struct tp_watch {
    struct tp_arena *arena;
    int fd;
    const char *skip;               /* NULL: none */
    TP_VEC(struct watched) folders; /* those that are gone have wd -1 */
    struct tp_paths made;           /* files that came into being in this wait */
};

static void close_watch(void *p)
{
    (void)close(((struct tp_watch *)p)->fd); /* nothing was written to it */
}

static bool left_out(const char *name)
{
    size_t n = strlen(name);

    return n == 0 || name[0] == '.' || name[0] == '#' || name[n - 1] == '~';
}

static bool is_skipped(const struct tp_watch *w, const char *path)
{
    struct stat s, skip; /* which may be made later, or anew */

    return w->skip && stat(path, &s) == 0 && stat(w->skip, &skip) == 0 && s.st_dev == skip.st_dev &&
           s.st_ino == skip.st_ino;
}

static bool cannot_watch(const char *path, struct tp_diags *ds)
{
    const char *why = errno == ENOSPC ? "the system allows no more watched folders; raise "
                                        "fs.inotify.max_user_watches with sysctl"
                                      : strerror(errno);

    tp_diag(ds, TP_D_WATCH, tp_in(path), why);
    return false;
}

static bool add_folder(struct tp_watch *w, const char *path, unsigned depth,
                       struct tp_changes *found, struct tp_arena *a, struct tp_diags *ds);

/* What is in a folder; its files go to FOUND, when that isn't NULL. */
static bool look_into(struct tp_watch *w, const char *path, unsigned depth,
                      struct tp_changes *found, struct tp_arena *a, struct tp_diags *ds)
{
    DIR *dir = opendir(path);
    struct dirent *e;
    bool ok = true;

    if (!dir)
        return errno == ENOENT || cannot_watch(path, ds);
    while (ok && (e = readdir(dir))) {
        struct stat s;
        char *inside;

        if (left_out(e->d_name))
            continue;
        inside = tp_path_join(a, path, e->d_name);
        if (lstat(inside, &s) != 0)
            continue; /* gone already */
        if (S_ISDIR(s.st_mode))
            ok = add_folder(w, inside, depth + 1, found, a, ds);
        else if (found)
            TP_PUSH(a, &found->files, inside);
    }
    (void)closedir(dir);
    return ok;
}

/* The watch is set before the folder is read: what comes in between is seen twice, never missed. */
static bool add_folder(struct tp_watch *w, const char *path, unsigned depth,
                       struct tp_changes *found, struct tp_arena *a, struct tp_diags *ds)
{
    struct watched new = {-1, NULL, depth};

    if (depth > MAX_DEPTH) {
        tp_diag(ds, TP_D_LIMIT, tp_in(path), "the depth of folders", "64");
        return false;
    }
    if (is_skipped(w, path))
        return true;
    new.wd = inotify_add_watch(w->fd, path, EVENTS);
    if (new.wd < 0)
        return (errno == ENOENT && depth > 0) || cannot_watch(path, ds);
    new.path = tp_strdup(w->arena, path);
    for (size_t i = 0; i < w->folders.n; i++)
        if (w->folders.v[i].wd == new.wd) { /* it has moved, or was met on two ways */
            w->folders.v[i] = new;
            return look_into(w, path, depth, found, a, ds);
        }
    TP_PUSH(w->arena, &w->folders, new);
    return look_into(w, path, depth, found, a, ds);
}

struct tp_watch *tp_watch_new(struct tp_arena *a, const char *const *folders, size_t n,
                              const char *skip, struct tp_diags *ds)
{
    struct tp_watch *w = TP_NEW(a, struct tp_watch);

    w->arena = a;
    w->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (w->fd < 0) {
        (void)cannot_watch(n ? folders[0] : NULL, ds);
        return NULL;
    }
    tp_defer(a, close_watch, w);
    w->skip = skip ? tp_strdup(a, skip) : NULL;
    for (size_t i = 0; i < n; i++)
        if (!add_folder(w, folders[i], 0, NULL, a, ds))
            return NULL;
    return w;
}

/* ---- events ---- */

static struct watched *folder_of(struct tp_watch *w, int wd)
{
    for (size_t i = 0; i < w->folders.n; i++)
        if (w->folders.v[i].wd == wd)
            return &w->folders.v[i];
    return NULL;
}

static bool take_event(struct tp_watch *w, const struct inotify_event *e, struct tp_arena *a,
                       struct tp_changes *out, struct tp_diags *ds)
{
    struct watched *folder;
    char *path;

    if (e->mask & IN_Q_OVERFLOW) {
        out->any = true;
        return true;
    }
    folder = folder_of(w, e->wd);
    if (!folder)
        return true;
    if (e->mask & IN_IGNORED) { /* the folder is gone, and the watch with it */
        folder->wd = -1;
        return true;
    }
    if (e->len == 0 || left_out(e->name))
        return true;
    path = tp_path_join(a, folder->path, e->name);
    if (!(e->mask & IN_ISDIR)) {
        /* A file that is being written is told of when it is closed; a link isn't written. */
        struct stat s;
        if ((e->mask & IN_CREATE) && !(lstat(path, &s) == 0 && S_ISLNK(s.st_mode)))
            TP_PUSH(a, &w->made, path);
        else
            TP_PUSH(a, &out->files, path);
        return true;
    }
    if (e->mask & (IN_CREATE | IN_MOVED_TO))
        return add_folder(w, path, folder->depth + 1, out, a, ds);
    if (!is_skipped(w, path))
        TP_PUSH(a, &out->files, path); /* all that was in it is gone */
    return true;
}

/* All that can be read now. */
static bool read_events(struct tp_watch *w, struct tp_arena *a, struct tp_changes *out,
                        struct tp_diags *ds)
{
    union {
        struct inotify_event event; /* for its alignment */
        char bytes[16 * (sizeof(struct inotify_event) + NAME_MAX + 1)];
    } buffer;

    for (;;) {
        ssize_t n = read(w->fd, buffer.bytes, sizeof buffer.bytes);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return true;
        if (n <= 0)
            return cannot_watch(w->folders.n ? w->folders.v[0].path : NULL, ds);
        for (const char *p = buffer.bytes; p < buffer.bytes + n;) {
            const struct inotify_event *e = (const void *)p;

            if (!take_event(w, e, a, out, ds))
                return false;
            p += sizeof *e + e->len;
        }
    }
}

static long long now_ms(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t); /* it is always there on Linux */
    return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* 1: there are events, 0: time is over, -1: stopped, -2: failed */
static int wait_for(struct tp_watch *w, int timeout_ms, int stop_fd, struct tp_diags *ds)
{
    long long end = now_ms() + timeout_ms;
    struct pollfd fds[2] = {{w->fd, POLLIN, 0}, {stop_fd, POLLIN, 0}};

    for (;;) {
        int n = poll(fds, stop_fd < 0 ? 1 : 2, timeout_ms);

        if (n < 0 && errno == EINTR) {
            if (timeout_ms >= 0)
                timeout_ms = end > now_ms() ? (int)(end - now_ms()) : 0;
            continue;
        }
        if (n < 0) {
            (void)cannot_watch(NULL, ds);
            return -2;
        }
        if (fds[1].revents)
            return -1;
        return n > 0;
    }
}

static int by_name(const void *x, const void *y)
{
    return strcmp(*(char *const *)x, *(char *const *)y);
}

/* Each once; without what came and went, as files do that are written and then renamed. */
static void tidy(struct tp_watch *w, struct tp_paths *files)
{
    size_t kept = 0;

    if (files->n > 1)
        qsort(files->v, files->n, sizeof *files->v, by_name);
    if (w->made.n > 1)
        qsort(w->made.v, w->made.n, sizeof *w->made.v, by_name);
    for (size_t i = 0; i < files->n; i++) {
        struct stat s;

        if (kept && strcmp(files->v[kept - 1], files->v[i]) == 0)
            continue;
        if (w->made.n && bsearch(&files->v[i], w->made.v, w->made.n, sizeof *w->made.v, by_name) &&
            lstat(files->v[i], &s) != 0)
            continue;
        files->v[kept++] = files->v[i];
    }
    files->n = kept;
}

enum tp_watch_end tp_watch_wait(struct tp_watch *w, int timeout_ms, int stop_fd, struct tp_arena *a,
                                struct tp_changes *out, struct tp_diags *ds)
{
    long long end = timeout_ms < 0 ? LLONG_MAX : now_ms() + timeout_ms;

    *out = (struct tp_changes){0};
    w->made = (struct tp_paths){0};
    while (out->files.n == 0 && !out->any) { /* some events mean nothing to us */
        long long left = end == LLONG_MAX ? -1 : end - now_ms();
        int ready = wait_for(w, left < 0 && end != LLONG_MAX ? 0 : (int)left, stop_fd, ds);
        long long first = now_ms();

        if (ready == 0)
            return TP_WATCH_TIMEOUT;
        while (ready > 0) { /* until it is quiet */
            if (!read_events(w, a, out, ds))
                return TP_WATCH_FAILED;
            if (now_ms() - first > TP_WATCH_MOST_MS)
                break;
            ready = wait_for(w, TP_WATCH_SETTLE_MS, stop_fd, ds);
        }
        if (ready < 0)
            return ready == -1 ? TP_WATCH_STOPPED : TP_WATCH_FAILED;
        tidy(w, &out->files);
    }
    return TP_WATCH_CHANGED;
}
