/*
 * han_table.c - a build tool: what ICU's "Traditional-Simplified" makes of each Han character, as a
 * C table (base/han.h). So no document waits for the transliterator.
 *
 *   han_table OUT.c
 */
#include <stdio.h>
#include <stdlib.h>
#include <unicode/uloc.h>
#include <unicode/utrans.h>

enum { FIRST = 0x3400, LAST = 0x9FFF, COUNT = LAST - FIRST + 1 };

/* For each 256 characters the number of pairs before them. */
static void write_pages(FILE *out, const UChar *text)
{
    int pairs = 0;

    fprintf(out, "const uint16_t tp_han_pages[0xA1] = {");
    for (int cp = 0; cp <= LAST + 1; cp++) {
        if ((cp & 255) == 0)
            fprintf(out, "%d,", pairs);
        if (cp >= FIRST && cp <= LAST)
            pairs += text[2 * (cp - FIRST)] != cp;
    }
    fprintf(out, "};\n");
}

/* All characters, a line each: neighbours would be read as words. False when ICU fails. */
static int simplify(UChar *text)
{
    static const UChar id[] = u"Traditional-Simplified";
    UErrorCode status = U_ZERO_ERROR;
    UTransliterator *t = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    int32_t n = 2 * COUNT, limit = n;

    for (int i = 0; i < COUNT; i++) {
        text[2 * i] = (UChar)(FIRST + i);
        text[2 * i + 1] = '\n';
    }
    if (U_SUCCESS(status))
        utrans_transUChars(t, text, &n, 2 * COUNT, 0, &limit, &status);
    utrans_close(t);
    return U_SUCCESS(status) && n == 2 * COUNT;
}

int main(int argc, char **argv)
{
    UChar *text = malloc(2 * COUNT * sizeof *text);
    FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;
    int ok = text && out && simplify(text), pairs = 0;

    if (ok) {
        fprintf(out, "/* Made by han_table.c. */\n#include \"han.h\"\n"
                     "const struct tp_han_pair tp_han_pairs[] = {\n");
        for (int i = 0; i < COUNT; i++)
            if (text[2 * i] != FIRST + i)
                fprintf(out, "{0x%X,0x%X},%s", (unsigned)(FIRST + i), (unsigned)text[2 * i],
                        ++pairs % 8 ? "" : "\n");
        fprintf(out, "};\nconst size_t tp_n_han_pairs = %d;\n", pairs);
        write_pages(out, text);
    }
    if (out && (ferror(out) || fclose(out) != 0))
        ok = 0;
    if (!ok)
        fprintf(stderr, "han_table: can't make the table\n");
    free(text);
    return !ok;
}
