/* Words in another script than the text around them. */
#include <string.h>
#include <unicode/uchar.h>

#include "../base/utf8.h"
#include "language.h"

/* A stretch of text in one script, with what is no letter between its letters. */
struct run {
    uint32_t start, end; /* empty when equal */
    enum tp_script script;
    bool kana;
};

static bool is_kana(uint32_t cp)
{
    return cp >= 0x3041 && cp <= 0x30FF && cp != 0x30FB;
}

/* A few words of a language that is written in Latin letters can't be told apart; only a sentence
 * or two can. The script is said where the language isn't known. */
static const char *tag_of(struct tp_arena *a, const struct run *r, const char *text)
{
    const char *p = text + r->start, *tag;
    size_t n = r->end - r->start;

    if (r->kana)
        return "ja";
    tag = tp_language_tag(a, r->script, p, n, NULL, 0);
    if (r->script == TP_LATIN && strcmp(tag, "en") == 0 && !tp_language_is_english(p, n))
        return "und-Latn";
    return tag;
}

/* Single letters are labels, and Roman numerals belong to every script. */
static bool says_something(const struct run *r, const char *text)
{
    /* these belong to every language too */
    static const char *const postscripts[] = {"P.S", "P. S", "PS", "N.B", "N. B", "NB", "P.P.S"};
    const char *p = text + r->start;
    size_t n = r->end - r->start, numerals = 0;

    if (r->script == TP_HAN || r->script == TP_OTHER_SCRIPT)
        return true;
    for (size_t i = 0; i < sizeof postscripts / sizeof *postscripts; i++)
        if (strlen(postscripts[i]) == n && memcmp(postscripts[i], p, n) == 0)
            return false;
    for (size_t i = 0; i < n; i++)
        numerals += p[i] != '\0' && strchr("IVXLCDM ./-", p[i]) != NULL;
    return tp_utf8_count(p, n) > 1 && numerals < n;
}

static bool is_alphabet(enum tp_script s)
{
    return s == TP_LATIN || s == TP_CYRILLIC;
}

/* With the parenthesis that closes one in it, and the stop of an initial: "ЦК ВКП(б)", "Рощин
 * Н.В.".
 */
static uint32_t full_end(const struct run *r, const char *text, uint32_t len)
{
    uint32_t end = r->end, back = end;
    int open = 0;

    for (uint32_t i = r->start; i < end; i++)
        open += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
    if (open == 1 && end < len && text[end] == ')')
        return end + 1;
    while (back > r->start && ((unsigned char)text[--back] & 0xC0) == 0x80)
        ;
    if (is_alphabet(r->script) && end < len && text[end] == '.' && back > r->start &&
        (text[back - 1] == '.' || text[back - 1] == ' '))
        return end + 1;
    return end;
}

static void add_run(struct tp_arena *a, const struct run *r, const char *text, uint32_t len,
                    struct tp_annos *out)
{
    struct tp_anno anno = {.start = r->start, .end = full_end(r, text, len), .element = "foreign"};

    if (r->start == r->end || !says_something(r, text))
        return;
    anno.rank = TP_RANK_LANGUAGE;
    anno.attrs = tp_attr_add(a, NULL, "xml:lang", tag_of(a, r, text));
    TP_PUSH(a, out, anno);
}

/* The end of the word of letters of alphabets at AT; *MIXED: they are of two. */
static uint32_t word_end(const char *text, uint32_t len, uint32_t at, bool *mixed)
{
    enum tp_script first = TP_NO_SCRIPT;

    *mixed = false;
    while (at < len) {
        uint32_t cp, n = (uint32_t)tp_utf8_decode(text + at, len - at, &cp);
        enum tp_script s = n ? tp_script_of(cp) : TP_NO_SCRIPT;
        if (!is_alphabet(s) && cp != 0xAD)
            break;
        *mixed = *mixed || (first && s && s != first);
        first = first ? first : s;
        at += n;
    }
    return at;
}

void tp_foreign_pass(struct tp_arena *a, enum tp_script main, const char *text, uint32_t len,
                     struct tp_annos *out)
{
    struct run r = {.script = TP_NO_SCRIPT};

    for (uint32_t i = 0; i < len;) {
        uint32_t cp = 0, n;
        enum tp_script s;
        bool kana, mixed;
        if ((unsigned char)text[i] < 0x80 && tp_script_of((unsigned char)text[i]) == TP_NO_SCRIPT) {
            i++;
            continue;
        }
        n = (uint32_t)tp_utf8_decode(text + i, len - i, &cp);
        s = n ? tp_script_of(cp) : TP_NO_SCRIPT;
        kana = is_kana(cp);
        n = n ? n : 1;
        if (kana && main != TP_OTHER_SCRIPT)
            s = TP_HAN; /* Japanese has both */
        if (is_alphabet(s)) {
            n = word_end(text, len, i, &mixed) - i;
            if (mixed) /* a fault, and not another language */
                s = is_alphabet(r.script) ? r.script : main;
        }
        if (s != TP_NO_SCRIPT) {
            bool chinese = s == TP_HAN && main == TP_HAN && r.kana && !kana && i > r.end;
            if (s != r.script || (kana && main == TP_HAN && !r.kana) || chinese) {
                if (r.script != main || r.kana)
                    add_run(a, &r, text, len, out);
                r = (struct run){i, i, s, kana};
            }
            r.end = i + n;
            r.kana = r.kana || kana;
        }
        i += n;
    }
    if (r.script != main || r.kana)
        add_run(a, &r, text, len, out);
}
