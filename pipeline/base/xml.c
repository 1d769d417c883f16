#include "xml.h"

#include <libxml/SAX2.h>
#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlIO.h>
#include <libxml/xpath.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>

#include "file.h"
#include "heap.h"
#include "resource.h"
#include "xml_message.h"

/* A copy: with xmlParserInputBufferCreateStatic(), libxml2 2.9.14 reads parts of the bytes twice.
 */
static xmlParserInputPtr resource_input(xmlParserCtxtPtr ctxt, const char *url)
{
    const struct tp_resource *r = tp_resource_find(url);
    xmlParserInputBufferPtr buffer;
    xmlParserInputPtr input;

    if (!r)
        return NULL;
    buffer = xmlParserInputBufferCreateMem(r->data, (int)r->len, XML_CHAR_ENCODING_NONE);
    if (!buffer)
        return NULL;
    input = xmlNewIOInputStream(ctxt, buffer, XML_CHAR_ENCODING_NONE);
    if (!input) {
        xmlFreeParserInputBuffer(buffer);
        return NULL;
    }
    input->filename = (const char *)xmlStrdup((const xmlChar *)url);
    return input;
}

/* The process-wide loader: ours, files by way of catalogs, never the network. */
static xmlParserInputPtr load_external(const char *url, const char *id, xmlParserCtxtPtr ctxt)
{
    if (url && strncmp(url, "teipipe:", 8) == 0)
        return resource_input(ctxt, url);
    return xmlNoNetExternalEntityLoader(url, id, ctxt);
}

static void init_once(void)
{
    tp_heap_init(); /* before the first block */
    xmlInitParser();
    xmlXPathInit(); /* else the first use in each thread writes the same constants, unguarded */
    xmlSetExternalEntityLoader(load_external);
}

void tp_xml_init(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    (void)pthread_once(&once, init_once); /* fails only for a bad argument */
}

/* What the callbacks need; hangs on the parser context (_private) for the time of one parse. */
struct reading {
    struct tp_diags *ds;
    const char *file;
    bool fatal;
    size_t depth;
};

static enum tp_code code_of(const xmlError *error)
{
    switch (error->code) {
    case XML_ERR_ENTITY_LOOP:
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
    case XML_IO_LOAD_ERROR:
        return TP_D_XML_ENTITY;
    default:
        return TP_D_XML_MALFORMED;
    }
}

static void on_error(void *arg, xmlErrorPtr error)
{
    struct reading *r = ((xmlParserCtxtPtr)arg)->_private;

    if (error->level < XML_ERR_ERROR || r->fatal)
        return; /* after the first fatal error, the rest is noise */
    if (error->code == XML_DTD_XMLID_VALUE || error->code == XML_DTD_ID_REDEFINED)
        return; /* well formed: validation will say that it is no ID, or not the only one */
    r->fatal = error->level == XML_ERR_FATAL;
    tp_diag(r->ds, code_of(error),
            tp_at(r->file, error->line > 0 ? (size_t)error->line : 0,
                  error->int2 > 0 ? (size_t)error->int2 : 0),
            tp_xml_message(r->ds->arena, error));
}

static void on_start(void *arg, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int n_namespaces, const xmlChar **namespaces, int n_attributes,
                     int n_defaulted, const xmlChar **attributes)
{
    xmlParserCtxtPtr ctxt = arg;
    struct reading *r = ctxt->_private;

    if (++r->depth > TP_MAX_DEPTH) {
        if (!r->fatal)
            tp_diag(r->ds, TP_D_LIMIT,
                    tp_at(r->file, (size_t)xmlSAX2GetLineNumber(ctxt),
                          (size_t)xmlSAX2GetColumnNumber(ctxt)),
                    "the depth of elements in elements", tp_fmt(r->ds->arena, "%d", TP_MAX_DEPTH));
        r->fatal = true;
        xmlStopParser(ctxt);
        return;
    }
    xmlSAX2StartElementNs(ctxt, name, prefix, uri, n_namespaces, namespaces, n_attributes,
                          n_defaulted, attributes);
}

static void on_end(void *arg, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    xmlParserCtxtPtr ctxt = arg;
    struct reading *r = ctxt->_private;

    r->depth--;
    if (!r->fatal)
        xmlSAX2EndElementNs(ctxt, name, prefix, uri);
}

void tp_xml_entity(void *arg, const xmlChar *name, int type, const xmlChar *public_id,
                   const xmlChar *system_id, xmlChar *content)
{
    if (type != XML_EXTERNAL_GENERAL_PARSED_ENTITY && type != XML_EXTERNAL_PARAMETER_ENTITY)
        xmlSAX2EntityDecl(arg, name, type, public_id, system_id, content);
}

/* libxml2's own limits guard against entities; without a DTD there are none, and they would only
 * refuse long texts. Then the depth is bounded by on_start() alone. */
static void on_subset(void *arg, const xmlChar *name, const xmlChar *id, const xmlChar *uri)
{
    xmlParserCtxtPtr ctxt = arg;

    ctxt->options &= ~XML_PARSE_HUGE;
    xmlSAX2InternalSubset(ctxt, name, id, uri);
}

bool tp_xml_left_over(xmlParserCtxtPtr ctxt, struct tp_place *at)
{
    const xmlParserInput *in = ctxt->input;

    if (!ctxt->wellFormed || !in || in->cur >= in->end)
        return false;
    *at = (struct tp_place){in->line > 0 ? (size_t)in->line : 0, in->col > 0 ? (size_t)in->col : 0};
    return true;
}

static void free_ctxt(void *ctxt)
{
    xmlFreeParserCtxt(ctxt);
}

static void free_doc(void *doc)
{
    xmlFreeDoc(doc);
}

xmlDocPtr tp_xml_read_memory(struct tp_arena *a, const char *data, size_t len, const char *file,
                             struct tp_diags *ds)
{
    /* Internal entities become their text: as nodes of the tree, nobody would read them. */
    enum {
        OPTIONS = XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_COMPACT | XML_PARSE_NOENT |
                  XML_PARSE_DTDATTR | XML_PARSE_HUGE
    };
    struct tp_place at;
    struct tp_arena *work;
    xmlParserCtxtPtr ctxt;
    xmlDocPtr doc;
    struct reading r = {ds, file, false, 0};
    size_t errors = ds->errors;

    tp_xml_init();
    if (len > INT_MAX) { /* of libxml2's interface */
        tp_diag(ds, TP_D_FILE_TOO_LARGE, tp_in(file), tp_fmt(a, "%d MB", TP_MAX_FILE_MB));
        return NULL;
    }
    work = tp_arena_sub(a);
    ctxt = tp_own(work, free_ctxt, xmlNewParserCtxt());
    ctxt->_private = &r;
    ctxt->sax->serror = on_error;
    ctxt->sax->internalSubset = on_subset;
    ctxt->sax->externalSubset = NULL; /* not read, though attributes of the internal one count */
    ctxt->sax->entityDecl = tp_xml_entity;
    ctxt->sax->startElementNs = on_start;
    ctxt->sax->endElementNs = on_end;
    doc = xmlCtxtReadMemory(ctxt, data, (int)len, file, NULL, OPTIONS);
    if (doc && !r.fatal && tp_xml_left_over(ctxt, &at)) {
        tp_diag(ds, TP_D_XML_MALFORMED, tp_at(file, at.line, at.col), TP_XML_LEFT_OVER);
        r.fatal = true;
    }
    if (doc && r.fatal) {
        xmlFreeDoc(doc);
        doc = NULL;
    }
    if (!doc && !r.fatal && ctxt->errNo == XML_ERR_NO_MEMORY)
        tp_arena_fail(a);
    if (!doc && ds->errors == errors)
        tp_diag(ds, TP_D_XML_MALFORMED, tp_in(file), "the document is empty");
    tp_arena_free(work);
    if (doc)
        tp_defer(a, free_doc, doc);
    return doc;
}

xmlDocPtr tp_xml_read_file(struct tp_arena *a, const char *file, struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(a);
    char *data;
    size_t len;
    xmlDocPtr doc = NULL;

    if (tp_read_file(work, file, &data, &len, ds))
        doc = tp_xml_read_memory(a, data, len, file, ds);
    tp_arena_free(work);
    return doc;
}

static size_t position(const xmlNode *node)
{
    size_t n = 1;

    for (const xmlNode *p = node->prev; p; p = p->prev)
        n += p->type == XML_ELEMENT_NODE && xmlStrEqual(p->name, node->name);
    return n;
}

char *tp_xml_path(struct tp_arena *a, const xmlNode *node)
{
    TP_VEC(const xmlNode *) up = {0};
    struct tp_buf b = tp_buf_new(a);

    for (; node && node->type == XML_ELEMENT_NODE; node = node->parent)
        TP_PUSH(a, &up, node);
    while (up.n--)
        tp_buf_fmt(&b, "/%s[%zu]", (const char *)up.v[up.n]->name, position(up.v[up.n]));
    return b.p;
}

bool tp_is_tei(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0 &&
           node->ns && strcmp((const char *)node->ns->href, TP_NS_TEI) == 0;
}
