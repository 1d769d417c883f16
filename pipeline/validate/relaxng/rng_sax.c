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
    DICT_LIMIT = 1 << 22,  /* bytes of names after which a validator's dictionary is replaced */
    PIECE = 1 << 16,       /* what is read at a time of a long document, */
    WHOLE = (1 << 22) - 2, /* that is, of one longer than this */
    OPTIONS = XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_BIG_LINES
};

struct source {
    xmlParserCtxtPtr ctxt;
    const char *data; /* in memory: what the parser did not take yet */
    size_t left;
    int fd;      /* where more comes from; -1: nowhere */
    bool at_end; /* of the file */
    size_t room; /* for what is read at a time */
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
    sax->entityDecl = tp_xml_entity;
    sax->startElementNs = tp_rng_sax_start;
    sax->endElementNs = tp_rng_sax_end;
    sax->characters = tp_rng_sax_text;
    sax->ignorableWhitespace = tp_rng_sax_text;
    sax->cdataBlock = tp_rng_sax_text;
    sax->comment = NULL;
    sax->processingInstruction = NULL;
    sax->serror = on_error;
    sax->warning = NULL;
    sax->error = NULL;
}

static bool run(struct tp_rng_validator *v, struct source *src, struct tp_diags *ds, size_t errors)
{
    struct tp_place at;

    v->where = where;
    v->entity = unparsed;
    v->stop = stop;
    prepare(v, src->ctxt);
    (void)xmlParseDocument(src->ctxt); /* its faults came to on_error() */
    v->in_tag = false;
    if (src->ctxt->errNo == XML_ERR_NO_MEMORY)
        tp_arena_fail(v->a);
    if (!v->stopped && !src->failed && !src->faults && tp_xml_left_over(src->ctxt, &at))
        tp_diag(ds, TP_D_XML_MALFORMED, tp_at(v->file, at.line, at.col), TP_XML_LEFT_OVER);
    if (!v->stopped && !src->failed && !src->faults && !src->ctxt->wellFormed)
        tp_diag(ds, TP_D_XML_MALFORMED, tp_in(v->file), "the document is empty");
    if (src->failed && ds->errors == errors)
        tp_diag(ds, TP_D_FILE_UNREADABLE, tp_in(v->file), strerror_text(v->a, src->error));
    tp_rng_finish(v);
    v->source = NULL;
    return ds->errors == errors;
}

/* ---- reading ---- */

/* Room for a document of SIZE bytes, or a piece of it, and a NUL. */
static void make_room(struct tp_rng_validator *v, size_t size)
{
    size_t cap = v->input.cap ? v->input.cap : PIECE;

    while (cap <= size)
        cap *= 2;
    if (cap == v->input.cap)
        return;
    v->input.p = tp_grow(v->a, v->input.p, v->input.cap, cap);
    v->input.cap = cap;
}

/* Read until there is no room or the file at its end. */
static void fill(struct tp_rng_validator *v, struct source *src)
{
    src->left = 0;
    src->data = v->input.p;
    while (!src->at_end && src->left < src->room) {
        ssize_t n = read(src->fd, v->input.p + src->left, src->room - src->left);
        if (n > 0)
            src->left += (size_t)n;
        src->at_end = n == 0 || (n < 0 && errno != EINTR);
        if (n < 0 && src->at_end) {
            src->failed = true;
            src->error = errno;
        }
    }
    v->input.p[src->left] = '\0';
}

/* The parser takes memory piece by piece: it would copy the whole otherwise. */
static int read_piece(void *arg, char *buffer, int len)
{
    struct tp_rng_validator *v = arg;
    struct source *src = v->source;
    size_t n;

    if (src->left == 0 && src->fd >= 0 && !src->at_end)
        fill(v, src);
    if (src->failed)
        return -1;
    n = (size_t)len < src->left ? (size_t)len : src->left;
    memcpy(buffer, src->data, n);
    src->data += n;
    src->left -= n;
    return (int)n;
}

static void complain(struct tp_rng_validator *v, struct tp_diags *ds, const char *path, int error)
{
    enum tp_code code = error == ENOENT   ? TP_D_FILE_MISSING
                        : error == EISDIR ? TP_D_FILE_IS_FOLDER
                                          : TP_D_FILE_UNREADABLE;

    tp_diag(ds, code, tp_in(path), strerror_text(v->a, error));
}

/* Parse what SRC begins with and, unless that is all, goes on with. */
static bool parse(struct tp_rng_validator *v, struct tp_arena *work, struct source *src,
                  const char *file, struct tp_diags *ds)
{
    xmlParserCtxtPtr ctxt;
    size_t errors = ds->errors;

    tp_xml_init();
    tp_rng_begin(v, file, ds);
    v->source = src;
    if (src->at_end && !src->failed && src->data == v->input.p &&
        tp_xml_is_plain(src->data, src->left))
        ctxt = tp_xml_parser_in_place(src->data, src->left);
    else
        ctxt = xmlCreateIOParserCtxt(NULL, NULL, read_piece, NULL, v, XML_CHAR_ENCODING_NONE);
    src->ctxt = tp_own(work, free_ctxt, ctxt);
    return run(v, src, ds, errors);
}

bool tp_rng_validate_memory(struct tp_rng_validator *v, const char *data, size_t len,
                            const char *file, struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(v->a);
    struct source *src = TP_NEW(work, struct source);
    bool ok;

    src->fd = -1;
    src->at_end = true;
    src->data = data;
    src->left = len;
    if (len <= WHOLE) {
        make_room(v, len);
        memcpy(v->input.p, data, len);
        v->input.p[len] = '\0';
        src->data = v->input.p;
    }
    ok = parse(v, work, src, file, ds);
    tp_arena_free(work);
    return ok;
}

static void close_fd(void *arg)
{
    const struct source *src = arg;

    if (src->fd > STDIN_FILENO)
        (void)close(src->fd); /* read only: nothing can be lost */
}

bool tp_rng_validate_file(struct tp_rng_validator *v, const char *path, struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(v->a);
    struct source *src = TP_NEW(work, struct source);
    struct stat st;
    bool ok = false;

    tp_defer(work, close_fd, src);
    src->fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (src->fd < 0 || fstat(src->fd, &st) != 0 || S_ISDIR(st.st_mode)) {
        complain(v, ds, path, src->fd < 0 ? errno : EISDIR);
    } else {
        src->room = S_ISREG(st.st_mode) && st.st_size <= WHOLE ? (size_t)st.st_size + 1 : PIECE;
        make_room(v, src->room);
        fill(v, src);
        ok = parse(v, work, src, path, ds);
    }
    tp_arena_free(work);
    return ok;
}
