/* What the text shows where no line says it: who is greeted or addressed, who signs, where a treaty
 * was made, what the other versions are called. */
#include <string.h>

#include "meta_parts.h"

static size_t phrase_at(const struct meta_text *x, enum tp_wording_list list,
                        const struct tp_tokens *t, size_t i)
{
    return tp_wording_at(&x->tables->wording->lists[list], t, i, t->n, true);
}

static const struct tp_name_entry *entry_of(const struct meta_text *x, const char *text)
{
    return text ? tp_passes_name(x->a, x->tables->passes, text) : NULL;
}

bool meta_is_place(const struct meta_text *x, const char *text)
{
    const struct tp_name_entry *entry = entry_of(x, text);

    return entry && strcmp(entry->element, "placeName") == 0;
}

static bool is_person(const struct meta_text *x, const char *text)
{
    const struct tp_name_entry *entry = entry_of(x, text);

    return entry ? strcmp(entry->element, "persName") == 0
                 : tp_passes_is_person(x->a, x->tables->passes, text);
}

static bool is_known_person(const struct meta_text *x, const char *text)
{
    const struct tp_name_entry *entry = entry_of(x, text);

    return entry && strcmp(entry->element, "persName") == 0;
}

/* ---- who is greeted ---- */

bool meta_is_greeting(const struct meta_text *x, struct tp_slice s)
{
    struct tp_tokens t = tp_tokenize(x->a, s.p, (uint32_t)s.len);

    return phrase_at(x, TP_WORDING_GREETINGS, &t, 0) > 0;
}

/* Han characters before a form of address or an office: "王炳南大使", "刘少奇同志". */
static bool is_hailed_in_han(const struct meta_text *x, const struct tp_tokens *t)
{
    enum { LONGEST = 8 };

    for (size_t i = 2; i < t->n && i <= LONGEST; i++)
        if (phrase_at(x, TP_WORDING_FORMS, t, i) == t->n ||
            phrase_at(x, TP_WORDING_OFFICES, t, i) == t->n)
            return true;
    return false;
}

/* Nothing but capitalised words, initials and small words of names, and one that is no form of
 * address: a name, if no authority knows it either. */
static bool is_hailed(const struct meta_text *x, const struct tp_tokens *t)
{
    bool name = false;

    if (t->n && t->v[0].kind == TP_TOK_HAN)
        return is_hailed_in_han(x, t);
    for (size_t i = 0; i < t->n; i++) {
        size_t form = phrase_at(x, TP_WORDING_FORMS, t, i);
        bool small = t->v[i].kind == TP_TOK_WORD && !t->v[i].capital &&
                     t->v[i].end - t->v[i].start > 3 && !(i && tp_token_is(t, i - 1, '-'));
        if (form) {
            i = form - 1;
            continue;
        }
        if (t->v[i].kind == TP_TOK_NUMBER || small || tp_token_is(t, i, ',') ||
            phrase_at(x, TP_WORDING_OFFICES, t, i) || phrase_at(x, TP_WORDING_BODIES, t, i) ||
            phrase_at(x, TP_WORDING_AND, t, i))
            return false;
        name = name || (t->v[i].kind == TP_TOK_WORD && t->v[i].capital);
    }
    return name;
}

/* "Dear Scott,", "Дорогой Иосиф Виссарионович!": who is greeted; NULL: nobody by a name. */
static const char *greeted(const struct meta_text *x, struct tp_slice s)
{
    struct tp_tokens t = tp_tokenize(x->a, s.p, (uint32_t)s.len), name;
    size_t from = phrase_at(x, TP_WORDING_GREETINGS, &t, 0), to = t.n;
    const struct tp_name_entry *entry;
    const char *text;

    while (to > from && t.v[to - 1].kind == TP_TOK_SIGN && !tp_token_is(&t, to - 1, '.') &&
           !tp_token_is(&t, to - 1, ']'))
        to--;
    if (from >= to)
        return NULL;
    text = tp_strndup(x->a, s.p + t.v[from].start, t.v[to - 1].end - t.v[from].start);
    entry = entry_of(x, text);
    if (entry)
        return strcmp(entry->element, "persName") == 0 ? text : NULL;
    name = tp_tokenize(x->a, text, (uint32_t)strlen(text));
    for (size_t i = 2; i < name.n && name.v[0].kind == TP_TOK_HAN; i++) /* "毛泽东同志" */
        if (phrase_at(x, TP_WORDING_FORMS, &name, i) == name.n) {
            const char *bare = tp_strndup(x->a, text, name.v[i - 1].end);
            if (is_known_person(x, bare))
                return bare;
        }
    if (!is_hailed(x, &name))
        return NULL;
    /* "Herr Muster": the form alone is no part of the name */
    for (from = 0; name.v[from].kind != TP_TOK_HAN &&
                   (to = phrase_at(x, TP_WORDING_FORMS, &name, from)) != 0 && to < name.n;)
        from = to;
    return text + name.v[from].start;
}

/* The first line of an address that is a known person's; NULL: none is. */
static const char *person_in_lines(const struct meta_text *x, struct tp_slice s)
{
    enum { LINES = 6, LONGEST = 80 };
    const char *end = s.p + s.len;

    for (int n = 0; n < LINES && s.p < end; n++) {
        const char *stop = memchr(s.p, '\n', (size_t)(end - s.p));
        struct tp_slice line =
            tp_slice_trim((struct tp_slice){s.p, (size_t)((stop ? stop : end) - s.p)});
        const char *text;
        while (line.len && strchr(",;.", line.p[line.len - 1]))
            line.len--;
        text = tp_strndup(x->a, line.p, line.len);
        if (line.len && line.len <= LONGEST && is_known_person(x, text))
            return text;
        s.p = stop ? stop + 1 : end;
    }
    return NULL;
}

const char *meta_addressed(const struct meta_text *x, const struct tp_item *item, const char *value)
{
    struct tp_slice t = tp_piece_text(item->text);
    const char *person;

    if (!value || !memchr(t.p, '\n', t.len) || is_person(x, value))
        return value;
    person = person_in_lines(x, t);
    return person ? person : value;
}

static struct tp_slice without_comma(struct tp_slice s)
{
    while (s.len && strchr(", ", s.p[s.len - 1]))
        s.len--;
    return s;
}

/* "His Excellency", "Его Превосходительству", "An den": a line of an address without a name. */
static bool is_honorific(struct tp_slice s)
{
    static const char *const lines[] = {"His Excellency",
                                        "Her Excellency",
                                        "The Honorable",
                                        "The Honourable",
                                        "The Right Honourable",
                                        "The Rt. Hon.",
                                        "Son Excellence",
                                        "Seine Exzellenz",
                                        "Seiner Exzellenz",
                                        "An den",
                                        "An die",
                                        "An das",
                                        "Herrn",
                                        "Frau",
                                        "Monsieur",
                                        "Его Превосходительству",
                                        "Её Превосходительству",
                                        "Господину",
                                        "Товарищу",
                                        "To",
                                        "To:"};

    s = without_comma(s);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (s.len == strlen(lines[i]) && memcmp(s.p, lines[i], s.len) == 0)
            return true;
    return false;
}

/* An address below the signature of a letter begins with the one it goes to. */
static const char *addressed_below(const struct meta_text *x, const struct tp_version *v)
{
    for (size_t i = v->bottom; i < v->notes; i++) {
        struct tp_slice t = tp_piece_text(v->items.v[i].text), first = t;
        const char *line = memchr(t.p, '\n', t.len), *comma;
        bool address = v->items.v[i].role == TP_ROLE_ADDRESS;
        if ((v->items.v[i].role != TP_ROLE_REMARK && !address) || !line)
            continue;
        first.len = (size_t)(line - t.p);
        if (address && is_honorific(first)) { /* the name is in the next line */
            const char *next = memchr(line + 1, '\n', (size_t)(t.p + t.len - line - 1));
            first = (struct tp_slice){line + 1, (size_t)((next ? next : t.p + t.len) - line - 1)};
        }
        if (address && !v->items.v[i].field)
            return meta_copy(x->a, without_comma(first));
        comma = memchr(first.p, ',', first.len); /* "A. B. Muster, Esq.," */
        if (comma && is_person(x, tp_strndup(x->a, first.p, (size_t)(comma - first.p))))
            return meta_copy(
                x->a, (struct tp_slice){first.p, first.len - (first.p[first.len - 1] == ',')});
    }
    return NULL;
}

void meta_recipient_of_text(const struct meta_text *x, const struct tp_document *d,
                            struct tp_meta *m)
{
    bool letter =
        m->kind && (strcmp(m->kind->id, "letter") == 0 || strcmp(m->kind->id, "telegram") == 0 ||
                    strcmp(m->kind->id, "cable") == 0);

    for (size_t i = 0; letter && i < d->versions.n && !m->recipients.n; i++) {
        const struct tp_version *v = &d->versions.v[i];
        const char *name = addressed_below(x, v);
        for (size_t k = 0; k < v->top && !name; k++)
            if (v->items.v[k].role == TP_ROLE_SALUTE)
                name = greeted(x, tp_piece_text(v->items.v[k].text));
        meta_say(x->a, &m->recipients, name);
        m->recipient_hailed = name != NULL;
    }
}

/* ---- who signs ---- */

const char *meta_signer(const struct meta_text *x, const char *text)
{
    struct tp_tokens t = tp_tokenize(x->a, text, (uint32_t)strlen(text));
    size_t from = 0, own;

    while (from < t.n && t.v[from].kind == TP_TOK_SIGN)
        from++; /* "/-/ Muster" */
    own = phrase_at(x, TP_WORDING_OWN, &t, from);
    from = own ? own : from;
    while (from < t.n && t.v[from].kind == TP_TOK_SIGN)
        from++;
    return from < t.n ? text + t.v[from].start : NULL;
}

/* ---- titles ---- */

/* "to Krasovsky for Mao Zedong": the one who hands it on gets it first. */
static bool is_for_person(const struct meta_text *x, struct tp_slice s, const struct tp_tokens *t,
                          size_t i)
{
    return i + 1 < t->n && (strcmp(t->v[i].key, "for") == 0 || strcmp(t->v[i].key, "для") == 0) &&
           is_known_person(x, tp_strndup(x->a, s.p + t->v[i + 1].start,
                                         t->v[t->n - 1].end - t->v[i + 1].start));
}

struct tp_slice meta_party(const struct meta_text *x, struct tp_slice s)
{
    struct tp_tokens t = tp_tokenize(x->a, s.p, (uint32_t)s.len);

    for (size_t i = 1; i < t.n; i++)
        if (t.v[i].kind == TP_TOK_WORD && !t.v[i].capital &&
            (phrase_at(x, TP_WORDING_MATTER, &t, i) || is_for_person(x, s, &t, i))) {
            s.len = t.v[i - 1].end;
            while (s.len && strchr(",;: ", s.p[s.len - 1]))
                s.len--;
            break;
        }
    if (t.n > 1 && (strncmp(s.p, "the ", 4) == 0 || strncmp(s.p, "The ", 4) == 0) && t.v[1].capital)
        s = (struct tp_slice){s.p + 4, s.len - 4};
    return s;
}

void meta_byline(const struct meta_text *x, const struct tp_document *d, struct tp_meta *m)
{
    const struct tp_version *v = &d->versions.v[0];
    const char *name = NULL;

    if (m->author || m->senders.n || !d->versions.n || !m->kind ||
        strcmp(m->kind->id, "news-article") != 0)
        return;
    for (size_t i = 0; i < v->notes && !name; i++) {
        struct tp_slice s = tp_piece_text(v->items.v[i].text);
        struct tp_tokens t;
        size_t by;
        if (v->items.v[i].role == TP_ROLE_SIGNED && i >= v->bottom) {
            s = without_comma(s);
            name = tp_strndup(x->a, s.p, s.len);
        }
        if (v->items.v[i].role != TP_ROLE_BYLINE)
            continue;
        t = tp_tokenize(x->a, s.p, (uint32_t)s.len);
        by = phrase_at(x, TP_WORDING_BY, &t, 0);
        if (by && by < t.n)
            name = tp_strndup(x->a, s.p + t.v[by].start, t.v[t.n - 1].end - t.v[by].start);
    }
    if (name && is_person(x, name))
        m->author = name;
}

static enum tp_script script_of(const char *text)
{
    struct tp_letters l = {0};

    tp_letters_add(&l, text, strlen(text));
    return tp_letters_main(&l);
}

void meta_titles(const struct meta_text *x, const struct tp_document *d, struct tp_meta *m)
{
    for (size_t i = 0; i < d->versions.n; i++) {
        const struct tp_version *v = &d->versions.v[i];
        for (size_t k = 0; !v->part && k < v->top; k++) {
            const struct tp_item *item = &v->items.v[k];
            struct tp_slice s = tp_piece_text(item->text);
            const char *title;
            bool head = item->role == TP_ROLE_HEAD || item->role == TP_ROLE_KIND;
            if (!head || (item->text.block->kind != TP_BLOCK_HEADING &&
                          !tp_kind_in(x->tables->kinds, x->a, s.p, s.len)))
                continue;
            title = meta_one_line(x->a, s);
            if (title && m->title && strcmp(title, m->title) == 0)
                continue; /* another in the language of the text may stand below it */
            if (title && m->title && (i || script_of(title) != script_of(m->title)))
                TP_PUSH(x->a, &m->titles, (struct tp_title){title, v->lang});
            break;
        }
    }
}

bool meta_is_shelfmark(const struct meta_text *x, struct tp_slice s)
{
    enum { LONGEST = 200 };
    struct tp_shelfmark_context ctx = {.archives = x->tables->archives};
    struct tp_shelfmarks found = {0};

    if (!s.len || s.len > LONGEST)
        return false;
    tp_shelfmarks_scan(x->a, &ctx, tp_strndup(x->a, s.p, s.len), (uint32_t)s.len, &found);
    return found.n && found.v[0].start == 0 && found.v[found.n - 1].end + 1 >= s.len;
}

/* ---- places ---- */

/* Capitalised words (Han: up to the verb) from token I on; the token behind them. */
static size_t place_end(const struct tp_tokens *t, size_t i)
{
    enum { WORDS = 4 };
    size_t j = i;

    while (j < t->n && j < i + 2 * WORDS) {
        bool joined = tp_token_is(t, j, '-') && !t->v[j].spaced;
        if (!joined &&
            !(t->v[j].kind == TP_TOK_WORD && (t->v[j].capital || tp_token_is(t, j - 1, '-'))))
            break;
        j++;
    }
    return j > i && tp_token_is(t, j - 1, '-') ? j - 1 : j;
}

/* "在北京签订": Han characters between the two. */
static const char *place_in_han(const struct meta_text *x, struct tp_slice s)
{
    static const char *const verbs[] = {"签订", "签字", "签署", "订立", "簽訂", "簽字", "簽署"};
    enum { HAN = 3, MOST = 8 * HAN };

    for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++) {
        const char *text = tp_strndup(x->a, s.p, s.len), *verb = strstr(text, verbs[k]);
        const char *at = NULL, *next;
        if (!verb)
            continue;
        for (next = strstr(text, "在"); next && next < verb; next = strstr(next + HAN, "在"))
            at = next + HAN;
        if (!at) /* "订于北京" has it behind the verb; "于" before it is the day's */
            continue;
        if (verb > at && verb - at <= MOST && !memchr(at, ',', (size_t)(verb - at)))
            return tp_strndup(x->a, at, (size_t)(verb - at));
    }
    return NULL;
}

const char *meta_concluded_at(const struct meta_text *x, const struct tp_document *d)
{
    enum { LONGEST = 400 };

    for (size_t i = 0; i < d->versions.n; i++)
        for (size_t k = 0; k < d->versions.v[i].items.n; k++) {
            struct tp_slice s = tp_piece_text(d->versions.v[i].items.v[k].text);
            struct tp_tokens t;
            const char *han;
            if (!s.len || s.len > LONGEST || d->versions.v[i].items.v[k].role == TP_ROLE_FOOTNOTE)
                continue;
            if (d->versions.v[i].script == TP_HAN) {
                if (d->versions.v[i].items.v[k].role == TP_ROLE_CONCLUSION &&
                    (han = place_in_han(x, s)) != NULL)
                    return han;
                continue;
            }
            t = tp_tokenize(x->a, s.p, (uint32_t)s.len);
            for (size_t n = 0; n < t.n; n++) {
                size_t at, end;
                if (n && !tp_token_is(&t, n - 1, '.')) /* it begins a sentence */
                    continue;
                at = phrase_at(x, TP_WORDING_CONCLUDED, &t, n);
                if (at && at + 1 < t.n && t.v[at].kind == TP_TOK_WORD &&
                    (strcmp(t.v[at].key, "г") == 0 || strcmp(t.v[at].key, "гор") == 0))
                    at += 1 + tp_token_is(&t, at + 1, '.'); /* "в г. Москве" */
                end = at ? place_end(&t, at) : 0;
                if (at && end > at)
                    return tp_strndup(x->a, s.p + t.v[at].start, t.v[end - 1].end - t.v[at].start);
            }
        }
    return NULL;
}

/* The last line of a letterhead, when it is a place: "British Embassy,\nMoscow." */
const char *meta_letterhead_place(const struct meta_text *x, const struct tp_document *d)
{
    enum { SHORT = 40 };

    for (size_t i = 0; i < d->versions.n; i++)
        for (size_t k = 0; k < d->versions.v[i].top; k++) {
            const struct tp_item *item = &d->versions.v[i].items.v[k];
            struct tp_slice s = tp_piece_text(item->text);
            const char *line = NULL, *text;
            if (item->role != TP_ROLE_HEAD && item->role != TP_ROLE_DATELINE)
                continue;
            for (const char *p = s.p; p < s.p + s.len; p++)
                if (*p == '\n')
                    line = p + 1;
            if (!line)
                continue;
            s = tp_slice_trim((struct tp_slice){line, s.len - (size_t)(line - s.p)});
            while (s.len && strchr(".,;", s.p[s.len - 1]))
                s.len--;
            text = meta_copy(x->a, s);
            if (text && s.len <= SHORT && meta_is_place(x, text))
                return text;
            while (s.len && s.p[s.len - 1] != ',')
                s.len--; /* "14 Example Street, Moscow" */
            if (!text || !s.len)
                continue;
            text = meta_copy(x->a, (struct tp_slice){text + s.len, strlen(text) - s.len});
            if (text && meta_is_place(x, text))
                return text;
        }
    return NULL;
}
