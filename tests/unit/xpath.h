/* xpath.h - what the tests of the XPath engine share. Include behind cmocka.h. */
#ifndef TP_TEST_XPATH_H
#define TP_TEST_XPATH_H

#include <stdint.h>
#include <string.h>

#include "../../pipeline/base/diag.h"
#include "../../pipeline/base/xml.h"
#include "../../pipeline/xpath/xpath.h"
#include "guard.h"

static inline const char *namespace_of(void *host, const char *prefix)
{
    (void)host;
    return strcmp(prefix, "p") == 0    ? "urn:p"
           : strcmp(prefix, "h") == 0  ? "urn:host"
           : strcmp(prefix, "xs") == 0 ? "http://www.w3.org/2001/XMLSchema"
                                       : NULL;
}

static inline int variable_slot(void *host, const char *uri, const char *local)
{
    (void)host;
    return *uri == '\0' && local[0] >= 'a' && local[0] <= 'e' && !local[1] ? local[0] - 'a' : -1;
}

static const struct tp_xp_env plain = {
    .namespace_of = namespace_of, .variable = variable_slot, .xslt = true};

static inline xmlDoc *read_tree(struct tp_arena *a, const char *xml)
{
    xmlDoc *tree = tp_xml_read_memory(a, xml, strlen(xml), "test", tp_diags_new(a, 0));

    assert_non_null(tree);
    return tree;
}

static inline struct tp_xp *compiled(struct tp_arena *a, const char *text)
{
    struct tp_xp_error error = {0};
    struct tp_xp *x = tp_xp_compile(a, &plain, text, strlen(text), &error);

    if (!x)
        fail_msg("%s: %s %s", text, error.code, error.text);
    return x;
}

static inline struct tp_xp_seq value_of(struct tp_arena *a, struct tp_xp_run *run, const char *text,
                                        xmlNode *node)
{
    struct tp_xp_error error = {0};
    struct tp_xp_seq out;

    if (!tp_xp_eval(run, compiled(a, text), node, &out, &error))
        fail_msg("%s: %s %s", text, error.code, error.text);
    return out;
}

static inline void gives(struct tp_arena *a, struct tp_xp_run *run, const char *text, xmlNode *node,
                         const char *wanted)
{
    struct tp_slice got;
    struct tp_xp_error error = {0};

    if (!tp_xp_text(run, compiled(a, text), node, &got, &error))
        fail_msg("%s: %s %s", text, error.code, error.text);
    if (!tp_slice_is(got, wanted))
        fail_msg("%s gives \"%.*s\", not \"%s\"", text, (int)got.len, got.p, wanted);
}

static inline void fails(struct tp_arena *a, struct tp_xp_run *run, const char *text, xmlNode *node,
                         const char *code)
{
    struct tp_xp_error error = {0};
    struct tp_xp_seq out;

    assert_false(tp_xp_eval(run, compiled(a, text), node, &out, &error));
    assert_string_equal(error.code, code);
    assert_int_equal(out.n, 0);
    assert_non_null(error.text);
    assert_true(error.offset <= strlen(text));
}

/* The test NAME: the function of that name, guarded. */
#define TEST(name)                                                                                 \
    static void test_##name(void **unused)                                                         \
    {                                                                                              \
        (void)unused;                                                                              \
        guarded(name);                                                                             \
    }

#endif
