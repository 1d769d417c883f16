/* realpath() is an XSI function. */
#define _XOPEN_SOURCE 700

#include "reach.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/uri.h>
#include <libxslt/documents.h>
#include <libxslt/security.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "../base/file.h"
#include "../base/resource.h"
#include "capture.h"

#define SCHEME "teipipe:"

void tp_reach_add(struct tp_arena *a, struct tp_reach *reach, const char *folder)
{
    char real[PATH_MAX];

    if (folder && reach->n < TP_REACH_FOLDERS && realpath(folder, real))
        reach->folders[reach->n++] = tp_strdup(a, real);
}

/* ---- parsing ---- */

/* An external entity is not declared at all: substitution would load the file. */
static void on_entity(void *arg, const xmlChar *name, int type, const xmlChar *public_id,
                      const xmlChar *system_id, xmlChar *content)
{
    if (type != XML_EXTERNAL_GENERAL_PARSED_ENTITY && type != XML_EXTERNAL_PARAMETER_ENTITY)
        xmlSAX2EntityDecl(arg, name, type, public_id, system_id, content);
}

xmlDocPtr tp_reach_parse(const char *data, size_t len, const char *url, xmlDictPtr dict)
{
    enum { OPTIONS = XML_PARSE_NOENT | XML_PARSE_NOCDATA | XML_PARSE_NONET | XML_PARSE_BIG_LINES };
    xmlParserCtxtPtr ctxt = len <= INT_MAX ? xmlNewParserCtxt() : NULL;
    xmlDocPtr doc;

    if (!ctxt)
        return NULL;
    if (dict) {
        xmlDictFree(ctxt->dict);
        ctxt->dict = dict;
        (void)xmlDictReference(dict); /* fails for NULL only */
    }
    ctxt->sax->entityDecl = on_entity;
    doc = xmlCtxtReadMemory(ctxt, data, (int)len, url, NULL, OPTIONS);
    xmlFreeParserCtxt(ctxt);
    return doc;
}

/* ---- files ---- */

static bool below(const char *folder, const char *real)
{
    size_t n = strlen(folder);

    return strncmp(real, folder, n) == 0 &&
           (real[n] == '/' || real[n] == '\0' || folder[n - 1] == '/');
}

static bool allowed(const struct tp_reach *reach, const char *real)
{
    for (size_t i = 0; reach && i < reach->n; i++)
        if (below(reach->folders[i], real))
            return true;
    return false;
}

/* One document to be read; allocation may jump, so that it is done under a guard. */
struct reading {
    struct tp_capture *capture;
    const char *url;
    bool optional;    /* document() of a file that is missing is empty, with a warning */
    const char *path; /* NULL: no address of a file */
    char *data;
    size_t len;
};

static void refuse(struct reading *r, bool warning, const char *why)
{
    tp_capture_add(r->capture, warning ? TP_SAID_WARNING : TP_SAID_ERROR, why);
}

static void read_file(void *arg)
{
    struct reading *r = arg;
    struct tp_arena *a = r->capture->arena;
    struct tp_diags *ds = tp_diags_new(a, 0);
    char real[PATH_MAX];
    const char *dir;

    if (!r->path) {
        refuse(r, false,
               tp_fmt(a,
                      "reading '%s' is denied: only files are read, and nothing from "
                      "the network",
                      r->url));
        return;
    }
    if (realpath(r->path, real)) {
        if (!allowed(r->capture->reach, real))
            refuse(r, false,
                   tp_fmt(a,
                          "reading '%s' is denied: it is outside the folders that the "
                          "stylesheet may read",
                          r->url));
        else if (!tp_read_file(a, real, &r->data, &r->len, ds))
            refuse(r, false, tp_fmt(a, "'%s' can't be read: %s", r->url, ds->first->message));
        return;
    }
    /* what exists elsewhere is none of the stylesheet's business */
    dir = tp_path_dir(a, r->path);
    if (realpath(dir, real) && allowed(r->capture->reach, real))
        refuse(r, r->optional, tp_fmt(a, "there is no file '%s'", r->url));
    else
        refuse(r, false,
               tp_fmt(a,
                      "reading '%s' is denied: it is outside the folders that the "
                      "stylesheet may read",
                      r->url));
}

/* The path that a URL names, decoded; NULL: it names something else. */
static char *path_of(const char *url)
{
    xmlURIPtr uri = xmlParseURI(url);
    char *path = NULL;

    if (uri && (!uri->scheme || strcmp(uri->scheme, "file") == 0) &&
        (!uri->server || !*uri->server || strcmp(uri->server, "localhost") == 0) && !uri->query &&
        uri->path) {
        path = uri->path;
        uri->path = NULL;
    }
    xmlFreeURI(uri); /* NULL is allowed */
    return path;
}

static xmlDocPtr read_resource(struct tp_capture *c, const char *url, xmlDictPtr dict)
{
    const struct tp_resource *r = tp_resource_find(url);

    if (r)
        return tp_reach_parse(r->data, r->len, url, dict);
    tp_capture_add(c, TP_SAID_ERROR, "the program has no such resource");
    return NULL;
}

/* What stood there before, for callers of libxslt that are not us. */
static xsltDocLoaderFunc others;

static xmlDocPtr load(const xmlChar *uri, xmlDictPtr dict, int options, void *ctxt,
                      xsltLoadType type)
{
    struct tp_capture *c = tp_capture_current();
    struct reading r = {.capture = c, .url = (const char *)uri};
    char *path;

    if (!c)
        return others(uri, dict, options, ctxt, type);
    if (strncmp(r.url, SCHEME, sizeof SCHEME - 1) == 0)
        return read_resource(c, r.url, dict);
    path = path_of(r.url);
    r.path = path;
    r.optional = type == XSLT_LOAD_DOCUMENT;
    if (!tp_guard(c->arena, read_file, &r))
        c->no_memory = true;
    xmlFree(path);
    return r.data ? tp_reach_parse(r.data, r.len, r.url, dict) : NULL;
}

void tp_reach_init(void)
{
    others = xsltDocDefaultLoader;
    xsltSetLoaderFunc(load);
}

/* ---- libxslt's own fence ---- */

/* libxslt calls every scheme but file: a network; ours is the compiled-in resources. */
static int may_read_address(xsltSecurityPrefsPtr sec, xsltTransformContextPtr ctxt,
                            const char *address)
{
    (void)sec;
    (void)ctxt;
    return strncmp(address, SCHEME, sizeof SCHEME - 1) == 0;
}

static void free_security(void *sec)
{
    xsltFreeSecurityPrefs(sec);
}

void tp_reach_secure(struct tp_arena *a, xsltTransformContextPtr ctxt)
{
    xsltSecurityPrefsPtr sec = tp_own(a, free_security, xsltNewSecurityPrefs());

    if (xsltSetSecurityPrefs(sec, XSLT_SECPREF_READ_NETWORK, may_read_address) != 0 ||
        xsltSetSecurityPrefs(sec, XSLT_SECPREF_WRITE_FILE, xsltSecurityForbid) != 0 ||
        xsltSetSecurityPrefs(sec, XSLT_SECPREF_CREATE_DIRECTORY, xsltSecurityForbid) != 0 ||
        xsltSetSecurityPrefs(sec, XSLT_SECPREF_WRITE_NETWORK, xsltSecurityForbid) != 0 ||
        xsltSetCtxtSecurityPrefs(sec, ctxt) != 0)
        tp_arena_fail(a);
}
