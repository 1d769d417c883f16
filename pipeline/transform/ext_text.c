/* ext_text.c - text for the notations that citations are written in. */
#include <string.h>

#include "ext.h"

void tp_ext_json(struct tp_ext_call *call)
{
    tp_buf_json(&call->out, call->arg[0], strlen(call->arg[0]));
}

static bool unreserved(unsigned char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           (c && strchr("-._~", c));
}

/* RFC 3986, section 2: everything but the unreserved characters. */
void tp_ext_uri_encode(struct tp_ext_call *call)
{
    for (const char *p = call->arg[0]; *p; p++) {
        unsigned char c = (unsigned char)*p;
        if (unreserved(c))
            tp_buf_char(&call->out, *p);
        else
            tp_buf_fmt(&call->out, "%%%02X", (unsigned)c);
    }
}

/* The parser of .bib files counts braces even behind a backslash: are they as many, and in order?
 */
static bool balanced(const char *text)
{
    size_t open = 0;

    for (const char *p = text; *p; p++) {
        open += *p == '{';
        if (*p == '}' && open-- == 0)
            return false;
    }
    return open == 0;
}

/* What stands for a character that means something to TeX; NULL: itself. An odd brace would end the
 * field too late or too early, and has to be written as a command. */
static const char *tex(char c, bool odd)
{
    static const struct {
        char c;
        const char *tex, *odd;
    } table[] = {
        {'\\', "\\textbackslash{}", NULL},
        {'{', "\\{", "\\textbraceleft{}"},
        {'}', "\\}", "\\textbraceright{}"},
        {'~', "\\textasciitilde{}", NULL},
        {'^', "\\textasciicircum{}", NULL},
        {'#', "\\#", NULL},
        {'$', "\\$", NULL},
        {'%', "\\%", NULL},
        {'&', "\\&", NULL},
        {'_', "\\_", NULL},
        {'\n', " ", NULL},
        {'\r', " ", NULL},
        {'\t', " ", NULL},
    };

    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].c == c)
            return odd && table[i].odd ? table[i].odd : table[i].tex;
    return NULL;
}

void tp_ext_bibtex(struct tp_ext_call *call)
{
    bool odd = !balanced(call->arg[0]);

    for (const char *p = call->arg[0]; *p; p++) {
        const char *escaped = tex(*p, odd);
        if (escaped)
            tp_buf_str(&call->out, escaped);
        else
            tp_buf_char(&call->out, *p);
    }
}
