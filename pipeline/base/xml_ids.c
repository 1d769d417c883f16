#include "xml_ids.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "xml.h"

struct reader {
    void (*take)(void *arg, const char *id, size_t n);
    void *arg;
};

static void on_start(void *arg, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int n_namespaces, const xmlChar **namespaces, int n_attributes,
                     int n_defaulted, const xmlChar **attributes)
{
    xmlParserCtxtPtr parser = arg;
    const struct reader *r = parser->_private;

    (void)name, (void)prefix, (void)uri, (void)n_namespaces, (void)namespaces, (void)n_defaulted;
    /* Five pointers an attribute: name, prefix, namespace, the value and its end. */
    for (const xmlChar **a = attributes; n_attributes > 0; n_attributes--, a += 5)
        if (a[2] && strcmp((const char *)a[0], "id") == 0 &&
            strcmp((const char *)a[2], TP_NS_XML) == 0) {
            struct tp_slice id =
                tp_slice_trim((struct tp_slice){(const char *)a[3], (size_t)(a[4] - a[3])});

            r->take(r->arg, id.p, id.len);
        }
}

/* Entities are bounded by libxml2's guards, which a document without a DTD doesn't need. */
static void on_subset(void *arg, const xmlChar *name, const xmlChar *id, const xmlChar *uri)
{
    ((xmlParserCtxtPtr)arg)->options &= ~XML_PARSE_HUGE;
    xmlSAX2InternalSubset(arg, name, id, uri);
}

static void on_error(void *arg, xmlErrorPtr error)
{
    (void)arg, (void)error; /* the caller hears of it by the result */
}

static void free_parser(void *p)
{
    xmlParserCtxtPtr parser = p;

    xmlFreeDoc(parser->myDoc); /* a DTD makes one */
    parser->myDoc = NULL;
    xmlFreeParserCtxt(parser);
}

static void close_file(void *p)
{
    (void)fclose(p); /* read only */
}

bool tp_xml_ids(struct tp_arena *a, const char *file,
                void (*take)(void *arg, const char *id, size_t n), void *arg)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct reader r = {take, arg};
    FILE *in = fopen(file, "rb");
    xmlParserCtxtPtr parser;
    char block[16384];
    bool ok = in != NULL;
    size_t n;

    tp_xml_init();
    if (in)
        tp_defer(work, close_file, in);
    parser = tp_own(work, free_parser, xmlCreatePushParserCtxt(NULL, NULL, NULL, 0, file));
    (void)xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_HUGE);
    parser->_private = &r;
    parser->sax->internalSubset = on_subset;
    parser->sax->entityDecl = tp_xml_entity;
    parser->sax->startElementNs = on_start;
    parser->sax->endElementNs = NULL;
    parser->sax->characters = NULL;
    parser->sax->ignorableWhitespace = NULL;
    parser->sax->cdataBlock = NULL;
    parser->sax->comment = NULL;
    parser->sax->processingInstruction = NULL;
    parser->sax->reference = NULL;
    parser->sax->serror = on_error;
    while (ok && (n = fread(block, 1, sizeof block, in)) > 0)
        ok = xmlParseChunk(parser, block, (int)n, 0) == 0;
    ok = ok && !ferror(in) && xmlParseChunk(parser, NULL, 0, 1) == 0 && parser->wellFormed;
    tp_arena_free(work);
    return ok;
}
