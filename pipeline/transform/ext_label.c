/* ext_label.c - f:label: the labels are data in the stylesheet (xslt/common/labels.xsl). */
#include <libxslt/extensions.h>
#include <libxslt/imports.h>
#include <libxslt/variables.h>
#include <stdio.h>
#include <string.h>

#include "ext.h"
#include "ext_args.h"
#include "ext_native.h"

static bool is_labels(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, "labels") == 0 &&
           node->ns && strcmp((const char *)node->ns->href, TP_NS_STYLESHEETS) == 0;
}

/* Add the labels of one file of the stylesheet; what is there already stays. */
static void add_labels(struct tp_ext_store *store, xmlDocPtr doc)
{
    const xmlNode *root = xmlDocGetRootElement(doc);

    for (const xmlNode *table = root ? root->children : NULL; table; table = table->next) {
        if (!is_labels(table))
            continue;
        if (!store->languages)
            store->languages = tp_native_attribute(table, NULL, "languages");
        for (xmlNode *l = table->children; l; l = l->next) {
            const char *key =
                l->type == XML_ELEMENT_NODE ? tp_native_attribute(l, NULL, "k") : NULL;
            if (key)
                (void)xmlHashAddEntry(store->labels, (const xmlChar *)key, l);
        }
    }
}

static void read_labels(struct tp_ext_store *store, xsltStylesheetPtr style)
{
    store->labels = xmlHashCreate(256);
    for (; store->labels && style; style = xsltNextImport(style)) {
        add_labels(store, style->doc);
        for (const xsltDocument *d = style->docList; d; d = d->next)
            add_labels(store, d->doc);
    }
}

/* The language of the labels that is nearest. */
static const char *label_language(const struct tp_ext_store *store, const char *tag, char *primary)
{
    tp_native_primary(tag, primary);
    return store->languages && tp_native_in_list(store->languages, primary, strlen(primary))
               ? primary
               : "en";
}

/* An entry's words; NULL: has none. */
static const char *words_of(const xmlNode *entry, const char *form, const char *lang)
{
    char name[2 * TP_NATIVE_PRIMARY];
    const char *words = NULL;

    if (*form && strlen(form) < TP_NATIVE_PRIMARY) {
        (void)snprintf(name, sizeof name, "%s-%s", form, lang);
        words = tp_native_attribute(entry, NULL, name);
    }
    return words ? words : tp_native_attribute(entry, NULL, lang);
}

/* In the labels that an importing stylesheet gives; USER is freed by the caller. */
static const char *user_words(xmlXPathObjectPtr user, const char *key, const char *form,
                              const char *lang)
{
    const char *words = NULL;

    for (int i = 0; tp_native_first(user) && i < user->nodesetval->nodeNr && !words; i++) {
        const xmlNode *entry = user->nodesetval->nodeTab[i];
        const char *k = tp_native_attribute(entry, NULL, "k");
        if (k && strcmp(k, key) == 0)
            words = words_of(entry, form, lang);
    }
    return words;
}

xmlChar *tp_native_label(xsltTransformContextPtr ctxt, const char *key, const char *lang,
                         const char *form)
{
    struct tp_ext *ext = tp_ext_of(ctxt);
    struct tp_ext_store *store = ext ? ext->store : NULL;
    char primary[TP_NATIVE_PRIMARY];
    const char *words;
    const xmlNode *entry;
    xmlXPathObjectPtr user;
    xmlChar *label;

    if (!store)
        return NULL;
    if (!store->labels)
        read_labels(store, ctxt->style);
    user = xsltVariableLookup(ctxt, (const xmlChar *)"own-labels", NULL);
    lang = label_language(store, lang, primary);
    words = user_words(user, key, form, lang);
    entry = store->labels ? xmlHashLookup(store->labels, (const xmlChar *)key) : NULL;
    if (!words && entry)
        words = words_of(entry, form, lang);
    label = xmlStrdup((const xmlChar *)(words ? words : ""));
    xmlXPathFreeObject(user);
    return label;
}

/* f:label(KEY, LANG, FORM) */
void tp_f_label(xmlXPathParserContextPtr xpath, int nargs)
{
    xsltTransformContextPtr ctxt = xsltXPathGetTransformContext(xpath);
    struct tp_native_text form = {"", NULL, NULL}, tag = {"en", NULL, NULL}, key;
    xmlChar *label;

    if (!tp_native_arity(xpath, nargs, 1, 3) || !ctxt)
        return;
    if (nargs > 2)
        form = tp_native_pop_text(xpath);
    if (nargs > 1)
        tag = tp_native_pop_text(xpath);
    key = tp_native_pop_text(xpath);
    label = tp_native_label(ctxt, key.p, tag.p, form.p);
    if (label)
        valuePush(xpath, xmlXPathWrapString(label));
    else
        xmlXPathSetError(xpath, XPATH_EXPR_ERROR);
    tp_native_drop(key);
    tp_native_drop(tag);
    tp_native_drop(form);
}
