/* read_gold.c - see read.h and README.md */
#include <stdio.h>
#include <string.h>

#include "read.h"

struct reader {
    struct tp_arena *arena;
    struct builder *builder;
    struct facts *header;
    const char *file, *source;
    const struct authority *authority;
    struct tp_buf plain; /* the gold without its marks */
    size_t line, text_line, wrong;
    size_t inline_depth;
    bool part, inner, place, block; /* which marks are open, outermost first */
    bool silent;                    /* what follows is no part of the text */
    bool target;                    /* between the parentheses of a Markdown link */
};

static void complain(struct reader *r, const char *what, const char *detail)
{
    (void)fprintf(stderr, "%s:%zu: %s: %s\n", r->file, r->line, what, detail);
    r->wrong++;
}

/* ---- the header ---- */

static void header_field(struct reader *r, const char *p, size_t n, const char **kind)
{
    const char *colon = memchr(p, ':', n);
    struct tp_slice name = {p, colon ? (size_t)(colon - p) : 0}, value, lang = {"", 0};
    struct fact fact = {.class = FACT_HEADER, .line = r->line};
    const char *at = colon ? memchr(p, '@', name.len) : NULL;
    int flags;

    if (!colon) {
        complain(r, "no field", tp_strndup(r->arena, p, n));
        return;
    }
    value = tp_slice_trim((struct tp_slice){colon + 1, n - name.len - 1});
    if (at) {
        lang = (struct tp_slice){at + 1, name.len - (size_t)(at - p) - 1};
        name.len = (size_t)(at - p);
    }
    fact.key = tp_strndup(r->arena, name.p, name.len);
    fact.value = tp_strndup(r->arena, lang.p, lang.len);
    fact.shown = tp_strndup(r->arena, value.p, value.len);
    flags = field_flags(fact.key);
    if (flags < 0) {
        complain(r, "unknown field", fact.key);
        return;
    }
    fact.letters =
        flags & FIELD_EXACT ? fact.shown : fact_letters(r->arena, value.p, value.len, true);
    if (strcmp(fact.key, "kind") == 0)
        *kind = tp_strndup(r->arena, fact.shown, strcspn(fact.shown, " "));
    if (strstr(fact.shown, " // ")) /* several are right; the first is how the source has it */
        value.len = (size_t)(strstr(fact.shown, " // ") - fact.shown);
    if (!(flags & FIELD_DERIVED) &&
        !strstr(fact_letters(r->arena, r->source, strlen(r->source), true),
                fact_letters(r->arena, value.p, value.len, true)))
        complain(r, "not in the source", fact.shown);
    TP_PUSH(r->arena, r->header, fact);
}

/* ---- marks ---- */

static struct tp_slice word(const char **p, const char *end)
{
    struct tp_slice w;

    while (*p < end && **p == ' ')
        (*p)++;
    w.p = *p;
    while (*p < end && **p != ' ')
        (*p)++;
    w.len = (size_t)(*p - w.p);
    return w;
}

/* The value of a date or a name, with what it says about doubt. */
static void judge(struct reader *r, struct mark *mark, struct tp_slice value)
{
    if (tp_slice_is(value, "?"))
        mark->wanted = FACT_MAY;
    else if (value.len >= 2 && memcmp(value.p, "??", 2) == 0) {
        mark->wanted = FACT_MAY_DOUBT;
        value.p += 2;
        value.len -= 2;
    } else if (value.len > 0 && value.p[value.len - 1] == '?') {
        mark->doubt = true;
        value.len--;
    }
    mark->value = mark->wanted == FACT_MAY ? "" : tp_strndup(r->arena, value.p, value.len);
    if (mark->role->kind != ROLE_NAME || !*mark->value)
        return;
    for (size_t i = 0; i < r->authority->n; i++) {
        if (strcmp(r->authority->v[i].id, mark->value) == 0)
            return;
    }
    complain(r, "no entry in the authority files", mark->value);
}

static void argument(struct reader *r, struct mark *mark, struct tp_slice w)
{
    if (*w.p == '~') {
        mark->id = tp_strndup(r->arena, w.p + 1, w.len - 1);
        mark->links = tp_fmt(r->arena, "#%s", mark->id);
    } else if (w.len > 2 && memcmp(w.p, "n=", 2) == 0) {
        mark->value = tp_strndup(r->arena, w.p + 2, w.len - 2);
    } else if (w.len > 5 && memcmp(w.p, "lang=", 5) == 0) {
        mark->value = tp_strndup(r->arena, w.p + 5, w.len - 5);
    } else if (mark->role->kind == ROLE_DATE || mark->role->kind == ROLE_NAME) {
        judge(r, mark, w);
    } else if (tp_slice_is(w, "?") && strcmp(mark->role->name, "foreign") != 0) {
        mark->wanted = FACT_MAY;
    } else {
        mark->n = tp_strndup(r->arena, w.p, w.len);
    }
}

/* A role and its arguments, from P to END. False: there is no such role. */
static bool read_mark(struct reader *r, const char *p, const char *end, struct mark *mark)
{
    struct tp_slice w = word(&p, end);

    *mark =
        (struct mark){.role = role_find(w.p, w.len), .n = "", .value = "", .line = r->text_line};
    if (!mark->role) {
        complain(r, "no such mark", tp_strndup(r->arena, w.p, w.len));
        return false;
    }
    for (w = word(&p, end); w.len > 0; w = word(&p, end))
        argument(r, mark, w);
    if (strcmp(mark->role->name, "gap") == 0 && strcmp(mark->n, "summary") == 0) {
        mark->role = role_find("summary", 7);
        mark->n = "";
    }
    return true;
}

static void close_one(struct reader *r, bool *open)
{
    if (*open)
        builder_end(r->builder);
    *open = false;
}

static void close_block(struct reader *r)
{
    if (r->inline_depth > 0)
        complain(r, "a brace is open", "close it before the next line with @");
    while (r->inline_depth > 0) {
        builder_end(r->builder);
        r->inline_depth--;
    }
    close_one(r, &r->block);
    close_one(r, &r->place);
    r->silent = false;
}

static void open_div(struct reader *r, const struct mark *mark)
{
    bool version = strcmp(mark->n, "original") == 0 || strcmp(mark->n, "transcription") == 0 ||
                   strcmp(mark->n, "translation") == 0;

    close_one(r, &r->inner);
    if (version)
        close_one(r, &r->part);
    builder_begin(r->builder, mark);
    *(version ? &r->part : &r->inner) = true;
}

/* A line that begins with "@". */
static void block_line(struct reader *r, const char *p, const char *end)
{
    struct mark mark;

    close_block(r);
    if (tp_slice_is((struct tp_slice){p, (size_t)(end - p)}, "enddiv")) {
        close_one(r, &r->inner);
        return;
    }
    if (tp_slice_is((struct tp_slice){p, (size_t)(end - p)}, "meta") ||
        tp_slice_is((struct tp_slice){p, (size_t)(end - p)}, "skip")) {
        r->silent = true;
        return;
    }
    if (!read_mark(r, p, end, &mark))
        return;
    if (mark.role->kind == ROLE_PLACE) {
        builder_begin(r->builder, &mark);
        r->place = true;
        while (p < end && *p != ' ')
            p++;
        if (p == end || !read_mark(r, p, end, &mark))
            return;
    }
    if (mark.role->kind == ROLE_DIV) {
        open_div(r, &mark);
        return;
    }
    builder_begin(r->builder, &mark);
    if (strcmp(mark.role->name, "pb") == 0) { /* the number stands on the page */
        builder_end(r->builder);
        mark.role = role_find("fw", 2);
        builder_begin(r->builder, &mark);
    }
    r->block = true;
}

/* ---- text ---- */

static void text(struct reader *r, const char *p, size_t n)
{
    tp_buf_add(&r->plain, p, n);
    if (!r->silent)
        builder_text(r->builder, p, n);
}

static const char *open_brace(struct reader *r, const char *p, const char *end)
{
    const char *bar = memchr(p, '|', (size_t)(end - p));
    struct mark mark;

    if (!bar) {
        complain(r, "a brace without a bar", tp_strndup(r->arena, p, (size_t)(end - p)));
        return end;
    }
    if (read_mark(r, p + 1, bar, &mark)) {
        builder_begin(r->builder, &mark);
        r->inline_depth++;
    }
    return bar + 1;
}

/* The address of a Markdown link or image becomes an attribute: it is not text. */
static const char *link_target(struct reader *r, const char *p, const char *end)
{
    const char *close = memchr(p, ')', (size_t)(end - p));

    if (!close)
        close = end - 1;
    tp_buf_add(&r->plain, p, (size_t)(close - p) + 1);
    return close + 1;
}

static void text_line(struct reader *r, const char *p, const char *end)
{
    while (p < end) {
        size_t n = 0;

        if (*p == '{') {
            p = open_brace(r, p, end);
            continue;
        }
        if (*p == '}') {
            if (r->inline_depth == 0) {
                complain(r, "nothing to close", "}");
            } else {
                builder_end(r->builder);
                r->inline_depth--;
            }
            p++;
            continue;
        }
        if (end - p > 2 && p[0] == ']' && p[1] == '(') {
            p = link_target(r, p, end);
            continue;
        }
        do
            n++;
        while (p + n < end && p[n] != '{' && p[n] != '}' && p[n] != ']');
        text(r, p, n);
        p += n;
    }
    text(r, "\n", 1);
    r->text_line++;
}

/* Where two texts first differ, in lines of the source. */
static void compare_source(struct reader *r)
{
    struct tp_slice mine = tp_slice_trim((struct tp_slice){r->plain.p, r->plain.len});
    struct tp_slice theirs = tp_slice_trim((struct tp_slice){r->source, strlen(r->source)});
    size_t i = 0, n = mine.len < theirs.len ? mine.len : theirs.len, line = 1;

    while (i < n && mine.p[i] == theirs.p[i]) {
        line += mine.p[i] == '\n';
        i++;
    }
    if (i < n || mine.len != theirs.len)
        complain(r, "is not the source",
                 tp_fmt(r->arena, "differs in text line %zu: %.40s", line, mine.p + i));
}

struct facts *read_gold(struct tp_arena *a, const char *file, const char *gold, const char *source,
                        const struct authority *authority, const char **kind, size_t *wrong)
{
    struct reader r = {
        .arena = a, .file = file, .source = source, .authority = authority, .text_line = 1};
    bool header = true;

    r.builder = builder_new(a);
    r.header = TP_NEW(a, struct facts);
    r.plain = tp_buf_new(a);
    for (const char *p = gold; *p;) {
        const char *end = p + strcspn(p, "\n");

        r.line++;
        if (header && end - p == 2 && memcmp(p, "%%", 2) == 0)
            header = false;
        else if (header)
            header_field(&r, p, (size_t)(end - p), kind);
        else if (*p == '@')
            block_line(&r, p + 1, end);
        else
            text_line(&r, p, end);
        p = *end ? end + 1 : end;
    }
    close_block(&r);
    compare_source(&r);
    *wrong += r.wrong;
    {
        struct facts *all = builder_finish(r.builder);

        for (size_t i = 0; i < r.header->n; i++)
            TP_PUSH(a, all, r.header->v[i]);
        return all;
    }
}
