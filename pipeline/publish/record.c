#include "record.h"

#include <string.h>

/* ---- writing ---- */

static void put_party(struct tp_buf *b, const struct tp_party *p)
{
    tp_pack_number(b, (size_t)p->kind);
    tp_pack_string(b, p->name);
    tp_pack_string(b, p->lang);
    tp_pack_string(b, p->id);
    tp_pack_string(b, p->uri);
}

static void put_when(struct tp_buf *b, const struct tp_when *w)
{
    const char *const v[] = {w->when, w->from, w->to, w->not_before, w->not_after, w->text};

    for (size_t i = 0; i < sizeof v / sizeof *v; i++)
        tp_pack_string(b, v[i]);
    tp_pack_number(b, w->doubtful);
}

void tp_put_mention(struct tp_buf *b, const struct tp_mention *m)
{
    tp_pack_number(b, (size_t)m->kind);
    tp_pack_string(b, m->id);
    tp_pack_string(b, m->spelling);
    tp_pack_string(b, m->lang);
    tp_pack_string(b, m->uri);
    tp_pack_string(b, m->anchors);
    tp_pack_number(b, m->count);
}

void tp_put_term(struct tp_buf *b, const struct tp_term *t, struct tp_slice last)
{
    size_t same = 0;

    while (same < last.len && same < t->len && last.p[same] == t->text[same])
        same++;
    tp_pack_number(b, same);
    tp_pack_number(b, t->len - same);
    tp_buf_add(b, t->text + same, t->len - same);
    tp_pack_number(b, t->count * 2 + t->head);
}

void tp_put_gist(struct tp_buf *b, const struct tp_gist *f)
{
    tp_buf_str(b, TP_GIST_MAGIC);
    tp_pack_string(b, f->stem);
    tp_pack_string(b, f->title);
    tp_pack_string(b, f->title_lang);
    tp_pack_string(b, f->lang);
    put_when(b, &f->date);
    put_party(b, &f->place);
    tp_pack_string(b, f->kind_id);
    tp_pack_string(b, f->kind);
    tp_pack_string(b, f->kind_lang);
    tp_pack_string(b, f->summary);
    tp_pack_string(b, f->summary_lang);
    tp_pack_string(b, f->changed);
    tp_pack_number(b, f->n_languages);
    for (size_t i = 0; i < f->n_languages; i++)
        tp_pack_string(b, f->languages[i]);
    tp_pack_number(b, f->n_actions);
    for (size_t i = 0; i < f->n_actions; i++) {
        const struct tp_action *a = &f->actions[i];
        tp_pack_string(b, a->type);
        tp_pack_number(b, a->n_parties);
        for (size_t k = 0; k < a->n_parties; k++)
            put_party(b, &a->parties[k]);
        put_party(b, &a->place);
        put_when(b, &a->date);
    }
    tp_pack_number(b, f->words);
    tp_pack_number(b, f->tokens);
    tp_pack_number(b, f->n_terms);
    tp_pack_slice(b, f->mentions);
    tp_pack_slice(b, f->terms);
}

void tp_put_entries(struct tp_buf *b, const struct tp_entry *v, size_t n)
{
    tp_buf_str(b, TP_ENTRIES_MAGIC);
    tp_pack_number(b, n);
    for (size_t i = 0; i < n; i++) {
        const char *const plain[] = {v[i].id,   v[i].name, v[i].lang, v[i].listed,
                                     v[i].born, v[i].died, v[i].note, v[i].note_lang};
        tp_pack_number(b, (size_t)v[i].kind);
        for (size_t k = 0; k < sizeof plain / sizeof *plain; k++)
            tp_pack_string(b, plain[k]);
        tp_pack_number(b, v[i].n_spellings);
        for (size_t k = 0; k < v[i].n_spellings; k++) {
            tp_pack_string(b, v[i].spellings[k].text);
            tp_pack_string(b, v[i].spellings[k].lang);
            tp_pack_string(b, v[i].spellings[k].type);
        }
        tp_pack_number(b, v[i].n_uris);
        for (size_t k = 0; k < v[i].n_uris; k++)
            tp_pack_string(b, v[i].uris[k]);
    }
}

/* ---- reading ---- */

struct tp_cursor tp_cursor_new(struct tp_slice list)
{
    const unsigned char *p = (const unsigned char *)list.p;

    return (struct tp_cursor){.at = {p, p + list.len, false}};
}

static size_t number(struct tp_cursor *c)
{
    uint64_t n = tp_unpack_number(&c->at);

    if (n >> 56)
        c->at.bad = true;
    return c->at.bad ? 0 : (size_t)n;
}

static size_t amount(struct tp_cursor *c)
{
    return tp_unpack_count(&c->at);
}

static struct tp_slice slice(struct tp_cursor *c)
{
    return tp_unpack_slice(&c->at);
}

static const char *string(struct tp_cursor *c)
{
    return slice(c).p;
}

/* A string that the joining relies on. */
static const char *needed(struct tp_cursor *c)
{
    const char *s = string(c);

    if (!s)
        c->at.bad = true;
    return s;
}

static enum tp_name_kind kind(struct tp_cursor *c)
{
    size_t n = number(c);

    if (n >= TP_NAME_KINDS)
        c->at.bad = true;
    return c->at.bad ? TP_PERSON : (enum tp_name_kind)n;
}

static struct tp_party party(struct tp_cursor *c)
{
    struct tp_party p = {.kind = kind(c)};

    p.name = string(c);
    p.lang = string(c);
    p.id = string(c);
    p.uri = string(c);
    return p;
}

static struct tp_when when(struct tp_cursor *c)
{
    struct tp_when w = {.when = string(c)};

    w.from = string(c);
    w.to = string(c);
    w.not_before = string(c);
    w.not_after = string(c);
    w.text = string(c);
    w.doubtful = number(c) != 0;
    return w;
}

static const char **strings(struct tp_arena *a, struct tp_cursor *c, size_t *n)
{
    size_t many = amount(c);
    const char **v = TP_NEW_ARRAY(a, many + 1, const char *);

    for (*n = 0; *n < many && !c->at.bad; ++*n)
        v[*n] = needed(c);
    return v;
}

static void actions(struct tp_arena *a, struct tp_cursor *c, struct tp_gist *out)
{
    out->n_actions = amount(c);
    out->actions = TP_NEW_ARRAY(a, out->n_actions + 1, struct tp_action);
    for (size_t i = 0; i < out->n_actions && !c->at.bad; i++) {
        struct tp_action *one = &out->actions[i];
        one->type = string(c);
        one->n_parties = amount(c);
        one->parties = TP_NEW_ARRAY(a, one->n_parties + 1, struct tp_party);
        for (size_t k = 0; k < one->n_parties && !c->at.bad; k++)
            one->parties[k] = party(c);
        one->place = party(c);
        one->date = when(c);
    }
}

static bool has_magic(struct tp_cursor *c, const char *magic)
{
    size_t n = strlen(magic);

    if ((size_t)(c->at.end - c->at.p) < n || memcmp(c->at.p, magic, n) != 0)
        return false;
    c->at.p += n;
    return true;
}

bool tp_gist_read(struct tp_arena *a, const char *record, size_t len, struct tp_gist *out)
{
    struct tp_cursor at = tp_cursor_new((struct tp_slice){record, len}), *c = &at;

    *out = (struct tp_gist){0};
    if (!has_magic(c, TP_GIST_MAGIC))
        return false;
    out->stem = needed(c);
    out->title = needed(c);
    out->title_lang = string(c);
    out->lang = string(c);
    out->date = when(c);
    out->place = party(c);
    out->kind_id = string(c);
    out->kind = string(c);
    out->kind_lang = string(c);
    out->summary = string(c);
    out->summary_lang = string(c);
    out->changed = string(c);
    out->languages = strings(a, c, &out->n_languages);
    actions(a, c, out);
    out->head = (struct tp_slice){record, (size_t)((const char *)c->at.p - record)};
    out->words = number(c);
    out->tokens = number(c);
    out->n_terms = number(c);
    out->mentions = slice(c);
    out->terms = slice(c);
    return !c->at.bad && c->at.p == c->at.end;
}

bool tp_next_mention(struct tp_cursor *c, struct tp_mention *out)
{
    if (c->at.bad || c->at.p == c->at.end)
        return false;
    out->kind = kind(c);
    out->id = needed(c);
    out->spelling = needed(c);
    out->lang = string(c);
    out->uri = string(c);
    out->anchors = needed(c);
    out->count = number(c);
    return !c->at.bad;
}

bool tp_next_term(struct tp_cursor *c, char scratch[TP_MAX_TERM], struct tp_term *out)
{
    size_t same, rest, n;

    if (c->at.bad || c->at.p == c->at.end)
        return false;
    same = number(c);
    rest = amount(c);
    if (c->at.bad || same > c->last_len || same + rest > TP_MAX_TERM) {
        c->at.bad = true;
        return false;
    }
    memcpy(scratch + same, c->at.p, rest);
    c->at.p += rest;
    c->last_len = same + rest;
    n = number(c);
    *out = (struct tp_term){scratch, same + rest, n / 2, n % 2 != 0};
    return !c->at.bad;
}

static void entry(struct tp_arena *a, struct tp_cursor *c, struct tp_entry *out)
{
    out->kind = kind(c);
    out->id = needed(c);
    out->name = needed(c);
    out->lang = string(c);
    out->listed = needed(c);
    out->born = string(c);
    out->died = string(c);
    out->note = string(c);
    out->note_lang = string(c);
    out->n_spellings = amount(c);
    out->spellings = TP_NEW_ARRAY(a, out->n_spellings + 1, struct tp_spelling);
    for (size_t i = 0; i < out->n_spellings && !c->at.bad; i++) {
        out->spellings[i].text = needed(c);
        out->spellings[i].lang = string(c);
        out->spellings[i].type = string(c);
    }
    out->uris = strings(a, c, &out->n_uris);
}

bool tp_entries_read(struct tp_arena *a, const char *record, size_t len, struct tp_entry **out,
                     size_t *n)
{
    struct tp_cursor c = tp_cursor_new((struct tp_slice){record, len});

    *n = 0;
    if (!has_magic(&c, TP_ENTRIES_MAGIC))
        return false;
    *n = amount(&c);
    *out = TP_NEW_ARRAY(a, *n + 1, struct tp_entry);
    for (size_t i = 0; i < *n && !c.at.bad; i++)
        entry(a, &c, &(*out)[i]);
    return !c.at.bad && c.at.p == c.at.end;
}
