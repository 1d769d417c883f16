#include "tei.h"

#include <string.h>

const xmlNode *tp_tei_child(const xmlNode *node, const char *name)
{
    const xmlNode *c = node ? node->children : NULL;

    while (c && !tp_is_tei(c, name))
        c = c->next;
    return c;
}

const xmlNode *tp_tei_next(const xmlNode *node, const char *name)
{
    for (node = node->next; node && !tp_is_tei(node, name);)
        node = node->next;
    return node;
}

const xmlNode *tp_tei_down(const xmlNode *node, const char *way)
{
    char name[32];

    while (node && *way) {
        size_t n = strcspn(way, "/");
        if (n >= sizeof name)
            return NULL;
        memcpy(name, way, n);
        name[n] = '\0';
        node = tp_tei_child(node, name);
        way += n + (way[n] == '/');
    }
    return node;
}

const char *tp_tei_attr(const xmlNode *node, const char *name)
{
    const xmlAttr *at = node && node->type == XML_ELEMENT_NODE ? node->properties : NULL;

    while (at && strcmp((const char *)at->name, name) != 0)
        at = at->next;
    return at && at->children && at->children->content && *at->children->content
               ? (const char *)at->children->content
               : NULL;
}

const xmlNode *tp_tei_follow(const xmlNode *n, const xmlNode *root, bool into)
{
    if (into && n->type == XML_ELEMENT_NODE && n->children)
        return n->children;
    while (n != root && !n->next)
        n = n->parent;
    return n == root ? NULL : n->next;
}

bool tp_tei_hidden(const xmlNode *n)
{
    static const struct {
        const char *hidden, *shown;
    } pairs[] = {{"orig", "reg"}, {"sic", "corr"}, {"abbr", "expan"}, {"rdg", "lem"}};

    if (n->type != XML_ELEMENT_NODE || !n->parent ||
        !(tp_is_tei(n->parent, "choice") || tp_is_tei(n->parent, "app")))
        return false;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (tp_is_tei(n, pairs[i].hidden))
            return tp_tei_child(n->parent, pairs[i].shown) != NULL;
    return false;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Add text with its blanks made single; nothing blank at the beginning of the buffer or a line. */
static void add_text(struct tp_buf *b, const char *p)
{
    while (*p) {
        size_t n = 0;
        if (blank(*p)) {
            if (b->len && !blank(b->p[b->len - 1]))
                tp_buf_char(b, ' ');
            p++;
            continue;
        }
        while (p[n] && !blank(p[n]))
            n++;
        tp_buf_add(b, p, n);
        p += n;
    }
}

const char *tp_tei_text(struct tp_arena *a, const xmlNode *node)
{
    struct tp_buf b = tp_buf_new(a);

    for (const xmlNode *n = node; n;) {
        bool out = n != node && (tp_is_tei(n, "note") || tp_tei_hidden(n));
        if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
            add_text(&b, (const char *)n->content);
        n = tp_tei_follow(n, node, !out);
    }
    while (b.len && blank(b.p[b.len - 1]))
        b.p[--b.len] = '\0';
    return b.len ? b.p : NULL;
}

const char *tp_tei_lang(const xmlNode *node)
{
    for (; node && node->type == XML_ELEMENT_NODE; node = node->parent)
        if (tp_tei_attr(node, "lang"))
            return tp_tei_attr(node, "lang");
    return NULL;
}

/* Elements that are parts of a line; all others are blocks. */
static bool is_inline(const xmlNode *n)
{
    static const char *const names[] = {
        "abbr",    "add",        "addName", "am",        "app",      "c",         "choice",
        "corr",    "country",    "damage",  "date",      "del",      "distinct",  "emph",
        "ex",      "expan",      "foreign", "forename",  "g",        "geogName",  "gloss",
        "hi",      "lem",        "measure", "mentioned", "name",     "nameLink",  "num",
        "orgName", "orig",       "pb",      "pc",        "persName", "placeName", "q",
        "rdg",     "ref",        "reg",     "region",    "restore",  "roleName",  "rs",
        "seg",     "settlement", "sic",     "soCalled",  "subst",    "supplied",  "surname",
        "surplus", "term",       "time",    "title",     "unclear",  "unit",      "w"};
    size_t low = 0, high = sizeof names / sizeof *names;

    while (low < high) {
        size_t mid = (low + high) / 2;
        int order = strcmp((const char *)n->name, names[mid]);
        if (order == 0)
            return true;
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return false;
}

static void end_line(struct tp_buf *b)
{
    while (b->len && b->p[b->len - 1] == ' ')
        b->p[--b->len] = '\0';
    if (b->len && b->p[b->len - 1] != '\n')
        tp_buf_char(b, '\n');
}

/* A line or a page that ends inside a word, as @break says, doesn't part it. */
static void at_break(struct tp_buf *out, const xmlNode *n)
{
    const char *breaks = tp_tei_attr(n, "break");

    if (!breaks || strcmp(breaks, "no") != 0)
        add_text(out, " ");
}

void tp_tei_flat(struct tp_buf *out, const xmlNode *root)
{
    const xmlNode *n = root;

    while (n) {
        bool element = n->type == XML_ELEMENT_NODE, hidden = element && tp_tei_hidden(n);
        if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
            add_text(out, (const char *)n->content);
        else if (tp_is_tei(n, "lb") || tp_is_tei(n, "pb") || tp_is_tei(n, "cb"))
            at_break(out, n);
        else if (element && !hidden && !is_inline(n))
            end_line(out);
        if (element && !hidden && n->children) {
            n = n->children;
            continue;
        }
        while (n != root && !n->next) {
            n = n->parent;
            if (!is_inline(n))
                end_line(out);
        }
        n = n == root ? NULL : n->next;
    }
}
