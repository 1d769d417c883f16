/* The table of a collection: columns, rows, and which row is a file's. */
#include <stdlib.h>
#include <string.h>

#include "../base/file.h"
#include "../base/yaml.h"
#include "metadata_impl.h"

struct column {
    const char *key; /* NULL: names the file; "": nothing */
    enum tp_meta_key number;
    bool many;
};

struct load {
    struct tp_arena *a;
    const struct tp_csv *csv;
    const struct tp_meta_checks *checks;
    struct tp_diags *ds;
    struct column *columns;
    size_t n;
    bool failed;
};

static struct tp_loc at(const struct load *l, const struct tp_csv_field *f)
{
    return tp_at(l->csv->file, f->line, f->col);
}

static void refuse(struct load *l, const struct tp_csv_field *f, const char *message)
{
    tp_diag(l->ds, TP_D_CSV_INVALID, at(l, f), message);
    l->failed = true;
}

static const char *trimmed(struct tp_arena *a, const char *text)
{
    struct tp_slice t = tp_slice_trim((struct tp_slice){text, strlen(text)});

    return t.len ? tp_strndup(a, t.p, t.len) : "";
}

/* "Sender Name" and "sender_name" are "sender-name". */
static const char *column_name(struct tp_arena *a, const char *text)
{
    char *name = tp_strdup(a, trimmed(a, text));

    for (char *p = name; *p; p++) {
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p + 32);
        if (*p == ' ' || *p == '_')
            *p = '-';
    }
    return name;
}

/* ---- columns ---- */

static const char *const file_names[] = {"file", "source", "stem", "filename", NULL};

/* The column that names the transcriptions: the first of "file", "stem" and "filename", or else
 * "source", which may also say where a document is from. */
static size_t file_column(const struct load *l, const struct tp_csv_record *head)
{
    static const int order[] = {0, 2, 3, 1};

    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t i = 0; i < head->n; i++)
            if (strcmp(column_name(l->a, head->v[i].value), file_names[order[k]]) == 0)
                return i;
    return head->n;
}

static struct column column_of(struct load *l, const struct tp_csv_field *f)
{
    const char *name = column_name(l->a, f->value), *near;
    struct column c = {name, tp_meta_key_of(l->a, name), false};

    if (c.number < TP_META_KEYS) {
        c.key = tp_meta_key_name(c.number);
        c.many = metadata_many(c.number);
    } else if (*name && !tp_meta_title_lang(l->a, name)) {
        near = tp_meta_key_near(name);
        tp_diag(l->ds, TP_D_METADATA_COLUMN, at(l, f), trimmed(l->a, f->value),
                near ? tp_fmt(l->a, "; did you mean '%s'?", near) : "");
    }
    return c;
}

static void read_columns(struct load *l)
{
    const struct tp_csv_record *head = &l->csv->records[0];
    size_t file = file_column(l, head);

    l->n = head->n;
    l->columns = TP_NEW_ARRAY(l->a, head->n, struct column);
    if (file == head->n)
        refuse(l, &head->v[0],
               "no column is named 'file' (or 'source', 'stem'): the first row names the columns, "
               "and one of them the transcription that each row is about");
    for (size_t i = 0; i < head->n; i++) {
        if (i == file)
            continue;
        l->columns[i] = column_of(l, &head->v[i]);
        for (size_t k = 0; k < i; k++)
            if (k != file && !l->columns[i].many && *l->columns[i].key &&
                strcmp(l->columns[k].key, l->columns[i].key) == 0)
                refuse(
                    l, &head->v[i],
                    tp_fmt(l->a, "two columns for '%s', which has one value", l->columns[i].key));
    }
}

/* ---- rows ---- */

static void add_value(struct load *l, struct metadata_row *row, const struct column *c,
                      const struct tp_csv_field *f, struct tp_slice text)
{
    struct metadata_value v = {.key = c->key, .line = f->line, .col = f->col};
    const char *fault;

    text = tp_slice_trim(text);
    if (!text.len)
        return;
    v.value = tp_strndup(l->a, text.p, text.len);
    fault = c->number < TP_META_KEYS ? metadata_wrong(l->a, l->checks, c->number, v.value) : NULL;
    if (fault)
        tp_diag(l->ds, TP_D_METADATA_VALUE, at(l, f), fault);
    TP_PUSH(l->a, &row->values, v);
}

/* Several values are divided by semicolons. */
static void add_field(struct load *l, struct metadata_row *row, const struct column *c,
                      const struct tp_csv_field *f)
{
    for (const char *p = f->value;;) {
        size_t n = c->many ? strcspn(p, ";") : strlen(p);
        add_value(l, row, c, f, (struct tp_slice){p, n});
        if (p[n] == '\0')
            return;
        p += n + 1;
    }
}

static bool is_blank(const struct tp_csv_record *r)
{
    for (size_t i = 0; i < r->n; i++)
        if (tp_slice_trim((struct tp_slice){r->v[i].value, strlen(r->v[i].value)}).len)
            return false;
    return true;
}

static void read_row(struct load *l, const struct tp_csv_record *r, struct metadata_row *row)
{
    const struct tp_csv_field *file = NULL;

    if (r->n > l->n) {
        refuse(l, &r->v[l->n],
               tp_fmt(l->a,
                      "a row of %zu fields, but %zu columns have names; is a field with a "
                      "separator in it not in quotes?",
                      r->n, l->n));
        return;
    }
    if (r->n < l->n)
        tp_diag(l->ds, TP_D_METADATA_SHORT, at(l, &r->v[0]), tp_fmt(l->a, "%zu", r->n),
                tp_fmt(l->a, "%zu", l->n));
    for (size_t i = 0; i < r->n; i++) {
        if (!l->columns[i].key)
            file = &r->v[i];
        else if (*l->columns[i].key)
            add_field(l, row, &l->columns[i], &r->v[i]);
    }
    row->file = file ? trimmed(l->a, file->value) : "";
    if (!*row->file) {
        refuse(l, file ? file : &r->v[0], "a row that names no file");
        return;
    }
    while (strncmp(row->file, "./", 2) == 0)
        row->file += 2;
    row->base = tp_path_base(row->file);
    row->line = file->line;
    row->col = file->col;
}

static int by_base(const void *x, const void *y)
{
    const struct metadata_row *a = x, *b = y;
    int order = strcmp(a->base, b->base);

    return order ? order : a->line < b->line ? -1 : a->line > b->line;
}

static void check_doubled(struct load *l, const struct tp_metadata *m)
{
    for (size_t i = 1; i < m->n; i++) {
        const struct metadata_row *x = &m->rows[i - 1], *y = &m->rows[i];
        if (strcmp(x->file, y->file) == 0) {
            tp_diag(l->ds, TP_D_METADATA_TWICE, tp_at(l->csv->file, y->line, y->col), y->file,
                    tp_fmt(l->a, "%u", (unsigned)x->line));
            l->failed = true;
        }
    }
}

struct tp_metadata *tp_metadata_parse(struct tp_arena *a, const char *file, const char *data,
                                      size_t len, const struct tp_meta_checks *checks,
                                      struct tp_diags *ds)
{
    struct tp_metadata *m = TP_NEW(a, struct tp_metadata);
    struct load l = {.a = a, .checks = checks, .ds = ds};

    m->csv = l.csv = tp_csv_parse(a, file, data, len, ds);
    if (!m->csv)
        return NULL;
    ds->lines = m->csv->lines;
    ds->lines_file = file;
    read_columns(&l);
    m->rows = TP_NEW_ARRAY(a, m->csv->n, struct metadata_row);
    for (size_t i = 1; i < m->csv->n && !l.failed; i++)
        if (!is_blank(&m->csv->records[i]))
            read_row(&l, &m->csv->records[i], &m->rows[m->n++]);
    if (!l.failed && m->n) {
        qsort(m->rows, m->n, sizeof *m->rows, by_base);
        check_doubled(&l, m);
    }
    ds->lines = NULL;
    return l.failed ? NULL : m;
}

struct tp_metadata *tp_metadata_load(struct tp_arena *a, const char *file,
                                     const struct tp_meta_checks *checks, struct tp_diags *ds)
{
    char *data;
    size_t len;

    return tp_read_file(a, file, &data, &len, ds)
               ? tp_metadata_parse(a, tp_strdup(a, file), data, len, checks, ds)
               : NULL;
}

/* ---- which row is a file's ---- */

/* The path is, or ends in, what the table says. */
static bool ends_in(const char *path, size_t n, const char *tail)
{
    size_t k = strlen(tail);

    return k <= n && memcmp(path + n - k, tail, k) == 0 && (k == n || path[n - k - 1] == '/');
}

/* Rows [*FIRST, end) have this base; returns the end. */
static size_t rows_with(const struct tp_metadata *m, const char *base, size_t *first)
{
    size_t low = 0, high = m->n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (strcmp(m->rows[mid].base, base) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    *first = low;
    while (low < m->n && strcmp(m->rows[low].base, base) == 0)
        low++;
    return low;
}

typedef TP_VEC(size_t) numbers;

/* The rows for a file: by its name, and by its name without extension. */
static void rows_of(const struct tp_metadata *m, struct tp_arena *work, const char *file,
                    numbers *out)
{
    const char *base = tp_path_base(file), *stem = tp_path_stem(work, file);
    const char *names[] = {base, stem};
    size_t lengths[] = {strlen(file), strlen(file) - (strlen(base) - strlen(stem))};

    for (size_t k = 0; k < (strcmp(base, stem) == 0 ? 1 : 2); k++) {
        size_t i, end = rows_with(m, names[k], &i);
        for (; i < end; i++)
            if (ends_in(file, lengths[k], m->rows[i].file) ||
                ends_in(m->rows[i].file, strlen(m->rows[i].file),
                        tp_strndup(work, file, lengths[k])))
                TP_PUSH(work, out, i);
    }
}

const struct metadata_row *metadata_row_of(const struct tp_metadata *m, struct tp_arena *work,
                                           const char *file)
{
    numbers found = {0};

    rows_of(m, work, file, &found);
    return found.n ? &m->rows[found.v[0]] : NULL;
}

bool tp_metadata_match(const struct tp_metadata *m, struct tp_arena *work, const char *const *files,
                       size_t n, bool all, struct tp_diags *ds)
{
    bool *used = TP_NEW_ARRAY(work, m->n + 1, bool), ok = true;

    ds->lines = m->csv->lines;
    ds->lines_file = m->csv->file;
    for (size_t i = 0; i < n; i++) {
        numbers found = {0};
        rows_of(m, work, files[i], &found);
        if (!found.n)
            tp_diag(ds, TP_D_METADATA_NO_ROW, tp_in(files[i]), m->csv->file);
        for (size_t k = 0; k < found.n; k++) {
            const struct metadata_row *row = &m->rows[found.v[k]], *first = &m->rows[found.v[0]];
            const struct metadata_row *later = row->line > first->line ? row : first;
            used[found.v[k]] = true;
            if (k == 0)
                continue;
            first = later == row ? first : row;
            tp_diag(ds, TP_D_METADATA_TWICE, tp_at(m->csv->file, later->line, later->col), files[i],
                    tp_fmt(work, "%u", (unsigned)first->line));
            ok = false;
        }
    }
    for (size_t i = 0; all && i < m->n; i++)
        if (!used[i])
            tp_diag(ds, TP_D_METADATA_NO_FILE, tp_at(m->csv->file, m->rows[i].line, m->rows[i].col),
                    m->rows[i].file);
    ds->lines = NULL;
    return ok;
}
