/* xml_in_place.c - a parser that reads a text where it is. */
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <string.h>

#include "xml.h"

enum { DECLARATION = 256 }; /* of an XML declaration that is looked through for an encoding */

static bool same_letters(const char *s, const char *small, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] != small[i] && (s[i] | 0x20) != small[i])
            return false;
    return true;
}

bool tp_xml_is_plain(const char *data, size_t len)
{
    const char *end, *p;

    if (len > INT_MAX)
        return false;
    if (len >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0)
        data += 3, len -= 3;
    if (len < 8 || *data != '<' || !data[1])
        return false;
    if (memcmp(data, "<?xml", 5) != 0)
        return true;
    end = memchr(data, '>', len < DECLARATION ? len : DECLARATION);
    if (!end)
        return false;
    for (p = data; end - p > 8 && memcmp(p, "encoding", 8) != 0; p++)
        ;
    if (end - p <= 8)
        return true; /* there is none */
    for (p += 8; p < end && (*p == ' ' || *p == '=' || *p == '"' || *p == '\''); p++)
        ;
    return end - p > 5 && same_letters(p, "utf-8", 5) && (p[5] == '"' || p[5] == '\'');
}

xmlParserCtxtPtr tp_xml_parser_in_place(const char *data, size_t len)
{
    xmlParserCtxtPtr ctxt = xmlNewParserCtxt();
    xmlParserInputPtr input = ctxt ? xmlNewInputStream(ctxt) : NULL;

    if (!input) {
        xmlFreeParserCtxt(ctxt);
        return NULL;
    }
    input->base = input->cur = (const xmlChar *)data;
    input->end = input->base + len;
    input->length = (int)len;
    (void)inputPush(ctxt, input);
    return ctxt;
}
