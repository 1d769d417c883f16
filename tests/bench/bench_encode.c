/*
 * bench_encode.c - how fast the encoder is: documents a second on one core, and how time and memory
 * grow with the size of a document.
 *
 * usage: bench_encode TEIPIPE LETTERS EDITION WORK [MEGABYTES...]
 *
 * LETTERS is the program that makes the documents (letters.c), EDITION a folder whose authority
 * files are used. The program is run as a user runs it, start and files included; the best of three
 * counts. Times are of the processor, so that other work on the machine counts for little; they are
 * compared with libxml2's bare SAX2 parse of the XML that came out, in the same run.
 */
#define _DEFAULT_SOURCE /* wait4() */
#include <dirent.h>
#include <fcntl.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"

enum { DOCUMENTS = 1000, BYTES = 4096, ROUNDS = 3, MOST_ARGS = 4096 };

static void die(const char *what)
{
    perror(what);
    exit(2);
}

struct cost {
    double seconds;
    long kilobytes;
};

/* Run a program without its output; the process must end well. */
static struct cost run(char *const *argv)
{
    struct cost c;
    struct rusage usage;
    int status;
    pid_t pid = fork();

    if (pid < 0)
        die("fork");
    if (pid == 0) {
        int null = open("/dev/null", O_WRONLY);
        if (null < 0 || dup2(null, STDOUT_FILENO) < 0)
            _exit(127);
        (void)execv(argv[0], argv);
        _exit(127);
    }
    if (wait4(pid, &status, 0, &usage) != pid)
        die("wait4");
    c.seconds = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    c.kilobytes = usage.ru_maxrss;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        (void)fprintf(stderr, "%s failed\n", argv[0]);
        exit(2);
    }
    return c;
}

static struct cost best(char *const *argv, int rounds)
{
    struct cost least = run(argv);

    for (int i = 1; i < rounds; i++) {
        struct cost c = run(argv);
        least.seconds = c.seconds < least.seconds ? c.seconds : least.seconds;
    }
    return least;
}

static char *join(const char *a, const char *b)
{
    char *out = malloc(strlen(a) + strlen(b) + 2);

    if (!out)
        die("malloc");
    (void)sprintf(out, "%s/%s", a, b);
    return out;
}

/* The command that encodes all files of FOLDER whose name holds KIND. */
struct command {
    char *argv[MOST_ARGS];
    size_t n, files;
};

static void encode_command(struct command *c, char *teipipe, const char *edition,
                           const char *folder, const char *kind, char *out)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;

    if (!dir)
        die(folder);
    *c = (struct command){
        .argv = {teipipe, "encode", "-q", "-j1", "--edition", (char *)edition, "-o", out}, .n = 8};
    while ((entry = readdir(dir)))
        if (entry->d_name[0] != '.' && strstr(entry->d_name, kind) && c->n + 1 < MOST_ARGS) {
            c->argv[c->n++] = join(folder, entry->d_name);
            c->files++;
        }
    c->argv[c->n] = NULL;
    (void)closedir(dir);
}

static void measure_many(char *teipipe, char *letters, const char *edition, const char *work)
{
    static const char *const kinds[] = {"",           "telegram", "russian", "chinese", "letter",
                                        "memorandum", "treaty",   "press",   "markdown"};
    char *folder = join(work, "letters"), *out = join(work, "tei"), count[16], bytes[16];

    (void)snprintf(count, sizeof count, "%d", DOCUMENTS);
    (void)snprintf(bytes, sizeof bytes, "%d", BYTES);
    if (mkdir(folder, 0777) != 0)
        die(folder);
    (void)run((char *[]){letters, folder, count, bytes, NULL});
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct command c;
        struct cost cost;
        encode_command(&c, teipipe, edition, folder, kinds[i], out);
        cost = best(c.argv, ROUNDS);
        printf("encode, one core, %-11s %5zu documents of %d bytes %8.3f s %8.0f documents/s\n",
               *kinds[i] ? kinds[i] : "all kinds", c.files, BYTES, cost.seconds,
               (double)c.files / cost.seconds);
    }
}

/* The bare SAX2 parse of a file. */
static double parse(const char *path)
{
    xmlSAXHandler none = {.initialized = XML_SAX2_MAGIC};
    double least = 1e9;

    for (int i = 0; i < ROUNDS; i++) {
        double from = processor();
        xmlParserCtxtPtr ctxt = xmlCreateFileParserCtxt(path);
        if (!ctxt)
            die(path);
        *ctxt->sax = none;
        (void)xmlCtxtUseOptions(ctxt, XML_PARSE_HUGE | XML_PARSE_NONET);
        (void)xmlParseDocument(ctxt);
        if (!ctxt->wellFormed)
            die(path);
        xmlFreeParserCtxt(ctxt);
        least = processor() - from < least ? processor() - from : least;
    }
    return least;
}

static void measure_size(char *teipipe, char *letters, const char *edition, const char *work,
                         const char *kind, const char *megabytes)
{
    double mb = strtod(megabytes, NULL), bare;
    char *source = join(work, "large.txt"), *out = join(work, "large"), bytes[32];
    char *result = join(out, "large.xml");
    struct cost c;

    (void)snprintf(bytes, sizeof bytes, "%.0f", mb * 1e6);
    (void)run((char *[]){letters, "-1", source, bytes, (char *)kind, NULL});
    c = best((char *[]){teipipe, "encode", "-q", "-j1", "--edition", (char *)edition, source, "-o",
                        out, NULL},
             mb > 20 ? 1 : ROUNDS);
    bare = parse(result);
    printf("encode, %-6s of %5.0f MB %8.2f s %7.3f s/MB  peak %5ld MB, %4.1f bytes a byte  "
           "x %.1f the bare parse of the TEI\n",
           kind, mb, c.seconds, c.seconds / mb, c.kilobytes / 1024,
           (double)c.kilobytes * 1024 / (mb * 1e6), c.seconds / bare);
    (void)fflush(stdout);
    free(source);
    free(out);
    free(result);
}

int main(int argc, char **argv)
{
    static const char *const kinds[] = {"letter", "line"};

    if (argc < 5) {
        (void)fputs("usage: bench_encode TEIPIPE LETTERS EDITION WORK [MEGABYTES...]\n", stderr);
        return 2;
    }
    measure_many(argv[1], argv[2], argv[3], argv[4]);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (int i = 5; i < argc; i++)
            measure_size(argv[1], argv[2], argv[3], argv[4], kinds[k], argv[i]);
    return 0;
}
