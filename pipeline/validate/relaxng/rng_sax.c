/* rng_sax.c - documents as libxml2's SAX2 events, from a file in pieces or from memory. */
#include <errno.h>
#include <fcntl.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../base/utf8.h"
#include "../../base/xml.h"
#include "../../base/xml_message.h"
#include "rng_validate.h"

enum {
    DICT_LIMIT = 1 << 22, /* bytes of names after which a validator's dictionary is replaced */
    OPTIONS = XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_BIG_LINES
};

struct source {
    xmlParserCtxtPtr ctxt;
    const char *data; /* in memory: what is not read yet */
    size_t left;
    int fd;
    bool failed; /* reading went wrong; ERROR says how */
    int error;
    size_t faults; /* of the parser */
};

static const char *strerror_text(struct tp_arena *a, int error)
{
    char text[128];

    return strerror_r(error, text, sizeof text) == 0 ? tp_strdup(a, text)
                                                     : "the system says no more";
}

/* ---- places ---- */

/* Counted from the line's start, as long as that is still in the parser's buffer; the parser's own
 * count is of bytes. */
static size_t column(const xmlParserInput *in, const xmlChar *at)
{
    const xmlChar *from = at;

    while (from > in->base && from[-1] != '\n')
        from--;
    if (from == in->base && in->consumed > 0 && in->col > in->cur - at)
        return (size_t)(in->col - (in->cur - at));
    return tp_utf8_count((const char *)from, (size_t)(at - from)) + 1;
}

static bool name_char(xmlChar c)
{
    return c > ' ' && c != '=' && c != '/' && c != '>' && c != '"' && c != '\'';
}

/* Where in the tag the attribute stands; TAG itself when it isn't there (a default of the DTD). */
static const xmlChar *find_attribute(const xmlChar *tag, const xmlChar *end,
                                     const struct tp_rng_seen *name)
{
    const xmlChar *p = tag + 1;
    size_t prefix = name->prefix ? strlen(name->prefix) + 1 : 0, n = strlen(name->local);

    while (p < end && name_char(*p))
        p++;
    while (p < end) {
        const xmlChar *from;
        while (p < end && !name_char(*p))
            p++;
        for (from = p; p < end && name_char(*p); p++)
            ;
        if ((size_t)(p - from) == prefix + n && memcmp(from + prefix, name->local, n) == 0 &&
            (!prefix || memcmp(from, name->prefix, prefix - 1) == 0))
            return from;
        while (p < end && *p != '"' && *p != '\'')
            p++;
        if (p < end) {
            xmlChar quote = *p++;
            while (p < end && *p != quote)
                p++;
            p++;
        }
    }
    return tag;
}

/* The parser has just read a tag, or a text: the tag's start is the last '<' before that. */
static struct tp_loc where(struct tp_rng_validator *v, const struct tp_rng_seen *attribute)
{
    const struct source *src = v->source;
    const xmlParserInput *in = src->ctxt->inputNr > 0 ? src->ctxt->inputTab[0] : src->ctxt->input;
    const xmlChar *p, *at, *end;
    size_t line;

    if (!in)
        return tp_in(v->file);
    end = in->cur;
    line = in->line > 0 ? (size_t)in->line : 0;
    p = in->cur;
    if (p > in->base && v->in_tag)
        while (p > in->base && (p == in->cur || *p != '<'))
            p--;
    if (v->text_at && (const xmlChar *)v->text_at >= in->base &&
        (const xmlChar *)v->text_at <= in->cur) {
        /* the parser may stand before the text, but has counted its lines */
        p = (const xmlChar *)v->text_at;
        end = p + v->text_n > end ? p + v->text_n : end;
        while (p < end && *p <= ' ')
            p++;
    }
    at = attribute && *p == '<' ? find_attribute(p, in->cur, attribute) : p;
    for (const xmlChar *q = at; q < end; q++)
        line -= *q == '\n' && line > 1;
    return tp_at(v->file, line, column(in, at));
}

/* ---- events ---- */

static void on_start(void *arg, const xmlChar *local, const xmlChar *prefix, const xmlChar *ns,
                     int n_namespaces, const xmlChar **namespaces, int n_attributes,
                     int n_defaulted, const xmlChar **attributes)
{
    struct tp_rng_validator *v = ((xmlParserCtxtPtr)arg)->_private;

    (void)n_defaulted;
    for (int i = 0; i < n_namespaces; i++)
        tp_rng_on_binding(v, namespaces[2 * i], namespaces[2 * i + 1]);
    v->in_tag = true;
    tp_rng_on_start(v, local, prefix, ns, (size_t)n_namespaces, n_attributes,
                    (const void *const *)attributes);
    v->in_tag = false;
}

static void on_end(void *arg, const xmlChar *local, const xmlChar *prefix, const xmlChar *ns)
{
    struct tp_rng_validator *v = ((xmlParserCtxtPtr)arg)->_private;

    (void)local, (void)prefix, (void)ns;
    v->in_tag = true;
    tp_rng_on_end(v);
    v->in_tag = false;
}

static void on_text(void *arg, const xmlChar *text, int n)
{
    tp_rng_on_text(((xmlParserCtxtPtr)arg)->_private, (const char *)text, (size_t)n);
}

static void on_error(void *arg, xmlErrorPtr error)
{
    struct tp_rng_validator *v = ((xmlParserCtxtPtr)arg)->_private;
    struct source *src = v->source;
    bool entity = error->code == XML_ERR_ENTITY_LOOP || error->code == XML_ERR_UNDECLARED_ENTITY ||
                  error->code == XML_IO_LOAD_ERROR;

    if (error->level < XML_ERR_ERROR || error->code == XML_WAR_NS_URI || src->faults ||
        v->stopped || src->failed)
        return;
    src->faults++;
    tp_diag(v->ds, entity ? TP_D_XML_ENTITY : TP_D_XML_MALFORMED,
            tp_at(v->file, error->line > 0 ? (size_t)error->line : 0,
                  error->int2 > 0 ? (size_t)error->int2 : 0),
            tp_xml_message(v->ds->arena, error));
    v->stopped = true;
}

static void stop(struct tp_rng_validator *v)
{
    const struct source *src = v->source;

    xmlStopParser(src->ctxt);
}

static bool unparsed(struct tp_rng_validator *v, const char *name, size_t n)
{
    struct source *src = v->source;
    struct tp_mark mark = tp_arena_mark(v->doc);
    xmlEntityPtr e = NULL;

    if (src->ctxt->myDoc)
        e = xmlGetDocEntity(src->ctxt->myDoc, (const xmlChar *)tp_strndup(v->doc, name, n));
    tp_arena_release(v->doc, mark);
    return e && e->etype == XML_EXTERNAL_GENERAL_UNPARSED_ENTITY;
}

/* ---- parsing ---- */

static void free_ctxt(void *p)
{
    xmlParserCtxtPtr ctxt = p;

    if (ctxt->myDoc)
        xmlFreeDoc(ctxt->myDoc);
    ctxt->myDoc = NULL;
    xmlFreeParserCtxt(ctxt);
}

/* Names keep their addresses from one document to the next, as long as they are not too many. */
static void use_dict(struct tp_rng_validator *v, xmlParserCtxtPtr ctxt)
{
    if (xmlDictGetUsage(v->dict) > DICT_LIMIT)
        tp_rng_new_dict(v);
    xmlDictFree(ctxt->dict);
    ctxt->dict = v->dict;
    (void)xmlDictReference(v->dict);
    ctxt->dictNames = 1;
}

/* Entities are bounded by libxml2's guards, which a document without a DTD doesn't need. */
static void on_subset(void *arg, const xmlChar *name, const xmlChar *id, const xmlChar *uri)
{
    xmlParserCtxtPtr ctxt = arg;

    ctxt->options &= ~XML_PARSE_HUGE;
    xmlSAX2InternalSubset(ctxt, name, id, uri);
}

static void prepare(struct tp_rng_validator *v, xmlParserCtxtPtr ctxt)
{
    xmlSAXHandler *sax = ctxt->sax;

    (void)xmlCtxtUseOptions(ctxt, OPTIONS | XML_PARSE_HUGE);
    use_dict(v, ctxt);
    ctxt->_private = v;
    sax->internalSubset = on_subset;
    sax->startElementNs = on_start;
    sax->endElementNs = on_end;
    sax->characters = on_text;
    sax->ignorableWhitespace = on_text;
    sax->cdataBlock = on_text;
    sax->comment = NULL;
    sax->processingInstruction = NULL;
    sax->serror = on_error;
    sax->warning = NULL;
    sax->error = NULL;
}

static bool run(struct tp_rng_validator *v, struct source *src, struct tp_diags *ds, size_t errors)
{
    v->where = where;
    v->entity = unparsed;
    v->stop = stop;
    v->source = src;
    prepare(v, src->ctxt);
    (void)xmlParseDocument(src->ctxt); /* its faults came to on_error() */
    if (src->ctxt->errNo == XML_ERR_NO_MEMORY)
        tp_arena_fail(v->a);
    if (!v->stopped && !src->failed && !src->faults && !src->ctxt->wellFormed)
        tp_diag(ds, TP_D_XML_MALFORMED, tp_in(v->file), "the document is empty");
    if (src->failed && ds->errors == errors)
        tp_diag(ds, TP_D_FILE_UNREADABLE, tp_in(v->file), strerror_text(v->a, src->error));
    tp_rng_finish(v);
    v->source = NULL;
    return ds->errors == errors;
}

static int read_fd(void *arg, char *buffer, int len)
{
    struct source *src = arg;
    ssize_t n;

    do
        n = read(src->fd, buffer, (size_t)len);
    while (n < 0 && errno == EINTR);
    if (n < 0) {
        src->failed = true;
        src->error = errno;
    }
    return (int)n;
}

/* The parser takes memory piece by piece: it would copy the whole otherwise. */
static int read_memory(void *arg, char *buffer, int len)
{
    struct source *src = arg;
    size_t n = (size_t)len < src->left ? (size_t)len : src->left;

    memcpy(buffer, src->data, n);
    src->data += n;
    src->left -= n;
    return (int)n;
}

static int close_fd(void *arg)
{
    struct source *src = arg;

    if (src->fd > STDIN_FILENO)
        (void)close(src->fd); /* read only: nothing can be lost */
    src->fd = -1;
    return 0;
}

static void complain(struct tp_rng_validator *v, struct tp_diags *ds, const char *path, int error)
{
    enum tp_code code = error == ENOENT   ? TP_D_FILE_MISSING
                        : error == EISDIR ? TP_D_FILE_IS_FOLDER
                                          : TP_D_FILE_UNREADABLE;

    tp_diag(ds, code, tp_in(path), strerror_text(v->a, error));
}

bool tp_rng_validate_memory(struct tp_rng_validator *v, const char *data, size_t len,
                            const char *file, struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(v->a);
    struct source *src = TP_NEW(work, struct source);
    size_t errors = ds->errors;
    bool ok;

    tp_xml_init();
    tp_rng_begin(v, file, ds);
    src->fd = -1;
    src->data = data;
    src->left = len;
    src->ctxt =
        tp_own(work, free_ctxt,
               xmlCreateIOParserCtxt(NULL, NULL, read_memory, NULL, src, XML_CHAR_ENCODING_NONE));
    ok = run(v, src, ds, errors);
    tp_arena_free(work);
    return ok;
}

bool tp_rng_validate_file(struct tp_rng_validator *v, const char *path, struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(v->a);
    struct source *src = TP_NEW(work, struct source);
    size_t errors = ds->errors;
    struct stat st;
    bool ok = false;

    tp_xml_init();
    src->fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (src->fd < 0 || fstat(src->fd, &st) != 0 || S_ISDIR(st.st_mode)) {
        complain(v, ds, path, src->fd < 0 ? errno : EISDIR);
        (void)close_fd(src);
    } else {
        tp_rng_begin(v, path, ds);
        src->ctxt = tp_own(
            work, free_ctxt,
            xmlCreateIOParserCtxt(NULL, NULL, read_fd, close_fd, src, XML_CHAR_ENCODING_NONE));
        ok = run(v, src, ds, errors);
    }
    tp_arena_free(work);
    return ok;
}
