#include "seen.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "../base/file.h"
#include "../base/sha256.h"

enum { TICK = 50 * 1000 * 1000 }; /* nanoseconds: longer than a tick of any file system's clock */

static int64_t nanoseconds(struct timespec t)
{
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void take_stat(const char *path, struct tp_seen *now)
{
    struct stat st;
    struct timespec clock = {0, 0};

    *now = (struct tp_seen){.exists = stat(path, &st) == 0};
    if (!now->exists)
        return;
    now->size = (uint64_t)st.st_size;
    now->inode = (uint64_t)st.st_ino;
    now->modified = nanoseconds(st.st_mtim);
    now->changed = nanoseconds(st.st_ctim);
    now->folder = !S_ISREG(st.st_mode);
    (void)clock_gettime(CLOCK_REALTIME, &clock); /* at zero nothing is sure, which is right */
    now->sure =
        now->modified + TICK < nanoseconds(clock) && now->changed + TICK < nanoseconds(clock);
}

static bool same_stat(const struct tp_seen *x, const struct tp_seen *y)
{
    return x->size == y->size && x->inode == y->inode && x->modified == y->modified &&
           x->changed == y->changed && x->folder == y->folder;
}

static void take_content(struct tp_arena *work, const char *path, struct tp_seen *now)
{
    struct tp_arena *own = tp_arena_sub(work);
    struct tp_diags *unheard = tp_diags_new(own, 0);
    char *data;
    size_t len;

    if (tp_read_file(own, path, &data, &len, unheard))
        tp_sha256(data, len, now->sha256);
    else
        now->exists = false;
    tp_arena_free(own);
}

enum tp_seen_how tp_see(struct tp_arena *work, const char *path, const struct tp_seen *old,
                        bool by_content, struct tp_seen *now)
{
    take_stat(path, now);
    if (!now->exists)
        return old && !old->exists ? TP_SEEN_SAME : TP_SEEN_OTHER;
    if (now->folder)
        return old && old->exists && old->folder ? TP_SEEN_SAME : TP_SEEN_OTHER;
    if (old && old->exists && old->sure && !by_content && same_stat(old, now)) {
        *now = *old;
        return TP_SEEN_SAME;
    }
    take_content(work, path, now);
    if (!old || old->exists != now->exists || strcmp(old->sha256, now->sha256) != 0)
        return TP_SEEN_OTHER;
    if (old->sure && same_stat(old, now)) {
        *now = *old;
        return TP_SEEN_SAME;
    }
    return TP_SEEN_TOUCHED;
}

void tp_see_own(const char *path, const char sha256[65], struct tp_seen *now)
{
    take_stat(path, now);
    now->sure = true; /* nobody else writes there at the same time */
    memcpy(now->sha256, sha256, sizeof now->sha256);
}

void tp_seen_pack(struct tp_buf *b, const struct tp_seen *s)
{
    tp_pack_number(b, (uint64_t)(s->exists | s->folder << 1 | s->sure << 2));
    tp_pack_number(b, s->size);
    tp_pack_number(b, s->inode);
    tp_pack_bytes(b, &s->modified, sizeof s->modified);
    tp_pack_bytes(b, &s->changed, sizeof s->changed);
    tp_pack_string(b, s->sha256);
}

static int64_t unpack_time(struct tp_unpack *u)
{
    struct tp_slice bytes = tp_unpack_bytes(u);
    int64_t t = 0;

    if (bytes.len == sizeof t)
        memcpy(&t, bytes.p, sizeof t);
    else
        u->bad = true;
    return t;
}

void tp_seen_unpack(struct tp_unpack *u, struct tp_seen *s)
{
    uint64_t flags = tp_unpack_number(u);
    const char *sha256;

    *s = (struct tp_seen){.exists = flags & 1, .folder = flags & 2, .sure = flags & 4};
    s->size = tp_unpack_number(u);
    s->inode = tp_unpack_number(u);
    s->modified = unpack_time(u);
    s->changed = unpack_time(u);
    sha256 = tp_unpack_string(u);
    if (sha256 && strlen(sha256) < sizeof s->sha256)
        memcpy(s->sha256, sha256, strlen(sha256) + 1);
    else
        u->bad = true;
}
