/* xsd_facets.c - facets: reading them from parameters, and whether values meet them. */
#include <math.h>
#include <string.h>

#include "../../base/utf8.h"
#include "xsd_kind.h"

static const char *const facet_names[TP_XSD_FACETS] = {
    [TP_XSD_LENGTH] = "length",
    [TP_XSD_MIN_LENGTH] = "minLength",
    [TP_XSD_MAX_LENGTH] = "maxLength",
    [TP_XSD_PATTERN] = "pattern",
    [TP_XSD_MIN_INCLUSIVE] = "minInclusive",
    [TP_XSD_MAX_INCLUSIVE] = "maxInclusive",
    [TP_XSD_MIN_EXCLUSIVE] = "minExclusive",
    [TP_XSD_MAX_EXCLUSIVE] = "maxExclusive",
    [TP_XSD_TOTAL_DIGITS] = "totalDigits",
    [TP_XSD_FRACTION_DIGITS] = "fractionDigits",
};

static size_t length_of(const struct tp_xsd_kind *k, struct tp_slice s,
                        const struct tp_xsd_value *v)
{
    switch (k->form) {
    case TP_XSD_F_HEX:
    case TP_XSD_F_BASE64:
    case TP_XSD_F_NMTOKENS:
    case TP_XSD_F_IDREFS:
    case TP_XSD_F_ENTITIES:
        return v->length;
    default:
        return tp_utf8_count(s.p, s.len);
    }
}

static enum tp_xsd_order compare(const struct tp_xsd_kind *k, const struct tp_xsd_value *x,
                                 const struct tp_xsd_value *y)
{
    switch (k->form) {
    case TP_XSD_F_DECIMAL:
    case TP_XSD_F_INTEGER:
        return tp_xsd_compare_decimal(x, y);
    case TP_XSD_F_FLOAT:
    case TP_XSD_F_DOUBLE:
        if (isnan(x->number) || isnan(y->number))
            return TP_XSD_UNORDERED;
        return x->number < y->number   ? TP_XSD_LESS
               : x->number > y->number ? TP_XSD_MORE
                                       : TP_XSD_EQUAL;
    case TP_XSD_F_DURATION:
        return tp_xsd_compare_duration(x, y);
    case TP_XSD_F_TIME:
        return tp_xsd_compare_time(x, y);
    default:
        return TP_XSD_UNORDERED;
    }
}

bool tp_xsd_facet_holds(const struct tp_xsd_kind *k, const struct tp_xsd_facet *f,
                        struct tp_slice s, const struct tp_xsd_value *v, struct tp_xsd_work *work)
{
    enum tp_xsd_order order = f->bound ? compare(k, v, f->bound) : TP_XSD_UNORDERED;

    switch ((enum tp_xsd_facet_kind)f->which) {
    case TP_XSD_LENGTH:
        return k->form == TP_XSD_F_QNAME || length_of(k, s, v) == f->number;
    case TP_XSD_MIN_LENGTH:
        return k->form == TP_XSD_F_QNAME || length_of(k, s, v) >= f->number;
    case TP_XSD_MAX_LENGTH:
        return k->form == TP_XSD_F_QNAME || length_of(k, s, v) <= f->number;
    case TP_XSD_PATTERN:
        return work && tp_regex_match(work, f->regex, s.p, s.len);
    case TP_XSD_MIN_INCLUSIVE:
        return order == TP_XSD_EQUAL || order == TP_XSD_MORE;
    case TP_XSD_MAX_INCLUSIVE:
        return order == TP_XSD_EQUAL || order == TP_XSD_LESS;
    case TP_XSD_MIN_EXCLUSIVE:
        return order == TP_XSD_MORE;
    case TP_XSD_MAX_EXCLUSIVE:
        return order == TP_XSD_LESS;
    case TP_XSD_TOTAL_DIGITS:
        return v->n_integer + v->n_fraction <= f->number;
    case TP_XSD_FRACTION_DIGITS:
        return v->n_fraction <= f->number;
    case TP_XSD_FACETS:
        break;
    }
    return false;
}

static bool whole_number(const char *value, size_t *out)
{
    struct tp_slice s = tp_xsd_trimmed(value, strlen(value));

    if (s.len && *s.p == '+')
        s.p++, s.len--;
    for (size_t i = *out = 0; i < s.len; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        *out = *out > SIZE_MAX / 20 ? SIZE_MAX / 2 : *out * 10 + (size_t)(s.p[i] - '0');
    }
    return s.len > 0;
}

static int facet_named(const char *name)
{
    int i = 0;

    while (i < TP_XSD_FACETS && strcmp(facet_names[i], name) != 0)
        i++;
    return i;
}

enum tp_xsd_param_result tp_xsd_param(struct tp_arena *a, struct tp_xsd_type *t,
                                      struct tp_xsd_regexes *regexes, const char *name,
                                      const char *value, const struct tp_xsd_context *context,
                                      const char **message)
{
    struct tp_xsd_facet *f = TP_NEW(a, struct tp_xsd_facet);
    const struct tp_xsd_facet **end = &t->facets;
    bool limit = false;

    f->which = facet_named(name);
    f->text = value;
    *message = tp_fmt(a, "the value '%s' of parameter '%s' is wrong", value, name);
    if (f->which == TP_XSD_FACETS || !(t->kind->facets >> f->which & 1)) {
        *message = tp_fmt(a, "datatype '%s' has no parameter '%s'", t->name, name);
        return TP_XSD_PARAM_WRONG;
    }
    if (f->which == TP_XSD_PATTERN) {
        f->regex = tp_regex_get(regexes, value, message, &limit);
        if (!f->regex)
            return limit ? TP_XSD_PARAM_LIMIT : TP_XSD_PARAM_WRONG;
    } else if (1u << f->which & TP_XSD_ORDERS) {
        struct tp_buf room = tp_buf_new(a);
        struct tp_slice text = tp_xsd_normal(t->kind, value, strlen(value), NULL, &room);
        f->bound = TP_NEW(a, struct tp_xsd_value);
        if (!tp_xsd_parse(t->kind, text, context, f->bound))
            return TP_XSD_PARAM_WRONG;
    } else if (!whole_number(value, &f->number) ||
               (f->which == TP_XSD_TOTAL_DIGITS && f->number == 0)) {
        return TP_XSD_PARAM_WRONG;
    }
    while (*end)
        end = (const struct tp_xsd_facet **)&(*end)->next;
    *end = f;
    return TP_XSD_PARAM_OK;
}

const char *tp_xsd_facet_text(struct tp_arena *a, const struct tp_xsd_facet *f)
{
    return tp_fmt(a, "%s %s", facet_names[f->which], f->text);
}

static const struct tp_xsd_facet *facet(const struct tp_xsd_type *t, enum tp_xsd_facet_kind which)
{
    const struct tp_xsd_facet *f = t->facets;

    while (f && f->which != (int)which)
        f = f->next;
    return f;
}

const char *tp_xsd_params_check(const struct tp_xsd_type *t)
{
    const struct tp_xsd_facet *least = facet(t, TP_XSD_MIN_LENGTH),
                              *most = facet(t, TP_XSD_MAX_LENGTH);

    for (const struct tp_xsd_facet *f = t->facets; f; f = f->next)
        for (const struct tp_xsd_facet *g = f->next; g; g = g->next)
            if (f->which == g->which && f->which != TP_XSD_PATTERN)
                return "a parameter is given twice";
    if (least && most && least->number > most->number)
        return "minLength is greater than maxLength";
    return NULL;
}
