/*
 * fuzz_xpath.c - arbitrary bytes as an XPath expression and a document.
 *
 * The first byte chooses the language; the expression goes up to the first NUL, what follows is the
 * document, or a small one of ours. The expression is evaluated at three nodes, and as a pattern
 * asked about every node.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/base/diag.h"
#include "../../pipeline/base/xml.h"
#include "../../pipeline/xpath/xpath.h"

enum { MEMORY = 512 << 20, STEPS = 100000, MAX_NODES = 200 };

struct fuzz {
    struct tp_arena *arena;
    const char *text, *xml;
    size_t text_len, xml_len;
    unsigned choice;
    struct tp_xp_doc *doc;
};

static const char ours[] =
    "<r xml:id='r' xmlns:p='urn:p'><a n='1' key='k'>x<b n='2'>y</b><!--c-->z<![CDATA[<]]></a>"
    "<a n='3'><p:b n='4'>1</p:b><b n='5'>2</b><?pi data?></a><d>2001-12-31</d><d/></r>";

static const char *namespace_of(void *host, const char *prefix)
{
    (void)host;
    return strcmp(prefix, "xs") == 0   ? "http://www.w3.org/2001/XMLSchema"
           : strcmp(prefix, "fn") == 0 ? "http://www.w3.org/2005/xpath-functions"
           : strlen(prefix) == 1       ? "urn:p"
                                       : NULL;
}

static int variable(void *host, const char *uri, const char *local)
{
    (void)host;
    (void)uri;
    return strcmp(local, "v") == 0 ? 0 : -1;
}

static struct tp_xp_doc *doc_of(void *host, const char *uri, const char *base, const char **why)
{
    struct fuzz *f = host;

    (void)base;
    *why = "it isn't there";
    return strcmp(uri, "d") == 0 ? f->doc : NULL;
}

static void use(struct tp_xp_run *run, const struct tp_xp *x, xmlNode *node)
{
    struct tp_xp_seq out;
    struct tp_xp_error error;
    struct tp_slice text;
    bool value;

    if (tp_xp_eval(run, x, node, &out, &error))
        for (size_t i = 0; i < out.n; i++)
            text = tp_xp_string(run, out.v[i]);
    else if (!error.code[0] || !error.text)
        abort();
    tp_xp_reset(run);
    (void)tp_xp_test(run, x, node, &value, &error);
    (void)tp_xp_text(run, x, node, &text, &error);
    tp_xp_reset(run);
}

static void match_all(struct tp_xp_run *run, const struct tp_xp *pattern, xmlNode *top)
{
    xmlNode *node = top;

    for (size_t n = 0; node && n < MAX_NODES; n++) {
        struct tp_xp_error error;

        (void)tp_xp_match(run, pattern, node, &error);
        if (node->type == XML_ELEMENT_NODE && node->properties)
            (void)tp_xp_match(run, pattern, (xmlNode *)node->properties, &error);
        tp_xp_reset(run);
        if (node->children && node->type != XML_DTD_NODE) {
            node = node->children;
            continue;
        }
        while (node && !node->next)
            node = node->parent;
        node = node ? node->next : NULL;
    }
}

static void work(void *arg)
{
    struct fuzz *f = arg;
    struct tp_xp_env env = {.namespace_of = namespace_of,
                            .variable = variable,
                            .host = f,
                            .xslt = f->choice & 1,
                            .xpath1 = f->choice & 2,
                            .base_uri = "http://example.org/"};
    struct tp_xp_hooks hooks = {.doc = doc_of, .host = f};
    struct tp_xp_error error = {0};
    xmlDocPtr tree =
        tp_xml_read_memory(f->arena, f->xml, f->xml_len, "f", tp_diags_new(f->arena, 0));
    struct tp_xp_run *run;
    struct tp_xp *x;

    if (!tree)
        return;
    f->doc = tp_xp_doc_new(f->arena, tree);
    run = tp_xp_run_new(f->arena, &hooks);
    tp_xp_limit(run, STEPS);
    x = tp_xp_compile(f->arena, &env, f->text, f->text_len, &error);
    if (x) {
        struct tp_xp_seq value;

        tp_xp_set(run, 0, (struct tp_xp_seq){0});
        if (tp_xp_eval(run, x, NULL, &value, &error)) /* of itself, in the next ones, as $v */
            tp_xp_set(run, 0, tp_xp_copy(f->arena, &value));
        tp_xp_reset(run);
        use(run, x, (xmlNode *)tree);
        use(run, x, xmlDocGetRootElement(tree));
        if (xmlDocGetRootElement(tree)->children)
            use(run, x, xmlDocGetRootElement(tree)->children);
    } else if (!error.code[0] || !error.text || error.offset > f->text_len) {
        abort();
    }
    x = tp_xp_compile_pattern(f->arena, &env, f->text, f->text_len, &error);
    if (x)
        match_all(run, x, (xmlNode *)tree);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz f = {.arena = tp_arena_new(MEMORY), .xml = ours, .xml_len = sizeof ours - 1};
    const uint8_t *end;

    if (f.arena && size) {
        f.choice = data[0];
        f.text = (const char *)data + 1;
        f.text_len = size - 1;
        end = memchr(f.text, 0, f.text_len);
        if (end) {
            f.text_len = (size_t)((const char *)end - f.text);
            f.xml = (const char *)end + 1;
            f.xml_len = size - f.text_len - 2;
        }
        (void)tp_guard(f.arena, work, &f);
    }
    tp_arena_free(f.arena);
    return 0;
}
