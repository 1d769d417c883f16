/* The tables of schemas/integrity.yaml. */
#include <string.h>
#include <strings.h>

#include "itg.h"

static const char file[] = "teipipe:schemas/integrity.yaml";

static const struct word {
    const char *name;
    unsigned bit;
} attribute_kinds[] = {{"pointer", ITG_POINTER},
                       {"date", ITG_DATE},
                       {"date-iso", ITG_DATE_ISO},
                       {"language", ITG_LANGUAGE}},
  element_kinds[] = {{"image", ITG_IMAGE},     {"entry", ITG_ENTRY},       {"name", ITG_NAME},
                     {"foreign", ITG_FOREIGN}, {"division", ITG_DIVISION}, {"glyph", ITG_GLYPH}};

/* Elements that the checks themselves know. */
static const char *const special[] = {"prefixDef", "correspDesc", "person", "teiHeader",
                                      "dateline"};

static struct itg_name *named(struct tp_arena *a, struct itg_tables *t, const char *name)
{
    struct itg_name **p = &t->names[tp_hash(name, strlen(name)) % ITG_NAMES];

    while (*p && strcmp((*p)->name, name) != 0)
        p = &(*p)->next;
    if (!*p) {
        *p = TP_NEW(a, struct itg_name);
        (*p)->name = name;
    }
    return *p;
}

const struct itg_name *itg_name(const struct itg_tables *t, const char *name)
{
    const struct itg_name *p = t->names[tp_hash(name, strlen(name)) % ITG_NAMES];

    while (p && strcmp(p->name, name) != 0)
        p = p->next;
    return p;
}

static const char **texts(struct tp_arena *a, const struct tp_yaml *list)
{
    TP_VEC(const char *) v = {0};

    for (const struct tp_yaml *n = list ? list->first : NULL; n; n = n->next)
        TP_PUSH(a, &v, n->value);
    TP_PUSH(a, &v, NULL);
    return v.v;
}

static void add_uses(struct tp_arena *a, struct itg_tables *t, const struct tp_yaml *map,
                     unsigned kind)
{
    for (const struct tp_yaml *n = map ? map->first : NULL; n; n = n->next) {
        struct itg_name *name = named(a, t, n->key);
        struct itg_use *use = TP_NEW(a, struct itg_use);
        const struct tp_yaml *only = tp_yaml_get(n, "only"), *but = tp_yaml_get(n, "not");

        use->kind = kind;
        use->only = only != NULL;
        use->elements = texts(a, only ? only : but);
        use->next = (struct itg_use *)name->use;
        name->use = use;
    }
}

bool itg_tables(struct tp_arena *a, struct itg_tables *t, struct tp_diags *ds)
{
    const struct tp_yaml *root = tp_yaml_read(a, file, TP_D_CONFIG_INVALID, ds);
    const struct tp_yaml *attributes = tp_yaml_get(root, "attributes");
    const struct tp_yaml *elements = tp_yaml_get(root, "elements");

    if (!root)
        return false;
    for (size_t i = 0; i < sizeof attribute_kinds / sizeof *attribute_kinds; i++)
        add_uses(a, t, tp_yaml_get(attributes, attribute_kinds[i].name), attribute_kinds[i].bit);
    for (size_t i = 0; i < sizeof element_kinds / sizeof *element_kinds; i++) {
        const struct tp_yaml *list = tp_yaml_get(elements, element_kinds[i].name);

        for (const struct tp_yaml *n = list ? list->first : NULL; n; n = n->next)
            named(a, t, n->value)->flags |= element_kinds[i].bit;
    }
    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        named(a, t, special[i])->flags |= ITG_SPECIAL;
    t->schemes = texts(a, tp_yaml_get(root, "schemes"));
    t->scripts = tp_yaml_get(root, "scripts");
    return true;
}

bool itg_scheme(const struct itg_tables *t, const char *scheme, size_t n)
{
    for (size_t i = 0; t->schemes[i]; i++)
        if (strncasecmp(t->schemes[i], scheme, n) == 0 && t->schemes[i][n] == '\0')
            return true;
    return false;
}
