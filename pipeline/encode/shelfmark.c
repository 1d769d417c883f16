#include "shelfmark_impl.h"

#include <string.h>

struct work {
    struct tp_arena *arena; /* of the results */
    const struct tp_archives *archives;
    const char *text;
    struct tp_tokens t;
};

typedef TP_VEC(struct tp_shelfmark_part) parts;

static bool is_sign(const struct work *w, size_t i, uint32_t cp)
{
    return tp_token_is(&w->t, i, cp);
}

/* Does token I follow its predecessor at once? */
static bool touches(const struct work *w, size_t i)
{
    return i < w->t.n && !w->t.v[i].spaced;
}

/* ---- names of archives ---- */

static bool same_text(const struct work *w, const struct tp_token *x, const struct name *n,
                      const struct tp_token *y)
{
    return x->end - x->start == y->end - y->start &&
           memcmp(w->text + x->start, n->text + y->start, x->end - x->start) == 0;
}

static bool name_matches(const struct work *w, size_t i, const struct name *n)
{
    if (n->t.n > w->t.n - i)
        return false;
    for (size_t k = 0; k < n->t.n; k++) {
        const struct tp_token *x = &w->t.v[i + k], *y = &n->t.v[k];
        if (!archive_same(x, y) || (n->exact && x->kind == TP_TOK_WORD && !same_text(w, x, n, y)))
            return false;
    }
    return true;
}

/* The longest name of an archive at token I. Returns the token behind it, or 0. */
static size_t name_at(const struct work *w, size_t i, const struct archive **archive)
{
    const struct tp_archives *t = w->archives;
    size_t low = 0, high = t->names.n, best = 0;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (archive_order(&t->names.v[mid].t.v[0], &w->t.v[i]) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < t->names.n && archive_order(&t->names.v[low].t.v[0], &w->t.v[i]) == 0; low++)
        if (t->names.v[low].t.n > best && name_matches(w, i, &t->names.v[low])) {
            best = t->names.v[low].t.n;
            *archive = t->names.v[low].archive;
        }
    return best ? i + best : 0;
}

/* What may follow the name: its abbreviation in parentheses, and the town. */
static size_t skip_name_tail(const struct work *w, size_t i, const struct archive *archive)
{
    const struct archive *again = NULL;
    const struct tp_tokens *town = &archive->settlement_tokens;
    size_t j, k;

    if (is_sign(w, i, '(') && i + 1 < w->t.n && (j = name_at(w, i + 1, &again)) != 0 &&
        again == archive && is_sign(w, j, ')'))
        i = j + 1;
    j = is_sign(w, i, ',') ? i + 1 : i;
    for (k = 0; k < town->n && j + k < w->t.n && archive_same(&town->v[k], &w->t.v[j + k]); k++)
        ;
    return town->n && k == town->n ? j + k : i;
}

/* ---- labels and values ---- */

/* The longest label at token I, its stop and colon taken with it. Returns the token behind it, or
 * 0. */
static size_t label_at(const struct work *w, size_t i, const struct scheme *s,
                       const struct label **label)
{
    size_t best = 0, j;

    for (size_t k = 0; k < s->labels.n; k++) {
        const struct label *l = &s->labels.v[k];
        size_t n = 0;
        while (n < l->t.n && i + n < w->t.n && archive_same(&l->t.v[n], &w->t.v[i + n]) &&
               !(n > 0 && w->t.v[i + n].lined))
            n++;
        if (n == l->t.n && n > best) {
            best = n;
            *label = l;
        }
    }
    if (!best)
        return 0;
    for (j = i + best; j < w->t.n && (is_sign(w, j, '.') || is_sign(w, j, ':') ||
                                      is_sign(w, j, 0xB0) || is_sign(w, j, 0xBA));
         j++)
        ;
    return j;
}

static bool is_joiner(uint32_t cp)
{
    return cp == '-' || cp == '/' || cp == '.' || cp == '_' || cp == '(' || cp == ')' ||
           cp == '[' || cp == ']';
}

static bool alphanumeric(const struct work *w, size_t i)
{
    return i < w->t.n && (w->t.v[i].kind == TP_TOK_NUMBER || w->t.v[i].kind == TP_TOK_WORD);
}

/* A run of figures, letters and joining signs without white space: "81-85", "111-00009-01(1)".
 * Parentheses must pair; joining signs must have something behind them. Returns the token behind
 * it. */
static size_t run_at(const struct work *w, size_t i)
{
    size_t end = i;
    int depth = 0;

    if (!alphanumeric(w, i))
        return i;
    for (size_t j = i; j < w->t.n && (j == i || touches(w, j)); j++) {
        const struct tp_token *t = &w->t.v[j];
        if (t->kind != TP_TOK_NUMBER && t->kind != TP_TOK_WORD &&
            !(t->kind == TP_TOK_SIGN && is_joiner(t->cp)))
            break;
        if (is_sign(w, j, '(') || is_sign(w, j, '['))
            depth++;
        if ((is_sign(w, j, ')') || is_sign(w, j, ']')) && --depth < 0)
            break;
        if (depth == 0 && (alphanumeric(w, j) || is_sign(w, j, ')') || is_sign(w, j, ']')))
            end = j + 1;
    }
    return end;
}

/* "81 - 85": a range with spaces. */
static size_t spaced_range(const struct work *w, size_t i, size_t end)
{
    if (end == i + 1 && w->t.v[i].kind == TP_TOK_NUMBER && is_sign(w, end, '-') &&
        !w->t.v[end].lined && end + 1 < w->t.n && w->t.v[end + 1].kind == TP_TOK_NUMBER &&
        w->t.v[end].spaced == w->t.v[end + 1].spaced)
        return end + 2;
    return end;
}

static bool has_digit(const struct work *w, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (w->t.v[i].kind == TP_TOK_NUMBER)
            return true;
    return false;
}

/* The value behind a label: it has a figure in it, or is a Roman number or a single letter. */
static size_t value_at(const struct work *w, size_t i)
{
    size_t end = run_at(w, i);

    if (end == i)
        return i;
    if (!has_digit(w, i, end)) {
        const struct tp_token *t = &w->t.v[i];
        return end == i + 1 && t->upper &&
                       (tp_roman(w->text + t->start, t->end - t->start) || t->key[1] == '\0')
                   ? end
                   : i;
    }
    /* "DY 30": behind a label too a capital or two may stand before the number, as "М 30". */
    return spaced_range(w, i, end);
}

static void add_part(struct work *w, parts *out, const char *type, size_t from, size_t to)
{
    struct tp_shelfmark_part p = {
        .type = type, .start = w->t.v[from].start, .end = w->t.v[to - 1].end};

    p.value = tp_strndup(w->arena, w->text + p.start, p.end - p.start);
    TP_PUSH(w->arena, out, p);
}

/* "ll. 51-54, 60": more leaves behind the first. */
static size_t more_values(struct work *w, size_t i, const char *type, parts *out)
{
    if (strcmp(type, "list") != 0 && strcmp(type, "page") != 0 && strcmp(type, "leaf") != 0)
        return i;
    while (is_sign(w, i, ',') && i + 1 < w->t.n && w->t.v[i + 1].kind == TP_TOK_NUMBER &&
           w->t.v[i + 1].digits <= 3 && !w->t.v[i + 1].lined) {
        size_t end = value_at(w, i + 1);
        struct tp_shelfmark_part *last = &out->v[out->n - 1];
        /* "p. 5, 10 May 1950": the next number is a date's. */
        if (end < w->t.n && w->t.v[end].kind == TP_TOK_WORD && w->t.v[end].spaced)
            break;
        last->end = w->t.v[end - 1].end;
        last->value = tp_strndup(w->arena, w->text + last->start, last->end - last->start);
        i = end;
    }
    return i;
}

/* A labelled part at token I. Returns the token behind it, or 0. */
static size_t labelled(struct work *w, size_t i, const struct scheme *s, parts *out)
{
    const struct label *label = NULL;
    size_t j = i < w->t.n ? label_at(w, i, s, &label) : 0, end;

    if (!j)
        return 0;
    end = j < w->t.n && !w->t.v[j].lined ? value_at(w, j) : j;
    if (end > j) {
        add_part(w, out, label->type, j, end);
        if (end < w->t.n && w->t.v[end].kind == TP_TOK_HAN && touches(w, end)) {
            /* "第3页": the label stands on both sides. */
            size_t behind = label_at(w, end, s, &label);
            return behind ? behind : end;
        }
        return more_values(w, end, label->type, out);
    }
    /* The name of a series is a value itself. */
    if (label->words < 2)
        return 0;
    add_part(w, out, label->type, i, i + label->t.n);
    return i + label->t.n;
}

/* An acronym, such as "MfAA" or "KC": at least two capitals. */
static bool is_acronym(const struct work *w, size_t i)
{
    const struct tp_token *t = &w->t.v[i];
    size_t capitals = 0;

    if (t->kind != TP_TOK_WORD || !t->capital)
        return false;
    for (uint32_t c = t->start; c < t->end; c++)
        capitals += w->text[c] >= 'A' && w->text[c] <= 'Z';
    return capitals >= 2 || (t->upper && strlen(t->key) > 2);
}

/* "FO 371/83312", "DY 30/IV 2/20", "KC PZPR": capitals, then perhaps figures. */
static size_t letters_value(const struct work *w, size_t i)
{
    size_t j = i, run;

    while (j < w->t.n && (j == i || !w->t.v[j].lined)) {
        const struct tp_token *t = &w->t.v[j];
        if (t->kind != TP_TOK_WORD || !t->upper)
            break;
        run = run_at(w, j);
        if (run > j + 1 && !is_sign(w, run - 1, '.')) {
            j = run;
        } else if (j + 1 < w->t.n && w->t.v[j + 1].kind == TP_TOK_NUMBER && !w->t.v[j + 1].lined) {
            j = run_at(w, j + 1);
        } else if (is_acronym(w, j)) {
            j++;
            continue;
        } else {
            break;
        }
        /* "/IV 2": the run ended in a capital whose number has a space before it. */
        if (w->t.v[j - 1].kind == TP_TOK_WORD && j < w->t.n && w->t.v[j].kind == TP_TOK_NUMBER &&
            !w->t.v[j].lined)
            j = run_at(w, j);
        return j;
    }
    return j > i ? j : i < w->t.n && is_acronym(w, i) ? i + 1 : i;
}

/* "111-00009-01(1)", "761.93/1-1050": more than a plain number, which may be anything. */
static size_t digits_value(const struct work *w, size_t i, bool years)
{
    size_t end = run_at(w, i);

    if (end == i || w->t.v[i].kind != TP_TOK_NUMBER)
        return i;
    if (end > i + 1 || w->t.v[i].digits >= 5)
        return end;
    return years && w->t.v[i].digits == 4 ? end : i;
}

static size_t plain_value(const struct work *w, size_t i, const struct scheme *s)
{
    size_t end;

    if (i >= w->t.n || w->t.v[i].lined)
        return i;
    switch (s->pattern) {
    case PATTERN_LETTERS:
        return letters_value(w, i);
    case PATTERN_DIGITS:
        return digits_value(w, i, strcmp(s->plain.v[0], "year") == 0);
    case PATTERN_ANY:
        end = letters_value(w, i);
        return end > i && has_digit(w, i, end) ? end : digits_value(w, i, false);
    }
    return i;
}

/* A plain value: one part, or several that a sign divides ("FO 371/83312"). */
static size_t plain(struct work *w, size_t i, const struct scheme *s, size_t *nth, parts *out)
{
    size_t end = s->plain.n && *nth < s->plain.n ? plain_value(w, i, s) : i, from = i;

    if (end == i)
        return 0;
    if (s->divide)
        for (size_t j = i; j < end && *nth + 1 < s->plain.n; j++)
            if (is_sign(w, j, s->divide) && j > from) {
                add_part(w, out, s->plain.v[(*nth)++], from, j);
                from = j + 1;
            }
    add_part(w, out, s->plain.v[(*nth)++], from, end);
    return end;
}

/* All parts from token I on. Returns the token behind the last. */
static size_t parts_at(struct work *w, size_t i, const struct scheme *s, parts *out)
{
    size_t nth = 0, end = i;

    for (;;) {
        size_t j = end, k;
        if (is_sign(w, j, ',') || is_sign(w, j, ';') || is_sign(w, j, ':') ||
            (out->n && is_sign(w, j, '.')))
            j++;
        if (j >= w->t.n || (w->t.v[j].lined && j == end))
            return end;
        k = labelled(w, j, s, out);
        if (!k)
            k = plain(w, j, s, &nth, out);
        if (!k)
            return end;
        end = k;
    }
}

/* ---- the scan ---- */

static void push(struct work *w, size_t from, size_t end, const parts *ps, struct tp_shelfmark m,
                 struct tp_shelfmarks *out)
{
    m.start = w->t.v[from].start;
    m.end = w->t.v[end - 1].end;
    m.parts = ps->v;
    m.n_parts = ps->n;
    TP_PUSH(w->arena, out, m);
}

/* A shelfmark that begins with its archive. Returns the token behind it, or 0. */
static size_t with_archive(struct work *w, size_t i, struct tp_shelfmarks *out)
{
    const struct archive *a = NULL;
    struct tp_shelfmark m = {0};
    parts ps = {0};
    size_t j = name_at(w, i, &a), end;

    if (!j)
        return 0;
    m.archive_end = w->t.v[j - 1].end;
    j = skip_name_tail(w, j, a);
    end = parts_at(w, j, a->scheme, &ps);
    if (!ps.n)
        return 0;
    m.key = a->key;
    m.repository = a->repository;
    m.settlement = a->settlement;
    m.country = a->country;
    push(w, i, end, &ps, m, out);
    return end;
}

/* Labelled parts without an archive. */
static size_t without_archive(struct work *w, size_t i, struct tp_shelfmarks *out)
{
    for (size_t k = 0; k < w->archives->schemes.n; k++) {
        const struct scheme *s = w->archives->schemes.v[k];
        const struct label *label = NULL;
        struct tp_shelfmark m = {.archive_end = w->t.v[i].start};
        parts ps = {0};
        size_t end;
        if (!s->alone || !label_at(w, i, s, &label) || strcmp(label->type, "fond") != 0)
            continue;
        end = parts_at(w, i, s, &ps);
        if (ps.n >= 2 && strcmp(ps.v[1].type, ps.v[0].type) != 0) {
            push(w, i, end, &ps, m, out);
            return end;
        }
    }
    return 0;
}

void tp_shelfmarks_scan(struct tp_arena *a, const struct tp_shelfmark_context *ctx,
                        const char *text, uint32_t len, struct tp_shelfmarks *out)
{
    struct tp_arena *scratch = tp_arena_sub(a);
    struct work w = {.arena = a, .archives = ctx->archives, .text = text};

    w.t = tp_tokenize(scratch, text, len);
    for (size_t i = 0; i < w.t.n;) {
        size_t end = 0;
        if (w.t.v[i].kind == TP_TOK_WORD || w.t.v[i].kind == TP_TOK_HAN) {
            end = with_archive(&w, i, out);
            if (!end)
                end = without_archive(&w, i, out);
        }
        i = end ? end : i + 1;
    }
    tp_arena_free(scratch);
}

void tp_shelfmarks_pass(struct tp_arena *a, const struct tp_shelfmark_context *ctx,
                        const char *text, uint32_t len, const char *lang, struct tp_annos *out)
{
    struct tp_shelfmarks found = {0};

    (void)lang; /* archives are cited in every language */
    tp_shelfmarks_scan(a, ctx, text, len, &found);
    for (size_t i = 0; i < found.n; i++) {
        struct tp_anno anno = {.start = found.v[i].start,
                               .end = found.v[i].end,
                               .element = "idno",
                               .opaque = true,
                               .rank = TP_RANK_SPAN};
        anno.attrs = tp_attr_add(a, NULL, "type", "shelfmark");
        TP_PUSH(a, out, anno);
    }
}
