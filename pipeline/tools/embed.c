/*
 * embed.c - a build tool: files to a C table of resources (base/resource.h).
 *
 *   embed OUT.c FILE...      names are the files' paths as given
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_bytes(const void *x, const void *y)
{
    return strcmp(*(char *const *)x, *(char *const *)y);
}

/* One array of bytes; string literals would meet the compilers' limits on their length. */
static long embed_one(FILE *out, const char *path, int number)
{
    FILE *in = fopen(path, "rb");
    long n = 0;
    int c;

    if (!in)
        return -1;
    fprintf(out, "static const unsigned char r%d[] = {", number);
    while ((c = getc(in)) != EOF)
        fprintf(out, n++ % 24 ? "%d," : "\n%d,", c);
    fprintf(out, "0};\n");
    if (ferror(in))
        n = -1;
    if (fclose(in) != 0)
        n = -1;
    return n;
}

int main(int argc, char **argv)
{
    FILE *out;
    long *size;
    int failed = 0;

    if (argc < 2 || !(out = fopen(argv[1], "w"))) {
        fprintf(stderr, "embed: can't write the output\n");
        return 1;
    }
    size = calloc((size_t)argc, sizeof *size);
    if (!size) {
        (void)fclose(out);
        return 1;
    }
    qsort(argv + 2, (size_t)argc - 2, sizeof *argv, by_bytes);
    fprintf(out, "/* Made by embed.c. */\n#include \"resource.h\"\n");
    for (int i = 2; i < argc; i++) {
        size[i] = embed_one(out, argv[i], i);
        if (size[i] < 0) {
            fprintf(stderr, "embed: can't read %s\n", argv[i]);
            failed = 1;
        }
    }
    fprintf(out, "const struct tp_resource tp_resources[] = {\n");
    for (int i = 2; i < argc; i++)
        fprintf(out, "{\"%s\", (const char *)r%d, %ld},\n", argv[i], i, size[i]);
    fprintf(out, "{0, 0, 0}};\nconst size_t tp_resource_count = %d;\n", argc - 2);
    free(size);
    if (fclose(out) != 0 || failed)
        return 1;
    return 0;
}
