/* Steps of a build as bytes, for the store. */
#include <string.h>

#include "build.h"

const char *tp_keep_name(struct tp_arena *a, char letter, const char *file)
{
    return tp_fmt(a, "%c%s", letter, file);
}

/* ---- what was made ---- */

static void keep_output(struct tp_buf *b, const struct tp_output *o)
{
    tp_pack_number(b, o->made);
    if (!o->made)
        return;
    tp_pack_string(b, o->file.path);
    tp_pack_number(b, o->file.len);
    tp_seen_pack(b, &o->seen); /* with the checksum */
}

static void kept_output(struct tp_unpack *u, struct tp_output *o)
{
    *o = (struct tp_output){.made = tp_unpack_number(u) != 0};
    if (!o->made)
        return;
    o->file.path = tp_unpack_string(u);
    o->file.len = (size_t)tp_unpack_number(u);
    tp_seen_unpack(u, &o->seen);
    memcpy(o->file.sha256, o->seen.sha256, sizeof o->file.sha256);
    u->bad = u->bad || !o->file.path;
}

static void keep_diags(struct tp_buf *b, const struct tp_diags *found, struct tp_slice as_it_was)
{
    struct tp_buf bytes = tp_buf_new(b->arena);

    if (found) {
        tp_pack_diags(&bytes, found);
        as_it_was = (struct tp_slice){bytes.p, bytes.len};
    }
    tp_pack_bytes(b, as_it_was.p, as_it_was.len);
}

static const char *text(struct tp_unpack *u)
{
    const char *s = tp_unpack_string(u);

    return s ? s : "";
}

/* ---- TEI ---- */

void tp_keep_tei(struct tp_buf *b, const struct tp_kept_tei *k, const struct tp_diags *found)
{
    tp_pack_number(b, k->stale);
    tp_pack_string(b, k->whole);
    tp_pack_string(b, k->row);
    tp_pack_string(b, k->row_place);
    tp_seen_pack(b, &k->source);
    tp_pack_bytes(b, k->inputs.p, k->inputs.len);
    keep_output(b, &k->tei);
    tp_pack_string(b, k->layout);
    tp_pack_string(b, k->layout_reason);
    tp_pack_number(b, k->chars);
    tp_pack_number(b, k->covered);
    tp_pack_bytes(b, k->record.p, k->record.len);
    tp_pack_bytes(b, k->refs.p, k->refs.len);
    tp_pack_bytes(b, k->facts.p, k->facts.len);
    tp_pack_string(b, k->facts_digest);
    tp_pack_bytes(b, k->asked.p, k->asked.len);
    tp_pack_number(b, k->tells_of_row);
    keep_diags(b, found, k->diags);
}

bool tp_kept_tei(struct tp_slice bytes, struct tp_kept_tei *k)
{
    struct tp_unpack u = tp_unpack_new(bytes);
    const char *digest;

    *k = (struct tp_kept_tei){.stale = tp_unpack_number(&u) != 0};
    k->whole = text(&u);
    k->row = text(&u);
    k->row_place = text(&u);
    tp_seen_unpack(&u, &k->source);
    k->inputs = tp_unpack_bytes(&u);
    kept_output(&u, &k->tei);
    k->layout = tp_unpack_string(&u);
    k->layout_reason = tp_unpack_string(&u);
    k->chars = tp_unpack_number(&u);
    k->covered = tp_unpack_number(&u);
    k->record = tp_unpack_bytes(&u);
    k->refs = tp_unpack_bytes(&u);
    k->facts = tp_unpack_bytes(&u);
    digest = text(&u);
    k->asked = tp_unpack_bytes(&u);
    k->tells_of_row = tp_unpack_number(&u) != 0;
    k->diags = tp_unpack_bytes(&u);
    if (!u.bad && strlen(digest) < sizeof k->facts_digest)
        memcpy(k->facts_digest, digest, strlen(digest) + 1);
    return !u.bad;
}

/* ---- forms ---- */

void tp_keep_forms(struct tp_buf *b, const struct tp_kept_form *v, size_t n,
                   struct tp_diags *const *found)
{
    size_t known = 0;

    for (size_t i = 0; i < n; i++)
        known += v[i].format != NULL;
    tp_pack_number(b, known);
    for (size_t i = 0; i < n; i++) {
        if (!v[i].format)
            continue;
        tp_pack_string(b, v[i].format);
        tp_pack_string(b, v[i].key);
        keep_output(b, &v[i].out);
        tp_pack_bytes(b, v[i].text.p, v[i].text.len);
        keep_diags(b, found ? found[i] : NULL, v[i].diags);
    }
}

bool tp_kept_forms(const struct tp_build *b, struct tp_slice bytes, struct tp_kept_form *v)
{
    struct tp_unpack u = tp_unpack_new(bytes);

    for (size_t i = 0; i < b->n_forms; i++)
        v[i].format = NULL;
    for (size_t n = tp_unpack_count(&u); n && !u.bad; n--) {
        struct tp_kept_form one = {.format = text(&u)};
        one.key = text(&u);
        kept_output(&u, &one.out);
        one.text = tp_unpack_bytes(&u);
        one.diags = tp_unpack_bytes(&u);
        for (size_t i = 0; !u.bad && i < b->n_forms; i++)
            if (strcmp(b->forms[i].format->name, one.format) == 0)
                v[i] = one;
    }
    for (size_t i = 0; u.bad && i < b->n_forms; i++)
        v[i].format = NULL;
    return !u.bad;
}

void tp_kept_files(struct tp_slice bytes, struct tp_arena *a, struct tp_made_list *out)
{
    struct tp_unpack u = tp_unpack_new(bytes);

    for (size_t n = tp_unpack_count(&u); n && !u.bad; n--) {
        struct tp_output o;
        (void)tp_unpack_string(&u);
        (void)tp_unpack_string(&u);
        kept_output(&u, &o);
        (void)tp_unpack_bytes(&u);
        (void)tp_unpack_bytes(&u);
        if (!u.bad && o.made)
            TP_PUSH(a, out, o.file);
    }
}
