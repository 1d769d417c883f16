#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

#include "../base/han.h"
#include "../base/yaml.h"
#include "meta.h"

struct phrase {
    const UChar *text; /* case folded, in simplified characters */
    int32_t len;
    const struct tp_kind *kind;
};

struct tp_kinds {
    TP_LIST_OF(struct tp_kind *) list;
    TP_LIST_OF(struct phrase) phrases;
};

static UChar *fold(struct tp_arena *a, const char *text, size_t len, int32_t *n)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t room = (int32_t)len + 1, m = 0;
    UChar *raw = tp_alloc_array(a, (size_t)room, sizeof *raw);
    UChar *out = tp_alloc_array(a, 2 * (size_t)room, sizeof *out);

    u_strFromUTF8WithSub(raw, room, &m, text, (int32_t)len, 0xFFFD, NULL, &status);
    *n = u_strFoldCase(out, 2 * room, raw, m, U_FOLD_CASE_DEFAULT, &status);
    if (U_FAILURE(status))
        *n = 0;
    for (int32_t i = 0; i < *n; i++) /* 照會 is 照会 */
        if (out[i] >= 0x2E80 && !U16_IS_SURROGATE(out[i]))
            out[i] = (UChar)tp_han_simplified(out[i]);
    return out;
}

static struct tp_kind *kind_for(struct tp_arena *a, struct tp_kinds *kinds, const char *id)
{
    struct tp_kind *k;

    for (size_t i = 0; i < kinds->list.n; i++)
        if (strcmp(kinds->list.v[i]->id, id) == 0)
            return kinds->list.v[i];
    k = TP_NEW(a, struct tp_kind);
    k->id = k->label = tp_strdup(a, id);
    TP_PUSH(a, &kinds->list, k);
    return k;
}

/* A kind of the same id in a later file gets its label and more phrases. */
static bool load(struct tp_arena *a, struct tp_kinds *kinds, const char *file, struct tp_diags *ds)
{
    static const char *const top[] = {"kinds", NULL}, *const keys[] = {"id", "label", "phrases",
                                                                       NULL};
    const struct tp_yaml *root = tp_yaml_read(a, file, TP_D_CONFIG_INVALID, ds);
    const struct tp_yaml *list = tp_yaml_get(root, "kinds");
    bool ok = root && tp_yaml_only(root, top, file, TP_D_CONFIG_INVALID, ds);

    for (const struct tp_yaml *n = list ? list->first : NULL; n; n = n->next) {
        const struct tp_yaml *phrases = tp_yaml_get(n, "phrases");
        const char *id = tp_yaml_str(n, "id", NULL);
        struct tp_kind *k;
        if (!id) {
            tp_diag(ds, TP_D_CONFIG_INVALID, tp_at(file, n->line, n->col), "a kind needs an 'id'");
            return false;
        }
        if (strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(id)) {
            tp_diag(ds, TP_D_CONFIG_INVALID, tp_at(file, n->line, n->col),
                    "the 'id' of a kind has small letters, figures and hyphens");
            return false;
        }
        ok = tp_yaml_only(n, keys, file, TP_D_CONFIG_INVALID, ds) && ok;
        k = kind_for(a, kinds, id);
        k->label = tp_strdup(a, tp_yaml_str(n, "label", k->label));
        for (const struct tp_yaml *p = phrases ? phrases->first : NULL; p; p = p->next) {
            struct phrase ph = {.kind = k};
            ph.text = fold(a, p->value, strlen(p->value), &ph.len);
            TP_PUSH(a, &kinds->phrases, ph);
        }
    }
    return ok;
}

struct tp_kinds *tp_kinds_new(struct tp_arena *a, const char *file, struct tp_diags *ds)
{
    struct tp_kinds *kinds = TP_NEW(a, struct tp_kinds);

    if (!load(a, kinds, "teipipe:schemas/kinds.yaml", ds) || (file && !load(a, kinds, file, ds)))
        return NULL;
    return kinds;
}

static bool stands_in(const UChar *text, int32_t n, const struct phrase *p, int32_t *at)
{
    const UChar *found = text;

    for (; (found = u_strFindFirst(found, n - (int32_t)(found - text), p->text, p->len)); found++) {
        int32_t from = (int32_t)(found - text), to = from + p->len;
        bool han = p->text[0] >= 0x2E80;
        if (han ||
            ((from == 0 || !u_isalpha(text[from - 1])) && (to == n || !u_isalpha(text[to])))) {
            *at = from;
            return true;
        }
    }
    return false;
}

const struct tp_kind *tp_kind_in(const struct tp_kinds *kinds, struct tp_arena *a, const char *text,
                                 size_t len)
{
    enum { MOST = 2000 };
    struct tp_arena *work = tp_arena_sub(a);
    const struct tp_kind *best = NULL;
    int32_t n, longest = 0, earliest = 0;
    const UChar *folded;
    char *line = tp_strndup(work, text, len < MOST ? len : MOST);

    for (char *p = line; (p = strchr(p, '\n')) != NULL;) /* "Report / on the harvest" */
        *p = ' ';
    folded = fold(work, line, len < MOST ? len : MOST, &n);

    /* the earliest phrase says what the document is; of those at one place, the longest */
    for (size_t i = 0; i < kinds->phrases.n; i++) {
        const struct phrase *p = &kinds->phrases.v[i];
        int32_t at;
        if (p->len == 0 || !stands_in(folded, n, p, &at))
            continue;
        if (!best || at < earliest || (at == earliest && p->len > longest)) {
            best = p->kind;
            longest = p->len;
            earliest = at;
        }
    }
    tp_arena_free(work);
    return best;
}

const struct tp_kind *tp_kind_named(const struct tp_kinds *kinds, const char *id)
{
    for (size_t i = 0; i < kinds->list.n; i++)
        if (strcmp(kinds->list.v[i]->id, id) == 0)
            return kinds->list.v[i];
    return NULL;
}

const char *const *tp_kind_ids(struct tp_arena *a, const struct tp_kinds *kinds)
{
    const char **ids = TP_NEW_ARRAY(a, kinds->list.n + 1, const char *);

    for (size_t i = 0; i < kinds->list.n; i++)
        ids[i] = kinds->list.v[i]->id;
    return ids;
}
