/* read_tei.c - see read.h */
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>

#include "../../pipeline/base/xml.h"
#include "read.h"

/* ---- the header ---- */

struct field {
    const char *name, *xpath;
    int flags;
    bool own; /* only the text of the element itself */
};

#define SENT      "//t:correspAction[@type='sent']/"
#define RECEIVED  "//t:correspAction[@type='received' and not(@subtype='copy')]/"
#define SOURCE    "//t:sourceDesc//"
#define SOMEBODY  "*[self::t:persName or self::t:orgName or self::t:name]"
#define WHEN      "t:date/@*[name()='when' or name()='from' or name()='notBefore']"
#define SHELFMARK "//t:msIdentifier//t:idno[@type='shelfmark']"

static const struct field fields[] = {
    {"kind", "//t:textClass/t:catRef/@target", FIELD_DERIVED | FIELD_EXACT, false},
    {"title", "//t:titleStmt/t:title[not(@resp)]", 0, false},
    {"author", "//t:titleStmt/t:author", FIELD_ASKED, false},
    {"funder", "//t:titleStmt/t:funder", 0, false},
    {"translator", "//t:titleStmt/t:respStmt[contains(t:resp, 'ransla')]/t:*[not(self::t:resp)]", 0,
     false},
    {"date", "//t:creation/" WHEN, FIELD_DERIVED | FIELD_EXACT, false},
    {"place", "//t:creation/t:placeName", 0, false},
    {"sender", SENT SOMEBODY, 0, false},
    {"sent.date", SENT WHEN, FIELD_DERIVED | FIELD_EXACT, false},
    {"sent.place", SENT "t:placeName", 0, false},
    {"recipient", RECEIVED SOMEBODY, 0, false},
    {"received.date", RECEIVED WHEN, FIELD_DERIVED | FIELD_EXACT, false},
    {"received.place", RECEIVED "t:placeName", 0, false},
    {"ms.country", SOURCE "t:msIdentifier/t:country", FIELD_DERIVED, false},
    {"ms.settlement", SOURCE "t:msIdentifier/t:settlement", FIELD_DERIVED, false},
    {"ms.repository", SOURCE "t:msIdentifier/t:repository", FIELD_DERIVED | FIELD_WORDS, false},
    {"ms.shelfmark", SHELFMARK, 0, true},
    {"ms.fond", SHELFMARK "//t:idno[@type='fond']", 0, true},
    {"ms.opis", SHELFMARK "//t:idno[@type='opis']", 0, true},
    {"ms.delo", SHELFMARK "//t:idno[@type='delo']", 0, true},
    {"ms.papka", SHELFMARK "//t:idno[@type='papka']", 0, true},
    {"ms.portfel", SHELFMARK "//t:idno[@type='portfel']", 0, true},
    {"ms.list", SHELFMARK "//t:idno[@type='list']", 0, true},
    {"ms.part",
     SHELFMARK "//t:idno[not(@type='fond' or @type='opis' or @type='delo' or @type='papka' or "
               "@type='portfel' or @type='list' or @type='shelfmark')]",
     FIELD_ASKED, true},
    {"bibl.author", SOURCE "t:biblStruct//t:author", 0, false},
    {"bibl.editor", SOURCE "t:biblStruct//t:editor", 0, false},
    {"bibl.title", SOURCE "t:biblStruct//t:title", 0, false},
    {"bibl.pubPlace", SOURCE "t:biblStruct//t:pubPlace", 0, false},
    {"bibl.publisher", SOURCE "t:biblStruct//t:publisher", 0, false},
    {"bibl.date", SOURCE "t:biblStruct//t:imprint/t:date", FIELD_DERIVED, false},
    {"bibl.volume", SOURCE "t:biblStruct//t:biblScope[@unit='volume']", 0, false},
    {"bibl.page", SOURCE "t:biblStruct//t:biblScope[@unit='page']", 0, false},
    {"page.url", SOURCE "t:bibl[@type='sourcePage']/t:idno[@type='URL']", 0, false},
    {"page.date", SOURCE "t:bibl[@type='sourcePage']/" WHEN, FIELD_DERIVED | FIELD_EXACT, false},
    {"abstract", "//t:profileDesc/t:abstract", 0, false},
    {"lang", "//t:langUsage/t:language/@ident", FIELD_DERIVED | FIELD_EXACT, false},
    {"class", "//t:textClass//t:term[@type='classification']", 0, false},
};

int field_flags(const char *name)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (strcmp(name, fields[i].name) == 0)
            return fields[i].flags;
    }
    return -1;
}

static const char *attribute(struct tp_arena *a, xmlNodePtr node, const char *name)
{
    xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
    const char *copy = value ? tp_strdup(a, (const char *)value) : "";

    xmlFree(value);
    return copy;
}

static const char *xml_attribute(struct tp_arena *a, xmlNodePtr node, const char *name)
{
    xmlChar *value = xmlGetNsProp(node, (const xmlChar *)name, (const xmlChar *)TP_NS_XML);
    const char *copy = value ? tp_strdup(a, (const char *)value) : "";

    xmlFree(value);
    return copy;
}

static const char *field_text(struct tp_arena *a, xmlNodePtr node, bool own)
{
    struct tp_buf out = tp_buf_new(a);

    if (!own || node->type != XML_ELEMENT_NODE) {
        xmlChar *all = xmlNodeGetContent(node);

        tp_buf_str(&out, all ? (const char *)all : "");
        xmlFree(all);
    } else {
        for (xmlNodePtr child = node->children; child; child = child->next) {
            if (child->type == XML_TEXT_NODE)
                tp_buf_str(&out, (const char *)child->content);
        }
    }
    return tp_strndup(a, out.p ? out.p : "", out.len);
}

static void read_field(struct tp_arena *a, const struct field *field, xmlNodePtr node,
                       struct facts *facts)
{
    const char *text = field_text(a, node, field->own);
    struct fact fact = {.class = FACT_HEADER, .key = field->name, .value = ""};
    bool exact = field->flags & FIELD_EXACT;

    if (strcmp(field->name, "kind") == 0 && strncmp(text, "#kind-", 6) == 0)
        text += 6;
    if (exact && strchr(text, 'T'))
        text = tp_strndup(a, text, strcspn(text, "T"));
    fact.shown = text;
    fact.letters = exact ? text : fact_letters(a, text, strlen(text), true);
    fact.line = (size_t)xmlGetLineNo(node->type == XML_ATTRIBUTE_NODE ? node->parent : node);
    if (strcmp(field->name, "title") == 0)
        fact.value = xml_attribute(a, node, "lang");
    else if (node->type == XML_ELEMENT_NODE && strchr(attribute(a, node, "ref"), '#'))
        fact.value = strchr(attribute(a, node, "ref"), '#') + 1;
    if (*fact.letters)
        TP_PUSH(a, facts, fact);
}

static void free_context(void *context)
{
    xmlXPathFreeContext(context);
}

static void read_header(struct tp_arena *a, xmlDocPtr doc, struct facts *facts)
{
    xmlXPathContextPtr context = tp_own(a, free_context, xmlXPathNewContext(doc));

    if (xmlXPathRegisterNs(context, (const xmlChar *)"t", (const xmlChar *)TP_NS_TEI) != 0)
        tp_arena_fail(a);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        xmlXPathObjectPtr found = xmlXPathEvalExpression((const xmlChar *)fields[i].xpath, context);

        if (!found)
            tp_arena_fail(a);
        for (int k = 0; found->nodesetval && k < found->nodesetval->nodeNr; k++)
            read_field(a, &fields[i], found->nodesetval->nodeTab[k], facts);
        xmlXPathFreeObject(found);
    }
}

/* ---- the text ---- */

/* Which mark an element is. TYPE: with this @type only; "*": the type names the role. */
struct element {
    const char *name, *type, *role;
};

static const struct element elements[] = {
    {"div", NULL, "div"},
    {"opener", NULL, "opener"},
    {"closer", NULL, "closer"},
    {"head", NULL, "head"},
    {"p", NULL, "p"},
    {"ab", NULL, "p"},
    {"sp", NULL, "p"},
    {"item", NULL, "item"},
    {"dateline", NULL, "dateline"},
    {"salute", NULL, "salute"},
    {"address", NULL, "address"},
    {"signed", NULL, "signed"},
    {"seg", "*", NULL},
    {"note", "gloss", "note"},
    {"note", "editorial", "note"},
    {"note", "editor", "note"},
    {"note", "translator", "note"},
    {"note", "translation", "note"},
    {"note", "transcriber", "note"},
    {"note", "endnote", "footnote"},
    {"note", "headnote", "participants"},
    {"note", "stamp", ""},
    {"note", "*", "note"},
    {"list", "participants", "participants"},
    {"list", "distribution", "distribution"},
    {"postscript", NULL, "postscript"},
    {"quote", NULL, "quote"},
    {"q", NULL, "quote"},
    {"row", NULL, "row"},
    {"fw", NULL, "fw"},
    {"gap", NULL, "gap"},
    {"stamp", NULL, "stamp"},
    {"figure", NULL, "figure"},
    {"metamark", NULL, "metamark"},
    {"add", NULL, "add"},
    {"supplied", NULL, "supplied"},
    {"hi", NULL, "hi"},
    {"emph", NULL, "hi"},
    {"sic", NULL, "sic"},
    {"roleName", NULL, "role"},
    {"ref", "noteAnchor", "anchor"},
    {"ptr", "noteAnchor", "anchor"},
    {"ref", NULL, "link"},
    {"foreign", NULL, "foreign"},
    {"pb", NULL, "pb"},
    {"date", NULL, "date"},
    {"time", NULL, "time"},
    {"persName", NULL, "person"},
    {"placeName", NULL, "place"},
    {"orgName", NULL, "org"},
    {"title", NULL, "title"},
};

/* Parts that are only there because TEI wants a place for something. */
static const char *const plain_parts[] = {"preamble",    "conclusion", "notes",    "minute",
                                          "testimonium", "body",       "document", "text",
                                          "front",       "back"};
static const char *const part_aliases[][2] = {
    {"appendix", "annex"}, {"enclosure", "attachment"}, {"entry", "section"}, {"day", "section"}};

static const struct role *role_of(struct tp_arena *a, xmlNodePtr node)
{
    const char *type = attribute(a, node, "type");

    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
        const struct element *e = &elements[i];
        bool any = e->type && strcmp(e->type, "*") == 0;
        const struct role *role;

        if (!tp_is_tei(node, e->name) || (e->type && !any && strcmp(e->type, type) != 0))
            continue;
        role = any ? role_find(type, strlen(type)) : NULL;
        if (role && role->kind == ROLE_BLOCK)
            return role;
        return e->role && *e->role ? role_find(e->role, strlen(e->role)) : NULL;
    }
    return NULL;
}

/* Text that is not the document's: what the editor would read instead. */
static bool is_alternative(const xmlNode *node)
{
    return (tp_is_tei(node, "reg") || tp_is_tei(node, "corr") || tp_is_tei(node, "expan")) &&
           tp_is_tei(node->parent, "choice");
}

static bool is_spaced(struct tp_arena *a, xmlNodePtr node)
{
    if (tp_is_tei(node, "choice")) {
        bool orig = false, reg = false;

        for (xmlNodePtr child = node->children; child; child = child->next) {
            orig = orig || tp_is_tei(child, "orig");
            reg = reg || tp_is_tei(child, "reg");
        }
        return orig && reg;
    }
    return tp_is_tei(node, "hi") && strstr(attribute(a, node, "rend"), "spaced");
}

/* The heading over the notes at the end is at home wherever the encoder puts them. */
static bool in_notes_head(struct tp_arena *a, xmlNodePtr node)
{
    while (node && !tp_is_tei(node, "head"))
        node = node->parent;
    return node && tp_is_tei(node->parent, "div") &&
           strcmp(attribute(a, node->parent, "type"), "notes") == 0;
}

/* A paragraph inside a note, an item and so on is not one of its own. */
static bool is_wrapped(struct tp_arena *a, const xmlNode *node)
{
    static const char *const around[] = {"item", "note",   "quote",      "q",      "cell",
                                         "sp",   "figure", "postscript", "figDesc"};

    /* a list that is one block of lines */
    if (tp_is_tei(node, "item") && *attribute(a, node->parent, "type") &&
        role_find(attribute(a, node->parent, "type"), strlen(attribute(a, node->parent, "type"))))
        return true;
    if (tp_is_tei(node, "item") && tp_is_tei(node->parent->parent, "note"))
        return true;
    if (!tp_is_tei(node, "p") && !tp_is_tei(node, "ab") && !tp_is_tei(node, "head"))
        return false;
    for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
        if (tp_is_tei(node->parent, around[i]))
            return true;
    }
    return false;
}

static const char *date_value(struct tp_arena *a, xmlNodePtr node)
{
    const char *from = fact_date(a, attribute(a, node, "from"));
    const char *to = fact_date(a, attribute(a, node, "to"));
    const char *after = fact_date(a, attribute(a, node, "notBefore"));
    const char *before = fact_date(a, attribute(a, node, "notAfter"));

    if (*from || *to)
        return tp_fmt(a, "%s..%s", from, to);
    if (*after || *before)
        return tp_fmt(a, "%s~%s", after, before);
    return fact_date(a, attribute(a, node, "when"));
}

static void part(struct tp_arena *a, xmlNodePtr node, struct mark *mark)
{
    const char *type = attribute(a, node, "type");

    for (size_t i = 0; i < sizeof part_aliases / sizeof *part_aliases; i++) {
        if (strcmp(type, part_aliases[i][0]) == 0)
            type = part_aliases[i][1];
    }
    for (size_t i = 0; i < sizeof plain_parts / sizeof *plain_parts; i++) {
        if (strcmp(type, plain_parts[i]) == 0)
            mark->role = NULL;
    }
    mark->n = *type ? type : "section";
    mark->value = attribute(a, node, "n");
    if (strcmp(type, "original") == 0 || strcmp(type, "transcription") == 0 ||
        strcmp(type, "translation") == 0)
        mark->value = xml_attribute(a, node, "lang");
}

/* The details of a mark, by its role; sets the role to NULL where there is nothing to compare. */
static void details(struct tp_arena *a, xmlNodePtr node, struct mark *mark)
{
    const struct role *role = mark->role;

    mark->n = attribute(a, node, "n");
    mark->value = "";
    mark->line = (size_t)xmlGetLineNo(node);
    if (role->kind == ROLE_DIV) {
        part(a, node, mark);
    } else if (role->kind == ROLE_DATE) {
        mark->value = date_value(a, node);
        mark->doubt = *attribute(a, node, "cert") != '\0';
    } else if (role->kind == ROLE_NAME) {
        const char *ref = attribute(a, node, "ref");

        if (strcmp(role->name, "title") == 0 && !*ref)
            mark->role = NULL;
        mark->value = strrchr(ref, '#') ? strrchr(ref, '#') + 1 : ref;
        mark->doubt = *attribute(a, node, "cert") != '\0';
    } else if (strcmp(role->name, "foreign") == 0) {
        const char *lang = xml_attribute(a, node, "lang");

        mark->n = tp_strndup(a, lang, strcspn(lang, "-"));
    } else if (strcmp(role->name, "gap") == 0) {
        mark->n = attribute(a, node, "reason");
        if (node->children && strcmp(mark->n, "illegible") != 0)
            mark->role = role_find("summary", 7);
    } else if (strcmp(role->name, "row") == 0) {
        mark->n = attribute(a, node, "role");
    } else if (strcmp(role->name, "link") == 0 && !*attribute(a, node, "target")) {
        mark->role = NULL;
    } else if (role->kind == ROLE_BLOCK && *attribute(a, node, "corresp")) {
        mark->links = attribute(a, node, "corresp");
    }
    if (role->kind == ROLE_BLOCK && *xml_attribute(a, node, "id"))
        mark->id = xml_attribute(a, node, "id");
}

static bool inside_block(const xmlNode *node)
{
    for (node = node->parent; node; node = node->parent) {
        if (tp_is_tei(node, "p") || tp_is_tei(node, "item") || tp_is_tei(node, "head") ||
            tp_is_tei(node, "ab"))
            return true;
    }
    return false;
}

static void begin(struct tp_arena *a, struct builder *b, xmlNodePtr node, struct mark *mark)
{
    *mark = (struct mark){.role = is_wrapped(a, node) ? NULL : role_of(a, node)};
    if (is_spaced(a, node))
        mark->role = in_notes_head(a, node) ? NULL : role_find("spaced", 6);
    else if (tp_is_tei(node, "head") && in_notes_head(a, node))
        mark->role = role_find("noteshead", 9);
    if (!mark->role)
        return;
    details(a, node, mark);
    if (!mark->role)
        return;
    /* A footnote that was moved to its place is its own anchor. */
    if (strcmp(mark->role->name, "footnote") == 0 && inside_block(node)) {
        struct mark anchor = *mark;

        anchor.role = role_find("anchor", 6);
        builder_begin(b, &anchor);
        builder_end(b);
    }
    builder_begin(b, mark);
}

static void walk(struct tp_arena *a, struct builder *b, xmlNodePtr top)
{
    struct {
        xmlNodePtr node;
        bool open;
    } stack[TP_MAX_DEPTH];
    size_t depth = 0;
    xmlNodePtr node = top->children;

    /* Down, along, and up again: without recursion. */
    while (node || depth > 0) {
        if (!node) {
            depth--;
            if (stack[depth].open)
                builder_end(b);
            node = stack[depth].node->next;
        } else if (node->type == XML_TEXT_NODE) {
            builder_text(b, (const char *)node->content, strlen((const char *)node->content));
            node = node->next;
        } else if (node->type != XML_ELEMENT_NODE || is_alternative(node) ||
                   depth == TP_MAX_DEPTH) {
            node = node->next;
        } else {
            struct mark mark;

            begin(a, b, node, &mark);
            if (tp_is_tei(node, "lb") || tp_is_tei(node, "addrLine") || tp_is_tei(node, "item"))
                builder_text(b, "\n", 1);
            stack[depth].node = node;
            stack[depth++].open = mark.role != NULL;
            node = node->children;
        }
    }
}

static void add_spelling(struct tp_arena *a, xmlNodePtr name, const char *id, struct authority *out)
{
    const char *text = field_text(a, name, false);
    struct spelling one = {id, fact_letters(a, text, strlen(text), true)};

    if (*one.letters)
        TP_PUSH(a, out, one);
}

void read_authority(struct tp_arena *a, xmlDocPtr doc, struct authority *out)
{
    xmlXPathContextPtr context = tp_own(a, free_context, xmlXPathNewContext(doc));
    xmlXPathObjectPtr found;

    if (xmlXPathRegisterNs(context, (const xmlChar *)"t", (const xmlChar *)TP_NS_TEI) != 0)
        tp_arena_fail(a);
    found = xmlXPathEvalExpression((const xmlChar *)"//t:text//*[@xml:id]/*[self::t:persName or "
                                                    "self::t:placeName or self::t:orgName or "
                                                    "self::t:title]",
                                   context);
    if (!found)
        tp_arena_fail(a);
    for (int i = 0; found->nodesetval && i < found->nodesetval->nodeNr; i++) {
        xmlNodePtr name = found->nodesetval->nodeTab[i];

        add_spelling(a, name, xml_attribute(a, name->parent, "id"), out);
        for (xmlNodePtr part = name->children; part; part = part->next) {
            if (tp_is_tei(part, "surname"))
                add_spelling(a, part, xml_attribute(a, name->parent, "id"), out);
        }
    }
    xmlXPathFreeObject(found);
}

struct facts *read_tei(struct tp_arena *a, xmlDocPtr doc)
{
    struct builder *b = builder_new(a);
    struct facts *facts;
    xmlNodePtr root = xmlDocGetRootElement(doc);

    for (xmlNodePtr child = root ? root->children : NULL; child; child = child->next) {
        if (tp_is_tei(child, "text"))
            walk(a, b, child);
    }
    facts = builder_finish(b);
    read_header(a, doc, facts);
    return facts;
}
