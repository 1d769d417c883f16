/* What a build remembers (pipeline/run/store.h), and values as bytes (pipeline/base/pack.h). */
#define _XOPEN_SOURCE 700 /* nftw() */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../pipeline/base/file.h"
#include "../../pipeline/base/pack.h"
#include "../../pipeline/run/seen.h"
#include "../../pipeline/run/store.h"
#include "guard.h"

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st;
    (void)kind;
    (void)at;
    return remove(path);
}

static void remove_all(void *folder)
{
    (void)nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* A folder of its own, with the output folder in it. */
static const char *place(struct tp_arena *a)
{
    char name[] = "/tmp/teipipe-store-XXXXXX";

    char *folder;

    assert_non_null(mkdtemp(name));
    folder = tp_strdup(a, name);
    tp_defer(a, remove_all, folder);
    return tp_path_join(a, folder, "out");
}

static struct tp_store *open_store(struct tp_arena *a, const char *output, enum tp_store_mode mode,
                                   struct tp_diags *ds)
{
    return tp_store_open(a, output, "program", mode, ds);
}

static struct tp_slice slice(const char *s)
{
    return (struct tp_slice){s, strlen(s)};
}

static bool holds(const struct tp_store *s, const char *name, const char *text)
{
    struct tp_slice got = tp_store_get(s, name).bytes;

    return text ? got.p && got.len == strlen(text) && memcmp(got.p, text, got.len) == 0 : !got.p;
}

/* Records are read where they were written, in a log that has grown since it was opened. */
static void check_there(struct tp_arena *a)
{
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_store *s = open_store(a, place(a), TP_STORE_WRITE, ds);

    assert_non_null(s);
    for (size_t i = 0; i < 200; i++) {
        char *text = tp_alloc(a, 10000 + i);
        struct tp_slice there = {text, 10000 + i};
        uint64_t check;
        memset(text, (int)('a' + i % 26), there.len);
        assert_true(tp_store_put_there(s, "long", &there, &check));
        assert_ptr_not_equal(there.p, text);
        assert_memory_equal(there.p, text, there.len);
        assert_true(check == tp_store_put(s, "long", (struct tp_slice){text, there.len}));
    }
    assert_true(tp_store_close(s, ds));
    assert_null(ds->first);
}

static void put_some(struct tp_arena *a, const char *output)
{
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_store *s = open_store(a, output, TP_STORE_WRITE, ds);

    assert_non_null(s);
    tp_store_put(s, "one", slice("first"));
    tp_store_put(s, "two", slice("second"));
    tp_store_put(s, "one", slice("third"));
    tp_store_put(s, "three", slice(""));
    tp_store_drop(s, "two");
    assert_true(tp_store_close(s, ds));
    assert_null(ds->first);
}

static void check_latest(struct tp_arena *a)
{
    const char *output = place(a);
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_store *s;
    const char **names;
    size_t n;

    assert_false(tp_store_exists(a, output));
    s = open_store(a, output, TP_STORE_READ, ds); /* of nothing */
    assert_non_null(s);
    assert_true(holds(s, "one", NULL));
    assert_false(tp_store_exists(a, output));
    put_some(a, output);
    assert_true(tp_store_exists(a, output));
    s = open_store(a, output, TP_STORE_WRITE, ds);
    assert_true(holds(s, "one", "third") && holds(s, "two", NULL) && holds(s, "four", NULL));
    assert_non_null(tp_store_get(s, "three").bytes.p);
    assert_false(tp_store_restarted(s));
    tp_store_names(s, 't', a, &names, &n);
    assert_int_equal(n, 1);
    assert_string_equal(names[0], "three");
    assert_null(open_store(a, output, TP_STORE_WRITE, ds)); /* S has it */
    assert_int_equal(ds->first->code, TP_D_BUILD_LOCKED);
    assert_true(tp_store_close(s, ds));
    s = tp_store_open(a, output, "another program", TP_STORE_READ, ds);
    assert_true(holds(s, "one", NULL));
}

static const char *log_of(struct tp_arena *a, const char *output)
{
    return tp_fmt(a, "%s/.out.teipipe/state", tp_path_dir(a, output));
}

/* Cut short anywhere: what was whole is there, in the state of that time, and nothing is said. */
static void check_cut(struct tp_arena *a)
{
    const char *output = place(a), *file;
    struct tp_diags *ds = tp_diags_new(a, 0);
    char *data;
    size_t len, seen = 0;

    put_some(a, output);
    file = log_of(a, output);
    assert_true(tp_read_file(a, file, &data, &len, ds));
    for (size_t cut = len; cut-- > 0;) {
        struct tp_arena *one = tp_arena_sub(a);
        struct tp_store *s;
        assert_true(tp_write_file(one, file, data, cut, ds));
        s = open_store(one, output, TP_STORE_WRITE, ds);
        assert_non_null(s);
        assert_true(holds(s, "one", "third") || holds(s, "one", "first") || holds(s, "one", NULL));
        seen += holds(s, "two", "second");
        tp_store_put(s, "more", slice("x"));
        assert_true(tp_store_close(s, ds));
        s = open_store(one, output, TP_STORE_READ, ds);
        assert_true(holds(s, "more", "x"));
        tp_arena_free(one);
    }
    assert_true(seen > 20);
    assert_null(ds->first);
}

/* A bit is wrong anywhere: nothing is believed that wasn't written. */
static void check_damage(struct tp_arena *a)
{
    const char *output = place(a), *file;
    struct tp_diags *ds = tp_diags_new(a, 0);
    size_t len, noticed = 0;
    char *data;

    put_some(a, output);
    file = log_of(a, output);
    assert_true(tp_read_file(a, file, &data, &len, ds));
    for (size_t i = 0; i < len; i++) {
        struct tp_arena *one = tp_arena_sub(a);
        struct tp_diags *said = tp_diags_new(one, 0);
        struct tp_store *s;
        data[i] = (char)(data[i] ^ 1 << i % 8);
        assert_true(tp_write_file(one, file, data, len, ds));
        s = open_store(one, output, TP_STORE_WRITE, said);
        assert_non_null(s);
        assert_true(holds(s, "one", "third") || holds(s, "one", "first") || holds(s, "one", NULL));
        assert_true(holds(s, "two", NULL) || holds(s, "two", "second"));
        noticed += said->first != NULL;
        data[i] = (char)(data[i] ^ 1 << i % 8);
        tp_arena_free(one);
    }
    assert_true(noticed > len / 2);
}

/* Written again and again, the log doesn't grow without end. */
static void check_tidy(struct tp_arena *a)
{
    const char *output = place(a);
    struct tp_diags *ds = tp_diags_new(a, 0);
    char *large = tp_alloc(a, 100001);
    struct stat st;

    memset(large, 'x', 100000);
    for (int round = 0; round < 20; round++) {
        struct tp_store *s = open_store(a, output, TP_STORE_WRITE, ds);
        for (int i = 0; i < 5; i++)
            tp_store_put(s, "large", slice(large));
        tp_store_put(s, "small", slice("y"));
        assert_true(tp_store_close(s, ds));
        assert_int_equal(stat(log_of(a, output), &st), 0);
        assert_true(st.st_size < 3000000);
        s = open_store(a, output, TP_STORE_READ, ds);
        assert_true(holds(s, "large", large) && holds(s, "small", "y"));
        assert_true(tp_store_close(s, ds));
    }
}

/* Numbers, strings and diagnostics come back as they were; cut short, they are refused. */
static void check_pack(struct tp_arena *a)
{
    static const uint64_t numbers[] = {0, 1, 127, 128, 16384, UINT32_MAX, UINT64_MAX};
    struct tp_buf b = tp_buf_new(a);
    struct tp_diags *ds = tp_diags_new(a, 0), *back = tp_diags_new(a, 0);
    struct tp_unpack u;

    tp_diag(ds, TP_D_USAGE, tp_at("file", 3, 4), "wrong")->path = "/TEI[1]";
    tp_diag(ds, TP_D_STALE_CHANGED, tp_in(NULL), NULL);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        tp_pack_number(&b, numbers[i]);
    tp_pack_string(&b, NULL);
    tp_pack_string(&b, "");
    tp_pack_string(&b, "Wörter");
    tp_pack_diags(&b, ds);
    u = tp_unpack_new((struct tp_slice){b.p, b.len});
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        assert_true(tp_unpack_number(&u) == numbers[i]);
    assert_null(tp_unpack_string(&u));
    assert_string_equal(tp_unpack_string(&u), "");
    assert_string_equal(tp_unpack_string(&u), "Wörter");
    tp_unpack_diags(&u, back, NULL);
    assert_false(u.bad);
    assert_int_equal(back->errors, 1);
    assert_int_equal(back->warnings, 1);
    assert_int_equal(back->status, ds->status);
    assert_string_equal(back->first->message, "wrong");
    assert_string_equal(back->first->path, "/TEI[1]");
    assert_int_equal(back->first->loc.line, 3);
    for (size_t cut = 0; cut < b.len; cut++) {
        u = tp_unpack_new((struct tp_slice){b.p, cut});
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
            (void)tp_unpack_number(&u);
        for (int i = 0; i < 3; i++)
            (void)tp_unpack_string(&u);
        tp_unpack_diags(&u, tp_diags_new(a, 0), NULL);
        assert_true(u.bad);
    }
}

static void check_seen(struct tp_arena *a)
{
    const char *output = place(a), *file = tp_path_join(a, tp_path_dir(a, output), "f");
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_seen first, now, back;
    struct tp_buf b = tp_buf_new(a);
    struct tp_unpack u;

    assert_int_equal(tp_see(a, file, NULL, false, &first), TP_SEEN_OTHER);
    assert_int_equal(tp_see(a, file, &first, false, &now), TP_SEEN_SAME); /* still not there */
    assert_true(tp_write_file(a, file, "abc", 3, ds));
    assert_int_equal(tp_see(a, file, &first, false, &now), TP_SEEN_OTHER);
    first = now;
    assert_false(first.sure); /* it was written just now */
    assert_int_equal(tp_see(a, file, &first, false, &now), TP_SEEN_TOUCHED);
    first.sure = true;
    assert_int_equal(tp_see(a, file, &first, false, &now), TP_SEEN_SAME);
    assert_int_equal(tp_see(a, file, &first, true, &now), TP_SEEN_SAME);
    tp_seen_pack(&b, &first);
    u = tp_unpack_new((struct tp_slice){b.p, b.len});
    tp_seen_unpack(&u, &back);
    assert_false(u.bad);
    assert_int_equal(tp_see(a, file, &back, false, &now), TP_SEEN_SAME);
    assert_true(tp_write_file(a, file, "abd", 3, ds)); /* another inode */
    assert_int_equal(tp_see(a, file, &first, false, &now), TP_SEEN_OTHER);
    assert_int_equal(unlink(file), 0);
    assert_int_equal(tp_see(a, file, &first, false, &now), TP_SEEN_OTHER);
}

#define TEST(name)                                                                                 \
    static void test_##name(void **state)                                                          \
    {                                                                                              \
        (void)state;                                                                               \
        guarded(check_##name);                                                                     \
    }
TEST(latest)
TEST(cut)
TEST(damage)
TEST(tidy)
TEST(there)
TEST(pack)
TEST(seen)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_latest), cmocka_unit_test(test_cut),  cmocka_unit_test(test_damage),
        cmocka_unit_test(test_tidy),   cmocka_unit_test(test_pack), cmocka_unit_test(test_seen),
        cmocka_unit_test(test_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
