/* What the commands are made of: checksums, jobs, diagnostics gathered from them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../pipeline/base/sha256.h"
#include "../../pipeline/run/jobs.h"

/* The examples of FIPS 180-2, appendix B, and the lengths around the padding's edge. */
static void sha256(void **state)
{
    static const struct {
        const char *text, *digest;
    } cases[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };
    char out[65], *million;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tp_sha256(cases[i].text, strlen(cases[i].text), out);
        assert_string_equal(out, cases[i].digest);
    }
    million = malloc(1000000);
    assert_non_null(million);
    memset(million, 'a', 1000000);
    tp_sha256(million, 1000000, out);
    assert_string_equal(out, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    tp_sha256(million, 55, out);
    assert_string_equal(out, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
    for (size_t piece = 1; piece < 200; piece++) { /* the same, piece by piece */
        struct tp_sha256 s = tp_sha256_new();
        char pieces[TP_SHA256];
        tp_sha256(million, 999, out);
        for (size_t at = 0; at < 999; at += piece)
            tp_sha256_add(&s, million + at, piece < 999 - at ? piece : 999 - at);
        tp_sha256_end(&s, pieces);
        assert_string_equal(out, pieces);
    }
    tp_sha256(million, 64, out);
    assert_string_equal(out, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
    free(million);
}

/* The processor's instructions and ours agree. */
static void sha256_both_ways(void **state)
{
    enum { BLOCKS = 9 };
    tp_sha256_fn *native = tp_sha256_native();
    unsigned char data[64 * BLOCKS];
    uint32_t x = 2463534242;

    (void)state;
    if (!native)
        skip();
    for (unsigned i = 0; i < 1000; i++) {
        uint32_t ours[8], theirs[8];
        for (size_t k = 0; k < sizeof data; k++) {
            x ^= x << 13, x ^= x >> 17, x ^= x << 5; /* xorshift32 (Marsaglia, 2003) */
            data[k] = (unsigned char)(x >> 24);
        }
        memcpy(ours, data + 1, sizeof ours);
        memcpy(theirs, ours, sizeof ours);
        tp_sha256_plain(ours, data, i % BLOCKS);
        native(theirs, data, i % BLOCKS);
        assert_memory_equal(ours, theirs, sizeof ours);
    }
}

enum { DOCUMENTS = 100 };

struct counted {
    struct tp_arena *a;
    unsigned threads;
    size_t next; /* the document whose turn it is */
    size_t errors, exhausted;
    struct tp_job *job;
};

static const char *name(void *arg, size_t i)
{
    (void)arg, (void)i;
    return "document";
}

/* Every seventh document has a fault, every tenth takes more memory than it may. */
static void work(void *arg, size_t i, struct tp_arena *work_arena, struct tp_diags *ds,
                 struct tp_job *job)
{
    (void)arg, (void)job;
    if (i % 7 == 0)
        tp_diag(ds, TP_D_INVALID, tp_at("document", i + 1, 1), "fault");
    memset(tp_alloc(work_arena, 1000), 1, 1000);
    if (i % 10 == 0)
        (void)tp_alloc(work_arena, 1 << 22);
}

static void done(void *arg, size_t i, struct tp_job *job)
{
    struct counted *c = arg;

    assert_int_equal(i, c->next++);
    c->errors += job->diags->errors;
    c->exhausted += job->exhausted;
    if (i % 7 == 0) /* also of a document that ran out of memory later */
        assert_int_equal(job->diags->first->loc.line, i + 1);
}

static void run(void *arg)
{
    struct counted *c = arg;
    struct tp_jobs jobs = {.n = DOCUMENTS,
                           .threads = c->threads,
                           .limit = 1 << 20,
                           .arg = c,
                           .name = name,
                           .work = work,
                           .done = done};

    c->job = tp_jobs_new(c->a, DOCUMENTS, 0, NULL);
    tp_jobs_run(c->a, &jobs, c->job);
    c->next = 0;
    tp_jobs_run(c->a, &jobs, c->job); /* once more: what is kept is added to */
}

static void jobs_in_order(void **state)
{
    static const unsigned threads[] = {1, 2, 7, 1000};

    (void)state;
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
        struct counted c = {.a = tp_arena_new(0), .threads = threads[i]};
        assert_true(tp_guard(c.a, run, &c));
        assert_int_equal(c.next, DOCUMENTS);
        assert_int_equal(c.errors, 3 * (15 + 10)); /* the second time, those of the first as well */
        assert_int_equal(c.exhausted, 20);
        tp_arena_free(c.a);
    }
}

static void no_documents_body(void *arg)
{
    struct tp_jobs jobs = {.n = 0, .threads = 4, .arg = arg, .name = name, .work = work};

    tp_jobs_run(arg, &jobs, tp_jobs_new(arg, 0, 0, NULL));
}

static void no_documents(void **state)
{
    struct tp_arena *a = tp_arena_new(0);

    (void)state;
    assert_true(tp_guard(a, no_documents_body, a));
    tp_arena_free(a);
}

static void append_body(void *arg)
{
    struct tp_arena *a = arg, *work_arena = tp_arena_sub(a);
    struct tp_diags *kept = tp_diags_new(a, 3), *ds = tp_diags_new(work_arena, 3);
    struct tp_diag *d = NULL;
    size_t n = 0;

    for (int i = 0; i < 2; i++) {
        d = tp_diag(ds, TP_D_INVALID, tp_at("f", 1, 1), "m");
        d->path = tp_strdup(work_arena, "/p");
        tp_diag(ds, TP_D_CONVERTED, tp_in("f"), "a", "b");
    }
    tp_diags_append(kept, ds);
    tp_diags_append(kept, ds);
    tp_arena_free(work_arena);
    assert_int_equal(kept->errors, 4);
    assert_int_equal(kept->warnings, 4);
    assert_int_equal(kept->status, TP_INVALID);
    for (d = kept->first; d; d = d->next) {
        assert_string_equal(d->loc.file, "f");
        n += d->severity == TP_ERROR;
        if (d->severity == TP_ERROR)
            assert_string_equal(d->path, "/p");
    }
    assert_int_equal(n, 3);
}

static void append(void **state)
{
    struct tp_arena *a = tp_arena_new(0);

    (void)state;
    assert_true(tp_guard(a, append_body, a));
    tp_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256),        cmocka_unit_test(sha256_both_ways),
        cmocka_unit_test(jobs_in_order), cmocka_unit_test(no_documents),
        cmocka_unit_test(append),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
