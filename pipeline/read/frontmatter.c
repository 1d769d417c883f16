#include <stdlib.h>
#include <string.h>
#include <unicode/ucasemap.h>

#include "../base/utf8.h"
#include "../base/yaml.h"
#include "read.h"
#include "text.h"

struct flat {
    struct tp_arena *a;
    struct tp_source *s;
    uint32_t base; /* where the YAML begins in the source */
    UCaseMap *map;
    struct tp_diags *ds;
};

static bool is_line(const struct tp_source *s, size_t number, const char *word)
{
    struct tp_slice line = tp_lines_get(s->lines, number);

    while (line.len && (line.p[line.len - 1] == ' ' || line.p[line.len - 1] == '\t'))
        line.len--;
    return number <= s->lines->n && tp_slice_is(line, word);
}

/* Does the line look like "key: value"? CAPITALS: may the key begin with a capital? */
static bool is_entry(struct tp_slice line, bool capitals)
{
    size_t i = 0;

    if (line.len == 0 || !((line.p[0] >= 'a' && line.p[0] <= 'z') ||
                           (capitals && ((line.p[0] >= 'A' && line.p[0] <= 'Z') ||
                                         (unsigned char)line.p[0] >= 0x80 || line.p[0] == '"'))))
        return false;
    while (i < line.len && line.p[i] != ':')
        i++;
    return i < line.len && (i + 1 == line.len || line.p[i + 1] == ' ' || line.p[i + 1] == '\t');
}

static void close_map(void *p)
{
    ucasemap_close(p);
}

static const char *lower(const struct flat *f, const char *key)
{
    UErrorCode error = U_ZERO_ERROR;
    int32_t n = (int32_t)strlen(key), cap = n * 3 + 1;
    char *out = tp_alloc(f->a, (size_t)cap + 1);

    (void)ucasemap_utf8ToLower(f->map, out, cap, key, n, &error);
    if (error == U_MEMORY_ALLOCATION_ERROR)
        tp_arena_fail(f->a);
    return U_SUCCESS(error) ? out : key;
}

/* An escape in quotes can give what XML doesn't allow. */
static void check_value(const struct flat *f, const struct tp_yaml *n)
{
    for (const char *p = n->value, *end = p + strlen(p); p < end;) {
        uint32_t cp;
        size_t k = tp_utf8_decode(p, (size_t)(end - p), &cp);
        if (k == 0 || !tp_is_xml_char(cp)) {
            tp_diag(f->ds, TP_D_CONTROL_CHARACTER, tp_at(f->s->file, n->line, n->col),
                    tp_fmt(f->a, "%04X", k ? (unsigned)cp : 0xFFFDu));
            return;
        }
        p += k;
    }
}

/* Depth is at most TP_YAML_DEPTH. */
static void flatten(const struct flat *f, const struct tp_yaml *node, const char *prefix)
{
    unsigned number = 0;

    for (const struct tp_yaml *n = node->first; n; n = n->next) {
        bool blank;
        const char *key = n->key ? lower(f, n->key) : tp_fmt(f->a, "%u", ++number);
        if (*prefix)
            key = tp_fmt(f->a, "%s.%s", prefix, key);
        if (n->kind != TP_YAML_SCALAR) {
            flatten(f, n, key);
            continue;
        }
        check_value(f, n);
        blank = tp_space_before(n->value, strlen(n->value)) == strlen(n->value);
        TP_PUSH(f->a, f->s->fields,
                (struct tp_field){
                    .key = key,
                    .value = blank ? "" : n->value,
                    .src = {f->base + (uint32_t)n->start, f->base + (uint32_t)n->end},
                    .key_src = {f->base + (uint32_t)n->key_start, f->base + (uint32_t)n->key_end}});
    }
}

static bool parse(struct tp_arena *a, struct tp_source *s, size_t last, struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(a);
    uint32_t from = (uint32_t)s->lines->start[1], to = (uint32_t)s->lines->start[last - 1];
    UErrorCode error = U_ZERO_ERROR;
    struct flat f = {a, s, from, NULL, ds};
    size_t errors = ds->errors;
    struct tp_yaml *root =
        tp_yaml_parse(a, s->text + from, to - from, s->file, 2, TP_D_FRONT_MATTER, ds);

    s->fields = TP_NEW(a, struct tp_fields);
    if (root && root->kind == TP_YAML_MAP) {
        f.map = ucasemap_open("", 0, &error);
        tp_own(work, close_map, f.map);
        flatten(&f, root, "");
    } else if (root) {
        tp_diag(ds, TP_D_FRONT_MATTER, tp_at(s->file, root->line, root->col),
                "it must be a map of keys and values");
    }
    tp_arena_free(work);
    return ds->errors == errors;
}

bool tp_front_matter(struct tp_arena *a, struct tp_source *s, struct tp_diags *ds)
{
    struct tp_slice second = tp_lines_get(s->lines, 2);
    size_t last = 2;

    if (s->lines->n < 2 || !is_line(s, 1, "---"))
        return true;
    /* A rule at the top of a page is no front matter: what follows must look like an entry. */
    while (last <= s->lines->n && (second.len == 0 || second.p[0] == '#'))
        second = tp_lines_get(s->lines, ++last);
    if (!is_entry(second, true))
        return true;
    while (last <= s->lines->n && !is_line(s, last, "---") && !is_line(s, last, "..."))
        last++;
    if (last > s->lines->n) {
        if (!is_entry(second, false))
            return true;
        tp_diag(ds, TP_D_FRONT_MATTER, tp_at(s->file, 1, 1),
                "the line of --- that ends it is missing");
        return false;
    }
    s->body = last < s->lines->n ? (uint32_t)s->lines->start[last] : s->len;
    return parse(a, s, last, ds);
}
