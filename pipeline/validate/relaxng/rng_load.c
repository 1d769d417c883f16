/* rng_load.c - finding and reading the files of a schema. */
#include <libxml/catalog.h>
#include <libxml/uri.h>
#include <libxml/xmlmemory.h>
#include <stdlib.h>
#include <string.h>

#include "../../base/file.h"
#include "../../base/resource.h"
#include "../../base/xml.h"
#include "rng_ast.h"

enum tp_rng_syntax tp_rng_syntax_of(const char *path)
{
    size_t n = strlen(path);

    return n >= 4 && strcmp(path + n - 4, ".rnc") == 0 ? TP_RNG_COMPACT : TP_RNG_XML;
}

/* The length of "scheme:" at the start, 0 when there is none. */
static size_t scheme_len(const char *s)
{
    size_t i = 0;

    while ((s[i] >= 'a' && s[i] <= 'z') || (s[i] >= 'A' && s[i] <= 'Z') ||
           (i && ((s[i] >= '0' && s[i] <= '9') || s[i] == '+' || s[i] == '-' || s[i] == '.')))
        i++;
    return s[i] == ':' && i > 1 ? i + 1 : 0;
}

static int hex_value(char c)
{
    return c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
}

/* References are URIs, names of files are not. */
static char *unescape(struct tp_arena *a, const char *s)
{
    char *out = tp_alloc(a, strlen(s) + 1), *q = out;

    for (; *s; s++) {
        if (*s == '%' && s[1] && s[2] && tp_rng_is_uri((const char[]){'%', s[1], s[2], '\0'})) {
            *q++ = (char)(hex_value(s[1]) * 16 + hex_value(s[2]));
            s += 2;
        } else {
            *q++ = *s;
        }
    }
    return out;
}

/* Remove "./" and "name/../" in place, so that one file has one name. */
static void normalise(char *path)
{
    char *out = path, *p = path;
    bool absolute = *path == '/';

    if (absolute)
        out++, p++;
    while (*p) {
        char *end = strchr(p, '/'), *root = path + absolute;
        size_t n = end ? (size_t)(end - p) : strlen(p);
        bool up = n == 2 && p[0] == '.' && p[1] == '.', named;
        char *last = out - (out > root);
        while (last > root && last[-1] != '/')
            last--;
        named = out > root && !(out - last == 3 && last[0] == '.' && last[1] == '.');
        if (n == 0 || (n == 1 && p[0] == '.')) {
            /* nothing */
        } else if (up && named) {
            out = last;
        } else if (!(up && absolute)) {
            memmove(out, p, n);
            out += n;
            if (end)
                *out++ = '/';
        }
        p += n + (end != NULL);
    }
    *out = '\0';
}

char *tp_rng_resolve(struct tp_arena *a, const char *base, const char *href)
{
    size_t scheme = scheme_len(href), base_scheme = scheme_len(base);
    const char *slash;
    char *path;

    if (strncmp(href, "file:", 5) == 0)
        return unescape(a, href + 5 + (strncmp(href + 5, "//", 2) == 0 ? 2 : 0));
    if (scheme)
        return tp_strdup(a, href);
    if (!*href)
        return tp_strdup(a, base);
    if (base_scheme && strncmp(base, "teipipe:", 8) != 0) {
        xmlChar *built = xmlBuildURI((const xmlChar *)href, (const xmlChar *)base);
        char *copy = built ? tp_strdup(a, (const char *)built) : tp_strdup(a, href);
        xmlFree(built);
        return copy;
    }
    href = unescape(a, href);
    slash = strrchr(base + base_scheme, '/');
    if (*href == '/')
        path = tp_fmt(a, "%.*s%s", (int)base_scheme, base, href);
    else
        path = tp_fmt(a, "%.*s%s", (int)(slash ? slash + 1 - base : (long)base_scheme), base, href);
    normalise(path + base_scheme);
    return path;
}

/* The place of the reference that wants the file; the file itself when there is none. */
static struct tp_loc asked_from(const char *uri, const struct tp_rng_node *at)
{
    return at ? tp_rng_loc(at) : tp_in(uri);
}

/* A name that is no path: only a catalog can say which file it stands for. */
static const char *by_catalog(struct tp_arena *a, const char *uri)
{
    xmlChar *mapped = xmlCatalogResolveURI((const xmlChar *)uri);
    const char *path = NULL;

    if (mapped && !xmlStrEqual(mapped, (const xmlChar *)uri)) {
        path = tp_rng_resolve(a, "", (const char *)mapped);
        if (scheme_len(path) && strncmp(path, "teipipe:", 8) != 0)
            path = NULL;
    }
    xmlFree(mapped);
    return path;
}

/* Put the reason why a file can't be read into a diagnostic of the schema. */
static bool read_path(struct tp_rng_loader *l, const char *uri, const char *path,
                      const struct tp_rng_node *at, char **data, size_t *len)
{
    struct tp_diags *probe = tp_diags_new(l->a, 0);
    struct tp_loc loc;

    if (tp_read_file(l->work, path, data, len, probe))
        return true;
    loc = asked_from(uri, at);
    if (!tp_file_exists(path))
        tp_diag(l->ds, TP_D_SCHEMA_MISSING, loc, path,
                strcmp(path, uri) == 0
                    ? NULL
                    : tp_fmt(l->a, ", which an XML catalog gives for '%s'", uri));
    else
        tp_diag(l->ds, TP_D_SCHEMA_INVALID, loc,
                tp_fmt(l->a, "%s %s", path, probe->first ? probe->first->message : ""));
    return false;
}

static bool read_uri(struct tp_rng_loader *l, const char *uri, const struct tp_rng_node *at,
                     char **data, size_t *len, bool *ends)
{
    const struct tp_resource *r;
    const char *path = uri;

    *ends = false;
    if (l->options && l->options->read &&
        l->options->read(l->options->arg, l->work, uri, data, len))
        return true;
    *ends = true; /* ours do */
    tp_xml_init();
    if (scheme_len(path) && strncmp(path, "teipipe:", 8) != 0)
        path = by_catalog(l->a, uri);
    if (!path) {
        tp_diag(l->ds, TP_D_SCHEMA_REMOTE, asked_from(uri, at), uri);
        return false;
    }
    if (strncmp(path, "teipipe:", 8) != 0)
        return read_path(l, uri, path, at, data, len);
    r = tp_resource_find(path);
    if (!r) {
        tp_diag(l->ds, TP_D_SCHEMA_MISSING, asked_from(uri, at), uri);
        return false;
    }
    *data = tp_strndup(l->work, r->data, r->len);
    *len = r->len;
    return true;
}

static bool looks_compact(const struct tp_rng_file *f)
{
    size_t i = f->len >= 3 && memcmp(f->data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    if (tp_rng_syntax_of(f->uri) == TP_RNG_COMPACT)
        return true;
    while (i < f->len && strchr(" \t\r\n", f->data[i]))
        i++;
    /* UTF-16 begins with a mark or a NUL: XML for the parser to judge */
    return i < f->len && f->data[i] != '<' && (unsigned char)f->data[i] < 0x80 && f->data[i] &&
           !(i + 1 < f->len && f->data[i + 1] == '\0');
}

static struct tp_rng_file *add_file(struct tp_rng_loader *l, const char *uri, const char *data,
                                    size_t len, bool ends, const struct tp_rng_node *at)
{
    struct tp_rng_file *f = TP_NEW(l->a, struct tp_rng_file);

    f->uri = uri;
    f->data = data;
    f->len = len;
    f->ends = ends;
    if (l->n >= TP_RNG_MAX_FILES || len > (size_t)TP_RNG_MAX_SCHEMA_MB << 20) {
        bool many = l->n >= TP_RNG_MAX_FILES;
        tp_diag(l->ds, TP_D_LIMIT, asked_from(uri, at),
                many ? "the number of the schema's files" : "the size of the schema file",
                many ? tp_fmt(l->a, "%d", TP_RNG_MAX_FILES)
                     : tp_fmt(l->a, "%d MB", TP_RNG_MAX_SCHEMA_MB));
        return NULL;
    }
    f->compact = looks_compact(f);
    if (!(f->compact ? tp_rng_parse_compact(l->a, f, l->ds)
                     : tp_rng_parse_xml(l->a, f, l->notes, l->ds)))
        return NULL;
    TP_PUSH(l->a, l, f);
    return f;
}

struct tp_rng_file *tp_rng_file_get(struct tp_rng_loader *l, const char *uri,
                                    const struct tp_rng_node *at)
{
    char *data;
    size_t len;
    bool ends;

    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->v[i]->uri, uri) == 0)
            return l->v[i];
    if (!read_uri(l, uri, at, &data, &len, &ends))
        return NULL;
    return add_file(l, uri, data, len, ends, at);
}

struct tp_rng_file *tp_rng_file_put(struct tp_rng_loader *l, const char *uri, const char *data,
                                    size_t len)
{
    return add_file(l, uri, data, len, false, NULL);
}
