/* The command "encode". */
#include <stdlib.h>
#include <string.h>

#include "../encode/encode.h"
#include "edition.h"
#include "parts.h"
#include "run.h"
#include "suggest.h"

struct tp_encoder *tp_run_encoder(struct tp_run *r, const struct tp_edition *e,
                                  const char *authority_base, const char *const *sources, size_t n,
                                  bool all, bool suggest)
{
    struct tp_encoder_options o = {.authority_base = authority_base,
                                   .layout = r->set.layout,
                                   .suggest = suggest,
                                   .ask = r->remembers,
                                   .explain = r->set.explain || r->remembers};
    struct tp_encoder *encoder;

    if (!tp_build_date(r->arena, &o.date)) {
        tp_diag(r->general, TP_D_USAGE, tp_in(NULL),
                "SOURCE_DATE_EPOCH in the environment is not a number of seconds since 1970");
        return NULL;
    }
    if (e) {
        o.authority = (const char *const *)e->authority.v;
        o.n_authority = e->authority.n;
        o.layouts_dir = e->layouts;
        o.publisher = e->publisher;
        o.licence = e->licence;
        o.title = e->title;
        o.archives = e->archives;
        o.kinds = e->kinds;
        o.metadata = e->metadata;
    }
    if (r->set.metadata)
        o.metadata = r->set.metadata;
    encoder = tp_encoder_new(r->arena, &o, r->general);
    return encoder && tp_encoder_match(encoder, r->arena, sources, n, all, r->general) ? encoder
                                                                                       : NULL;
}

static bool encode_with(const struct tp_encoder *e, struct tp_arena *work, struct tp_outcome *o,
                        const char *other, struct tp_encoded *out, struct tp_diags *ds)
{
    struct tp_arena *kept = o->diags->arena;
    const char *stem = strcmp(o->file, "-") == 0 ? "document" : tp_path_stem(work, o->file);
    bool ok = other ? tp_encode_collated(e, work, o->file, other, stem, out, ds)
                    : tp_encode(e, work, o->file, stem, out, ds);

    if (out->layout) {
        o->layout = tp_strdup(kept, out->layout);
        o->layout_reason = out->layout_reason ? tp_strdup(kept, out->layout_reason) : "";
        o->chars = out->chars;
        o->covered = out->covered;
    }
    return ok && out->xml;
}

bool tp_run_encode_one(const struct tp_encoder *e, struct tp_arena *work, struct tp_outcome *o,
                       struct tp_encoded *out, struct tp_diags *ds)
{
    return encode_with(e, work, o, NULL, out, ds);
}

struct encoding {
    const struct tp_encoder *encoder;
    const char *output;              /* NULL: nowhere */
    struct tp_suggested_in *suggest; /* by document; NULL: not wanted */
    const char *other;               /* to be collated; NULL: none */
};

/* What outlives the work on the document. */
static void keep_names(struct tp_arena *kept, const char *file, const struct tp_suggestions *names,
                       struct tp_suggested_in *out)
{
    out->file = file;
    for (size_t i = 0; i < names->n; i++) {
        struct tp_suggestion s = names->v[i];
        s.name = tp_strdup(kept, s.name);
        s.key = tp_strdup(kept, s.key);
        s.lang = s.lang ? tp_strdup(kept, s.lang) : NULL;
        TP_PUSH(kept, &out->names, s);
    }
}

static void encode_one(void *arg, size_t i, struct tp_arena *work, struct tp_outcome *o,
                       struct tp_diags *ds)
{
    const struct encoding *c = arg;
    struct tp_encoded out = {0};
    const char *path = "-";

    if (!encode_with(c->encoder, work, o, c->other, &out, ds))
        return;
    if (c->suggest)
        keep_names(o->diags->arena, o->file, &out.names, &c->suggest[i]);
    if (!c->output)
        return;
    if (strcmp(c->output, "-") != 0)
        path = tp_path_join(
            work, c->output,
            tp_fmt(work, "%s.xml",
                   strcmp(o->file, "-") == 0 ? "document" : tp_path_stem(work, o->file)));
    if (tp_write_file(work, path, out.xml, out.len, ds))
        o->output = tp_strdup(o->diags->arena, path);
}

/* From the folder of the output to the authority files: "../authority/", or an absolute address. */
static const char *way_to(struct tp_arena *a, const char *output, const char *file)
{
    const char *from = tp_path_real(a, strcmp(output, "-") == 0 ? "." : output);
    const char *to = tp_path_real(a, tp_path_dir(a, file));
    struct tp_buf b = tp_buf_new(a);
    size_t same = 0, n;

    if (!from || !to)
        return "";
    for (n = 0; from[n] && from[n] == to[n]; n++)
        if (from[n] == '/')
            same = n + 1;
    if (from[n] == to[n])
        return "";
    if ((from[n] == '\0' && to[n] == '/') || (to[n] == '\0' && from[n] == '/'))
        same = n + 1;
    for (const char *p = strlen(from) >= same ? from + same : ""; *p;) {
        tp_buf_str(&b, "../");
        p += strcspn(p, "/");
        p += *p == '/';
    }
    if (strlen(to) > same) {
        tp_buf_uri_path(&b, to + same);
        tp_buf_char(&b, '/');
    }
    return b.p;
}

/* All sources; false when nothing could be begun. */
static bool encode_all(struct tp_run *r, const char *const *sources, size_t n, struct encoding *c,
                       const char *edition)
{
    struct tp_edition e;
    const char *dir = edition ? edition : n ? tp_edition_above(r->arena, sources[0]) : NULL;
    const char *base = "";

    if (dir && !tp_edition_load(r->arena, dir, NULL, false, &e, r->general)) {
        tp_run_unusable(r);
        return false;
    }
    if (c->output && strcmp(c->output, "-") != 0 &&
        !(tp_run_unique_stems(r, sources, n) && tp_make_folder(r->arena, c->output, r->general))) {
        tp_run_take_status(r, r->general);
        return false;
    }
    if (dir && e.authority.n)
        base = way_to(r->arena, c->output ? c->output : "-", e.authority.v[0]);
    c->encoder = tp_run_encoder(r, dir ? &e : NULL, base, sources, n, r->set.metadata != NULL,
                                c->suggest != NULL);
    if (!c->encoder) {
        tp_run_unusable(r);
        return false;
    }
    tp_run_documents(r, sources, n, encode_one, c);
    return true;
}

void tp_run_encode(struct tp_run *r, const char *const *sources, size_t n, const char *output,
                   const char *edition)
{
    struct encoding c = {.output = output};

    if (encode_all(r, sources, n, &c, edition))
        tp_run_take_status(r, r->general);
}

void tp_run_suggest(struct tp_run *r, const char *const *sources, size_t n, const char *output,
                    const char *edition, const char *format)
{
    struct encoding c = {.output = output};
    struct tp_buf list = tp_buf_new(r->arena);

    c.suggest = TP_NEW_ARRAY(r->arena, n + 1, struct tp_suggested_in);
    if (!encode_all(r, sources, n, &c, edition))
        return;
    if (!tp_suggest_write(r->arena, c.suggest, n, format, &list))
        tp_diag(r->general, TP_D_USAGE, tp_in(NULL),
                tp_fmt(r->arena, "there is no format '%s' for a list of names", format));
    else
        (void)tp_write_file(r->arena, "-", list.p, list.len, r->general);
    tp_run_take_status(r, r->general);
}

void tp_run_collate(struct tp_run *r, const char *base, const char *other, const char *output,
                    const char *edition)
{
    struct encoding c = {.output = output, .other = other};

    if (encode_all(r, &base, 1, &c, edition))
        tp_run_take_status(r, r->general);
}
