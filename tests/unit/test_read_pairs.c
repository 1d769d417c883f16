/*
 * test_read_pairs.c - every tests/read/NAME.md or NAME.txt is read as NAME.blocks says.
 *
 * With TP_UPDATE=1 the .blocks are written anew: look at the difference before keeping it.
 * TP_TESTS names the folder of tests when it isn't ./tests.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../pipeline/base/file.h"
#include "../../pipeline/read/read.h"

static bool is_source(const char *path, void *arg)
{
    const char *ext = tp_path_ext(path);

    (void)arg;
    return strcmp(ext, ".md") == 0 || strcmp(ext, ".txt") == 0;
}

/* The first line that differs, for the message. */
static void show_difference(const char *want, const char *found)
{
    int line = 1;

    while (*want && *want == *found) {
        line += *want == '\n';
        want++;
        found++;
    }
    print_error("line %d: wanted ...%.80s\nfound ...%.80s\n", line, want, found);
}

static bool check_pair(struct tp_arena *a, const char *path, bool update)
{
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_source *s = tp_source_read(a, path, -1, ds);
    const char *blocks =
        tp_fmt(a, "%.*sblocks", (int)(strlen(path) - strlen(tp_path_ext(path)) + 1), path);
    struct tp_buf found = tp_buf_new(a);
    struct tp_range bad;
    char *want;
    size_t len;

    if (!s || ds->errors) {
        print_error("%s: %s\n", path, ds->first ? ds->first->message : "not read");
        return false;
    }
    if (!tp_source_check(s, &bad)) {
        print_error("%s: bytes %u to %u are not accounted for\n", path, bad.start, bad.end);
        return false;
    }
    tp_source_dump(&found, s);
    if (update)
        return tp_write_file(a, blocks, found.p, found.len, ds);
    if (!tp_read_file(a, blocks, &want, &len, ds)) {
        print_error("%s: can't be read\n", blocks);
        return false;
    }
    if (len == found.len && memcmp(want, found.p, len) == 0)
        return true;
    print_error("%s differs, ", blocks);
    show_difference(want, found.p);
    return false;
}

struct job {
    struct tp_arena *arena;
    size_t n, wrong;
};

static void all_pairs(void *arg)
{
    struct job *j = arg;
    const char *tests = getenv("TP_TESTS"), *update = getenv("TP_UPDATE");
    struct tp_paths paths = {0};
    struct tp_diags *ds = tp_diags_new(j->arena, 0);

    (void)tp_list_files(j->arena, tp_path_join(j->arena, tests ? tests : "tests", "read"),
                        is_source, NULL, &paths, ds);
    for (; j->n < paths.n; j->n++)
        j->wrong += !check_pair(j->arena, paths.v[j->n], update && *update == '1');
}

static void test_pairs(void **state)
{
    struct job j = {tp_arena_new(0), 0, 0};

    (void)state;
    assert_non_null(j.arena);
    assert_true(tp_guard(j.arena, all_pairs, &j));
    tp_arena_free(j.arena);
    assert_true(j.n > 0);
    assert_int_equal(j.wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_pairs)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
