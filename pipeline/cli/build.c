#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "command.h"
#include "session.h"

/* What would be made of a document. */
static void plan_line(struct session *s, const struct teipipe_document *d)
{
    (void)s;
    if (d->made)
        printf("%s: %s: %s\n", d->file, d->made, d->why ? d->why : "");
}

/* All of the one that is asked about. */
static void explain_line(struct session *s, const struct teipipe_document *d)
{
    char share[32], characters[32];

    (void)s;
    if (!d->explained)
        return;
    printf("%s\n", d->file);
    if (d->layout) {
        format_share(share, sizeof share, d->covered, d->characters);
        format_number(characters, sizeof characters, d->characters);
        printf("  layout: %s%s%s%s\n", d->layout, d->layout_reason && *d->layout_reason ? " (" : "",
               d->layout_reason ? d->layout_reason : "",
               d->layout_reason && *d->layout_reason ? ")" : "");
        printf("  text: %s of %s characters are in the TEI\n", share, characters);
    }
    if (d->output)
        printf("  TEI: %s\n", d->output);
    if (d->made)
        printf("  to be made: %s: %s\n", d->made, d->why ? d->why : "");
    else
        printf("  to be made: nothing; all of it is as it was\n");
}

/* The documents with errors, as many as a screen can show. */
static void list_errors(const struct session *s)
{
    enum { MOST = 10 };
    struct teipipe_document d;
    size_t n = 0;

    for (size_t i = 0; teipipe_document(s->engine, i, &d); i++) {
        if (!d.errors || ++n > MOST)
            continue;
        fprintf(stderr, "  %s: %zu error%s%s\n", d.file, d.errors, d.errors == 1 ? "" : "s",
                d.output ? "" : "; not encoded");
    }
    if (n > MOST)
        fprintf(stderr, "  and %zu more\n", n - MOST);
}

/* What was made, and where the errors are. */
static void build_summary(struct session *s)
{
    char share[32], characters[32], made[32], all[32];
    size_t n = teipipe_documents(s->engine);

    if (s->o->quiet || !n)
        return;
    session_summary(s);
    list_errors(s);
    if (s->encoded) {
        format_share(share, sizeof share, s->covered, s->characters);
        format_number(characters, sizeof characters, s->characters);
        fprintf(stderr, "%zu transcription%s: %s of %s characters are in the TEI\n", s->encoded,
                s->encoded == 1 ? "" : "s", share, characters);
    }
    format_number(made, sizeof made, s->made);
    format_number(all, sizeof all, n);
    fprintf(stderr, "made anew: %s of %s documents", made, all);
    if (s->bar) {
        struct timespec now = s->began;
        (void)clock_gettime(CLOCK_MONOTONIC, &now); /* without a clock no time passes */
        fprintf(stderr, ", in %.1f s",
                (double)(now.tv_sec - s->began.tv_sec) +
                    (double)(now.tv_nsec - s->began.tv_nsec) / 1e9);
    }
    fputc('\n', stderr);
}

static void plan_summary(const struct session *s)
{
    size_t n = teipipe_documents(s->engine);

    if (!s->o->quiet && n && !s->o->explain)
        fprintf(stderr, "%zu of %zu documents would be made anew\n", s->made, n);
}

/* Build again and again. Ends by a signal, which no build minds, or when watching fails. */
static enum teipipe_status follow(struct session *s, const char *edition, struct teipipe_live *live)
{
    const struct options *o = s->o;
    char why[256];
    const char *file;
    size_t n;

    if (o->serve) {
        unsigned port = teipipe_live_serve(live, o->port, why, sizeof why);
        if (!port) {
            fprintf(stderr, "teipipe: error: %s\n", why);
            return TEIPIPE_FAILED;
        }
        fprintf(stderr, "the edition is at http://localhost:%u/\n", port);
    }
    if (!o->quiet)
        fprintf(stderr, "waiting for changes in %s; end with Ctrl-C\n", edition);
    while ((n = teipipe_live_wait(live, &file, why, sizeof why)) > 0) {
        if (!o->quiet) {
            fprintf(stderr, "\nchanged: %s", file);
            if (n > 1)
                fprintf(stderr, " and %zu more", n - 1);
            fputc('\n', stderr);
        }
        session_again(s);
        (void)teipipe_build(s->engine, edition, o->output); /* what is wrong has been told */
        build_summary(s);
        teipipe_live_built(live);
    }
    fprintf(stderr, "teipipe: error: %s\n", why);
    return TEIPIPE_FAILED;
}

int command_build(const struct options *o)
{
    const char *edition = o->operands.n ? o->operands.v[0] : ".";
    struct session s;
    struct teipipe_live *live = NULL;
    enum teipipe_status status;
    char why[256];

    if (o->output && strcmp(o->output, "-") == 0)
        return usage_error("usage", "build", "a build is a folder; it can't go to standard output");
    if (o->shards && !o->output)
        return usage_error("usage", "build",
                           "--shard needs -o FOLDER: each shard is built into one of its own");
    if (o->shards && o->watch)
        return usage_error("usage", "build",
                           "--watch and --serve show an edition as a whole: they "
                           "don't go with --shard");
    if (o->watch && (o->dry_run || o->explain))
        return usage_error("usage", "build",
                           "--watch and --serve go on building: they don't go with "
                           "--dry-run and --explain");
    if (!session_begin(&s, o))
        return TEIPIPE_FAILED;
    /* Watched from before the first build, so that nothing is missed. */
    if (o->watch && !(live = teipipe_live_new(edition, o->output, why, sizeof why))) {
        fprintf(stderr, "teipipe: error: %s\n", why);
        return session_end(&s, TEIPIPE_FAILED);
    }
    if (o->explain)
        s.line = explain_line;
    else if (o->dry_run)
        s.line = plan_line;
    else if (o->verbose)
        s.line = session_coverage_line;
    status = teipipe_build(s.engine, edition, o->output);
    if (o->dry_run || o->explain)
        plan_summary(&s);
    else
        build_summary(&s);
    if (live && status != TEIPIPE_UNUSABLE)
        status = follow(&s, edition, live);
    teipipe_live_free(live);
    return session_end(&s, status);
}

int command_merge(const struct options *o)
{
    struct session s;
    enum teipipe_status status;

    if (o->output && strcmp(o->output, "-") == 0)
        return usage_error("usage", "merge",
                           "an edition is a folder; it can't go to standard output");
    if (o->plan && o->output)
        return usage_error("usage", "merge", "--plan makes no output, so it takes no -o");
    if (!session_begin(&s, o))
        return TEIPIPE_FAILED;
    if (o->verbose)
        s.line = session_coverage_line;
    status = teipipe_merge(s.engine, o->operands.v, o->operands.n, o->output, o->plan);
    build_summary(&s);
    if (o->plan && status == TEIPIPE_OK && !o->quiet)
        fprintf(stderr, "build the %zu shard%s once more, then merge\n", o->operands.n,
                o->operands.n == 1 ? "" : "s");
    return session_end(&s, status);
}
