/* fact.c - see fact.h */
#include "fact.h"

#include <string.h>

#include "../../pipeline/base/utf8.h"

enum {
    MAX_OPEN = 256,
    DIV_LETTERS = 12,
    POINT_LETTERS = 24,
    ALIGN_LETTERS = 60,
    MAX_CAPTION = 48,
    MAX_BETWEEN = 12
};

static const struct role roles[] = {
    {"div", ROLE_DIV, 0},
    {"opener", ROLE_PLACE, 0},
    {"closer", ROLE_PLACE, 0},
    {"head", ROLE_BLOCK, ROLE_LINES},
    {"p", ROLE_BLOCK, ROLE_CONSUMED},
    {"item", ROLE_BLOCK, ROLE_NUMBERED},
    {"dateline", ROLE_BLOCK, ROLE_LINES | ROLE_PLACED},
    {"salute", ROLE_BLOCK, ROLE_PLACED},
    {"address", ROLE_BLOCK, ROLE_LINES | ROLE_PLACED},
    {"signed", ROLE_BLOCK, ROLE_PLACED},
    {"classification", ROLE_BLOCK, 0},
    {"copy", ROLE_BLOCK, 0},
    {"reference", ROLE_BLOCK, ROLE_LINES},
    {"subject", ROLE_BLOCK, 0},
    {"participants", ROLE_BLOCK, ROLE_LINES},
    {"transmission", ROLE_BLOCK, ROLE_LINES},
    {"distribution", ROLE_BLOCK, ROLE_LINES},
    {"production", ROLE_BLOCK, ROLE_LINES},
    {"authentication", ROLE_BLOCK, ROLE_LINES},
    {"remark", ROLE_BLOCK, ROLE_LINES | ROLE_CONSUMED},
    {"postscript", ROLE_BLOCK, 0},
    {"quote", ROLE_BLOCK, 0},
    {"row", ROLE_BLOCK, ROLE_NUMBERED},
    {"fw", ROLE_BLOCK, 0},
    {"footnote", ROLE_BLOCK, ROLE_NUMBERED | ROLE_ANYWHERE},
    {"noteshead", ROLE_BLOCK, ROLE_ANYWHERE},
    {"note", ROLE_INLINE, ROLE_COVERS | ROLE_CAPTION},
    {"gap", ROLE_POINT, ROLE_NUMBERED},
    {"summary", ROLE_INLINE, ROLE_COVERS},
    {"stamp", ROLE_INLINE, ROLE_COVERS | ROLE_CAPTION},
    {"figure", ROLE_INLINE, ROLE_COVERS},
    {"metamark", ROLE_INLINE, ROLE_COVERS},
    {"add", ROLE_INLINE, ROLE_COVERS | ROLE_CAPTION},
    {"supplied", ROLE_INLINE, 0},
    {"hi", ROLE_INLINE, 0},
    {"spaced", ROLE_INLINE, 0},
    {"sic", ROLE_INLINE, 0},
    {"role", ROLE_INLINE, 0},
    {"link", ROLE_INLINE, 0},
    {"foreign", ROLE_INLINE, 0},
    {"anchor", ROLE_POINT, ROLE_NUMBERED},
    {"pb", ROLE_POINT, ROLE_NUMBERED},
    {"date", ROLE_DATE, 0},
    {"time", ROLE_DATE, 0},
    {"person", ROLE_NAME, 0},
    {"place", ROLE_NAME, 0},
    {"org", ROLE_NAME, 0},
    {"title", ROLE_NAME, 0},
};

static const char *const aliases[][2] = {
    {"d", "date"},           {"t", "time"},           {"per", "person"},  {"pl", "place"},
    {"ti", "title"},         {"sup", "supplied"},     {"for", "foreign"}, {"addrLine", "address"},
    {"enclosure", "remark"}, {"number", "reference"},
};

const struct role *role_find(const char *name, size_t len)
{
    const struct tp_slice wanted = {name, len};

    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
        if (tp_slice_is(wanted, aliases[i][0]))
            return role_find(aliases[i][1], strlen(aliases[i][1]));
    }
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        if (tp_slice_is(wanted, roles[i].name))
            return &roles[i];
    }
    return NULL;
}

/* ---- the marks that are open ---- */

struct open_mark {
    struct mark mark;
    struct tp_buf letters, shown;
    size_t covered; /* bytes of LETTERS that are notes, stamps and the like */
    size_t version; /* a part: which of the original, transcriptions and translations it is */
    bool begun;     /* its first text has come */
};

struct aligned {
    const char *id, *links, *text;
};

struct builder {
    struct tp_arena *arena;
    struct facts *facts;
    struct open_mark open[MAX_OPEN];
    size_t depth, skipped;
    size_t versions;
    size_t last_date;    /* index of its fact, from 1; 0: there is none */
    struct tp_buf since; /* the letters since that date */
    TP_VEC(struct aligned) aligned;
};

struct builder *builder_new(struct tp_arena *arena)
{
    struct builder *b = TP_NEW(arena, struct builder);

    b->arena = arena;
    b->facts = TP_NEW(arena, struct facts);
    b->since = tp_buf_new(arena);
    return b;
}

static struct fact *push(struct builder *b, struct fact fact)
{
    TP_PUSH(b->arena, b->facts, fact);
    return &b->facts->v[b->facts->n - 1];
}

static bool is_version(const struct mark *mark)
{
    return mark->role->kind == ROLE_DIV &&
           (strcmp(mark->n, "original") == 0 || strcmp(mark->n, "transcription") == 0 ||
            strcmp(mark->n, "translation") == 0);
}

/* The innermost open mark of that kind below index END. */
static const struct open_mark *around(const struct builder *b, size_t end, enum role_kind kind)
{
    while (end-- > 0) {
        if (b->open[end].mark.role->kind == kind)
            return &b->open[end];
    }
    return NULL;
}

/* "2/article 3", of the parts around index END: versions of the text by their order, so that one of
 * the wrong kind is one mistake. */
static void add_path(const struct builder *b, size_t end, bool inner, struct tp_buf *out)
{
    const struct open_mark *part = around(b, end, ROLE_DIV);
    size_t version = 0;

    for (size_t i = 0; i < end; i++) {
        if (b->open[i].version)
            version = b->open[i].version;
    }
    if (version)
        tp_buf_fmt(out, "%zu/", version);
    if (!inner || !part || is_version(&part->mark))
        return;
    tp_buf_str(out, part->mark.n);
    if (*part->mark.value)
        tp_buf_fmt(out, " %s", fact_number(b->arena, part->mark.value));
    tp_buf_char(out, '/');
}

static const char *path_key(const struct builder *b, size_t index)
{
    const struct mark *mark = &b->open[index].mark;
    struct tp_buf out = tp_buf_new(b->arena);
    const struct open_mark *place = around(b, index, ROLE_PLACE);

    bool placed = mark->role->kind != ROLE_POINT;

    for (size_t i = 0; i <= index; i++)
        placed = placed && !(b->open[i].mark.role->flags & ROLE_ANYWHERE);
    if (placed)
        add_path(b, index, mark->role->kind == ROLE_BLOCK, &out);
    if ((mark->role->flags & ROLE_PLACED) && place)
        tp_buf_fmt(&out, "%s/", place->mark.role->name);
    tp_buf_str(&out, mark->role->name);
    if ((mark->role->flags & ROLE_NUMBERED) && *mark->n)
        tp_buf_fmt(&out, " %s", fact_number(b->arena, mark->n));
    return tp_strndup(b->arena, out.p, out.len);
}

static char *text_of(struct builder *b, const struct tp_buf *buf)
{
    return tp_strndup(b->arena, buf->p ? buf->p : "", buf->len);
}

static char *start_of(struct builder *b, const struct tp_buf *buf, size_t most)
{
    size_t n = buf->len < most ? buf->len : most;

    while (n < buf->len && n > 0 && ((unsigned char)buf->p[n] & 0xC0) == 0x80)
        n--;
    return tp_strndup(b->arena, buf->p ? buf->p : "", n);
}

void builder_begin(struct builder *b, const struct mark *mark)
{
    struct open_mark *open = &b->open[b->depth];

    if (b->depth == MAX_OPEN || b->skipped > 0) {
        b->skipped++;
        return;
    }
    *open = (struct open_mark){.mark = *mark};
    open->letters = tp_buf_new(b->arena);
    open->shown = tp_buf_new(b->arena);
    if (mark->role->kind == ROLE_BLOCK)
        b->last_date = 0;
    open->version = is_version(mark) ? ++b->versions : 0;
    b->depth++;
}

/* A part remembers how it begins. */
static void to_parts(struct builder *b, const char *p, size_t n)
{
    for (size_t i = 0; i < b->depth; i++) {
        if (b->open[i].mark.role->kind == ROLE_DIV && b->open[i].letters.len < DIV_LETTERS)
            fact_add_letters(&b->open[i].letters, p, n, false);
    }
}

/* The length of a caption such as "[Stamp:" at the beginning; 0: there is none. */
static size_t caption(const char *p, size_t n)
{
    size_t i = 0;

    for (; i < n && i < MAX_CAPTION; i++) {
        if (p[i] == ':')
            return i + 1;
        if (n - i > 2 && memcmp(p + i, "：", 3) == 0)
            return i + 3;
        if ((p[i] >= '0' && p[i] <= '9') || p[i] == '\n' || p[i] == ']')
            break;
    }
    return 0;
}

/* Does the innermost open mark begin with this text, and can it have a caption? */
static bool at_caption(struct builder *b, const char *p, size_t n)
{
    struct open_mark *open = b->depth > 0 ? &b->open[b->depth - 1] : NULL;
    struct tp_buf letters = tp_buf_new(b->arena);

    if (!open || open->begun || !(open->mark.role->flags & ROLE_CAPTION))
        return false;
    fact_add_letters(&letters, p, n, false);
    open->begun = letters.len > 0;
    return open->begun;
}

void builder_text(struct builder *b, const char *p, size_t n)
{
    bool in_block = false;

    if (!around(b, b->depth, ROLE_DATE))
        fact_add_letters(&b->since, p, n, false);
    if (at_caption(b, p, n)) {
        size_t skipped = caption(p, n);

        p += skipped;
        n -= skipped;
    }
    for (size_t i = b->depth; i-- > 0 && !in_block;) {
        struct open_mark *open = &b->open[i];
        const enum role_kind kind = open->mark.role->kind;

        if (kind == ROLE_POINT || kind == ROLE_DIV || kind == ROLE_PLACE)
            break;
        fact_add_letters(&open->letters, p, n, false);
        tp_buf_add(&open->shown, p, n);
        in_block = kind == ROLE_BLOCK;
    }
    if (in_block)
        to_parts(b, p, n);
}

/* ---- facts ---- */

/* The letters of a numbered item without its own number in front: that may be text or attribute. */
static const char *without_label(struct builder *b, const char *letters, const char *n)
{
    const char *number = fact_number(b->arena, n);
    size_t len = 0;

    if (!*n)
        return letters;
    for (int i = 0; i < 5 && letters[len]; i++) {
        uint32_t cp;

        len += tp_utf8_decode(letters + len, strlen(letters + len), &cp);
        if (strcmp(fact_number(b->arena, tp_strndup(b->arena, letters, len)), number) == 0) {
            const char *more = letters + len;

            /* "ii": the first "i" is not all of it */
            if (strspn(more, "ivx") == 0 || strchr("ivx", *number) == NULL)
                return more;
        }
    }
    return letters;
}

/* One fact for each line of it. */
static void push_lines(struct builder *b, const struct fact *fact)
{
    size_t line = fact->line;

    for (const char *p = fact->shown; *p; line++) {
        size_t n = strcspn(p, "\n");
        struct fact one = *fact;

        one.letters = fact_letters(b->arena, p, n, false);
        one.shown = tp_strndup(b->arena, p, n);
        one.line = line;
        if (*one.letters)
            (void)push(b, one);
        p += n + (p[n] == '\n');
    }
}

static void end_block(struct builder *b, size_t index)
{
    struct open_mark *open = &b->open[index];
    const struct mark *mark = &open->mark;
    struct fact fact = {
        .class = FACT_STRUCTURE, .wanted = mark->wanted, .line = mark->line, .value = ""};

    if (open->letters.len == 0 ||
        ((mark->role->flags & ROLE_CONSUMED) && open->covered >= open->letters.len))
        return;
    fact.key = path_key(b, index);
    fact.letters = text_of(b, &open->letters);
    fact.shown = text_of(b, &open->shown);
    /* "[1] In Exampleland", of which the label has gone: "I" is no Roman number */
    if (strcmp(mark->role->name, "item") == 0 ||
        (strcmp(mark->role->name, "footnote") == 0 &&
         (*mark->n < '0' || *mark->n > '9' || (*fact.letters >= '0' && *fact.letters <= '9'))))
        fact.letters = without_label(b, fact.letters, mark->n);
    if (mark->id)
        TP_PUSH(
            b->arena, &b->aligned,
            (struct aligned){mark->id, mark->links, start_of(b, &open->letters, ALIGN_LETTERS)});
    if (mark->role->flags & ROLE_LINES)
        push_lines(b, &fact);
    else
        (void)push(b, fact);
}

static void end_inline(struct builder *b, size_t index)
{
    struct open_mark *open = &b->open[index];
    const struct mark *mark = &open->mark;
    const char *value = strcmp(mark->role->name, "foreign") == 0 ? mark->n : "";

    if (open->letters.len == 0 && mark->role->kind == ROLE_INLINE)
        return;
    if (mark->role->flags & ROLE_COVERS) {
        for (size_t i = index; i-- > 0;) {
            b->open[i].covered += open->letters.len;
            if (b->open[i].mark.role->kind == ROLE_BLOCK ||
                (b->open[i].mark.role->flags & ROLE_COVERS))
                break;
        }
    }
    (void)push(b, (struct fact){.class = FACT_STRUCTURE,
                                .key = path_key(b, index),
                                .letters = text_of(b, &open->letters),
                                .shown = text_of(b, &open->shown),
                                .value = value,
                                .wanted = mark->wanted,
                                .line = mark->line});
}

/* A point has no text of its own: what stands before it in its block says where it is. */
static void end_point(struct builder *b, size_t index)
{
    const struct open_mark *block = around(b, index, ROLE_BLOCK);
    const struct tp_buf *before = block ? &block->letters : NULL;
    size_t from = before && before->len > POINT_LETTERS ? before->len - POINT_LETTERS : 0;

    while (before && from < before->len && ((unsigned char)before->p[from] & 0xC0) == 0x80)
        from++;
    (void)push(b, (struct fact){
                      .class = FACT_STRUCTURE,
                      .key = path_key(b, index),
                      .letters = before && before->p ? tp_strdup(b->arena, before->p + from) : "",
                      .shown = tp_fmt(b->arena, "after \"%s\"",
                                      before && before->p ? before->p + from : ""),
                      .value = "",
                      .line = b->open[index].mark.line});
}

/* "5 May" and "9 a.m." with a word between them are one moment, however they are marked: add the
 * second to the first. */
static bool join_date(struct builder *b, const struct fact *second)
{
    struct fact *first = b->last_date ? &b->facts->v[b->last_date - 1] : NULL;
    const char *between = text_of(b, &b->since);
    const struct fact *day, *time;

    if (!first || strcmp(first->key, second->key) == 0 || first->wanted != FACT_MUST ||
        second->wanted != FACT_MUST || strlen(between) > MAX_BETWEEN ||
        strcspn(between, "0123456789") < strlen(between))
        return false;
    day = strcmp(first->key, "date") == 0 ? first : second;
    time = day == first ? second : first;
    if (strlen(day->value) != strlen("1950-01-01") || day->value[4] != '-' ||
        strlen(time->value) != strlen("09:00"))
        return false;
    first->value = tp_fmt(b->arena, "%sT%s", day->value, time->value);
    first->doubt = day->doubt;
    first->key = "date";
    first->letters = tp_fmt(b->arena, "%s%s%s", first->letters, between, second->letters);
    first->shown = tp_fmt(b->arena, "%s ... %s", first->shown, second->shown);
    return true;
}

static void end_name(struct builder *b, size_t index)
{
    struct open_mark *open = &b->open[index];
    const struct mark *mark = &open->mark;

    const struct fact fact = {.class = mark->role->kind == ROLE_DATE ? FACT_DATE : FACT_NAME,
                              .key = mark->role->name,
                              .letters = text_of(b, &open->letters),
                              .shown = text_of(b, &open->shown),
                              .value = mark->value,
                              .doubt = mark->doubt,
                              .wanted = mark->wanted,
                              .line = mark->line};

    if (fact.class == FACT_NAME || !join_date(b, &fact)) {
        (void)push(b, fact);
        if (fact.class == FACT_DATE)
            b->last_date = b->facts->n;
    }
    if (fact.class == FACT_DATE)
        b->since = tp_buf_new(b->arena);
}

static void end_div(struct builder *b, size_t index)
{
    struct open_mark *open = &b->open[index];
    const struct mark *mark = &open->mark;
    struct tp_buf key = tp_buf_new(b->arena);
    const char *letters = start_of(b, &open->letters, DIV_LETTERS);

    add_path(b, index, false, &key);
    tp_buf_fmt(&key, "div %s", mark->n);
    if (*mark->value)
        tp_buf_fmt(&key, " %s",
                   is_version(mark) ? mark->value : fact_number(b->arena, mark->value));
    (void)push(b, (struct fact){.class = FACT_STRUCTURE,
                                .key = tp_strndup(b->arena, key.p, key.len),
                                .letters = letters,
                                .shown = letters,
                                .value = "",
                                .line = mark->line});
}

void builder_end(struct builder *b)
{
    size_t index;

    if (b->skipped > 0) {
        b->skipped--;
        return;
    }
    if (b->depth == 0)
        return;
    index = b->depth - 1;
    switch (b->open[index].mark.role->kind) {
    case ROLE_DIV:
        end_div(b, index);
        break;
    case ROLE_PLACE:
        break;
    case ROLE_BLOCK:
        end_block(b, index);
        break;
    case ROLE_INLINE:
        end_inline(b, index);
        break;
    case ROLE_POINT:
        end_point(b, index);
        break;
    case ROLE_DATE:
    case ROLE_NAME:
        end_name(b, index);
        break;
    }
    b->depth--;
}

/* Is the identifier one of the links, which are "#a #b"? */
static bool linked(const char *links, const char *id)
{
    for (const char *p = links; p && *p;) {
        size_t n = strcspn(p, " ");

        if (*p == '#' && tp_slice_is((struct tp_slice){p + 1, n - 1}, id))
            return true;
        p += n + strspn(p + n, " ");
    }
    return false;
}

struct facts *builder_finish(struct builder *b)
{
    while (b->depth > 0)
        builder_end(b);
    for (size_t i = 0; i < b->aligned.n; i++) {
        for (size_t j = i + 1; j < b->aligned.n; j++) {
            const struct aligned *one = &b->aligned.v[i], *two = &b->aligned.v[j];

            if (linked(one->links, two->id) || linked(two->links, one->id)) {
                const char *text = tp_fmt(b->arena, "%s = %s", one->text, two->text);

                (void)push(b, (struct fact){.class = FACT_STRUCTURE,
                                            .key = "aligned",
                                            .letters = text,
                                            .shown = text,
                                            .value = ""});
            }
        }
    }
    return b->facts;
}
