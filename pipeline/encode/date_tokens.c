/* The tokens of a scan: what is looked through is taken away, what is divided is put together, and
 * the tables are asked about each. */
#include <string.h>

#include "date_impl.h"

/* Are two pieces of a word the name of a month? "Janu-" "ary", "Jan[uary]" */
static bool divided_month(struct tp_arena *work, const struct tp_date_tables *t,
                          const struct tp_token *first, const struct tp_token *second,
                          struct tp_token *whole)
{
    const char *key;
    const struct slot *slot;

    if (first->kind != TP_TOK_WORD || second->kind != TP_TOK_WORD)
        return false;
    key = tp_fmt(work, "%s%s", first->key, second->key);
    slot = date_slot(t, key, strlen(key));
    if (!slot || !(slot->roles & ROLE_BIT(ROLE_MONTH)))
        return false;
    whole->key = key;
    whole->end = second->end;
    return true;
}

/* Are two numbers the figures of one year, or of a day that the editor completed at its beginning?
 * "19[50]", "195[0]", "[2]5" */
static bool divided_number(const struct tp_token *first, const struct tp_token *second,
                           bool bracket_first, struct tp_token *whole)
{
    uint32_t digits = first->digits + second->digits;

    if (first->kind != TP_TOK_NUMBER || second->kind != TP_TOK_NUMBER || digits > 4 ||
        (digits < 4 && !bracket_first))
        return false;
    for (uint32_t k = 0; k < second->digits; k++)
        whole->value *= 10;
    whole->value += second->value;
    whole->digits = digits;
    whole->end = second->end;
    return true;
}

bool date_is_doubt(const struct tp_tokens *all, size_t i)
{
    return tp_token_is(all, i, '[') && tp_token_is(all, i + 1, '?') && tp_token_is(all, i + 2, ']');
}

/* "1950[1]", "May[12]", "1950.[1]": the mark of a note at I, behind a word, a whole year or a
 * stop. */
static bool is_note(const struct tp_tokens *all, size_t i, const struct tp_token *before)
{
    return tp_token_is(all, i, '[') && !all->v[i].spaced && i + 2 < all->n &&
           all->v[i + 1].kind == TP_TOK_NUMBER && all->v[i + 1].digits <= 3 &&
           !all->v[i + 1].spaced && tp_token_is(all, i + 2, ']') &&
           (before->kind == TP_TOK_WORD || (before->kind == TP_TOK_NUMBER && before->digits == 4) ||
            (before->kind == TP_TOK_SIGN && !before->spaced && before->cp > 0 &&
             before->cp < 0x80 && strchr(".,;:!?)", (int)before->cp)));
}

/* What is looked through goes: square brackets, and line ends within the name of a month. */
static size_t sift(struct tp_arena *work, struct scan *s, const struct tp_tokens *all,
                   struct tp_token *t, struct raw *raw)
{
    bool spaced = false, lined = false, bracket = false;
    size_t n = 0;

    for (size_t i = 0; i < all->n; i++) {
        const struct tp_token *k = &all->v[i];
        if (n > 0 && is_note(all, i, &t[n - 1])) {
            i += 2;
            continue;
        }
        if (tp_token_is(all, i, '[') || tp_token_is(all, i, ']')) {
            spaced = spaced || k->spaced;
            lined = lined || k->lined;
            bracket = true;
            i += date_is_doubt(all, i) ? 2 : 0;
            continue;
        }
        if (bracket && n > 0 && !spaced && !k->spaced &&
            (divided_month(work, s->tables, &t[n - 1], k, &t[n - 1]) ||
             divided_number(&t[n - 1], k, tp_token_is(all, i - 1, ']'), &t[n - 1]))) {
            raw[n - 1].last = i;
            bracket = false;
            continue;
        }
        t[n] = *k;
        raw[n] = (struct raw){i, i};
        if (i + 2 < all->n && tp_token_is(all, i + 1, '-') && !all->v[i + 1].spaced &&
            all->v[i + 2].lined && divided_month(work, s->tables, k, &all->v[i + 2], &t[n])) {
            i += 2;
            raw[n].last = i;
        }
        t[n].spaced = k->spaced || spaced;
        t[n].lined = k->lined || lined;
        spaced = lined = bracket = false;
        n++;
    }
    return n;
}

static bool must_sift(const struct tp_tokens *all)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->v[i].kind == TP_TOK_SIGN &&
            (all->v[i].cp == '[' || all->v[i].cp == ']' ||
             (all->v[i].cp == '-' && i + 1 < all->n && all->v[i + 1].lined)))
            return true;
    return false;
}

void date_scan_init(struct scan *s, struct tp_arena *a, struct tp_arena *work,
                    const struct tp_date_context *ctx, const char *text,
                    const struct tp_tokens *all, const char *lang)
{
    struct known *known;

    *s = (struct scan){.arena = a,
                       .tables = ctx->tables,
                       .reference = ctx->reference,
                       .century = ctx->century,
                       .order = ctx->order,
                       .line = ctx->line,
                       .borrowed = ctx->borrowed,
                       .joined = SIZE_MAX,
                       .text = text,
                       .t = all->v,
                       .n = all->n,
                       .lang = date_lang(ctx->tables, lang)};
    if (must_sift(all)) {
        struct tp_token *t = TP_NEW_ARRAY(work, all->n + 1, struct tp_token);
        struct raw *raw = TP_NEW_ARRAY(work, all->n + 1, struct raw);
        s->n = sift(work, s, all, t, raw);
        s->t = t;
        s->raw = raw;
    }
    known = TP_NEW_ARRAY(work, s->n + 1, struct known);
    for (size_t i = 0; i < s->n; i++)
        known[i] = date_known(ctx->tables, &s->t[i]);
    s->known = known;
}
