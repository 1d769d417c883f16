/* schemas/archives.yaml: archives, their names and their notations. */
#include "shelfmark_impl.h"

#include <stdlib.h>
#include <string.h>

#include "../base/yaml.h"

struct load {
    struct tp_arena *arena;
    struct tp_archives *out;
    struct tp_diags *ds;
    const char *file;
    bool ok;
};

static void complain(struct load *l, const struct tp_yaml *y, const char *message)
{
    tp_diag(l->ds, TP_D_CONFIG_INVALID, tp_at(l->file, y->line, y->col), message);
    l->ok = false;
}

int archive_order(const struct tp_token *x, const struct tp_token *y)
{
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->kind == TP_TOK_WORD)
        return strcmp(x->key, y->key);
    return x->cp < y->cp ? -1 : x->cp > y->cp;
}

bool archive_same(const struct tp_token *x, const struct tp_token *y)
{
    return archive_order(x, y) == 0 && (x->kind != TP_TOK_NUMBER || x->value == y->value);
}

static struct tp_tokens tokens_of(struct load *l, const char *text)
{
    return tp_tokenize(l->arena, text, (uint32_t)strlen(text));
}

static const struct scheme *find_scheme(const struct tp_archives *t, const char *name)
{
    for (size_t i = 0; i < t->schemes.n; i++)
        if (strcmp(t->schemes.v[i]->name, name) == 0)
            return t->schemes.v[i];
    return NULL;
}

static void add_labels(struct load *l, struct scheme *s, const struct tp_yaml *part)
{
    const char *type = tp_strdup(l->arena, part->key ? part->key : "");

    for (const struct tp_yaml *y = part->first; y; y = y->next) {
        struct label label = {.type = type, .fond = strcmp(type, "fond") == 0};
        label.t = tokens_of(l, tp_strdup(l->arena, y->value));
        for (size_t i = 0; i < label.t.n; i++)
            label.words += label.t.v[i].kind == TP_TOK_WORD && strlen(label.t.v[i].key) > 2;
        if (label.t.n)
            TP_PUSH(l->arena, &s->labels, label);
    }
}

static void add_scheme(struct load *l, const struct tp_yaml *y)
{
    static const char *const keys[] = {"parts", "plain", "divide", "pattern",
                                       "alone", "text",  "behind", NULL};
    static const char *const patterns[] = {
        [PATTERN_ANY] = "any", [PATTERN_LETTERS] = "letters", [PATTERN_DIGITS] = "digits", NULL};
    struct scheme *s = TP_NEW(l->arena, struct scheme);
    const struct tp_yaml *parts = tp_yaml_get(y, "parts"), *plain = tp_yaml_get(y, "plain");
    const struct tp_yaml *names = tp_yaml_get(y, "text");
    const char *pattern = tp_yaml_str(y, "pattern", "any");
    int which = 0;

    if (!y->key || !tp_yaml_only(y, keys, l->file, TP_D_CONFIG_INVALID, l->ds)) {
        l->ok = false;
        return;
    }
    while (patterns[which] && strcmp(patterns[which], pattern) != 0)
        which++;
    if (!patterns[which]) {
        complain(l, y, "pattern is one of letters, digits and any");
        return;
    }
    s->name = tp_strdup(l->arena, y->key);
    s->pattern = (enum pattern)which;
    s->divide = (unsigned char)tp_yaml_str(y, "divide", "")[0];
    s->alone = strcmp(tp_yaml_str(y, "alone", "no"), "yes") == 0;
    s->behind = strcmp(tp_yaml_str(y, "behind", "no"), "yes") == 0;
    for (const struct tp_yaml *p = parts ? parts->first : NULL; p; p = p->next)
        add_labels(l, s, p);
    for (const struct tp_yaml *p = plain ? plain->first : NULL; p; p = p->next) {
        const char *type = tp_strdup(l->arena, p->value);
        TP_PUSH(l->arena, &s->plain, type);
    }
    for (const struct tp_yaml *p = names ? names->first : NULL; p; p = p->next) {
        const char *type = tp_strdup(l->arena, p->value);
        TP_PUSH(l->arena, &s->text, type);
    }
    TP_PUSH(l->arena, &l->out->schemes, s);
}

static void add_names(struct load *l, const struct tp_yaml *list, const struct archive *archive,
                      bool exact, bool series)
{
    for (const struct tp_yaml *y = list ? list->first : NULL; y; y = y->next) {
        struct name n = {.text = tp_strdup(l->arena, y->value),
                         .archive = archive,
                         .exact = exact,
                         .series = series};
        n.t = tokens_of(l, n.text);
        if (n.t.n == 0)
            complain(l, y, "an empty name");
        else
            TP_PUSH(l->arena, &l->out->names, n);
    }
}

static const char *or_null(struct load *l, const struct tp_yaml *y, const char *key)
{
    const char *value = tp_yaml_str(y, key, NULL);

    return value ? tp_strdup(l->arena, value) : NULL;
}

static void add_archive(struct load *l, const struct tp_yaml *y)
{
    static const char *const keys[] = {"key",     "names",  "alternatives", "short",   "settlement",
                                       "country", "scheme", "series",       "printed", NULL};
    struct archive *a = TP_NEW(l->arena, struct archive);
    const struct tp_yaml *names = tp_yaml_get(y, "names");

    if (!tp_yaml_only(y, keys, l->file, TP_D_CONFIG_INVALID, l->ds)) {
        l->ok = false;
        return;
    }
    a->key = or_null(l, y, "key");
    a->repository = or_null(l, names, "en");
    a->settlement = or_null(l, y, "settlement");
    a->country = or_null(l, y, "country");
    a->printed = strcmp(tp_yaml_str(y, "printed", "no"), "yes") == 0;
    a->scheme = find_scheme(l->out, tp_yaml_str(y, "scheme", ""));
    if (!a->key || !a->repository || !a->scheme) {
        complain(l, y, "an archive has a key, a name in English (en) and a known scheme");
        return;
    }
    if (a->settlement)
        a->settlement_tokens = tokens_of(l, a->settlement);
    add_names(l, names, a, false, false);
    add_names(l, tp_yaml_get(y, "alternatives"), a, false, false);
    add_names(l, tp_yaml_get(y, "short"), a, true, false);
    add_names(l, tp_yaml_get(y, "series"), a, true, true);
}

static bool load_file(struct load *l, const char *file)
{
    static const char *const keys[] = {"schemes", "archives", NULL};
    const struct tp_yaml *top = tp_yaml_read(l->arena, file, TP_D_CONFIG_INVALID, l->ds);
    const struct tp_yaml *schemes = tp_yaml_get(top, "schemes");
    const struct tp_yaml *archives = tp_yaml_get(top, "archives");

    if (!top || !tp_yaml_only(top, keys, file, TP_D_CONFIG_INVALID, l->ds))
        return false;
    l->file = file;
    l->ok = true;
    for (const struct tp_yaml *y = schemes ? schemes->first : NULL; y; y = y->next)
        add_scheme(l, y);
    for (const struct tp_yaml *y = archives ? archives->first : NULL; y; y = y->next)
        add_archive(l, y);
    return l->ok;
}

static int by_first_token(const void *x, const void *y)
{
    const struct name *a = x, *b = y;

    return archive_order(&a->t.v[0], &b->t.v[0]);
}

struct tp_archives *tp_archives_new(struct tp_arena *a, const char *file, struct tp_diags *ds)
{
    struct load l = {.arena = a, .out = TP_NEW(a, struct tp_archives), .ds = ds};

    /* The built-in schemes first: an edition's archives may use them. */
    if (!load_file(&l, "teipipe:schemas/archives.yaml") || (file && !load_file(&l, file)))
        return NULL;
    if (l.out->names.n)
        qsort(l.out->names.v, l.out->names.n, sizeof *l.out->names.v, by_first_token);
    return l.out;
}
