/* Letter-spaced words. */
#include <unicode/uchar.h>

#include "../base/utf8.h"
#include "language.h"

static size_t next_char(const char *text, size_t len, size_t at, uint32_t *cp)
{
    size_t n = tp_utf8_decode(text + at, len - at, cp);

    if (n)
        return n;
    *cp = 0xFFFD;
    return 1;
}

/* A run of single letters with one blank between each two; its end, or 0. *COUNT its letters. */
static uint32_t spaced_run(const char *text, uint32_t len, uint32_t at, uint32_t *count,
                           enum tp_script *script)
{
    uint32_t end = 0;

    *count = 0;
    *script = TP_NO_SCRIPT;
    while (at < len) {
        uint32_t cp, after;
        uint32_t n = (uint32_t)next_char(text, len, at, &cp);
        enum tp_script s = tp_script_of(cp);
        if (s == TP_NO_SCRIPT || s == TP_OTHER_SCRIPT || (*script && s != *script))
            break;
        after = at + n;
        if (after < len) {
            uint32_t m = (uint32_t)next_char(text, len, after, &cp);
            if (tp_script_of(cp) != TP_NO_SCRIPT || u_isdigit((UChar32)cp))
                break; /* a word of more letters ends the run before it */
            end = after;
            ++*count;
            *script = s;
            if (!tp_is_space(cp) || cp == '\n')
                break;
            at = after + m;
            continue;
        }
        end = after;
        ++*count;
        *script = s;
        break;
    }
    return end;
}

/* "C H O U  E N - L A I": the words behind the first, two to four blanks or a hyphen between them,
 * each of two letters or more. Returns where the last ends. */
static uint32_t more_runs(const char *text, uint32_t len, uint32_t end, enum tp_script script)
{
    enum { WIDEST = 4 };

    for (;;) {
        uint32_t at = end, blanks, count, next;
        enum tp_script s;
        bool hyphen;
        while (at < len && at < end + WIDEST && text[at] == ' ')
            at++;
        blanks = at - end;
        hyphen = blanks == 1 && at + 1 < len && text[at] == '-' && text[at + 1] == ' ';
        if (!hyphen && blanks < 2)
            return end;
        next = spaced_run(text, len, hyphen ? at + 2 : at, &count, &s);
        if (!next || count < 2 || s != script)
            return end;
        end = next;
    }
}

/* One blank is that between letters; more stand between words. */
static const char *without_blanks(struct tp_arena *a, const char *p, uint32_t n)
{
    struct tp_buf b = tp_buf_new(a);
    uint32_t blanks = 0;

    for (uint32_t i = 0; i < n;) {
        uint32_t cp;
        uint32_t k = (uint32_t)next_char(p, n, i, &cp);
        if (tp_is_space(cp)) {
            blanks++;
        } else {
            if (blanks > 1)
                tp_buf_str(&b, " ");
            blanks = 0;
            tp_buf_add(&b, p + i, k);
        }
        i += k;
    }
    return b.p;
}

void tp_spaced_pass(struct tp_arena *a, bool han, const char *text, uint32_t len,
                    struct tp_annos *out)
{
    bool boundary = true;

    for (uint32_t i = 0; i < len;) {
        uint32_t cp, count, end = 0, n;
        enum tp_script script;
        if (!boundary && (unsigned char)text[i] < 0x80) { /* within a word, most of all */
            boundary = tp_is_space((unsigned char)text[i++]);
            continue;
        }
        n = (uint32_t)next_char(text, len, i, &cp);
        if (boundary)
            end = spaced_run(text, len, i, &count, &script);
        if (end && count >= (script == TP_HAN ? (han ? 2 : 4) : 3)) {
            struct tp_anno anno = {.start = i, .element = "choice", .inner = "orig"};
            end = anno.end = script == TP_HAN ? end : more_runs(text, len, end, script);
            anno.beside = "reg";
            anno.beside_text = without_blanks(a, text + i, end - i);
            anno.beside_attrs = tp_attr_add(a, NULL, "resp", "#teipipe");
            anno.opaque = true;
            anno.rank = TP_RANK_FORM; /* a name around it stays outside */
            TP_PUSH(a, out, anno);
            i = end;
            boundary = false;
            continue;
        }
        boundary = tp_is_space(cp);
        i += n;
    }
}
