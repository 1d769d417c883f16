/*
 * number_words.c - a build tool: the numbers in words that schemas/dates.yaml asks ICU for, as a C
 * table (encode/spelled.h). Reading ICU's rules for Russian alone takes longer than a document
 * does.
 *
 *   number_words dates.yaml OUT.c
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>
#include <yaml.h>

enum { ROOM = 200, NUMBERS = 38 };

/* The numbers whose words make all others: 1 to 20, the tens, the hundreds, and two thousand. */
static int number_at(int place)
{
    if (place < 20)
        return place + 1;
    if (place < 27)
        return 30 + (place - 20) * 10;
    return place < NUMBERS - 1 ? 100 + (place - 27) * 100 : 2000;
}

static const char *scalar(yaml_document_t *d, int node)
{
    yaml_node_t *n = yaml_document_get_node(d, node);

    return n && n->type == YAML_SCALAR_NODE ? (const char *)n->data.scalar.value : "";
}

static yaml_node_t *get(yaml_document_t *d, yaml_node_t *map, const char *key)
{
    if (!map || map->type != YAML_MAPPING_NODE)
        return NULL;
    for (yaml_node_pair_t *p = map->data.mapping.pairs.start; p < map->data.mapping.pairs.top; p++)
        if (strcmp(scalar(d, p->key), key) == 0)
            return yaml_document_get_node(d, p->value);
    return NULL;
}

/* One row of the table. */
static int put_rules(FILE *out, UNumberFormat *f, const char *locale, const char *rules)
{
    UErrorCode err = U_ZERO_ERROR;
    UChar text[ROOM];
    char utf8[ROOM * 3], name[ROOM];
    int32_t n = 0;

    if (snprintf(name, sizeof name, "%%%s", rules) >= (int)sizeof name)
        return 0;
    u_strFromUTF8(text, ROOM, &n, name, -1, &err);
    unum_setTextAttribute(f, UNUM_DEFAULT_RULESET, text, n, &err);
    fprintf(out, "{\"%s\", \"%s\", {\n", locale, rules);
    for (int i = 0; i < NUMBERS && U_SUCCESS(err); i++) {
        n = unum_format(f, number_at(i), text, ROOM, NULL, &err);
        u_strToUTF8(utf8, (int32_t)sizeof utf8, NULL, text, n, &err);
        if (U_SUCCESS(err) && !strpbrk(utf8, "\"\\\n"))
            fprintf(out, "\"%s\",%s", utf8, i % 6 == 5 ? "\n" : " ");
        else
            err = U_FAILURE(err) ? err : U_PARSE_ERROR;
    }
    fprintf(out, "}},\n");
    if (U_FAILURE(err))
        fprintf(stderr, "number_words: %s, %s: %s\n", locale, rules, u_errorName(err));
    return U_SUCCESS(err);
}

static int put_list(FILE *out, UNumberFormat *f, const char *locale, yaml_document_t *d,
                    yaml_node_t *list)
{
    int ok = 1;

    if (!list || list->type != YAML_SEQUENCE_NODE)
        return 1;
    for (yaml_node_item_t *i = list->data.sequence.items.start;
         i < list->data.sequence.items.top && ok; i++)
        ok = put_rules(out, f, locale, scalar(d, *i));
    return ok;
}

/* The rules of one language: of its first locale. */
static int put_language(FILE *out, yaml_document_t *d, yaml_node_t *language)
{
    yaml_node_t *locales = get(d, language, "locales");
    yaml_node_t *numbers = get(d, language, "spell_numbers");
    yaml_node_t *days = get(d, language, "spell_days");
    UErrorCode err = U_ZERO_ERROR;
    UNumberFormat *f;
    const char *locale;
    int ok;

    if ((!numbers && !days) || !locales || locales->type != YAML_SEQUENCE_NODE ||
        locales->data.sequence.items.start == locales->data.sequence.items.top)
        return 1;
    locale = scalar(d, *locales->data.sequence.items.start);
    f = unum_open(UNUM_SPELLOUT, NULL, 0, locale, NULL, &err);
    ok =
        U_SUCCESS(err) && put_list(out, f, locale, d, numbers) && put_list(out, f, locale, d, days);
    unum_close(f);
    return ok;
}

/* Languages stand in a map, at the top or below another one. */
static int put_all(FILE *out, yaml_document_t *d)
{
    int ok = 1;

    for (int i = 1; ok && yaml_document_get_node(d, i); i++)
        ok = put_language(out, d, yaml_document_get_node(d, i));
    return ok;
}

static void put_numbers(FILE *out)
{
    fprintf(out,
            "/* Made by number_words.c. */\n#include \"spelled.h\"\n"
            "_Static_assert(TP_SPELLED == %d, \"number_words.c has them\");\n"
            "const int tp_spelled_numbers[TP_SPELLED] = {\n",
            NUMBERS);
    for (int i = 0; i < NUMBERS; i++)
        fprintf(out, "%d,", number_at(i));
    fprintf(out, "};\n");
}

int main(int argc, char **argv)
{
    FILE *in = argc == 3 ? fopen(argv[1], "rb") : NULL, *out = in ? fopen(argv[2], "w") : NULL;
    yaml_parser_t parser;
    yaml_document_t d;
    int ok = 0;

    if (out && yaml_parser_initialize(&parser)) {
        yaml_parser_set_input_file(&parser, in);
        if (yaml_parser_load(&parser, &d)) {
            put_numbers(out);
            fprintf(out, "const struct tp_spelled tp_spelled[] = {\n");
            ok = put_all(out, &d);
            fprintf(out,
                    "};\nconst size_t tp_n_spelled = sizeof tp_spelled / sizeof *tp_spelled;\n");
            yaml_document_delete(&d);
        }
        yaml_parser_delete(&parser);
    }
    if (out && (ferror(out) || fclose(out) != 0))
        ok = 0;
    if (in)
        fclose(in);
    if (!ok)
        fprintf(stderr, "number_words: can't make the table\n");
    return !ok;
}
