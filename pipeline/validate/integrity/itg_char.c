/* Characters: what Unicode says of them, looked up once, and those that should not be there. */
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "../../base/utf8.h"
#include "itg.h"

_Static_assert(USCRIPT_CODE_LIMIT <= 256, "a script's code fits a byte");

static bool is_control(uint32_t cp)
{
    return (cp >= 0x7F && cp <= 0x9F) || cp == 0x2028 || cp == 0x2029 || cp == 0xFEFF ||
           (cp >= 0xFFF9 && cp <= 0xFFFB) || (cp >= 0xE0000 && cp <= 0xE007F);
}

static uint8_t alike(UScriptCode script)
{
    return script == USCRIPT_LATIN      ? ITG_LATIN
           : script == USCRIPT_GREEK    ? ITG_GREEK
           : script == USCRIPT_CYRILLIC ? ITG_CYRILLIC
           : script == USCRIPT_ARMENIAN ? ITG_ARMENIAN
                                        : 0;
}

static struct itg_char describe(uint32_t cp)
{
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)cp, &status);
    int8_t type = u_charType((UChar32)cp);
    struct itg_char d = {0, 0};

    if (U_FAILURE(status) || script < 0)
        script = USCRIPT_COMMON;
    d.script = (uint8_t)script;
    if (u_isalpha((UChar32)cp) && script != USCRIPT_COMMON && script != USCRIPT_INHERITED) {
        d.flags = (uint8_t)(ITG_LETTER | alike(script));
        if (script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
            script == USCRIPT_HANGUL || script == USCRIPT_BOPOMOFO || script == USCRIPT_YI)
            d.flags |= ITG_WIDE;
    } else if (type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK ||
               type == U_ENCLOSING_MARK) {
        d.flags = ITG_MARK;
    }
    if (type == U_UNASSIGNED || type == U_PRIVATE_USE_CHAR || cp == 0xFFFD || is_control(cp) ||
        u_getIntPropertyValue((UChar32)cp, UCHAR_NFC_QUICK_CHECK) != UNORM_YES)
        d.flags |= ITG_SUSPECT;
    return d;
}

struct itg_char itg_char_new(struct itg_worker *w, uint32_t cp)
{
    uint32_t page = cp / ITG_PAGE;

    w->pages[page] = TP_NEW_ARRAY(w->own, ITG_PAGE, struct itg_char);
    for (uint32_t i = 0; i < ITG_PAGE; i++)
        w->pages[page][i] = describe(page * ITG_PAGE + i);
    return w->pages[page][cp % ITG_PAGE];
}

/* ---- what should not be there ---- */

static const char *hex(struct itg_check *c, uint32_t cp)
{
    return tp_fmt(c->work, "%04X", (unsigned)cp);
}

/* C1 controls are mostly Windows-1252, read as Latin-1. */
static const char *meant(struct itg_check *c, uint32_t cp)
{
    static const uint16_t windows[] = {
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    struct tp_buf b = tp_buf_new(c->work);

    if (cp == 0x2028 || cp == 0x2029)
        return "; use an lb or a p";
    if (cp == 0xFEFF)
        return ": a byte order mark inside the text";
    if (cp < 0x80 || cp > 0x9F || !windows[cp - 0x80])
        return "";
    tp_buf_str(&b, "; in Windows-1252 it is '");
    tp_buf_codepoint(&b, windows[cp - 0x80]);
    tp_buf_str(&b, "'");
    return b.p;
}

static const char *name_of(struct itg_check *c, const char *text, size_t n)
{
    struct tp_buf b = tp_buf_new(c->work);
    uint32_t cp;
    size_t len;

    for (size_t i = 0; i < n && (len = tp_utf8_decode(text + i, n - i, &cp)); i += len)
        tp_buf_fmt(&b, "%sU+%04X", b.len ? " " : "", (unsigned)cp);
    return b.p;
}

enum { AROUND = 32 }; /* characters that are looked at: no sequence that composes is longer */

/* The text around: from the last character that nothing before it can compose with. */
static void normal_form(struct itg_check *c, const xmlNode *node, const char *text, size_t at)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    UChar raw[2 * AROUND + 2], norm[8 * AROUND];
    size_t from = at, to = at;
    int32_t n = 0, m;
    uint32_t cp;
    char better[24 * AROUND + 1];

    for (int i = 0; i < AROUND / 2 && from > 0; i++) { /* back to a boundary */
        (void)tp_utf8_decode(text + from, 4, &cp);
        if (unorm2_hasBoundaryBefore(nfc, (UChar32)cp))
            break;
        do
            from--;
        while (from > 0 && (text[from] & 0xC0) == 0x80);
    }
    for (int i = 0; i < AROUND / 2 && text[to]; i++) {
        size_t len = tp_utf8_decode(text + to, strlen(text + to) < 4 ? strlen(text + to) : 4, &cp);

        if (len == 0 || (to > at && unorm2_hasBoundaryBefore(nfc, (UChar32)cp)))
            break;
        to += len;
    }
    u_strFromUTF8(raw, (int32_t)(sizeof raw / sizeof *raw), &n, text + from, (int32_t)(to - from),
                  &status);
    if (U_FAILURE(status) || unorm2_isNormalized(nfc, raw, n, &status))
        return;
    m = unorm2_normalize(nfc, raw, n, norm, (int32_t)(sizeof norm / sizeof *norm), &status);
    if (U_FAILURE(status))
        return;
    u_strToUTF8(better, (int32_t)sizeof better, &n, norm, m, &status);
    if (U_SUCCESS(status))
        itg_say(c, TP_D_CHARACTER_FORM, node, from, tp_strndup(c->work, text + from, to - from),
                name_of(c, text + from, to - from),
                tp_fmt(c->work, "'%s' (%s)", better, name_of(c, better, (size_t)n)));
}

void itg_suspect(struct itg_check *c, const xmlNode *node, const char *text, size_t at, uint32_t cp)
{
    int8_t type = u_charType((UChar32)cp);

    if (cp == 0xFFFD)
        itg_say(c, TP_D_CHARACTER_LOST, node, at, "");
    else if (is_control(cp))
        itg_say(c, TP_D_CHARACTER_CONTROL, node, at, hex(c, cp), meant(c, cp));
    else if (type == U_PRIVATE_USE_CHAR) {
        if (c->frames.n == 0 || !c->frames.v[c->frames.n - 1].glyph)
            itg_say(c, TP_D_CHARACTER_PRIVATE, node, at, hex(c, cp));
    } else if (type == U_UNASSIGNED)
        itg_say(c, TP_D_CHARACTER_UNASSIGNED, node, at, hex(c, cp), U_UNICODE_VERSION);
    else if (itg_on(c, TP_D_CHARACTER_FORM))
        normal_form(c, node, text, at);
}
