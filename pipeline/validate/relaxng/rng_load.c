/* rng_load.c - finding and reading the files of a schema. */
#include <errno.h>
#include <fcntl.h>
#include <libxml/catalog.h>
#include <libxml/uri.h>
#include <libxml/xmlmemory.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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
static bool read_path(struct tp_rng_loader *l, struct tp_rng_file *f, const struct tp_rng_node *at)
{
    struct tp_diags *probe = tp_diags_new(l->a, 0);
    struct tp_loc loc;
    char *data;

    if (tp_read_file(l->work, f->path, &data, &f->len, probe)) {
        f->data = data;
        f->ends = true;
        return true;
    }
    loc = asked_from(f->uri, at);
    if (!tp_file_exists(f->path))
        tp_diag(l->ds, TP_D_SCHEMA_MISSING, loc, f->path,
                strcmp(f->path, f->uri) == 0
                    ? NULL
                    : tp_fmt(l->a, ", which an XML catalog gives for '%s'", f->uri));
    else
        tp_diag(l->ds, TP_D_SCHEMA_INVALID, loc,
                tp_fmt(l->a, "%s %s", f->path, probe->first ? probe->first->message : ""));
    return false;
}

/* The text itself when it is at hand, else the path of the file it is in. */
static bool find_text(struct tp_rng_loader *l, struct tp_rng_file *f, const struct tp_rng_node *at)
{
    const struct tp_resource *r;
    const char *path = f->uri;
    char *data;

    if (l->options && l->options->read &&
        l->options->read(l->options->arg, l->work, f->uri, &data, &f->len)) {
        f->data = data;
        return true;
    }
    tp_xml_init();
    if (scheme_len(path) && strncmp(path, "teipipe:", 8) != 0)
        path = by_catalog(l->a, f->uri);
    if (!path) {
        tp_diag(l->ds, TP_D_SCHEMA_REMOTE, asked_from(f->uri, at), f->uri);
        return false;
    }
    if (strncmp(path, "teipipe:", 8) != 0) {
        f->path = path;
        return true;
    }
    r = tp_resource_find(path);
    if (!r) {
        tp_diag(l->ds, TP_D_SCHEMA_MISSING, asked_from(f->uri, at), f->uri);
        return false;
    }
    f->data = tp_strndup(l->work, r->data, r->len);
    f->len = r->len;
    f->ends = true;
    return true;
}

const char *tp_rng_text(struct tp_rng_file *f)
{
    char *data;
    size_t len;

    if (f->data || !f->path || !f->work)
        return f->data;
    if (tp_read_file(f->work, f->path, &data, &len, tp_diags_new(f->work, 0)) && len == f->len)
        f->data = data;
    else
        f->path = NULL; /* it has changed */
    return f->data;
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

/* ---- reading piece by piece: most schemas are fine, and their text is never needed again ---- */

static void close_stream(void *arg)
{
    struct tp_rng_stream *s = arg;

    if (s->fd >= 0)
        (void)close(s->fd); /* read only: nothing can be lost */
    s->fd = -1;
}

static size_t read_some(struct tp_rng_stream *s, char *buffer, size_t len)
{
    ssize_t n;

    do
        n = read(s->fd, buffer, len < s->left ? len : s->left);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        s->error = errno;
    s->left = n > 0 ? s->left - (size_t)n : 0;
    return n > 0 ? (size_t)n : 0;
}

int tp_rng_stream_read(void *stream, char *buffer, int len)
{
    struct tp_rng_stream *s = stream;
    size_t room = (size_t)len, n = s->n - s->at < room ? s->n - s->at : room;

    memcpy(buffer, s->head + s->at, n);
    s->at += n;
    if (n < room && s->left)
        n += read_some(s, buffer + n, room - n);
    return (int)n;
}

/* Does it begin as XML does in ASCII and what agrees with it? */
static bool begins_as_xml(const char *s, size_t n)
{
    size_t i = n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    while (i < n && (s[i] == ' ' || s[i] == '\t' || s[i] == '\r' || s[i] == '\n'))
        i++;
    return i + 1 < n && s[i] == '<' && s[i + 1];
}

/* NULL for what should be read whole: other syntaxes and encodings, what is no plain file, and
 * whatever there is a message about. */
static struct tp_rng_stream *open_stream(struct tp_arena *a, struct tp_rng_file *f)
{
    struct tp_rng_stream *s = TP_NEW(a, struct tp_rng_stream);
    struct stat st;

    s->fd = -1;
    tp_defer(a, close_stream, s);
    if (tp_rng_syntax_of(f->uri) == TP_RNG_COMPACT || strcmp(f->path, "-") == 0)
        return NULL;
    s->fd = open(f->path, O_RDONLY | O_CLOEXEC);
    if (s->fd < 0 || fstat(s->fd, &st) != 0 || !S_ISREG(st.st_mode) ||
        st.st_size > (off_t)TP_RNG_MAX_SCHEMA_MB << 20)
        return NULL;
    f->len = s->left = (size_t)st.st_size;
    s->n = read_some(s, s->head, sizeof s->head);
    return !s->error && begins_as_xml(s->head, s->n) ? s : NULL;
}

/* ---- files ---- */

static struct tp_rng_file *new_file(struct tp_rng_loader *l, const char *uri)
{
    struct tp_rng_file *f = TP_NEW(l->a, struct tp_rng_file);

    f->uri = uri;
    f->work = l->work;
    return f;
}

static struct tp_rng_file *add_file(struct tp_rng_loader *l, struct tp_rng_file *f,
                                    struct tp_rng_stream *stream, const struct tp_rng_node *at)
{
    if (l->n >= TP_RNG_MAX_FILES || f->len > (size_t)TP_RNG_MAX_SCHEMA_MB << 20) {
        bool many = l->n >= TP_RNG_MAX_FILES;
        tp_diag(l->ds, TP_D_LIMIT, asked_from(f->uri, at),
                many ? "the number of the schema's files" : "the size of the schema file",
                many ? tp_fmt(l->a, "%d", TP_RNG_MAX_FILES)
                     : tp_fmt(l->a, "%d MB", TP_RNG_MAX_SCHEMA_MB));
        return NULL;
    }
    f->compact = !stream && looks_compact(f);
    if (!(f->compact ? tp_rng_parse_compact(l->a, f, l->ds)
                     : tp_rng_parse_xml(l->a, f, stream, l->notes, l->ds)))
        return NULL;
    TP_PUSH(l->a, l, f);
    return f;
}

struct tp_rng_file *tp_rng_file_get(struct tp_rng_loader *l, const char *uri,
                                    const struct tp_rng_node *at)
{
    struct tp_rng_file *f, *added = NULL;
    struct tp_rng_stream *stream = NULL;
    struct tp_arena *reading;

    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->v[i]->uri, uri) == 0)
            return l->v[i];
    f = new_file(l, uri);
    if (!find_text(l, f, at))
        return NULL;
    reading = tp_arena_sub(l->work);
    if (!f->data && !l->notes)
        stream = open_stream(reading, f);
    if (stream || f->data || read_path(l, f, at))
        added = add_file(l, f, stream, at);
    tp_arena_free(reading);
    return added;
}

struct tp_rng_file *tp_rng_file_put(struct tp_rng_loader *l, const char *uri, const char *data,
                                    size_t len)
{
    struct tp_rng_file *f = new_file(l, uri);

    f->data = data;
    f->len = len;
    return add_file(l, f, NULL, NULL);
}
