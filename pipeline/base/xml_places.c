#include "xml_places.h"

#include <string.h>

#include "utf8.h"

/* Of an element, in document order. */
struct extent {
    size_t start;   /* its "<" */
    size_t content; /* behind the start tag */
    size_t end;     /* behind the end tag */
};

struct entry {
    const xmlNode *node; /* NULL: free */
    size_t number;
};

struct tp_xml_places {
    struct tp_slice text;
    const struct tp_lines *lines;
    TP_VEC(struct extent) extents;
    struct entry *table; /* elements to their numbers, open addressing */
    size_t mask;
    bool exact; /* the source and the tree have the same elements */
};

/* ---- the source ---- */

struct scan {
    struct tp_arena *arena;
    const char *p, *end;
    const char *text;
};

/* Behind the next WORD; the end when there is none. */
static void pass(struct scan *s, const char *word)
{
    size_t n = strlen(word);

    for (; (size_t)(s->end - s->p) >= n; s->p++) {
        const char *p = memchr(s->p, word[0], (size_t)(s->end - s->p));

        if (!p || (size_t)(s->end - p) < n)
            break;
        s->p = p;
        if (memcmp(p, word, n) == 0) {
            s->p += n;
            return;
        }
    }
    s->p = s->end;
}

static bool at(const struct scan *s, const char *word)
{
    size_t n = strlen(word);

    return (size_t)(s->end - s->p) >= n && memcmp(s->p, word, n) == 0;
}

/* A document type, with what is in its brackets: strings and comments may hold > and ]. */
static void pass_doctype(struct scan *s)
{
    size_t open = 0;

    while (s->p < s->end) {
        char c = *s->p;

        if (at(s, "<!--")) {
            pass(s, "-->");
            continue;
        }
        if (at(s, "<?")) {
            pass(s, "?>");
            continue;
        }
        s->p++;
        if (c == '"' || c == '\'') {
            const char *q = memchr(s->p, c, (size_t)(s->end - s->p));

            s->p = q ? q + 1 : s->end;
        } else if (c == '[' || c == '<') {
            open++;
        } else if (c == ']') {
            open--;
        } else if (c == '>' && --open == 0) {
            return;
        }
    }
}

/* Behind the ">" of the tag here; *EMPTY: it was "/>". */
static void pass_tag(struct scan *s, bool *empty)
{
    *empty = false;
    for (s->p++; s->p < s->end; s->p++)
        if (*s->p == '"' || *s->p == '\'') {
            const char *q = memchr(s->p + 1, *s->p, (size_t)(s->end - s->p) - 1);

            s->p = q ? q : s->end - 1;
        } else if (*s->p == '>') {
            *empty = s->p[-1] == '/';
            s->p++;
            return;
        }
}

static bool pass_other(struct scan *s)
{
    if (at(s, "<!--"))
        pass(s, "-->");
    else if (at(s, "<![CDATA["))
        pass(s, "]]>");
    else if (at(s, "<!DOCTYPE"))
        pass_doctype(s);
    else if (at(s, "<?"))
        pass(s, "?>");
    else
        return false;
    return true;
}

static void read_source(struct tp_xml_places *places, struct scan *s)
{
    TP_VEC(size_t) open = {0};

    while (s->p < s->end && (s->p = memchr(s->p, '<', (size_t)(s->end - s->p)))) {
        size_t start = (size_t)(s->p - s->text);
        bool empty;

        if (pass_other(s))
            continue;
        if (at(s, "</")) {
            pass(s, ">");
            if (open.n)
                places->extents.v[open.v[--open.n]].end = (size_t)(s->p - s->text);
            continue;
        }
        pass_tag(s, &empty);
        TP_PUSH(s->arena, &places->extents,
                (struct extent){start, (size_t)(s->p - s->text), (size_t)(s->p - s->text)});
        if (!empty)
            TP_PUSH(s->arena, &open, places->extents.n - 1);
    }
}

/* ---- the tree ---- */

static struct entry *find(const struct tp_xml_places *p, const xmlNode *node)
{
    uintptr_t h = (uintptr_t)node;
    size_t i = (size_t)((h >> 4) * 0x9E3779B97F4A7C15u >> 20) & p->mask;

    while (p->table[i].node && p->table[i].node != node)
        i = (i + 1) & p->mask;
    return &p->table[i];
}

static const xmlNode *next_node(const xmlNode *node)
{
    if (node->children && (node->type == XML_ELEMENT_NODE || node->type == XML_DOCUMENT_NODE))
        return node->children;
    while (node && !node->next)
        node = node->parent;
    return node ? node->next : NULL;
}

static void read_tree(struct tp_xml_places *p, struct tp_arena *a, const xmlDoc *doc)
{
    size_t n = 0;

    for (p->mask = 63; p->mask < p->extents.n * 2; p->mask = p->mask * 2 + 1)
        ;
    p->table = TP_NEW_ARRAY(a, p->mask + 1, struct entry);
    for (const xmlNode *node = (const xmlNode *)doc; node; node = next_node(node))
        if (node->type == XML_ELEMENT_NODE && n++ < p->extents.n)
            *find(p, node) = (struct entry){node, n - 1};
    p->exact = n == p->extents.n;
}

struct tp_xml_places *tp_xml_places_new(struct tp_arena *a, const xmlDoc *doc,
                                        struct tp_slice text)
{
    struct tp_xml_places *p = TP_NEW(a, struct tp_xml_places);
    struct scan s = {a, text.p, text.p + text.len, text.p};

    p->text = text;
    if (text.len && tp_utf8_valid(text.p, text.len) == text.len) {
        read_source(p, &s);
        read_tree(p, a, doc);
        p->lines = tp_lines_new(a, text.p, text.len);
    }
    return p;
}

/* ---- places ---- */

static const struct extent *extent_of(const struct tp_xml_places *p, const xmlNode *element)
{
    const struct entry *e = find(p, element);

    return e->node ? &p->extents.v[e->number] : NULL;
}

static bool space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The attribute in its element's start tag. One that a DTD adds isn't there: the tag is its place.
 */
static size_t attribute_place(const struct tp_xml_places *p, const xmlNode *attribute,
                              const struct extent *e)
{
    const char *prefix = attribute->ns && attribute->ns->prefix ? (const char *)attribute->ns->prefix
                                                                : NULL;
    size_t i = e->start + 1, n = prefix ? strlen(prefix) : 0;
    const char *t = p->text.p;

    while (i < e->content && !space(t[i]) && t[i] != '>' && t[i] != '/')
        i++;
    while (i < e->content) {
        size_t from, len;

        while (i < e->content && (space(t[i]) || t[i] == '/'))
            i++;
        for (from = i; i < e->content && t[i] != '=' && !space(t[i]) && t[i] != '>'; i++)
            ;
        len = i - from;
        if (prefix && len > n + 1 && t[from + n] == ':' && memcmp(t + from, prefix, n) == 0
                ? len - n - 1 == strlen((const char *)attribute->name) &&
                      memcmp(t + from + n + 1, attribute->name, len - n - 1) == 0
                : !prefix && len == strlen((const char *)attribute->name) &&
                      memcmp(t + from, attribute->name, len) == 0)
            return from;
        while (i < e->content && t[i] != '"' && t[i] != '\'')
            i++;
        if (i >= e->content)
            break;
        {
            const char *q = memchr(t + i + 1, t[i], e->content - i - 1);

            i = q ? (size_t)(q - t) + 1 : e->content;
        }
    }
    return e->start;
}

/* A node that is no element, from its last neighbour whose end is known. */
static size_t between(const struct tp_xml_places *p, const xmlNode *node, const struct extent *parent)
{
    struct scan s = {NULL, p->text.p + (parent ? parent->content : 0), p->text.p + p->text.len,
                     p->text.p};
    const xmlNode *first = node;
    bool text = node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;

    while (first->prev && first->prev->type != XML_ELEMENT_NODE)
        first = first->prev;
    if (first->prev) {
        const struct extent *e = extent_of(p, first->prev);

        if (e)
            s.p = p->text.p + e->end;
    }
    for (const xmlNode *n = first; n != node; n = n->next)
        if (n->type != XML_TEXT_NODE && n->type != XML_CDATA_SECTION_NODE) {
            s.p = memchr(s.p, '<', (size_t)(s.end - s.p));
            if (!s.p)
                return 0;
            while (at(&s, "<![CDATA[")) {
                pass(&s, "]]>");
                s.p = memchr(s.p, '<', (size_t)(s.end - s.p));
                if (!s.p)
                    return 0;
            }
            (void)pass_other(&s);
        }
    while (s.p < s.end && (text ? space(*s.p) : *s.p != '<'))
        s.p++;
    return (size_t)(s.p - s.text);
}

struct tp_place tp_xml_place(const struct tp_xml_places *p, const xmlNode *node)
{
    const xmlNode *element = node->type == XML_ELEMENT_NODE ? node : node->parent;
    const struct extent *e;
    struct tp_place place = {0, 0};
    long line;

    if (node->type == XML_DOCUMENT_NODE) {
        element = node = xmlDocGetRootElement((const xmlDoc *)node);
        if (!node)
            return place;
    }
    if (p->exact) {
        e = element && element->type == XML_ELEMENT_NODE ? extent_of(p, element) : NULL;
        if (node->type == XML_ELEMENT_NODE && e)
            return tp_lines_locate(p->lines, e->start);
        if (node->type == XML_ATTRIBUTE_NODE && e)
            return tp_lines_locate(p->lines, attribute_place(p, node, e));
        if (node->type != XML_ATTRIBUTE_NODE && node->type != XML_ELEMENT_NODE)
            return tp_lines_locate(p->lines, between(p, node, e));
    }
    line = xmlGetLineNo(node->type == XML_ATTRIBUTE_NODE ? element : node);
    place.line = line > 0 ? (size_t)line : 0;
    return place;
}
