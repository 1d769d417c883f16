#include "layout.h"

#include <stdlib.h>
#include <string.h>

#include "../base/file.h"
#include "../base/resource.h"
#include "../base/yaml.h"

static const struct {
    const char *id;
    bool top, bottom;
} roles[TP_ROLE_COUNT] = {
#define TP_ROLE(name, id, top, bottom) [TP_ROLE_##name] = {id, top, bottom},
#include "roles.def"
#undef TP_ROLE
};

const char *tp_role_id(enum tp_role role)
{
    return roles[role].id;
}

bool tp_role_top(enum tp_role role)
{
    return roles[role].top;
}

bool tp_role_bottom(enum tp_role role)
{
    return roles[role].bottom;
}

/* What is needed while a layout file is read. */
struct loading {
    struct tp_arena *a;
    struct tp_regex_set *regexes;
    const char *file;
    struct tp_diags *ds;
    bool failed;
};

static struct tp_loc at_value(const struct loading *l, const struct tp_yaml *n)
{
    return tp_at(l->file, n->line, n->col);
}

static void complain(struct loading *l, const struct tp_yaml *n, const char *message)
{
    tp_diag(l->ds, TP_D_LAYOUT_INVALID, at_value(l, n), message);
    l->failed = true;
}

static bool keys(struct loading *l, const struct tp_yaml *map, const char *const *allowed)
{
    if (map->kind != TP_YAML_MAP)
        complain(l, map, "a map (key: value) is needed here");
    else if (!tp_yaml_only(map, allowed, l->file, TP_D_LAYOUT_INVALID, l->ds))
        l->failed = true;
    return map->kind == TP_YAML_MAP;
}

static const struct tp_regex *regex_of(struct loading *l, const struct tp_yaml *n)
{
    const struct tp_regex *re;

    if (!n)
        return NULL;
    re = tp_regex_new(l->regexes, n->value, TP_D_LAYOUT_INVALID, at_value(l, n), l->ds);
    if (!re)
        l->failed = true;
    return re;
}

static int number_of(struct loading *l, const struct tp_yaml *map, const char *key, int fallback)
{
    const struct tp_yaml *n = tp_yaml_get(map, key);
    char *end;
    long value;

    if (!n)
        return fallback;
    value = strtol(n->value, &end, 10);
    if (*end || end == n->value || value < 0 || value > 1000000) {
        complain(l, n, "a number from 0 to 1000000 is needed here");
        return fallback;
    }
    return (int)value;
}

static bool flag_of(struct loading *l, const struct tp_yaml *map, const char *key)
{
    const struct tp_yaml *n = tp_yaml_get(map, key);

    if (!n)
        return false;
    if (strcmp(n->value, "true") != 0 && strcmp(n->value, "false") != 0)
        complain(l, n, "true or false is needed here");
    return strcmp(n->value, "true") == 0;
}

/* One of the words; their place in the list. */
static int word_of(struct loading *l, const struct tp_yaml *map, const char *key,
                   const char *const *words, int fallback)
{
    const struct tp_yaml *n = tp_yaml_get(map, key);
    const char *near;

    if (!n)
        return fallback;
    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], n->value) == 0)
            return i;
    near = tp_nearest(n->value, words);
    complain(l, n,
             tp_fmt(l->a, "'%s' is no %s%s%s%s", n->value, key, near ? "; did you mean '" : "",
                    near ? near : "", near ? "'?" : ""));
    return fallback;
}

static int role_of(struct loading *l, const struct tp_yaml *map, const char *key)
{
    const char *ids[TP_ROLE_COUNT + 1];

    for (int i = 0; i < TP_ROLE_COUNT; i++)
        ids[i] = roles[i].id;
    ids[TP_ROLE_COUNT] = NULL;
    return word_of(l, map, key, ids, TP_ROLE_NONE);
}

static void load_roles(struct loading *l, struct tp_layout *out, const struct tp_yaml *list)
{
    static const char *const known[] = {"role", "regex", "at",    "max",
                                        "line", "field", "after", NULL};
    static const char *const places[] = {"any", "top", "bottom", NULL};

    for (const struct tp_yaml *n = list ? list->first : NULL; n; n = n->next) {
        struct tp_role_rule r = {0};
        if (!keys(l, n, known))
            continue;
        if (!tp_yaml_get(n, "role") || !tp_yaml_get(n, "regex"))
            complain(l, n, "a role needs 'role' and 'regex'");
        r.role = (enum tp_role)role_of(l, n, "role");
        r.after = (enum tp_role)role_of(l, n, "after");
        r.regex = regex_of(l, tp_yaml_get(n, "regex"));
        r.where = (enum tp_where)word_of(l, n, "at", places, TP_ANYWHERE);
        r.max = (uint32_t)number_of(l, n, "max", 120);
        r.line = flag_of(l, n, "line");
        r.field = tp_yaml_str(n, "field", NULL);
        if (r.regex)
            TP_PUSH(l->a, &out->roles, r);
    }
}

static void load_inlines(struct loading *l, struct tp_layout *out, const struct tp_yaml *list)
{
    static const char *const known[] = {"regex", "element", "type", "in", NULL};
    static const char *const elements[] = {"seg", "hi", "num", "term", "abbr", "metamark", NULL};
    static const char *const places[] = {"heads", "text", NULL};

    for (const struct tp_yaml *n = list ? list->first : NULL; n; n = n->next) {
        struct tp_inline_rule r = {0};
        if (!keys(l, n, known))
            continue;
        r.regex = regex_of(l, tp_yaml_get(n, "regex"));
        r.element = elements[word_of(l, n, "element", elements, 0)];
        r.type = tp_yaml_str(n, "type", NULL);
        r.in_text = word_of(l, n, "in", places, 0) == 1;
        if (r.regex)
            TP_PUSH(l->a, &out->inlines, r);
        else
            complain(l, n, "an entry of 'inline' needs 'regex'");
    }
}

static void load_detect(struct loading *l, struct tp_layout *out, const struct tp_yaml *map)
{
    static const char *const known[] = {"needs",        "caption", "uppercase-first",
                                        "front-matter", "match",   NULL};
    static const char *const match_known[] = {"regex", "role", "within", "points", NULL};
    const struct tp_yaml *match = tp_yaml_get(map, "match");

    if (!map || !keys(l, map, known))
        return;
    out->needs = number_of(l, map, "needs", 1);
    out->caption_points = number_of(l, map, "caption", 0);
    out->uppercase_points = number_of(l, map, "uppercase-first", 0);
    out->front_matter_points = number_of(l, map, "front-matter", 0);
    for (const struct tp_yaml *n = match ? match->first : NULL; n; n = n->next) {
        struct tp_evidence e = {0};
        if (!keys(l, n, match_known))
            continue;
        e.regex = regex_of(l, tp_yaml_get(n, "regex"));
        e.role = (enum tp_role)role_of(l, n, "role");
        e.within = (uint32_t)number_of(l, n, "within", 0);
        e.points = number_of(l, n, "points", 1);
        if (!e.regex && e.role == TP_ROLE_NONE)
            complain(l, n, "evidence needs 'regex' or 'role'");
        else
            TP_PUSH(l->a, &out->evidence, e);
    }
}

static void load_front(struct loading *l, struct tp_layout *out, const struct tp_yaml *list)
{
    static const char *const known[] = {"field", "regex", "is", "keep", "optional", "max", NULL};
    static const char *const kinds[] = {"text", "date", NULL};

    for (const struct tp_yaml *n = list ? list->first : NULL; n; n = n->next) {
        struct tp_front f = {0};
        if (!keys(l, n, known))
            continue;
        f.field = tp_yaml_str(n, "field", NULL);
        if (!f.field)
            complain(l, n, "an entry of 'front' needs 'field'");
        f.regex = regex_of(l, tp_yaml_get(n, "regex"));
        f.is_date = word_of(l, n, "is", kinds, 0) == 1;
        f.keep = flag_of(l, n, "keep");
        f.optional = flag_of(l, n, "optional");
        f.max = (uint32_t)number_of(l, n, "max", 400);
        if (f.field)
            TP_PUSH(l->a, &out->front, f);
    }
}

static void load_captions(struct loading *l, struct tp_layout *out, const struct tp_yaml *map)
{
    for (const struct tp_yaml *n = map ? map->first : NULL; n; n = n->next) {
        if (!n->key) {
            complain(l, n, "'captions' needs a field and its phrases: field: [phrase, ...]");
            return;
        }
        for (const struct tp_yaml *p = n->kind == TP_YAML_LIST ? n->first : n; p; p = p->next) {
            TP_PUSH(l->a, &out->captions, (struct tp_caption){n->key, p->value});
            if (p == n)
                break;
        }
    }
}

static void load_body(struct loading *l, struct tp_layout *out, const struct tp_yaml *map)
{
    static const char *const known[] = {"versions", "version", "kind", NULL};
    static const char *const splits[] = {"one", "split", NULL};
    static const char *const versions[] = {"original", "transcription", "translation", NULL};

    if (map && keys(l, map, known)) {
        out->split = word_of(l, map, "versions", splits, 0) == 1;
        out->version = versions[word_of(l, map, "version", versions, 0)];
        out->kind = tp_yaml_str(map, "kind", NULL);
    }
}

static struct tp_layout *load_layout(struct loading *l, const struct tp_yaml *root)
{
    static const char *const known[] = {"name",           "title",  "detect", "front",
                                        "captions",       "roles",  "body",   "titles",
                                        "contents-entry", "inline", NULL};
    struct tp_layout *out = TP_NEW(l->a, struct tp_layout);
    const struct tp_yaml *list;

    out->file = l->file;
    out->version = "original";
    if (!keys(l, root, known))
        return out;
    out->name = tp_yaml_str(root, "name", NULL);
    out->title = tp_yaml_str(root, "title", out->name);
    if (!out->name)
        complain(l, root, "a layout needs a 'name'");
    load_detect(l, out, tp_yaml_get(root, "detect"));
    load_front(l, out, tp_yaml_get(root, "front"));
    load_captions(l, out, tp_yaml_get(root, "captions"));
    load_roles(l, out, tp_yaml_get(root, "roles"));
    load_inlines(l, out, tp_yaml_get(root, "inline"));
    load_body(l, out, tp_yaml_get(root, "body"));
    list = tp_yaml_get(root, "titles");
    for (const struct tp_yaml *n = list ? list->first : NULL; n; n = n->next)
        TP_PUSH(l->a, &out->titles, regex_of(l, n));
    list = tp_yaml_get(root, "contents-entry");
    for (const struct tp_yaml *n = list ? list->first : NULL; n; n = n->next)
        TP_PUSH(l->a, &out->contents, regex_of(l, n));
    return out;
}

/* Read one file into the list; a layout of the same name is replaced. */
static bool load_text(struct tp_layouts *all, struct tp_arena *a, const char *file,
                      const char *text, size_t len, struct tp_diags *ds)
{
    struct loading l = {a, &all->regexes, file, ds, false};
    struct tp_yaml *root = tp_yaml_parse(a, text, len, file, 1, TP_D_LAYOUT_INVALID, ds);
    struct tp_layout *layout;

    if (!root) {
        if (ds->errors == 0)
            tp_diag(ds, TP_D_LAYOUT_INVALID, tp_in(file), "the file is empty");
        return false;
    }
    layout = load_layout(&l, root);
    if (l.failed)
        return false;
    for (size_t i = 0; i < all->list.n; i++)
        if (strcmp(all->list.v[i]->name, layout->name) == 0) {
            all->list.v[i] = layout;
            return true;
        }
    TP_PUSH(a, &all->list, layout);
    return true;
}

static bool is_yaml(const char *path, void *arg)
{
    (void)arg;
    return strcmp(tp_path_ext(path), ".yaml") == 0 || strcmp(tp_path_ext(path), ".yml") == 0;
}

/* The roles of "common" stand behind every layout's own. */
static void add_common(struct tp_layouts *all, struct tp_arena *a)
{
    struct tp_layout *common = NULL;
    size_t kept = 0;

    for (size_t i = 0; i < all->list.n; i++)
        if (strcmp(all->list.v[i]->name, "common") == 0)
            common = all->list.v[i];
        else
            all->list.v[kept++] = all->list.v[i];
    all->list.n = kept;
    for (size_t i = 0; common && i < all->list.n; i++) {
        for (size_t k = 0; k < common->roles.n; k++)
            TP_PUSH(a, &all->list.v[i]->roles, common->roles.v[k]);
        for (size_t k = 0; k < common->inlines.n; k++)
            TP_PUSH(a, &all->list.v[i]->inlines, common->inlines.v[k]);
    }
}

struct tp_layouts *tp_layouts_load(struct tp_arena *a, const char *folder, struct tp_diags *ds)
{
    struct tp_layouts *all = TP_NEW(a, struct tp_layouts);
    struct tp_paths files = {0};
    size_t n;
    const struct tp_resource *r = tp_resource_under("schemas/layouts/", &n);
    bool ok = true;

    all->regexes.arena = a;
    for (size_t i = 0; i < n; i++)
        ok = load_text(all, a, tp_fmt(a, "teipipe:%s", r[i].name), r[i].data, r[i].len, ds) && ok;
    if (folder)
        ok = tp_list_files(a, folder, is_yaml, NULL, &files, ds) && ok;
    for (size_t i = 0; i < files.n; i++) {
        char *text;
        size_t len;
        ok = tp_read_file(a, files.v[i], &text, &len, ds) &&
             load_text(all, a, files.v[i], text, len, ds) && ok;
    }
    add_common(all, a);
    return ok ? all : NULL;
}
