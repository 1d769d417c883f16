/* The order of a document's own events. Only what can't be is told: a date in the text may be years
 * away, a letter may be filed before it is printed. */
#include <string.h>

#include "itg.h"

struct event {
    const xmlNode *element; /* NULL: not dated */
    struct itg_days days;
};

/* The dated elements under TOP and itself: the earliest and the latest that it can have been. */
static struct event dated(struct itg_check *c, const xmlNode *top)
{
    struct event e = {NULL, {0, 0}};
    const xmlNode *node = top;

    while (node) {
        struct itg_days days;

        if (node->type == XML_ELEMENT_NODE && node->properties &&
            itg_is(node, (const char *)node->name) && itg_span(c, node, &days)) {
            if (!e.element)
                e = (struct event){node, days};
            if (days.first < e.days.first)
                e.days.first = days.first;
            if (days.last > e.days.last)
                e.days.last = days.last;
        }
        if (node->type == XML_ELEMENT_NODE && node->children) {
            node = node->children;
            continue;
        }
        while (node != top && !node->next)
            node = node->parent;
        node = node == top ? NULL : node->next;
    }
    return e;
}

static const char *date_text(struct itg_check *c, const xmlNode *element)
{
    static const char *const names[] = {"when", "from", "notBefore", "to", "notAfter"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = itg_attribute(c, element, names[i]);

        if (value)
            return value;
    }
    return "?";
}

/* What EARLY is must not be wholly later than what LATE is; told at LATE. */
static void compare(struct itg_check *c, const struct event *early, const struct event *late,
                    const char *late_is, const char *early_is)
{
    if (early->element && late->element && early->days.first > late->days.last)
        itg_say(c, TP_D_DATE_ORDER, late->element, ITG_WHOLE, late_is, date_text(c, late->element),
                early_is, date_text(c, early->element));
}

static const xmlNode *child(const xmlNode *parent, const char *name)
{
    const xmlNode *n = parent ? parent->children : NULL;

    while (n && !itg_is(n, name))
        n = n->next;
    return n;
}

static void correspondence(struct itg_check *c, const xmlNode *element)
{
    static const struct {
        const char *type, *is;
    } later[] = {{"received", "received"},
                 {"transmitted", "transmitted"},
                 {"redirected", "redirected"},
                 {"forwarded", "forwarded"}};
    struct event sent = {NULL, {0, 0}};

    for (const xmlNode *n = element->children; n; n = n->next) {
        const char *type = itg_is(n, "correspAction") ? itg_attribute(c, n, "type") : NULL;

        if (type && strcmp(type, "sent") == 0 && !sent.element)
            sent = dated(c, n);
    }
    for (const xmlNode *n = element->children; n && sent.element; n = n->next) {
        const char *type = itg_is(n, "correspAction") ? itg_attribute(c, n, "type") : NULL;

        for (size_t i = 0; type && i < sizeof later / sizeof *later; i++)
            if (strcmp(type, later[i].type) == 0) {
                struct event e = dated(c, n);

                compare(c, &sent, &e, later[i].is, "it was sent");
            }
    }
}

static void person(struct itg_check *c, const xmlNode *element)
{
    const xmlNode *birth = child(element, "birth"), *death = child(element, "death");
    struct event born = {NULL, {0, 0}}, died = born;

    if (!birth || !death)
        return;
    if (itg_span(c, birth, &born.days))
        born.element = birth;
    if (itg_span(c, death, &died.days))
        died.element = death;
    compare(c, &born, &died, "died", "being born");
}

/* ---- the text's date and the header's ---- */

static void widen(struct event *e, const struct event *other)
{
    if (!e->element)
        *e = *other;
    if (other->element && other->days.first < e->days.first)
        e->days.first = other->days.first;
    if (other->element && other->days.last > e->days.last)
        e->days.last = other->days.last;
}

/* From the creation to whatever became of it: a letter may be dated when it was begun or sent. */
static void own_date(struct itg_check *c, const xmlNode *element)
{
    const xmlNode *profile = child(element, "profileDesc"), *creation = child(profile, "creation");
    const xmlNode *corresp = child(profile, "correspDesc");
    struct event own = {NULL, {0, 0}}, one;

    if (creation)
        own = dated(c, creation);
    for (const xmlNode *n = corresp ? corresp->children : NULL; n; n = n->next)
        if (itg_is(n, "correspAction")) {
            one = dated(c, n);
            widen(&own, &one);
        }
    c->own.element = own.element;
    c->own.days = own.days;
}

/* The first dateline of the text is the document's; those of enclosures and annexes come later. */
static void dateline(struct itg_check *c, const xmlNode *element)
{
    struct event e;

    if (!c->own.element)
        return;
    e = dated(c, element);
    if (!e.element)
        return;
    if (e.days.first > c->own.days.last || e.days.last < c->own.days.first)
        itg_say(c, TP_D_DATE_OWN, e.element, ITG_WHOLE, date_text(c, e.element),
                date_text(c, c->own.element));
    c->own.element = NULL;
}

static void header(struct itg_check *c, const xmlNode *element)
{
    const xmlNode *creation = child(child(element, "profileDesc"), "creation");
    const xmlNode *publication = child(child(element, "fileDesc"), "publicationStmt");
    const xmlNode *revision = child(element, "revisionDesc"), *list;
    struct event made, published = {NULL, {0, 0}};

    own_date(c, element);
    if (!creation)
        return;
    made = dated(c, creation);
    if (publication && child(publication, "date"))
        published = dated(c, child(publication, "date"));
    compare(c, &made, &published, "published", "the text was written");
    list = child(revision, "listChange") ? child(revision, "listChange") : revision;
    for (const xmlNode *n = list ? list->children : NULL; n; n = n->next)
        if (itg_is(n, "change")) {
            struct event changed = {n, {0, 0}};

            if (itg_span(c, n, &changed.days))
                compare(c, &made, &changed, "changed", "the text was written");
        }
}

void itg_order(struct itg_check *c, const xmlNode *element)
{
    if (strcmp((const char *)element->name, "correspDesc") == 0)
        correspondence(c, element);
    else if (strcmp((const char *)element->name, "person") == 0)
        person(c, element);
    else if (strcmp((const char *)element->name, "teiHeader") == 0)
        header(c, element);
    else if (strcmp((const char *)element->name, "dateline") == 0)
        dateline(c, element);
}
