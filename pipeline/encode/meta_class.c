/* How secret the document was: in lines of its own, in headings, in stamps. */
#include <string.h>

#include "meta_parts.h"

static const struct tp_wording_entry *class_at(const struct tp_wording *w,
                                               const struct tp_tokens *t, size_t i, size_t *end)
{
    const struct tp_wording_entry *found = NULL;

    *end = 0;
    for (size_t k = 0; k < w->classification.n; k++) {
        size_t e = tp_wording_at(&w->classification.v[k].before, t, i, t->n, false);
        if (e > *end) {
            *end = e;
            found = &w->classification.v[k];
        }
    }
    return found;
}

const char *tp_classification_key(struct tp_arena *a, const struct tp_wording *w, const char *text)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_tokens t = tp_tokenize(work, text, (uint32_t)strlen(text));
    const struct tp_wording_entry *e = NULL;
    size_t end;

    for (size_t i = 0; i < t.n && !e; i++)
        e = class_at(w, &t, i, &end);
    tp_arena_free(work);
    return e ? e->key : NULL;
}

static bool changes(const struct tp_wording_entry *e)
{
    return e && (strcmp(e->key, "declassified") == 0 || strcmp(e->key, "downgraded") == 0);
}

bool meta_is_change(struct tp_arena *a, const struct tp_wording *w, struct tp_slice text)
{
    struct tp_tokens t = tp_tokenize(a, text.p, (uint32_t)text.len);
    size_t end;

    return t.n && changes(class_at(w, &t, 0, &end));
}

/* Each level once: a translation says it again in its own language. */
static void add(struct tp_arena *a, const struct tp_wording *w, const char *text, struct tp_meta *m)
{
    const char *key = tp_classification_key(a, w, text);
    char *folded = tp_fold(a, text, strlen(text));

    if (m->classifications.n && m->classifications.v[0].given)
        return;
    for (size_t i = 0; i < m->classifications.n; i++) {
        const char *other = m->classifications.v[i].text;
        const char *level = tp_classification_key(a, w, other);
        if (strcmp(tp_fold(a, other, strlen(other)), folded) == 0 ||
            (key && level && strcmp(key, level) == 0))
            return;
    }
    TP_PUSH(a, &m->classifications, (struct tp_said){text, NULL});
}

/* A word alone is a classification when it is in capitals or ends its clause: "SECRET", "Secret,
 * Copy 4", but not "Secret Protocol". */
static bool stands_alone(const struct tp_tokens *t, size_t i, size_t end)
{
    bool closed = end == t->n || t->v[end].kind == TP_TOK_SIGN || t->v[end].lined;
    bool opened = i == 0 || t->v[i].lined || t->v[i - 1].kind == TP_TOK_SIGN;

    if (t->v[i].kind == TP_TOK_HAN)
        return end == t->n || t->v[end].kind == TP_TOK_SIGN || t->v[end].spaced;
    return t->v[i].capital && closed && (opened || t->v[i].upper);
}

/* In a heading or a stamp. */
static void search(struct tp_arena *a, const struct tp_wording *w, struct tp_slice text,
                   struct tp_meta *m)
{
    struct tp_tokens t = tp_tokenize(a, text.p, (uint32_t)text.len);

    for (size_t i = 0; i < t.n; i++) {
        size_t end;
        const struct tp_wording_entry *e = class_at(w, &t, i, &end);
        if (!e)
            continue;
        if ((end - i > 1 && t.v[i].kind == TP_TOK_WORD) || stands_alone(&t, i, end))
            add(a, w, tp_strndup(a, text.p + t.v[i].start, t.v[end - 1].end - t.v[i].start), m);
        i = end - 1;
    }
}

static void first_line(struct tp_arena *a, const struct tp_wording *w, struct tp_slice t,
                       struct tp_meta *m)
{
    const char *nl = memchr(t.p, '\n', t.len);
    struct tp_slice line = tp_slice_trim((struct tp_slice){t.p, nl ? (size_t)(nl - t.p) : t.len});

    while (line.len && strchr(".,;!", line.p[line.len - 1]))
        line.len--;
    if (line.len)
        add(a, w, tp_strndup(a, line.p, line.len), m);
}

void meta_classifications(struct tp_arena *a, const struct tp_document *d,
                          const struct tp_wording *w, struct tp_meta *m)
{
    enum { LONGEST = 300 };

    for (size_t i = 0; i < d->versions.n; i++)
        for (size_t k = 0; k < d->versions.v[i].items.n; k++) {
            const struct tp_item *item = &d->versions.v[i].items.v[k];
            struct tp_slice t = tp_piece_text(item->text);
            bool outside = k < d->versions.v[i].top || k >= d->versions.v[i].bottom;
            if (item->role == TP_ROLE_CLASSIFICATION && item->value.start < item->value.end)
                t = tp_piece_text((struct tp_piece){item->text.block, item->value.start,
                                                    item->value.end}); /* without the precedence */
            if (item->role == TP_ROLE_CLASSIFICATION ||
                (outside && t.len && t.len <= LONGEST && meta_is_change(a, w, t)))
                first_line(a, w, t, m);
            else if (t.len <= LONGEST &&
                     (item->role == TP_ROLE_HEAD || item->role == TP_ROLE_SUBHEAD ||
                      item->role == TP_ROLE_KIND || item->role == TP_ROLE_STAMP ||
                      item->role == TP_ROLE_COPY || item->role == TP_ROLE_REFERENCE))
                search(a, w, t, m);
        }
}
