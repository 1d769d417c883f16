#include "xml_message.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

/* {1} and {2} stand for the error's names, {n} for its number, mostly a line. */
static const struct words {
    int code;
    const char
        *begins; /* when several faults have one code: how libxml2's text begins; NULL: any */
    const char *text;
} table[] = {
    {XML_ERR_DOCUMENT_EMPTY, "Start tag expected", "a document begins with '<'; this one doesn't"},
    {XML_ERR_DOCUMENT_EMPTY, NULL, "the document is empty"},
    {XML_ERR_DOCUMENT_END, NULL, "only comments may stand behind the end of the root element"},
    {XML_ERR_NAME_REQUIRED, "xmlParseEntityRef", "'&' begins an entity; the sign itself is &amp;"},
    {XML_ERR_NAME_REQUIRED, "StartTag", "'<' begins a tag; the sign itself is &lt;"},
    {XML_ERR_ENTITYREF_SEMICOL_MISSING, NULL,
     "an entity ends with ';'; if no entity is meant, '&' is written &amp;"},
    {XML_ERR_UNDECLARED_ENTITY, NULL,
     "the entity '&{1};' is not declared; write the character itself"},
    {XML_WAR_UNDECLARED_ENTITY, NULL,
     "the entity '&{1};' is not declared; write the character itself"},
    {XML_ERR_ENTITY_LOOP, NULL, "entities that hold themselves, or multiply without bound"},
    {XML_ERR_TAG_NAME_MISMATCH, NULL,
     "'</{2}>' stands where '</{1}>' is expected: '{1}' was opened on line {n}"},
    {XML_ERR_TAG_NOT_FINISHED, NULL,
     "the document ends inside '{1}', which was opened on line {n}"},
    {XML_ERR_GT_REQUIRED, "Couldn't find end", "the tag of '{1}' has no '>' at its end"},
    {XML_ERR_ATTRIBUTE_NOT_STARTED, NULL, "the value of an attribute stands in quotes"},
    {XML_ERR_ATTRIBUTE_WITHOUT_VALUE, NULL, "the attribute '{1}' has no value"},
    {XML_ERR_ATTRIBUTE_REDEFINED, NULL, "the attribute '{1}' stands twice in this tag"},
    {XML_ERR_LT_IN_ATTRIBUTE, NULL, "'<' in the value of an attribute is written &lt;"},
    {XML_ERR_SPACE_REQUIRED, "attributes construct", "attributes are parted by white space"},
    {XML_ERR_INVALID_CHAR, "xmlParseCharRef", "no character of XML has this number"},
    {XML_ERR_INVALID_CHAR, NULL, "the character U+{x} can't stand in XML"},
    {XML_ERR_INVALID_CHAR, NULL, "these bytes are no character of the document's encoding"},
    {XML_ERR_INVALID_ENCODING, "Input is not proper",
     "these bytes are not UTF-8, and no other encoding is declared"},
    {XML_ERR_UNSUPPORTED_ENCODING, NULL, "the encoding {1} is not known; use UTF-8"},
    {XML_ERR_RESERVED_XML_NAME, "XML declaration allowed",
     "the XML declaration stands at the very beginning of a document"},
    {XML_ERR_COMMENT_NOT_FINISHED, NULL, "the comment has no '-->' at its end"},
    {XML_ERR_CDATA_NOT_FINISHED, NULL, "the CDATA section has no ']]>' at its end"},
    {XML_ERR_PI_NOT_FINISHED, NULL, "the processing instruction has no '?>' at its end"},
    {XML_ERR_HYPHEN_IN_COMMENT, NULL, "'--' can't stand inside a comment"},
    {XML_ERR_MISPLACED_CDATA_END, NULL, "']]>' in text is written ]]&gt;"},
    {XML_NS_ERR_UNDEFINED_NAMESPACE, NULL, "the prefix '{1}' is not declared (xmlns:{1}=\"...\")"},
};

static const char *fill(struct tp_arena *a, const struct words *w, const xmlError *e)
{
    struct tp_buf b = tp_buf_new(a);

    for (const char *p = w->text; *p; p++) {
        if (p[0] != '{' || !p[1] || p[2] != '}') {
            tp_buf_char(&b, *p);
            continue;
        }
        if (p[1] == 'n')
            tp_buf_fmt(&b, "%d", e->int1);
        else if (p[1] == 'x')
            tp_buf_fmt(&b, "%04X", (unsigned)e->int1);
        else
            tp_buf_str(&b, p[1] == '1' ? e->str1 : e->str2);
        p += 2;
    }
    return b.p;
}

/* Are the details there that the text names? */
static bool fits(const struct words *w, const xmlError *e)
{
    return (e->str1 || !strstr(w->text, "{1}")) && (e->str2 || !strstr(w->text, "{2}")) &&
           (e->int1 > 0 || (!strstr(w->text, "{n}") && !strstr(w->text, "{x}")));
}

const char *tp_xml_message(struct tp_arena *a, const xmlError *error)
{
    const char *own = error->message ? error->message : "";
    struct tp_slice text = {own, strlen(own)};

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const struct words *w = &table[i];
        if (w->code == error->code && fits(w, error) &&
            (!w->begins || strncmp(own, w->begins, strlen(w->begins)) == 0))
            return fill(a, w, error);
    }
    text = tp_slice_trim(text);
    return tp_strndup(a, text.p, text.len);
}
