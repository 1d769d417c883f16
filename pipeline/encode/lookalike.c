#include "lookalike.h"

#include <string.h>

#include "../base/buf.h"
#include "../base/utf8.h"

/* Pairs of one form in print. */
static const struct pair {
    char latin;
    uint16_t cyrillic;
} pairs[] = {
    {'A', 0x410}, {'B', 0x412}, {'E', 0x415}, {'K', 0x41A}, {'M', 0x41C},
    {'H', 0x41D}, {'O', 0x41E}, {'P', 0x420}, {'C', 0x421}, {'T', 0x422},
    {'X', 0x425}, {'I', 0x406}, {'J', 0x408}, {'S', 0x405}, {'Y', 0x423},
    {'a', 0x430}, {'e', 0x435}, {'o', 0x43E}, {'p', 0x440}, {'c', 0x441},
    {'y', 0x443}, {'x', 0x445}, {'i', 0x456}, {'j', 0x458}, {'s', 0x455},
};

bool tp_is_mixed(const char *p, size_t n)
{
    bool latin = false, cyrillic = false;

    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        latin = latin || ((c | 32) >= 'a' && (c | 32) <= 'z');
        cyrillic = cyrillic || (c >= 0xD0 && c <= 0xD3);
    }
    return latin && cyrillic;
}

/* The letter in SCRIPT; 0: it has none. */
static uint32_t counterpart(uint32_t cp, enum tp_script script)
{
    enum tp_script own = tp_script_of(cp);

    if (own == script || own == TP_NO_SCRIPT)
        return cp;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (script == TP_LATIN && pairs[i].cyrillic == cp)
            return (uint32_t)pairs[i].latin;
        /* No Russian word has the letters that only other Cyrillic alphabets have. */
        if (script == TP_CYRILLIC && (uint32_t)pairs[i].latin == cp && pairs[i].cyrillic >= 0x410 &&
            pairs[i].cyrillic <= 0x44F)
            return pairs[i].cyrillic;
    }
    return 0;
}

char *tp_unmixed(struct tp_arena *a, const char *p, size_t n, enum tp_script script)
{
    struct tp_buf b = tp_buf_new(a);

    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t k = tp_utf8_decode(p + i, n - i, &cp);
        uint32_t to = k ? counterpart(cp, script) : 0;
        if (!to)
            return NULL;
        tp_buf_codepoint(&b, to);
        i += k;
    }
    return b.p;
}

char *tp_unmixed_surely(struct tp_arena *a, const char *p, size_t n, enum tp_script *script)
{
    char *latin = tp_unmixed(a, p, n, TP_LATIN), *cyrillic = tp_unmixed(a, p, n, TP_CYRILLIC);

    *script = latin && !cyrillic ? TP_LATIN : cyrillic && !latin ? TP_CYRILLIC : TP_NO_SCRIPT;
    return *script == TP_NO_SCRIPT ? NULL : latin ? latin : cyrillic;
}
