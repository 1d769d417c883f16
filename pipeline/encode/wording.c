#include "wording.h"

#include <string.h>

#include "../base/yaml.h"

static const char file[] = "teipipe:schemas/header.yaml";

static const struct {
    const char *map, *name; /* MAP NULL: at the top */
} lists[] = {
    [TP_WORDING_AND] = {NULL, "and"},
    [TP_WORDING_OFFICES] = {NULL, "offices"},
    [TP_WORDING_BODIES] = {NULL, "bodies"},
    [TP_WORDING_INTERPRETERS] = {NULL, "interpreters"},
    [TP_WORDING_SENT] = {"dispatch", "sent"},
    [TP_WORDING_RECEIVED] = {"dispatch", "received"},
    [TP_WORDING_DECIPHERED] = {"dispatch", "deciphered"},
    [TP_WORDING_FORWARDED] = {"dispatch", "forwarded"},
    [TP_WORDING_BY] = {NULL, "by"},
    [TP_WORDING_VIA] = {NULL, "via"},
    [TP_WORDING_IN] = {NULL, "in"},
    [TP_WORDING_CREDIT_STOPS] = {NULL, "credit-stops"},
    [TP_WORDING_COPIES] = {NULL, "copies"},
    [TP_WORDING_COPY_TO] = {NULL, "copy-to"},
    [TP_WORDING_PARTICIPANTS] = {NULL, "participants"},
    [TP_WORDING_ABSENT] = {NULL, "absent"},
    [TP_WORDING_GREETINGS] = {NULL, "greetings"},
    [TP_WORDING_FORMS] = {NULL, "forms-of-address"},
    [TP_WORDING_OWN] = {NULL, "signed-own"},
    [TP_WORDING_MATTER] = {NULL, "matter"},
    [TP_WORDING_CONCLUDED] = {NULL, "concluded"},
};
_Static_assert(sizeof lists / sizeof *lists == TP_WORDING_LISTS, "a place in the file for each");

static void add_phrases(struct tp_arena *a, const struct tp_yaml *list,
                        struct tp_wording_phrases *out)
{
    for (const struct tp_yaml *y = list ? list->first : NULL; y; y = y->next) {
        const char *text = tp_strdup(a, y->value);
        struct tp_tokens t = tp_tokenize(a, text, (uint32_t)strlen(text));
        if (t.n)
            TP_PUSH(a, out, t);
    }
}

/* Entries with a label and two lists, or with the list alone. */
static void add_map(struct tp_arena *a, const struct tp_yaml *map, struct tp_wording_map *out)
{
    for (const struct tp_yaml *y = map ? map->first : NULL; y; y = y->next) {
        struct tp_wording_entry e = {.key = tp_strdup(a, y->key ? y->key : "")};
        const char *label = tp_yaml_str(y, "label", NULL);
        if (label)
            e.label = tp_strdup(a, label);
        add_phrases(a, y->kind == TP_YAML_LIST ? y : tp_yaml_get(y, "phrases"), &e.before);
        add_phrases(a, tp_yaml_get(y, "behind"), &e.behind);
        TP_PUSH(a, out, e);
    }
}

struct tp_wording *tp_wording_new(struct tp_arena *a, struct tp_diags *ds)
{
    struct tp_wording *w = TP_NEW(a, struct tp_wording);
    const struct tp_yaml *top = tp_yaml_read(a, file, TP_D_CONFIG_INVALID, ds);

    if (!top)
        return NULL;
    for (int i = 0; i < TP_WORDING_LISTS; i++) {
        const struct tp_yaml *map = lists[i].map ? tp_yaml_get(top, lists[i].map) : top;
        const struct tp_yaml *list = tp_yaml_get(map, lists[i].name);
        if (!list) {
            tp_diag(ds, TP_D_CONFIG_INVALID, tp_in(file),
                    tp_fmt(a, "the list '%s' is missing", lists[i].name));
            return NULL;
        }
        add_phrases(a, list, &w->lists[i]);
    }
    add_map(a, tp_yaml_get(top, "credits"), &w->credits);
    add_map(a, tp_yaml_get(top, "classification"), &w->classification);
    add_map(a, tp_yaml_get(top, "fields"), &w->fields);
    add_map(a, tp_yaml_get(top, "field-heads"), &w->field_heads);
    return w;
}

static bool same(const struct tp_token *x, const struct tp_token *y)
{
    return x->kind == y->kind &&
           (x->kind == TP_TOK_WORD ? strcmp(x->key, y->key) == 0 : x->cp == y->cp);
}

size_t tp_wording_at(const struct tp_wording_phrases *p, const struct tp_tokens *t, size_t i,
                     size_t end, bool colon)
{
    size_t best = 0;

    for (size_t k = 0; k < p->n; k++) {
        const struct tp_tokens *phrase = &p->v[k];
        size_t j = i, n = 0;
        while (n < phrase->n && j < end && same(&phrase->v[n], &t->v[j])) {
            n++;
            j++;
            /* "trans. by": a stop inside the phrase. */
            if (n < phrase->n && j < end && tp_token_is(t, j, '.') && !t->v[j].spaced)
                j++;
        }
        if (n == phrase->n && j > best)
            best = j;
    }
    while (colon && best && best < end && (tp_token_is(t, best, '.') || tp_token_is(t, best, ':')))
        best++;
    return best;
}

bool tp_wording_in(const struct tp_wording_phrases *p, const struct tp_tokens *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (tp_wording_at(p, t, i, t->n, false))
            return true;
    return false;
}
