#include "phrases.h"

#include <stdlib.h>
#include <string.h>

#include "../base/yaml.h"

enum match { MATCH_WHOLE, MATCH_BEGINS, MATCH_ENDS, MATCH_LABEL };

struct entry {
    struct tp_tokens tokens;
    enum match match;
    const struct tp_phrase_rule *rule;
};

/* Folded words, sorted. */
struct words {
    const char **v;
    size_t n, cap;
};

struct tp_phrases {
    struct {
        struct entry *v;
        size_t n, cap;
    } entries; /* in the order of the files */
    struct words titles, openers, prefixes, orgs, places, dull;
};

/* One file being loaded. */
struct load {
    struct tp_arena *arena;
    struct tp_phrases *out;
    struct tp_diags *ds;
    const char *file;
    bool ok;
};

static void complain(struct load *l, const struct tp_yaml *y, const char *message)
{
    tp_diag(l->ds, TP_D_CONFIG_INVALID, tp_at(l->file, y->line, y->col), message);
    l->ok = false;
}

static void add_list(struct load *l, const struct tp_yaml *list, enum match match,
                     const struct tp_phrase_rule *rule)
{
    for (const struct tp_yaml *y = list ? list->first : NULL; y; y = y->next) {
        struct entry e = {.match = match, .rule = rule};
        const char *text = tp_strdup(l->arena, y->value);
        e.tokens = tp_tokenize(l->arena, text, (uint32_t)strlen(text));
        /* The stop that ends an abbreviation may be there or not. */
        while (e.tokens.n > 1 && tp_token_is(&e.tokens, e.tokens.n - 1, '.'))
            e.tokens.n--;
        if (e.tokens.n == 0)
            complain(l, y, "an empty phrase");
        else
            TP_PUSH(l->arena, &l->out->entries, e);
    }
}

static void add_rule(struct load *l, const struct tp_yaml *y)
{
    static const char *const keys[] = {"element", "attributes", "content", "whole",
                                       "begins",  "ends",       "labels",  NULL};
    static const char *const contents[] = {[TP_PHRASE_TEXT] = "text",
                                           [TP_PHRASE_KEEP] = "keep",
                                           [TP_PHRASE_DESC] = "desc",
                                           [TP_PHRASE_EMPTY] = "empty",
                                           NULL};
    struct tp_phrase_rule *rule = TP_NEW(l->arena, struct tp_phrase_rule);
    const struct tp_yaml *attributes = tp_yaml_get(y, "attributes");
    const char *content = tp_yaml_str(y, "content", "text");
    int which = 0;

    if (y->kind == TP_YAML_MAP && !tp_yaml_only(y, keys, l->file, TP_D_CONFIG_INVALID, l->ds))
        l->ok = false;
    if (!*tp_yaml_str(y, "element", "")) {
        complain(l, y, "every entry of brackets is a map with an element");
        return;
    }
    while (contents[which] && strcmp(contents[which], content) != 0)
        which++;
    if (!contents[which]) {
        complain(l, y, "content is one of text, keep, desc and empty");
        return;
    }
    rule->element = tp_strdup(l->arena, tp_yaml_str(y, "element", ""));
    rule->content = (enum tp_phrase_content)which;
    for (const struct tp_yaml *a = attributes ? attributes->first : NULL; a; a = a->next)
        if (a->key)
            rule->attrs = tp_attr_add(l->arena, rule->attrs, tp_strdup(l->arena, a->key), a->value);
    add_list(l, tp_yaml_get(y, "whole"), MATCH_WHOLE, rule);
    add_list(l, tp_yaml_get(y, "labels"), MATCH_LABEL, rule);
    add_list(l, tp_yaml_get(y, "begins"), MATCH_BEGINS, rule);
    add_list(l, tp_yaml_get(y, "ends"), MATCH_ENDS, rule);
}

/* Lists of words by language; the language is only for the reader. */
static void add_words(struct load *l, const struct tp_yaml *lists, struct words *out)
{
    for (const struct tp_yaml *y = lists ? lists->first : NULL; y; y = y->next)
        for (const struct tp_yaml *w = y->first; w; w = w->next) {
            const char *key = tp_fold(l->arena, w->value, strlen(w->value));
            TP_PUSH(l->arena, out, key);
        }
}

static bool load_file(struct load *l, const char *file)
{
    static const char *const keys[] = {"brackets", "titles", "openers", "prefixes",
                                       "orgs",     "places", "dull",    NULL};
    const struct tp_yaml *top = tp_yaml_read(l->arena, file, TP_D_CONFIG_INVALID, l->ds);
    const struct tp_yaml *brackets = tp_yaml_get(top, "brackets");

    if (!top || !tp_yaml_only(top, keys, file, TP_D_CONFIG_INVALID, l->ds))
        return false;
    l->file = file;
    l->ok = true;
    for (const struct tp_yaml *y = brackets ? brackets->first : NULL; y; y = y->next)
        add_rule(l, y);
    add_words(l, tp_yaml_get(top, "titles"), &l->out->titles);
    add_words(l, tp_yaml_get(top, "openers"), &l->out->openers);
    add_words(l, tp_yaml_get(top, "prefixes"), &l->out->prefixes);
    add_words(l, tp_yaml_get(top, "orgs"), &l->out->orgs);
    add_words(l, tp_yaml_get(top, "places"), &l->out->places);
    add_words(l, tp_yaml_get(top, "dull"), &l->out->dull);
    return l->ok;
}

static int by_bytes(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static void sort_words(struct words *w)
{
    if (w->n)
        qsort(w->v, w->n, sizeof *w->v, by_bytes);
}

static bool in_words(const struct words *w, const char *key)
{
    return w->n && bsearch(&key, w->v, w->n, sizeof *w->v, by_bytes) != NULL;
}

struct tp_phrases *tp_phrases_new(struct tp_arena *a, const char *file, struct tp_diags *ds)
{
    struct load l = {.arena = a, .out = TP_NEW(a, struct tp_phrases), .ds = ds};

    if ((file && !load_file(&l, file)) || !load_file(&l, "teipipe:schemas/phrases.yaml"))
        return NULL;
    sort_words(&l.out->titles);
    sort_words(&l.out->openers);
    sort_words(&l.out->prefixes);
    sort_words(&l.out->orgs);
    sort_words(&l.out->places);
    sort_words(&l.out->dull);
    return l.out;
}

static bool same(const struct tp_token *x, const struct tp_token *y)
{
    if (x->kind != y->kind)
        return false;
    if (x->kind == TP_TOK_WORD)
        return strcmp(x->key, y->key) == 0;
    return x->kind == TP_TOK_NUMBER ? x->value == y->value : x->cp == y->cp;
}

/* How many tokens of the content the phrase takes; 0 when it isn't the phrase. */
static size_t match_length(const struct entry *e, const struct tp_token *t, size_t n)
{
    size_t len = e->tokens.n, i;

    if (e->match == MATCH_ENDS) {
        while (n && t[n - 1].kind == TP_TOK_SIGN && t[n - 1].cp == '.')
            n--;
        if (len >= n)
            return 0;
        t += n - len;
        n = len;
    }
    if (len > n)
        return 0;
    for (i = 0; i < len; i++)
        if (!same(&e->tokens.v[i], &t[i]))
            return 0;
    /* A stop behind the phrase is its own. */
    if (i < n && t[i].kind == TP_TOK_SIGN && t[i].cp == '.' && !t[i].spaced)
        i++;
    switch (e->match) {
    case MATCH_WHOLE:
    case MATCH_ENDS:
        return i == n ? i : 0;
    case MATCH_BEGINS:
        return i < n ? i : 0;
    case MATCH_LABEL:
        return i + 1 < n && t[i].kind == TP_TOK_SIGN && t[i].cp == ':' ? i + 1 : 0;
    }
    return 0;
}

const struct tp_phrase_rule *tp_phrase_find(const struct tp_phrases *p, const struct tp_token *t,
                                            size_t n, size_t *label)
{
    *label = 0;
    /* How it ends counts last: a note may speak of what is missing. */
    for (int ends = 0; ends < 2; ends++)
        for (size_t i = 0; i < p->entries.n; i++) {
            const struct entry *e = &p->entries.v[i];
            size_t got = (e->match == MATCH_ENDS) == ends ? match_length(e, t, n) : 0;

            if (!got)
                continue;
            /* The label goes only where the element says the same. */
            if (e->match == MATCH_LABEL && e->rule->content == TP_PHRASE_TEXT)
                *label = got;
            return e->rule;
        }
    return NULL;
}

bool tp_phrase_is_title(const struct tp_phrases *p, const char *key)
{
    return in_words(&p->titles, key);
}

bool tp_phrase_is_opener(const struct tp_phrases *p, const char *key)
{
    return in_words(&p->openers, key);
}

bool tp_phrase_is_prefix(const struct tp_phrases *p, const char *key)
{
    return in_words(&p->prefixes, key);
}

bool tp_phrase_is_org_word(const struct tp_phrases *p, const char *key)
{
    return in_words(&p->orgs, key);
}

bool tp_phrase_is_place_word(const struct tp_phrases *p, const char *key)
{
    return in_words(&p->places, key);
}

bool tp_phrase_is_dull(const struct tp_phrases *p, const char *key)
{
    return in_words(&p->dull, key);
}
