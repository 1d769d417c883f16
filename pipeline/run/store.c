#define _XOPEN_SOURCE 700 /* realpath() */

#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "../base/file.h"
#include "../base/hash.h"

#define FOLDER "teipipe"
#define FORMAT "teipipe state 1 "

enum { HEAD = 96, MOST_NAME = 1 << 16, LITTLE = 1 << 20 /* bytes that may be dead */ };

/* In front of each record; in the machine's byte order, as the log is nobody else's. */
struct prefix {
    uint32_t name, len; /* LEN is UINT32_MAX for a name that was dropped */
    uint64_t check;
};

struct entry {
    const char *name;
    size_t name_len;
    struct tp_slice bytes; /* P NULL: dropped */
    uint64_t check;
    size_t record; /* bytes in the log, with the prefix */
};

struct tp_store {
    struct tp_arena *arena;
    const char *output, *log, *lock;
    char head[HEAD], boot[48];
    int fd, lock_fd;
    bool write, restarted;
    char *map;
    size_t map_len;        /* bytes in the log when it was opened */
    size_t reserved;       /* bytes of the map: what is added to the log shows there */
    struct entry *entries; /* open addressing */
    size_t n, mask;
    pthread_mutex_t mutex; /* guards the following */
    size_t dead;           /* bytes in the log that nobody needs; at least */
    off_t end;
    int error; /* why a record wasn't written; 0: all were */
};

/* ---- checksums ---- */

/* A 64-bit mix of the bytes, eight at a time: against accidents, not against enemies. */
static uint64_t mix(uint64_t h, const char *p, size_t n)
{
    uint64_t word;

    for (; n >= sizeof word; p += sizeof word, n -= sizeof word) {
        memcpy(&word, p, sizeof word);
        h = (h ^ word) * 0x9E3779B97F4A7C15u;
        h ^= h >> 32;
    }
    word = n;
    if (n)
        memcpy(&word, p, n);
    h = (h ^ word ^ (uint64_t)n << 56) * 0xC2B2AE3D27D4EB4Fu;
    return h ^ h >> 29;
}

static uint64_t check_of(const char *name, size_t name_len, const char *p, size_t n)
{
    return mix(mix(0x243F6A8885A308D3u ^ name_len, name, name_len), p, n);
}

/* ---- the table ---- */

static struct entry *slot(const struct tp_store *s, const char *name, size_t len)
{
    size_t i = tp_hash(name, len) & s->mask;

    while (s->entries[i].name &&
           (s->entries[i].name_len != len || memcmp(s->entries[i].name, name, len) != 0))
        i = (i + 1) & s->mask;
    return &s->entries[i];
}

static void widen(struct tp_store *s)
{
    struct entry *old = s->entries;
    size_t n = old ? s->mask + 1 : 0;

    s->mask = n ? 2 * n - 1 : 1023;
    s->entries = TP_NEW_ARRAY(s->arena, s->mask + 1, struct entry);
    for (size_t i = 0; i < n; i++)
        if (old[i].name)
            *slot(s, old[i].name, old[i].name_len) = old[i];
}

static void take(struct tp_store *s, const struct entry *e)
{
    struct entry *known;

    if (2 * (s->n + 1) > s->mask)
        widen(s);
    known = slot(s, e->name, e->name_len);
    if (known->name)
        s->dead += known->record;
    else
        s->n++;
    if (!e->bytes.p)
        s->dead += e->record;
    *known = *e;
}

/* ---- reading the log ---- */

enum reading { WHOLE, CUT_SHORT, DAMAGED };

/* The record at AT; false at the end of what can be read, or when it is damaged. */
static enum reading next_record(const char *p, size_t len, size_t at, struct entry *e)
{
    struct prefix prefix;
    size_t bytes;

    if (len - at < sizeof prefix)
        return CUT_SHORT;
    memcpy(&prefix, p + at, sizeof prefix);
    bytes = prefix.len == UINT32_MAX ? 0 : prefix.len;
    if (prefix.name < 2 || prefix.name > MOST_NAME)
        return DAMAGED;
    if (prefix.name + bytes > len - at - sizeof prefix)
        return CUT_SHORT;
    e->name = p + at + sizeof prefix;
    e->name_len = prefix.name - 1;
    e->bytes = (struct tp_slice){prefix.len == UINT32_MAX ? NULL : e->name + prefix.name, bytes};
    e->check = prefix.check;
    e->record = sizeof prefix + prefix.name + bytes;
    return e->name[e->name_len] == '\0' &&
                   check_of(e->name, e->name_len, e->name + prefix.name, bytes) == prefix.check
               ? WHOLE
               : DAMAGED;
}

/* Fill the table; *END is behind the last whole record. */
static enum reading read_log(struct tp_store *s, const char *p, size_t len, size_t *end)
{
    size_t at = HEAD;
    enum reading how = WHOLE;
    struct entry e = {0};

    while (at < len && (how = next_record(p, len, at, &e)) == WHOLE) {
        take(s, &e);
        at += e.record;
    }
    *end = at;
    return how;
}

static void complain(const struct tp_store *s, int error, struct tp_diags *ds)
{
    char text[128];

    if (strerror_r(error, text, sizeof text) != 0)
        text[0] = '\0';
    tp_diag(ds, TP_D_FILE_UNWRITABLE, tp_in(s->log), text);
}

/* A new log, with nothing in it. */
static bool start_log(struct tp_store *s, struct tp_diags *ds)
{
    s->end = HEAD;
    if (!s->write)
        return true;
    if (ftruncate(s->fd, 0) != 0 || pwrite(s->fd, s->head, HEAD, 0) != HEAD) {
        complain(s, errno, ds);
        return false;
    }
    return true;
}

/* As much as there may come to be; that takes addresses only. */
static void map_log(struct tp_store *s, size_t len)
{
    static const size_t sizes[] = {(size_t)256 << 30, (size_t)16 << 30, (size_t)256 << 20};
    void *map = MAP_FAILED;

    for (size_t i = 0; s->write && map == MAP_FAILED && i < sizeof sizes / sizeof *sizes; i++) {
        s->reserved = sizes[i];
        if (len < sizes[i])
            map = mmap(NULL, sizes[i], PROT_READ, MAP_SHARED, s->fd, 0);
    }
    if (map == MAP_FAILED && len) {
        s->reserved = len;
        map = mmap(NULL, len, PROT_READ, MAP_PRIVATE, s->fd, 0);
    }
    s->map = map == MAP_FAILED ? NULL : map;
}

static bool load_log(struct tp_store *s, struct tp_diags *ds)
{
    struct stat st;
    size_t end;
    enum reading how;

    if (s->fd < 0 || fstat(s->fd, &st) != 0)
        return start_log(s, ds);
    s->map_len = (size_t)st.st_size;
    map_log(s, s->map_len);
    if (!s->map || s->map_len < HEAD)
        return start_log(s, ds);
    if (memcmp(s->map, s->head, HEAD) != 0)
        how = DAMAGED; /* or of another program: said below only if it is ours */
    else
        how = read_log(s, s->map, s->map_len, &end);
    if (how == DAMAGED) {
        if (memcmp(s->map, s->head, HEAD) == 0)
            tp_diag(ds, TP_D_STATE_DAMAGED, tp_in(s->log), NULL);
        s->entries = NULL;
        s->n = s->mask = s->dead = 0;
        widen(s);
        return start_log(s, ds);
    }
    s->end = (off_t)end;
    if (how == CUT_SHORT && s->write && ftruncate(s->fd, s->end) != 0) {
        complain(s, errno, ds);
        return false;
    }
    return true;
}

/* ---- opening ---- */

/* Beside the output folder, which may not be there yet, or be a link. */
static const char *beside(struct tp_arena *a, const char *output)
{
    char *real = realpath(output, NULL);
    const char *path = tp_strdup(a, real ? real : output);
    size_t n = strlen(path);

    free(real);
    while (n > 1 && path[n - 1] == '/')
        n--;
    path = tp_strndup(a, path, n);
    if (strcmp(path, "/") == 0 || strcmp(path, ".") == 0 || strcmp(path, "..") == 0)
        return NULL;
    return tp_path_join(a, tp_path_dir(a, path), tp_fmt(a, ".%s." FOLDER, tp_path_base(path)));
}

static const char *inside(struct tp_arena *a, const char *output)
{
    return tp_path_join(a, output, "." FOLDER);
}

/* The folder of the store; made when it is to be written. NULL after a diagnostic. */
static const char *folder_of(struct tp_arena *a, const char *output, bool write,
                             struct tp_diags *ds)
{
    const char *first = beside(a, output), *second = inside(a, output);

    if (tp_is_folder(second))
        return second;
    if (first && access(first, write ? W_OK | X_OK : X_OK) == 0)
        return first;
    if (first && (!write || tp_make_folder(a, first, tp_diags_new(a, 0))))
        return first;
    return tp_make_folder(a, second, ds) ? second : NULL;
}

bool tp_store_exists(struct tp_arena *a, const char *output)
{
    const char *first = beside(a, output);

    return (first && tp_is_folder(first)) || tp_is_folder(inside(a, output));
}

static void release(void *p)
{
    struct tp_store *s = p;

    if (s->map)
        (void)munmap(s->map, s->reserved);
    if (s->fd >= 0)
        (void)close(s->fd); /* every write has been looked at */
    if (s->lock_fd >= 0)
        (void)close(s->lock_fd);
    s->map = NULL;
    s->fd = s->lock_fd = -1;
}

static void destroy(void *p)
{
    struct tp_store *s = p;

    release(s);
    (void)pthread_mutex_destroy(&s->mutex);
}

/* Of which run of the system this is; "" where the system doesn't say. */
static void read_boot(struct tp_store *s)
{
    int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, s->boot, sizeof s->boot - 1) : 0;

    s->boot[n > 0 ? n : 0] = '\0';
    if (fd >= 0)
        (void)close(fd);
}

/* flock() excludes; the lock of fcntl() beside it is there because it tells who has it. */
static bool lock(struct tp_store *s, struct tp_diags *ds)
{
    bool known;
    struct flock who = {.l_type = (short)(s->write ? F_WRLCK : F_RDLCK), .l_whence = SEEK_SET};

    s->lock_fd = open(s->lock, (s->write ? O_RDWR | O_CREAT : O_RDONLY) | O_CLOEXEC, 0666);
    if (s->lock_fd < 0) {
        if (s->write)
            complain(s, errno, ds);
        return !s->write;
    }
    if (flock(s->lock_fd, (s->write ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0) {
        (void)fcntl(s->lock_fd, F_SETLK, &who); /* only to be asked for */
        return true;
    }
    known = fcntl(s->lock_fd, F_GETLK, &who) == 0 && who.l_type != F_UNLCK;
    tp_diag(ds, TP_D_BUILD_LOCKED, tp_in(s->output),
            known ? tp_fmt(s->arena, " (process %ld)", (long)who.l_pid) : "");
    return false;
}

static void put_boot(struct tp_store *s)
{
    (void)tp_store_put(s, "boot", (struct tp_slice){s->boot, strlen(s->boot)});
}

static void see_restart(struct tp_store *s)
{
    struct tp_record_bytes boot = tp_store_get(s, "boot");

    read_boot(s);
    s->restarted = boot.bytes.p && (boot.bytes.len != strlen(s->boot) ||
                                    memcmp(boot.bytes.p, s->boot, boot.bytes.len) != 0);
    if (s->write && !boot.bytes.p)
        put_boot(s);
}

struct tp_store *tp_store_open(struct tp_arena *a, const char *output, const char *program,
                               enum tp_store_mode mode, struct tp_diags *ds)
{
    struct tp_store *s = TP_NEW(a, struct tp_store);
    const char *folder = folder_of(a, output, mode == TP_STORE_WRITE, ds);

    *s = (struct tp_store){
        .arena = a, .output = output, .fd = -1, .lock_fd = -1, .write = mode == TP_STORE_WRITE};
    if (!folder)
        return NULL;
    s->log = tp_path_join(a, folder, "state");
    s->lock = tp_path_join(a, folder, "lock");
    (void)snprintf(s->head, HEAD, "%s%s\n", FORMAT, program);
    if (pthread_mutex_init(&s->mutex, NULL) != 0)
        tp_arena_fail(a);
    tp_defer(a, destroy, s);
    widen(s);
    if (!lock(s, ds))
        return NULL;
    s->fd = open(s->log, (s->write ? O_RDWR | O_CREAT : O_RDONLY) | O_CLOEXEC, 0666);
    if (s->fd < 0 && s->write) {
        complain(s, errno, ds);
        return NULL;
    }
    if (!load_log(s, ds))
        return NULL;
    see_restart(s);
    return s;
}

bool tp_store_restarted(const struct tp_store *s)
{
    return s->restarted;
}

struct tp_record_bytes tp_store_get(const struct tp_store *s, const char *name)
{
    const struct entry *e = slot(s, name, strlen(name));

    return (struct tp_record_bytes){e->name ? e->bytes : (struct tp_slice){NULL, 0}, e->check};
}

void tp_store_names(const struct tp_store *s, char letter, struct tp_arena *a, const char ***names,
                    size_t *n)
{
    TP_VEC(const char *) v = {0};

    for (size_t i = 0; i <= s->mask; i++)
        if (s->entries[i].name && s->entries[i].bytes.p && s->entries[i].name[0] == letter)
            TP_PUSH(a, &v, s->entries[i].name);
    *names = v.v;
    *n = v.n;
}

/* ---- writing ---- */

static bool write_record(struct tp_store *s, const struct prefix *prefix, const char *name,
                         struct tp_slice bytes)
{
    struct iovec v[] = {{(void *)prefix, sizeof *prefix},
                        {(void *)name, prefix->name},
                        {(void *)bytes.p, bytes.len}};
    size_t len = sizeof *prefix + prefix->name + bytes.len;
    ssize_t n;

    do
        n = lseek(s->fd, s->end, SEEK_SET) < 0 ? -1 : writev(s->fd, v, bytes.len ? 3 : 2);
    while (n < 0 && errno == EINTR);
    if (n == (ssize_t)len) {
        s->end += (off_t)len;
        return true;
    }
    s->error = n < 0 ? errno : ENOSPC;
    (void)!ftruncate(s->fd, s->end); /* else the next run cuts it off */
    return false;
}

/* AT, unless it is NULL: where the bytes are in the log; untouched when they aren't. */
static uint64_t put(struct tp_store *s, const char *name, struct tp_slice bytes, bool dropped,
                    off_t *at)
{
    size_t n = strlen(name);
    const struct entry *old = slot(s, name, n);
    struct prefix prefix = {(uint32_t)(n + 1), dropped ? UINT32_MAX : (uint32_t)bytes.len,
                            check_of(name, n, bytes.p, bytes.len)};

    if (!s->write)
        return prefix.check;
    (void)pthread_mutex_lock(&s->mutex); /* a plain mutex, used rightly, doesn't fail */
    if (n + 1 > MOST_NAME || bytes.len >= UINT32_MAX)
        s->error = EFBIG;
    else if (!s->error && write_record(s, &prefix, name, bytes)) { /* told of at the end */
        s->dead += old->name ? old->record : 0;
        if (at)
            *at = s->end - (off_t)bytes.len;
    }
    (void)pthread_mutex_unlock(&s->mutex);
    return prefix.check;
}

uint64_t tp_store_put(struct tp_store *s, const char *name, struct tp_slice bytes)
{
    return put(s, name, bytes, false, NULL);
}

bool tp_store_put_there(struct tp_store *s, const char *name, struct tp_slice *bytes,
                        uint64_t *check)
{
    off_t at = -1;

    *check = put(s, name, *bytes, false, &at);
    if (at < 0 || !s->map || (uint64_t)at + bytes->len > s->reserved)
        return false;
    bytes->p = s->map + at;
    return true;
}

void tp_store_drop(struct tp_store *s, const char *name)
{
    (void)put(s, name, (struct tp_slice){NULL, 0}, true, NULL);
}

/* ---- closing ---- */

static bool write_live(const struct tp_store *s, int fd)
{
    FILE *out = fdopen(fd, "wb");
    bool ok;

    if (!out) {
        (void)close(fd);
        return false;
    }
    ok = fwrite(s->head, 1, HEAD, out) == HEAD;
    for (size_t i = 0; ok && i <= s->mask; i++) {
        const struct entry *e = &s->entries[i];
        if (e->name && e->bytes.p)
            ok = fwrite(e->name - sizeof(struct prefix), 1, e->record, out) == e->record;
    }
    return fclose(out) == 0 && ok;
}

/* Read the log again, and write what counts of it beside its place. When that fails, the log stays
 * as it is, which is as good. */
static void tidy(struct tp_store *s)
{
    const char *beside = tp_fmt(s->arena, "%s.tmp", s->log);
    struct tp_store now = *s;
    void *map;
    size_t end;
    int fd;

    if (s->dead <= LITTLE || s->dead <= (size_t)s->end / 2)
        return;
    now.entries = NULL;
    now.n = now.mask = now.dead = 0;
    now.map_len = (size_t)s->end;
    map = mmap(NULL, now.map_len, PROT_READ, MAP_PRIVATE, s->fd, 0);
    if (map == MAP_FAILED)
        return;
    widen(&now);
    if (read_log(&now, map, now.map_len, &end) == WHOLE) {
        fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        if (fd < 0 || !write_live(&now, fd) || rename(beside, s->log) != 0)
            (void)unlink(beside);
    }
    (void)munmap(map, now.map_len);
}

bool tp_store_close(struct tp_store *s, struct tp_diags *ds)
{
    int error;

    if (s->write && s->restarted) /* only now has everything been looked into */
        put_boot(s);
    if (s->write && s->fd >= 0 && (size_t)s->end != s->map_len)
        tidy(s);
    error = s->error;
    if (error)
        complain(s, error, ds);
    release(s);
    return error == 0;
}
