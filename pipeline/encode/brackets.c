#include "brackets.h"

#include <string.h>

enum { DEEP = 64, LABEL_MAX = 8 };

/* A pair of brackets: tokens OPEN and CLOSE. */
struct pair {
    size_t open, close;
    bool square; /* not the tortoise-shell ones of Chinese notes */
};

struct work {
    struct tp_arena *arena; /* of the annotations */
    struct tp_arena *scratch;
    const struct tp_bracket_context *ctx;
    const char *text, *lang;
    struct tp_tokens t;
    struct {
        struct pair *v;
        size_t n, cap;
    } pairs; /* by OPEN, outer before inner */
    struct tp_annos *out;
    size_t closed_to; /* up to this token nothing but references may be annotated */
};

static bool is_sign(const struct work *w, size_t i, uint32_t cp)
{
    return tp_token_is(&w->t, i, cp);
}

enum { SHELL_OPEN = 0x3014, SHELL_CLOSE = 0x3015 };

/* All pairs, in the order of their opening; what has no partner is in none. */
static void find_pairs(struct work *w)
{
    size_t stack[DEEP], depth = 0, too_deep = 0;

    for (size_t i = 0; i < w->t.n; i++) {
        bool square = is_sign(w, i, '[') || is_sign(w, i, ']');
        if (is_sign(w, i, '[') || is_sign(w, i, SHELL_OPEN)) {
            struct pair p = {i, 0, square};
            if (depth == DEEP) {
                too_deep++;
                continue;
            }
            stack[depth++] = w->pairs.n;
            TP_PUSH(w->scratch, &w->pairs, p);
        } else if (is_sign(w, i, ']') || is_sign(w, i, SHELL_CLOSE)) {
            if (too_deep) {
                too_deep--;
            } else if (depth && w->pairs.v[stack[depth - 1]].square == square) {
                w->pairs.v[stack[--depth]].close = i;
            }
        }
    }
}

static struct tp_anno around(const struct work *w, const struct pair *p)
{
    const struct tp_token *open = &w->t.v[p->open], *close = &w->t.v[p->close];

    return (struct tp_anno){.start = open->start,
                            .end = close->end,
                            .open = open->end - open->start,
                            .close = close->end - close->start,
                            .rank = TP_RANK_BRACKET};
}

static struct tp_attr *attr(const struct work *w, struct tp_attr *list, const char *name,
                            const char *value)
{
    return tp_attr_add(w->arena, list, name, value);
}

/* Annotations share the rule's list: adding to it would change the rule, so nobody does. */
static void push(struct work *w, struct tp_anno a)
{
    TP_PUSH(w->arena, w->out, a);
}

/* ---- references to notes ---- */

static bool known_note(const struct work *w, const char *label)
{
    for (size_t i = 0; i < w->ctx->n_notes; i++)
        if (strcmp(w->ctx->notes[i], label) == 0)
            return true;
    return false;
}

static void add_reference(struct work *w, uint32_t start, uint32_t end, const char *label)
{
    struct tp_anno a = {
        .start = start, .end = end, .element = "ref", .opaque = true, .rank = TP_RANK_NOTE};

    a.attrs = attr(w, NULL, "type", "noteAnchor");
    a.attrs = attr(w, a.attrs, "n", label);
    push(w, a);
}

static bool is_han_digit(const struct work *w, size_t i)
{
    static const uint32_t digits[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                      0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341};

    for (size_t k = 0; k < sizeof digits / sizeof *digits; k++)
        if (w->t.v[i].kind == TP_TOK_HAN && w->t.v[i].cp == digits[k])
            return true;
    return false;
}

/* The label that tokens FROM to TO spell: a number of up to three figures, stars, or between "〔"
 * and "〕" a Han number; NULL: none. */
static const char *label_of(const struct work *w, size_t from, size_t to)
{
    const struct tp_token *t = &w->t.v[from];

    if (from >= to || to - from > LABEL_MAX)
        return NULL;
    if (to - from == 1 && t->kind == TP_TOK_NUMBER && t->digits <= 3)
        return tp_fmt(w->scratch, "%u", (unsigned)t->value);
    for (size_t i = from; i < to; i++)
        if (!is_sign(w, i, '*') &&
            !(from > 0 && is_sign(w, from - 1, 0x3014) && is_han_digit(w, i)))
            return NULL;
    return tp_strndup(w->scratch, w->text + t->start, w->t.v[to - 1].end - t->start);
}

/* 〔1〕, word[1], [^1]. Sets *TAKEN when the pair is a note's label or reference and nothing else.
 */
static void reference(struct work *w, const struct pair *p, bool *taken)
{
    bool caret = is_sign(w, p->open + 1, '^');
    const char *label = label_of(w, p->open + 1 + caret, p->close);
    const struct tp_token *open = &w->t.v[p->open];
    bool first = p->open == 0;

    *taken = false;
    if (caret && !label && p->close == p->open + 3 && w->t.v[p->open + 2].kind == TP_TOK_WORD)
        label = tp_strndup(w->scratch, w->text + w->t.v[p->open + 2].start,
                           w->t.v[p->open + 2].end - w->t.v[p->open + 2].start);
    if (!label)
        return;
    /* At the beginning of a block it is the note's own label. */
    *taken = first || !p->square || caret;
    if (first)
        return;
    if (*taken || (w->ctx->notes ? known_note(w, label) : !open->spaced)) {
        add_reference(w, open->start, w->t.v[p->close].end, label);
        *taken = true;
    }
}

/* The figure that a superscript character stands for; -1: none. */
static int superscript(uint32_t cp)
{
    if (cp == 0xB9)
        return 1;
    if (cp == 0xB2 || cp == 0xB3)
        return (int)(cp - 0xB0);
    return cp == 0x2070 || (cp >= 0x2074 && cp <= 0x2079) ? (int)(cp - 0x2070) : -1;
}

/* Superscript figures tied to a word. Returns the token behind them. */
static size_t superscripts(struct work *w, size_t i)
{
    char label[LABEL_MAX];
    size_t j = i, n = 0;
    const struct tp_token *before = i ? &w->t.v[i - 1] : NULL;

    for (; j < w->t.n && w->t.v[j].kind == TP_TOK_SIGN && superscript(w->t.v[j].cp) >= 0 &&
           (j == i || !w->t.v[j].spaced) && n < 3;
         j++)
        label[n++] = (char)('0' + superscript(w->t.v[j].cp));
    label[n] = '\0';
    if (n == 0)
        return i + 1;
    /* "km²": units are short, and no note has such a number. */
    if (before && !w->t.v[i].spaced &&
        (w->ctx->notes ? known_note(w, label)
                       : !(before->kind == TP_TOK_WORD && strlen(before->key) <= 2)))
        add_reference(w, w->t.v[i].start, w->t.v[j - 1].end, label);
    return j;
}

/* "figures.2", "figures2", tied to a word of some length, so that it is no "No.2" and no "B2". */
static bool is_tied(const struct work *w, size_t i)
{
    enum { SHORTEST = 4 }; /* bytes of the word */
    const struct tp_token *t = &w->t.v[i], *before = i ? t - 1 : NULL;
    const struct tp_token *after = i + 1 < w->t.n ? t + 1 : NULL;

    if (!before || t->spaced || (after && !after->spaced && after->kind != TP_TOK_SIGN))
        return false;
    if (after && !after->spaced && i + 2 < w->t.n && t[2].kind == TP_TOK_NUMBER && !t[2].spaced)
        return false; /* "2.5", "2:1" */
    if (before->kind == TP_TOK_SIGN && before->cp < 0x80 && strchr(".,;:!?)\"'", (int)before->cp))
        before = before->spaced || i < 2 ? NULL : before - 1;
    return before && ((before->kind == TP_TOK_WORD && before->end - before->start >= SHORTEST) ||
                      before->kind == TP_TOK_HAN);
}

static bool is_round(const struct work *w, size_t i)
{
    return is_sign(w, i, '(') && i + 2 < w->t.n && w->t.v[i + 1].kind == TP_TOK_NUMBER &&
           is_sign(w, i + 2, ')') && !w->t.v[i + 1].spaced && !w->t.v[i + 2].spaced;
}

/* "in March *. I am", "to Moscow 1).": a blank between the word and the mark, tokens I up to END,
 * and the end of the text or a stop right behind it. */
static bool is_apart(const struct work *w, size_t i, size_t end)
{
    enum { SHORTEST = 4 }; /* bytes of the word: not "1) or 2)" */
    const struct tp_token *before = i ? &w->t.v[i - 1] : NULL;
    const struct tp_token *after = end < w->t.n ? &w->t.v[end] : NULL;

    if (!before || w->t.v[i].lined ||
        ((before->kind != TP_TOK_WORD || before->end - before->start < SHORTEST) &&
         before->kind != TP_TOK_HAN))
        return false;
    return !after ||
           (!after->spaced && after->kind == TP_TOK_SIGN && after->cp < 0x80 &&
            strchr(".,;", (int)after->cp) && (end + 1 == w->t.n || w->t.v[end + 1].spaced));
}

/* A mark that the document has a note for: at token I, up to token *END. NULL: there is none. */
static const char *loose_mark(struct work *w, size_t i, size_t *end, bool *open)
{
    const struct tp_token *t = &w->t.v[i];
    const char *label;
    size_t n = 0;

    *end = i + 1;
    while (is_sign(w, i + n, '*') && (n == 0 || !w->t.v[i + n].spaced))
        n++;
    if (n) {
        *end = i + n;
        return i > 0 && (!t->spaced || is_apart(w, i, *end)) ? label_of(w, i, *end) : NULL;
    }
    if (is_sign(w, i, 0x2020) || is_sign(w, i, 0x2021) ||
        (t->kind == TP_TOK_SIGN && t->cp >= 0x2460 && t->cp <= 0x2473))
        return i > 0 && !t->spaced ? tp_strndup(w->scratch, w->text + t->start, t->end - t->start)
                                   : NULL;
    if (i > 0 && w->ctx->round_notes && is_round(w, i)) {
        *end = i + 3;
        return label_of(w, i + 1, i + 2);
    }
    if (i == 0 || t->kind != TP_TOK_NUMBER || (label = label_of(w, i, i + 1)) == NULL ||
        (t->spaced && !(is_sign(w, i + 1, ')') && is_apart(w, i, i + 2))))
        return NULL;
    if (!*open && is_sign(w, i + 1, ')') && !w->t.v[i + 1].spaced &&
        w->t.v[i - 1].kind != TP_TOK_NUMBER) {
        *end = i + 2;
        return label;
    }
    return is_tied(w, i) ? label : NULL;
}

/* "word1)", "word.1", "word*", "word (1)": only when the document has a note of that name, and, for
 * the first, no parenthesis is open. */
static void loose_references(struct work *w)
{
    int parens = 0;

    for (size_t i = 0; i < w->t.n;) {
        const struct tp_token *t = &w->t.v[i];
        const char *label = NULL;
        bool open = parens > 0;
        size_t end;
        if (is_sign(w, i, '('))
            parens++;
        if (is_sign(w, i, ')') && parens > 0)
            parens--;
        if (t->kind == TP_TOK_SIGN && superscript(t->cp) >= 0) {
            i = superscripts(w, i);
            continue;
        }
        if (w->ctx->notes)
            label = loose_mark(w, i, &end, &open);
        if (label && known_note(w, label)) {
            add_reference(w, t->start, w->t.v[end - 1].end, label);
            if (is_sign(w, i, '('))
                parens--;
            i = end;
            continue;
        }
        i++;
    }
}

/* ---- what the brackets hold ---- */

struct inside {
    size_t words, lower, dots, others;
    bool text; /* a letter or figure */
};

static struct inside look(const struct work *w, const struct pair *p)
{
    struct inside in = {0};

    for (size_t i = p->open + 1; i < p->close; i++) {
        const struct tp_token *t = &w->t.v[i];
        if (t->kind == TP_TOK_WORD || t->kind == TP_TOK_HAN) {
            in.words++;
            in.lower += t->kind == TP_TOK_WORD && !t->capital && strlen(t->key) >= 4;
        }
        in.text =
            in.text || t->kind == TP_TOK_WORD || t->kind == TP_TOK_HAN || t->kind == TP_TOK_NUMBER;
        if (is_sign(w, i, '.'))
            in.dots++;
        else if (is_sign(w, i, 0x2026) || is_sign(w, i, 0x22EF))
            in.dots += 3;
        else
            in.others++;
    }
    return in;
}

/* Is there nothing else in the sentence around the brackets? */
static bool stands_alone(const struct work *w, const struct pair *p)
{
    const struct tp_token *before = p->open ? &w->t.v[p->open - 1] : NULL;
    const struct tp_token *after = p->close + 1 < w->t.n ? &w->t.v[p->close + 1] : NULL;
    bool begins = !before || w->t.v[p->open].lined ||
                  (before->kind == TP_TOK_SIGN && before->cp < 0x80 &&
                   strchr(".!?:;)]", (int)before->cp) && before->cp);
    bool ends = !after || after->lined || (after->kind == TP_TOK_WORD && after->capital) ||
                after->kind == TP_TOK_NUMBER || is_sign(w, p->close + 1, '[');

    return begins && ends;
}

/* Does the editor say in a sentence what was left out? */
static bool is_sentence(const struct work *w, const struct pair *p, const struct inside *in)
{
    const struct tp_token *first = &w->t.v[p->open + 1], *last = &w->t.v[p->close - 1];
    bool stop = last->kind == TP_TOK_SIGN &&
                (last->cp == '.' || last->cp == '!' || last->cp == '?' || last->cp == 0x3002);
    bool han = first->kind == TP_TOK_HAN;
    bool opens = han || (first->kind == TP_TOK_WORD && first->capital);

    if (!opens || in->words < (han ? 8 : 4) || !stands_alone(w, p))
        return false;
    return stop || (in->words >= 5 && in->lower >= 2);
}

/* "OS [Special Department]": an acronym explained; or a name that names again. */
static bool is_gloss(const struct work *w, const struct pair *p, const struct inside *in)
{
    const struct tp_token *before = p->open ? &w->t.v[p->open - 1] : NULL;
    const struct tp_token *open = &w->t.v[p->open];
    const struct tp_token *first = &w->t.v[p->open + 1], *last = &w->t.v[p->close - 1];
    size_t from = p->open;

    if (!before || !open->spaced || open->lined || before->kind == TP_TOK_SIGN)
        return false;
    if (before->kind == TP_TOK_WORD && before->upper && strlen(before->key) >= 2 &&
        in->words >= 2 && first->kind == TP_TOK_WORD && !first->upper)
        return true;
    if (!w->ctx->is_gloss)
        return false;
    for (size_t words = 0; from > 0 && words < 6 && !w->t.v[from].lined; words++)
        from--;
    return w->ctx->is_gloss(
        w->ctx->gloss_arg,
        (struct tp_slice){w->text + w->t.v[from].start, before->end - w->t.v[from].start},
        (struct tp_slice){w->text + first->start, last->end - first->start}, w->lang);
}

/* An element with the bracket's content as a rule says. */
static void by_rule(struct work *w, const struct pair *p, const struct tp_phrase_rule *rule,
                    size_t label)
{
    struct tp_anno a = around(w, p);

    a.element = rule->element;
    a.attrs = rule->attrs;
    switch (rule->content) {
    case TP_PHRASE_KEEP:
        a.open = a.close = 0;
        break;
    case TP_PHRASE_DESC:
        a.inner = "desc";
        w->closed_to = p->close;
        break;
    case TP_PHRASE_EMPTY:
        a.open = a.end - a.start;
        a.close = 0;
        w->closed_to = p->close;
        break;
    case TP_PHRASE_TEXT:
        if (label)
            a.open = w->t.v[p->open + 1 + label].start - a.start;
        break;
    }
    push(w, a);
}

static void add_omitted(struct work *w, const struct pair *p, bool described)
{
    struct tp_anno a = around(w, p);

    a.element = "gap";
    a.attrs = attr(w, NULL, "reason", "omitted");
    if (described) {
        a.attrs = attr(w, a.attrs, "cert", "medium");
        a.attrs = attr(w, a.attrs, "resp", "#teipipe");
        a.inner = "desc";
        w->closed_to = p->close;
    } else {
        a.open = a.end - a.start;
        a.close = 0;
    }
    push(w, a);
}

static void add_gloss(struct work *w, const struct pair *p)
{
    struct tp_anno a = around(w, p);

    a.element = "note";
    a.attrs = attr(w, NULL, "type", "gloss");
    push(w, a);
}

static void add_supplied(struct work *w, const struct pair *p)
{
    struct tp_anno a = around(w, p);

    a.element = "supplied";
    if (is_sign(w, p->close - 1, '?'))
        a.attrs = attr(w, NULL, "cert", "low");
    push(w, a);
}

/* The text of a link, its address following: no editor's bracket. */
static bool is_link(const struct work *w, const struct pair *p)
{
    return is_sign(w, p->close + 1, '(') && !w->t.v[p->close + 1].spaced && p->close + 2 < w->t.n &&
           strncmp(w->t.v[p->close + 2].key, "http", 4) == 0;
}

/* "[page 4]", "[л. 81 об.]": a page of the original begins here. */
static bool page_break(struct work *w, const struct pair *p)
{
    static const char *const words[] = {"page", "p",     "pp", "стр", "с",     "л",
                                        "лист", "seite", "s",  "fol", "folio", "sheet"};
    const struct tp_token *t = &w->t.v[p->open + 1];
    size_t i = p->open + 2;
    struct tp_anno a = around(w, p);
    bool known = false;

    for (size_t k = 0; t->kind == TP_TOK_WORD && k < sizeof words / sizeof *words; k++)
        known = known || strcmp(words[k], t->key) == 0;
    i += known && is_sign(w, i, '.');
    if (!known || i >= p->close || w->t.v[i].kind != TP_TOK_NUMBER || p->close - i > 3 ||
        (p->close - i > 1 && strcmp(w->t.v[i + 1].key, "об") != 0))
        return false;
    a.element = "pb";
    a.attrs = attr(w, NULL, "n",
                   tp_strndup(w->scratch, w->text + w->t.v[i].start,
                              w->t.v[p->close - 1].end - w->t.v[i].start));
    a.open = a.end - a.start;
    a.close = 0;
    push(w, a);
    w->closed_to = p->close;
    return true;
}

static void one_pair(struct work *w, const struct pair *p)
{
    const struct tp_phrase_rule *rule;
    struct inside in = look(w, p);
    size_t label;
    bool taken;

    reference(w, p, &taken);
    if (taken || p->open < w->closed_to || p->close == p->open + 1 || is_link(w, p))
        return;
    if (in.dots >= 2 && in.others == 0) {
        add_omitted(w, p, false);
        return;
    }
    if (page_break(w, p))
        return;
    rule = tp_phrase_find(w->ctx->phrases, &w->t.v[p->open + 1], p->close - p->open - 1, &label);
    if (rule)
        by_rule(w, p, rule, label);
    else if (!in.text)
        return;
    else if (is_sentence(w, p, &in))
        add_omitted(w, p, true);
    else if (is_gloss(w, p, &in))
        add_gloss(w, p);
    else
        add_supplied(w, p);
}

void tp_brackets_pass(struct tp_arena *a, const struct tp_bracket_context *ctx, const char *text,
                      uint32_t len, const struct tp_tokens *tokens, const char *lang,
                      struct tp_annos *out)
{
    struct work w = {
        .arena = a, .scratch = tp_arena_sub(a), .ctx = ctx, .text = text, .lang = lang, .out = out};

    w.t = tokens ? *tokens : tp_tokenize(w.scratch, text, len);
    find_pairs(&w);
    for (size_t i = 0; i < w.pairs.n; i++)
        if (w.pairs.v[i].close)
            one_pair(&w, &w.pairs.v[i]);
    loose_references(&w);
    tp_arena_free(w.scratch);
}

unsigned tp_brackets_open(const char *text, uint32_t len)
{
    unsigned open = 0;

    /* ASCII brackets are single bytes of their own in UTF-8. */
    for (uint32_t i = 0; i < len; i++) {
        if (text[i] == '[')
            open++;
        else if (text[i] == ']' && open > 0)
            open--;
    }
    return open;
}
