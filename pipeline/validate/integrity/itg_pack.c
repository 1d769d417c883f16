/* Facts as bytes, so that a document that hasn't changed need not be checked again. */
#include "../../base/file.h"
#include "../../base/pack.h"
#include "itg.h"

static void pack_loc(struct tp_buf *b, struct tp_loc loc)
{
    tp_pack_string(b, loc.file);
    tp_pack_number(b, loc.line);
    tp_pack_number(b, loc.col);
}

static struct tp_loc unpack_loc(struct tp_unpack *u)
{
    struct tp_loc loc;

    loc.file = tp_unpack_string(u);
    loc.line = (size_t)tp_unpack_number(u);
    loc.col = (size_t)tp_unpack_number(u);
    return loc;
}

void tp_facts_pack(struct tp_buf *b, const struct tp_facts *f)
{
    tp_pack_string(b, f->file);
    tp_pack_string(b, f->path);
    tp_pack_string(b, f->also);
    tp_pack_number(b, f->ids.n);
    for (size_t i = 0; i < f->ids.n; i++)
        tp_pack_string(b, f->ids.v[i]);
    tp_pack_number(b, f->far.n);
    for (size_t i = 0; i < f->far.n; i++) {
        const struct itg_far *far = &f->far.v[i];
        pack_loc(b, far->loc);
        tp_pack_string(b, far->behind);
        tp_pack_string(b, far->value);
        tp_pack_string(b, far->path);
        tp_pack_string(b, far->relative);
        tp_pack_string(b, far->fragment);
        tp_pack_number(b, (uint64_t)far->missing);
    }
    tp_pack_number(b, f->entries.n);
    for (size_t i = 0; i < f->entries.n; i++) {
        const struct itg_entry *e = &f->entries.v[i];
        tp_pack_string(b, e->id);
        tp_pack_string(b, e->kind);
        tp_pack_string(b, e->name);
        tp_pack_string(b, e->since);
        tp_pack_string(b, e->until);
        tp_pack_number(b, e->numbers.n);
        for (size_t k = 0; k < e->numbers.n; k++)
            tp_pack_string(b, e->numbers.v[k]);
        pack_loc(b, e->loc);
        tp_pack_number(b, (uint64_t)(e->used | e->local << 1));
    }
}

static void unpack_far(struct tp_unpack *u, struct itg_far *far)
{
    far->loc = unpack_loc(u);
    far->behind = tp_unpack_string(u);
    far->value = tp_unpack_string(u);
    far->path = tp_unpack_string(u);
    far->relative = tp_unpack_string(u);
    far->fragment = tp_unpack_string(u);
    far->missing = (enum tp_code)tp_unpack_number(u);
    u->bad = u->bad || !far->value || !far->path || !far->relative ||
             (unsigned)far->missing >= TP_D_COUNT;
}

static void unpack_entry(struct tp_unpack *u, struct tp_arena *a, struct itg_entry *e)
{
    uint64_t flags;

    e->id = tp_unpack_string(u);
    e->kind = tp_unpack_string(u);
    e->name = tp_unpack_string(u);
    e->since = tp_unpack_string(u);
    e->until = tp_unpack_string(u);
    for (size_t n = tp_unpack_count(u); n && !u->bad; n--)
        TP_PUSH(a, &e->numbers, tp_unpack_string(u));
    e->loc = unpack_loc(u);
    flags = tp_unpack_number(u);
    e->used = flags & 1;
    e->local = flags & 2;
    u->bad = u->bad || !e->id || !e->kind;
}

struct tp_facts *tp_facts_unpack(struct tp_unpack *u, struct tp_arena *a)
{
    struct tp_facts *f = TP_NEW(a, struct tp_facts);

    f->file = tp_unpack_string(u);
    f->path = tp_unpack_string(u);
    f->also = tp_unpack_string(u);
    for (size_t n = tp_unpack_count(u); n && !u->bad; n--)
        TP_PUSH(a, &f->ids, tp_unpack_string(u));
    for (size_t n = tp_unpack_count(u); n && !u->bad; n--) {
        struct itg_far far = {.behind = NULL};
        unpack_far(u, &far);
        TP_PUSH(a, &f->far, far);
    }
    for (size_t n = tp_unpack_count(u); n && !u->bad; n--) {
        struct itg_entry e = {.id = NULL};
        unpack_entry(u, a, &e);
        TP_PUSH(a, &f->entries, e);
    }
    return u->bad || !f->path ? NULL : f;
}

void tp_facts_files(const struct tp_facts *f, struct tp_arena *a,
                    void (*each)(void *arg, const char *path), void *arg)
{
    for (size_t i = 0; i < f->far.n; i++) {
        each(arg, f->far.v[i].path);
        if (f->also)
            each(arg, tp_path_join(a, f->also, f->far.v[i].relative));
    }
}

const char *tp_facts_path(const struct tp_facts *f)
{
    return f->path;
}
