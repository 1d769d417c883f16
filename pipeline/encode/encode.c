#include "encode.h"

#include <string.h>

#include "../base/yaml.h"
#include "asked.h"
#include "collate.h"
#include "coverage.h"
#include "field_blocks.h"
#include "header.h"
#include "metadata.h"
#include "write.h"

static const char schema_uri[] = "teipipe:schemas/teipipe.rnc";

struct tp_encoder {
    struct tp_layouts *layouts;
    struct tp_pass_tables *passes;
    struct tp_kinds *kinds;
    struct tp_source_tables *sources;
    struct tp_wording *wording;
    struct tp_metadata *metadata; /* NULL: none */
    struct tp_meta_checks checks;
    struct tp_header_options header;
    struct tp_suggest_tables *suggest; /* NULL: names aren't looked for */
    bool explain, ask;
};

struct tp_encoder *tp_encoder_new(struct tp_arena *a, const struct tp_encoder_options *o,
                                  struct tp_diags *ds)
{
    struct tp_encoder *e = TP_NEW(a, struct tp_encoder);

    e->kinds = tp_kinds_new(a, o->kinds, ds);
    e->layouts = tp_layouts_load(a, o->layouts_dir, e->kinds ? tp_kind_ids(a, e->kinds) : NULL,
                                 o->layout, ds);
    e->passes = tp_pass_tables_new(a, o->authority, o->n_authority, o->authority_base, ds);
    e->sources = tp_source_tables_new(a, o->archives, ds);
    e->wording = tp_wording_new(a, ds);
    if (!e->layouts || !e->passes || !e->kinds || !e->sources || !e->wording)
        return NULL;
    e->checks = (struct tp_meta_checks){tp_pass_dates(e->passes), e->kinds, e->layouts};
    e->explain = o->explain;
    e->ask = o->ask;
    if (o->metadata && !(e->metadata = tp_metadata_load(a, o->metadata, &e->checks, ds)))
        return NULL;
    if (o->suggest)
        e->suggest = tp_suggest_tables_new(a, tp_pass_phrases(e->passes));
    e->header =
        (struct tp_header_options){.publisher = o->publisher ? tp_strdup(a, o->publisher) : NULL,
                                   .licence = o->licence ? tp_strdup(a, o->licence) : NULL,
                                   .edition = o->title ? tp_strdup(a, o->title) : NULL,
                                   .date = o->date ? tp_strdup(a, o->date) : NULL,
                                   .wording = e->wording};
    return e;
}

bool tp_encoder_match(const struct tp_encoder *e, struct tp_arena *work, const char *const *sources,
                      size_t n, bool all, struct tp_diags *ds)
{
    return !e->metadata || tp_metadata_match(e->metadata, work, sources, n, all, ds);
}

void tp_encoder_row(const struct tp_encoder *e, struct tp_arena *work, const char *file, bool where,
                    struct tp_buf *out)
{
    if (e->metadata)
        tp_metadata_row(e->metadata, work, file, where, out);
}

/* The marks of all notes in the document. */
static void tell_notes(struct tp_arena *a, const struct tp_document *d, struct tp_passes *p)
{
    TP_VEC(const char *) marks = {0};
    bool round = false;

    for (size_t i = 0; i < d->versions.n; i++) {
        const struct tp_version *v = &d->versions.v[i];
        for (size_t k = 0; k < v->items.n; k++) {
            const struct tp_item *item = &v->items.v[k];
            const struct tp_block *b = item->text.block;
            if (b->kind == TP_BLOCK_FOOTNOTE && b->number) /* once a list's */
                TP_PUSH(a, &marks, b->name);
            else if (item->n.end > item->n.start &&
                     (item->role == TP_ROLE_FOOTNOTE || k >= v->notes)) {
                TP_PUSH(a, &marks, tp_note_mark(a, item));
                round = round || item->text.block->text[item->text.start] == '(';
            }
        }
    }
    tp_passes_set_notes(p, marks.v, marks.n, round);
}

/* What the metadata goes before, on request. */
static void explain(const struct tp_encoder *e, const struct tp_document *d,
                    const struct tp_meta *m, struct tp_diags *ds)
{
    for (size_t i = 0; e->explain && i < m->overruled.n; i++)
        tp_diag(ds, TP_D_METADATA_OVERRULED, tp_in(d->source->file), m->overruled.v[i].key,
                m->overruled.v[i].found,
                tp_fmt(ds->arena, "the metadata's '%s'", m->overruled.v[i].given));
}

/* WITH: the readings of another transcription; NULL: none. */
static struct tp_node *build(const struct tp_encoder *e, struct tp_arena *a,
                             const struct tp_document *d, const char *stem,
                             struct tp_collation *with, const char *other_file,
                             struct tp_asked *asked, struct tp_diags *ds)
{
    struct tp_builder b = {.a = a, .d = d, .ids = tp_ids_new(a), .diags = ds};
    struct tp_header_options header = e->header;
    struct tp_node *root = tp_element_with(a, NULL, "TEI", "xmlns", "http://www.tei-c.org/ns/1.0");
    struct tp_meta_tables tables = {e->kinds, e->wording, tp_source_archives(e->sources), NULL};
    struct tp_meta meta;

    header.stem = stem;
    b.passes = tp_passes_new(a, e->passes);
    tp_passes_set_asked(b.passes, asked);
    tables.passes = b.passes;
    tp_meta_gather(a, d, &tables, &meta);
    explain(e, d, &meta, ds);
    tp_passes_set_date(b.passes,
                       tp_has_date(&meta.date) && meta.date.when ? tp_day_of(meta.date.when)
                                                                 : (struct tp_day){meta.year, 0, 0},
                       meta.century, meta.order);
    tp_passes_set_layout(b.passes, d->layout, d->matcher);
    tp_passes_set_source(b.passes, d->source, ds);
    tp_passes_set_plain(b.passes, d->source->syntax == TP_PLAIN);
    tell_notes(a, d, b.passes);
    tp_set(a, root, "xml:lang", "en");
    tp_build_header(&b, &meta, &header, e->sources, root);
    b.collation = with;
    if (with)
        tp_collation_header(&b, root, d->source->file, other_file);
    tp_build_body(&b, tp_element(a, tp_element(a, root, "text"), "body"));
    tp_declare_used(&b, root);
    tp_passes_report(b.passes, d->source, ds);
    return root;
}

/* ---- where elements came from ---- */

static bool has_origin(const struct tp_node *n)
{
    return n->src.start < n->src.end || n->claims;
}

static struct tp_range origin(const struct tp_node *n)
{
    return n->src.start < n->src.end ? n->src : n->claims->src;
}

/* Where the value of a header field was read: where its words first stand in the source. */
static struct tp_range place_of(const struct tp_source *s, const struct tp_node *text)
{
    enum { FIRST = 64 << 10, SHORTEST = 3 }; /* bytes that are searched; of a value */
    const char *end = s->text + (s->len < FIRST ? s->len : FIRST), *p = s->text;

    if (text->len < SHORTEST)
        return (struct tp_range){0, 0};
    for (; (size_t)(end - p) >= text->len && (p = memchr(p, *text->text, (size_t)(end - p))); p++) {
        uint32_t at = (uint32_t)(p - s->text);
        if ((size_t)(end - p) >= text->len && memcmp(p, text->text, text->len) == 0)
            return (struct tp_range){at, at + text->len};
    }
    return (struct tp_range){0, 0};
}

/* Give each element a place in the source, for messages: its own, else that of the first thing in
 * it; but none to the root, which is all of it. Values in the header that are copies have the place
 * where they were read; what the header concludes from the whole has the beginning. */
static void place_elements(const struct tp_source *s, struct tp_node *root)
{
    struct tp_node *header = root->first;

    for (struct tp_node *n = header; n; n = tp_node_next(header, n, false))
        if (!n->name && !has_origin(n) && !has_origin(n->parent))
            n->parent->src = place_of(s, n);
    for (struct tp_node *n = root; n; n = tp_node_next(root, n, false))
        for (struct tp_node *up = n->parent; has_origin(n) && up && up != root && !has_origin(up);
             up = up->parent)
            up->src = origin(n);
    for (struct tp_node *n = header; n; n = tp_node_next(header, n, false))
        if (n->name && !has_origin(n))
            n->src = (struct tp_range){0, 1};
}

/* A lost span as it is shown: its first words. */
static const char *shown(struct tp_arena *a, const char *p, size_t n)
{
    enum { MOST = 60 };
    size_t cut = n;

    if (n > MOST)
        for (cut = MOST; cut && ((unsigned char)p[cut] & 0xC0) == 0x80;)
            cut--;
    return tp_fmt(a, "%.*s%s", (int)cut, p, cut < n ? "..." : "");
}

/* Report what is lost of a source, whose text begins at byte FROM. WELL_FORMED: the result is XML.
 */
static bool report_lost(const struct tp_source *s, uint32_t from, bool well_formed,
                        const struct tp_coverage *c, struct tp_encoded *out, struct tp_diags *ds)
{
    out->chars += c->chars;
    out->covered += c->covered;
    if (!well_formed && c->n_lost == 0) {
        tp_diag(ds, TP_D_LOST_TEXT, tp_in(s->file), "");
        return false; /* the source has nothing that could be lost */
    }
    for (size_t i = 0; i < c->n_lost; i++) {
        struct tp_place place = tp_lines_locate(s->lines, c->lost[i].start - from);
        tp_diag(ds, TP_D_LOST_TEXT, tp_at(s->file, place.line, place.col),
                shown(ds->arena, s->text + c->lost[i].start, c->lost[i].end - c->lost[i].start));
    }
    return c->n_lost == 0;
}

static bool prove(struct tp_arena *a, const struct tp_source *s, const struct tp_node *root,
                  struct tp_encoded *out, struct tp_diags *ds)
{
    struct tp_coverage c;
    bool well_formed = tp_coverage(a, s, root, out->xml, out->len, &c);

    return report_lost(s, 0, well_formed, &c, out, ds);
}

static bool prove_both(struct tp_arena *a, const struct tp_source *s, const struct tp_source *other,
                       uint32_t from, const struct tp_collation *with, const struct tp_node *root,
                       struct tp_encoded *out, struct tp_diags *ds)
{
    struct tp_coverage c, d;
    size_t n;
    const struct tp_twin *twins = tp_collation_twins(with, &n);
    bool well_formed =
        tp_coverage_both(a, s, other, from, twins, n, root, out->xml, out->len, &c, &d);
    bool whole = report_lost(s, 0, well_formed, &c, out, ds);

    ds->lines = other->lines;
    ds->lines_file = other->file;
    return report_lost(other, from, well_formed, &d, out, ds) && whole;
}

static void keep_lines(struct tp_arena *a, const struct tp_source *s, const struct tp_origins *o,
                       struct tp_encoded *out)
{
    out->lines = TP_NEW_ARRAY(a, o->n, struct tp_line_source);
    for (size_t i = 0; i < o->n; i++)
        if (o->v[i].src < s->len) /* a line that begins with a reading of another source has none */
            out->lines[out->n_lines++] = (struct tp_line_source){
                o->v[i].line, (uint32_t)tp_lines_number(s->lines, o->v[i].src)};
}

/* The front matter asks for a layout that there is not. */
static void check_layout(struct tp_arena *a, const struct tp_encoder *e, const struct tp_source *s,
                         struct tp_diags *ds)
{
    const char **names = TP_NEW_ARRAY(a, e->layouts->list.n + 1, const char *);

    for (size_t i = 0; i < e->layouts->list.n; i++)
        names[i] = e->layouts->list.v[i]->name;
    for (size_t i = 0; s->fields && i < s->fields->n; i++) {
        const struct tp_field *f = &s->fields->v[i];
        struct tp_place place = tp_lines_locate(s->lines, f->src.start);
        const char *near = tp_nearest(f->value, names);
        if (f->src.start == f->src.end)
            continue; /* of the table of metadata, which was checked when it was read */
        if (strcmp(f->key, "layout") == 0 && !(near && strcmp(near, f->value) == 0))
            tp_diag(ds, TP_D_LAYOUT_UNKNOWN, tp_at(s->file, place.line, place.col), f->value,
                    near ? tp_fmt(ds->arena, "; did you mean '%s'?", near) : "");
    }
}

/* OTHER: another transcription of the same, to be collated; NULL: none. */
static bool encode_source(const struct tp_encoder *e, struct tp_arena *a, struct tp_source *s,
                          struct tp_source *other, const char *stem, struct tp_encoded *out,
                          struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(a);
    size_t room = 16384 + s->len / 8 * 15; /* what most need: growing would double it */
    struct tp_buf xml = {a, tp_alloc(a, room), 0, room};
    struct tp_origins origins = {0};
    struct tp_collation *with = NULL;
    struct tp_asked *asked = e->ask ? tp_asked_new(work) : NULL;
    const struct tp_archives *archives = tp_source_archives(e->sources);
    struct tp_document *d;
    struct tp_node *root;
    uint32_t from = 0;
    bool whole = true;

    if (other && (from = tp_source_shift(work, s, other, ds)) == 0) {
        tp_arena_free(work);
        return false;
    }
    ds->lines = s->lines;
    ds->lines_file = s->file;
    s->fields = tp_metadata_give(e->metadata, work, s, &e->checks, e->explain, ds);
    if (!other) /* else they would be compared with text */
        tp_take_field_blocks(work, s, e->wording, &e->checks);
    d = tp_recognise(work, s, e->layouts, tp_pass_dates(e->passes), archives);
    if (other)
        with = tp_collate(work, d,
                          tp_recognise(work, other, e->layouts, tp_pass_dates(e->passes), archives),
                          &whole);
    if (!whole)
        tp_diag(ds, TP_D_COLLATION_LIMIT, tp_in(other->file), s->file,
                tp_fmt(ds->arena, "%d", TP_COLLATE_EDITS));
    ds->lines = s->lines;
    ds->lines_file = s->file;
    check_layout(work, e, s, ds);
    root = build(e, work, d, stem, with, other ? other->file : NULL, asked, ds);
    place_elements(s, root);
    tp_write_tei(work, root, schema_uri, &xml, &origins);
    out->xml = xml.p;
    out->len = xml.len;
    out->layout = d->layout->name;
    out->layout_reason = tp_strdup(a, d->reason);
    keep_lines(a, s, &origins, out);
    whole = with && other ? prove_both(work, s, other, from, with, root, out, ds)
                          : prove(work, s, root, out, ds);
    ds->lines = NULL;
    if (asked)
        out->asked = tp_asked_filter(asked, a);
    if (e->suggest && whole)
        tp_suggest(a, e->suggest, root->last, s, &out->names);
    tp_arena_free(work);
    if (!whole)
        out->xml = NULL;
    return whole;
}

bool tp_encode_collated(const struct tp_encoder *e, struct tp_arena *a, const char *file,
                        const char *other_file, const char *stem, struct tp_encoded *out,
                        struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_source *s = tp_source_read(work, file, -1, ds);
    struct tp_source *other = tp_source_read(work, other_file, -1, ds);
    bool ok;

    *out = (struct tp_encoded){0};
    ok = s && other && encode_source(e, a, s, other, stem, out, ds);
    tp_arena_free(work);
    return ok;
}

bool tp_encode(const struct tp_encoder *e, struct tp_arena *a, const char *file, const char *stem,
               struct tp_encoded *out, struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_source *s = tp_source_read(work, file, -1, ds);
    bool ok;

    *out = (struct tp_encoded){0};
    ok = s && encode_source(e, a, s, NULL, stem, out, ds);
    tp_arena_free(work);
    return ok;
}

bool tp_encode_memory(const struct tp_encoder *e, struct tp_arena *a, const char *file,
                      const char *data, size_t len, const char *stem, struct tp_encoded *out,
                      struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct tp_source *s = tp_source_parse(work, file, data, len, -1, ds);
    bool ok;

    *out = (struct tp_encoded){0};
    ok = s && encode_source(e, a, s, NULL, stem, out, ds);
    tp_arena_free(work);
    return ok;
}

size_t tp_encoded_source_line(const struct tp_encoded *e, size_t xml_line)
{
    size_t low = 0, high = e->n_lines;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (e->lines[middle].xml_line <= xml_line)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? e->lines[low - 1].source_line : 0;
}
