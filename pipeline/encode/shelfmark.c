#include "shelfmark_impl.h"

#include <string.h>

typedef TP_VEC(struct tp_shelfmark_part) parts;

enum { MOST_PARTS = 24 };

/* Does a line begin at token I, so that the shelfmark is over? */
static bool breaks(const struct mark_work *w, size_t i)
{
    return w->t.v[i].lined && i != w->begin;
}

/* ---- names of archives ---- */

static bool same_text(const struct mark_work *w, const struct tp_token *x, const struct name *n,
                      const struct tp_token *y)
{
    return x->end - x->start == y->end - y->start &&
           memcmp(w->text + x->start, n->text + y->start, x->end - x->start) == 0;
}

static bool name_matches(const struct mark_work *w, size_t i, const struct name *n)
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

/* The longest name of an archive at token I, or the letters of its series when SERIES. Returns the
 * token behind it, or 0. */
static size_t name_at(const struct mark_work *w, size_t i, bool series,
                      const struct archive **archive)
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
        if (t->names.v[low].series == series && t->names.v[low].t.n > best &&
            name_matches(w, i, &t->names.v[low])) {
            best = t->names.v[low].t.n;
            *archive = t->names.v[low].archive;
        }
    return best ? i + best : 0;
}

/* What may follow the name: its abbreviation in parentheses, and the town. */
static size_t skip_name_tail(const struct mark_work *w, size_t i, const struct archive *archive)
{
    const struct archive *again = NULL;
    const struct tp_tokens *town = &archive->settlement_tokens;
    size_t j, k;

    if (i < w->t.n && mark_sign(w, i, '(') && i + 1 < w->t.n &&
        (j = name_at(w, i + 1, false, &again)) != 0 && again == archive && mark_sign(w, j, ')'))
        i = j + 1;
    j = mark_sign(w, i, ',') ? i + 1 : i;
    for (k = 0; k < town->n && j + k < w->t.n && archive_same(&town->v[k], &w->t.v[j + k]); k++)
        ;
    return town->n && k == town->n ? j + k : i;
}

/* ---- labels and values ---- */

/* The longest label at token I, its stop and colon taken with it. Returns the token behind it, or
 * 0. */
static size_t label_at(const struct mark_work *w, size_t i, const struct scheme *s,
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
    for (j = i + best; j < w->t.n && (mark_sign(w, j, '.') || mark_sign(w, j, ':') ||
                                      mark_sign(w, j, 0xB0) || mark_sign(w, j, 0xBA));
         j++)
        ;
    return j;
}

/* Returns the token behind the value and its sign of doubt. */
static size_t add_part(struct mark_work *w, parts *out, const char *type, size_t from, size_t to)
{
    struct tp_shelfmark_part p = {.type = type, .start = w->t.v[from].start};
    size_t sure = to;

    to = mark_doubt_at(w, to);
    p.unsure = to > sure || mark_sign(w, from, '[');
    p.end = w->t.v[to - 1].end;

    p.value = tp_strndup(w->arena, w->text + p.start, p.end - p.start);
    TP_PUSH(w->arena, out, p);
    return to;
}

/* "92 об.", "81 ob", "12 verso": the back of a leaf. Returns the token behind it. */
static size_t back_of_leaf(const struct mark_work *w, size_t i)
{
    static const char *const words[] = {"об", "ob", "оборот", "verso", "recto", "rev"};

    if (i >= w->t.n || w->t.v[i].kind != TP_TOK_WORD || w->t.v[i].lined)
        return i;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (strcmp(w->t.v[i].key, words[k]) == 0)
            return mark_sign(w, i + 1, '.') && i + 2 < w->t.n && !w->t.v[i + 2].capital ? i + 2
                                                                                        : i + 1;
    return i;
}

static bool is_leaf(const char *type)
{
    return strcmp(type, "list") == 0 || strcmp(type, "page") == 0 || strcmp(type, "leaf") == 0 ||
           strcmp(type, "folio") == 0;
}

static void extend(struct mark_work *w, struct tp_shelfmark_part *p, size_t to)
{
    p->end = w->t.v[to - 1].end;
    p->value = tp_strndup(w->arena, w->text + p->start, p->end - p->start);
}

/* "ll. 51-54, 60": more leaves behind the first. */
static size_t more_values(struct mark_work *w, size_t i, const char *type, parts *out)
{
    size_t back = is_leaf(type) ? back_of_leaf(w, i) : i;

    if (back > i) {
        extend(w, &out->v[out->n - 1], back);
        i = back;
        if (mark_sign(w, i, '-') && i + 1 < w->t.n && w->t.v[i + 1].kind == TP_TOK_NUMBER) {
            i = back_of_leaf(w, i + 2);
            extend(w, &out->v[out->n - 1], i);
        }
    }
    if (!is_leaf(type))
        return i;
    while (mark_sign(w, i, ',') && i + 1 < w->t.n && w->t.v[i + 1].kind == TP_TOK_NUMBER &&
           w->t.v[i + 1].digits <= 3 && !w->t.v[i + 1].lined) {
        size_t end = mark_value_at(w, i + 1), behind = back_of_leaf(w, end);
        /* "p. 5, 10 May 1950": the next number is a date's. */
        if (behind == end && end < w->t.n && w->t.v[end].kind == TP_TOK_WORD && w->t.v[end].spaced)
            break;
        extend(w, &out->v[out->n - 1], behind);
        i = behind;
    }
    return i;
}

/* The end of a name of a collection at token I: words up to a comma, the first with a capital. I:
 * none stands there. */
static size_t text_end(const struct mark_work *w, size_t i, const struct scheme *s)
{
    enum { LONGEST = 12 };
    const struct label *label;
    size_t j = i;

    if (i >= w->t.n || !(w->t.v[i].capital || w->t.v[i].kind == TP_TOK_HAN))
        return i;
    for (; j < w->t.n && !w->t.v[j].lined && j - i <= LONGEST; j++) {
        const struct tp_token *t = &w->t.v[j];
        bool stop = t->kind == TP_TOK_SIGN && t->cp == '.' && j > i &&
                    w->t.v[j - 1].end - w->t.v[j - 1].start > 4;
        if (stop ||
            (t->kind == TP_TOK_SIGN && strchr(",;:()[]\"", (int)(t->cp & 0x7F)) && t->cp < 0x80))
            break;
        if (j > i && t->kind == TP_TOK_WORD && !t->capital && label_at(w, j, s, &label) &&
            j + 1 < w->t.n && mark_has_digit(w, j, j + 2 < w->t.n ? j + 3 : j + 2))
            break;
    }
    return j - i <= LONGEST && j < w->t.n && !w->t.v[j].lined ? j : i;
}

/* A labelled part at token I. Returns the token behind it, or 0. */
static size_t labelled(struct mark_work *w, size_t i, const struct scheme *s, parts *out)
{
    const struct label *label = NULL;
    size_t j = i < w->t.n ? label_at(w, i, s, &label) : 0, end;

    if (!j)
        return 0;
    end = j < w->t.n && !w->t.v[j].lined ? mark_value_at(w, j) : j;
    if (end > j) {
        end = add_part(w, out, label->type, j, end);
        if (end < w->t.n && w->t.v[end].kind == TP_TOK_HAN && !w->t.v[end].spaced) {
            /* "第3页": the label stands on both sides. */
            size_t behind = label_at(w, end, s, &label);
            return behind ? behind : end;
        }
        return more_values(w, end, label->type, out);
    }
    /* The name of a series is a value itself; or a name may stand behind the label. */
    if (label->words < 2) {
        end = s->text.n ? text_end(w, j, s) : j;
        return end > j ? add_part(w, out, label->type, j, end) : 0;
    }
    return add_part(w, out, label->type, i, i + label->t.n);
}

/* "288. f.", "5. doboz": the label behind its value. */
static size_t labelled_behind(struct mark_work *w, size_t i, const struct scheme *s, parts *out)
{
    const struct label *label = NULL;
    size_t end = mark_value_at(w, i), j, behind;

    if (end == i || w->t.v[i].lined)
        return 0;
    j = mark_sign(w, end, '.') ? end + 1 : end;
    behind = j < w->t.n && w->t.v[j].kind == TP_TOK_WORD && !w->t.v[j].lined
                 ? label_at(w, j, s, &label)
                 : 0;
    if (!behind || (j == end && !w->t.v[j].spaced))
        return 0;
    (void)add_part(w, out, label->type, i, end);
    return behind;
}

static size_t plain_value(const struct mark_work *w, size_t i, const struct scheme *s, size_t nth)
{
    size_t end;

    if (i >= w->t.n || breaks(w, i))
        return i;
    switch (s->pattern) {
    case PATTERN_LETTERS:
        end = mark_letters_value(w, i);
        return end == i && nth ? mark_digits_value(w, i, false) : end;
    case PATTERN_DIGITS:
        return mark_digits_value(w, i, strcmp(s->plain.v[0], "year") == 0);
    case PATTERN_ANY:
        end = mark_letters_value(w, i);
        return end > i && mark_has_digit(w, i, end) ? end : mark_digits_value(w, i, false);
    }
    return i;
}

/* A plain value: one part, or several that a sign divides ("FO 371/83312"). */
static size_t plain(struct mark_work *w, size_t i, const struct scheme *s, size_t *nth, parts *out)
{
    size_t end = s->plain.n && *nth < s->plain.n ? plain_value(w, i, s, *nth) : i, from = i;
    bool years = !s->plain.n || strcmp(s->plain.v[0], "year") != 0;
    const struct label *label;

    /* "f. MNO, 1950, k. 12" */
    if (years && out->n && i < w->t.n && w->t.v[i].digits == 4 && w->t.v[i].value >= 1800 &&
        w->t.v[i].value < 2100 && mark_sign(w, i + 1, ',') && label_at(w, i + 2, s, &label))
        return add_part(w, out, "year", i, i + 1);
    if (end == i)
        return 0;
    if (years && mark_is_years(w, i, end))
        return add_part(w, out, "years", i, end);
    /* "DY 30 / 3605" */
    while (s->divide && mark_sign(w, end, s->divide) && mark_alphanumeric(w, end + 1) &&
           !w->t.v[end + 1].lined)
        end = mark_run_at(w, end + 1);
    if (s->divide)
        for (size_t j = i; j < end && *nth + 1 < s->plain.n; j++)
            if (mark_sign(w, j, s->divide) && j > from) {
                (void)add_part(w, out, s->plain.v[(*nth)++], from, j);
                from = j + 1;
            }
    return add_part(w, out, s->plain.v[(*nth)++], from, end);
}

/* Names of collections at token I, which a labelled part must follow. Returns the token behind
 * them, or 0. */
static size_t names_before(struct mark_work *w, size_t i, const struct scheme *s, size_t *nth,
                           parts *out)
{
    size_t ends[4], starts[4], n = 0, end = i;

    while (*nth + n < s->text.n && n < 4) {
        const struct label *label = NULL;
        size_t plain_nth = 0;
        parts trial = {0};
        starts[n] = end;
        ends[n] = text_end(w, end, s);
        if (ends[n] == end)
            return 0;
        end = ends[n++];
        if (!mark_sign(w, end, ',') || end + 1 >= w->t.n || w->t.v[end + 1].lined)
            return 0;
        end++;
        if (label_at(w, end, s, &label) || (s->behind && labelled_behind(w, end, s, &trial)) ||
            (w->t.v[end].kind == TP_TOK_NUMBER && plain(w, end, s, &plain_nth, &trial))) {
            for (size_t k = 0; k < n; k++)
                (void)add_part(w, out, s->text.v[(*nth)++], starts[k], ends[k]);
            return ends[n - 1];
        }
    }
    return 0;
}

/* All parts from token I on. Returns the token behind the last. */
static size_t parts_at(struct mark_work *w, size_t i, const struct scheme *s, parts *out)
{
    size_t nth = 0, nth_text = 0, end = i;

    for (;;) {
        size_t j = end, k;
        bool stop = mark_sign(w, j, '.');
        if (stop || mark_sign(w, j, ',') || mark_sign(w, j, ';') || mark_sign(w, j, ':'))
            j++;
        if (j >= w->t.n || (breaks(w, j) && j == end) || out->n >= MOST_PARTS)
            return end;
        k = labelled(w, j, s, out);
        if (!k && s->behind)
            k = labelled_behind(w, j, s, out);
        if (!k && (!stop || out->n))
            k = plain(w, j, s, &nth, out);
        if (!k && !stop)
            k = names_before(w, j, s, &nth_text, out);
        if (!k)
            return end;
        end = k;
    }
}

/* ---- the scan ---- */

static void push(struct mark_work *w, size_t from, size_t end, const parts *ps,
                 struct tp_shelfmark m, struct tp_shelfmarks *out)
{
    m.start = w->t.v[from].start;
    m.end = w->t.v[end - 1].end;
    m.parts = ps->v;
    m.n_parts = ps->n;
    TP_PUSH(w->arena, out, m);
}

/* A shelfmark that begins with its archive. Returns the token behind it, or 0. */
static size_t with_archive(struct mark_work *w, size_t i, struct tp_shelfmarks *out)
{
    const struct archive *a = NULL;
    struct tp_shelfmark m = {0};
    parts ps = {0};
    size_t j = name_at(w, i, false, &a), end;

    w->begin = i;
    if (j) {
        m.archive_end = w->t.v[j - 1].end;
        j = skip_name_tail(w, j, a);
        end = parts_at(w, j, a->scheme, &ps);
        if (!ps.n)
            return 0;
    } else { /* its series stands for it, when figures on both sides of the sign follow */
        if (!name_at(w, i, true, &a))
            return 0;
        m.archive_end = w->t.v[i].start;
        end = parts_at(w, i, a->scheme, &ps);
        if (ps.n < 2 || strcmp(ps.v[0].type, a->scheme->plain.v[0]) != 0 ||
            !strpbrk(ps.v[0].value, "0123456789"))
            return 0;
    }
    m.key = a->key;
    m.repository = a->repository;
    m.settlement = a->settlement;
    m.country = a->country;
    m.printed = a->printed;
    push(w, i, end, &ps, m, out);
    return end;
}

/* The labels of a fonds alone: most words are none. */
static bool begins_fond(const struct mark_work *w, size_t i, const struct scheme *s)
{
    for (size_t k = 0; k < s->labels.n; k++)
        if (s->labels.v[k].fond && archive_same(&s->labels.v[k].t.v[0], &w->t.v[i]))
            return true;
    return false;
}

/* Labelled parts without an archive. */
static size_t without_archive(struct mark_work *w, size_t i, struct tp_shelfmarks *out)
{
    for (size_t k = 0; k < w->archives->schemes.n; k++) {
        const struct scheme *s = w->archives->schemes.v[k];
        const struct label *label = NULL;
        struct tp_shelfmark m = {.archive_end = w->t.v[i].start};
        parts ps = {0};
        w->begin = i;
        size_t end;
        if (!s->alone || !begins_fond(w, i, s) || !label_at(w, i, s, &label) ||
            strcmp(label->type, "fond") != 0)
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
    struct mark_work w = {.arena = a, .archives = ctx->archives, .text = text};

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
