/* The values of a shelfmark: where a number, a range or a series ends. */
#include <string.h>

#include "shelfmark_impl.h"

/* Does token I follow its predecessor at once? */
static bool touches(const struct mark_work *w, size_t i)
{
    return i < w->t.n && !w->t.v[i].spaced;
}

static bool is_joiner(uint32_t cp)
{
    return cp == '-' || cp == '/' || cp == '#' || cp == '\'' || cp == '.' || cp == '_' ||
           cp == '(' || cp == ')' || cp == '[' || cp == ']';
}

bool mark_alphanumeric(const struct mark_work *w, size_t i)
{
    return i < w->t.n && (w->t.v[i].kind == TP_TOK_NUMBER || w->t.v[i].kind == TP_TOK_WORD);
}

/* A run of figures, letters and joining signs without white space: "81-85", "111-00009-01(1)".
 * Parentheses must pair; joining signs must have something behind them. Returns the token behind
 * it. */
size_t mark_run_at(const struct mark_work *w, size_t i)
{
    size_t end = i;
    int depth = 0;

    if (!mark_alphanumeric(w, i))
        return i;
    for (size_t j = i; j < w->t.n && (j == i || touches(w, j)); j++) {
        const struct tp_token *t = &w->t.v[j];
        if (t->kind != TP_TOK_NUMBER && t->kind != TP_TOK_WORD &&
            !(t->kind == TP_TOK_SIGN && is_joiner(t->cp)))
            break;
        if (t->cp == '.' && t->kind == TP_TOK_SIGN && j + 1 < w->t.n &&
            w->t.v[j + 1].kind == TP_TOK_WORD)
            break; /* "ф.0100.оп.42": the next label */
        if (t->cp == '\'' && t->kind == TP_TOK_SIGN &&
            (j + 1 >= w->t.n || w->t.v[j + 1].kind != TP_TOK_NUMBER))
            break;
        if (mark_sign(w, j, '(') || mark_sign(w, j, '['))
            depth++;
        if ((mark_sign(w, j, ')') || mark_sign(w, j, ']')) && --depth < 0)
            break;
        if (depth == 0 && (mark_alphanumeric(w, j) || mark_sign(w, j, ')') || mark_sign(w, j, ']')))
            end = j + 1;
    }
    return end;
}

/* "81 - 85": a range with spaces. */
static size_t spaced_range(const struct mark_work *w, size_t i, size_t end)
{
    if (end == i + 1 && w->t.v[i].kind == TP_TOK_NUMBER && mark_sign(w, end, '-') &&
        !w->t.v[end].lined && end + 1 < w->t.n && w->t.v[end + 1].kind == TP_TOK_NUMBER &&
        w->t.v[end].spaced == w->t.v[end + 1].spaced)
        return end + 2;
    return end;
}

bool mark_has_digit(const struct mark_work *w, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (w->t.v[i].kind == TP_TOK_NUMBER)
            return true;
    return false;
}

/* "[illegible]", "[нрзб.]", "[?]": brackets that hold a few words at the most, behind token I - 1.
 */
static size_t bracket_at(const struct mark_work *w, size_t i)
{
    enum { FEW = 5 };
    uint32_t close = mark_sign(w, i, '[') ? ']' : mark_sign(w, i, '(') ? ')' : 0;

    for (size_t j = i + 1; close && j < w->t.n && j <= i + FEW && !w->t.v[j].lined; j++)
        if (mark_sign(w, j, close))
            return j + 1;
    return i;
}

/* A sign of doubt at token I: "[?]", "(?)", "?". Returns the token behind it, or I. */
size_t mark_doubt_at(const struct mark_work *w, size_t i)
{
    size_t end = bracket_at(w, i);

    if (mark_sign(w, i, '?'))
        return i + 1;
    return end == i + 3 && mark_sign(w, i + 1, '?') ? end : i;
}

/* The value behind a label: it has a figure in it, or is a Roman number or a single letter, or says
 * in brackets that it can't be read. */
size_t mark_value_at(const struct mark_work *w, size_t i)
{
    size_t end = mark_run_at(w, i);

    if (end == i)
        return mark_sign(w, i, '[') ? bracket_at(w, i) : i;
    if (!mark_has_digit(w, i, end)) {
        const struct tp_token *t = &w->t.v[i];
        return end == i + 1 && t->upper &&
                       (tp_roman(w->text + t->start, t->end - t->start) || t->key[1] == '\0')
                   ? end
                   : i;
    }
    /* "DY 30": behind a label too a capital or two may stand before the number, as "М 30". */
    return spaced_range(w, i, end);
}

/* An acronym, such as "MfAA" or "KC": at least two capitals. */
static bool is_acronym(const struct mark_work *w, size_t i)
{
    const struct tp_token *t = &w->t.v[i];
    size_t capitals = 0;

    if (t->kind != TP_TOK_WORD || !t->capital)
        return false;
    for (uint32_t c = t->start; c < t->end; c++)
        capitals += w->text[c] >= 'A' && w->text[c] <= 'Z';
    return capitals >= 2 || (t->upper && strlen(t->key) > 2);
}

/* "1950-54": the years of a file, not its number. */
bool mark_is_years(const struct mark_work *w, size_t from, size_t to)
{
    return to == from + 3 && w->t.v[from].digits == 4 && w->t.v[from].value >= 1800 &&
           w->t.v[from].value < 2100 && mark_sign(w, from + 1, '-') &&
           (w->t.v[from + 2].digits == 2 || w->t.v[from + 2].digits == 4);
}

/* "FO 371/83312", "DY 30/IV 2/20", "KC PZPR": capitals, then perhaps figures. */
size_t mark_letters_value(const struct mark_work *w, size_t i)
{
    size_t j = i, run;

    while (j < w->t.n && (j == i || !w->t.v[j].lined)) {
        const struct tp_token *t = &w->t.v[j];
        if (t->kind != TP_TOK_WORD || !t->upper)
            break;
        run = mark_run_at(w, j);
        if (run > j + 1 && !mark_sign(w, run - 1, '.')) {
            j = run;
        } else if (j + 1 < w->t.n && w->t.v[j + 1].kind == TP_TOK_NUMBER && !w->t.v[j + 1].lined) {
            j = mark_run_at(w, j + 1);
        } else if (is_acronym(w, j)) {
            j++;
            continue;
        } else {
            break;
        }
        /* "/IV 2": the run ended in a capital whose number has a space before it. */
        if (w->t.v[j - 1].kind == TP_TOK_WORD && j < w->t.n && w->t.v[j].kind == TP_TOK_NUMBER &&
            !w->t.v[j].lined)
            j = mark_run_at(w, j);
        return j;
    }
    return j > i ? j : i < w->t.n && is_acronym(w, i) ? i + 1 : i;
}

/* "111-00009-01(1)", "761.93/1-1050": more than a plain number, which may be anything. */
size_t mark_digits_value(const struct mark_work *w, size_t i, bool years)
{
    size_t end = mark_run_at(w, i);

    if (end == i || w->t.v[i].kind != TP_TOK_NUMBER)
        return i;
    if (end > i + 1 || w->t.v[i].digits >= 5)
        return end;
    return years && w->t.v[i].digits == 4 ? end : i;
}
