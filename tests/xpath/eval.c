/*
 * eval.c - evaluate XPath expressions, one a line, and print what each gives: the tool behind the
 * tests of the engine.
 *
 *   xpath_eval [--xslt] [--1.0] DOCUMENT... <EXPRESSIONS
 *
 * The context is the first document's document node; doc("NAME") gives the others. A value is
 * printed as its type and canonical form, a node as its kind, name and string value; an error as
 * its code.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/base/diag.h"
#include "../../pipeline/base/xml.h"
#include "../../pipeline/xpath/xpath.h"

enum { MAX_DOCS = 16 };

struct host {
    struct tp_arena *arena;
    struct tp_diags *ds;
    struct {
        const char *name;
        struct tp_xp_doc *doc;
    } docs[MAX_DOCS];
    size_t n;
    bool xslt, xpath1;
};

static const char *namespace_of(void *arg, const char *prefix)
{
    static const struct {
        const char *prefix, *uri;
    } known[] = {{"tei", TP_NS_TEI},
                 {"xs", "http://www.w3.org/2001/XMLSchema"},
                 {"fn", "http://www.w3.org/2005/xpath-functions"},
                 {"p", "urn:p"},
                 {"q", "urn:q"}};

    (void)arg;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].prefix, prefix) == 0)
            return known[i].uri;
    return NULL;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static struct tp_xp_doc *doc_of(void *arg, const char *uri, const char *base, const char **why)
{
    struct host *h = arg;

    (void)base;
    for (size_t i = 0; i < h->n; i++)
        if (strcmp(base_name(h->docs[i].name), uri) == 0)
            return h->docs[i].doc;
    *why = "it was not given";
    return NULL;
}

static const char *kind_of(const xmlNode *node)
{
    switch (node->type) {
    case XML_ELEMENT_NODE:
        return "element";
    case XML_ATTRIBUTE_NODE:
        return "attribute";
    case XML_COMMENT_NODE:
        return "comment";
    case XML_PI_NODE:
        return "instruction";
    case XML_DOCUMENT_NODE:
        return "document";
    default:
        return "text";
    }
}

static const char *const types[TP_XP_TYPES] = {
    [TP_XP_UNTYPED] = "untypedAtomic",
    [TP_XP_STRING] = "string",
    [TP_XP_URI] = "anyURI",
    [TP_XP_BOOLEAN] = "boolean",
    [TP_XP_INTEGER] = "integer",
    [TP_XP_DECIMAL] = "decimal",
    [TP_XP_FLOAT] = "float",
    [TP_XP_DOUBLE] = "double",
    [TP_XP_DURATION] = "duration",
    [TP_XP_YM_DURATION] = "yearMonthDuration",
    [TP_XP_DT_DURATION] = "dayTimeDuration",
    [TP_XP_DATETIME] = "dateTime",
    [TP_XP_DATE] = "date",
    [TP_XP_TIME] = "time",
    [TP_XP_GYEARMONTH] = "gYearMonth",
    [TP_XP_GYEAR] = "gYear",
    [TP_XP_GMONTHDAY] = "gMonthDay",
    [TP_XP_GDAY] = "gDay",
    [TP_XP_GMONTH] = "gMonth",
    [TP_XP_QNAME] = "QName",
    [TP_XP_HEX] = "hexBinary",
    [TP_XP_BASE64] = "base64Binary",
};

/* One line stays one line. */
static void print_text(const char *p, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (p[i] == '\n')
            fputs("\\n", stdout);
        else
            putchar(p[i]);
}

static void print_error(const struct tp_xp_error *error, bool compiling)
{
    printf("%s", error->code);
    if (compiling)
        printf(" at %zu", error->offset);
    fputs(": ", stdout);
    print_text(error->text, strlen(error->text));
    putchar('\n');
}

static void print_item(struct tp_xp_run *run, struct tp_xp_item item)
{
    struct tp_slice s = tp_xp_string(run, item);

    if (item.type == TP_XP_NAMESPACE) {
        printf("namespace %s=", item.u.ns->prefix);
    } else if (item.type == TP_XP_NODE) {
        const xmlNode *node = item.u.node;
        bool named = node->type == XML_ELEMENT_NODE || node->type == XML_ATTRIBUTE_NODE ||
                     node->type == XML_PI_NODE;

        printf("%s%s%s ", kind_of(node), named ? " " : "", named ? (const char *)node->name : "");
    } else {
        printf("%s ", types[item.type]);
    }
    putchar('"');
    print_text(s.p, s.len);
    putchar('"');
}

static void evaluate(struct host *h, struct tp_xp_run *run, const char *line)
{
    struct tp_xp_env env = {.namespace_of = namespace_of,
                            .xslt = h->xslt,
                            .xpath1 = h->xpath1,
                            .base_uri = "http://example.org/base/"};
    struct tp_arena *own = tp_arena_sub(h->arena);
    struct tp_xp_error error = {0};
    struct tp_xp *x = tp_xp_compile(own, &env, line, strlen(line), &error);
    struct tp_xp_seq out;

    if (!x) {
        print_error(&error, true);
    } else if (!tp_xp_eval(run, x, (xmlNode *)tp_xp_doc_tree(h->docs[0].doc), &out, &error)) {
        print_error(&error, false);
    } else {
        for (size_t i = 0; i < out.n; i++) {
            fputs(i ? ", " : "", stdout);
            print_item(run, out.v[i]);
        }
        puts(out.n ? "" : "()");
    }
    tp_xp_reset(run);
    tp_arena_free(own);
}

static void work(void *arg)
{
    struct host *h = arg;
    struct tp_xp_hooks hooks = {.doc = doc_of, .host = h, .now = 1262304000};
    struct tp_xp_run *run;
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;

    h->ds = tp_diags_new(h->arena, 0);
    for (size_t i = 0; i < h->n; i++) {
        xmlDocPtr tree = tp_xml_read_file(h->arena, h->docs[i].name, h->ds);

        if (!tree) {
            fprintf(stderr, "%s: can't be read\n", h->docs[i].name);
            exit(2);
        }
        h->docs[i].doc = tp_xp_doc_new(h->arena, tree);
    }
    run = tp_xp_run_new(h->arena, &hooks);
    while ((n = getline(&line, &cap, stdin)) > 0) {
        if (line[n - 1] == '\n')
            line[--n] = '\0';
        evaluate(h, run, line);
    }
    free(line);
}

int main(int argc, char **argv)
{
    struct host h = {.arena = tp_arena_new(0)};

    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--xslt") == 0)
            h.xslt = true;
        else if (strcmp(argv[i], "--1.0") == 0)
            h.xpath1 = true;
        else if (h.n < MAX_DOCS)
            h.docs[h.n++].name = argv[i];
    if (!h.n || !h.arena || !tp_guard(h.arena, work, &h))
        return 2;
    tp_arena_free(h.arena);
    return 0;
}
