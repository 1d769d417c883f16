/* ext_gap.c - f:reason, f:extent and f:gap-words: a gap in words; see ext_native.h and
 * xslt/common/apparatus.xsl. */
#include <libxslt/extensions.h>
#include <string.h>

#include "ext_args.h"

static const char *attribute(const xmlNode *el, const char *name)
{
    const char *value = tp_native_attribute(el, NULL, name);

    return value ? value : "";
}

static bool in(const char *list, const char *word)
{
    return *word && tp_native_in_list(list, word, strlen(word));
}

static bool same(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

/* A text that grows; what can't grow stays as it is and is told by xmlBuffer's own flag. */
static void add(xmlBufferPtr out, const char *s)
{
    xmlBufferCCat(out, s);
}

static void add_label(xmlBufferPtr out, xsltTransformContextPtr ctxt, const char *key,
                      const char *lang, const char *form)
{
    xmlChar *label = tp_native_label(ctxt, key, lang, form);

    if (label)
        add(out, (const char *)label);
    xmlFree(label);
}

/* A label with its $1 filled: f:fill(f:label(KEY, LANG, FORM), VALUE). */
static void add_filled(xmlBufferPtr out, xsltTransformContextPtr ctxt, const char *key,
                       const char *lang, const char *form, const char *value)
{
    xmlChar *label = tp_native_label(ctxt, key, lang, form);
    const char *at = label ? (const char *)label : "", *mark;

    while ((mark = strstr(at, "$1"))) {
        xmlBufferAdd(out, (const xmlChar *)at, (int)(mark - at));
        add(out, value);
        at = mark + 2;
    }
    add(out, at);
    xmlFree(label);
}

static void add_colon(xmlBufferPtr out, const char *lang)
{
    char primary[TP_NATIVE_PRIMARY];

    tp_native_primary(lang, primary);
    add(out, same(primary, "zh") ? "\uFF1A" : ": ");
}

/* ---- the reason ---- */

enum { MAX_WORD = 128 };

/* The first word, with hyphens for underscores, into WORD if it is no longer than ours are. */
static size_t first_word(const char *words, char *word)
{
    size_t n;

    words += strspn(words, " \t\r\n");
    n = strcspn(words, " \t\r\n");
    for (size_t i = 0; i < n && i < MAX_WORD - 1; i++)
        word[i] = words[i] == '_' ? '-' : words[i];
    word[n < MAX_WORD ? n : 0] = '\0';
    return n;
}

/* A reason that is none of ours, as it is written. */
static void add_own_words(xmlBufferPtr out, const char *words)
{
    words += strspn(words, " \t\r\n");
    for (; *words && !strchr(" \t\r\n", *words); words++)
        xmlBufferAdd(out, (const xmlChar *)(strchr("-_", *words) ? " " : words), 1);
}

static const char *reason_key(const xmlNode *gap, const char *word)
{
    if (!*word)
        return same((const char *)gap->name, "damage") ? "damage" : "reason-unknown";
    if (in("omitted irrelevant ellipsis", word))
        return "omitted";
    if (in("cancelled deleted", word))
        return "deleted";
    if (in("redacted classified censored withheld sanitized", word))
        return "redacted";
    if (in("damage damaged", word))
        return "damage";
    return in("editorial editor", word) ? "editorial" : word;
}

static void add_reason(xmlBufferPtr out, xsltTransformContextPtr ctxt, const xmlNode *gap,
                       const char *lang)
{
    char word[MAX_WORD];
    bool fits = first_word(attribute(gap, "reason"), word) < MAX_WORD;
    const char *key = reason_key(gap, word);

    if (fits && in("omitted illegible lost damage deleted redacted sampling editorial foreign hand "
                   "reason-unknown",
                   key))
        add_label(out, ctxt, key, lang, "");
    else
        add_own_words(out, attribute(gap, "reason"));
}

/* ---- the extent ---- */

static const char *unit_key(const char *unit)
{
    static const struct {
        const char *words, *key;
    } units[] = {{"char chars character characters", "chars"},
                 {"letter letters", "letters"},
                 {"word words", "words"},
                 {"line lines", "lines"},
                 {"paragraph paragraphs", "paragraphs"},
                 {"page pages leaf leaves folio", "pages"}};
    char small[MAX_WORD];
    size_t n = strlen(unit);

    if (n >= sizeof small)
        return "";
    for (size_t i = 0; i <= n; i++)
        small[i] = strchr("CWLP", unit[i]) && unit[i] ? (char)(unit[i] + ('a' - 'A')) : unit[i];
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (in(units[i].words, small))
            return units[i].key;
    return "";
}

/* The value of A where it has one, else of B: the first of both in the order of the element. */
static const char *either(const xmlNode *el, const char *a, const char *b)
{
    for (const xmlAttr *at = el->properties; at; at = at->next)
        if (!at->ns && (same((const char *)at->name, a) || same((const char *)at->name, b)))
            return at->children && at->children->content ? (const char *)at->children->content : "";
    return "";
}

static bool has(const xmlNode *el, const char *name)
{
    return xmlHasNsProp((xmlNodePtr)el, (const xmlChar *)name, NULL) != NULL;
}

static void add_blanks_made_one(xmlBufferPtr out, const char *s)
{
    bool any = false;

    for (s += strspn(s, " \t\r\n"); *s; s += strspn(s, " \t\r\n")) {
        size_t n = strcspn(s, " \t\r\n");
        if (any)
            add(out, " ");
        xmlBufferAdd(out, (const xmlChar *)s, (int)n);
        s += n;
        any = true;
    }
}

static void add_measure(xmlBufferPtr out, xsltTransformContextPtr ctxt, const xmlNode *el,
                        const char *amount, const char *lang)
{
    const char *key = unit_key(attribute(el, "unit"));
    xmlBufferPtr both;

    if (!*amount) {
        add(out, attribute(el, "extent"));
    } else if (*key) {
        add_filled(out, ctxt, key, lang, same(amount, "1") ? "one" : "", amount);
    } else if ((both = xmlBufferCreate())) {
        add(both, amount);
        add(both, " ");
        add(both, attribute(el, "unit"));
        add_blanks_made_one(out, (const char *)xmlBufferContent(both));
        xmlBufferFree(both);
    }
}

static void add_extent(xmlBufferPtr out, xsltTransformContextPtr ctxt, const xmlNode *el,
                       const char *lang)
{
    const char *low = either(el, "atLeast", "min"), *high = either(el, "atMost", "max");
    const char *precision = attribute(el, "precision");
    bool rough =
        same(precision, "low") || same(precision, "medium") || same(attribute(el, "cert"), "low");
    xmlBufferPtr amount, measure;

    if (!has(el, "quantity") && !has(el, "extent") && !*low && !*high)
        return;
    amount = xmlBufferCreate();
    measure = xmlBufferCreate();
    if (amount && measure) {
        if (has(el, "quantity")) {
            add(amount, attribute(el, "quantity"));
        } else {
            add(amount, *low ? low : high);
            if (*low && *high && !same(low, high)) {
                add(amount, "\u2013");
                add(amount, high);
            }
        }
        add_measure(measure, ctxt, el, (const char *)xmlBufferContent(amount), lang);
        if (rough && xmlBufferLength(measure) > 0)
            add_filled(out, ctxt, "about-n", lang, "", (const char *)xmlBufferContent(measure));
        else
            add(out, (const char *)xmlBufferContent(measure));
    }
    xmlBufferFree(amount);
    xmlBufferFree(measure);
}

/* ---- both ---- */

/* What the first description says that isn't the reason again. */
static void add_description(xmlBufferPtr out, const xmlNode *gap, const char *said)
{
    for (xmlNodePtr n = gap->children; n && !xmlBufferLength(out); n = n->next) {
        xmlChar *text = tp_native_is_tei(n, "desc") ? xmlNodeGetContent(n) : NULL;
        if (text)
            add_blanks_made_one(out, (const char *)text);
        xmlFree(text);
        if (same((const char *)xmlBufferContent(out), said))
            xmlBufferEmpty(out);
        else if (text)
            break; /* one that says nothing is the first, too */
    }
}

static void add_gap_words(xmlBufferPtr out, xsltTransformContextPtr ctxt, const xmlNode *gap,
                          const char *lang)
{
    xmlBufferPtr extent = xmlBufferCreate(), said = xmlBufferCreate(), desc = xmlBufferCreate();

    if (extent && said && desc) {
        add_extent(extent, ctxt, gap, lang);
        add_reason(said, ctxt, gap, lang);
        add_description(desc, gap, (const char *)xmlBufferContent(said));
        add(out, (const char *)xmlBufferContent(said));
        if (xmlBufferLength(extent) > 0) {
            add_label(out, ctxt, "clause", lang, "");
            add(out, (const char *)xmlBufferContent(extent));
        }
        if (xmlBufferLength(desc) > 0) {
            add_colon(out, lang);
            add(out, (const char *)xmlBufferContent(desc));
        }
    }
    xmlBufferFree(extent);
    xmlBufferFree(said);
    xmlBufferFree(desc);
}

/* ---- the functions ---- */

static void answer(xmlXPathParserContextPtr xpath, int nargs,
                   void (*fn)(xmlBufferPtr, xsltTransformContextPtr, const xmlNode *, const char *))
{
    xsltTransformContextPtr ctxt = xsltXPathGetTransformContext(xpath);
    struct tp_native_text lang = {"en", NULL, NULL};
    xmlBufferPtr out = xmlBufferCreate();
    xmlXPathObjectPtr set;
    const xmlNode *el;

    if (!out || !ctxt || !tp_native_arity(xpath, nargs, 1, 2)) {
        xmlBufferFree(out);
        return;
    }
    if (nargs > 1)
        lang = tp_native_pop_text(xpath);
    set = tp_native_pop_nodes(xpath);
    el = tp_native_first(set);
    if (el && el->type == XML_ELEMENT_NODE)
        fn(out, ctxt, el, lang.p);
    xmlXPathFreeObject(set);
    tp_native_drop(lang);
    tp_native_buffer(xpath, out);
}

void tp_f_reason(xmlXPathParserContextPtr xpath, int nargs)
{
    answer(xpath, nargs, add_reason);
}

void tp_f_extent(xmlXPathParserContextPtr xpath, int nargs)
{
    answer(xpath, nargs, add_extent);
}

void tp_f_gap_words(xmlXPathParserContextPtr xpath, int nargs)
{
    answer(xpath, nargs, add_gap_words);
}
