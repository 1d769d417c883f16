#include "ext.h"

#include <libxml/xpathInternals.h>
#include <libxslt/extensions.h>
#include <libxslt/xsltutils.h>
#include <stdio.h>
#include <string.h>
#include <unicode/ustring.h>

#include "transform.h"

struct function {
    const char *name;
    size_t min, max; /* arguments */
    void (*fn)(struct tp_ext_call *call);
};

static const struct function functions[] = {
    {"ascii", 1, 1, tp_ext_ascii},
    {"bibtex", 1, 1, tp_ext_bibtex},
    {"date", 2, 3, tp_ext_date},
    {"json", 1, 1, tp_ext_json},
    {"language-name", 2, 2, tp_ext_language_name},
    {"script", 1, 1, tp_ext_script},
    {"sort-key", 2, 2, tp_ext_sort_key},
    {"uri-encode", 1, 1, tp_ext_uri_encode},
    {"width", 1, 1, tp_ext_width},
    {"wrap", 2, 4, tp_ext_wrap},
};

enum { N_FUNCTIONS = sizeof functions / sizeof *functions };

static void close_handle(struct tp_ext_handle *h)
{
    if (h->handle)
        h->close(h->handle);
    h->handle = NULL;
}

void tp_ext_store_close(struct tp_ext_store *store)
{
    for (size_t i = 0; i < TP_EXT_HANDLES; i++)
        close_handle(&store->v[i]);
}

struct tp_ext *tp_ext_new(struct tp_arena *a, struct tp_ext_store *store)
{
    struct tp_ext *ext = TP_NEW(a, struct tp_ext);

    ext->arena = a;
    ext->store = store;
    return ext;
}

void *tp_ext_cached(struct tp_ext *ext, enum tp_ext_slot slot, const char *key)
{
    struct tp_ext_store *store = ext->store;

    for (size_t i = 0; i < TP_EXT_HANDLES; i++) {
        struct tp_ext_handle *h = &store->v[i];
        if (h->handle && h->slot == slot && strcmp(h->key, key) == 0) {
            h->used = ++store->uses;
            return h->handle;
        }
    }
    return NULL;
}

void *tp_ext_keep(struct tp_ext *ext, enum tp_ext_slot slot, const char *key, void *handle,
                  void (*close)(void *))
{
    struct tp_ext_store *store = ext->store;
    struct tp_ext_handle *oldest = &store->v[0];

    for (size_t i = 1; i < TP_EXT_HANDLES && oldest->handle; i++)
        if (!store->v[i].handle || store->v[i].used < oldest->used)
            oldest = &store->v[i];
    close_handle(oldest);
    *oldest = (struct tp_ext_handle){handle, close, ++store->uses, slot, ""};
    (void)snprintf(oldest->key, sizeof oldest->key, "%s", key);
    return handle;
}

UChar *tp_ext_utf16(struct tp_arena *a, const char *text, size_t len, int32_t *n)
{
    UChar *u = TP_NEW_ARRAY(a, len + 1, UChar); /* never more units than bytes */
    UErrorCode status = U_ZERO_ERROR;

    u_strFromUTF8WithSub(u, (int32_t)len + 1, n, text, (int32_t)len, 0xFFFD, NULL, &status);
    if (U_FAILURE(status))
        tp_arena_fail(a); /* nothing else can go wrong */
    return u;
}

uint32_t tp_ext_next(const UChar *text, int32_t *at, int32_t n)
{
    uint32_t c = text[(*at)++];

    if (c < 0xD800 || c > 0xDFFF)
        return c;
    if (c > 0xDBFF || *at >= n || text[*at] < 0xDC00 || text[*at] > 0xDFFF)
        return 0xFFFD;
    return 0x10000 + ((c - 0xD800) << 10) + (text[(*at)++] - 0xDC00U);
}

void tp_ext_add_utf16(struct tp_buf *out, const UChar *text, int32_t n)
{
    for (int32_t i = 0; i < n;)
        tp_buf_codepoint(out, tp_ext_next(text, &i, n));
}

/* The call under way: what the guard's function needs. */
struct running {
    struct tp_ext_call call;
    const struct function *f;
    xmlXPathParserContextPtr xpath;
    xmlChar *arg[TP_EXT_MAX_ARGS]; /* libxml2's */
};

static void run(void *arg)
{
    struct running *r = arg;
    struct tp_ext_call *call = &r->call;
    xmlChar *value;

    call->arena = tp_arena_sub(call->ext->arena);
    call->out = tp_buf_new(call->arena);
    r->f->fn(call);
    if (call->is_number) {
        xmlXPathReturnNumber(r->xpath, call->number);
        return;
    }
    value = xmlStrndup((const xmlChar *)call->out.p, (int)call->out.len);
    if (!value)
        tp_arena_fail(call->arena);
    xmlXPathReturnString(r->xpath, value);
}

static const struct function *find(const xmlChar *name)
{
    for (size_t i = 0; i < N_FUNCTIONS; i++)
        if (strcmp(functions[i].name, (const char *)name) == 0)
            return &functions[i];
    return NULL;
}

static bool pop(struct running *r, size_t n)
{
    size_t total = 0;

    r->call.n = n;
    while (n--) {
        r->arg[n] = xmlXPathPopString(r->xpath);
        if (!r->arg[n])
            return false;
        r->call.arg[n] = (const char *)r->arg[n];
        total += strlen(r->call.arg[n]);
    }
    return total <= TP_EXT_MAX_TEXT;
}

/* XPath calls this for every function of ours, having said which in its context. */
static void on_call(xmlXPathParserContextPtr xpath, int nargs)
{
    xsltTransformContextPtr ctxt = xsltXPathGetTransformContext(xpath);
    struct running r = {.f = find(xpath->context->function), .xpath = xpath};

    if (!ctxt || !r.f) {
        xmlXPathSetError(xpath, XPATH_UNKNOWN_FUNC_ERROR);
        return;
    }
    if ((size_t)nargs < r.f->min || (size_t)nargs > r.f->max) {
        xmlXPathSetArityError(xpath);
        return;
    }
    r.call.ext = tp_ext_of(ctxt);
    if (!pop(&r, (size_t)nargs)) {
        xsltTransformError(ctxt, NULL, NULL, "tp:%s: the text is longer than %d MB\n", r.f->name,
                           TP_EXT_MAX_TEXT >> 20);
        xmlXPathSetError(xpath, XPATH_EXPR_ERROR);
    } else if (!tp_guard(r.call.ext->arena, run, &r)) {
        r.call.ext->no_memory = true;
        ctxt->state = XSLT_STATE_STOPPED;
        xmlXPathSetError(xpath, XPATH_MEMORY_ERROR);
    }
    tp_arena_free(r.call.arena);
    for (int i = 0; i < TP_EXT_MAX_ARGS; i++)
        xmlFree(r.arg[i]);
}

bool tp_ext_register(xsltTransformContextPtr ctxt)
{
    bool good = true;

    for (size_t i = 0; i < N_FUNCTIONS; i++)
        good = xsltRegisterExtFunction(ctxt, (const xmlChar *)functions[i].name,
                                       (const xmlChar *)TP_NS_FUNCTIONS, on_call) == 0 &&
               good;
    return good;
}
