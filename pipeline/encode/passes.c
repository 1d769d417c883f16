#include "passes.h"

#include <stdlib.h>
#include <string.h>

#include "../base/file.h"
#include "brackets.h"
#include "names.h"
#include "phrases.h"
#include "signs.h"
#include "spelling.h"
#include "uri.h"

struct tp_pass_tables {
    struct tp_date_tables *dates;
    struct tp_phrases *phrases;
    struct tp_authority *authority;
};

struct tp_passes {
    const struct tp_pass_tables *tables;
    struct tp_date_context dates;
    struct tp_bracket_context brackets;
    struct tp_names_context names;
    struct tp_spelling spelling;
    const struct tp_layout *layout;
    struct tp_matcher *matcher;
    struct tp_arena *arena;
    const struct tp_block *block;
    struct {
        struct problem {
            struct tp_range src;
            enum tp_date_fault fault;
        } * v;
        size_t n, cap;
    } problems;
    bool plain; /* the source is plain text: signs of emphasis are still in it */
};

struct tp_pass_tables *tp_pass_tables_new(struct tp_arena *a, const char *const *authority,
                                          size_t n_authority, const char *authority_base,
                                          struct tp_diags *ds)
{
    struct tp_pass_tables *t = TP_NEW(a, struct tp_pass_tables);

    struct tp_authority_file *files = TP_NEW_ARRAY(a, n_authority, struct tp_authority_file);

    for (size_t i = 0; i < n_authority; i++)
        files[i] = (struct tp_authority_file){
            tp_strdup(a, authority[i]), tp_fmt(a, "%s%s", authority_base ? authority_base : "",
                                               tp_uri_path(a, tp_path_base(authority[i])))};
    t->dates = tp_date_tables_new(a, ds);
    t->phrases = tp_phrases_new(a, NULL, ds);
    if (t->phrases)
        t->authority = tp_authority_new(a, files, n_authority, t->phrases, ds);
    return t->dates && t->authority ? t : NULL;
}

const struct tp_date_tables *tp_pass_dates(const struct tp_pass_tables *t)
{
    return t->dates;
}

const struct tp_phrases *tp_pass_phrases(const struct tp_pass_tables *t)
{
    return t->phrases;
}

struct tp_passes *tp_passes_new(struct tp_arena *a, const struct tp_pass_tables *tables)
{
    struct tp_passes *p = TP_NEW(a, struct tp_passes);

    p->arena = a;
    p->tables = tables;
    p->dates.tables = tables->dates;
    p->names.authority = tables->authority;
    p->names.named = tp_named_new(a, tables->authority);
    p->brackets.phrases = tables->phrases;
    p->brackets.is_gloss = tp_names_gloss;
    p->brackets.gloss_arg = &p->names;
    p->spelling = (struct tp_spelling){
        .arena = a, .authority = tables->authority, .phrases = tables->phrases};
    return p;
}

void tp_passes_set_date(struct tp_passes *p, struct tp_day reference, int century,
                        enum tp_date_order order)
{
    p->dates.reference = reference;
    p->dates.borrowed = false;
    p->dates.century = century;
    p->dates.order = order;
}

void tp_passes_set_layout(struct tp_passes *p, const struct tp_layout *layout,
                          struct tp_matcher *matcher)
{
    p->layout = layout;
    p->matcher = matcher;
}

const struct tp_phrase_rule *tp_passes_phrase(const struct tp_passes *p, struct tp_slice inside)
{
    struct tp_arena *work = tp_arena_sub(p->arena);
    struct tp_tokens t = tp_tokenize(work, inside.p, (uint32_t)inside.len);
    size_t label;
    const struct tp_phrase_rule *rule = tp_phrase_find(p->brackets.phrases, t.v, t.n, &label);

    tp_arena_free(work);
    return rule;
}

void tp_passes_set_asked(struct tp_passes *p, struct tp_asked *asked)
{
    p->spelling.asked = asked;
    tp_named_ask(p->names.named, asked);
}

void tp_passes_set_plain(struct tp_passes *p, bool plain)
{
    p->plain = plain;
}

void tp_passes_set_notes(struct tp_passes *p, const char *const *marks, size_t n, bool round)
{
    p->brackets.notes = marks;
    p->brackets.n_notes = n;
    p->brackets.round_notes = round;
}

void tp_passes_set_source(struct tp_passes *p, const struct tp_source *source, struct tp_diags *ds)
{
    p->spelling.source = source;
    p->spelling.diags = ds;
}

/* The fixed words of the layout. */
static void inline_pass(struct tp_arena *a, struct tp_passes *p, const char *text, uint32_t len,
                        bool head, struct tp_annos *out)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_subject s = {0};

    for (size_t i = 0; p->layout && i < p->layout->inlines.n; i++) {
        const struct tp_inline_rule *r = &p->layout->inlines.v[i];
        struct tp_range found;
        uint32_t at = 0;
        s.at_unit = s.at_byte = 0;
        if (!head && !r->in_text)
            continue;
        if (!s.utf16)
            s = tp_subject_new(work, text, len);
        while (tp_regex_find(p->matcher, r->regex, &s, &at, &found)) {
            struct tp_anno anno = {.start = found.start, .end = found.end, .element = r->element};
            anno.rank = TP_RANK_SPAN;
            anno.opaque = true;
            if (r->type)
                anno.attrs = tp_attr_add(a, NULL, "type", r->type);
            if (found.end > found.start)
                TP_PUSH(a, out, anno);
        }
    }
    tp_arena_free(work);
}

uint32_t tp_window_end(const char *text, uint32_t start, uint32_t len)
{
    enum { WINDOW = 128 << 10, BACK = 8 << 10 };
    uint32_t end = start + WINDOW, word = 0;

    if (len - start <= WINDOW + BACK)
        return len;
    for (uint32_t at = end; at > end - BACK; at--) {
        if (text[at - 1] == '\n' || (text[at - 1] == ' ' && text[at - 2] == '.') ||
            (at >= start + 3 && memcmp(text + at - 3, "。", 3) == 0))
            return at;
        if (!word && text[at - 1] == ' ')
            word = at;
    }
    while (((unsigned char)text[end] & 0xC0) == 0x80)
        end--;
    return word ? word : end;
}

void tp_passes_set_block(struct tp_passes *p, const struct tp_block *block)
{
    p->block = block;
    p->spelling.block = block;
}

static void keep_problems(struct tp_passes *p, const struct tp_date_problems *found, uint32_t shift)
{
    for (size_t i = 0; p->block && i < found->n; i++) {
        const struct tp_date_problem *f = &found->v[i];
        struct problem keep = {tp_block_source(p->block, f->start + shift, f->end + shift),
                               f->fault};
        TP_PUSH(p->arena, &p->problems, keep);
    }
}

static int by_place(const void *x, const void *y)
{
    const struct problem *a = x, *b = y;

    if (a->src.start != b->src.start)
        return a->src.start < b->src.start ? -1 : 1;
    return (int)a->fault - (int)b->fault;
}

void tp_passes_report(struct tp_passes *p, const struct tp_source *source, struct tp_diags *ds)
{
    static const enum tp_code codes[] = {
        [TP_DATE_IMPOSSIBLE] = TP_D_DATE_IMPOSSIBLE, [TP_DATE_WEEKDAY] = TP_D_DATE_WEEKDAY};
    struct problem *v = p->problems.v;

    if (p->problems.n)
        qsort(v, p->problems.n, sizeof *v, by_place);
    for (size_t i = 0; i < p->problems.n; i++) {
        struct tp_place place = tp_lines_locate(source->lines, v[i].src.start);
        /* A text that stands in two places of the TEI is one in the source. */
        if (i > 0 && by_place(&v[i - 1], &v[i]) == 0)
            continue;
        tp_diag(ds, codes[v[i].fault], tp_at(source->file, place.line, place.col),
                tp_strndup(p->arena, source->text + v[i].src.start, v[i].src.end - v[i].src.start));
    }
}

/* In a document without a date of its own, a date that leaves out its year is of the year that was
 * named last. */
static void borrow_year(struct tp_passes *p, const struct tp_annos *annos, size_t first)
{
    static const char *const values[] = {"when", "to", "from"};

    if (p->dates.reference.year && !p->dates.borrowed)
        return;
    for (size_t i = first; i < annos->n; i++)
        for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
            const char *value = strcmp(annos->v[i].element, "date") == 0
                                    ? tp_attr_get(annos->v[i].attrs, values[k])
                                    : NULL;
            struct tp_day day = value && *value != '-' ? tp_day_of(value) : (struct tp_day){0};
            if (!day.year || tp_attr_get(annos->v[i].attrs, "cert"))
                continue;
            p->dates.reference = (struct tp_day){day.year, 0, 0};
            p->dates.borrowed = true;
        }
}

/* The passes that keep something for each word: a paragraph longer than any that people write is
 * read in windows, so that memory stays a small part of the document's. */
static void words_passes(struct tp_arena *a, struct tp_passes *p, const char *text, uint32_t len,
                         uint32_t shift, const char *lang, enum tp_passes_for what,
                         struct tp_annos *out)
{
    for (uint32_t start = 0, end; start < len || start == 0; start = end) {
        struct tp_arena *work = tp_arena_sub(a);
        size_t first = out->n;
        struct tp_date_problems problems = {0};
        struct tp_tokens tokens;
        end = tp_window_end(text, start, len);
        tokens = tp_tokenize(work, text + start, end - start); /* once for all of them */
        p->dates.line = what == TP_FOR_SIGNATURE;
        tp_dates_pass(a, &p->dates, text + start, end - start, &tokens, lang, out, &problems);
        keep_problems(p, &problems, shift + start);
        if (what != TP_FOR_HEADER)
            borrow_year(p, out, first);
        p->names.signature = what == TP_FOR_SIGNATURE;
        tp_names_pass(a, &p->names, text + start, end - start, &tokens, lang, out);
        if (what != TP_FOR_HEADER)
            tp_brackets_pass(a, &p->brackets, text + start, end - start, &tokens, lang, out);
        tp_arena_free(work);
        for (size_t i = first; i < out->n; i++) {
            out->v[i].start += start;
            out->v[i].end += start;
        }
        if (end == len)
            break;
    }
}

/* A word that is a fault of typing isn't foreign. The annotations from FIRST to FOREIGN are those
 * of the spelling, those from there on the foreign words. */
static void drop_faults(struct tp_annos *annos, size_t first, size_t foreign)
{
    size_t kept = foreign, sic = first; /* both kinds are in order */

    for (size_t i = foreign; i < annos->n; i++) {
        const struct tp_anno *f = &annos->v[i];
        while (sic < foreign && (!annos->v[sic].inner || strcmp(annos->v[sic].inner, "sic") != 0 ||
                                 annos->v[sic].start < f->start))
            sic++;
        if (sic >= foreign || annos->v[sic].start != f->start || annos->v[sic].end != f->end)
            annos->v[kept++] = *f;
    }
    annos->n = kept;
}

/* The text without the names of Markdown's notes, which stand in it: "July 28.[^1]" is no "28.1".
 */
static const char *without_notes(struct tp_arena *a, const struct tp_passes *p, const char *text,
                                 uint32_t len, uint32_t shift)
{
    const struct tp_block *b = p->block;
    char *out = NULL;

    for (size_t i = 0; b && i < b->n_spans; i++) {
        const struct tp_span *s = &b->spans[i];
        if (s->kind != TP_SPAN_NOTE_REF || s->start < shift || s->end > shift + len)
            continue;
        if (!out)
            out = tp_strndup(a, text, len);
        memset(out + s->start - shift, '\x02', s->end - s->start);
    }
    return out ? out : text;
}

void tp_passes_run(struct tp_arena *a, struct tp_passes *p, const char *text, uint32_t len,
                   uint32_t shift, const char *lang, enum tp_script script, enum tp_passes_for what,
                   struct tp_annos *out)
{
    size_t first = out->n, spelling = first, foreign;
    bool head = what == TP_FOR_HEAD || what == TP_FOR_SIGNATURE;

    words_passes(a, p, without_notes(a, p, text, len, shift), len, shift, lang, what, out);
    if (what != TP_FOR_HEADER) {
        spelling = out->n;
        tp_spelling_pass(a, &p->spelling, script, text, len, shift, out);
        tp_signs_pass(a, p->plain, text, len, out);
        tp_spaced_pass(a, what != TP_FOR_TEXT, text, len, out);
        if (what != TP_FOR_LABEL)
            inline_pass(a, p, text, len, head, out);
    }
    foreign = out->n;
    tp_foreign_pass(a, script, text, len, out);
    drop_faults(out, spelling, foreign);
    for (size_t i = first; i < out->n; i++) {
        out->v[i].start += shift;
        out->v[i].end += shift;
    }
}

const struct tp_name_entry *tp_passes_name(struct tp_arena *a, struct tp_passes *p,
                                           const char *text)
{
    const char *bracket = strstr(text, " [");
    const struct tp_name_entry *entry = tp_names_find(a, &p->names, text, (uint32_t)strlen(text));

    if (!entry && bracket)
        entry = tp_names_find(a, &p->names, text, (uint32_t)(bracket - text));
    return entry;
}

bool tp_passes_is_person(struct tp_arena *a, const struct tp_passes *p, const char *text)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_tokens t = tp_tokenize(work, text, (uint32_t)strlen(text));
    struct tp_item_words w = tp_name_items(work, text, &t);
    const struct tp_phrases *phrases = p->tables->phrases;
    size_t capitals = 0, others = 0;
    bool sure = false;

    for (size_t i = 0; i < w.n; i++) {
        const struct tp_item_word *k = &w.v[i];
        if (k->kind != TP_TOK_WORD)
            continue;
        sure = sure || (k->single && k->stop) || tp_phrase_is_title(phrases, k->key) ||
               tp_is_patronymic(k->key);
        capitals += k->capital;
        others += (!k->capital && k->join == TP_APART) || tp_phrase_is_org_word(phrases, k->key) ||
                  tp_phrase_is_place_word(phrases, k->key) || tp_phrase_is_dull(phrases, k->key);
    }
    tp_arena_free(work);
    return sure || (capitals > 1 && !others);
}
