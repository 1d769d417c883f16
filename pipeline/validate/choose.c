#include "choose.h"

#include <errno.h>
#include <libxml/SAX2.h>
#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/uri.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "../base/file.h"
#include "../base/resource.h"
#include "../base/xml.h"

#define NS_RELAXNG    "http://relaxng.org/ns/structure/1.0"
#define NS_SCHEMATRON "http://purl.oclc.org/dsdl/schematron"

struct prolog {
    struct tp_arena *a;
    const char *file;
    unsigned wanted;
    struct tp_models *out;
    struct tp_diags *ds;
    xmlParserCtxtPtr parser;
    bool failed, done;
};

/* The value of a pseudo-attribute of the instruction; NULL when it has none of that name. */
static const char *pseudo(struct tp_arena *a, const char *data, const char *name)
{
    size_t n = strlen(name);

    for (const char *p = data; (p = strstr(p, name)); p += n) {
        const char *q = p + n, *end;
        if (p > data && !strchr(" \t\r\n", p[-1]))
            continue;
        q += strspn(q, " \t\r\n");
        if (*q++ != '=')
            continue;
        q += strspn(q, " \t\r\n");
        if ((*q == '"' || *q == '\'') && (end = strchr(q + 1, *q))) {
            struct tp_buf b = tp_buf_new(a);
            for (q++; q < end; q++) {
                tp_buf_char(&b, *q);
                if (strncmp(q, "&amp;", 5) == 0)
                    q += 4;
            }
            return b.p;
        }
    }
    return NULL;
}

static bool has_scheme(const char *href)
{
    size_t n = strspn(href, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    return n > 1 && href[n] == ':';
}

/* A file: address, or a path written as an address, as a path. */
static char *to_path(struct tp_arena *a, const char *address)
{
    struct tp_buf b = tp_buf_new(a);
    const char *p = address;

    if (strncmp(p, "file:", 5) == 0)
        p += strncmp(p, "file://localhost/", 17) == 0 ? 16 : strncmp(p, "file:///", 8) == 0 ? 7 : 5;
    for (; *p; p++) {
        unsigned byte;
        char hex[3] = {p[0] ? p[1] : '\0', p[0] && p[1] ? p[2] : '\0', '\0'};
        if (*p == '%' && strspn(hex, "0123456789abcdefABCDEF") == 2 &&
            sscanf(hex, "%2x", &byte) == 1 && byte) {
            tp_buf_char(&b, (char)byte);
            p += 2;
        } else {
            tp_buf_char(&b, *p);
        }
    }
    return b.p;
}

/* What tp_schema_load() is to open; NULL, with a diagnostic, when nothing local stands for HREF. */
static const char *resolve(struct prolog *l, const char *href, struct tp_loc loc)
{
    bool remote = has_scheme(href) && strncmp(href, "file:", 5) != 0;
    const char *path = NULL;

    if (strncmp(href, "teipipe:", 8) == 0) {
        path = tp_resource_find(href) ? href : NULL;
        remote = false;
    } else if (!remote) {
        const char *dir = strcmp(l->file, "-") == 0 ? "." : tp_path_dir(l->a, l->file);
        const char *local = to_path(l->a, href);
        path = strcmp(dir, ".") == 0 ? local : tp_path_join(l->a, dir, local);
        if (!tp_file_exists(path))
            path = NULL;
    } else {
        xmlChar *mapped = xmlCatalogResolveURI((const xmlChar *)href);
        if (mapped && !strstr((const char *)mapped, "://"))
            path = to_path(l->a, (const char *)mapped);
        else if (mapped && strncmp((const char *)mapped, "file:", 5) == 0)
            path = to_path(l->a, (const char *)mapped);
        xmlFree(mapped);
    }
    if (!path)
        tp_diag(l->ds, remote ? TP_D_SCHEMA_REMOTE : TP_D_SCHEMA_MISSING, loc, href);
    return path;
}

static void take_model(struct prolog *l, const char *data, size_t line)
{
    const char *href = pseudo(l->a, data, "href"), *type = pseudo(l->a, data, "type"),
               *ns = pseudo(l->a, data, "schematypens"), *charset = pseudo(l->a, data, "charset");
    struct tp_loc loc = tp_at(l->file, line, 1);
    const char *ext, *path;
    bool compact, schematron;

    if (!href)
        return;
    ext = tp_path_ext(href);
    compact = strcmp(ext, ".rnc") == 0 || (type && strstr(type, "compact"));
    schematron = ns ? strcmp(ns, NS_SCHEMATRON) == 0
                    : strcmp(ext, ".sch") == 0 || strcmp(ext, ".isosch") == 0;
    if (!schematron && !compact && (ns ? strcmp(ns, NS_RELAXNG) != 0 : strcmp(ext, ".rng") != 0))
        return; /* a DTD, an XML Schema: other people's business */
    if (!(l->wanted & (schematron ? (unsigned)TP_MODEL_RULES : (unsigned)TP_MODEL_SCHEMAS)))
        return;
    if (charset && strcasecmp(charset, "utf-8") != 0 && strcasecmp(charset, "us-ascii") != 0) {
        tp_diag(
            l->ds, TP_D_SCHEMA_INVALID, loc,
            tp_fmt(l->a,
                   "<?xml-model?> says that '%s' is in the charset '%s'; schemas are read as UTF-8",
                   href, charset));
        l->failed = true;
        return;
    }
    path = resolve(l, href, loc);
    if (path)
        TP_PUSH(l->a, l->out,
                (struct tp_model){path, pseudo(l->a, data, "phase"), line, schematron});
    else
        l->failed = true;
}

static void on_instruction(void *arg, const xmlChar *target, const xmlChar *data)
{
    struct prolog *l = ((xmlParserCtxtPtr)arg)->_private;
    int line = xmlSAX2GetLineNumber(arg);

    if (!l->done && data && strcmp((const char *)target, "xml-model") == 0)
        take_model(l, (const char *)data, line > 0 ? (size_t)line : 0);
}

static void on_start(void *arg, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int n_namespaces, const xmlChar **namespaces, int n_attributes,
                     int n_defaulted, const xmlChar **attributes)
{
    xmlParserCtxtPtr parser = arg;
    struct prolog *l = parser->_private;

    (void)name, (void)prefix, (void)uri, (void)n_namespaces, (void)namespaces;
    (void)n_attributes, (void)n_defaulted, (void)attributes;
    l->done = true;
    xmlStopParser(parser);
}

/* Faults of the prolog are found again, and reported, when the document is validated. */
static void on_error(void *arg, xmlErrorPtr error)
{
    (void)arg, (void)error;
}

static void free_parser(void *p)
{
    xmlParserCtxtPtr parser = p;

    xmlFreeDoc(parser->myDoc); /* the prolog may have made one */
    parser->myDoc = NULL;
    xmlFreeParserCtxt(parser);
}

static void close_file(void *p)
{
    (void)fclose(p); /* read only */
}

/* Feed the parser until the root element begins. */
static void parse_prolog(struct prolog *l, FILE *in, struct tp_slice text)
{
    char block[4096];
    size_t n;

    if (!in) {
        for (size_t at = 0; !l->done && at < text.len; at += n) {
            n = text.len - at < sizeof block ? text.len - at : sizeof block;
            if (xmlParseChunk(l->parser, text.p + at, (int)n, 0) != 0)
                break;
        }
        return;
    }
    while (!l->done && (n = fread(block, 1, sizeof block, in)) > 0)
        if (xmlParseChunk(l->parser, block, (int)n, 0) != 0)
            break;
}

bool tp_models_of(struct tp_arena *a, const char *file, struct tp_slice text, unsigned wanted,
                  struct tp_models *out, struct tp_diags *ds)
{
    struct prolog l = {.a = a, .file = file, .wanted = wanted, .out = out, .ds = ds};
    struct tp_arena *work;
    FILE *in = NULL;

    tp_xml_init();
    if (!text.p && (tp_is_folder(file) || !(in = fopen(file, "rb"))))
        return true;
    work = tp_arena_sub(a);
    if (in)
        tp_defer(work, close_file, in);
    l.parser = tp_own(work, free_parser, xmlCreatePushParserCtxt(NULL, NULL, NULL, 0, file));
    (void)xmlCtxtUseOptions(l.parser, XML_PARSE_NONET); /* options it knows */
    l.parser->_private = &l;
    l.parser->sax->serror = on_error;
    l.parser->sax->processingInstruction = on_instruction;
    l.parser->sax->startElementNs = on_start;
    parse_prolog(&l, in, text);
    tp_arena_free(work);
    return !l.failed;
}
