/*
 * xp_derived.c - the atomic types that XML Schema part 2 (3.3) derives from xs:integer and
 * xs:string: which values they have, and which of them are derived from which.
 */
#include <string.h>

#include "../base/utf8.h"
#include "xp.h"

enum rule { RANGE, LINES, TOKENS, LANGUAGE, NMTOKEN, NAME, NCNAME };

static const struct {
    const char *name, *parent; /* PARENT NULL: the type itself that they are derived from */
    enum rule rule;
    int64_t min, max;
} derived[] = {
    {"", NULL, RANGE, 0, 0}, /* 0: not derived */
    {"long", NULL, RANGE, INT64_MIN, INT64_MAX},
    {"int", "long", RANGE, INT32_MIN, INT32_MAX},
    {"short", "int", RANGE, INT16_MIN, INT16_MAX},
    {"byte", "short", RANGE, INT8_MIN, INT8_MAX},
    {"nonPositiveInteger", NULL, RANGE, INT64_MIN, 0},
    {"negativeInteger", "nonPositiveInteger", RANGE, INT64_MIN, -1},
    {"nonNegativeInteger", NULL, RANGE, 0, INT64_MAX},
    {"positiveInteger", "nonNegativeInteger", RANGE, 1, INT64_MAX},
    {"unsignedLong", "nonNegativeInteger", RANGE, 0, INT64_MAX},
    {"unsignedInt", "unsignedLong", RANGE, 0, UINT32_MAX},
    {"unsignedShort", "unsignedInt", RANGE, 0, UINT16_MAX},
    {"unsignedByte", "unsignedShort", RANGE, 0, UINT8_MAX},
    {"normalizedString", NULL, LINES, 0, 0},
    {"token", "normalizedString", TOKENS, 0, 0},
    {"language", "token", LANGUAGE, 0, 0},
    {"NMTOKEN", "token", NMTOKEN, 0, 0},
    {"Name", "token", NAME, 0, 0},
    {"NCName", "Name", NCNAME, 0, 0},
    {"ID", "NCName", NCNAME, 0, 0},
    {"IDREF", "NCName", NCNAME, 0, 0},
    {"ENTITY", "NCName", NCNAME, 0, 0},
};

uint8_t xp_derived_type(const char *local)
{
    for (size_t i = 1; i < sizeof derived / sizeof *derived; i++)
        if (strcmp(derived[i].name, local) == 0)
            return (uint8_t)i;
    return 0;
}

enum tp_xp_type xp_derived_from(uint8_t type)
{
    return derived[type].rule == RANGE ? TP_XP_INTEGER : TP_XP_STRING;
}

const char *xp_derived_name(uint8_t type)
{
    return derived[type].name;
}

bool xp_is_derived(uint8_t type, uint8_t from)
{
    while (type && type != from)
        type = derived[type].parent ? xp_derived_type(derived[type].parent) : 0;
    return type == from;
}

/* White space, each of it, as one space. */
static struct tp_slice without_lines(struct tp_xp_run *r, struct tp_slice s)
{
    char *p = tp_strndup(r->work, s.p, s.len);

    for (size_t i = 0; i < s.len; i++)
        if (p[i] == '\t' || p[i] == '\n' || p[i] == '\r')
            p[i] = ' ';
    return (struct tp_slice){p, s.len};
}

/* Words of one to eight letters, behind the first also digits, with hyphens between (RFC 3066). */
static bool is_language(struct tp_slice s)
{
    size_t n = 0;
    bool first = true;

    for (size_t i = 0; i <= s.len; i++) {
        char c = i < s.len ? s.p[i] : '-';
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

        if (c == '-') {
            if (!n || n > 8)
                return false;
            n = 0;
            first = false;
        } else if (letter || (!first && c >= '0' && c <= '9')) {
            n++;
        } else {
            return false;
        }
    }
    return true;
}

/* Name characters, the colon among them; ANY: the first may be any of them too. */
static bool is_name(struct tp_xp_run *r, struct tp_slice s, bool any)
{
    char *p = tp_alloc(r->work, s.len + 2);

    p[0] = '_';
    memcpy(p + any, s.p, s.len);
    for (size_t i = 0; i < s.len + any; i++)
        if (p[i] == ':')
            p[i] = '_';
    return s.len && xp_is_ncname((struct tp_slice){p, s.len + any});
}

bool xp_derive(struct tp_xp_run *r, uint8_t type, struct tp_xp_item *item)
{
    struct tp_slice s = {item->u.text, item->len};
    bool ok = true;

    item->derived = type;
    if (derived[type].rule == RANGE)
        return item->u.integer >= derived[type].min && item->u.integer <= derived[type].max;
    s = derived[type].rule == LINES ? without_lines(r, s) : xp_collapse(r, s);
    switch (derived[type].rule) {
    case LANGUAGE:
        ok = is_language(s);
        break;
    case NMTOKEN:
    case NAME:
        ok = is_name(r, s, derived[type].rule == NMTOKEN);
        break;
    case NCNAME:
        ok = xp_is_ncname(s);
        break;
    default:
        break;
    }
    item->u.text = s.p;
    item->len = (uint32_t)s.len;
    return ok;
}
