/*
 * fuzz_date.c - any bytes through the recogniser of dates. What it finds must lie in the text, in
 * order, on whole characters, and every value must be a day or time that there is.
 *
 * The first byte chooses the language, the document's date and the order of figures.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/encode/date.h"

static struct {
    struct tp_arena *arena;
    const struct tp_date_tables *tables;
} shared;

struct input {
    struct tp_arena *arena;
    const char *text;
    uint32_t len;
    unsigned choice;
};

static void load(void *arg)
{
    (void)arg;
    shared.tables = tp_date_tables_new(shared.arena, tp_diags_new(shared.arena, 20));
    if (!shared.tables)
        abort();
}

/* The number of the N figures at *P, which goes on behind them. */
static int figures(const char **p, int n)
{
    int value = 0;

    for (; n > 0; n--, ++*p) {
        if (**p < '0' || **p > '9')
            abort();
        value = value * 10 + (**p - '0');
    }
    return value;
}

static void check_time(const char *p)
{
    int hour = figures(&p, 2), minute, second;

    if (*p++ != ':')
        abort();
    minute = figures(&p, 2);
    if (*p++ != ':')
        abort();
    second = figures(&p, 2);
    if (hour > 23 || minute > 59 || second > 59)
        abort();
    if (*p == '+' || *p == '-') {
        p++;
        hour = figures(&p, 2);
        if (hour > 14 || *p++ != ':' || figures(&p, 2) > 59)
            abort();
    } else if (*p == 'Z') {
        p++;
    }
    if (*p)
        abort();
}

/* 1950, 1950-01, 1950-01-25, --01, --01-25, 17:00:00, 1950-01-25T17:00:00Z; nothing else. */
static void check_value(const char *p)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = 0, month, day;

    if (!p)
        return;
    if (strlen(p) >= 8 && p[2] == ':') {
        check_time(p);
        return;
    }
    if (*p == '-')
        p++;
    else
        year = figures(&p, 4);
    if (!*p)
        return;
    if (*p++ != '-')
        abort();
    month = figures(&p, 2);
    if (month < 1 || month > 12)
        abort();
    if (!*p)
        return;
    if (*p++ != '-')
        abort();
    day = figures(&p, 2);
    if (day < 1 || day > days[month - 1] ||
        (month == 2 && day == 29 && year && (year % 4 || (year % 100 == 0 && year % 400))))
        abort();
    if (*p == 'T')
        check_time(p + 1);
    else if (*p)
        abort();
}

static void check(const struct input *in, const struct tp_date *d)
{
    if (d->start >= d->end || d->end > in->len ||
        ((unsigned char)in->text[d->start] & 0xC0) == 0x80 ||
        (d->end < in->len && ((unsigned char)in->text[d->end] & 0xC0) == 0x80 &&
         (unsigned char)in->text[d->end - 1] >= 0xC0))
        abort();
    if (!d->when && !d->from && !d->to && !d->not_before && !d->not_after)
        abort();
    check_value(d->when);
    check_value(d->from);
    check_value(d->to);
    check_value(d->not_before);
    check_value(d->not_after);
}

static void scan(void *arg)
{
    static const char *const langs[] = {"en", "ru", "zh-Hans", "fr", "de", "pl", "ja", NULL};
    const struct input *in = arg;
    const char *lang = langs[in->choice % 8];
    struct tp_date_context ctx = {.tables = shared.tables};
    struct tp_date_habit habit = {0};
    struct tp_dates found = {0};
    struct tp_annos annos = {0};
    struct tp_date_problems problems = {0};
    struct tp_date whole;
    uint32_t last = 0;

    if (in->choice & 8)
        ctx.reference = (struct tp_day){1950, 2, 28};
    if (in->choice & 16)
        ctx.reference = (struct tp_day){1904, 0, 0};
    if (in->choice & 32)
        ctx.order = in->choice & 64 ? TP_ORDER_DMY : TP_ORDER_MDY;
    tp_date_habit_feed(in->arena, &ctx, &habit, in->text, in->len);
    ctx.century = tp_date_habit_century(&habit);
    tp_dates_scan(in->arena, &ctx, in->text, in->len, lang, &found);
    for (size_t i = 0; i < found.n; i++) {
        if (found.v[i].start < last)
            abort();
        last = found.v[i].end;
        check(in, &found.v[i]);
    }
    tp_dates_pass(in->arena, &ctx, in->text, in->len, lang, &annos, &problems);
    if (annos.n != found.n)
        abort();
    for (size_t i = 0; i < problems.n; i++)
        if (problems.v[i].start >= problems.v[i].end || problems.v[i].end > in->len)
            abort();
    if (tp_date_parse(in->arena, &ctx, in->text, in->len, lang, &whole))
        check(in, &whole);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    shared.arena = tp_arena_new(0);
    if (!shared.arena || !tp_guard(shared.arena, load, NULL))
        abort();
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input in = {.arena = tp_arena_new((size_t)512 << 20)};

    if (!in.arena)
        return 0;
    if (size > 0) {
        /* A copy of just that size: one byte too far is seen. */
        char *text = malloc(size > 1 ? size - 1 : 1);
        if (text) {
            memcpy(text, data + 1, size - 1);
            in.text = text;
            in.len = (uint32_t)(size - 1);
            in.choice = data[0];
            if (!tp_guard(in.arena, scan, &in))
                (void)fprintf(stderr, "out of memory\n");
            free(text);
        }
    }
    tp_arena_free(in.arena);
    return 0;
}
