#include "xml_places.h"

#include <stdio.h>
#include <stdlib.h>
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

/* What was included. */
struct part {
    const xmlNode *top;
    struct tp_xml_places *places;
    const char *file;
};

/* The last node that was looked for between elements, and from where: the next one is mostly near,
 * and there may be thousands between two elements. */
struct last {
    const xmlNode *node;
    size_t at;
};

struct tp_xml_places {
    TP_VEC(struct part) parts;
    struct last *last;
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

static const xmlNode *node_below(const xmlNode *node, const xmlNode *top)
{
    if (node->children && (node->type == XML_ELEMENT_NODE || node->type == XML_DOCUMENT_NODE))
        return node->children;
    while (node != top && !node->next)
        node = node->parent;
    return node == top ? NULL : node->next;
}

/* The elements from TOP on are those of the source from number FIRST on. Room is left for what may
 * come to stand for them. */
static void read_tree(struct tp_xml_places *p, struct tp_arena *a, const xmlNode *top, size_t first)
{
    size_t n = first;

    for (p->mask = 63; p->mask < p->extents.n * 4; p->mask = p->mask * 2 + 1)
        ;
    p->table = TP_NEW_ARRAY(a, p->mask + 1, struct entry);
    for (const xmlNode *node = top; node; node = node_below(node, top))
        if (node->type == XML_ELEMENT_NODE && n++ < p->extents.n)
            *find(p, node) = (struct entry){node, n - 1};
    p->exact = top->type == XML_DOCUMENT_NODE ? n == p->extents.n : n <= p->extents.n;
}

static struct tp_xml_places *read_all(struct tp_arena *a, const xmlNode *top, size_t first,
                                      struct tp_slice text)
{
    struct tp_xml_places *p = TP_NEW(a, struct tp_xml_places);
    struct scan s = {a, text.p, text.p + text.len, text.p};

    p->text = text;
    p->last = TP_NEW(a, struct last);
    if (text.len && tp_utf8_valid(text.p, text.len) == text.len) {
        if (top->type != XML_TEXT_NODE)
            read_source(p, &s);
        read_tree(p, a, top, first);
        p->lines = tp_lines_new(a, text.p, text.len);
    }
    return p;
}

struct tp_xml_places *tp_xml_places_new(struct tp_arena *a, const xmlDoc *doc, struct tp_slice text)
{
    return doc->psvi ? doc->psvi : read_all(a, (const xmlNode *)doc, 0, text);
}

/* ---- included parts ---- */

static const struct part *part_of(const struct tp_xml_places *p, const xmlNode *node)
{
    for (; p->parts.n && node && node->type != XML_DOCUMENT_NODE; node = node->parent)
        for (size_t i = 0; i < p->parts.n; i++)
            if (p->parts.v[i].top == node) /* what is inside another part comes first: upwards */
                return &p->parts.v[i];
    return NULL;
}

const char *tp_xml_place_file(const struct tp_xml_places *p, const xmlNode *node)
{
    const struct part *part = part_of(p, node);

    return part ? part->file : NULL;
}

const xmlNode *tp_xml_place_top(const struct tp_xml_places *p, const xmlNode *node)
{
    const struct part *part = part_of(p, node);

    return part ? part->top : NULL;
}

void tp_xml_places_add(struct tp_xml_places *p, struct tp_arena *a, const xmlNode *include,
                       const xmlNode *top, size_t first, struct tp_slice text, const char *file)
{
    const struct part *host_part = part_of(p, include);
    struct tp_xml_places *host = host_part ? host_part->places : p;
    const struct entry *e = host->table ? find(host, include) : NULL;

    /* For its neighbours, it ends where the include does. Of each include there is one such entry:
     * a table with room for twice its elements holds them. */
    if (e && e->node)
        *find(host, top) = (struct entry){top, e->number};
    TP_PUSH(a, &p->parts, (struct part){top, read_all(a, top, first, text), file});
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
    const char *prefix =
        attribute->ns && attribute->ns->prefix ? (const char *)attribute->ns->prefix : NULL;
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

/* Behind the XML declaration, which looks like an instruction and is no node. */
static size_t prolog(const struct tp_xml_places *p)
{
    struct scan s = {NULL, p->text.p, p->text.p + p->text.len, p->text.p};

    if (at(&s, "\xEF\xBB\xBF"))
        s.p += 3;
    if (at(&s, "<?xml") && s.end - s.p > 5 && space(s.p[5]))
        pass(&s, "?>");
    return (size_t)(s.p - s.text);
}

/* Where the run of nodes that are no elements begins that NODE, which is none either, is in: behind
 * the element before or the start tag of the parent. */
static size_t run_start(const struct tp_xml_places *p, const xmlNode *node,
                        const struct extent *parent)
{
    const struct extent *e;

    while (node->prev && node->prev->type != XML_ELEMENT_NODE)
        node = node->prev;
    e = node->prev ? extent_of(p, node->prev) : NULL;
    return e ? e->end : parent ? parent->content : prolog(p);
}

/* A node that is no element, from its last neighbour whose end is known. */
static size_t between(const struct tp_xml_places *p, const xmlNode *node,
                      const struct extent *parent)
{
    struct scan s = {NULL, NULL, p->text.p + p->text.len, p->text.p};
    const xmlNode *first = node;
    bool text = node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;

    while (first != p->last->node && first->prev && first->prev->type != XML_ELEMENT_NODE)
        first = first->prev;
    s.p = p->text.p + (first == p->last->node ? p->last->at : run_start(p, node, parent));
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
    *p->last = (struct last){node, (size_t)(s.p - s.text)};
    while (s.p < s.end && (text ? space(*s.p) : *s.p != '<'))
        s.p++;
    return (size_t)(s.p - s.text);
}

struct tp_place tp_xml_place(const struct tp_xml_places *p, const xmlNode *node)
{
    const xmlNode *element = node->type == XML_ELEMENT_NODE ? node : node->parent;
    const struct extent *e;
    struct tp_place place = {0, 0};
    const struct part *part = part_of(p, node);
    long line;

    if (part && part->top->type == XML_TEXT_NODE)
        return (struct tp_place){1, 1};
    if (part)
        return tp_xml_place(part->places, node);
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

/* ---- places in texts ---- */

/* The reference at S (an "&"): its length in the source, and in *BYTES how long its text is. */
static size_t reference(const struct scan *s, const xmlDoc *doc, size_t *bytes)
{
    const char *end = memchr(s->p, ';', (size_t)(s->end - s->p));
    size_t n = end ? (size_t)(end - s->p) + 1 : 1;
    char name[256], utf8[4];

    *bytes = 1;
    if (n < 3 || n > sizeof name)
        return n;
    memcpy(name, s->p + 1, n - 2);
    name[n - 2] = '\0';
    if (name[0] == '#') {
        unsigned long cp =
            name[1] == 'x' ? strtoul(name + 2, NULL, 16) : strtoul(name + 1, NULL, 10);

        if (cp && cp < 0x110000 && (cp & 0xFFFFF800u) != 0xD800)
            *bytes = tp_utf8_encode((uint32_t)cp, utf8);
    } else {
        const xmlEntity *e = xmlGetDocEntity(doc, (const xmlChar *)name);

        if (e && e->etype == XML_INTERNAL_GENERAL_ENTITY && e->content)
            *bytes = strlen((const char *)e->content);
    }
    return n;
}

/* One step through the source: *BYTES of the text stand in so many bytes there. */
static size_t step(const struct scan *s, const xmlDoc *doc, bool attribute, bool cdata,
                   size_t *bytes)
{
    *bytes = 1;
    if (*s->p == '&' && !cdata)
        return reference(s, doc, bytes);
    if (*s->p == '\r' && s->p + 1 < s->end && s->p[1] == '\n')
        return 2;
    if (attribute)
        return 1;
    *bytes = 0;
    if (cdata && at(s, "]]>"))
        return 3;
    if (!cdata && at(s, "<![CDATA["))
        return 9;
    *bytes = 1;
    return 1;
}

/* From the beginning of a text or value, OFFSET bytes of it further; comments and instructions
 * between are passed over. */
static size_t walk(const struct tp_xml_places *p, const xmlDoc *doc, size_t from, size_t offset,
                   bool attribute)
{
    struct scan s = {NULL, p->text.p + from, p->text.p + p->text.len, p->text.p};
    bool cdata = false;

    while (s.p < s.end) {
        size_t bytes, n;

        if (!attribute && !cdata && *s.p == '<' && !at(&s, "<![CDATA[")) {
            if (!pass_other(&s))
                break;
            continue;
        }
        n = step(&s, doc, attribute, cdata, &bytes);
        if (bytes > offset)
            break;
        if (bytes == 0 && *s.p != '&')
            cdata = !cdata;
        offset -= bytes;
        s.p += n;
    }
    return (size_t)(s.p - s.text);
}

struct tp_place tp_xml_place_in(const struct tp_xml_places *p, const xmlNode *node, size_t offset)
{
    const struct part *part = part_of(p, node);
    const struct extent *e;
    size_t from;

    if (part && part->top->type == XML_TEXT_NODE)
        return part->places->lines ? tp_lines_locate(part->places->lines, offset)
                                   : (struct tp_place){1, 1};
    if (part)
        return tp_xml_place_in(part->places, node, offset);
    e = p->exact && node->parent && node->parent->type == XML_ELEMENT_NODE
            ? extent_of(p, node->parent)
            : NULL;
    if (!e)
        return tp_xml_place(p, node);
    if (node->type == XML_ATTRIBUTE_NODE) {
        from = attribute_place(p, node, e);
        while (from < e->content && p->text.p[from] != '"' && p->text.p[from] != '\'')
            from++;
        if (from >= e->content) /* a DTD's: not in the source */
            return tp_xml_place(p, node);
        from++;
    } else {
        from = run_start(p, node, e);
        for (const xmlNode *n = node->prev; n && n->type != XML_ELEMENT_NODE; n = n->prev)
            if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
                offset += strlen((const char *)n->content);
    }
    return tp_lines_locate(p->lines,
                           walk(p, node->doc, from, offset, node->type == XML_ATTRIBUTE_NODE));
}

/* ---- marks ---- */

bool tp_xml_place_mark(xmlNode *element, struct tp_place place)
{
    char text[48];

    (void)snprintf(text, sizeof text, "%zu:%zu", place.line, place.col);
    return xmlNewProp(element, (const xmlChar *)TP_PLACE_MARK, (const xmlChar *)text) != NULL;
}

struct tp_place tp_xml_place_marked(const xmlNode *element)
{
    const xmlAttr *p = element->type == XML_ELEMENT_NODE ? element->properties : NULL;
    long line = xmlGetLineNo(element);
    struct tp_place place = {line > 0 ? (size_t)line : 0, 0};
    const char *text;
    char *end;

    while (p && (p->ns || strcmp((const char *)p->name, TP_PLACE_MARK) != 0))
        p = p->next;
    text = p && p->children ? (const char *)p->children->content : NULL;
    if (text) {
        place.line = strtoul(text, &end, 10);
        place.col = *end == ':' ? strtoul(end + 1, NULL, 10) : 0;
    }
    return place;
}
