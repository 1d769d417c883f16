#include "session.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BAR = 30 };

static void hide_bar(struct session *s)
{
    if (s->bar_shown)
        fputs("\r\033[K", stderr);
    s->bar_shown = false;
}

static void on_document(void *arg, const struct teipipe_document *d, const char *text)
{
    struct session *s = arg;

    /* What is about the run as a whole has no other way to the user when a report fails. */
    if (*text && (s->texts || !d)) {
        hide_bar(s);
        fputs(text, stderr);
    }
    if (!d)
        return;
    s->made += d->made != NULL;
    if (d->layout) {
        s->encoded++;
        s->characters += d->characters;
        s->covered += d->covered;
    }
    if (s->line && !s->o->quiet) {
        hide_bar(s);
        s->line(s, d);
    }
}

static double seconds_since(struct timespec from)
{
    struct timespec now = from;

    (void)clock_gettime(CLOCK_MONOTONIC, &now); /* without a clock no time passes */
    return (double)(now.tv_sec - from.tv_sec) + (double)(now.tv_nsec - from.tv_nsec) / 1e9;
}

/* ", 85 a second, 3:20 left" when there is something to go by. TOTAL may count each document
 * several times. */
static void show_rate(const struct session *s, size_t done, size_t total)
{
    double seconds = seconds_since(s->began), rate = seconds > 0 ? (double)done / seconds : 0;
    size_t documents = teipipe_documents(s->engine);
    size_t times = documents && total > documents ? total / documents : 1;
    unsigned long left = rate > 0 ? (unsigned long)((double)(total - done) / rate + 1) : 0;

    if (seconds < 1 || rate <= 0 || left > 360000)
        return;
    fprintf(stderr, ", %.*f a second, ", rate / (double)times < 10, rate / (double)times);
    if (left >= 3600)
        fprintf(stderr, "%lu:%02lu:%02lu left", left / 3600, left / 60 % 60, left % 60);
    else
        fprintf(stderr, "%lu:%02lu left", left / 60, left % 60);
}

static void on_progress(void *arg, size_t done, size_t total)
{
    struct session *s = arg;
    int filled = (int)(done * BAR / (total ? total : 1));

    if (!s->bar)
        return;
    /* Ten thousand documents aren't worth as many bars. */
    if (s->bar_shown && done < total && seconds_since(s->drawn) < 0.05)
        return;
    (void)clock_gettime(CLOCK_MONOTONIC, &s->drawn);
    fputs("\r[", stderr);
    for (int i = 0; i < BAR; i++)
        fputc(i < filled ? '#' : '.', stderr);
    if (total > teipipe_documents(s->engine))
        fprintf(stderr, "] %u %%", (unsigned)(done * 100 / total));
    else
        fprintf(stderr, "] %zu of %zu", done, total);
    show_rate(s, done, total);
    fputs("\033[K", stderr);
    (void)fflush(stderr); /* a bar that can't be seen is no fault */
    s->bar_shown = true;
    if (done == total)
        hide_bar(s);
}

static bool wanted(enum when when, bool automatic)
{
    return when == ALWAYS || (when == AUTO && automatic);
}

bool session_begin(struct session *s, const struct options *o)
{
    struct teipipe_options e = TEIPIPE_OPTIONS_INIT;
    const char *term = getenv("TERM"), *no_colour = getenv("NO_COLOR");
    bool terminal = isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0;

    *s = (struct session){.o = o, .texts = true};
    (void)clock_gettime(CLOCK_MONOTONIC, &s->began); /* without a clock no time is shown */
    s->colour = wanted(o->colour, terminal && !(no_colour && *no_colour));
    s->bar = wanted(o->progress, terminal && !o->quiet);
    for (size_t i = 0; i < o->n_reports; i++) {
        if (strcmp(o->reports[i].file, "-") == 0)
            s->texts = false; /* the report stands in their place */
        e.svrl |= strcmp(o->reports[i].format, "svrl") == 0;
    }
    e.jobs = (unsigned)o->jobs;
    e.memory_limit = o->memory;
    e.time_limit = (unsigned)o->seconds;
    e.apart = true;
    e.max_errors = o->max_errors;
    e.metadata = o->metadata;
    e.explain = o->verbose;
    e.dry_run = o->dry_run;
    e.explain_file = o->explain;
    e.strict = o->strict;
    e.excerpt = !o->no_excerpt;
    e.colour = s->colour;
    e.quiet = o->quiet;
    e.layout = o->layout;
    e.shard = o->shard;
    e.shards = o->shards;
    e.arg = s;
    e.on_document = on_document;
    e.on_progress = on_progress;
    s->engine = teipipe_new(&e);
    if (!s->engine)
        fputs("teipipe: error: out of memory [out-of-memory]\n", stderr);
    return s->engine != NULL;
}

void session_again(struct session *s)
{
    hide_bar(s);
    s->encoded = s->made = 0;
    s->characters = s->covered = 0;
    (void)clock_gettime(CLOCK_MONOTONIC, &s->began); /* without a clock no time is shown */
}

/* The last diagnostic of the run: why a report was not written. */
static void say_last(struct session *s)
{
    struct teipipe_diagnostic d;
    size_t n = teipipe_diagnostics(s->engine, TEIPIPE_RUN);

    if (n && teipipe_diagnostic(s->engine, TEIPIPE_RUN, n - 1, &d))
        fprintf(stderr, "%s: error: %s [%s]\n", d.file ? d.file : "teipipe", d.message, d.code);
}

int session_end(struct session *s, enum teipipe_status status)
{
    hide_bar(s);
    for (size_t i = 0; i < s->o->n_reports; i++) {
        enum teipipe_status written =
            teipipe_report_write(s->engine, s->o->reports[i].format, s->o->reports[i].file);
        if (written != TEIPIPE_OK)
            say_last(s);
        if (written > status)
            status = written;
    }
    teipipe_free(s->engine);
    return (int)status;
}

void format_number(char *out, size_t size, uint64_t n)
{
    char digits[32];
    size_t len, at = 0;

    (void)snprintf(digits, sizeof digits, "%" PRIu64, n);
    len = strlen(digits);
    for (size_t i = 0; i < len && at + 2 < size; i++) {
        if (i && (len - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = digits[i];
    }
    out[at] = '\0';
}

void format_share(char *out, size_t size, uint64_t part, uint64_t whole)
{
    uint64_t hundredths = whole == 0 ? 10000 : (uint64_t)((double)part * 10000 / (double)whole);

    if (part < whole && hundredths >= 10000)
        hundredths = 9999;
    if (part >= whole)
        hundredths = 10000;
    (void)snprintf(out, size, "%" PRIu64 ".%02" PRIu64 " %%", hundredths / 100, hundredths % 100);
}

void session_coverage_line(struct session *s, const struct teipipe_document *d)
{
    char share[32], characters[32];

    if (!d->layout)
        return;
    format_share(share, sizeof share, d->covered, d->characters);
    format_number(characters, sizeof characters, d->characters);
    fprintf(stderr, "%s: %s of %s characters", d->file, share, characters);
    if (s->o->verbose) {
        fprintf(stderr, "; layout '%s'", d->layout);
        if (d->layout_reason && *d->layout_reason)
            fprintf(stderr, " (%s)", d->layout_reason);
        if (d->output)
            fprintf(stderr, " -> %s", d->output);
    }
    fputc('\n', stderr);
}

static void count(char *out, size_t size, size_t n, const char *thing)
{
    char number[32];

    format_number(number, sizeof number, n);
    (void)snprintf(out, size, "%s %s%s", number, thing, n == 1 ? "" : "s");
}

void session_summary(struct session *s)
{
    size_t n = teipipe_documents(s->engine), valid = 0, errors = 0, warnings = 0;
    char documents[64], error_text[64], warning_text[64];
    struct teipipe_document d;

    if (s->o->quiet || n == 0)
        return;
    for (size_t i = 0; teipipe_document(s->engine, i, &d); i++) {
        valid += d.valid;
        errors += d.errors;
        warnings += d.warnings;
    }
    count(documents, sizeof documents, n, "document");
    count(error_text, sizeof error_text, errors, "error");
    count(warning_text, sizeof warning_text, warnings, "warning");
    fprintf(stderr, "%s: %zu valid, %zu invalid; %s, %s\n", documents, valid, n - valid, error_text,
            warning_text);
}
