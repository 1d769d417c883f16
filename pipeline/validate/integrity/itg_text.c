/* Text: letters are counted by script, words and characters looked at. ASCII, which most of it is,
 * goes by a table. */
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "../../base/utf8.h"
#include "itg.h"

enum { OTHER, LETTER, SPECIAL }; /* of ASCII; SPECIAL: a colon, DEL */

static const uint8_t ascii[128] = {
    [':'] = SPECIAL, [0x7F] = SPECIAL, ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1,
    ['F'] = 1,       ['G'] = 1,        ['H'] = 1, ['I'] = 1, ['J'] = 1, ['K'] = 1, ['L'] = 1,
    ['M'] = 1,       ['N'] = 1,        ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1,
    ['T'] = 1,       ['U'] = 1,        ['V'] = 1, ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1,
    ['a'] = 1,       ['b'] = 1,        ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1, ['g'] = 1,
    ['h'] = 1,       ['i'] = 1,        ['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1,
    ['o'] = 1,       ['p'] = 1,        ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1, ['u'] = 1,
    ['v'] = 1,       ['w'] = 1,        ['x'] = 1, ['y'] = 1, ['z'] = 1};

/* One text as it is read. */
struct reading {
    const char *text, *p;
    const char *word;      /* where its letters begin */
    unsigned scripts;      /* of the word, those that have look-alikes */
    uint32_t latin;        /* ASCII letters */
    uint32_t total, match; /* other letters, and those that the language has */
};

static void end_word(struct itg_check *c, const xmlNode *node, struct reading *r)
{
    if (r->scripts & (r->scripts - 1))
        itg_mixed(c, node, (size_t)(r->word - r->text), r->word, (size_t)(r->p - r->word));
    r->scripts = 0;
}

/* "https://...": no letters of a language. */
static void pass_address(struct reading *r)
{
    const char *scheme = r->p;

    if (r->p[1] != '/' || r->p[2] != '/')
        return;
    while (scheme > r->text && (unsigned char)scheme[-1] < 0x80 &&
           ascii[(unsigned char)scheme[-1]] == LETTER && r->latin) {
        scheme--;
        r->latin--;
    }
    while (r->p[1] && !strchr(" \t\r\n", r->p[1]))
        r->p++;
}

/* A character beyond ASCII; R->p is moved behind it. */
static void wide_character(struct itg_check *c, const xmlNode *node, struct reading *r,
                           const struct itg_language *language)
{
    uint32_t cp = 0;
    size_t n = tp_utf8_decode(r->p, 4, &cp); /* a NUL ends it: no valid sequence goes past one */
    struct itg_char is;

    if (n == 0) {
        r->p++;
        return;
    }
    is = itg_char(c->w, cp);
    if (is.flags & ITG_LETTER) {
        uint32_t weight = is.flags & ITG_WIDE ? 2 : 1;

        if (!(is.flags & ITG_ALIKE))
            end_word(c, node, r);
        else if (!r->scripts)
            r->word = r->p;
        r->scripts |= is.flags & ITG_ALIKE;
        r->total += weight;
        if (language && itg_has_script(&language->scripts, is.script))
            r->match += weight;
    } else if (!(is.flags & ITG_MARK)) {
        end_word(c, node, r);
    }
    if (is.flags & ITG_SUSPECT)
        itg_suspect(c, node, r->text, (size_t)(r->p - r->text), cp);
    r->p += n;
}

static void read_text(struct itg_check *c, const xmlNode *node, struct reading *r,
                      const struct itg_language *language)
{
    for (;;) {
        unsigned char b = (unsigned char)*r->p;

        if (b >= 0x80) {
            wide_character(c, node, r, language);
        } else if (ascii[b] == LETTER) {
            if (!r->scripts)
                r->word = r->p;
            r->scripts |= ITG_LATIN;
            r->latin++;
            r->p++;
        } else {
            if (r->scripts != ITG_LATIN)
                end_word(c, node, r);
            r->scripts = 0;
            if (b == '\0')
                return;
            if (b == 0x7F)
                itg_suspect(c, node, r->text, (size_t)(r->p - r->text), b);
            if (b == ':')
                pass_address(r);
            r->p++;
        }
    }
}

void itg_text(struct itg_check *c, const xmlNode *node, const char *text, struct itg_frame *frame)
{
    const struct itg_language *language = frame->language;
    struct reading r = {.text = text, .p = text};

    while (*r.p == ' ' || *r.p == '\n' || *r.p == '\t')
        r.p++;
    if (!*r.p)
        return;
    read_text(c, node, &r, language);
    if (!language || !language->known)
        return;
    frame->total += r.latin + r.total;
    frame->match += r.match;
    if (itg_has_script(&language->scripts, USCRIPT_LATIN))
        frame->match += r.latin;
}

void itg_plain(struct itg_check *c, const xmlNode *attribute, const char *value)
{
    for (const char *p = value; *p;) {
        uint32_t cp = (unsigned char)*p;
        size_t n = 1;

        if (cp >= 0x80) {
            n = tp_utf8_decode(p, 4, &cp);
            if (n && (itg_char(c->w, cp).flags & ITG_SUSPECT))
                itg_suspect(c, attribute, value, (size_t)(p - value), cp);
        }
        p += n ? n : 1;
    }
}

/* ---- does the script fit the language? ---- */

enum {
    FEW = 4,   /* letters that say enough when an element has its own xml:lang and none fits */
    SOME = 20, /* and in any other element, where a tenth may fit */
};

static bool contradicts(const struct itg_frame *f)
{
    return f->language && ((f->total >= SOME && f->match < f->total / 10 + 1) ||
                           (f->declares && !f->division && f->total >= FEW && f->match == 0));
}

struct counts {
    uint32_t letters, of[USCRIPT_CODE_LIMIT];
};

static void count(struct itg_check *c, const char *text, struct counts *n)
{
    for (const char *p = text; *p;) {
        uint32_t cp = (unsigned char)*p;
        size_t len = cp < 0x80 ? 1 : tp_utf8_decode(p, 4, &cp);
        struct itg_char is;

        if (len == 0)
            return;
        is = itg_char(c->w, cp);
        if (is.flags & ITG_LETTER) {
            n->letters++;
            n->of[is.script]++;
        }
        p += len;
    }
}

/* The letters again, of an element whose share has been found wrong: those in its language alone.
 */
static void count_all(struct itg_check *c, const xmlNode *top, struct counts *n)
{
    const xmlNode *node = top->children;

    while (node && node != top) {
        bool apart =
            node->type == XML_ELEMENT_NODE &&
            (itg_is(node, "teiHeader") ||
             xmlHasNsProp((xmlNode *)node, (const xmlChar *)"lang", (const xmlChar *)TP_NS_XML));

        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
            count(c, (const char *)node->content, n);
        if (node->type == XML_ELEMENT_NODE && node->children && !apart) {
            node = node->children;
            continue;
        }
        while (node != top && !node->next)
            node = node->parent;
        if (node != top)
            node = node->next;
    }
}

static void tell_script(struct itg_check *c, const struct itg_candidate *found)
{
    struct counts *n;
    unsigned best = 0;

    if (!itg_on(c, TP_D_LANGUAGE_SCRIPT))
        return;
    n = TP_NEW(c->work, struct counts);
    count_all(c, found->element, n);
    for (unsigned i = 1; i < USCRIPT_CODE_LIMIT; i++)
        if (n->of[i] > n->of[best])
            best = i;
    if (n->letters == 0)
        return;
    itg_say(c, TP_D_LANGUAGE_SCRIPT, found->element, ITG_WHOLE, found->language->tag,
            tp_fmt(c->work, "%u", (unsigned)n->letters),
            tp_fmt(c->work, "%u", (unsigned)((uint64_t)n->of[best] * 100 / n->letters)),
            uscript_getName((UScriptCode)best));
}

/* The largest element that is wrong is told of, not all that are in it; nor those around that have
 * no other text. */
void itg_close(struct itg_check *c)
{
    struct itg_frame *f = &c->frames.v[--c->frames.n];
    struct itg_frame *up = c->frames.n ? &c->frames.v[c->frames.n - 1] : NULL;

    if (f->total && contradicts(f) &&
        !(c->candidates.n == f->candidates + 1 &&
          c->candidates.v[f->candidates].total == f->total)) {
        c->candidates.n = f->candidates;
        TP_PUSH(c->work, &c->candidates, (struct itg_candidate){f->element, f->language, f->total});
    }
    if (up && !f->declares && up->language == f->language) {
        up->total += f->total;
        up->match += f->match;
        return;
    }
    for (size_t i = f->candidates; i < c->candidates.n; i++)
        tell_script(c, &c->candidates.v[i]);
    c->candidates.n = f->candidates;
}
