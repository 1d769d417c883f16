/* The keys of metadata, and what a source is given. */
#include "metadata.h"

#include <string.h>

#include "../base/yaml.h"
#include "metadata_impl.h"
#include "uri.h"

static const struct {
    const char *name, *others;
    enum meta_type type;
    bool many;
} keys[] = {
#define TP_META_KEY(id, name, type, many, others)                                                  \
    [TP_META_##id] = {name, others, META_##type, many},
#include "metadata.def"
#undef TP_META_KEY
};

const char *tp_meta_key_name(enum tp_meta_key key)
{
    return key < TP_META_KEYS ? keys[key].name : NULL;
}

bool metadata_many(enum tp_meta_key key)
{
    return key < TP_META_KEYS && keys[key].many;
}

static bool in_words(const char *words, const char *word)
{
    size_t n = strlen(word);

    for (const char *p = words; *p;) {
        size_t k = strcspn(p, " ");
        if (k == n && memcmp(p, word, n) == 0)
            return true;
        p += k + (p[k] == ' ');
    }
    return false;
}

/* "sender.2.name" without its numbers: "sender.name". */
static const char *without_numbers(struct tp_arena *a, const char *name)
{
    struct tp_buf b = tp_buf_new(a);

    for (const char *p = name; *p;) {
        size_t n = strcspn(p, ".");
        if (strspn(p, "0123456789") < n || n == 0) {
            if (b.len)
                tp_buf_char(&b, '.');
            tp_buf_add(&b, p, n);
        }
        p += n + (p[n] == '.');
    }
    return b.len ? b.p : "";
}

enum tp_meta_key tp_meta_key_of(struct tp_arena *a, const char *name)
{
    const char *plain = strchr(name, '.') ? without_numbers(a, name) : name;

    for (int i = 0; i < TP_META_KEYS; i++)
        if (strcmp(keys[i].name, plain) == 0 || in_words(keys[i].others, plain))
            return (enum tp_meta_key)i;
    return TP_META_KEYS;
}

const char *tp_meta_key_near(const char *name)
{
    const char *names[TP_META_KEYS + 1];

    for (int i = 0; i < TP_META_KEYS; i++)
        names[i] = keys[i].name;
    names[TP_META_KEYS] = NULL;
    return tp_nearest(name, names);
}

const char *tp_meta_title_lang(struct tp_arena *a, const char *name)
{
    return strncmp(name, "title.", 6) == 0 ? tp_language_named(a, name + 6) : NULL;
}

/* ---- values ---- */

static const char *layout_wrong(struct tp_arena *a, const struct tp_layouts *l, const char *value)
{
    const char **names = TP_NEW_ARRAY(a, l->list.n + 1, const char *), *near;

    for (size_t i = 0; i < l->list.n; i++) {
        names[i] = l->list.v[i]->name;
        if (strcmp(names[i], value) == 0)
            return NULL;
    }
    near = tp_nearest(value, names);
    return tp_fmt(a, "there is no layout '%s'%s%s%s", value, near ? "; did you mean '" : "",
                  near ? near : "", near ? "'?" : "");
}

const char *metadata_wrong(struct tp_arena *a, const struct tp_meta_checks *c, enum tp_meta_key key,
                           const char *value)
{
    struct tp_date_context ctx = {.tables = c->dates};
    struct tp_date date;

    switch (keys[key].type) {
    case META_DATE:
        if (!tp_meta_date(a, &ctx, value, &date))
            return tp_fmt(a, "'%s' is not understood as a date", value);
        break;
    case META_KIND:
        if (!tp_kind_named(c->kinds, value) && !tp_kind_in(c->kinds, a, value, strlen(value)))
            return tp_fmt(a, "'%s' is no kind of document that the tables know", value);
        break;
    case META_LANGUAGE:
        if (!tp_language_named(a, value))
            return tp_fmt(a, "'%s' is neither a language's name nor a tag such as ru or zh-Hans",
                          value);
        break;
    case META_URL:
        if (!tp_uri_has_scheme(value))
            return tp_fmt(a, "'%s' is not an address that begins with https://", value);
        break;
    case META_LAYOUT:
        return c->layouts ? layout_wrong(a, c->layouts, value) : NULL;
    case META_TEXT:
        break;
    }
    return NULL;
}

/* ---- what a source is given ---- */

static bool is_given(const struct tp_fields *f, const char *key)
{
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->v[i].key, key) == 0 && *f->v[i].value)
            return true;
    return false;
}

static struct tp_loc place_of(const struct tp_source *s, struct tp_range r)
{
    struct tp_place p = tp_lines_locate(s->lines, r.start);

    return tp_at(s->file, p.line, p.col);
}

/* A field of the front matter, under its key's one name. */
static struct tp_field from_front(struct tp_arena *a, const struct tp_source *s,
                                  const struct tp_field *f, const struct tp_meta_checks *checks,
                                  struct tp_diags *ds)
{
    enum tp_meta_key key = tp_meta_key_of(a, f->key);
    struct tp_field out = *f;
    const char *fault, *near;

    if (key < TP_META_KEYS) {
        out.key = keys[key].name;
        fault = *f->value && key != TP_META_LAYOUT /* the encoder looks at that */
                    ? metadata_wrong(a, checks, key, f->value)
                    : NULL;
        if (fault)
            tp_diag(ds, TP_D_METADATA_VALUE, place_of(s, f->src), fault);
    } else if (!strchr(f->key, '.') && (near = tp_meta_key_near(f->key)) != NULL) {
        tp_diag(ds, TP_D_FRONT_MATTER_KEY, place_of(s, f->key_src), f->key,
                tp_fmt(a, "; did you mean '%s'?", near));
    }
    return out;
}

/* The table's row says something else than the front matter. */
static void overruled(struct tp_arena *a, const struct tp_metadata *m,
                      const struct metadata_value *v, const struct tp_fields *front,
                      struct tp_diags *ds)
{
    bool same = false;
    const char *other = "";

    for (size_t i = 0; i < front->n; i++)
        if (strcmp(front->v[i].key, v->key) == 0) {
            other = front->v[i].value;
            same = same || strcmp(front->v[i].value, v->value) == 0;
        }
    if (!same)
        tp_diag(ds, TP_D_METADATA_OVERRULED, tp_at(m->csv->file, v->line, v->col), v->key, v->value,
                tp_fmt(a, "the front matter's '%s'", other));
}

struct tp_fields *tp_metadata_give(const struct tp_metadata *m, struct tp_arena *a,
                                   const struct tp_source *s, const struct tp_meta_checks *checks,
                                   bool explain, struct tp_diags *ds)
{
    const struct metadata_row *row = m ? metadata_row_of(m, a, s->file) : NULL;
    struct tp_fields *out = TP_NEW(a, struct tp_fields);
    size_t n_front;

    for (size_t i = 0; s->fields && i < s->fields->n; i++)
        TP_PUSH(a, out, from_front(a, s, &s->fields->v[i], checks, ds));
    n_front = out->n;
    for (size_t i = 0; row && i < row->values.n; i++) {
        const struct metadata_value *v = &row->values.v[i];
        struct tp_fields front = {out->v, n_front, n_front};
        if (is_given(&front, v->key)) {
            if (explain)
                overruled(a, m, v, &front, ds);
            continue;
        }
        TP_PUSH(a, out, (struct tp_field){.key = v->key, .value = v->value});
    }
    return out->n ? out : NULL;
}

void tp_metadata_row(const struct tp_metadata *m, struct tp_arena *work, const char *file,
                     bool where, struct tp_buf *out)
{
    const struct metadata_row *row = metadata_row_of(m, work, file);

    for (size_t i = 0; row && i < row->values.n; i++) {
        const struct metadata_value *v = &row->values.v[i];
        tp_buf_add(out, v->key, strlen(v->key) + 1);
        tp_buf_add(out, v->value, strlen(v->value) + 1);
        if (where)
            tp_buf_fmt(out, "%u:%u:", (unsigned)v->line, (unsigned)v->col);
    }
}
