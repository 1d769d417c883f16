#define _XOPEN_SOURCE 700 /* realpath() */
#include "integrity.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "../../base/file.h"
#include "itg.h"

/* ---- what all checks use ---- */

const char *itg_value(struct itg_check *c, const xmlAttr *attribute)
{
    const xmlNode *child = attribute->children;
    xmlChar *text;
    char *value;

    if (!child)
        return "";
    if (!child->next && child->type == XML_TEXT_NODE)
        return (const char *)child->content;
    text = xmlNodeListGetString(attribute->doc, child, 1);
    value = tp_strdup(c->work, text ? (const char *)text : "");
    xmlFree(text);
    return value;
}

const char *itg_attribute(struct itg_check *c, const xmlNode *element, const char *name)
{
    for (const xmlAttr *p = element->properties; p; p = p->next)
        if (!p->ns && strcmp((const char *)p->name, name) == 0)
            return itg_value(c, p);
    return NULL;
}

bool itg_is(const xmlNode *node, const char *name)
{
    return node && tp_is_tei(node, name);
}

struct tp_loc itg_place(struct itg_check *c, const xmlNode *node, size_t offset)
{
    struct tp_place at;
    const char *file;

    if (!c->places)
        c->places = tp_xml_places_new(c->work, c->d->doc, c->d->text);
    at = offset == ITG_WHOLE ? tp_xml_place(c->places, node)
                             : tp_xml_place_in(c->places, node, offset);
    file = tp_xml_place_file(c->places, node);
    return tp_at(file ? file : c->d->file, at.line, at.col);
}

struct tp_loc itg_kept_place(struct itg_check *c, const xmlNode *node, size_t offset)
{
    struct tp_loc loc = itg_place(c, node, offset);

    if (loc.file != c->d->file) /* an included file: its name goes with the tree */
        loc.file = tp_strdup(c->kept, loc.file);
    return loc;
}

void itg_tell(struct itg_check *c, enum tp_code code, const xmlNode *node, size_t offset,
              const char *const *details)
{
    const xmlNode *element = node->type == XML_ELEMENT_NODE ? node : node->parent;
    bool character = code >= TP_D_SCRIPT_MIXED && code <= TP_D_CHARACTER_CONTROL;
    struct tp_diag *d;

    if (!itg_on(c, code))
        return;
    /* One broken conversion breaks every line: that needs no telling a thousand times. */
    if (character && ++c->told[code] > ITG_MAX_SAME)
        return;
    d = tp_diag_add_as(c->ds, (enum tp_severity)c->in->levels.of[code], code,
                       itg_place(c, node, offset), details);
    if (character && c->told[code] == ITG_MAX_SAME)
        d->message = tp_fmt(c->ds->arena, "%s; more places like this are not shown", d->message);
    if (element && element->type == XML_ELEMENT_NODE && ++c->told[0] < 10000)
        d->path = tp_xml_path(c->ds->arena, element);
}

/* ---- the pass ---- */

static const struct itg_name *name_of(struct itg_check *c, const xmlChar *name)
{
    struct itg_cached *slot = &c->cache[((uintptr_t)name * 0x9E3779B97F4A7C15u >> 40) % ITG_CACHE];

    if (slot->key != name) {
        slot->key = name;
        slot->name = itg_name(&c->in->tables, (const char *)name);
    }
    return slot->name;
}

/* What the attribute is on this element. */
static unsigned kinds_of(const struct itg_name *attribute, const char *element)
{
    unsigned kinds = 0;

    for (const struct itg_use *u = attribute ? attribute->use : NULL; u; u = u->next) {
        bool listed = false;

        for (size_t i = 0; u->elements[i] && !listed; i++)
            listed = strcmp(u->elements[i], element) == 0;
        if (listed == u->only)
            kinds |= u->kind;
    }
    return kinds;
}

static void xml_attribute(struct itg_check *c, const xmlAttr *p, struct itg_frame *frame,
                          unsigned flags)
{
    const char *name = (const char *)p->name, *value = itg_value(c, p);

    if (strcmp(name, "id") == 0) {
        itg_id(c, (const xmlNode *)p, value);
        if (flags & ITG_ENTRY)
            itg_entry(c, p->parent, value);
    } else if (strcmp(name, "lang") == 0) {
        itg_language_value(c, (const xmlNode *)p, value);
        frame->language = *value ? itg_language(c, value) : NULL;
        frame->declares = true;
    } else if (strcmp(name, "base") == 0) {
        c->has_base = true;
    }
}

/* The attributes of an element; true when there are dates among them. */
static bool attributes(struct itg_check *c, const xmlNode *element, struct itg_frame *frame,
                       unsigned flags, bool tei)
{
    bool dates = false;

    for (const xmlAttr *p = element->properties; p; p = p->next) {
        unsigned kinds;

        if (p->ns && strcmp((const char *)p->ns->href, TP_NS_XML) == 0) {
            xml_attribute(c, p, frame, flags);
            continue;
        }
        itg_plain(c, (const xmlNode *)p, itg_value(c, p));
        if (p->ns || !tei)
            continue;
        kinds = kinds_of(name_of(c, p->name), (const char *)element->name);
        if (kinds & ITG_POINTER)
            itg_pointers(c, (const xmlNode *)p, itg_value(c, p),
                         (flags & ITG_IMAGE) != 0 || strcmp((const char *)p->name, "facs") == 0);
        if (kinds & ITG_LANGUAGE)
            itg_language_value(c, (const xmlNode *)p, itg_value(c, p));
        dates |= (kinds & (ITG_DATE | ITG_DATE_ISO)) != 0;
    }
    return dates;
}

static void open_element(struct itg_check *c, const xmlNode *element)
{
    bool tei = element->ns && strcmp((const char *)element->ns->href, TP_NS_TEI) == 0;
    const struct itg_name *name = tei ? name_of(c, element->name) : NULL;
    unsigned flags = name ? name->flags : 0;
    struct itg_frame frame = {.element = element, .candidates = c->candidates.n};

    if (c->frames.n) {
        const struct itg_frame *up = &c->frames.v[c->frames.n - 1];

        frame.language = !tei || (flags & ITG_FOREIGN) ? NULL : up->language;
        frame.glyph = up->glyph;
    }
    frame.glyph |= (flags & ITG_GLYPH) != 0;
    frame.division = (flags & ITG_DIVISION) != 0;
    /* The language of the text isn't held against the header, which may be in the editors'. */
    if ((flags & ITG_SPECIAL) && itg_is(element, "teiHeader"))
        frame.language = NULL;
    if (element->properties && attributes(c, element, &frame, flags, tei))
        itg_dates(c, element);
    TP_PUSH(c->work, &c->frames, frame);
}

static void close_element(struct itg_check *c, const xmlNode *element)
{
    const struct itg_name *name = name_of(c, element->name);

    itg_close(c);
    if (!name || !(name->flags & ITG_SPECIAL) || !itg_is(element, (const char *)element->name))
        return;
    if (strcmp((const char *)element->name, "prefixDef") == 0)
        itg_prefix(c, element);
    else
        itg_order(c, element);
}

static void pass(struct itg_check *c)
{
    const xmlNode *root = xmlDocGetRootElement(c->d->doc), *node = root;

    while (node) {
        if (node->type == XML_ELEMENT_NODE) {
            open_element(c, node);
            if (node->children) {
                node = node->children;
                continue;
            }
            close_element(c, node);
        } else if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
            itg_text(c, node, (const char *)node->content, &c->frames.v[c->frames.n - 1]);
        }
        while (node != root && !node->next) {
            node = node->parent;
            close_element(c, node);
        }
        node = node == root ? NULL : node->next;
    }
}

/* ---- the interface ---- */

static void *make_worker(struct tp_arena *a, void *arg)
{
    struct itg_worker *w = TP_NEW(a, struct itg_worker);

    (void)arg;
    w->own = a;
    return w;
}

struct tp_integrity *tp_integrity_new(struct tp_arena *a, const struct tp_levels *levels,
                                      const char *root, struct tp_diags *ds)
{
    struct tp_integrity *in = TP_NEW(a, struct tp_integrity);
    char real[PATH_MAX];

    in->levels = *levels;
    in->root = root && realpath(root, real) ? tp_strdup(a, real) : NULL;
    if (!itg_tables(a, &in->tables, ds))
        return NULL;
    in->pool = tp_pool_new(a, make_worker, in);
    return in;
}

static void check(void *worker, struct tp_arena *own, void *arg)
{
    struct itg_check *c = arg;

    (void)own;
    c->w = worker;
    pass(c);
    itg_resolve(c);
}

struct tp_facts *tp_integrity_check(struct tp_integrity *in, struct tp_arena *kept,
                                    struct tp_arena *work,
                                    const struct tp_integrity_document *document,
                                    struct tp_diags *ds)
{
    struct itg_check *c;

    if (!tp_levels_any(&in->levels))
        return NULL;
    c = TP_NEW(work, struct itg_check);
    c->in = in;
    c->work = work;
    c->kept = kept;
    c->d = document;
    c->ds = ds;
    c->facts = TP_NEW(kept, struct tp_facts);
    c->facts->file = document->file;
    c->facts->path = tp_strdup(kept, document->path ? document->path : document->file);
    c->facts->also = document->also;
    if (!tp_pool_use(in->pool, check, c))
        tp_diag(ds, TP_D_OUT_OF_MEMORY, tp_in(document->file), NULL);
    return c->facts;
}

void tp_facts_below(struct tp_facts *f, const char *folder, struct tp_arena *a)
{
    const char *file = f->file;

    f->path = f->file = tp_path_join(a, folder, f->path);
    for (size_t i = 0; i < f->far.n; i++)
        f->far.v[i].path = itg_tidy(a, tp_path_join(a, folder, f->far.v[i].path));
    for (size_t i = 0; i < f->entries.n; i++) {
        struct tp_loc *loc = &f->entries.v[i].loc;
        if (file && loc->file && strcmp(loc->file, file) == 0)
            loc->file = f->file;
    }
}

void tp_facts_move(struct tp_facts *f,
                   struct tp_loc (*to)(void *arg, struct tp_loc loc, const char **behind),
                   void *arg)
{
    for (size_t i = 0; i < f->far.n; i++)
        f->far.v[i].loc = to(arg, f->far.v[i].loc, &f->far.v[i].behind);
}
