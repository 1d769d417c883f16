#include "edition.h"

#include <fnmatch.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../base/yaml.h"
#include "../transform/transform.h"
#include "../validate/choose.h"
#include "parts.h"

struct loading {
    struct tp_arena *a;
    struct tp_edition *e;
    struct tp_diags *ds;
    const char *output; /* relative to the edition's folder, when it is in it; else NULL */
    bool failed;
};

static void wrong(struct loading *l, const struct tp_yaml *at, const char *message)
{
    tp_diag(l->ds, TP_D_CONFIG_INVALID, tp_at(l->e->config, at->line, at->col), message);
    l->failed = true;
}

/* A path in the configuration, as seen from here. */
static char *in_edition(const struct loading *l, const char *path)
{
    return strcmp(l->e->dir, ".") == 0 ? tp_strdup(l->a, path)
                                       : tp_path_join(l->a, l->e->dir, path);
}

/* ---- single values ---- */

static const char *as_text(struct loading *l, const struct tp_yaml *value)
{
    (void)l;
    return value->value;
}

static const char *as_language(struct loading *l, const struct tp_yaml *value)
{
    size_t n =
        strspn(value->value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    if (n < 2 || value->value[n] != '\0' || value->value[0] == '-')
        wrong(l, value,
              tp_fmt(l->a, "'%s' is not a language tag such as en or zh-Hans", value->value));
    return value->value;
}

/* What is wrong with an address of the web; NULL: nothing. */
static const char *url_fault(struct loading *l, const char *v)
{
    const char *host = strncmp(v, "https://", 8) == 0  ? v + 8
                       : strncmp(v, "http://", 7) == 0 ? v + 7
                                                       : NULL;
    size_t n = host ? strcspn(host, "/?#") : 0;

    if (!host)
        return tp_fmt(l->a, "'%s' is not an address that begins with https://", v);
    if (n == 0 || strcspn(host, " \t<>\"\\^`{|}") < strlen(host) || host[0] == '.' ||
        host[0] == ':')
        return tp_fmt(l->a, "'%s' is no address: %s", v,
                      n ? "it has signs that must be written as %20 and the like"
                        : "the name of the site is missing");
    return NULL;
}

static const char *as_url(struct loading *l, const struct tp_yaml *value)
{
    const char *v = value->value, *fault = url_fault(l, v);
    size_t n = strlen(v);

    if (!fault && strpbrk(v, "?#"))
        fault = tp_fmt(l->a, "'%s' can't be the beginning of other addresses: it has a ? or #", v);
    if (fault)
        wrong(l, value, fault);
    return n && v[n - 1] == '/' ? v : tp_fmt(l->a, "%s/", v);
}

/* An address of mail, as far as it can be told: one @, no blanks, a dot in what is behind it. */
static const char *as_mail(struct loading *l, const struct tp_yaml *value)
{
    const char *v = value->value, *at = strchr(v, '@'), *host = at ? at + 1 : "";
    size_t n = strlen(host);

    if (!at || at == v || strpbrk(v, " \t\n<>()[]\\,;:\"") || strchr(host, '@') ||
        !strchr(host, '.') || strstr(v, "..") || v[0] == '.' || at[-1] == '.' || host[0] == '.' ||
        host[n - 1] == '.')
        wrong(l, value, tp_fmt(l->a, "'%s' is not an address such as name@example.org", v));
    return v;
}

/* Licences by their names in the list of SPDX. */
static const struct {
    const char *name, *url;
} licences[] = {
    {"CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"},
    {"CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"},
    {"CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"},
    {"CC-BY-NC-4.0", "https://creativecommons.org/licenses/by-nc/4.0/"},
    {"CC-BY-NC-SA-4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"},
    {"CC-BY-ND-4.0", "https://creativecommons.org/licenses/by-nd/4.0/"},
    {"CC-BY-NC-ND-4.0", "https://creativecommons.org/licenses/by-nc-nd/4.0/"},
    {"CC-PDM-1.0", "https://creativecommons.org/publicdomain/mark/1.0/"},
};

static const char *as_licence(struct loading *l, const struct tp_yaml *value)
{
    enum { N = sizeof licences / sizeof *licences };
    const char *names[N + 1] = {NULL}, *near, *fault;

    for (size_t i = 0; i < N; i++) {
        names[i] = licences[i].name;
        if (strcmp(value->value, names[i]) == 0)
            return licences[i].url;
    }
    near = tp_nearest(value->value, names);
    fault = strstr(value->value, "://")
                ? url_fault(l, value->value)
                : tp_fmt(l->a, "'%s' is no address, and no licence that is known by name%s%s%s",
                         value->value, near ? "; did you mean '" : ", such as CC-BY-4.0",
                         near ? near : "", near ? "'?" : "");
    if (fault)
        wrong(l, value, fault);
    return value->value;
}

static const char *as_schema(struct loading *l, const struct tp_yaml *value)
{
    const char *path;

    if (strncmp(value->value, "teipipe:", 8) == 0)
        return value->value;
    path = in_edition(l, value->value);
    if (!tp_file_exists(path))
        wrong(l, value, tp_fmt(l->a, "there is no schema '%s'", path));
    return path;
}

static const char *as_folder(struct loading *l, const struct tp_yaml *value)
{
    const char *path = in_edition(l, value->value);

    if (!tp_is_folder(path))
        wrong(l, value, tp_fmt(l->a, "there is no folder '%s'", path));
    return path;
}

static const char *as_file(struct loading *l, const struct tp_yaml *value)
{
    const char *path = in_edition(l, value->value);

    if (!tp_file_exists(path) || tp_is_folder(path))
        wrong(l, value, tp_fmt(l->a, "there is no file '%s'", path));
    return path;
}

static const struct scalar {
    const char *key;
    size_t offset; /* of the const char * in struct tp_edition */
    const char *(*read)(struct loading *l, const struct tp_yaml *value);
} scalars[] = {
    {"title", offsetof(struct tp_edition, title), as_text},
    {"publisher", offsetof(struct tp_edition, publisher), as_text},
    {"licence", offsetof(struct tp_edition, licence), as_licence},
    {"editor", offsetof(struct tp_edition, editor), as_text},
    {"email", offsetof(struct tp_edition, email), as_mail},
    {"base_url", offsetof(struct tp_edition, base_url), as_url},
    {"language", offsetof(struct tp_edition, language), as_language},
    {"schema", offsetof(struct tp_edition, schema), as_schema},
    {"layouts", offsetof(struct tp_edition, layouts), as_folder},
    {"metadata", offsetof(struct tp_edition, metadata), as_file},
    {"archives", offsetof(struct tp_edition, archives), as_file},
    {"kinds", offsetof(struct tp_edition, kinds), as_file},
};

static void read_scalars(struct loading *l, const struct tp_yaml *root)
{
    for (size_t i = 0; i < sizeof scalars / sizeof *scalars; i++) {
        const struct tp_yaml *value = tp_yaml_get(root, scalars[i].key);
        const char *text;
        if (!value)
            continue;
        if (value->kind != TP_YAML_SCALAR || !*value->value) {
            wrong(l, value, tp_fmt(l->a, "'%s' takes a text", scalars[i].key));
            continue;
        }
        text = scalars[i].read(l, value);
        memcpy((char *)l->e + scalars[i].offset, &text, sizeof text);
    }
}

/* ---- lists ---- */

/* The entries of a list of texts; a single text is a list of one. NULL after a complaint. */
static const struct tp_yaml *entries(struct loading *l, const struct tp_yaml *root, const char *key)
{
    const struct tp_yaml *value = tp_yaml_get(root, key), *first;

    if (!value)
        return NULL;
    first = value->kind == TP_YAML_LIST ? value->first : value;
    if (value->kind == TP_YAML_MAP) {
        wrong(l, value, tp_fmt(l->a, "'%s' takes a list", key));
        return NULL;
    }
    for (const struct tp_yaml *n = first; n; n = value->kind == TP_YAML_LIST ? n->next : NULL)
        if (n->kind != TP_YAML_SCALAR || !*n->value) {
            wrong(l, n, tp_fmt(l->a, "'%s' takes a list of texts", key));
            return NULL;
        }
    return first;
}

static const struct tp_yaml *following(const struct tp_yaml *n)
{
    return n->key ? NULL : n->next; /* a single text has the key */
}

static bool is_xml(const char *path, void *arg)
{
    (void)arg;
    return strcmp(tp_path_ext(path), ".xml") == 0;
}

static void read_authority(struct loading *l, const struct tp_yaml *root)
{
    const char *folder = in_edition(l, "authority");

    if (!tp_yaml_get(root, "authority")) {
        if (tp_is_folder(folder) &&
            !tp_list_files(l->a, folder, is_xml, NULL, &l->e->authority, l->ds))
            l->failed = true;
        return;
    }
    for (const struct tp_yaml *n = entries(l, root, "authority"); n; n = following(n)) {
        char *path = in_edition(l, n->value);
        if (!tp_file_exists(path) || tp_is_folder(path))
            wrong(l, n, tp_fmt(l->a, "there is no file '%s'", path));
        for (size_t i = 0; i < l->e->authority.n; i++)
            if (strcmp(tp_path_base(l->e->authority.v[i]), tp_path_base(path)) == 0)
                wrong(l, n,
                      tp_fmt(l->a, "two authority files have the name '%s'", tp_path_base(path)));
        TP_PUSH(l->a, &l->e->authority, path);
    }
}

static void read_formats(struct loading *l, const struct tp_yaml *root)
{
    const char **names = TP_NEW_ARRAY(l->a, tp_format_count + 1, const char *);
    bool *chosen = TP_NEW_ARRAY(l->a, tp_format_count, bool);
    bool all = !tp_yaml_get(root, "formats");

    for (size_t i = 0; i < tp_format_count; i++)
        names[i] = tp_formats[i].name;
    for (const struct tp_yaml *n = entries(l, root, "formats"); n; n = following(n)) {
        size_t i = 0;
        const char *near = tp_nearest(n->value, names);
        while (i < tp_format_count && strcmp(names[i], n->value) != 0)
            i++;
        if (i < tp_format_count)
            chosen[i] = true;
        else
            wrong(l, n,
                  tp_fmt(l->a, "there is no format '%s'%s%s%s", n->value,
                         near ? "; did you mean '" : "", near ? near : "", near ? "'?" : ""));
    }
    l->e->formats = TP_NEW_ARRAY(l->a, tp_format_count + 1, const char *);
    for (size_t i = 0; i < tp_format_count; i++)
        if (all ? tp_formats[i].usual : chosen[i])
            l->e->formats[l->e->n_formats++] = names[i];
}

/* ---- stylesheets ---- */

/* The entries of a map of texts, which may be missing. NULL: none, after a complaint if it is
 * wrong. */
static const struct tp_yaml *texts(struct loading *l, const struct tp_yaml *root, const char *key)
{
    const struct tp_yaml *map = tp_yaml_get(root, key);

    if (map && map->kind != TP_YAML_MAP) {
        wrong(l, map, tp_fmt(l->a, "'%s' takes lines of 'NAME: VALUE'", key));
        return NULL;
    }
    for (const struct tp_yaml *n = map ? map->first : NULL; n; n = n->next)
        if (n->kind != TP_YAML_SCALAR) {
            wrong(l, n, tp_fmt(l->a, "'%s' takes a text for '%s'", key, n->key));
            return NULL;
        }
    return map ? map->first : NULL;
}

static void read_stylesheets(struct loading *l, const struct tp_yaml *root)
{
    const char **names = TP_NEW_ARRAY(l->a, tp_format_count + 1, const char *);
    TP_VEC(const char *) params = {0};

    l->e->sheets = TP_NEW_ARRAY(l->a, tp_format_count + 1, const char *);
    for (size_t i = 0; i < tp_format_count; i++)
        names[i] = tp_formats[i].name;
    for (const struct tp_yaml *n = texts(l, root, "stylesheets"); n; n = n->next) {
        const char *near = tp_nearest(n->key, names);
        struct tp_yaml at = *n;
        size_t i = 0;
        while (i < tp_format_count && strcmp(names[i], n->key) != 0)
            i++;
        at.line = n->key_line;
        at.col = n->key_col;
        if (i < tp_format_count)
            l->e->sheets[i] = as_file(l, n);
        else
            wrong(l, &at,
                  tp_fmt(l->a, "there is no format '%s'%s%s%s", n->key,
                         near ? "; did you mean '" : "", near ? near : "", near ? "'?" : ""));
    }
    for (const struct tp_yaml *n = texts(l, root, "parameters"); n; n = n->next) {
        TP_PUSH(l->a, &params, n->key);
        TP_PUSH(l->a, &params, n->value);
    }
    TP_PUSH(l->a, &params, NULL);
    l->e->params = params.v;
}

/* ---- checks ---- */

static void read_levels(struct loading *l, const struct tp_yaml *root)
{
    const struct tp_yaml *map = tp_yaml_get(root, "checks");

    l->e->levels = tp_levels_default();
    if (!map)
        return;
    if (map->kind != TP_YAML_MAP) {
        wrong(l, map, "'checks' takes a list of 'CHECK: error, warning, note or off' lines");
        return;
    }
    for (const struct tp_yaml *n = map->first; n; n = n->next) {
        const char *why;
        struct tp_yaml at = *n;

        if (n->kind != TP_YAML_SCALAR)
            why = "a check is set to error, warning, note or off";
        else
            why = tp_levels_set(&l->e->levels, l->a, n->key, n->value);
        if (why && strncmp(why, "there is no check", 17) == 0) {
            at.line = n->key_line;
            at.col = n->key_col;
        }
        if (why)
            wrong(l, &at, why);
    }
}

/* ---- sources ---- */

static const char *relative(const struct loading *l, const char *path)
{
    return strcmp(l->e->dir, ".") == 0
               ? path
               : path + strlen(l->e->dir) + (l->e->dir[1] != '\0' || l->e->dir[0] != '/');
}

static bool is_in(const char *path, const char *folder)
{
    size_t n = folder ? strlen(folder) : 0;

    return n && strncmp(path, folder, n) == 0 && path[n] == '/';
}

static bool could_be_source(const char *path, void *arg)
{
    const struct loading *l = arg;
    const char *rest = relative(l, path), *layouts = l->e->layouts;

    /* What an earlier build left where builds go unless told otherwise is no source either. */
    return !is_in(rest, "authority") && !is_in(rest, l->output) && !is_in(rest, "output") &&
           !(layouts && is_in(path, layouts)) && strcmp(rest, TP_CONFIG) != 0 &&
           strncmp(tp_path_base(path), "README", 6) != 0;
}

static bool is_transcription(const char *path)
{
    return strcmp(tp_path_ext(path), ".txt") == 0 || strcmp(tp_path_ext(path), ".md") == 0;
}

/* A pattern of the shell; "**" stands for any number of folders. */
static bool matches(struct tp_arena *a, const char *pattern, const char *path)
{
    const char *deep = strstr(pattern, "**/");

    if (!deep)
        return fnmatch(pattern, path, FNM_PATHNAME | FNM_PERIOD) == 0;
    return fnmatch(pattern, path, 0) == 0 ||
           matches(a, tp_fmt(a, "%.*s%s", (int)(deep - pattern), pattern, deep + 3), path);
}

static const char *without_slash(struct tp_arena *a, const char *path)
{
    size_t n = strlen(path);

    while (n > 1 && path[n - 1] == '/')
        n--;
    return tp_strndup(a, path, n);
}

/* Mark the files that the entry, a folder or a pattern, stands for. */
static bool choose(struct loading *l, const struct tp_yaml *entry, const struct tp_paths *files,
                   bool *chosen)
{
    const char *name = without_slash(l->a, entry->value);
    bool folder, any = false;

    while (strncmp(name, "./", 2) == 0)
        name += 2;
    folder = strcmp(name, ".") == 0 || tp_is_folder(in_edition(l, name));
    for (size_t i = 0; i < files->n; i++) {
        const char *rest = relative(l, files->v[i]);
        if (folder ? (strcmp(name, ".") == 0 || is_in(rest, name)) && is_transcription(rest)
                   : matches(l->a, name, rest))
            chosen[i] = any = true;
    }
    return any;
}

static void read_sources(struct loading *l, const struct tp_yaml *root)
{
    const struct tp_yaml *list = entries(l, root, "sources");
    struct tp_paths files = {0};
    bool *chosen;

    if (!tp_list_files(l->a, l->e->dir, could_be_source, l, &files, l->ds))
        l->failed = true;
    chosen = TP_NEW_ARRAY(l->a, files.n + 1, bool);
    for (size_t i = 0; !tp_yaml_get(root, "sources") && i < files.n; i++)
        chosen[i] = is_transcription(files.v[i]);
    for (const struct tp_yaml *n = list; n; n = following(n))
        if (!choose(l, n, &files, chosen))
            wrong(l, n, tp_fmt(l->a, "'%s' matches no file", n->value));
    for (size_t i = 0; i < files.n; i++)
        if (chosen[i])
            TP_PUSH(l->a, &l->e->sources, files.v[i]);
    if (l->e->sources.n == 0 && !l->failed) {
        tp_diag(l->ds, TP_D_NO_DOCUMENTS, tp_in(l->e->dir), "transcription (.txt, .md)");
        l->failed = true;
    }
}

/* An empty list means: none. */
static void read_rules(struct loading *l, const struct tp_yaml *root)
{
    const struct tp_yaml *value = tp_yaml_get(root, "rules");

    if (!value && strcmp(l->e->schema, TP_OWN_SCHEMA) == 0)
        TP_PUSH(l->a, &l->e->rules, tp_strdup(l->a, TP_OWN_RULES));
    for (const struct tp_yaml *n = entries(l, root, "rules"); n;
         n = value && value->kind == TP_YAML_LIST ? n->next : NULL)
        TP_PUSH(l->a, &l->e->rules, tp_strdup(l->a, as_schema(l, n)));
}

/* ---- the whole ---- */

static struct tp_yaml *read_config(struct loading *l)
{
    static const char *const keys[] = {
        "title",   "publisher",   "licence",    "base_url", "language", "authority", "sources",
        "layouts", "schema",      "formats",    "metadata", "archives", "kinds",     "rules",
        "checks",  "stylesheets", "parameters", "editor",   "email",    NULL};
    struct tp_yaml *root;
    char *text;
    size_t len, errors = l->ds->errors;

    if (!tp_read_file(l->a, l->e->config, &text, &len, l->ds)) {
        l->failed = true;
        return NULL;
    }
    l->ds->lines = tp_lines_new(l->a, text, len);
    l->ds->lines_file = l->e->config;
    root = tp_yaml_parse(l->a, text, len, l->e->config, 1, TP_D_CONFIG_INVALID, l->ds);
    if (root && root->kind != TP_YAML_MAP)
        wrong(l, root, "a configuration is a list of 'key: value' lines");
    else if (!tp_yaml_only(root, keys, l->e->config, TP_D_CONFIG_INVALID, l->ds))
        l->failed = true;
    if (l->ds->errors != errors)
        l->failed = true;
    return root;
}

bool tp_edition_load(struct tp_arena *a, const char *dir, const char *output, bool sources,
                     struct tp_edition *out, struct tp_diags *ds)
{
    struct loading l = {a, out, ds, NULL, false};
    const char *here, *there = output ? tp_path_real(a, output) : NULL;
    struct tp_yaml *root = NULL;

    *out = (struct tp_edition){.dir = without_slash(a, dir)};
    if (!tp_is_folder(dir)) {
        tp_diag(ds, TP_D_CONFIG_INVALID, tp_in(dir),
                tp_file_exists(dir) ? "is not a folder; an edition is one"
                                    : "there is no such edition folder");
        return false;
    }
    here = tp_path_real(a, dir);
    if (here && there && is_in(there, here))
        l.output = there + strlen(here) + 1;
    out->title = here ? tp_path_base(here) : "";
    out->language = "en";
    out->schema = TP_OWN_SCHEMA;
    out->config = in_edition(&l, TP_CONFIG);
    if (tp_file_exists(out->config))
        root = read_config(&l);
    else
        out->config = NULL;
    if (!l.failed) {
        read_scalars(&l, root);
        if (!out->layouts && tp_is_folder(in_edition(&l, "layouts")))
            out->layouts = in_edition(&l, "layouts");
        read_authority(&l, root);
        read_formats(&l, root);
        read_stylesheets(&l, root);
        read_levels(&l, root);
        read_rules(&l, root);
    }
    if (!l.failed && sources)
        read_sources(&l, root);
    ds->lines = NULL;
    return !l.failed;
}

bool tp_edition_levels(struct tp_arena *a, const char *dir, struct tp_levels *levels,
                       struct tp_diags *ds)
{
    struct tp_edition e = {.dir = without_slash(a, dir)};
    struct loading l = {a, &e, ds, NULL, false};
    struct tp_yaml *root;

    e.config = in_edition(&l, TP_CONFIG);
    root = read_config(&l);
    if (!l.failed)
        read_levels(&l, root);
    ds->lines = NULL;
    *levels = e.levels;
    return !l.failed;
}

const char *tp_edition_above(struct tp_arena *a, const char *file)
{
    const char *dir = strcmp(file, "-") == 0 ? NULL : tp_path_dir(a, file), *at, *up;

    /* Names of folders above the working folder are found by its real path. */
    for (at = dir; at; at = up) {
        if (tp_file_exists(tp_path_join(a, at, TP_CONFIG)))
            return at;
        if (strcmp(at, "/") == 0)
            return NULL;
        if (strcmp(at, ".") == 0 || strstr(at, "..")) {
            at = tp_path_real(a, at);
            if (!at || strcmp(at, "/") == 0)
                return NULL;
        }
        up = tp_path_dir(a, at);
    }
    return NULL;
}

bool tp_build_date(struct tp_arena *a, const char **date)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end, text[32];
    long long seconds;
    time_t t;
    struct tm tm;

    *date = NULL;
    if (!epoch || !*epoch)
        return true;
    seconds = strtoll(epoch, &end, 10);
    t = (time_t)seconds;
    if (*end != '\0' || seconds < 0 || !gmtime_r(&t, &tm) || tm.tm_year > 9999 - 1900 ||
        strftime(text, sizeof text, "%Y-%m-%d", &tm) == 0)
        return false;
    *date = tp_strdup(a, text);
    return true;
}
