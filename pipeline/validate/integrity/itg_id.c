/* xml:id: well formed, and there once; entries of authority lists. */
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <string.h>

#include "itg.h"

struct itg_id *itg_find(const struct itg_check *c, const char *name, size_t n)
{
    size_t i;

    if (!c->ids)
        return NULL;
    for (i = tp_hash(name, n) & c->mask; c->ids[i].name; i = (i + 1) & c->mask)
        if (strncmp(c->ids[i].name, name, n) == 0 && c->ids[i].name[n] == '\0')
            return &c->ids[i];
    return NULL;
}

static void put(struct itg_check *c, struct itg_id id)
{
    size_t i = tp_hash(id.name, strlen(id.name)) & c->mask;

    while (c->ids[i].name)
        i = (i + 1) & c->mask;
    c->ids[i] = id;
}

static void grow(struct itg_check *c)
{
    struct itg_id *old = c->ids;
    size_t n = old ? c->mask + 1 : 0;

    c->mask = n ? n * 2 - 1 : 63;
    c->ids = TP_NEW_ARRAY(c->work, c->mask + 1, struct itg_id);
    for (size_t i = 0; i < n; i++)
        if (old[i].name)
            put(c, old[i]);
}

/* What would do instead: white space and signs become "-", a "_" goes before. */
static const char *proposal(struct itg_check *c, const char *value)
{
    struct tp_buf b = tp_buf_new(c->work);

    for (const char *p = value; *p; p++)
        tp_buf_char(&b, (unsigned char)*p >= 0x80 || (*p >= '0' && *p <= '9') || *p == '.' ||
                                *p == '_' || (*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'z')
                            ? *p
                            : '-');
    if (xmlValidateNCName((const xmlChar *)b.p, 0) == 0)
        return tp_fmt(c->work, "; '%s' can", b.p);
    b = (struct tp_buf){.arena = c->work, .p = tp_fmt(c->work, "_%s", b.p)};
    return xmlValidateNCName((const xmlChar *)b.p, 0) == 0 ? tp_fmt(c->work, "; '%s' can", b.p)
                                                           : "";
}

void itg_id(struct itg_check *c, const xmlNode *attribute, const char *value)
{
    const struct itg_id *before;
    size_t n;

    /* White space at the ends is normalised away: an attribute of type ID. */
    while (*value == ' ' || *value == '\t' || *value == '\n' || *value == '\r')
        value++;
    n = strlen(value);
    while (n && strchr(" \t\r\n", value[n - 1]))
        n--;
    if (value[n])
        value = tp_strndup(c->work, value, n);
    if (xmlValidateNCName((const xmlChar *)value, 0) != 0)
        itg_say(c, TP_D_ID_MALFORMED, attribute, ITG_WHOLE, value,
                n ? proposal(c, value) : ": it is empty");
    if (n == 0)
        return;
    before = itg_find(c, value, n);
    if (before) {
        itg_say(c, TP_D_ID_DUPLICATE, attribute, ITG_WHOLE, value,
                tp_fmt(c->work, "%zu", itg_place(c, before->element, ITG_WHOLE).line));
        return;
    }
    if (!c->ids || c->n_ids * 2 >= c->mask)
        grow(c);
    put(c, (struct itg_id){value, attribute->parent, 0});
    c->n_ids++;
    TP_PUSH(c->kept, &c->facts->ids, tp_strdup(c->kept, value));
}

const char *itg_near(struct itg_check *c, const char *name)
{
    if (c->facts->ids.n > ITG_MAX_IDS || ++c->suggestions > ITG_MAX_SUGGESTIONS)
        return NULL;
    if (!c->near) {
        c->near = TP_NEW_ARRAY(c->work, c->facts->ids.n + 1, const char *);
        if (c->facts->ids.n)
            memcpy(c->near, c->facts->ids.v, c->facts->ids.n * sizeof *c->near);
    }
    return tp_nearest(name, c->near);
}

/* ---- entries ---- */

/* Text with runs of white space as one space, none at the ends. */
static void gather(struct tp_buf *b, const xmlNode *top)
{
    const xmlNode *node = top->children;

    while (node && node != top) {
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
            for (const char *p = (const char *)node->content; *p && b->len < 500; p++) {
                bool space = strchr(" \t\r\n", *p) != NULL;

                if (!space)
                    tp_buf_char(b, *p);
                else if (b->len && b->p[b->len - 1] != ' ')
                    tp_buf_char(b, ' ');
            }
        if (node->type == XML_ELEMENT_NODE && node->children) {
            node = node->children;
            continue;
        }
        while (node != top && !node->next)
            node = node->parent;
        if (node != top)
            node = node->next;
    }
    while (b->len && b->p[b->len - 1] == ' ')
        b->p[--b->len] = '\0';
}

static const char *content(struct itg_check *c, const xmlNode *element)
{
    struct tp_buf b = tp_buf_new(c->kept);

    gather(&b, element);
    return b.len ? b.p : NULL;
}

static const char *when(struct itg_check *c, const xmlNode *element)
{
    static const char *const names[] = {"when", "when-iso", "notBefore", "from", "notAfter", "to"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = itg_attribute(c, element, names[i]);

        if (value && *value)
            return tp_strdup(c->kept, value);
    }
    return NULL;
}

void itg_entry(struct itg_check *c, const xmlNode *element, const char *id)
{
    struct itg_entry e = {.id = tp_strdup(c->kept, id), .kind = NULL};
    struct itg_id *known = itg_find(c, id, strlen(id));

    if (!known || known->element != element)
        return; /* malformed, or there before */
    e.kind = tp_strdup(c->kept, (const char *)element->name);
    for (const xmlNode *n = element->children; n; n = n->next) {
        const struct itg_name *name;
        const char *type;

        if (n->type != XML_ELEMENT_NODE || !itg_is(n, (const char *)n->name))
            continue;
        name = itg_name(&c->in->tables, (const char *)n->name);
        if (name && (name->flags & ITG_NAME) && !e.name)
            e.name = content(c, n);
        if (itg_is(n, "birth"))
            e.since = when(c, n);
        else if (itg_is(n, "death"))
            e.until = when(c, n);
        else if (itg_is(n, "idno") && (type = itg_attribute(c, n, "type")) && content(c, n))
            TP_PUSH(c->kept, &e.numbers, tp_fmt(c->kept, "%s %s", type, content(c, n)));
    }
    for (const xmlNode *n = element->parent; n && !e.local; n = n->parent)
        e.local = itg_is(n, "particDesc") || itg_is(n, "settingDesc");
    if (itg_on(c, TP_D_ENTRY_UNUSED) || itg_on(c, TP_D_ENTRY_SAME_NAME) ||
        itg_on(c, TP_D_ENTRY_DOUBLED))
        e.loc = itg_kept_place(c, element, ITG_WHOLE);
    TP_PUSH(c->kept, &c->facts->entries, e);
    known->entry = c->facts->entries.n;
}
