#include "layout.h"

#include <string.h>

#include "../base/file.h"
#include "../base/lines.h"
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

/* A layout of the same name is replaced. */
static void put(struct tp_layouts *all, struct tp_arena *a, struct tp_layout *layout)
{
    for (size_t i = 0; i < all->list.n; i++)
        if (strcmp(all->list.v[i]->name, layout->name) == 0) {
            all->list.v[i] = layout;
            return;
        }
    TP_PUSH(a, &all->list, layout);
}

static bool is_yaml(const char *path, void *arg)
{
    (void)arg;
    return strcmp(tp_path_ext(path), ".yaml") == 0 || strcmp(tp_path_ext(path), ".yml") == 0;
}

static const struct tp_layout *named(const struct tp_layouts *all, const char *name)
{
    for (size_t i = 0; i < all->list.n; i++)
        if (strcmp(all->list.v[i]->name, name) == 0)
            return all->list.v[i];
    return NULL;
}

/* The rules for the head and the end of the documents that a layout may hold stand behind all
 * others: what is common goes before what is special to another layout. OWN: how many rules each
 * layout has of its own. */
static bool add_with(struct tp_layouts *all, struct tp_arena *a, const size_t *own,
                     struct tp_diags *ds)
{
    bool ok = true;

    for (size_t i = 0; i < all->list.n; i++) {
        struct tp_layout *l = all->list.v[i];
        for (size_t w = 0; w < l->with.n; w++) {
            const struct tp_layout *other = named(all, l->with.v[w]);
            size_t n = 0;
            for (size_t k = 0; other && k < all->list.n; k++)
                n = all->list.v[k] == other ? own[k] : n;
            if (!other || other == l) {
                tp_diag(ds, TP_D_LAYOUT_INVALID, tp_in(l->file),
                        tp_fmt(a, "'with' names '%s', which is no other layout", l->with.v[w]));
                ok = false;
                continue;
            }
            for (size_t k = 0; k < n; k++)
                if (other->roles.v[k].where != TP_ANYWHERE) {
                    TP_PUSH(a, &l->roles, other->roles.v[k]);
                    l->longest =
                        other->roles.v[k].max > l->longest ? other->roles.v[k].max : l->longest;
                }
        }
    }
    return ok;
}

/* The roles and the patterns for titles of "common" stand behind every layout's own, of which *OWN
 * says how many they were. */
static void add_common(struct tp_layouts *all, struct tp_arena *a, size_t **own)
{
    struct tp_layout *common = NULL;
    size_t kept = 0;

    for (size_t i = 0; i < all->list.n; i++)
        if (strcmp(all->list.v[i]->name, "common") == 0)
            common = all->list.v[i];
        else
            all->list.v[kept++] = all->list.v[i];
    all->list.n = kept;
    *own = TP_NEW_ARRAY(a, all->list.n + 1, size_t);
    for (size_t i = 0; i < all->list.n; i++) {
        struct tp_layout *l = all->list.v[i];
        (*own)[i] = l->roles.n;
        for (size_t k = 0; common && k < common->roles.n; k++)
            TP_PUSH(a, &l->roles, common->roles.v[k]);
        for (size_t k = 0; common && k < common->inlines.n; k++)
            TP_PUSH(a, &l->inlines, common->inlines.v[k]);
        for (size_t k = 0; common && k < common->titles.n; k++)
            TP_PUSH(a, &l->titles, common->titles.v[k]);
        for (size_t k = 0; k < l->roles.n; k++)
            l->longest = l->roles.v[k].max > l->longest ? l->roles.v[k].max : l->longest;
    }
}

/* The files of the edition. Messages show the line. */
static bool load_folder(struct tp_layouts *all, struct tp_arena *a, const char *folder,
                        const char *const *kinds, struct tp_diags *ds)
{
    struct tp_paths files = {0};
    bool ok = tp_list_files(a, folder, is_yaml, NULL, &files, ds);

    for (size_t i = 0; i < files.n; i++) {
        struct tp_layout *layout;
        char *text;
        size_t len;
        if (!tp_read_file(a, files.v[i], &text, &len, ds)) {
            ok = false;
            continue;
        }
        ds->lines = tp_lines_new(a, text, len);
        ds->lines_file = files.v[i];
        layout = tp_layout_read(a, all->regexes, files.v[i], text, len, kinds, ds);
        ds->lines = NULL;
        if (layout)
            put(all, a, layout);
        ok = ok && layout;
    }
    return ok;
}

static bool force(struct tp_layouts *all, struct tp_arena *a, const char *name, struct tp_diags *ds)
{
    const char **names = TP_NEW_ARRAY(a, all->list.n + 1, const char *), *near;
    struct tp_buf list = tp_buf_new(a);

    for (size_t i = 0; i < all->list.n; i++) {
        names[i] = all->list.v[i]->name;
        tp_buf_fmt(&list, "%s%s", i ? ", " : "", names[i]);
        if (strcmp(names[i], name) == 0)
            all->forced = all->list.v[i];
    }
    if (all->forced)
        return true;
    near = tp_nearest(name, names);
    tp_diag(ds, TP_D_USAGE, tp_in(NULL),
            tp_fmt(a, "there is no layout '%s'%s%s%s (there are %s)", name,
                   near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "", list.p));
    return false;
}

struct tp_layouts *tp_layouts_load(struct tp_arena *a, const char *folder, const char *const *kinds,
                                   const char *forced, struct tp_diags *ds)
{
    struct tp_layouts *all = TP_NEW(a, struct tp_layouts);
    size_t n, *own;
    const struct tp_resource *r = tp_resource_under("schemas/layouts/", &n);
    bool ok = true;

    all->regexes = tp_regex_set_new(a);
    tp_regex_set_trust(all->regexes, true);
    for (size_t i = 0; i < n; i++) {
        struct tp_layout *layout = tp_layout_read(
            a, all->regexes, tp_fmt(a, "teipipe:%s", r[i].name), r[i].data, r[i].len, kinds, ds);
        if (layout)
            put(all, a, layout);
        ok = ok && layout;
    }
    tp_regex_set_trust(all->regexes, false);
    if (folder)
        ok = load_folder(all, a, folder, kinds, ds) && ok;
    add_common(all, a, &own);
    ok = add_with(all, a, own, ds) && ok;
    if (forced)
        ok = force(all, a, forced, ds) && ok;
    tp_regex_set_ready(all->regexes);
    return ok ? all : NULL;
}
