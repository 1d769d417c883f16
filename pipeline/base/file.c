#include "file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const size_t max_file = (size_t)TP_MAX_FILE_MB << 20;

static void complain(struct tp_diags *ds, enum tp_code code, const char *path)
{
    int e = errno;
    char text[128];

    if (code == TP_D_FILE_UNREADABLE && e == ENOENT)
        code = TP_D_FILE_MISSING;
    if (code == TP_D_FILE_UNREADABLE && e == EISDIR)
        code = TP_D_FILE_IS_FOLDER;
    if (strerror_r(e, text, sizeof text) != 0)
        text[0] = '\0';
    tp_diag(ds, code, tp_in(path), text);
}

static void close_fd(void *p)
{
    int *fd = p;

    if (*fd >= 0)
        (void)close(*fd); /* read only: nothing can be lost */
    *fd = -1;
}

/* Read until the end, however long it says it is. */
static bool slurp(struct tp_arena *a, int fd, size_t guess, struct tp_buf *b)
{
    size_t cap = guess + 1;

    *b = (struct tp_buf){a, tp_alloc(a, cap + 1), 0, cap};
    for (;;) {
        ssize_t n;
        if (b->len == cap) {
            size_t more = cap < 65536 ? 65536 : cap * 2;
            b->p = tp_grow(a, b->p, cap + 1, more + 1);
            cap = more;
        }
        n = read(fd, b->p + b->len, cap - b->len);
        if (n == 0)
            break;
        if (n < 0) {
            if (errno == EINTR)
                continue;
            return false;
        }
        b->len += (size_t)n;
        if (b->len > max_file) {
            errno = EFBIG;
            return false;
        }
    }
    b->p[b->len] = '\0';
    return true;
}

bool tp_read_file(struct tp_arena *a, const char *path, char **data, size_t *len,
                  struct tp_diags *ds)
{
    bool standard = strcmp(path, "-") == 0, ok;
    int *fd = TP_NEW(a, int);
    struct stat st;
    struct tp_buf b;

    *fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (*fd < 0 || fstat(*fd, &st) != 0) {
        complain(ds, TP_D_FILE_UNREADABLE, path);
        close_fd(fd);
        return false;
    }
    if (!standard)
        tp_defer(a, close_fd, fd);
    if (S_ISDIR(st.st_mode))
        errno = EISDIR, ok = false;
    else if (S_ISREG(st.st_mode) && (uint64_t)st.st_size > max_file)
        errno = EFBIG, ok = false;
    else
        ok = slurp(a, *fd, S_ISREG(st.st_mode) ? (size_t)st.st_size : 0, &b);
    if (ok) {
        *data = b.p;
        *len = b.len;
    } else if (errno == EFBIG) {
        tp_diag(ds, TP_D_FILE_TOO_LARGE, tp_in(path), tp_fmt(a, "%d MB", TP_MAX_FILE_MB));
    } else {
        complain(ds, TP_D_FILE_UNREADABLE, path);
    }
    if (!standard)
        close_fd(fd);
    return ok;
}

static bool write_all(int fd, const char *p, size_t n)
{
    while (n) {
        ssize_t done = write(fd, p, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        p += done;
        n -= (size_t)done;
    }
    return true;
}

static bool same_content(const char *path, const char *data, size_t len)
{
    char block[65536];
    int fd;
    bool same;

    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    same = true;
    for (size_t at = 0; same && at < len;) {
        ssize_t n = read(fd, block, sizeof block);
        same = n > 0 && (size_t)n <= len - at && memcmp(block, data + at, (size_t)n) == 0;
        if (n > 0)
            at += (size_t)n;
    }
    (void)close(fd);
    return same;
}

bool tp_make_folder(struct tp_arena *a, const char *path, struct tp_diags *ds)
{
    char *copy = tp_strdup(a, path);

    for (char *p = copy + (*copy == '/');; p++) {
        char c = *p;
        struct stat st;
        if (c != '/' && c != '\0')
            continue;
        *p = '\0';
        if (*copy && mkdir(copy, 0777) != 0 &&
            (errno != EEXIST || stat(copy, &st) != 0 || !S_ISDIR(st.st_mode))) {
            if (errno == EEXIST)
                errno = ENOTDIR;
            complain(ds, TP_D_FILE_UNWRITABLE, copy);
            return false;
        }
        *p = c;
        if (c == '\0')
            return true;
    }
}

/* A new file beside PATH, with the permissions that the umask leaves (mkstemp() would give 0600).
 * *NAME is its name. */
static int open_beside(struct tp_arena *a, const char *path, char **name)
{
    enum { TRIES = 1000 };
    int fd = -1;

    for (unsigned i = 0; fd < 0 && i < TRIES; i++) {
        *name = tp_fmt(a, "%s.%ld-%u.tmp", path, (long)getpid(), i);
        fd = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd < 0 && errno != EEXIST)
            break;
    }
    return fd;
}

static bool write_special(const char *path, const char *data, size_t len, struct tp_diags *ds)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool ok = fd >= 0 && write_all(fd, data, len);

    if (!ok)
        complain(ds, TP_D_FILE_UNWRITABLE, path);
    if (fd >= 0 && close(fd) != 0 && ok) {
        complain(ds, TP_D_FILE_UNWRITABLE, path);
        ok = false;
    }
    return ok;
}

/* Beside PATH, whose folder is made if there is none. */
static int open_new(struct tp_arena *a, const char *path, char **beside, struct tp_diags *ds)
{
    int fd = open_beside(a, path, beside);

    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR)) {
        if (!tp_make_folder(a, tp_path_dir(a, path), ds))
            return -1;
        fd = open_beside(a, path, beside);
    }
    if (fd < 0)
        complain(ds, TP_D_FILE_UNWRITABLE, path);
    return fd;
}

/* OLD: what is there now; NULL: nothing. */
static bool replace(struct tp_arena *a, const char *path, const struct stat *old, const char *data,
                    size_t len, struct tp_diags *ds)
{
    char *beside;
    int fd = open_new(a, path, &beside, ds);
    bool ok;

    if (fd < 0)
        return false;
    /* what replaces a file keeps its permissions */
    ok = write_all(fd, data, len) && (!old || fchmod(fd, old->st_mode & 07777) == 0);
    if (close(fd) != 0)
        ok = false;
    if (ok && rename(beside, path) != 0)
        ok = false;
    if (!ok) {
        complain(ds, TP_D_FILE_UNWRITABLE, path);
        (void)unlink(beside); /* the failure is already reported */
    }
    return ok;
}

bool tp_write_file(struct tp_arena *a, const char *path, const char *data, size_t len,
                   struct tp_diags *ds)
{
    struct stat st;
    bool ok;

    if (strcmp(path, "-") == 0) {
        ok = write_all(STDOUT_FILENO, data, len);
        if (!ok)
            complain(ds, TP_D_FILE_UNWRITABLE, "standard output");
        return ok;
    }
    if (stat(path, &st) != 0)
        return replace(a, path, NULL, data, len, ds);
    if (S_ISDIR(st.st_mode)) {
        errno = EISDIR;
        complain(ds, TP_D_FILE_UNWRITABLE, path);
        return false;
    }
    if (!S_ISREG(st.st_mode)) /* such as /dev/stdout: it is written to, not replaced */
        return write_special(path, data, len, ds);
    if ((size_t)st.st_size == len && same_content(path, data, len))
        return true;
    return replace(a, path, &st, data, len, ds);
}

static int by_bytes(const void *x, const void *y)
{
    return strcmp(*(char *const *)x, *(char *const *)y);
}

static void close_dir(void *dir)
{
    (void)closedir(dir);
}

/* One folder: its files to OUT, its folders to TODO. */
static bool list_one(struct tp_arena *a, const char *path, struct tp_paths *todo,
                     struct tp_paths *out, struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(a);
    DIR *dir = opendir(path);
    struct dirent *entry;

    if (!dir) {
        complain(ds, TP_D_FILE_UNREADABLE, path);
        tp_arena_free(work);
        return false;
    }
    tp_defer(work, close_dir, dir);
    while ((entry = readdir(dir))) {
        struct stat st;
        char *name;
        if (entry->d_name[0] == '.')
            continue;
        name = strcmp(path, ".") == 0 ? tp_strdup(a, entry->d_name)
                                      : tp_path_join(a, path, entry->d_name);
        if (lstat(name, &st) != 0)
            continue; /* gone since */
        if (S_ISDIR(st.st_mode))
            TP_PUSH(a, todo, name);
        else if (S_ISREG(st.st_mode) || (stat(name, &st) == 0 && S_ISREG(st.st_mode)))
            TP_PUSH(a, out, name);
    }
    tp_arena_free(work);
    return true;
}

bool tp_list_files(struct tp_arena *a, const char *path, bool (*keep)(const char *path, void *arg),
                   void *arg, struct tp_paths *out, struct tp_diags *ds)
{
    struct tp_paths todo = {0}, found = {0};
    bool ok = true;

    TP_PUSH(a, &todo, tp_strdup(a, path));
    for (size_t i = 0; i < todo.n; i++)
        ok = list_one(a, todo.v[i], &todo, &found, ds) && ok;
    if (found.n)
        qsort(found.v, found.n, sizeof *found.v, by_bytes);
    for (size_t i = 0; i < found.n; i++)
        if (!keep || keep(found.v[i], arg))
            TP_PUSH(a, out, found.v[i]);
    return ok;
}

bool tp_is_folder(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool tp_file_exists(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0;
}

size_t tp_file_size(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISREG(st.st_mode) ? (size_t)st.st_size : 0;
}

const char *tp_path_base(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

const char *tp_path_ext(const char *path)
{
    const char *base = tp_path_base(path), *dot = strrchr(base, '.');

    return dot && dot != base ? dot : base + strlen(base);
}

char *tp_path_stem(struct tp_arena *a, const char *path)
{
    const char *base = tp_path_base(path);

    return tp_strndup(a, base, (size_t)(tp_path_ext(path) - base));
}

char *tp_path_join(struct tp_arena *a, const char *dir, const char *name)
{
    size_t n = strlen(dir);

    return n == 0 || name[0] == '/' ? tp_strdup(a, name)
                                    : tp_fmt(a, "%s%s%s", dir, dir[n - 1] == '/' ? "" : "/", name);
}

char *tp_path_dir(struct tp_arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        return tp_strdup(a, ".");
    return tp_strndup(a, path, slash == path ? 1 : (size_t)(slash - path));
}
