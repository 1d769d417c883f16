#include "write.h"

#include <stdlib.h>
#include <string.h>

/* Elements whose white space is part of the text, even where they hold only elements; sorted. */
static const char *const mixed[] = {
    "ab",        "add",       "addrLine", "address", "app",     "bibl",     "cell",     "choice",
    "corr",      "date",      "dateline", "del",     "desc",    "emph",     "figDesc",  "foreign",
    "fw",        "gap",       "head",     "hi",      "idno",    "item",     "l",        "label",
    "lem",       "metamark",  "name",     "note",    "orgName", "orig",     "p",        "persName",
    "placeName", "publisher", "q",        "rdg",     "ref",     "reg",      "roleName", "rs",
    "salute",    "seg",       "sic",      "signed",  "stamp",   "supplied", "term",     "time",
    "title",     "trailer",   "unclear"};

static int by_name(const void *name, const void *entry)
{
    return strcmp(name, *(const char *const *)entry);
}

static bool is_mixed(const char *name)
{
    return bsearch(name, mixed, sizeof mixed / sizeof *mixed, sizeof *mixed, by_name) != NULL;
}

/* Are the children of this element each on a line of their own? */
static bool is_container(const struct tp_node *e)
{
    bool blocks = false;

    for (const struct tp_node *c = e->first; c; c = c->next) {
        if (!c->name)
            return false;
        blocks = blocks || !is_mixed(c->name) || strcmp(c->name, "p") == 0;
    }
    if (!is_mixed(e->name))
        return true;
    /* a note or an item of paragraphs is a container, one with a single phrase isn't */
    return blocks && (strcmp(e->name, "note") == 0 || strcmp(e->name, "item") == 0) && e->first &&
           (strcmp(e->first->name, "p") == 0 || strcmp(e->first->name, "list") == 0);
}

struct writing {
    struct tp_arena *a;
    struct tp_buf *out;
    struct tp_origins *origins;
    uint32_t line;
};

static void newline(struct writing *w, size_t depth)
{
    tp_buf_char(w->out, '\n');
    w->line++;
    for (size_t i = 0; i < depth; i++)
        tp_buf_add(w->out, "  ", 2);
}

static void note_origin(struct writing *w, const struct tp_node *n)
{
    struct tp_range src = n->src;
    struct tp_origins *o = w->origins;

    if (src.start == src.end && n->claims)
        src = n->claims->src;
    if (src.start == src.end || (o->n && o->v[o->n - 1].line == w->line))
        return;
    TP_PUSH(w->a, o, (struct tp_line_origin){w->line, src.start});
}

static void start_tag(struct writing *w, const struct tp_node *e)
{
    tp_buf_char(w->out, '<');
    tp_buf_str(w->out, e->name);
    for (const struct tp_attr *at = e->attrs; at; at = at->next) {
        tp_buf_char(w->out, ' ');
        tp_buf_str(w->out, at->name);
        tp_buf_add(w->out, "=\"", 2);
        tp_buf_xml_attr(w->out, at->value, strlen(at->value));
        tp_buf_char(w->out, '"');
    }
    tp_buf_str(w->out, e->first ? ">" : "/>");
}

static void text(struct writing *w, const struct tp_node *n)
{
    bool same = n->src.end - n->src.start == n->len;

    tp_buf_xml_text(w->out, n->text, n->len);
    for (const char *p = n->text; (p = memchr(p, '\n', (size_t)(n->text + n->len - p))); p++) {
        w->line++;
        if (same)
            TP_PUSH(w->a, w->origins,
                    (struct tp_line_origin){w->line, n->src.start + (uint32_t)(p + 1 - n->text)});
    }
}

/* One node's start; DEPTH and whether its parent is a container decide the white space. */
static void begin(struct writing *w, const struct tp_node *n, size_t depth, bool own_line)
{
    if (n->name && own_line)
        newline(w, depth);
    note_origin(w, n);
    if (n->name)
        start_tag(w, n);
    else
        text(w, n);
}

static void end(struct writing *w, const struct tp_node *e, size_t depth, bool container)
{
    if (container)
        newline(w, depth);
    tp_buf_add(w->out, "</", 2);
    tp_buf_str(w->out, e->name);
    tp_buf_char(w->out, '>');
}

void tp_write_tei(struct tp_arena *a, const struct tp_node *root, const char *schema,
                  struct tp_buf *out, struct tp_origins *origins)
{
    struct writing w = {a, out, origins, 1};
    TP_VEC(bool) containers = {0}; /* of the open elements, outermost first */
    const struct tp_node *n = root;

    tp_buf_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?xml-model href=\"");
    tp_buf_xml_attr(out, schema, strlen(schema));
    tp_buf_str(out, "\" type=\"application/relax-ng-compact-syntax\"?>");
    w.line = 2;
    for (;;) {
        bool own_line = containers.n ? containers.v[containers.n - 1] : true;
        begin(&w, n, containers.n, own_line);
        if (n->first) {
            TP_PUSH(a, &containers, is_container(n));
            n = n->first;
            continue;
        }
        while (n != root && !n->next) {
            n = n->parent;
            containers.n--;
            end(&w, n, containers.n, containers.v[containers.n]);
        }
        if (n == root)
            break;
        n = n->next;
    }
    tp_buf_char(out, '\n');
}
