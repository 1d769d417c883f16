/*
 * limits.c - a transformation that would run too long, too deep or too wide is stopped.
 *
 * Steps and depths are counted by libxslt and libxml2, memory by heap.h, and the clock of the
 * thread is looked at from time to time when a variable is read: whatever goes on without end in
 * XSLT reads one, or takes steps. All of them only ask libxslt to stop; nothing jumps out of its
 * frames.
 */
#include <libxml/xpathInternals.h>
#include <libxslt/variables.h>
#include <string.h>

#include "capture.h"
#include "running.h"

enum {
    MAX_TEMPLATES = 3000, /* in each other: a document may be TP_MAX_DEPTH deep */
    MAX_VARIABLES = 15000,
    /* More than there is time for in a second; XPath has no other end, where no variable is read.
     */
    INSTRUCTIONS = 20000000,
    XPATH_STEPS = 50000000,
    XPATH_PER_INSTRUCTION =
        40,      /* at a given number of instructions: what one may cost on average */
    TICKS = 1024 /* variables read between looks at the clock */
};

void tp_limit_met(struct tp_running *r, const char *what)
{
    if (r->stopped)
        return;
    r->stopped = what;
    r->stopped_line = tp_capture_line(r->capture);
    r->inst = r->ctxt->inst;
    r->templ = r->ctxt->templ;
    r->ctxt->state = XSLT_STATE_STOPPED;
    r->ctxt->opLimit = r->ctxt->opCount = 1; /* the next instruction is one too many, */
    r->ctxt->xpathCtxt->opLimit = r->ctxt->xpathCtxt->opCount = 1; /* and so is the next step */
}

static bool late(const struct tp_running *r)
{
    struct timespec now;

    return clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) == 0 &&
           (now.tv_sec > r->deadline.tv_sec ||
            (now.tv_sec == r->deadline.tv_sec && now.tv_nsec > r->deadline.tv_nsec));
}

static xmlXPathObjectPtr on_variable(void *arg, const xmlChar *name, const xmlChar *uri)
{
    struct tp_running *r = arg;

    if (++r->ticks % TICKS == 0 && late(r))
        tp_limit_met(r, "it takes longer than the limit of time");
    return xsltXPathVariableLookup(r->ctxt, name, uri);
}

static void on_memory(void *arg)
{
    tp_limit_met(arg, "it needs more memory than the limit");
}

static void take_back(void *arg)
{
    (void)tp_heap_watch(((const struct tp_running *)arg)->outer);
}

void tp_limit(struct tp_running *r)
{
    unsigned seconds = r->how->seconds ? r->how->seconds : TP_MAX_SECONDS;
    unsigned long given = r->how->operations;

    r->ctxt->maxTemplateDepth = MAX_TEMPLATES;
    r->ctxt->maxTemplateVars = MAX_VARIABLES;
    r->ctxt->opLimit = given ? given : (unsigned long)seconds * INSTRUCTIONS;
    r->ctxt->xpathCtxt->opLimit =
        given ? given * XPATH_PER_INSTRUCTION : (unsigned long)seconds * XPATH_STEPS;
    r->max_bytes = r->how->bytes ? r->how->bytes : TP_MAX_RESULT;
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &r->deadline) != 0)
        r->deadline.tv_sec = 0; /* no clock: stopped at once rather than never */
    r->deadline.tv_sec += (time_t)seconds;
    xmlXPathRegisterVariableLookup(r->ctxt->xpathCtxt, on_variable, r);
    r->watch = (struct tp_heap_watch){tp_heap_used(), (int64_t)r->max_bytes, on_memory, r, false};
    r->outer = tp_heap_watch(NULL);
    tp_defer(r->arena, take_back, r);
    (void)tp_heap_watch(&r->watch);
}

/* ---- what is said of it ---- */

/* libxslt's words for its limits, and ours. */
static const struct {
    const char *theirs, *ours;
} limits[] = {
    {"ecursion", "templates or functions call each other without end"},
    {"nested too", "templates or functions call each other without end"},
    {"emplate vars", "templates or functions call each other without end"},
    {"peration limit exceeded", "it takes more steps than the limit"},
};

static const char *words_of(const struct tp_remark *said)
{
    for (size_t k = 0; k < sizeof limits / sizeof *limits; k++)
        if (said->kind == TP_SAID_ERROR && strstr(said->text, limits[k].theirs))
            return limits[k].ours;
    return NULL;
}

/* "template 'name'", or by what it matches */
static const char *template_of(struct tp_arena *a, const xsltTemplate *t)
{
    if (!t || (!t->name && !t->match))
        return NULL;
    if (t->name)
        return tp_fmt(a, "in the template '%s'", (const char *)t->name);
    return t->mode ? tp_fmt(a, "in the template for '%s' in mode '%s'", (const char *)t->match,
                            (const char *)t->mode)
                   : tp_fmt(a, "in the template for '%s'", (const char *)t->match);
}

static const char *with_place(struct tp_arena *a, const char *what, struct tp_loc loc,
                              const xsltTemplate *templ)
{
    const char *in = template_of(a, templ);

    what = in ? tp_fmt(a, "%s, %s", what, in) : what;
    if (!loc.file)
        return what;
    return loc.line ? tp_fmt(a, "%s (%s:%zu)", what, loc.file, loc.line)
                    : tp_fmt(a, "%s (%s)", what, loc.file);
}

const char *tp_limit_told(const struct tp_running *r, struct tp_arena *a)
{
    struct tp_loc loc = {NULL, 0, 0};

    if (r->stopped) {
        if (r->inst && r->inst->doc)
            loc = tp_at((const char *)r->inst->doc->URL, (size_t)xmlGetLineNo(r->inst), 0);
        return with_place(a, r->stopped, loc, r->templ);
    }
    for (size_t i = 0; i < r->capture->remarks.n; i++) {
        const struct tp_remark *said = &r->capture->remarks.v[i];
        const char *words = words_of(said);
        if (words)
            return with_place(a, words, said->loc, said->templ);
    }
    return NULL;
}
