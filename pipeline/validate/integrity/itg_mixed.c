/* Words of letters from several scripts: text recognition takes a letter for its look-alike. What
 * looks like what is known to ICU's spoof checker (Unicode Technical Standard 39, skeletons). */
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "../../base/utf8.h"
#include "itg.h"

enum { SCRIPTS = 4, LONGEST = 200 /* bytes of a word that is worth looking at */ };

static const struct script {
    unsigned bit;
    UScriptCode code;
    const char *name;
    struct {
        uint32_t from, to;
    } ranges[3];
} scripts[SCRIPTS] = {
    {ITG_LATIN, USCRIPT_LATIN, "Latin", {{'A', 'Z'}, {'a', 'z'}, {0xC0, 0xFF}}},
    {ITG_GREEK, USCRIPT_GREEK, "Greek", {{0x370, 0x3FF}, {0x1F00, 0x1FFF}, {0, 0}}},
    {ITG_CYRILLIC, USCRIPT_CYRILLIC, "Cyrillic", {{0x400, 0x52F}, {0, 0}, {0, 0}}},
    {ITG_ARMENIAN, USCRIPT_ARMENIAN, "Armenian", {{0x531, 0x587}, {0, 0}, {0, 0}}}};

static void close_spoof(void *spoof)
{
    uspoof_close(spoof);
}

/* In the worker's arena; NULL when there is none. */
static const char *skeleton(struct itg_worker *w, uint32_t cp)
{
    UErrorCode status = U_ZERO_ERROR;
    char text[4], out[64];
    size_t n = tp_utf8_encode(cp, text);
    int32_t len;

    if (!w->spoof) {
        w->spoof = uspoof_open(&status);
        if (U_FAILURE(status))
            return NULL;
        tp_defer(w->own, close_spoof, w->spoof);
    }
    len = uspoof_getSkeletonUTF8(w->spoof, 0, text, (int32_t)n, out, (int32_t)sizeof out, &status);
    return U_FAILURE(status) || len >= (int32_t)sizeof out ? NULL
                                                           : tp_strndup(w->own, out, (size_t)len);
}

static const struct itg_lookalikes *lookalikes(struct itg_worker *w, int script)
{
    struct itg_lookalikes *l = &w->alikes[script];

    for (int r = 0; r < 3 && l->n < 2000; r++)
        for (uint32_t cp = scripts[script].ranges[r].from; cp && cp <= scripts[script].ranges[r].to;
             cp++) {
            const char *s = itg_char(w, cp).flags & scripts[script].bit ? skeleton(w, cp) : NULL;

            if (s)
                TP_PUSH(w->own, l, (struct itg_alike){cp, s});
        }
    return l;
}

/* The letter of SCRIPT that looks like CP; 0: none. Capitals for capitals. */
static uint32_t lookalike(struct itg_worker *w, uint32_t cp, int script)
{
    const struct itg_lookalikes *l =
        w->alikes[script].n ? &w->alikes[script] : lookalikes(w, script);
    const char *s = skeleton(w, cp);

    for (size_t i = 0; s && i < l->n; i++)
        if (strcmp(l->v[i].skeleton, s) == 0 &&
            u_isupper((UChar32)l->v[i].cp) == u_isupper((UChar32)cp))
            return l->v[i].cp;
    return 0;
}

struct word {
    uint32_t cp[LONGEST];
    size_t n;
    size_t letters[SCRIPTS];
};

static int script_of(struct itg_worker *w, uint32_t cp)
{
    uint8_t flags = itg_char(w, cp).flags;
    int i = 0;

    while (i < SCRIPTS && !(flags & scripts[i].bit))
        i++;
    return i; /* SCRIPTS: a mark */
}

static void read_word(struct itg_check *c, const char *text, size_t n, struct word *word)
{
    size_t len;

    for (const char *p = text; p < text + n; p += len) {
        uint32_t cp;
        int script;

        len = tp_utf8_decode(p, (size_t)(text + n - p), &cp);
        if (len == 0)
            return;
        script = script_of(c->w, cp);
        if (script < SCRIPTS) {
            word->letters[script]++;
            word->cp[word->n++] = cp;
        }
    }
}

/* "XIX" before a Cyrillic ending. */
static bool is_numeral(const struct word *word, struct itg_check *c)
{
    for (size_t i = 0; i < word->n; i++)
        if (script_of(c->w, word->cp[i]) == 0 &&
            (word->cp[i] >= 0x80 || !strchr("IVXLCDM", (int)word->cp[i])))
            return false;
    return word->letters[0] > 1; /* one alone: C for С */
}

void itg_mixed(struct itg_check *c, const xmlNode *node, size_t offset, const char *text, size_t n)
{
    struct word word = {.n = 0};
    int most = 0, other = -1;
    struct tp_buf how = tp_buf_new(c->work);
    size_t named = 0;

    if (!itg_on(c, TP_D_SCRIPT_MIXED) || n >= LONGEST)
        return;
    read_word(c, text, n, &word);
    for (int i = 1; i < SCRIPTS; i++)
        if (word.letters[i] && word.letters[i] >= word.letters[most])
            most = i; /* of two alike, Latin is the one that recognition falls back to */
    for (int i = 0; i < SCRIPTS; i++)
        if (i != most && word.letters[i] && (other < 0 || word.letters[i] > word.letters[other]))
            other = i;
    if (other < 0 || is_numeral(&word, c))
        return;
    for (size_t i = 0; i < word.n; i++) {
        uint32_t twin = 0;

        bool before = script_of(c->w, word.cp[i]) == most;

        for (size_t k = 0; k < i && !before; k++)
            before = word.cp[k] == word.cp[i];
        if (before)
            continue;
        twin = lookalike(c->w, word.cp[i], most);
        if (!twin || named == 3)
            continue;
        tp_buf_str(&how, named++ ? ", " : ": ");
        tp_buf_char(&how, '\'');
        tp_buf_codepoint(&how, word.cp[i]);
        tp_buf_fmt(&how, "' (U+%04X) is %s, not %s '", (unsigned)word.cp[i],
                   scripts[script_of(c->w, word.cp[i])].name, scripts[most].name);
        tp_buf_codepoint(&how, twin);
        tp_buf_fmt(&how, "' (U+%04X)", (unsigned)twin);
    }
    /* Symbols are made of Greek and Latin: km, 2πr, ΔT. */
    if ((most == 1 || other == 1) && (named == 0 || word.n < 4))
        return;
    itg_say(c, TP_D_SCRIPT_MIXED, node, offset, tp_strndup(c->work, text, n), scripts[most].name,
            scripts[other].name, how.len ? how.p : "");
}
