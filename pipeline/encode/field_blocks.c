#include "field_blocks.h"

#include <string.h>
#include <unicode/uchar.h>

#include "../base/utf8.h"
#include "metadata_impl.h"

enum {
    CAPTION = 40, /* characters of a caption */
    CAPTION_WORDS = 5,
    ABOVE = 8,    /* blocks that may stand above the fields of the head */
    BELOW = 12,   /* how far from the end those behind the text may begin */
    SHORT = 200,  /* bytes: a title, a date */
    PERSON = 100, /* bytes of a person's name, in a block of its own */
    ENTRIES = 60
};

/* A caption and its value. BEGIN and END are the source's bytes of the whole entry. */
struct entry {
    const char *key;     /* of metadata.def, or of the table; NULL: the caption is not known */
    const char *caption; /* without its colon */
    const char *value;
    uint32_t begin, value_begin, end;
    bool part; /* of the shelfmark above it */
};

/* A row of blocks that hold entries and nothing else. */
struct run {
    struct entry v[ENTRIES];
    size_t n;
    const struct tp_block *first, *last;
    bool lines; /* paragraphs, not a list or a table */
    bool page;  /* as an archive's page has them */
};

struct taking {
    struct tp_arena *a;
    struct tp_source *s;
    const struct tp_wording *w;
    const struct tp_meta_checks *checks;
};

/* ---- captions ---- */

static const struct tp_wording_entry *lookup(const struct taking *k,
                                             const struct tp_wording_map *map, const char *text,
                                             size_t len, size_t *behind)
{
    struct tp_tokens t = tp_tokenize(k->a, text, (uint32_t)len);
    const struct tp_wording_entry *found = NULL;

    *behind = 0;
    for (size_t i = 0; i < map->n; i++) {
        size_t end = tp_wording_at(&map->v[i].before, &t, 0, t.n, true);
        if (end && t.v[end - 1].end > *behind) {
            *behind = t.v[end - 1].end;
            found = &map->v[i];
        }
    }
    return found;
}

/* The field that a caption of LEN bytes names; NULL: none. */
static const char *field_of(const struct taking *k, const char *text, size_t len)
{
    size_t behind;
    const struct tp_wording_entry *e = lookup(k, &k->w->fields, text, len, &behind);

    if (!e || tp_slice_trim((struct tp_slice){text + behind, len - behind}).len)
        return NULL;
    return e->key;
}

/* Fields that only an editor names; the others may be lines of the document itself. The source of
 * a report may be an agent: that of an edition has a figure. */
static bool is_editors(const struct entry *e)
{
    static const char *const keys[] = {
        "citation", "shelfmark", "translator",        "transcriber", "contributor", "credits",
        "rights",   "funder",    "original-language", "url",         "id"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(e->key, keys[i]) == 0)
            return true;
    return strcmp(e->key, "source") == 0 && strpbrk(e->value, "0123456789");
}

/* Bytes of a colon at P; 0: there is none. */
static uint32_t colon_at(const char *p, uint32_t len)
{
    static const char wide[] = "：";

    if (len && *p == ':')
        return 1;
    return len >= strlen(wide) && memcmp(p, wide, strlen(wide)) == 0 ? (uint32_t)strlen(wide) : 0;
}

/* Does text that begins at START of the block stand in bold or italics up to a point within the
 * length of a caption? Then that is where; else 0. */
static uint32_t emphasis_end(const struct tp_block *b, uint32_t start)
{
    for (size_t i = 0; i < b->n_spans; i++) {
        const struct tp_span *x = &b->spans[i];
        if ((x->kind == TP_SPAN_STRONG || x->kind == TP_SPAN_EMPH) && x->start == start &&
            x->end - x->start <= CAPTION)
            return x->end;
    }
    return 0;
}

/* Where the caption at START of the block ends, and its value begins; false: it has none. */
static bool split(const struct tp_block *b, uint32_t start, uint32_t end, uint32_t *caption,
                  uint32_t *value)
{
    uint32_t bold = emphasis_end(b, start), words = 1;

    for (uint32_t i = start, chars = 0; i < end && chars <= CAPTION && words <= CAPTION_WORDS;
         chars++) {
        uint32_t cp, n = colon_at(b->text + i, end - i);
        if (n && i > start && b->text[i - 1] != '\n') {
            *caption = i;
            *value = i + n;
            return i + n >= end || b->text[i + n] != '/'; /* no address */
        }
        n = (uint32_t)tp_utf8_decode(b->text + i, end - i, &cp);
        if (!n || cp == '\n')
            break;
        words += cp == ' ';
        i += n;
    }
    if (!bold || bold >= end || b->text[bold] != ' ')
        return false;
    *caption = *value = bold;
    return true;
}

/* "Translated by X": a phrase of the credits without a colon. */
static const char *credit(const struct taking *k, const char *text, uint32_t len, uint32_t *value)
{
    size_t behind = 0;
    const struct tp_wording_entry *e = lookup(k, &k->w->credits, text, len, &behind);
    bool words = e && memchr(text, ' ', behind); /* "Translator" needs its colon */

    *value = (uint32_t)behind;
    return words && behind < len ? e->key : NULL;
}

/* ---- entries ---- */

static const char *plain(struct tp_arena *a, const char *p, size_t n)
{
    struct tp_slice t = tp_slice_trim((struct tp_slice){p, n});
    char *out = tp_strndup(a, t.p, t.len);

    for (char *c = out; *c; c++)
        if (*c == '\n' || *c == '\t')
            *c = ' ';
    return out;
}

/* Bytes of a bullet at P. */
static uint32_t bullet(const char *p, uint32_t len)
{
    uint32_t cp, n = (uint32_t)tp_utf8_decode(p, len, &cp);

    return n && n < len && (p[n] == ' ' || p[n] == '\t') &&
                   (cp == '-' || cp == '*' || cp == 0x2022 || cp == 0xB7 || cp == 0x2013)
               ? n + 1
               : 0;
}

/* The entry in block text [START, END); false: it is none. */
static bool read_entry(const struct taking *k, const struct tp_block *b, uint32_t start,
                       uint32_t end, struct entry *e)
{
    uint32_t caption, value;

    *e = (struct entry){.begin = tp_block_source(b, start, end).start};
    start += bullet(b->text + start, end - start);
    if (split(b, start, end, &caption, &value)) {
        e->caption = plain(k->a, b->text + start, caption - start);
        e->key = field_of(k, e->caption, strlen(e->caption));
    } else if ((e->key = credit(k, b->text + start, end - start, &value)) != NULL) {
        value += start;
        e->caption = e->key;
    } else {
        return false;
    }
    while (value < end && (b->text[value] == ' ' || b->text[value] == '\n'))
        value++;
    while (end > value && (b->text[end - 1] == ' ' || b->text[end - 1] == '\n'))
        end--;
    if (value >= end || !*e->caption)
        return false;
    e->value = plain(k->a, b->text + value, end - value);
    e->value_begin = tp_block_source(b, value, end).start;
    e->end = tp_block_source(b, value, end).end;
    return true;
}

/* A caption in a block of its own, with its value in the next. */
static bool read_pair(const struct taking *k, const struct tp_block *b, struct entry *e)
{
    struct tp_slice t = tp_slice_trim((struct tp_slice){b->text, b->len});
    const struct tp_block *v = b->next;

    while (t.len && (t.p[t.len - 1] == ':' || t.p[t.len - 1] == ' '))
        t.len--;
    if ((b->kind != TP_BLOCK_HEADING && b->kind != TP_BLOCK_PARAGRAPH) || !t.len ||
        t.len > 4 * CAPTION || !v || v->kind != TP_BLOCK_PARAGRAPH)
        return false;
    *e = (struct entry){.begin = b->src.start, .caption = plain(k->a, t.p, t.len)};
    e->key = field_of(k, e->caption, strlen(e->caption));
    e->value = plain(k->a, v->text, v->len);
    e->value_begin = tp_block_source(v, 0, v->len).start;
    e->end = v->src.end;
    /* "Translation" above a text is no caption of its translator */
    return e->key && *e->value &&
           (v->len <= PERSON ||
            (strcmp(e->key, "translator") != 0 && strcmp(e->key, "transcriber") != 0 &&
             strcmp(e->key, "editor") != 0 && strcmp(e->key, "title") != 0));
}

static bool add(struct run *r, struct entry e)
{
    if (r->n == ENTRIES)
        return false;
    r->v[r->n++] = e;
    return true;
}

/* The lines of a paragraph; one that is no entry goes on with the one above it. */
static bool read_lines(const struct taking *k, const struct tp_block *b, struct run *r)
{
    size_t before = r->n;

    for (uint32_t at = 0, stop; at < b->len; at = stop + 1) {
        const char *nl = memchr(b->text + at, '\n', b->len - at);
        struct entry e;
        stop = nl ? (uint32_t)(nl - b->text) : b->len;
        if (read_entry(k, b, at, stop, &e)) {
            if (!add(r, e))
                return false;
        } else {
            struct entry *above = r->n > before ? &r->v[r->n - 1] : NULL;
            const char *rest = plain(k->a, b->text + at, stop - at);
            if (!above || !above->key || !*rest)
                return false;
            above->value = tp_fmt(k->a, "%s %s", above->value, rest);
            above->end = tp_block_source(b, at, stop).end;
        }
    }
    return r->n > before;
}

static bool read_list(const struct taking *k, const struct tp_block *list, struct run *r)
{
    for (const struct tp_block *item = list->first; item; item = item->next) {
        const struct tp_block *p = item->first;
        struct entry e;
        if (!p || p->next || p->kind != TP_BLOCK_PARAGRAPH || !read_entry(k, p, 0, p->len, &e) ||
            !add(r, e))
            return false;
        r->v[r->n - 1].begin = item->src.start;
    }
    return list->first != NULL;
}

/* Rows of two cells. The head row says nothing when it is no entry, as "Field | Value". */
static bool read_table(const struct taking *k, const struct tp_block *table, struct run *r)
{
    uint32_t begin = table->src.start;

    for (const struct tp_block *row = table->first; row; row = row->next) {
        const struct tp_block *x = row->first, *y = x ? x->next : NULL;
        struct entry e = {.begin = begin};
        struct tp_slice name;
        if (!y || y->next)
            return false;
        name = tp_slice_trim((struct tp_slice){x->text, x->len});
        while (name.len && name.p[name.len - 1] == ':')
            name.len--;
        e.caption = plain(k->a, name.p, name.len);
        e.value = plain(k->a, y->text, y->len);
        e.key = field_of(k, e.caption, strlen(e.caption));
        if (row->header && !e.key)
            continue;
        if (!*e.caption || !*e.value)
            return false;
        e.value_begin = tp_block_source(y, 0, y->len).start;
        begin = e.end = tp_block_source(y, 0, y->len).end;
        if (!add(r, e))
            return false;
    }
    return r->n > 0;
}

/* ---- runs ---- */

static bool read_block(const struct taking *k, const struct tp_block *b, struct run *r)
{
    struct run copy = *r;
    struct entry pair;

    if (read_pair(k, b, &pair)) {
        if ((r->n && !r->lines) || !add(r, pair))
            return false;
        r->lines = true;
        r->first = r->first ? r->first : b;
        r->last = b->next;
        return true;
    }

    copy.lines = b->kind == TP_BLOCK_PARAGRAPH;
    if (r->n && copy.lines != r->lines)
        return false;
    switch (b->kind) {
    case TP_BLOCK_PARAGRAPH:
        if (!read_lines(k, b, &copy))
            return false;
        break;
    case TP_BLOCK_LIST:
        if (r->n || !read_list(k, b, &copy))
            return false;
        break;
    case TP_BLOCK_TABLE:
        if (r->n || !read_table(k, b, &copy))
            return false;
        break;
    default:
        return false;
    }
    copy.first = copy.first ? copy.first : b;
    copy.last = b;
    *r = copy;
    return true;
}

/* Is it a heading that says what is below it ("About this document")? */
static bool is_fields_head(const struct taking *k, const struct tp_block *b)
{
    size_t behind;

    if (b->kind != TP_BLOCK_HEADING && (b->kind != TP_BLOCK_PARAGRAPH || b->len > SHORT))
        return false;
    return lookup(k, &k->w->field_heads, b->text, b->len, &behind) &&
           !tp_slice_trim((struct tp_slice){b->text + behind, b->len - behind}).len;
}

static bool is_known_twice(const struct run *r, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (r->v[j].key && strcmp(r->v[j].key, r->v[i].key) == 0)
            return true;
    return false;
}

/* Are these the editor's? CAPTIONED: a heading says so. */
static bool is_whole(const struct run *r, bool captioned)
{
    size_t known = 0, editors = 0, unknown = 0;

    for (size_t i = 0; i < r->n; i++) {
        if (!r->v[i].key) {
            unknown++;
            continue;
        }
        known += !is_known_twice(r, i);
        editors += is_editors(&r->v[i]);
    }
    return known > unknown && editors && (known > 1 || captioned);
}

/* Paragraphs of one caption each, among them those of an archive's page: that layout knows them. */
static bool is_page(const struct run *r, size_t blocks)
{
    static const char *const page[] = {"citation", "summary", "original-language", "credits",
                                       "rights"};

    for (size_t i = 0; r->lines && r->n <= blocks && i < r->n; i++)
        for (size_t k = 0; r->v[i].key && k < sizeof page / sizeof *page; k++)
            if (strcmp(r->v[i].key, page[k]) == 0)
                return true;
    return false;
}

/* The longest run from block B on. */
static bool run_from(const struct taking *k, const struct tp_block *b, struct run *r)
{
    bool captioned = is_fields_head(k, b) && b->next;
    const struct tp_block *first = b;
    size_t blocks = 0;

    *r = (struct run){0};
    if (captioned)
        b = b->next;
    for (; b && read_block(k, b, r); b = r->last->next)
        blocks++;
    if (!r->n || !is_whole(r, captioned))
        return false;
    r->page = is_page(r, blocks);
    r->first = first;
    r->v[0].begin = first->src.start;
    return true;
}

/* ---- taking ---- */

static void unlink_run(struct tp_block *root, const struct run *r)
{
    struct tp_block *before = NULL;

    for (struct tp_block *b = root->first; b && b != r->first; b = b->next)
        before = b;
    if (before)
        before->next = r->last->next;
    else
        root->first = r->last->next;
    if (!r->last->next)
        root->last = before;
}

static bool is_given(const struct tp_fields *f, const char *key)
{
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->v[i].key, key) == 0 && *f->v[i].value)
            return true;
    return false;
}

/* "Archive: X", "Fond: 3", "Opis: 12": one shelfmark. */
static void join_shelfmark(const struct taking *k, struct run *r)
{
    size_t n = 0;

    for (size_t i = 0; i < r->n; i++) {
        struct entry *above = n ? &r->v[n - 1] : NULL;
        if (above && r->v[i].key && strcmp(r->v[i].key, "shelfmark-part") == 0 && above->key &&
            strcmp(above->key, "shelfmark") == 0) {
            above->value = tp_fmt(k->a, "%s, %s %s", above->value, r->v[i].caption, r->v[i].value);
            above->end = r->v[i].end;
            continue;
        }
        r->v[n++] = r->v[i];
    }
    r->n = n;
}

static void take(const struct taking *k, struct run *r)
{
    struct tp_arena *a = k->a;
    uint32_t at = r->v[0].begin;

    if (!k->s->fields)
        k->s->fields = TP_NEW(a, struct tp_fields);
    join_shelfmark(k, r);
    for (size_t i = 0; i < r->n; i++) {
        struct entry *e = &r->v[i];
        enum tp_meta_key key = e->key ? tp_meta_key_of(a, e->key) : TP_META_KEYS;
        struct tp_field f = {.key = key < TP_META_KEYS ? tp_meta_key_name(key) : e->caption,
                             .value = e->value,
                             .src = {e->value_begin, e->end},
                             .key_src = {at, e->value_begin}};
        if (key < TP_META_KEYS && ((!metadata_many(key) && is_given(k->s->fields, f.key)) ||
                                   metadata_wrong(a, k->checks, key, f.value)))
            f.key = tp_fmt(a, "page.%s", f.key); /* a note */
        at = e->end;
        if (i + 1 == r->n)
            f.src.end = r->last->src.end;
        TP_PUSH(a, k->s->fields, f);
    }
    unlink_run(k->s->root, r);
}

static bool is_short(const struct tp_block *b)
{
    return b->kind == TP_BLOCK_HEADING || b->kind == TP_BLOCK_RULE ||
           (b->kind == TP_BLOCK_PARAGRAPH && b->len <= SHORT);
}

void tp_take_field_blocks(struct tp_arena *a, struct tp_source *s, const struct tp_wording *w,
                          const struct tp_meta_checks *checks)
{
    struct taking k = {a, s, w, checks};
    struct run r;
    size_t n = 0, all = 0;

    for (const struct tp_block *b = s->root->first; b && n < ABOVE; b = b->next, n++) {
        if (run_from(&k, b, &r)) {
            if (r.last->next && r.last->next->kind == TP_BLOCK_RULE)
                r.last = r.last->next;   /* between them and the text */
            if (r.last->next && !r.page) /* a document has a text */
                take(&k, &r);
            break;
        }
        if (!is_short(b))
            break;
    }
    for (const struct tp_block *b = s->root->first; b; b = b->next)
        all++;
    for (const struct tp_block *b = s->root->first; b; b = b->next, all--)
        if (all <= BELOW && b != s->root->first && run_from(&k, b, &r) && !r.last->next) {
            take(&k, &r);
            return;
        }
}
