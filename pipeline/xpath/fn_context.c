/* fn_context.c - the context (Functions and Operators, 16), error() and trace() (3 and 4),
 * resolve-uri() (8.1), documents (15.5.4 to 15.5.6). */
#include <libxml/uri.h>
#include <stdlib.h>
#include <string.h>

#include "fn.h"
#include "xp_moment.h"

FN(fn_position)
{
    FN_UNUSED();
    if (!r->focus.position)
        tp_xp_raise(r, "XPDY0002", "there is no context item, and so no position");
    xp_push(r, out, xp_integer((int64_t)r->focus.position));
}

FN(fn_last)
{
    FN_UNUSED();
    if (!r->focus.position)
        tp_xp_raise(r, "XPDY0002", "there is no context item, and so no last one");
    xp_push(r, out, xp_integer((int64_t)r->focus.size));
}

/* ---- now ---- */

static struct tp_xp_moment now(const struct tp_xp_run *r)
{
    enum { DAY = 86400 };
    int64_t seconds = r->hooks.now + (int64_t)r->hooks.implicit_zone * 60;
    int64_t days = seconds / DAY - (seconds % DAY < 0);
    struct tp_xp_moment m = {
        .seconds = seconds - days * DAY, .zone = (int16_t)r->hooks.implicit_zone, .zoned = true};

    xp_civil(days, &m);
    return m;
}

static void push_now(struct tp_xp_run *r, enum tp_xp_type type, struct tp_xp_seq *out)
{
    struct tp_xp_moment all = now(r), m;

    if (xp_cast_moment(TP_XP_DATETIME, type, &all, &m))
        xp_push(r, out, xp_moment(r, type, m));
}

FN(fn_current_date_time)
{
    FN_UNUSED();
    push_now(r, TP_XP_DATETIME, out);
}

FN(fn_current_date)
{
    FN_UNUSED();
    push_now(r, TP_XP_DATE, out);
}

FN(fn_current_time)
{
    FN_UNUSED();
    push_now(r, TP_XP_TIME, out);
}

FN(fn_implicit_timezone)
{
    FN_UNUSED();
    xp_push(r, out,
            xp_moment(r, TP_XP_DT_DURATION,
                      (struct tp_xp_moment){.seconds = (int64_t)r->hooks.implicit_zone * 60}));
}

/* ---- the static context ---- */

FN(fn_default_collation)
{
    FN_UNUSED();
    xp_push(r, out, xp_string(XP_CODEPOINT_COLLATION, strlen(XP_CODEPOINT_COLLATION)));
}

FN(fn_static_base_uri)
{
    FN_UNUSED();
    if (r->x->base_uri) {
        struct tp_xp_item i = xp_string(r->x->base_uri, strlen(r->x->base_uri));

        i.type = TP_XP_URI;
        xp_push(r, out, i);
    }
}

/* ---- errors and traces ---- */

FN(fn_error)
{
    const char *code = "FOER0000";
    struct tp_slice text = n > 1 ? xp_arg_text(&args[1]) : (struct tp_slice){"", 0};

    FN_UNUSED();
    if (n && args[0].n)
        code = args[0].v[0].u.qname->local;
    if (text.len)
        tp_xp_raise(r, code, "%.*s", (int)(text.len > 1000 ? 1000 : text.len), text.p);
    tp_xp_raise(r, code, "error() was called");
}

FN(fn_trace)
{
    FN_UNUSED();
    xp_push_all(r, out, &args[0]); /* the library prints nothing */
}

/* ---- documents ---- */

/* libxml2 takes no characters beyond ASCII, nor spaces, which IRIs may have: they, and ~ itself,
 * are written as ~ and two digits before, and taken back behind. */
static const char *hide(struct tp_xp_run *r, const char *uri)
{
    struct tp_buf b = tp_buf_new(r->work);

    for (; *uri; uri++)
        if ((unsigned char)*uri <= ' ' || (unsigned char)*uri >= 0x7F || *uri == '~')
            tp_buf_fmt(&b, "~%02X", (unsigned)(unsigned char)*uri);
        else
            tp_buf_char(&b, *uri);
    return b.len ? b.p : "";
}

static const char *show(struct tp_xp_run *r, const char *hidden)
{
    struct tp_buf b = tp_buf_new(r->work);

    for (; *hidden; hidden++)
        if (*hidden == '~' && hidden[1] && hidden[2]) {
            char digits[3] = {hidden[1], hidden[2], '\0'};

            tp_buf_char(&b, (char)strtoul(digits, NULL, 16));
            hidden += 2;
        } else {
            tp_buf_char(&b, *hidden);
        }
    return b.len ? tp_strndup(r->work, b.p, b.len) : "";
}

/* Is it a URI at all, and an absolute one? */
static bool is_absolute(struct tp_xp_run *r, const char *hidden)
{
    xmlURI *parsed = xmlParseURI(hidden);
    bool absolute = parsed && parsed->scheme;

    xmlFreeURI(parsed);
    if (!parsed)
        tp_xp_raise(r, "FORG0002", "\"%s\" is no URI", show(r, hidden));
    return absolute;
}

const char *fn_resolve(struct tp_xp_run *r, const char *uri, const char *base)
{
    const char *hidden = hide(r, uri), *copy;
    xmlChar *whole;

    if (is_absolute(r, hidden) || !base)
        return uri;
    base = hide(r, base);
    if (!is_absolute(r, base))
        tp_xp_raise(r, "FORG0002", "\"%s\" is no absolute URI", show(r, base));
    whole = xmlBuildURI((const xmlChar *)hidden, (const xmlChar *)base);
    copy = whole ? show(r, (const char *)whole) : NULL;
    xmlFree(whole);
    if (!copy)
        tp_xp_raise(r, "FORG0009", "\"%s\" can't be resolved against \"%s\"", uri, show(r, base));
    return copy;
}

static const char *c_string(struct tp_xp_run *r, const struct tp_xp_seq *arg)
{
    struct tp_slice s = xp_arg_text(arg);

    return tp_strndup(r->work, s.p, s.len);
}

FN(fn_resolve_uri)
{
    const char *base = r->x->base_uri, *uri;
    struct tp_xp_item i;

    FN_UNUSED();
    if (!args[0].n)
        return;
    if (n > 1)
        base = c_string(r, &args[1]);
    else if (!base)
        tp_xp_raise(r, "FONS0005", "the expression has no base URI");
    uri = fn_resolve(r, c_string(r, &args[0]), base);
    i = xp_string(uri, strlen(uri));
    i.type = TP_XP_URI;
    xp_push(r, out, i);
}

static struct tp_xp_doc *document(struct tp_xp_run *r, const struct tp_xp_seq *arg,
                                  const char **why)
{
    *why = "no documents can be read here";
    if (!r->hooks.doc)
        return NULL;
    return r->hooks.doc(r->hooks.host, c_string(r, arg), r->x->base_uri, why);
}

FN(fn_doc)
{
    const char *why;
    struct tp_xp_doc *d;

    FN_UNUSED();
    if (!args[0].n)
        return;
    d = document(r, &args[0], &why);
    if (d)
        xp_push(r, out, tp_xp_node_item((xmlNode *)tp_xp_doc_tree(d)));
    else
        tp_xp_raise(r, "FODC0002", "\"%s\" can't be read: %s", c_string(r, &args[0]), why);
}

FN(fn_doc_available)
{
    const char *why;

    FN_UNUSED();
    xp_push(r, out, xp_bool(args[0].n && document(r, &args[0], &why)));
}

FN(fn_collection)
{
    const char *uri = n && args[0].n ? c_string(r, &args[0]) : NULL;

    FN_UNUSED();
    if (!r->hooks.collection || !r->hooks.collection(r->hooks.host, uri, r, out))
        tp_xp_raise(r, "FODC0004", "there is no collection%s%s", uri ? " " : "", uri ? uri : "");
    tp_xp_sort(r, out);
}

#define POSITION XP_FN_POSITION

const struct xp_fn xp_fn_context[] = {
    {"position", 0, 0, "", fn_position, NULL, 0, POSITION, NULL, 0},            /* 16.1 */
    {"last", 0, 0, "", fn_last, NULL, 0, POSITION, NULL, 0},                    /* 16.2 */
    {"current-dateTime", 0, 0, "", fn_current_date_time, NULL, 0, 0, NULL, 0},  /* 16.3 */
    {"current-date", 0, 0, "", fn_current_date, NULL, 0, 0, NULL, 0},           /* 16.4 */
    {"current-time", 0, 0, "", fn_current_time, NULL, 0, 0, NULL, 0},           /* 16.5 */
    {"implicit-timezone", 0, 0, "", fn_implicit_timezone, NULL, 0, 0, NULL, 0}, /* 16.6 */
    {"default-collation", 0, 0, "", fn_default_collation, NULL, 0, XP_FN_STRING, NULL, 0},
    {"static-base-uri", 0, 0, "", fn_static_base_uri, NULL, 0, XP_FN_STRING, NULL, 0}, /* 16.8 */
    {"error", 0, 3, "Q?SI*", fn_error, NULL, 0, 0, NULL, 0},                           /* 3 */
    {"trace", 2, 2, "I*S", fn_trace, NULL, 0, 0, NULL, 0},                             /* 4 */
    {"resolve-uri", 1, 2, "S?S", fn_resolve_uri, NULL, 0, XP_FN_STRING, NULL, 0},      /* 8.1 */
    {"doc", 1, 1, "S?", fn_doc, NULL, 0, 0, NULL, 0},                                  /* 15.5.4 */
    {"doc-available", 1, 1, "S?", fn_doc_available, NULL, 0, XP_FN_BOOLEAN, NULL, 0},  /* 15.5.5 */
    {"collection", 0, 1, "S?", fn_collection, NULL, 0, 0, NULL, 0},                    /* 15.5.6 */
    {0},
};
