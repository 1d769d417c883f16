#include "ext.h"

#include <libxml/xpathInternals.h>
#include <libxslt/extensions.h>
#include <libxslt/xsltutils.h>
#include <string.h>
#include <unicode/ustring.h>

#include "ext_instr.h"
#include "ext_native.h"
#include "transform.h"

struct function {
    const char *name;
    size_t min, max; /* arguments */
    void (*fn)(struct tp_ext_call *call);
    bool kept; /* its values are kept for the next call and document */
    bool takes_node, gives_nodes;
};

static const struct function functions[] = {
    {"ascii", 1, 1, tp_ext_ascii, false, false, false},
    {"authority", 1, 1, tp_ext_authority, false, false, true},
    {"bibtex", 1, 1, tp_ext_bibtex, false, false, false},
    {"date", 2, 3, tp_ext_date, true, false, false},
    {"initials", 1, 1, tp_ext_initials, false, false, false},
    {"json", 1, 1, tp_ext_json, false, false, false},
    {"language-name", 2, 2, tp_ext_language_name, true, false, false},
    {"page-range", 3, 3, tp_ext_page_range, false, false, false},
    {"punctuate", 1, 1, tp_ext_punctuate, false, false, false},
    {"quotes", 1, 2, tp_ext_quotes, false, false, false},
    {"record", 0, 1, tp_ext_record, false, true, true},
    {"script", 1, 1, tp_ext_script, false, false, false},
    {"sort-key", 2, 2, tp_ext_sort_key, false, false, false},
    {"uri-encode", 1, 1, tp_ext_uri_encode, false, false, false},
    {"width", 1, 1, tp_ext_width, false, false, false},
    {"wrap", 2, 4, tp_ext_wrap, false, false, false},
};

enum { N_FUNCTIONS = sizeof functions / sizeof *functions };

/* The copies go after the context, which looks at what its variables held. */
static void free_entries(void *arg)
{
    xmlFreeDoc(((struct tp_ext *)arg)->entries); /* NULL is allowed */
}

struct tp_ext *tp_ext_new(struct tp_arena *a, struct tp_ext_store *store)
{
    struct tp_ext *ext = TP_NEW(a, struct tp_ext);

    ext->arena = a;
    ext->store = store;
    tp_defer(a, free_entries, ext);
    return ext;
}

void *tp_ext_cached(struct tp_ext_call *call, const char *key)
{
    return tp_ext_store_get(call->ext->store, key);
}

void *tp_ext_keep(struct tp_ext_call *call, const char *key, void *handle, void (*close)(void *))
{
    if (!tp_ext_store_put(call->ext->store, key, handle, close))
        tp_own(call->arena, close, handle);
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
    char key[TP_EXT_MAX_KEY];      /* of the value, if it is to be kept; "": too long */
};

/* "FUNCTION|ARGUMENT|ARGUMENT" */
static void make_key(struct running *r)
{
    size_t n = strlen(r->f->name);

    memcpy(r->key, r->f->name, n);
    for (size_t i = 0; i < r->call.n; i++) {
        size_t len = strlen(r->call.arg[i]);
        if (n + 1 + len >= sizeof r->key) {
            n = 0;
            break;
        }
        r->key[n] = '|';
        memcpy(r->key + n + 1, r->call.arg[i], len);
        n += 1 + len;
    }
    r->key[n] = '\0';
}

/* The value was kept from another call. */
static bool give_kept(struct running *r)
{
    const char *value;

    make_key(r);
    value = tp_ext_store_value(r->call.ext->store, r->key);
    if (value)
        xmlXPathReturnString(r->xpath, xmlStrdup((const xmlChar *)value));
    return value != NULL;
}

static void return_nodes(struct running *r)
{
    xmlNodeSetPtr set = xmlXPathNodeSetCreate(NULL);

    for (size_t i = 0; set && i < r->call.nodes.n; i++)
        if (xmlXPathNodeSetAdd(set, r->call.nodes.v[i]) != 0) {
            xmlXPathFreeNodeSet(set);
            set = NULL;
        }
    if (!set)
        tp_arena_fail(r->call.arena);
    xmlXPathReturnNodeSet(r->xpath, set);
}

static void compute(void *arg)
{
    struct running *r = arg;
    struct tp_ext_call *call = &r->call;

    call->arena = tp_arena_sub(call->ext->arena);
    call->out = tp_buf_new(call->arena);
    r->f->fn(call);
    if (r->f->kept)
        tp_ext_store_set_value(call->ext->store, r->key, call->out.p, call->out.len);
}

static void run(void *arg)
{
    struct running *r = arg;
    struct tp_ext_call *call = &r->call;
    xmlChar *value;

    compute(arg);
    if (r->f->gives_nodes) {
        return_nodes(r);
        return;
    }
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

    if (n && r->f->takes_node) {
        xmlNodeSetPtr set = xmlXPathPopNodeSet(r->xpath);
        r->call.node = set && set->nodeNr ? set->nodeTab[0] : NULL;
        xmlXPathFreeNodeSet(set);
        return !xmlXPathCheckError(r->xpath);
    }
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

    r.call.ext = ctxt ? tp_ext_of(ctxt) : NULL;
    if (!r.call.ext || !r.f) {
        xmlXPathSetError(xpath, XPATH_UNKNOWN_FUNC_ERROR);
        return;
    }
    if ((size_t)nargs < r.f->min || (size_t)nargs > r.f->max) {
        xmlXPathSetArityError(xpath);
        return;
    }
    if (!pop(&r, (size_t)nargs)) {
        xsltTransformError(ctxt, NULL, NULL, "tp:%s: the text is longer than %d MB\n", r.f->name,
                           TP_EXT_MAX_TEXT >> 20);
        xmlXPathSetError(xpath, XPATH_EXPR_ERROR);
    } else if (r.f->kept && give_kept(&r)) {
        /* nothing to do */
    } else if (!tp_guard(r.call.ext->arena, run, &r)) {
        r.call.ext->no_memory = true;
        ctxt->state = XSLT_STATE_STOPPED;
        xmlXPathSetError(xpath, XPATH_MEMORY_ERROR);
    } else if (r.call.ext->failed) {
        ctxt->state = XSLT_STATE_STOPPED;
    }
    tp_arena_free(r.call.arena);
    for (int i = 0; i < TP_EXT_MAX_ARGS; i++)
        xmlFree(r.arg[i]);
}

xmlChar *tp_ext_ask(struct tp_ext *ext, const char *function, const char *const *args, size_t n)
{
    struct running r = {.f = find((const xmlChar *)function), .call = {.ext = ext, .n = n}};
    xmlChar *text = NULL;
    const char *value = NULL;
    size_t total = 0;

    for (size_t i = 0; i < n; i++) {
        r.call.arg[i] = args[i];
        total += strlen(args[i]);
    }
    if (total > TP_EXT_MAX_TEXT)
        return NULL;
    if (r.f->kept) {
        make_key(&r);
        value = tp_ext_store_value(ext->store, r.key);
    }
    if (value)
        return xmlStrdup((const xmlChar *)value);
    if (tp_guard(ext->arena, compute, &r))
        text = xmlStrndup((const xmlChar *)r.call.out.p, (int)r.call.out.len);
    ext->no_memory = ext->no_memory || !text;
    tp_arena_free(r.call.arena);
    return text;
}

void tp_ext_init(void)
{
    for (size_t i = 0; i < N_FUNCTIONS; i++)
        (void)xsltRegisterExtModuleFunction((const xmlChar *)functions[i].name,
                                            (const xmlChar *)TP_NS_FUNCTIONS, on_call);
    tp_ext_native_init();
    tp_ext_instr_init();
}
