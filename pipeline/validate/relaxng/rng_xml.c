/*
 * rng_xml.c - the XML syntax: SAX2 events to the tree of rng_ast.h, with the grammar of section 3
 * and the annotations, white space and inheritance of 4.1 to 4.4 and 4.8.
 */
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "../../base/xml.h"
#include "rng_xml.h"

/* Where the parser is: behind the tag, whose start tp_rng_loc() finds when it is asked for. */
static void place(struct tp_rng_xml_reader *r, struct tp_rng_node *n)
{
    const xmlParserInput *in = r->ctxt->inputNr > 0 ? r->ctxt->inputTab[0] : r->ctxt->input;

    n->line = (uint32_t)(in->line > 0 ? in->line : 0);
    n->offset = (uint32_t)(in->consumed + (unsigned long)(in->cur - in->base));
    if (in->buf && in->buf->encoder)
        r->file->offsets = false;
}

void tp_rng_xml_fault(struct tp_rng_xml_reader *r, const struct tp_rng_node *at,
                      const char *message)
{
    if (!r->failed)
        tp_diag(r->ds, TP_D_SCHEMA_SYNTAX, tp_rng_loc(at), message);
    r->failed = true;
    xmlStopParser(r->ctxt);
}

const struct tp_rng_setting *tp_rng_xml_setting(struct tp_rng_xml_reader *r,
                                                const struct tp_rng_bind *binds, const char *dtlib,
                                                const char *base)
{
    size_t at = ((uintptr_t)binds / 16 * 2 + (*dtlib != '\0')) % TP_RNG_XML_SETTINGS;
    const struct tp_rng_setting *known = r->settings[at];
    struct tp_rng_setting *s;

    if (known && known->binds == binds && known->base == base &&
        (known->dtlib == dtlib || strcmp(known->dtlib, dtlib) == 0))
        return known;
    s = TP_NEW(r->a, struct tp_rng_setting);
    *s = (struct tp_rng_setting){.file = r->file, .binds = binds, .dtlib = dtlib, .base = base};
    return r->settings[at] = s;
}

/* What an element has from the one around it, with its own declarations. */
static const struct tp_rng_setting *inherited(struct tp_rng_xml_reader *r)
{
    const struct tp_rng_setting *outer =
        r->stack.v && r->stack.n ? r->stack.v[r->stack.n - 1].node->in : NULL;

    return tp_rng_xml_setting(r, r->binds, outer ? outer->dtlib : "",
                              outer ? outer->base : r->file->uri);
}

static const char *shared(struct tp_rng_xml_reader *r, const xmlChar *s)
{
    return s ? tp_strdup(r->a, (const char *)s) : "";
}

/* XML has no other characters up to the space than white space. */
static bool is_space(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)s[i] > ' ')
            return false;
    return true;
}

/* Character data so far becomes part of an annotation, or must be white space. */
static void flush_text(struct tp_rng_xml_reader *r)
{
    struct tp_rng_xml_frame *top = r->stack.n ? &r->stack.v[r->stack.n - 1] : NULL;
    struct tp_rng_node *n;

    if (!r->text.len || !top)
        return;
    if (top->node->kind == TP_RNG_FOREIGN) {
        n = tp_rng_node_new(r->a, TP_RNG_CHARS, inherited(r));
        n->text = tp_strndup(r->a, r->text.p, r->text.len);
        place(r, n);
        tp_rng_node_add(top->node, n);
    } else if (!(tp_rng_xml_rows[top->node->kind].takes & TP_RNG_TAKES_TEXT) &&
               !is_space(r->text.p, r->text.len)) {
        tp_rng_xml_fault(
            r, top->node,
            tp_fmt(r->a, "text is not allowed in '%s'", tp_rng_kind_name(top->node->kind)));
    }
    r->text.len = 0;
}

struct tp_rng_attr *tp_rng_xml_keep_attr(struct tp_rng_xml_reader *r, struct tp_rng_attr **list,
                                         const xmlChar **at)
{
    struct tp_rng_attr *attr = TP_NEW(r->a, struct tp_rng_attr), **end = list;

    attr->name = shared(r, at[0]);
    attr->prefix = at[1] ? shared(r, at[1]) : NULL;
    attr->ns = shared(r, at[2]);
    attr->value = tp_rng_xml_text(r, at[3], at[4]);
    while (*end)
        end = &(*end)->next;
    return *end = attr;
}

/* ---- start tags ---- */

void tp_rng_xml_push(struct tp_rng_xml_reader *r, struct tp_rng_node *n)
{
    struct tp_rng_xml_frame f = {.node = n};

    if (r->stack.n) {
        const struct tp_rng_xml_frame *top = &r->stack.v[r->stack.n - 1];
        n->ns = top->node->kind == TP_RNG_FOREIGN ? NULL : top->node->ns;
        tp_rng_node_add(top->node, n);
    } else {
        r->file->root = n;
    }
    TP_PUSH(r->a, &r->stack, f);
}

static void start_foreign(struct tp_rng_xml_reader *r, struct tp_rng_node *n, const xmlChar *name,
                          const xmlChar *prefix, const xmlChar *uri, int count,
                          const xmlChar **attributes)
{
    struct tp_rng_attr *attrs = NULL;

    n->kind = TP_RNG_FOREIGN;
    tp_rng_xml_push(r, n);
    n->name = shared(r, name);
    n->prefix = prefix ? shared(r, prefix) : NULL;
    n->ns = shared(r, uri);
    for (int i = 0; i < count; i++)
        (void)tp_rng_xml_keep_attr(r, &attrs, attributes + 5 * i);
    tp_rng_set_attrs(r->a, n, attrs);
    r->foreign++;
}

/* A declaration; the same one again where many elements repeat it. */
static const struct tp_rng_bind *binding(struct tp_rng_xml_reader *r, const xmlChar *prefix,
                                         const xmlChar *uri)
{
    struct tp_rng_declared *d = &r->declared[(uintptr_t)prefix / 8 % TP_RNG_XML_DECLARED];
    struct tp_rng_bind *b;

    if (d->bind && d->bind->outer == r->binds && d->prefix == prefix && d->uri == uri)
        return d->bind;
    b = TP_NEW(r->a, struct tp_rng_bind);
    b->outer = r->binds;
    b->prefix = shared(r, prefix);
    b->uri = shared(r, uri);
    *d = (struct tp_rng_declared){b, prefix, uri};
    return b;
}

static void declare(struct tp_rng_xml_reader *r, int count, const xmlChar **namespaces)
{
    TP_PUSH(r->a, &r->outer_binds, r->binds);
    for (int i = 0; i < count; i++)
        r->binds = binding(r, namespaces[2 * i], namespaces[2 * i + 1]);
}

static bool is_own(struct tp_rng_xml_reader *r, const xmlChar *uri)
{
    if (uri && uri != r->ns && strcmp((const char *)uri, TP_RNG_NS) == 0)
        r->ns = uri;
    return uri && uri == r->ns;
}

/* Messages tell the documentation of attributes; other annotations are there for conversion. */
static bool wanted(const struct tp_rng_xml_reader *r, const struct tp_rng_xml_frame *top,
                   const xmlChar *name, const xmlChar *uri)
{
    return r->notes || r->foreign ||
           (top->node->kind == TP_RNG_ATTRIBUTE && uri &&
            strcmp((const char *)name, "documentation") == 0 &&
            strcmp((const char *)uri, TP_RNG_NS_A) == 0);
}

static void too_deep(struct tp_rng_xml_reader *r, const struct tp_rng_node *n)
{
    tp_diag(r->ds, TP_D_LIMIT, tp_rng_loc(n), "the depth of elements in elements",
            tp_fmt(r->a, "%d", TP_RNG_MAX_NEST));
    r->failed = true;
    xmlStopParser(r->ctxt);
}

static void on_start(void *arg, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int n_namespaces, const xmlChar **namespaces, int n_attributes,
                     int n_defaulted, const xmlChar **attributes)
{
    struct tp_rng_xml_reader *r = ((xmlParserCtxtPtr)arg)->_private;
    struct tp_rng_node *n;
    bool own = is_own(r, uri);
    struct tp_rng_xml_frame *top;

    (void)n_defaulted;
    if (r->failed)
        return;
    if (r->skipped && r->stack.n + r->skipped < TP_RNG_MAX_NEST) {
        r->skipped++;
        return;
    }
    flush_text(r);
    if (r->failed)
        return; /* the parser was stopped: the attributes' text is gone */
    top = r->stack.n ? &r->stack.v[r->stack.n - 1] : NULL;
    if (!own && top && !(tp_rng_xml_rows[top->node->kind].takes & TP_RNG_TAKES_TEXT) &&
        r->stack.n < TP_RNG_MAX_NEST && !wanted(r, top, name, uri)) {
        r->skipped = 1;
        return;
    }
    declare(r, n_namespaces, namespaces);
    n = tp_rng_node_new(r->a, TP_RNG_KINDS, inherited(r));
    place(r, n);
    if (r->stack.n + r->skipped >= TP_RNG_MAX_NEST)
        too_deep(r, n);
    else if (r->foreign ||
             (!own && top && !(tp_rng_xml_rows[top->node->kind].takes & TP_RNG_TAKES_TEXT)))
        start_foreign(r, n, name, prefix, uri, n_attributes, attributes);
    else if (own)
        tp_rng_xml_start_own(r, n, name, n_attributes, attributes);
    else {
        n->kind = TP_RNG_GRAMMAR;
        tp_rng_xml_fault(r, n,
                         top ? tp_fmt(r->a, "an element is not allowed in '%s'",
                                      tp_rng_kind_name(top->node->kind))
                             : "the namespace of its first element is not '" TP_RNG_NS "'");
    }
}

static void on_end(void *arg, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct tp_rng_xml_reader *r = ((xmlParserCtxtPtr)arg)->_private;
    struct tp_rng_xml_frame *top;

    (void)name, (void)prefix, (void)uri;
    if (r->failed)
        return;
    if (r->skipped) {
        r->skipped--;
        return;
    }
    top = &r->stack.v[r->stack.n - 1];
    if (top->node->kind == TP_RNG_FOREIGN ||
        !(tp_rng_xml_rows[top->node->kind].takes & TP_RNG_TAKES_TEXT))
        flush_text(r);
    if (r->failed)
        return;
    if (top->node->kind == TP_RNG_FOREIGN)
        r->foreign--;
    else
        tp_rng_xml_finish(r, top);
    r->text.len = 0;
    r->stack.n--;
    r->binds = r->outer_binds.v[--r->outer_binds.n];
}

static void on_text(void *arg, const xmlChar *text, int len)
{
    struct tp_rng_xml_reader *r = ((xmlParserCtxtPtr)arg)->_private;
    const struct tp_rng_xml_frame *top = r->stack.n ? &r->stack.v[r->stack.n - 1] : NULL;

    if (r->failed || !top || r->skipped)
        return;
    if (!r->text.len && top->node->kind != TP_RNG_FOREIGN &&
        !(tp_rng_xml_rows[top->node->kind].takes & TP_RNG_TAKES_TEXT) &&
        is_space((const char *)text, (size_t)len))
        return; /* indentation, most of it */
    tp_buf_add(&r->text, (const char *)text, (size_t)len);
}

static void on_comment(void *arg, const xmlChar *text)
{
    struct tp_rng_xml_reader *r = ((xmlParserCtxtPtr)arg)->_private;
    struct tp_rng_node *n;
    bool keeps_text;

    if (r->failed)
        return;
    keeps_text = r->stack.n && r->stack.v[r->stack.n - 1].node->kind != TP_RNG_FOREIGN &&
                 tp_rng_xml_rows[r->stack.v[r->stack.n - 1].node->kind].takes & TP_RNG_TAKES_TEXT;
    if (!keeps_text)
        flush_text(r);
    n = tp_rng_node_new(r->a, TP_RNG_COMMENT, inherited(r));
    n->text = shared(r, text);
    place(r, n);
    if (r->stack.n) {
        tp_rng_node_add(r->stack.v[r->stack.n - 1].node, n);
    } else {
        struct tp_rng_node **end = r->file->root ? &r->file->trailing : &r->file->leading;
        while (*end)
            end = &(*end)->next;
        *end = n;
    }
}

static void on_error(void *arg, xmlErrorPtr error)
{
    struct tp_rng_xml_reader *r = ((xmlParserCtxtPtr)arg)->_private;
    struct tp_slice text = {error->message ? error->message : "", 0};

    /* any string is a name for a namespace, whatever libxml2 thinks; a wrong prefix is an error */
    if (error->level < XML_ERR_ERROR || error->code == XML_WAR_NS_URI || r->failed)
        return;
    if (r->stream && r->stream->error)
        return; /* the text ends too early for another reason */
    text.len = strlen(text.p);
    text = tp_slice_trim(text);
    tp_diag(r->ds, TP_D_SCHEMA_SYNTAX,
            tp_at(r->file->uri, error->line > 0 ? (size_t)error->line : 0,
                  error->int2 > 0 ? (size_t)error->int2 : 0),
            tp_strndup(r->a, text.p, text.len));
    r->failed = true;
}

/* Entities are bounded by libxml2's guards, which a schema without a DTD doesn't need. */
static void on_subset(void *arg, const xmlChar *name, const xmlChar *id, const xmlChar *uri)
{
    ((xmlParserCtxtPtr)arg)->options &= ~XML_PARSE_HUGE;
    xmlSAX2InternalSubset(arg, name, id, uri);
}

static void free_ctxt(void *p)
{
    xmlParserCtxtPtr ctxt = p;

    if (ctxt->myDoc)
        xmlFreeDoc(ctxt->myDoc);
    ctxt->myDoc = NULL;
    xmlFreeParserCtxt(ctxt);
}

struct memory {
    const char *data;
    size_t left;
};

static int read_memory(void *arg, char *buffer, int len)
{
    struct memory *m = arg;
    size_t n = (size_t)len < m->left ? (size_t)len : m->left;

    memcpy(buffer, m->data, n);
    m->data += n;
    m->left -= n;
    return (int)n;
}

static xmlParserCtxtPtr new_ctxt(const struct tp_rng_file *file, struct tp_rng_stream *stream,
                                 struct memory *memory)
{
    if (stream)
        return xmlCreateIOParserCtxt(NULL, NULL, tp_rng_stream_read, NULL, stream,
                                     XML_CHAR_ENCODING_NONE);
    if (file->ends && tp_xml_is_plain(file->data, file->len))
        return tp_xml_parser_in_place(file->data, file->len);
    /* piece by piece: the parser would copy the whole */
    return xmlCreateIOParserCtxt(NULL, NULL, read_memory, NULL, memory, XML_CHAR_ENCODING_NONE);
}

/* What the end of the parse leaves to be said. */
static void conclude(struct tp_rng_xml_reader *r)
{
    char reason[128];

    if (r->failed)
        return;
    if (r->ctxt->errNo == XML_ERR_NO_MEMORY)
        tp_arena_fail(r->a);
    if (r->stream && r->stream->error) {
        if (strerror_r(r->stream->error, reason, sizeof reason) != 0)
            reason[0] = '\0';
        tp_diag(r->ds, TP_D_SCHEMA_INVALID, tp_in(r->file->uri),
                tp_fmt(r->a, "%s %s", r->file->path, reason));
        r->failed = true;
    } else if (!r->ctxt->wellFormed || !r->file->root) {
        tp_diag(r->ds, TP_D_SCHEMA_SYNTAX, tp_in(r->file->uri), "this is not well-formed XML");
        r->failed = true;
    }
}

bool tp_rng_parse_xml(struct tp_arena *a, struct tp_rng_file *file, struct tp_rng_stream *stream,
                      bool notes, struct tp_diags *ds)
{
    struct tp_arena *work;
    struct tp_rng_xml_reader r = {
        .a = a, .file = file, .stream = stream, .ds = ds, .text = tp_buf_new(a), .notes = notes};
    struct memory memory = {file->data, file->len};

    tp_xml_init();
    work = tp_arena_sub(a);
    r.ctxt = tp_own(work, free_ctxt, new_ctxt(file, stream, &memory));
    file->offsets = true;
    (void)xmlCtxtUseOptions(r.ctxt, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_BIG_LINES |
                                        XML_PARSE_HUGE);
    r.ctxt->_private = &r;
    tp_rng_xml_begin_own(&r);
    r.ctxt->sax->internalSubset = on_subset;
    r.ctxt->sax->entityDecl = tp_xml_entity;
    r.ctxt->sax->startElementNs = on_start;
    r.ctxt->sax->endElementNs = on_end;
    r.ctxt->sax->characters = on_text;
    r.ctxt->sax->ignorableWhitespace = on_text;
    r.ctxt->sax->cdataBlock = on_text;
    r.ctxt->sax->comment = notes ? on_comment : NULL;
    r.ctxt->sax->processingInstruction = NULL;
    r.ctxt->sax->serror = on_error;
    (void)xmlParseDocument(r.ctxt); /* its faults came to on_error() */
    conclude(&r);
    tp_arena_free(work);
    return !r.failed;
}
