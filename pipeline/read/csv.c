#include "csv.h"

#include <string.h>

#include "read.h"

struct scan {
    struct tp_arena *a;
    struct tp_csv *out;
    struct tp_slice text;
    size_t at;
    uint32_t line, col; /* of AT */
    struct tp_diags *ds;
    struct tp_buf value;
};

static bool at_end(const struct scan *s)
{
    return s->at >= s->text.len;
}

static char here(const struct scan *s)
{
    return s->text.p[s->at]; /* NUL behind the last */
}

static void step(struct scan *s)
{
    s->at++;
    if (s->text.p[s->at - 1] == '\n') {
        s->line++;
        s->col = 1;
    } else if (((unsigned char)here(s) & 0xC0) != 0x80) {
        s->col++; /* the character that was begun before ends here */
    }
}

static bool wrong(const struct scan *s, uint32_t line, uint32_t col, const char *message)
{
    tp_diag(s->ds, TP_D_CSV_INVALID, tp_at(s->out->file, line, col), message);
    return false;
}

/* ---- the separator ---- */

static const char separators[] = ",;\t";

/* "sep=;" alone on the first line. */
static bool told_separator(struct scan *s)
{
    if (s->text.len < 5 || memcmp(s->text.p, "sep=", 4) != 0 || !strchr(separators, s->text.p[4]) ||
        (s->text.len > 5 && s->text.p[5] != '\n'))
        return false;
    s->out->separator = s->text.p[4];
    while (!at_end(s) && s->line == 1)
        step(s);
    return true;
}

static char likely_separator(struct tp_slice text)
{
    size_t count[sizeof separators - 1] = {0}, best = 0;
    size_t from = 0;
    bool quoted = false;

    while (from < text.len && text.p[from] == '\n')
        from++;
    for (size_t i = from; i < text.len && (quoted || text.p[i] != '\n'); i++) {
        const char *which = text.p[i] ? strchr(separators, text.p[i]) : NULL;
        quoted ^= text.p[i] == '"';
        if (which && !quoted)
            count[which - separators]++;
    }
    for (size_t i = 1; i < sizeof count / sizeof *count; i++)
        if (count[i] > count[best])
            best = i;
    return separators[best];
}

/* ---- fields ---- */

static bool ends_field(const struct scan *s)
{
    return at_end(s) || here(s) == s->out->separator || here(s) == '\n';
}

/* From the opening quote; false after a complaint. */
static bool quoted_field(struct scan *s)
{
    uint32_t line = s->line, col = s->col;

    step(s);
    for (;; step(s)) {
        if (at_end(s))
            return wrong(s, line, col, "the quotation mark that begins here has no end");
        if (here(s) == '"') {
            step(s);
            if (here(s) != '"' || at_end(s))
                break;
        }
        tp_buf_char(&s->value, here(s));
    }
    if (!ends_field(s))
        return wrong(
            s, s->line, s->col,
            "text behind the quotation mark that ends a field; inside a field in quotes, a "
            "quotation mark is written twice");
    return true;
}

static bool plain_field(struct scan *s)
{
    for (; !ends_field(s); step(s)) {
        if (here(s) == '"')
            return wrong(s, s->line, s->col,
                         "a quotation mark inside a field: put the whole field in quotes, from its "
                         "first character on, and write this one twice");
        tp_buf_char(&s->value, here(s));
    }
    return true;
}

static bool record(struct scan *s, struct tp_csv_record *out)
{
    size_t cap = 0;

    *out = (struct tp_csv_record){0};
    for (;;) {
        struct tp_csv_field f = {.line = s->line, .col = s->col};
        s->value = tp_buf_new(s->a);
        if (!(here(s) == '"' && !at_end(s) ? quoted_field(s) : plain_field(s)))
            return false;
        f.value = s->value.len ? s->value.p : "";
        if (out->n == TP_CSV_COLUMNS)
            return wrong(s, f.line, f.col, "a row of more than 512 fields");
        if (out->n == cap)
            out->v = tp_vec_grow(s->a, out->v, &cap, sizeof *out->v);
        out->v[out->n++] = f;
        if (at_end(s) || here(s) == '\n')
            break;
        step(s);
    }
    if (!at_end(s))
        step(s);
    return true;
}

struct tp_csv *tp_csv_parse(struct tp_arena *a, const char *file, const char *data, size_t len,
                            struct tp_diags *ds)
{
    struct tp_csv *out = TP_NEW(a, struct tp_csv);
    struct scan s = {.a = a, .out = out, .line = 1, .col = 1, .ds = ds};
    TP_VEC(struct tp_csv_record) records = {0};

    out->file = file;
    if (len == 0) {
        tp_diag(ds, TP_D_CSV_INVALID, tp_in(file), "it is empty");
        return NULL;
    }
    if (!tp_decode(a, file, data, len, &s.text, ds))
        return NULL;
    out->lines = tp_lines_new(a, s.text.p, s.text.len);
    if (!told_separator(&s))
        out->separator = likely_separator(s.text);
    while (!at_end(&s)) {
        struct tp_csv_record r;
        if (here(&s) == '\n') {
            step(&s);
            continue;
        }
        if (records.n == TP_CSV_RECORDS) {
            (void)wrong(&s, s.line, s.col, "more than a million rows");
            return NULL;
        }
        if (!record(&s, &r))
            return NULL;
        TP_PUSH(a, &records, r);
    }
    out->records = records.v;
    out->n = records.n;
    if (out->n)
        return out;
    tp_diag(ds, TP_D_CSV_INVALID, tp_in(file), "it has no rows");
    return NULL;
}
