/* The body of a document as versions of its text. */
#include "roles.h"

#include <string.h>

#include "../base/utf8.h"

/* The bytes of a blank, or one of the width of a Han character, at the end of the piece. */
static uint32_t blank_before(struct tp_piece p)
{
    static const char wide[] = "\u3000";
    uint32_t n = (uint32_t)strlen(wide);

    if (p.end <= p.start)
        return 0;
    if (strchr(" \n\t", p.block->text[p.end - 1]))
        return 1;
    return p.end - p.start >= n && memcmp(p.block->text + p.end - n, wide, n) == 0 ? n : 0;
}

/* "Article 1. The parties ...": its heading and its text are two items, but for a short text that
 * is no sentence, the article's title. */
static void split_article(struct tp_arena *a, const struct tp_item *item, struct tp_items *out)
{
    enum { TITLE = 60 };
    struct tp_item head = *item, text = *item;
    struct tp_slice t;

    text.text.start = item->value.start;
    t = tp_piece_text(text.text);
    if (item->role != TP_ROLE_ARTICLE || item->value.start >= item->value.end ||
        (tp_utf8_count(t.p, t.len) <= TITLE && !roles_ends_sentence(t))) {
        TP_PUSH(a, out, *item);
        return;
    }
    head.text.end = item->value.start;
    while (blank_before(head.text))
        head.text.end -= blank_before(head.text);
    text.role = TP_ROLE_NONE;
    text.n = text.value = head.value = (struct tp_range){0, 0};
    TP_PUSH(a, out, head);
    TP_PUSH(a, out, text);
}

static void sort_middle(struct tp_arena *a, const struct tp_document *d, struct tp_version *v)
{
    struct tp_items all = {0};

    for (size_t i = 0; i < v->top; i++)
        TP_PUSH(a, &all, v->items.v[i]);
    for (size_t i = v->top; i < v->bottom; i++) {
        struct tp_item *item = &v->items.v[i];
        enum tp_role after = i ? v->items.v[i - 1].role : TP_ROLE_NONE;
        if (item->role == TP_ROLE_NONE && roles_plain(item))
            (void)roles_apply(a, d->matcher, d->layout, item, TP_ANYWHERE, false, after);
        if (item->role == TP_ROLE_NONE && item->text.block->kind == TP_BLOCK_HEADING)
            item->role = TP_ROLE_HEAD;
        split_article(a, item, &all);
    }
    for (size_t i = v->bottom; i < v->items.n; i++)
        TP_PUSH(a, &all, v->items.v[i]);
    v->notes += all.n - v->items.n;
    v->bottom += all.n - v->items.n;
    v->items = all;
}

static struct tp_version *new_version(struct tp_arena *a, struct tp_document *d,
                                      struct tp_piece omitted)
{
    TP_PUSH(a, &d->versions, (struct tp_version){.omitted = omitted});
    return &d->versions.v[d->versions.n - 1];
}

static void letters_below(struct tp_letters *sum, const struct tp_block *b)
{
    tp_letters_add(sum, b->text, b->len);
    for (const struct tp_block *c = b->first; c; c = tp_block_next(b, c))
        tp_letters_add(sum, c->text, c->len);
}

/* Does text of another script begin at B and go on for a while? Then a new version begins there. */
static bool script_turns(enum tp_script now, const struct tp_block *b)
{
    enum { ENOUGH = 60, BLOCKS = 60 };
    uint32_t weight = 0, seen = 0;

    for (; b && weight < ENOUGH && seen < BLOCKS; b = b->next, seen++) {
        struct tp_letters l = {0};
        enum tp_script s;
        letters_below(&l, b);
        s = tp_letters_main(&l);
        if (s == TP_NO_SCRIPT)
            continue;
        if (s == now)
            return false;
        weight += tp_letters_weight(&l, s);
    }
    return weight >= ENOUGH || (!b && weight > 0 && now == TP_NO_SCRIPT);
}

static enum tp_role role_anywhere(struct tp_arena *a, const struct tp_document *d,
                                  const struct tp_block *b)
{
    struct tp_item item = {.text = {b, 0, b->len}};

    if (roles_plain(&item))
        (void)roles_apply(a, d->matcher, d->layout, &item, TP_ANYWHERE, false, TP_ROLE_NONE);
    return item.role;
}

/* Is the text so far closed by a signature or the like? Then [...] is followed by another version.
 */
static bool is_closed(struct tp_arena *a, const struct tp_document *d, const struct tp_version *v)
{
    for (size_t i = v->items.n; i-- > 0;) {
        struct tp_item item = v->items.v[i], extra;
        if (!roles_plain(&item))
            return false;
        return roles_closes(roles_guess_end(a, d, &item, &extra));
    }
    return true;
}

static void add_item(struct tp_arena *a, struct tp_version *v, const struct tp_block *b,
                     enum tp_role role)
{
    TP_PUSH(a, &v->items, (struct tp_item){.text = {b, 0, b->len}, .role = role});
    letters_below(&v->letters, b);
}

/* The blocks into versions: at changes of script, and at [...] after a finished text. */
static void split_versions(struct tp_arena *a, struct tp_document *d, const struct tp_block *b)
{
    enum { TELLING = 20 }; /* fewer letters don't say what script the text has */
    struct tp_version *v = &d->versions.v[d->versions.n - 1];

    for (; b; b = b->next) {
        enum tp_script now = tp_letters_main(&v->letters);
        enum tp_role role = role_anywhere(a, d, b);
        if (role == TP_ROLE_DIVISION && v->items.n && (v->part || is_closed(a, d, v))) {
            v = new_version(a, d, (struct tp_piece){0});
            v->part = true;
        }
        if (d->layout->split && role == TP_ROLE_OMITTED) {
            struct tp_piece omitted = {b, 0, b->len};
            if (!b->next) {
                d->omitted_end = omitted;
                continue;
            }
            if (v->items.n && (script_turns(now, b->next) || is_closed(a, d, v)))
                v = new_version(a, d, omitted);
            else
                add_item(a, v, b, TP_ROLE_OMITTED);
            continue;
        }
        if (d->layout->split && !v->part && tp_letters_weight(&v->letters, now) >= TELLING) {
            struct tp_letters l = {0};
            letters_below(&l, b);
            if (tp_letters_main(&l) != TP_NO_SCRIPT && tp_letters_main(&l) != now &&
                script_turns(now, b))
                v = new_version(a, d, (struct tp_piece){0});
        }
        add_item(a, v, b, TP_ROLE_NONE);
    }
}

static bool is_page_number(struct tp_arena *a, const struct tp_document *d,
                           const struct tp_version *v, size_t i)
{
    enum { LONGEST = 40 }; /* bytes */
    struct tp_arena *work;
    bool yes;

    if (i >= v->items.n || v->items.v[i].text.block->len > LONGEST)
        return false;
    work = tp_arena_sub(a);
    yes = role_anywhere(work, d, v->items.v[i].text.block) == TP_ROLE_PAGE_NUMBER;
    tp_arena_free(work);
    return yes;
}

/* Does the line at item AT stand elsewhere too? Then all of these are running headers. */
static void mark_running_header(struct tp_version *v, size_t at)
{
    struct tp_slice t = tp_piece_text(v->items.v[at].text);

    for (size_t k = 0; k < v->items.n; k++) {
        struct tp_slice u = tp_piece_text(v->items.v[k].text);
        if (k != at && u.len == t.len && memcmp(u.p, t.p, t.len) == 0)
            v->items.v[at].role = v->items.v[k].role = TP_ROLE_RUNNING_HEADER;
    }
}

/* A short line beside a page number, and the same line elsewhere: the running header. */
static void find_running_headers(struct tp_arena *a, const struct tp_document *d,
                                 struct tp_version *v)
{
    enum { LONGEST = 80, LINES = 200 }; /* LINES: different ones are looked for, no more */
    unsigned lines = 0;

    for (size_t i = 0; i < v->items.n && lines < LINES; i++) {
        if (!is_page_number(a, d, v, i))
            continue;
        for (size_t at = i ? i - 1 : i + 1; at <= i + 1 && at < v->items.n; at += 2) {
            struct tp_slice t = tp_piece_text(v->items.v[at].text);
            if (v->items.v[at].role != TP_ROLE_NONE || !roles_plain(&v->items.v[at]) ||
                tp_utf8_count(t.p, t.len) > LONGEST || is_page_number(a, d, v, at))
                continue;
            mark_running_header(v, at);
            lines++;
        }
    }
}

static bool contents_say(const struct tp_document *d, const char *word)
{
    const struct tp_page_field *f = tp_page_field(d, "contents");
    size_t n = strlen(word);

    for (size_t i = 0; f && i < f->value.n; i++) {
        struct tp_slice t = tp_piece_text(f->value.v[i]);
        for (size_t k = 0; k + n <= t.len; k++)
            if (memcmp(t.p + k, word, n) == 0)
                return true;
    }
    return false;
}

static bool same_language(const char *x, const char *y)
{
    size_t n = strcspn(x, "-");

    return n == strcspn(y, "-") && memcmp(x, y, n) == 0;
}

static const char *front_language(const struct tp_source *s)
{
    for (size_t i = 0; s->fields && i < s->fields->n; i++)
        if (strcmp(s->fields->v[i].key, "language") == 0)
            return s->fields->v[i].value;
    return NULL;
}

/* The language and the kind of each version. */
static void name_version(struct tp_arena *a, struct tp_document *d, struct tp_version *v)
{
    enum { ENOUGH = 2000, MOST = 16 << 10 }; /* bytes of the sample, and of one block in it */
    const char *declared[3];
    size_t n = 0;
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_buf sample = tp_buf_new(work);
    const char *front = front_language(d->source);
    const char *tag = front ? tp_language_named(a, front) : NULL;

    if (tag)
        declared[n++] = tag;
    if (d->original_language)
        declared[n++] = d->original_language;
    if (v->part) /* an annex is in the language of its treaty */
        declared[n++] = v[-1].lang;
    for (size_t i = 0; i < v->items.n && sample.len < ENOUGH; i++) {
        const struct tp_block *b = v->items.v[i].text.block;
        tp_buf_add(&sample, b->text, tp_utf8_valid(b->text, b->len < MOST ? b->len : MOST));
    }
    v->script = tp_letters_main(&v->letters);
    v->lang = tp_language_tag(a, v->script, sample.p, sample.len, declared, n);
    tp_arena_free(work);
    v->type = d->layout->version;
    if (d->original_language) {
        bool original = same_language(v->lang, d->original_language);
        bool copied = contents_say(d, "ranscript") || contents_say(d, "ранскрипц");
        v->type = !original ? "translation" : copied ? "transcription" : "original";
    }
}

void tp_sort_body(struct tp_arena *a, struct tp_document *d, const struct tp_block *body)
{
    struct tp_version *first = new_version(a, d, (struct tp_piece){0});

    for (size_t i = 0; i < d->fields.n; i++) {
        const struct tp_page_field *f = &d->fields.v[i];
        enum tp_role role = strcmp(f->field, "title") == 0    ? TP_ROLE_HEAD
                            : strcmp(f->field, "byline") == 0 ? TP_ROLE_BYLINE
                                                              : TP_ROLE_DATELINE;
        for (size_t k = 0; f->keep && k < f->value.n; k++)
            add_item(a, first, f->value.v[k].block, role);
    }
    split_versions(a, d, body);
    for (size_t i = 0; i < d->versions.n; i++) {
        struct tp_version *v = &d->versions.v[i];
        name_version(a, d, v);
        find_running_headers(a, d, v);
        roles_sort_top(a, d, v);
        roles_join_stamps(v);
        roles_sort_end(a, d, v);
        sort_middle(a, d, v);
    }
}
