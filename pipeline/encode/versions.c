/* The body of a document as versions of its text. */
#include "cut.h"
#include "meta.h"
#include "ordinal.h"
#include "roles.h"

#include <string.h>

#include "../base/utf8.h"
#include "token.h"

static struct tp_version *new_version(struct tp_arena *a, struct tp_document *d,
                                      struct tp_piece omitted)
{
    TP_PUSH(a, &d->versions, (struct tp_version){.omitted = omitted});
    return &d->versions.v[d->versions.n - 1];
}

static void letters_below(struct tp_letters *sum, struct tp_piece p)
{
    tp_letters_add(sum, p.block->text + p.start, p.end - p.start);
    for (const struct tp_block *c = p.block->first; c; c = tp_block_next(p.block, c))
        tp_letters_add(sum, c->text, c->len);
}

/* Does text of another script begin at piece I and go on for a while? Then a new version begins
 * there. */
static bool script_turns(enum tp_script now, const struct tp_pieces *ps, size_t i)
{
    enum { ENOUGH = 60, PIECES = 60 };
    uint32_t weight = 0;
    size_t end = i + PIECES;

    for (; i < ps->n && weight < ENOUGH && i < end; i++) {
        struct tp_letters l = {0};
        enum tp_script s;
        letters_below(&l, ps->v[i]);
        s = tp_letters_main(&l);
        if (s == TP_NO_SCRIPT)
            continue;
        if (s == now)
            return false;
        weight += tp_letters_weight(&l, s);
    }
    return weight >= ENOUGH || (i == ps->n && weight > 0 && now == TP_NO_SCRIPT);
}

static enum tp_role role_anywhere(struct tp_arena *a, const struct tp_document *d,
                                  struct tp_piece p)
{
    struct tp_item item = {.text = p};

    if (roles_plain(&item))
        (void)roles_apply(a, d->matcher, d->layout, &item, TP_ANYWHERE, false, TP_ROLE_NONE);
    return item.role;
}

/* "1 The old border.", "* See below.", "¹ ...": may it be a note below the text? */
static bool is_below(struct tp_piece p)
{
    struct tp_slice t = tp_piece_text(p);
    size_t n = 0;
    uint32_t cp;

    while (n < t.len && n < 3 && ((t.p[n] >= '0' && t.p[n] <= '9') || t.p[n] == '*'))
        n++;
    if (n)
        return n < t.len && (t.p[n] == ' ' || t.p[n - 1] == '*');
    return tp_utf8_decode(t.p, t.len, &cp) &&
           (cp == 0xB9 || cp == 0xB2 || cp == 0xB3 || cp == 0x2020);
}

/* Is the text so far closed by a signature or the like? Then [...] is followed by another version.
 */
static bool is_closed(struct tp_arena *a, const struct tp_document *d, const struct tp_version *v)
{
    enum { NOTES = 8 };

    for (size_t i = v->items.n; i-- > 0;) {
        struct tp_item item = v->items.v[i], extra = {0};
        struct tp_items columns = {0};
        if (item.text.block->kind == TP_BLOCK_FOOTNOTE || item.text.block->kind == TP_BLOCK_RULE)
            continue;
        if (item.text.block->kind == TP_BLOCK_TABLE)
            return roles_columns(a, d, v, i, &columns) > 0;
        if (!roles_plain(&item))
            return false;
        if ((i + NOTES > v->items.n && is_below(item.text)) ||
            roles_is_mark(tp_piece_text(item.text))) /* "[Seal]" */
            continue;
        if (roles_columns(a, d, v, i, &columns) || roles_sign_lines(a, d, &item, &columns))
            return true;
        item.role = roles_guess_end(a, d, &item, &extra);
        if (item.role == TP_ROLE_ADDRESS && i)
            continue; /* of whom it goes to, below the signature */
        return roles_closes(item.role) ||
               (item.role == TP_ROLE_OFFICE && roles_signature(tp_piece_text(item.text)));
    }
    return true;
}

/* The same where short lines that nothing is known of stand below the signature or the stamp: an
 * address, a number of enclosures. */
static bool is_closed_above(struct tp_arena *a, const struct tp_document *d,
                            const struct tp_version *v)
{
    enum { LINES = 4 };

    for (size_t i = v->items.n; i-- > 1 && i + LINES >= v->items.n;) {
        struct tp_item item = v->items.v[i], extra = {0};
        struct tp_slice t = tp_piece_text(item.text);
        if (!roles_plain(&item))
            return false;
        item.role = roles_guess_end(a, d, &item, &extra);
        if (item.role == TP_ROLE_ADDRESS || item.role == TP_ROLE_REMARK)
            continue;
        if (roles_prose(t) || memchr(t.p, ';', t.len) ||
            tp_ordinal_of(t.p, (uint32_t)t.len, NULL).end)
            return false;
        if (item.role == TP_ROLE_STAMP || item.role == TP_ROLE_VALEDICTION ||
            item.role == TP_ROLE_DATELINE || extra.role == TP_ROLE_DATELINE ||
            (item.role == TP_ROLE_SIGNED && roles_like_name(t)))
            return true;
    }
    return false;
}

static void add_item(struct tp_arena *a, struct tp_version *v, struct tp_piece p, enum tp_role role)
{
    TP_PUSH(a, &v->items, (struct tp_item){.text = p, .role = role});
    letters_below(&v->letters, p);
}

const char *tp_version_type(enum tp_role role)
{
    return role == TP_ROLE_VERSION_ORIGINAL        ? "original"
           : role == TP_ROLE_VERSION_TRANSCRIPTION ? "transcription"
           : role == TP_ROLE_VERSION_TRANSLATION   ? "translation"
                                                   : NULL;
}

/* What has been found out of all pieces, before they are sorted. */
struct sorting {
    struct tp_arena *a;
    struct tp_document *d;
    struct tp_pieces pieces;
    enum tp_role *roles; /* of each piece, wherever it stands */
    size_t captions;     /* of versions */
};

/* One caption alone, above all else, tells what the text is; further down it must be a word for
 * something made from the original, as a heading may be called "Original". */
static bool is_caption(const struct sorting *s, const struct tp_version *v, size_t i)
{
    if (!tp_version_type(s->roles[i]) || i + 1 == s->pieces.n)
        return false;
    return s->captions > 1 || !v->items.n || s->roles[i] != TP_ROLE_VERSION_ORIGINAL;
}

/* Is there nothing yet but a heading or two, which then stand above the caption? */
static bool is_bare(const struct tp_version *v)
{
    enum { HEADINGS = 3, LONGEST = 120 };

    for (size_t i = 0; i < v->items.n; i++) {
        struct tp_slice t = tp_piece_text(v->items.v[i].text);
        if (i == HEADINGS || tp_version_type(v->items.v[i].role) || !roles_plain(&v->items.v[i]) ||
            tp_utf8_count(t.p, t.len) > LONGEST || roles_ends_sentence(t))
            return false;
    }
    return !v->omitted.block;
}

/* A [...] line: between versions, or a gap in one. Returns the version that goes on. */
static struct tp_version *sort_omitted(struct sorting *s, struct tp_version *v, size_t i)
{
    struct tp_piece p = s->pieces.v[i];

    if (i + 1 == s->pieces.n) {
        s->d->omitted_end = p;
        return v;
    }
    if (v->items.n &&
        (script_turns(tp_letters_main(&v->letters), &s->pieces, i + 1) || is_closed(s->a, s->d, v)))
        return new_version(s->a, s->d, p);
    add_item(s->a, v, p, TP_ROLE_OMITTED);
    return v;
}

/* A heading above the captions of two versions or more is the page's, and no part of a text.
 * Returns how many pieces it is. */
static size_t take_title(struct sorting *s)
{
    const struct tp_piece *p = s->pieces.v;

    if (s->captions < 2 || s->pieces.n < 3 || p->block->kind != TP_BLOCK_HEADING ||
        tp_version_type(s->roles[0]) || !tp_version_type(s->roles[1]) || s->d->fields.n)
        return 0;
    TP_PUSH(s->a, &s->d->fields, (struct tp_page_field){.field = "title"});
    TP_PUSH(s->a, &s->d->fields.v[s->d->fields.n - 1].value, *p);
    return 1;
}

/* "II", "No. 2", "[Note 2]": the number of a letter among several; 0: it is none. */
static int letter_number(struct tp_arena *a, struct tp_piece p)
{
    enum { LONGEST = 24 }; /* bytes */
    static const char *const words[] = {"no",     "nr",    "n",    "note",  "letter",
                                        "lettre", "brief", "нота", "письмо"};
    struct tp_slice t = tp_piece_text(p);
    struct tp_tokens k;
    int number = 0;

    if (!t.len || t.len > LONGEST || memchr(t.p, '\n', t.len))
        return 0;
    k = tp_tokenize(a, t.p, (uint32_t)t.len);
    for (size_t i = 0; i < k.n; i++) {
        bool known = k.v[i].kind == TP_TOK_SIGN;
        int n = k.v[i].kind == TP_TOK_NUMBER ? (int)k.v[i].value
                : k.v[i].kind == TP_TOK_WORD
                    ? tp_roman(t.p + k.v[i].start, k.v[i].end - k.v[i].start)
                    : 0;
        if (n > 0 && number)
            return 0;
        for (size_t w = 0; k.v[i].kind == TP_TOK_WORD && w < sizeof words / sizeof *words; w++)
            known = known || strcmp(k.v[i].key, words[w]) == 0;
        if (n <= 0 && !known)
            return 0;
        number = n > 0 ? n : number;
    }
    return number;
}

/* Does a letter begin with piece I: its number or the place and day, and soon a form of address? */
static bool begins_letter(const struct sorting *s, size_t i)
{
    enum { AHEAD = 4, SHORT = 120 };
    size_t k = i + (letter_number(s->a, s->pieces.v[i]) > 0);

    for (size_t n = 0; n < AHEAD && k < s->pieces.n; n++, k++) {
        struct tp_item item = {.text = s->pieces.v[k]};
        struct tp_slice t = tp_piece_text(item.text);
        bool day;
        if (!roles_plain(&item) || t.len > SHORT || s->roles[k] != TP_ROLE_NONE)
            return false;
        day = roles_dateline(s->a, s->d, item.text);
        if (roles_apply(s->a, s->d->matcher, s->d->layout, &item, TP_AT_TOP, false, TP_ROLE_NONE) &&
            item.role == TP_ROLE_SALUTE)
            return k + 1 < s->pieces.n && roles_prose(tp_piece_text(s->pieces.v[k + 1]));
        if (k == i ? !day : roles_prose(t))
            return false;
    }
    return false;
}

/* A letter's form of address, an article of a treaty: what a document has whose signature ends it.
 */
static bool is_telling(const struct sorting *s, struct tp_item item)
{
    if (!roles_plain(&item) ||
        !roles_apply(s->a, s->d->matcher, s->d->layout, &item, TP_AT_TOP, false, TP_ROLE_NONE))
        return false;
    return item.role == TP_ROLE_SALUTE || item.role == TP_ROLE_ARTICLE ||
           item.role == TP_ROLE_CONCLUSION;
}

/* Has the version a text, with a signature below it? */
static bool is_signed(const struct sorting *s, const struct tp_version *v)
{
    enum { BELOW = 6 }; /* an address, the date, enclosures */
    bool text = false, telling = false;

    for (size_t i = 0; i < v->items.n && !text; i++) {
        telling = telling || is_telling(s, v->items.v[i]);
        text = telling && roles_prose(tp_piece_text(v->items.v[i].text));
    }
    for (size_t i = v->items.n, n = 0; text && i-- > 0 && n < BELOW; n++) {
        struct tp_item item = v->items.v[i], extra = {0};
        struct tp_items columns = {0};
        if (item.text.block->kind == TP_BLOCK_RULE)
            continue;
        if (roles_columns(s->a, s->d, v, i, &columns))
            return true;
        if (!roles_plain(&item) || roles_prose(tp_piece_text(item.text)))
            return false;
        if (roles_sign_lines(s->a, s->d, &item, &columns))
            return true;
        item.role = roles_guess_end(s->a, s->d, &item, &extra);
        if (item.role == TP_ROLE_SIGNED || extra.role == TP_ROLE_SIGNED)
            return true;
        if (item.role != TP_ROLE_ADDRESS && !roles_closes(item.role))
            return false;
    }
    return false;
}

/* Is piece I the first of several letters, all with numbers, below a common title? */
static bool begins_first_letter(const struct sorting *s, const struct tp_version *v, size_t i)
{
    if (!v->items.n || letter_number(s->a, s->pieces.v[i]) != 1 || !begins_letter(s, i))
        return false;
    for (size_t k = i + 1; k < s->pieces.n; k++)
        if (letter_number(s->a, s->pieces.v[k]) == 2)
            return begins_letter(s, k);
    return false;
}

static void add_letter(struct sorting *s, struct tp_version *v, struct tp_piece p)
{
    bool numbered = letter_number(s->a, p) > 0;

    add_item(s->a, v, p, numbered ? TP_ROLE_HEAD : TP_ROLE_NONE);
    if (numbered) {
        struct tp_item *item = &v->items.v[v->items.n - 1];
        struct tp_slice t = tp_piece_text(p);
        uint32_t at = (uint32_t)(t.p - p.block->text), end = at + (uint32_t)t.len;
        while (end > at && strchr(".])", p.block->text[end - 1]))
            end--;
        item->n = (struct tp_range){end, end};
        while (item->n.start > at && !strchr(" .[(", p.block->text[item->n.start - 1]))
            item->n.start--;
    }
}

/* The pieces into versions: at captions, at changes of script, and at [...] after a finished text.
 */
static void split_versions(struct sorting *s)
{
    enum {
        TELLING = 20, /* fewer letters don't say what script the text has */
        FEW = 12      /* beside letters of the script so far: "13/VI 1951 г." */
    };
    struct tp_document *d = s->d;
    struct tp_version *v = &d->versions.v[d->versions.n - 1];

    for (size_t i = take_title(s); i < s->pieces.n; i++) {
        struct tp_piece p = s->pieces.v[i];
        enum tp_script now = tp_letters_main(&v->letters);
        enum tp_role role = s->roles[i];
        if (is_caption(s, v, i)) {
            if (!is_bare(v))
                v = new_version(s->a, d, (struct tp_piece){0});
            v->type = tp_version_type(role);
            v->captioned = true;
            add_item(s->a, v, p, role);
            v->letters = (struct tp_letters){0}; /* a caption is in the reader's language */
            continue;
        }
        if (role == TP_ROLE_DIVISION && v->items.n && i + 1 < s->pieces.n &&
            (v->part || is_closed(s->a, d, v) || is_closed_above(s->a, d, v))) {
            v = new_version(s->a, d, (struct tp_piece){0});
            v->part = true;
        }
        if (d->layout->split && role == TP_ROLE_OMITTED) {
            v = sort_omitted(s, v, i);
            continue;
        }
        if (d->layout->split && !v->part && tp_letters_weight(&v->letters, now) >= TELLING) {
            struct tp_letters l = {0};
            letters_below(&l, p);
            if (is_bare(v) && tp_letters_main(&l) != TP_NO_SCRIPT && tp_letters_main(&l) != now)
                v->letters = (struct tp_letters){0}; /* its title is in the reader's language */
            else if (tp_letters_main(&l) != TP_NO_SCRIPT && tp_letters_main(&l) != now &&
                     (tp_letters_weight(&l, now) == 0 ||
                      tp_letters_weight(&l, tp_letters_main(&l)) > FEW) &&
                     script_turns(now, &s->pieces, i))
                v = new_version(s->a, d, (struct tp_piece){0});
        }
        if (begins_letter(s, i) && v->items.n &&
            (is_signed(s, v) || begins_first_letter(s, v, i))) {
            v = new_version(s->a, d, (struct tp_piece){0});
            v->part = true;
            add_letter(s, v, p);
            continue;
        }
        add_item(s->a, v, p, TP_ROLE_NONE);
    }
}

static bool is_page_number(struct tp_arena *a, const struct tp_document *d,
                           const struct tp_version *v, size_t i)
{
    enum { LONGEST = 40 }; /* bytes */
    const struct tp_piece *p = &v->items.v[i].text;

    return i < v->items.n && p->end - p->start <= LONGEST &&
           role_anywhere(a, d, *p) == TP_ROLE_PAGE_NUMBER;
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

/* Are the words of the line among those of the title, in the same order? */
static bool shortens_title(struct tp_arena *a, const struct tp_version *v, size_t at)
{
    enum { HEADS = 4, LONGEST = 300, WORDS = 8 };
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_slice t = tp_piece_text(v->items.v[at].text), u;
    struct tp_tokens line = tp_tokenize(work, t.p, (uint32_t)t.len), head;
    bool found = false;

    for (size_t i = 0; i < HEADS && i < at && !found; i++) {
        size_t k = 0, words = 0;
        u = tp_piece_text(v->items.v[i].text);
        if (u.len > LONGEST || u.len <= t.len)
            continue;
        head = tp_tokenize(work, u.p, (uint32_t)u.len);
        for (size_t w = 0; w < line.n; w++) {
            if (line.v[w].kind != TP_TOK_WORD)
                continue;
            while (k < head.n &&
                   (head.v[k].kind != TP_TOK_WORD || strcmp(head.v[k].key, line.v[w].key) != 0))
                k++;
            words++;
            if (k == head.n)
                words = WORDS + 1;
        }
        found = words > 1 && words <= WORDS;
    }
    tp_arena_free(work);
    return found;
}

/* The document's class, typed again on each page. */
static bool is_classification(struct tp_arena *a, const struct tp_document *d, struct tp_piece p)
{
    struct tp_item item = {.text = p};

    return roles_apply(a, d->matcher, d->layout, &item, TP_AT_TOP, false, TP_ROLE_NONE) &&
           item.role == TP_ROLE_CLASSIFICATION;
}

/* A short line beside a page number, and the same line elsewhere, or in the title: the running
 * header. */
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
            if (at > 2 && at + 1 < v->items.n && is_classification(a, d, v->items.v[at].text))
                v->items.v[at].role = TP_ROLE_RUNNING_HEADER;
            if (v->items.v[at].role == TP_ROLE_NONE && at > 2 && at + 1 < v->items.n &&
                !roles_ends_sentence(t) && shortens_title(a, v, at))
                v->items.v[at].role = TP_ROLE_RUNNING_HEADER;
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

/* Is the text, by the contents of the page, a translation, while no other is listed? Then *LANG is
 * its language, or English, if that isn't named. */
static bool only_translated(struct tp_arena *a, const struct tp_document *d, const char **lang)
{
    static const char *const words[] = {"ranslation", "еревод", "译", "bersetzung", "raduction"};
    static const char *const others[] = {"ranscri", "riginal", "ранскрип", "ригинал", "原文"};
    const struct tp_page_field *f = tp_page_field(d, "contents");
    bool any = false;

    *lang = "en";
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        any = any || contents_say(d, words[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        any = any && !contents_say(d, others[i]);
    for (size_t i = 0; any && i < f->value.n; i++) {
        struct tp_tokens t = tp_tokenize(a, tp_piece_text(f->value.v[i]).p,
                                         (uint32_t)tp_piece_text(f->value.v[i]).len);
        const char *text = tp_piece_text(f->value.v[i]).p, *tag;
        for (size_t k = 0; k < t.n; k++) {
            if (t.v[k].kind != TP_TOK_WORD || !t.v[k].capital || strstr(t.v[k].key, "ranslat") ||
                strstr(t.v[k].key, "еревод"))
                continue;
            tag =
                tp_language_named(a, tp_strndup(a, text + t.v[k].start, t.v[k].end - t.v[k].start));
            if (tag)
                *lang = tag;
        }
    }
    return any;
}

/* Is there one text only, with its annexes? */
static bool only_one(const struct tp_document *d)
{
    for (size_t i = 1; i < d->versions.n; i++)
        if (!d->versions.v[i].part)
            return false;
    return true;
}

/* The language and the kind of each version. */
static void name_version(struct tp_arena *a, struct tp_document *d, struct tp_version *v)
{
    enum { ENOUGH = 2000, MOST = 16 << 10 }; /* bytes of the sample, and of one block in it */
    const char *declared[4], *into;
    size_t n = 0;
    bool translated = d->original_language && only_translated(a, d, &into);
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_buf sample = tp_buf_new(work);
    const char *front = front_language(d->source);
    const char *tag = front ? tp_language_named(a, front) : NULL;

    if (tag)
        declared[n++] = tag;
    if (translated)
        declared[n++] = into;
    else if (d->original_language)
        declared[n++] = d->original_language;
    if (v->part) /* an annex is in the language of its treaty */
        declared[n++] = v[-1].lang;
    for (size_t i = 0; i < v->items.n && sample.len < ENOUGH; i++) {
        struct tp_piece p = v->items.v[i].text;
        const char *text = p.block->text + p.start;
        size_t len = p.end - p.start;
        if (!tp_version_type(v->items.v[i].role))
            tp_buf_add(&sample, text, tp_utf8_valid(text, len < MOST ? len : MOST));
    }
    v->script = tp_letters_main(&v->letters);
    v->lang = tp_language_tag(a, v->script, sample.p, sample.len, declared, n);
    tp_arena_free(work);
    if (v->type)
        return; /* by its caption */
    v->type = d->layout->version;
    if (!d->original_language && only_one(d) && tp_front_field(d, "translator"))
        v->type = "translation";
    if (d->original_language) {
        bool original = same_language(v->lang, d->original_language);
        bool copied = contents_say(d, "ranscript") || contents_say(d, "ранскрипц");
        v->type = !original ? "translation" : copied ? "transcription" : "original";
    }
}

static void cut_blocks(struct sorting *s, const struct tp_block *body)
{
    s->d->lines = tp_lines_style_of(body);
    for (const struct tp_block *b = body; b; b = b->next)
        tp_cut(s->a, s->d, b, &s->pieces);
    s->roles = TP_NEW_ARRAY(s->a, s->pieces.n, enum tp_role);
    for (size_t i = 0; i < s->pieces.n; i++) {
        s->roles[i] = role_anywhere(s->a, s->d, s->pieces.v[i]);
        s->captions += tp_version_type(s->roles[i]) != NULL;
    }
}

/* Of two texts in different scripts, about which nothing is said, that in English is taken for the
 * translation. */
static void guess_translation(struct tp_document *d)
{
    bool other = false, english = false;

    if (d->original_language)
        return;
    for (size_t i = 0; i < d->versions.n; i++) {
        const struct tp_version *v = &d->versions.v[i];
        if (v->captioned)
            return;
        other = other || (v->script != TP_LATIN && v->script != TP_NO_SCRIPT);
        english = english || strcmp(v->lang, "en") == 0;
    }
    for (size_t i = 0; i < d->versions.n && other && english; i++) {
        struct tp_version *v = &d->versions.v[i];
        v->guessed = true;
        v->type = strcmp(v->lang, "en") == 0 ? "translation" : "original";
    }
}

void tp_sort_body(struct tp_arena *a, struct tp_document *d, const struct tp_block *body)
{
    struct sorting s = {.a = a, .d = d};
    struct tp_version *first = new_version(a, d, (struct tp_piece){0});

    for (size_t i = 0; i < d->fields.n; i++) {
        const struct tp_page_field *f = &d->fields.v[i];
        enum tp_role role = strcmp(f->field, "title") == 0 || strcmp(f->field, "rubric") == 0
                                ? TP_ROLE_HEAD
                            : strcmp(f->field, "byline") == 0  ? TP_ROLE_BYLINE
                            : strcmp(f->field, "printed") == 0 ? TP_ROLE_SOURCE_NOTE
                                                               : TP_ROLE_DATELINE;
        for (size_t k = 0; f->keep && k < f->value.n; k++)
            add_item(a, first, f->value.v[k], role);
    }
    cut_blocks(&s, body);
    split_versions(&s);
    for (size_t i = 0; i < d->versions.n; i++)
        name_version(a, d, &d->versions.v[i]);
    if (d->versions.n > 1)
        guess_translation(d);
    for (size_t i = 0; i < d->versions.n; i++) {
        struct tp_version *v = &d->versions.v[i];
        find_running_headers(a, d, v);
        roles_find_notes(a, d, v);
        roles_sort_top(a, d, v);
        roles_join_stamps(v);
        roles_sort_hands(a, d, v);
        roles_sort_end(a, d, v);
        roles_sort_middle(a, d, v);
    }
}
