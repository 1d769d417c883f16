/* xp_type.c - sequence types (XPath 2.0, 2.5.3 and 2.5.4): reading them, and does a value fit. */
#include <string.h>

#include "xp.h"

static const struct {
    const char *name;
    enum tp_xp_type type;
} atomic_types[] = {
    {"anyAtomicType", TP_XP_TYPES},
    {"untypedAtomic", TP_XP_UNTYPED},
    {"string", TP_XP_STRING},
    {"anyURI", TP_XP_URI},
    {"boolean", TP_XP_BOOLEAN},
    {"integer", TP_XP_INTEGER},
    {"decimal", TP_XP_DECIMAL},
    {"float", TP_XP_FLOAT},
    {"double", TP_XP_DOUBLE},
    {"duration", TP_XP_DURATION},
    {"yearMonthDuration", TP_XP_YM_DURATION},
    {"dayTimeDuration", TP_XP_DT_DURATION},
    {"dateTime", TP_XP_DATETIME},
    {"date", TP_XP_DATE},
    {"time", TP_XP_TIME},
    {"gYearMonth", TP_XP_GYEARMONTH},
    {"gYear", TP_XP_GYEAR},
    {"gMonthDay", TP_XP_GMONTHDAY},
    {"gDay", TP_XP_GDAY},
    {"gMonth", TP_XP_GMONTH},
    {"QName", TP_XP_QNAME},
    {"hexBinary", TP_XP_HEX},
    {"base64Binary", TP_XP_BASE64},
};

enum tp_xp_type xp_atomic_type(const char *uri, const char *local, uint8_t *derived)
{
    bool ours = strcmp(uri, XP_NS_XS) == 0;

    *derived = ours ? xp_derived_type(local) : 0;
    if (*derived)
        return xp_derived_from(*derived);
    if (ours)
        for (size_t i = 0; i < sizeof atomic_types / sizeof *atomic_types; i++)
            if (strcmp(atomic_types[i].name, local) == 0)
                return atomic_types[i].type;
    return TP_XP_NODE;
}

const char *xp_type_name(enum tp_xp_type type)
{
    static const char *const names[TP_XP_TYPES + 1] = {
        [TP_XP_NODE] = "node()",
        [TP_XP_NAMESPACE] = "namespace node",
        [TP_XP_UNTYPED] = "xs:untypedAtomic",
        [TP_XP_STRING] = "xs:string",
        [TP_XP_URI] = "xs:anyURI",
        [TP_XP_BOOLEAN] = "xs:boolean",
        [TP_XP_INTEGER] = "xs:integer",
        [TP_XP_DECIMAL] = "xs:decimal",
        [TP_XP_FLOAT] = "xs:float",
        [TP_XP_DOUBLE] = "xs:double",
        [TP_XP_DURATION] = "xs:duration",
        [TP_XP_YM_DURATION] = "xs:yearMonthDuration",
        [TP_XP_DT_DURATION] = "xs:dayTimeDuration",
        [TP_XP_DATETIME] = "xs:dateTime",
        [TP_XP_DATE] = "xs:date",
        [TP_XP_TIME] = "xs:time",
        [TP_XP_GYEARMONTH] = "xs:gYearMonth",
        [TP_XP_GYEAR] = "xs:gYear",
        [TP_XP_GMONTHDAY] = "xs:gMonthDay",
        [TP_XP_GDAY] = "xs:gDay",
        [TP_XP_GMONTH] = "xs:gMonth",
        [TP_XP_QNAME] = "xs:QName",
        [TP_XP_HEX] = "xs:hexBinary",
        [TP_XP_BASE64] = "xs:base64Binary",
        [TP_XP_TYPES] = "xs:anyAtomicType",
    };

    return names[type];
}

/* ---- kind tests ---- */

/* A type of XML Schema's own, atomic or not; and there are no others here. */
static bool known_type(const char *uri, const char *local)
{
    static const char *const others[] = {"anyType", "anySimpleType", "untyped", "NOTATION",
                                         "IDREFS",  "NMTOKENS",      "ENTITIES"};
    uint8_t derived;

    if (xp_atomic_type(uri, local, &derived) != TP_XP_NODE)
        return true;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(uri, XP_NS_XS) == 0 && strcmp(local, others[i]) == 0)
            return true;
    return false;
}

/* Element and attribute tests: (), (*), (N), (N, T), of elements (N, T?). Without a schema, only
 * xs:untyped and xs:anyType (of attributes xs:untypedAtomic, xs:anySimpleType, xs:anyAtomicType)
 * fit. */
static void element_arguments(struct xp_parser *p, struct xp_test *test)
{
    static const char *const fitting[] = {"untyped", "anyType", "untypedAtomic", "anySimpleType",
                                          "anyAtomicType"};
    const char *uri, *local;
    size_t offset;
    const char *standard =
        test->kind == XP_ELEMENT_KIND && p->env->element_namespace ? p->env->element_namespace : "";

    if (xp_lex_is(&p->lex, ")"))
        return;
    if (!xp_take(p, "*"))
        xp_name(p, standard, &test->uri, &test->local);
    if (!xp_take(p, ","))
        return;
    offset = p->lex.start;
    xp_name(p, standard, &uri, &local);
    if (!uri || !local || !known_type(uri, local))
        xp_fail(p, "XPST0008", offset, "there is no type %s", local ? local : "*");
    if (test->kind == XP_ELEMENT_KIND)
        (void)xp_take(p, "?");
    test->type = local;
    for (size_t i = test->kind == XP_ELEMENT_KIND ? 0 : 2;
         i < (test->kind == XP_ELEMENT_KIND ? 2 : 5); i++)
        if (strcmp(local, fitting[i]) == 0)
            test->type = NULL;
}

static void kind_arguments(struct xp_parser *p, struct xp_test *test)
{
    if (test->kind == XP_ELEMENT_KIND || test->kind == XP_ATTRIBUTE_KIND) {
        element_arguments(p, test);
    } else if (test->kind == XP_PI_KIND && p->lex.token == XP_T_STRING) {
        struct tp_xp_item s = xp_string_literal(p);
        struct tp_slice t = tp_slice_trim((struct tp_slice){s.u.text, s.len});

        test->local = tp_strndup(p->arena, t.p, t.len);
    } else if (test->kind == XP_PI_KIND && p->lex.token == XP_T_NAME) {
        const char *uri;

        xp_name(p, "", &uri, &test->local);
    } else if (test->kind == XP_DOCUMENT_KIND && !xp_lex_is(&p->lex, ")")) {
        test->inner = TP_NEW(p->arena, struct xp_test);
        if (!xp_parse_kind_test(p, test->inner) || test->inner->kind != XP_ELEMENT_KIND)
            xp_fail(p, "XPST0003", p->lex.start, "document-node() may only have element() in it");
    }
}

bool xp_parse_kind_test(struct xp_parser *p, struct xp_test *test)
{
    static const struct {
        const char *name;
        enum xp_kind kind;
    } kinds[] = {
        {"node", XP_ANY_NODE},
        {"element", XP_ELEMENT_KIND},
        {"attribute", XP_ATTRIBUTE_KIND},
        {"text", XP_TEXT_KIND},
        {"comment", XP_COMMENT_KIND},
        {"processing-instruction", XP_PI_KIND},
        {"document-node", XP_DOCUMENT_KIND},
    };

    if (p->lex.token != XP_T_NAME || !xp_peek_paren(p))
        return false;
    if (xp_lex_is(&p->lex, "schema-element") || xp_lex_is(&p->lex, "schema-attribute"))
        xp_fail(p, "XPST0008", p->lex.start, "no schema's declarations are known here");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (xp_take(p, kinds[i].name)) {
            *test = (struct xp_test){.kind = kinds[i].kind};
            xp_expect(p, "(");
            kind_arguments(p, test);
            xp_expect(p, ")");
            return true;
        }
    return false;
}

/* ---- sequence types ---- */

static void atomic(struct xp_parser *p, struct xp_sequence_type *t)
{
    size_t offset = p->lex.start;
    const char *uri, *local;

    xp_name(p, "", &uri, &local);
    t->what = XP_TYPE_ATOMIC;
    t->atomic = uri && local ? xp_atomic_type(uri, local, &t->derived) : TP_XP_NODE;
    if (t->atomic == TP_XP_NODE && uri && local && strcmp(uri, XP_NS_XS) == 0 &&
        strcmp(local, "NOTATION") == 0)
        t->atomic = TP_XP_NAMESPACE; /* which no atomic value is: without a schema, none is one */
    if (t->atomic == TP_XP_NODE)
        xp_fail(p, "XPST0051", offset, "%s is no atomic type", local ? local : "this");
}

const struct xp_sequence_type *xp_parse_type(struct xp_parser *p, bool single)
{
    struct xp_sequence_type *t = TP_NEW(p->arena, struct xp_sequence_type);
    size_t offset = p->lex.start;

    t->occurs = '1';
    if (single) {
        atomic(p, t);
        if (t->atomic == TP_XP_TYPES || t->atomic == TP_XP_NAMESPACE)
            xp_fail(p, "XPST0080", offset,
                    "nothing can be cast to xs:anyAtomicType or xs:NOTATION");
        if (xp_take(p, "?"))
            t->occurs = '?';
        return t;
    }
    if (xp_lex_is(&p->lex, "empty-sequence") && xp_peek_paren(p)) {
        (void)xp_take(p, "empty-sequence");
        xp_expect(p, "(");
        xp_expect(p, ")");
        t->what = XP_TYPE_EMPTY;
        return t;
    }
    if (xp_lex_is(&p->lex, "item") && xp_peek_paren(p)) {
        (void)xp_take(p, "item");
        xp_expect(p, "(");
        xp_expect(p, ")");
        t->what = XP_TYPE_ITEM;
    } else if (xp_parse_kind_test(p, &t->test)) {
        t->what = XP_TYPE_NODE;
    } else {
        atomic(p, t);
    }
    if (xp_take(p, "?"))
        t->occurs = '?';
    else if (xp_take(p, "*"))
        t->occurs = '*';
    else if (xp_take(p, "+"))
        t->occurs = '+';
    return t;
}

static bool atomic_fits(enum tp_xp_type wanted, enum tp_xp_type is)
{
    return wanted == is || wanted == TP_XP_TYPES ||
           (wanted == TP_XP_DECIMAL && is == TP_XP_INTEGER) ||
           (wanted == TP_XP_DURATION && (is == TP_XP_YM_DURATION || is == TP_XP_DT_DURATION));
}

static bool item_fits(const struct xp_sequence_type *t, struct tp_xp_item item)
{
    switch (t->what) {
    case XP_TYPE_EMPTY:
        return false;
    case XP_TYPE_ITEM:
        return true;
    case XP_TYPE_NODE:
        return xp_is_node(item) && xp_test_item(&t->test, item);
    case XP_TYPE_NUMERIC:
        return xp_is_numeric(item);
    case XP_TYPE_ATOMIC:
        break;
    }
    return !xp_is_node(item) && atomic_fits(t->atomic, (enum tp_xp_type)item.type) &&
           (!t->derived || xp_is_derived(item.derived, t->derived));
}

bool xp_instance(struct tp_xp_run *r, const struct xp_sequence_type *t, const struct tp_xp_seq *seq)
{
    if (t->what == XP_TYPE_EMPTY)
        return seq->n == 0;
    if (seq->n == 0)
        return t->occurs == '?' || t->occurs == '*';
    if (seq->n > 1 && t->occurs != '*' && t->occurs != '+')
        return false;
    xp_tick(r, seq->n);
    for (size_t i = 0; i < seq->n; i++)
        if (!item_fits(t, seq->v[i]))
            return false;
    return true;
}
