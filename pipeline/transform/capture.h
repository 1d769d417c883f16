/*
 * capture.h - what libxslt and libxml2 say during a call, caught instead of printed.
 *
 * libxslt reports in pieces, through a process-wide function when there is no transform context,
 * and libxml2 through functions of the thread. Between begin and end, both come here. Nothing may
 * jump out of their frames, so that a lack of memory is only noted, and raised by tp_capture_end().
 */
#ifndef TP_TRANSFORM_CAPTURE_H
#define TP_TRANSFORM_CAPTURE_H

#include <libxml/xmlerror.h>
#include <libxslt/xsltInternals.h>

#include "../base/diag.h"

enum tp_said { TP_SAID_ERROR, TP_SAID_WARNING, TP_SAID_MESSAGE };

struct tp_remark {
    enum tp_said kind;
    struct tp_loc loc; /* in the stylesheet, or in a file that it reads */
    size_t line;       /* of the node being transformed, in the document; 0: not known */
    const char *text;
    const xsltTemplate *templ; /* that was being carried out; NULL: none, or not known */
};

struct tp_reach;

struct tp_capture {
    struct tp_arena *arena;
    const struct tp_reach *reach; /* what may be read meanwhile; NULL: resources only */
    const char *document;         /* what is transformed; NULL: has no name */
    xsltTransformContextPtr ctxt; /* NULL while compiling */
    TP_VEC(struct tp_remark) remarks;
    struct tp_buf pending;
    struct tp_loc pending_loc;
    bool no_memory, active;
    bool malformed; /* a file that was read was no XML */
    xmlStructuredErrorFunc old_structured;
    void *old_structured_arg;
    xmlGenericErrorFunc old_generic;
    void *old_generic_arg;
};

/* Route libxslt's process-wide reports to the calling thread's capture; called once by the process.
 */
void tp_capture_init(void);

/* The capture is in the arena, and ends with it if nobody ends it before. */
struct tp_capture *tp_capture_begin(struct tp_arena *a);
/* Errors of CTXT, which transforms the document of that address, come here as well. */
void tp_capture_context(struct tp_capture *c, xsltTransformContextPtr ctxt, const char *document);
/* That of the calling thread; NULL: none is under way. */
struct tp_capture *tp_capture_current(void);
/* Add a remark at the place that libxslt is at. */
void tp_capture_add(struct tp_capture *c, enum tp_said kind, const char *text);
/* The line of the node that CTXT is at, if it is in the document; else 0. */
size_t tp_capture_line(const struct tp_capture *c);
/* Restore the thread's handlers. Gives up (tp_arena_fail) when there was no memory for a remark. */
void tp_capture_end(struct tp_capture *c);

/* An error's place and text in the stylesheet, for a message: "TEXT (teipipe:xslt/html.xsl:120)".
 */
const char *tp_remark_text(struct tp_arena *a, const struct tp_remark *r);

#endif
