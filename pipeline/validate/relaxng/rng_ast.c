#include "rng_ast.h"

#include <libxml/parserInternals.h>
#include <string.h>

#include "../../base/utf8.h"

static const char *const kind_names[TP_RNG_KINDS] = {
    [TP_RNG_ELEMENT] = "element",
    [TP_RNG_ATTRIBUTE] = "attribute",
    [TP_RNG_GROUP] = "group",
    [TP_RNG_INTERLEAVE] = "interleave",
    [TP_RNG_CHOICE] = "choice",
    [TP_RNG_OPTIONAL] = "optional",
    [TP_RNG_ZERO_OR_MORE] = "zeroOrMore",
    [TP_RNG_ONE_OR_MORE] = "oneOrMore",
    [TP_RNG_LIST] = "list",
    [TP_RNG_MIXED] = "mixed",
    [TP_RNG_REF] = "ref",
    [TP_RNG_PARENT_REF] = "parentRef",
    [TP_RNG_EMPTY] = "empty",
    [TP_RNG_VALUE] = "value",
    [TP_RNG_DATA] = "data",
    [TP_RNG_NOT_ALLOWED] = "notAllowed",
    [TP_RNG_EXTERNAL_REF] = "externalRef",
    [TP_RNG_GRAMMAR] = "grammar",
    [TP_RNG_TEXT] = "text",
    [TP_RNG_NAME] = "name",
    [TP_RNG_ANY_NAME] = "anyName",
    [TP_RNG_NS_NAME] = "nsName",
    [TP_RNG_NAME_CHOICE] = "choice",
    [TP_RNG_NAME_EXCEPT] = "except",
    [TP_RNG_PARAM] = "param",
    [TP_RNG_EXCEPT] = "except",
    [TP_RNG_START] = "start",
    [TP_RNG_DEFINE] = "define",
    [TP_RNG_DIV] = "div",
    [TP_RNG_INCLUDE] = "include",
    [TP_RNG_FOREIGN] = "annotation",
    [TP_RNG_CHARS] = "text",
    [TP_RNG_COMMENT] = "comment",
};

const char *tp_rng_kind_name(enum tp_rng_kind kind)
{
    return kind_names[kind];
}

struct tp_rng_node *tp_rng_node_new(struct tp_arena *a, enum tp_rng_kind kind,
                                    const struct tp_rng_setting *in)
{
    struct tp_rng_node *n = TP_NEW(a, struct tp_rng_node);

    n->kind = (uint8_t)kind;
    n->in = in;
    return n;
}

static struct tp_rng_setting *own_setting(struct tp_arena *a, struct tp_rng_node *n)
{
    struct tp_rng_setting *s = TP_NEW(a, struct tp_rng_setting);

    *s = *n->in;
    n->in = s;
    return s;
}

void tp_rng_set_library(struct tp_arena *a, struct tp_rng_node *n, const char *library)
{
    if (strcmp(n->in->dtlib, library) != 0)
        own_setting(a, n)->dtlib = library;
}

void tp_rng_set_attrs(struct tp_arena *a, struct tp_rng_node *n, struct tp_rng_attr *attrs)
{
    if (n->in->attrs != attrs)
        own_setting(a, n)->attrs = attrs;
}

void tp_rng_node_add(struct tp_rng_node *parent, struct tp_rng_node *child)
{
    child->parent = parent;
    child->next = NULL;
    if (parent->last)
        parent->last->next = child;
    else
        parent->child = child;
    parent->last = child;
}

/* In XML the offset is that of the end of a tag: its start is the last '<' before. */
static size_t start_of(const struct tp_rng_file *f, const char *text, size_t at)
{
    if (f->compact)
        return at;
    for (size_t i = at; i > 0; i--)
        if (text[i - 1] == '<' && i - 1 < at)
            return i - 1;
    return at;
}

struct tp_loc tp_rng_loc(const struct tp_rng_node *node)
{
    struct tp_rng_file *f = node->in->file;
    size_t at = node->offset, from, line = node->line;
    const char *text = f->offsets ? tp_rng_text(f) : NULL;

    if (!text || at > f->len)
        return tp_at(f->uri, line, 0);
    at = start_of(f, text, at);
    for (from = at; from < node->offset && !f->compact; from++)
        line -= text[from] == '\n' && line > 1;
    for (from = at; from > 0 && text[from - 1] != '\n'; from--)
        ;
    return tp_at(f->uri, line, tp_utf8_count(text + from, at - from) + 1);
}

/* XML 1.0, fourth edition: the letters are enumerated; libxml2 has the tables. */
static bool is_letter(uint32_t c)
{
    return IS_LETTER(c);
}

static bool is_namechar(uint32_t c)
{
    return IS_LETTER(c) || IS_DIGIT(c) || c == '.' || c == '-' || c == '_' || IS_COMBINING(c) ||
           IS_EXTENDER(c);
}

bool tp_rng_is_ncname(const char *s, size_t n)
{
    /* a bit for each of ASCII's: digits, '-', '.'; letters, '_' */
    static const uint64_t in_names[2] = {UINT64_C(0x03FF600000000000),
                                         UINT64_C(0x07FFFFFE87FFFFFE)};
    size_t i = 0;

    while (i < n) {
        unsigned char ascii = (unsigned char)s[i];
        uint32_t c;
        size_t len;
        if (ascii < 128 && in_names[ascii / 64] >> ascii % 64 & 1 && (i || ascii >= 64)) {
            i++;
            continue;
        }
        len = tp_utf8_decode(s + i, n - i, &c);
        if (len == 0 || !(i == 0 ? is_letter(c) || c == '_' : is_namechar(c)))
            return false;
        i += len;
    }
    return n > 0;
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool tp_rng_is_uri(const char *s)
{
    for (; *s; s++)
        if (*s == '%' && !(is_hex(s[1]) && is_hex(s[2])))
            return false;
    return true;
}

bool tp_rng_is_library_uri(const char *s)
{
    const char *p = s;

    if (!*s)
        return true;
    if (!is_alpha(*p) || strchr(s, '#') || !tp_rng_is_uri(s))
        return false;
    while (is_alpha(*p) || (*p >= '0' && *p <= '9') || *p == '+' || *p == '-' || *p == '.')
        p++;
    return *p == ':' && p[1];
}

const char *tp_rng_binding(const struct tp_rng_bind *b, const char *prefix, size_t n)
{
    if (n == 3 && memcmp(prefix, "xml", 3) == 0)
        return "http://www.w3.org/XML/1998/namespace";
    for (; b; b = b->outer)
        if (strlen(b->prefix) == n && memcmp(b->prefix, prefix, n) == 0)
            return *b->uri || n == 0 ? b->uri : NULL;
    return n == 0 ? "" : NULL;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

const char *tp_rng_trim(struct tp_arena *a, const char *s)
{
    size_t n;

    while (blank(*s))
        s++;
    n = strlen(s);
    if (n == 0 || !blank(s[n - 1]))
        return s;
    while (n && blank(s[n - 1]))
        n--;
    return tp_strndup(a, s, n);
}
