#include "yaml.h"

#include "file.h"
#include "resource.h"

#include <string.h>
#include <yaml.h>

struct building {
    struct tp_arena *a;
    const char *file;
    size_t first_line;
    enum tp_code code;
    struct tp_diags *ds;
    yaml_parser_t *parser;
    bool failed;
    const char *text;
    size_t len;
    size_t chars, bytes; /* a place in the text, both ways: libyaml counts characters only */
};

static size_t byte_offset(struct building *b, yaml_mark_t mark)
{
    for (; b->chars > mark.index; b->chars--) /* ends of maps lie before what was read last */
        do
            b->bytes--;
        while (b->bytes && ((unsigned char)b->text[b->bytes] & 0xC0) == 0x80);
    for (; b->chars < mark.index && b->bytes < b->len; b->chars++)
        do
            b->bytes++;
        while (b->bytes < b->len && ((unsigned char)b->text[b->bytes] & 0xC0) == 0x80);
    return b->bytes;
}

static void delete_event(void *e)
{
    yaml_event_delete(e);
}

static void delete_parser(void *p)
{
    yaml_parser_delete(p);
}

static void complain(struct building *b, yaml_mark_t mark, const char *message)
{
    tp_diag(b->ds, b->code, tp_at(b->file, mark.line + b->first_line, mark.column + 1), message);
    b->failed = true;
}

/* The next event; false, with a diagnostic, when the text isn't YAML. */
static bool next_event(struct building *b, yaml_event_t *event)
{
    if (yaml_parser_parse(b->parser, event))
        return true;
    if (b->parser->error == YAML_MEMORY_ERROR)
        tp_arena_fail(b->a);
    complain(b, b->parser->problem_mark,
             tp_fmt(b->a, "%s", b->parser->problem ? b->parser->problem : "not YAML"));
    return false;
}

static struct tp_yaml *new_node(struct building *b, const yaml_event_t *e)
{
    struct tp_yaml *node = TP_NEW(b->a, struct tp_yaml);

    node->line = e->start_mark.line + b->first_line;
    node->col = e->start_mark.column + 1;
    node->start = byte_offset(b, e->start_mark);
    node->end = byte_offset(b, e->end_mark);
    node->value = "";
    if (e->type == YAML_SCALAR_EVENT) {
        node->value = tp_strndup(b->a, (const char *)e->data.scalar.value, e->data.scalar.length);
        node->quoted = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
        if (strlen(node->value) != e->data.scalar.length)
            complain(b, e->start_mark, "a NUL character can't stand in a value");
    } else {
        node->kind = e->type == YAML_MAPPING_START_EVENT ? TP_YAML_MAP : TP_YAML_LIST;
    }
    return node;
}

/* An open map or list, and the key that waits for its value. */
struct level {
    struct tp_yaml *node, *last, *key;
    unsigned keys;
};

static void attach(struct building *b, struct level *l, struct tp_yaml *node, yaml_mark_t mark)
{
    if (l->node->kind == TP_YAML_MAP) {
        if (!l->key) {
            if (node->kind != TP_YAML_SCALAR)
                complain(b, mark, "a key must be a word, not a list or a map");
            else if (++l->keys > TP_YAML_KEYS) /* each is compared with all before it */
                complain(b, mark, "too many keys in one map");
            else if (tp_yaml_get(l->node, node->value))
                complain(b, mark, tp_fmt(b->a, "the key '%s' stands twice", node->value));
            l->key = node;
            return;
        }
        node->key = l->key->value;
        node->key_line = l->key->line;
        node->key_col = l->key->col;
        node->key_start = l->key->start;
        node->key_end = l->key->end;
        l->key = NULL;
    }
    if (l->last)
        l->last->next = node;
    else
        l->node->first = node;
    l->last = node;
}

/* One event into the tree. Returns true when the root is complete. */
static bool take(struct building *b, const yaml_event_t *e, struct level *levels, size_t *depth,
                 struct tp_yaml **root)
{
    struct tp_yaml *node;

    switch (e->type) {
    case YAML_ALIAS_EVENT:
        complain(b, e->start_mark, "anchors and aliases are not allowed");
        return true;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        if (*depth == 0)
            return true; /* libyaml never ends what it didn't begin */
        levels[*depth - 1].node->end = byte_offset(b, e->end_mark);
        return --*depth == 0;
    case YAML_SCALAR_EVENT:
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        node = new_node(b, e);
        if (*depth)
            attach(b, &levels[*depth - 1], node, e->start_mark);
        else
            *root = node;
        if (node->kind == TP_YAML_SCALAR)
            return *depth == 0;
        if (*depth == TP_YAML_DEPTH) {
            complain(b, e->start_mark, "nested too deeply");
            return true;
        }
        levels[(*depth)++] = (struct level){node, NULL, NULL, 0};
        return false;
    default:
        return e->type == YAML_STREAM_END_EVENT;
    }
}

struct tp_yaml *tp_yaml_parse(struct tp_arena *a, const char *text, size_t len, const char *file,
                              size_t first_line, enum tp_code code, struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(a);
    struct building b = {a,     file, first_line, code, ds, TP_NEW(work, yaml_parser_t),
                         false, text, len,        0,    0};
    struct level levels[TP_YAML_DEPTH];
    yaml_event_t *e = TP_NEW(work, yaml_event_t);
    struct tp_yaml *root = NULL;
    size_t depth = 0;
    bool done = false;

    if (!yaml_parser_initialize(b.parser))
        tp_arena_fail(a);
    tp_defer(work, delete_parser, b.parser);
    yaml_parser_set_encoding(b.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(b.parser, (const unsigned char *)text, len);
    tp_defer(work, delete_event, e); /* for when memory runs out; empty otherwise */
    while (!done && !b.failed) {
        if (!next_event(&b, e))
            break;
        done = take(&b, e, levels, &depth, &root);
        yaml_event_delete(e);
    }
    tp_arena_free(work);
    return b.failed ? NULL : root;
}

const struct tp_yaml *tp_yaml_read(struct tp_arena *a, const char *name, enum tp_code code,
                                   struct tp_diags *ds)
{
    bool ours = strncmp(name, "teipipe:", 8) == 0;
    const struct tp_resource *r = ours ? tp_resource_find(name) : NULL;
    struct tp_yaml *root;
    size_t errors = ds->errors, len = r ? r->len : 0;
    char *text;

    if (ours && !r) {
        tp_diag(ds, TP_D_FILE_MISSING, tp_in(name), NULL);
        return NULL;
    }
    if (!ours && !tp_read_file(a, name, &text, &len, ds))
        return NULL;
    root = tp_yaml_parse(a, r ? r->data : text, len, name, 1, code, ds);
    if (!root && ds->errors == errors)
        tp_diag(ds, code, tp_in(name), "the file is empty");
    return root;
}

const struct tp_yaml *tp_yaml_get(const struct tp_yaml *node, const char *key)
{
    if (!node || node->kind != TP_YAML_MAP)
        return NULL;
    for (const struct tp_yaml *n = node->first; n; n = n->next)
        if (strcmp(n->key, key) == 0)
            return n;
    return NULL;
}

const char *tp_yaml_str(const struct tp_yaml *node, const char *key, const char *fallback)
{
    const struct tp_yaml *n = tp_yaml_get(node, key);

    return n && n->kind == TP_YAML_SCALAR ? n->value : fallback;
}

bool tp_yaml_only(const struct tp_yaml *map, const char *const *keys, const char *file,
                  enum tp_code code, struct tp_diags *ds)
{
    bool ok = true;

    for (const struct tp_yaml *n = map ? map->first : NULL; n; n = n->next) {
        size_t i = 0;
        const char *near;
        if (!n->key)
            continue;
        while (keys[i] && strcmp(keys[i], n->key) != 0)
            i++;
        if (keys[i])
            continue;
        near = tp_nearest(n->key, keys);
        tp_diag(ds, code, tp_at(file, n->key_line, n->key_col),
                tp_fmt(ds->arena, "unknown key '%s'%s%s%s", n->key, near ? "; did you mean '" : "",
                       near ? near : "", near ? "'?" : ""));
        ok = false;
    }
    return ok;
}

enum { LONGEST_WORD = 64 };

size_t tp_edit_distance(const char *x, const char *y)
{
    size_t row[3][LONGEST_WORD + 1], n = strlen(x), m = strlen(y);

    if (n > LONGEST_WORD || m > LONGEST_WORD)
        return LONGEST_WORD;
    for (size_t j = 0; j <= m; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *now = row[i % 3], *up = row[(i + 2) % 3], *upup = row[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t best = up[j - 1] + (x[i - 1] != y[j - 1]);
            best = up[j] + 1 < best ? up[j] + 1 : best;
            best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1] &&
                upup[j - 2] + 1 < best)
                best = upup[j - 2] + 1;
            now[j] = best;
        }
    }
    return row[n % 3][m];
}

const char *tp_nearest(const char *word, const char *const *words)
{
    size_t limit = (strlen(word) + 2) / 3, best = limit + 1;
    const char *found = NULL;

    for (size_t i = 0; words[i]; i++) {
        size_t d = tp_edit_distance(word, words[i]);
        if (d < best) {
            best = d;
            found = words[i];
        }
    }
    return found;
}
