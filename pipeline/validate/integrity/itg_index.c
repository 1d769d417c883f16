#define _XOPEN_SOURCE 700 /* realpath() */
/* Between documents: files and ids that others point to, entries that nobody points to, entries
 * that are there twice. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "../../base/file.h"
#include "../../base/xml_ids.h"
#include "itg.h"

/* A file that something points to. */
struct file {
    struct file *next; /* of the same hash */
    const char *path;  /* as the pointers have it */
    bool exists, inside;
    const char *unreadable; /* why its ids aren't known; NULL: they are, if FACTS isn't NULL */
    size_t number;          /* of the document, from 1; 0: none of them */
    const struct tp_facts *facts;
    struct {
        const char **name; /* its ids, open addressing */
        bool *used;
        size_t mask;
    } ids;
    bool foreign_use; /* some other document points into it */
};
enum { BUCKETS = 4096 };

struct tp_integrity_index {
    struct tp_arena *a;
    const struct tp_integrity *in;
    struct tp_facts *const *facts;
    size_t n, read;
    struct file *by_path[BUCKETS]; /* as written */
    struct file *by_real[BUCKETS]; /* real paths: one file, however it is named */
    struct file **of_document;
};

/* ---- files ---- */

static const char *real_path(struct tp_arena *a, const char *path)
{
    char real[PATH_MAX];

    return strcmp(path, "-") != 0 && realpath(path, real) ? tp_strdup(a, real) : NULL;
}

static struct file **slot(struct file **table, const char *path)
{
    struct file **p = &table[tp_hash(path, strlen(path)) % BUCKETS];

    while (*p && strcmp((*p)->path, path) != 0)
        p = &(*p)->next;
    return p;
}

static size_t id_slot(const struct file *f, const char *id)
{
    size_t i = tp_hash(id, strlen(id)) & f->ids.mask;

    while (f->ids.name[i] && strcmp(f->ids.name[i], id) != 0)
        i = (i + 1) & f->ids.mask;
    return i;
}

static void take_ids(struct tp_arena *a, struct file *f)
{
    size_t n = f->facts->ids.n;

    for (f->ids.mask = 7; f->ids.mask < n * 2; f->ids.mask = f->ids.mask * 2 + 1)
        ;
    f->ids.name = TP_NEW_ARRAY(a, f->ids.mask + 1, const char *);
    f->ids.used = TP_NEW_ARRAY(a, f->ids.mask + 1, bool);
    for (size_t i = 0; i < n; i++)
        f->ids.name[id_slot(f, f->facts->ids.v[i])] = f->facts->ids.v[i];
}

static bool is_under(const char *folder, const char *real)
{
    size_t n = strlen(folder);

    return strncmp(folder, real, n) == 0 && (real[n] == '/' || real[n] == '\0');
}

static bool is_xml(const char *path)
{
    const char *ext = tp_path_ext(path);

    return strcmp(ext, ".xml") == 0 || strcmp(ext, ".tei") == 0 || strcmp(ext, ".odd") == 0 ||
           strcmp(ext, ".rng") == 0;
}

struct ids {
    struct tp_arena *a;
    struct tp_facts *facts;
};

static void take_id(void *arg, const char *id, size_t n)
{
    struct ids *to = arg;

    TP_PUSH(to->a, &to->facts->ids, tp_strndup(to->a, id, n));
}

/* A file that is none of the documents: its ids, read once. */
static void read_ids(struct tp_integrity_index *x, struct file *f, const char *path)
{
    struct ids to = {x->a, NULL};

    if (!is_xml(path))
        return;
    if (x->read++ >= ITG_MAX_FILES) {
        f->unreadable = "it is one of too many";
        return;
    }
    to.facts = TP_NEW(x->a, struct tp_facts);
    to.facts->file = f->path;
    if (tp_xml_ids(x->a, path, take_id, &to)) {
        f->facts = to.facts;
        take_ids(x->a, f);
    } else {
        f->unreadable = "it is not well-formed XML";
    }
}

/* The file itself, or the one of that name in the other folder; NULL: neither. */
static const char *find_file(struct tp_integrity_index *x, const struct itg_far *far,
                             const char *also, bool *inside)
{
    const char *real = real_path(x->a, far->path), *folder = x->in->root;

    if (!real && also) {
        real = real_path(x->a, tp_path_join(x->a, also, far->relative));
        folder = real_path(x->a, also);
    }
    *inside = !real || !folder || is_under(folder, real);
    return real;
}

static struct file *open_file(struct tp_integrity_index *x, const struct itg_far *far,
                              const char *also)
{
    const char *path = far->path, *real;
    struct file **p = slot(x->by_path, path), **q, *f;
    bool inside;

    f = *p;
    if (f)
        return f;
    real = find_file(x, far, also, &inside);
    f = TP_NEW(x->a, struct file);
    *f = (struct file){.path = path, .exists = real != NULL, .inside = true};
    if (real && *(q = slot(x->by_real, real))) {
        struct file *known = *q; /* an alias shares what is known */

        f->next = NULL;
        *f = *known;
        f->path = path;
        f->next = NULL;
        *p = f;
        return f;
    }
    *p = f;
    if (!real)
        return f;
    f->inside = inside;
    if (f->inside)
        read_ids(x, f, real);
    q = slot(x->by_real, real);
    *q = TP_NEW(x->a, struct file);
    **q = *f;
    (*q)->path = real;
    (*q)->next = NULL;
    return f;
}

/* ---- making the index ---- */

static void add_document(struct tp_integrity_index *x, size_t i)
{
    const struct tp_facts *facts = x->facts[i];
    const char *real = real_path(x->a, facts->path);
    struct file *f = TP_NEW(x->a, struct file), **p;

    *f = (struct file){.path = facts->path, .exists = true, .inside = true, .number = i + 1};
    f->facts = facts;
    take_ids(x->a, f);
    x->of_document[i] = f;
    p = slot(x->by_path, facts->path);
    if (!*p) {
        *p = f;
    }
    if (real && !*(p = slot(x->by_real, real))) {
        *p = TP_NEW(x->a, struct file);
        **p = *f;
        (*p)->path = real;
        (*p)->next = NULL;
    }
}

static struct file *owner(struct tp_integrity_index *x, struct file *f)
{
    return f->number ? x->of_document[f->number - 1] : f;
}

struct tp_integrity_index *tp_integrity_index(struct tp_arena *a, const struct tp_integrity *in,
                                              struct tp_facts *const *facts, size_t n)
{
    struct tp_integrity_index *x = TP_NEW(a, struct tp_integrity_index);

    x->a = a;
    x->in = in;
    x->facts = facts;
    x->n = n;
    x->of_document = TP_NEW_ARRAY(a, n + 1, struct file *);
    for (size_t i = 0; i < n; i++)
        if (facts[i])
            add_document(x, i);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; facts[i] && k < facts[i]->far.n; k++) {
            const struct itg_far *far = &facts[i]->far.v[k];
            struct file *f = owner(x, open_file(x, far, facts[i]->also));

            if (f->number != i + 1)
                f->foreign_use = true;
            if (far->fragment && f->facts) {
                size_t at = id_slot(f, far->fragment);

                f->ids.used[at] = true;
            }
        }
    return x;
}

/* ---- what they say ---- */

static void tell(const struct tp_integrity_index *x, struct tp_diags *ds, enum tp_code code,
                 struct tp_loc loc, const char *behind, const char *const *details)
{
    unsigned level = x->in->levels.of[code];
    struct tp_diag *d;

    if (level == TP_OFF)
        return;
    d = tp_diag_add_as(ds, (enum tp_severity)level, code, loc, details);
    if (behind)
        d->message = tp_fmt(ds->arena, "%s %s", d->message, behind);
}
#define say(x, ds, code, loc, behind, ...)                                                         \
    tell((x), (ds), (code), (loc), (behind), (const char *const[]){__VA_ARGS__, NULL})

static const char *nearest(struct tp_arena *work, const struct file *f, const char *id)
{
    const char **names;

    if (f->facts->ids.n > ITG_MAX_IDS)
        return NULL;
    names = TP_NEW_ARRAY(work, f->facts->ids.n + 1, const char *);
    if (f->facts->ids.n)
        memcpy(names, f->facts->ids.v, f->facts->ids.n * sizeof *names);
    return tp_nearest(id, names);
}

static const struct file *known(const struct tp_integrity_index *x, const char *path)
{
    const struct file *f = x->by_path[tp_hash(path, strlen(path)) % BUCKETS];

    while (f && strcmp(f->path, path) != 0)
        f = f->next;
    return f && f->number ? x->of_document[f->number - 1] : f;
}

static void missing_id(const struct tp_integrity_index *x, const struct itg_far *far,
                       const struct file *f, bool suggest, struct tp_arena *work,
                       struct tp_diags *ds)
{
    const char *near = suggest ? nearest(work, f, far->fragment) : NULL;
    size_t hash = strcspn(far->value, "#");
    bool plain = far->value[hash] == '#';

    say(x, ds, TP_D_POINTER_MISSING, far->loc, far->behind, far->value,
        near ? tp_fmt(work, "there is no xml:id '%s' in %s; the nearest is '%.*s#%s'",
                      far->fragment, far->path, plain ? (int)hash : 0, far->value, near)
             : tp_fmt(work, "there is no xml:id '%s' in %s", far->fragment, far->path));
}

static void far_pointers(const struct tp_integrity_index *x, const struct tp_facts *facts,
                         struct tp_arena *work, struct tp_diags *ds)
{
    size_t suggestions = 0;

    for (size_t i = 0; i < facts->far.n; i++) {
        const struct itg_far *far = &facts->far.v[i];
        const struct file *f = known(x, far->path);

        if (!f || !f->inside)
            continue; /* outside the edition: not looked at */
        if (!f->exists && far->missing == TP_D_IMAGE_MISSING)
            say(x, ds, TP_D_IMAGE_MISSING, far->loc, far->behind, far->path, "");
        else if (!f->exists)
            say(x, ds, TP_D_POINTER_FILE, far->loc, far->behind, far->value,
                strpbrk(far->value, "./%")
                    ? tp_fmt(work, "there is no file '%s'", far->path)
                    : tp_fmt(work,
                             "there is no file '%s'; an element of this document would be '#%s'",
                             far->path, far->value));
        else if (far->fragment && f->unreadable)
            say(x, ds, TP_D_POINTER_FILE, far->loc, far->behind, far->value,
                tp_fmt(work, "%s: %s", far->path, f->unreadable));
        else if (far->fragment && f->facts && !f->ids.name[id_slot(f, far->fragment)])
            missing_id(x, far, f, suggestions++ < ITG_MAX_SUGGESTIONS, work, ds);
    }
}

/* ---- entries ---- */

struct keyed {
    const char *key;
    const struct itg_entry *entry;
};

static int by_key(const void *p, const void *q)
{
    const struct keyed *x = p, *y = q;
    int order = strcmp(x->key, y->key);

    return order ? order
                 : (x->entry->loc.line > y->entry->loc.line) -
                       (x->entry->loc.line < y->entry->loc.line);
}

/* Both are dated, and differently: father and son. */
static bool differ(const char *x, const char *y)
{
    return x && y && strncmp(x, y, 4) != 0;
}

static void same(const struct tp_integrity_index *x, struct keyed *v, size_t n, enum tp_code code,
                 struct tp_arena *work, struct tp_diags *ds)
{
    if (n > 1)
        qsort(v, n, sizeof *v, by_key);
    for (size_t i = 1; i < n; i++) {
        const struct itg_entry *a = v[i - 1].entry, *b = v[i].entry;
        const char *what = strchr(v[i].key, '\t') + 1;

        if (strcmp(v[i].key, v[i - 1].key) != 0 || a == b ||
            (code == TP_D_ENTRY_SAME_NAME &&
             (differ(a->since, b->since) || differ(a->until, b->until))))
            continue;
        say(x, ds, code, b->loc, NULL, b->id, a->id, tp_fmt(work, "%zu", a->loc.line), what);
    }
}

/* The entries of an authority list: roles of a play may well have one name. */
static void doubled(const struct tp_integrity_index *x, const struct file *f, struct tp_arena *work,
                    struct tp_diags *ds)
{
    const struct tp_facts *facts = f->facts;
    TP_VEC(struct keyed) names = {0};
    TP_VEC(struct keyed) numbers = {0};

    for (size_t i = 0; i < facts->entries.n; i++) {
        const struct itg_entry *e = &facts->entries.v[i];

        if (e->local && !f->foreign_use)
            continue;
        if (e->name)
            TP_PUSH(work, &names, (struct keyed){tp_fmt(work, "%s\t%s", e->kind, e->name), e});
        for (size_t k = 0; k < e->numbers.n; k++)
            TP_PUSH(work, &numbers,
                    (struct keyed){tp_fmt(work, "%s\t%s", e->kind, e->numbers.v[k]), e});
    }
    same(x, names.v, names.n, TP_D_ENTRY_SAME_NAME, work, ds);
    same(x, numbers.v, numbers.n, TP_D_ENTRY_DOUBLED, work, ds);
}

/* As notes they are told of once a file: there may be many, and all may be right. */
static void unused(const struct tp_integrity_index *x, const struct file *f, struct tp_arena *work,
                   struct tp_diags *ds)
{
    enum { NAMED = 10 };
    const struct tp_facts *facts = f->facts;
    bool together = x->in->levels.of[TP_D_ENTRY_UNUSED] == TP_NOTE;
    struct tp_buf names = tp_buf_new(work);
    const struct itg_entry *first = NULL;
    size_t n = 0;

    for (size_t i = 0; f->foreign_use && i < facts->entries.n; i++) {
        const struct itg_entry *e = &facts->entries.v[i];

        if (e->used || f->ids.used[id_slot(f, e->id)])
            continue;
        if (!together)
            say(x, ds, TP_D_ENTRY_UNUSED, e->loc, NULL, tp_fmt(work, "the entry '%s'", e->id));
        else if (n < NAMED)
            tp_buf_fmt(&names, "%s'%s'", n ? ", " : "", e->id);
        first = first ? first : e;
        n++;
    }
    if (!together || n == 0)
        return;
    if (n > NAMED)
        tp_buf_fmt(&names, " and %zu more", n - NAMED);
    say(x, ds, TP_D_ENTRY_UNUSED, first->loc, NULL,
        n == 1 ? tp_fmt(work, "the entry '%s'", first->id)
               : tp_fmt(work, "%zu of the %zu entries: %s", n, facts->entries.n, names.p));
}

void tp_integrity_cross(const struct tp_integrity_index *index, size_t i, struct tp_arena *work,
                        struct tp_diags *ds)
{
    const struct file *f = index->of_document[i];

    if (!f)
        return;
    far_pointers(index, f->facts, work, ds);
    doubled(index, f, work, ds);
    unused(index, f, work, ds);
}
