/* What the header of a document says, for the index of the edition. */
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "parts.h"

static const xmlNode *child(const xmlNode *node, const char *name)
{
    const xmlNode *c = node ? node->children : NULL;

    while (c && !tp_is_tei(c, name))
        c = c->next;
    return c;
}

static const xmlNode *next(const xmlNode *node, const char *name)
{
    for (node = node->next; node && !tp_is_tei(node, name);)
        node = node->next;
    return node;
}

/* Along names separated by "/". */
static const xmlNode *down(struct tp_arena *work, const xmlNode *node, const char *way)
{
    while (node && *way) {
        size_t n = strcspn(way, "/");
        node = child(node, tp_strndup(work, way, n));
        way += n + (way[n] == '/');
    }
    return node;
}

static const char *attr(const xmlNode *node, const char *name)
{
    const xmlAttr *at = node ? node->properties : NULL;

    while (at && strcmp((const char *)at->name, name) != 0)
        at = at->next;
    return at && at->children && at->children->content ? (const char *)at->children->content : NULL;
}

static const xmlNode *follow(const xmlNode *n, const xmlNode *root, bool into)
{
    if (into && n->type == XML_ELEMENT_NODE && n->children)
        return n->children;
    while (n != root && !n->next)
        n = n->parent;
    return n == root ? NULL : n->next;
}

/* The text below the node, without notes, white space made single; NULL when there is none. */
static const char *text_of(struct tp_arena *kept, struct tp_arena *work, const xmlNode *node)
{
    struct tp_buf b = tp_buf_new(work);
    bool space = false;

    for (const xmlNode *n = node; n;) {
        bool note = n != node && tp_is_tei(n, "note");
        if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
            for (const char *p = (const char *)n->content; *p; p++) {
                bool blank = strchr(" \t\r\n", *p) != NULL;
                if (!blank && space && b.len)
                    tp_buf_char(&b, ' ');
                space = blank;
                if (!blank)
                    tp_buf_char(&b, *p);
            }
        n = follow(n, node, !note);
    }
    return b.len ? tp_strndup(kept, b.p, b.len) : NULL;
}

static const char *keep(struct tp_arena *kept, const char *s)
{
    return s && *s ? tp_strdup(kept, s) : NULL;
}

/* All names of a correspAction, separated by commas. */
static const char *names_of(struct tp_arena *kept, struct tp_arena *work, const xmlNode *action)
{
    struct tp_buf b = tp_buf_new(work);

    for (const xmlNode *n = action ? action->children : NULL; n; n = n->next) {
        const char *name =
            tp_is_tei(n, "persName") || tp_is_tei(n, "orgName") || tp_is_tei(n, "name")
                ? text_of(work, work, n)
                : NULL;
        if (name && b.len)
            tp_buf_str(&b, ", ");
        if (name)
            tp_buf_str(&b, name);
    }
    return b.len ? tp_strndup(kept, b.p, b.len) : NULL;
}

static void correspondence(struct tp_arena *kept, struct tp_arena *work, const xmlNode *profile,
                           struct tp_record *out)
{
    const xmlNode *n = down(work, profile, "correspDesc/correspAction");

    for (; n; n = next(n, "correspAction")) {
        const char *type = attr(n, "type");
        const xmlNode *date = child(n, "date");
        if (type && strcmp(type, "received") == 0 && !out->recipient)
            out->recipient = names_of(kept, work, n);
        if (!type || strcmp(type, "sent") != 0 || out->sender)
            continue;
        out->sender = names_of(kept, work, n);
        out->place = text_of(kept, work, child(n, "placeName"));
        if (date && !out->date) {
            out->date = keep(kept, attr(date, "when"));
            out->date_text = text_of(kept, work, date);
        }
    }
}

/* Dates that are not known to the day still have a place in the order. */
static void dates(struct tp_arena *kept, struct tp_arena *work, const xmlNode *profile,
                  struct tp_record *out)
{
    static const char *const names[] = {"when", "from", "notBefore", "to", "notAfter"};
    const xmlNode *date = down(work, profile, "creation/date");

    for (size_t i = 0; date && i < sizeof names / sizeof *names && !out->date; i++)
        out->date = keep(kept, attr(date, names[i]));
    out->date_text = text_of(kept, work, date);
    out->place = text_of(kept, work, down(work, profile, "creation/placeName"));
}

static const xmlNode *category(const xmlNode *root, const char *id)
{
    for (const xmlNode *n = root; n; n = follow(n, root, true)) {
        const char *name = tp_is_tei(n, "category") ? attr(n, "id") : NULL;
        if (name && strcmp(name, id) == 0)
            return n;
    }
    return NULL;
}

static void kind(struct tp_arena *kept, struct tp_arena *work, const xmlNode *header,
                 struct tp_record *out)
{
    const xmlNode *ref = down(work, header, "profileDesc/textClass/catRef");
    const char *target = attr(ref, "target");
    const xmlNode *classes = down(work, header, "encodingDesc/classDecl");

    if (target && target[0] == '#' && classes)
        out->kind = text_of(kept, work, child(category(classes, target + 1), "catDesc"));
}

static void languages(struct tp_arena *kept, struct tp_arena *work, const xmlNode *profile,
                      struct tp_record *out)
{
    struct tp_buf b = tp_buf_new(work);
    const xmlNode *n = down(work, profile, "langUsage/language");

    for (; n; n = next(n, "language"))
        if (attr(n, "ident"))
            tp_buf_fmt(&b, "%s%s", b.len ? " " : "", attr(n, "ident"));
    out->languages = keep(kept, b.p);
}

static void close_break(void *p)
{
    ubrk_close(p);
}

/* Words as Unicode (TR 29) and ICU's dictionaries find them, Chinese included. */
static size_t count_words(struct tp_arena *work, const char *text, const char *lang)
{
    UErrorCode status = U_ZERO_ERROR;
    UText *u;
    UBreakIterator *it;
    size_t n = 0;

    if (!text)
        return 0;
    it = ubrk_open(UBRK_WORD, lang ? lang : "en", NULL, 0, &status);
    if (U_FAILURE(status))
        return 0;
    tp_defer(work, close_break, it);
    u = utext_openUTF8(NULL, text, -1, &status);
    ubrk_setUText(it, u, &status);
    if (U_SUCCESS(status))
        while (ubrk_next(it) != UBRK_DONE)
            n += ubrk_getRuleStatus(it) >= UBRK_WORD_NONE_LIMIT;
    utext_close(u);
    return n;
}

void tp_record_of(struct tp_arena *kept, struct tp_arena *work, xmlDocPtr doc,
                  struct tp_record *out)
{
    const xmlNode *root = xmlDocGetRootElement(doc), *header = child(root, "teiHeader");
    const xmlNode *profile = child(header, "profileDesc"), *title, *main;

    *out = (struct tp_record){0};
    title = main = down(work, header, "fileDesc/titleStmt/title");
    for (const xmlNode *n = title; n; n = next(n, "title"))
        if (attr(n, "type") && strcmp(attr(n, "type"), "main") == 0) {
            main = n;
            break;
        }
    out->title = text_of(kept, work, main);
    out->title_lang = keep(kept, attr(main, "lang"));
    out->lang = keep(kept, attr(root, "lang"));
    dates(kept, work, profile, out);
    correspondence(kept, work, profile, out);
    kind(kept, work, header, out);
    languages(kept, work, profile, out);
    out->words = count_words(work, text_of(work, work, child(root, "text")), out->lang);
}
