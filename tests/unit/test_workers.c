/* test_workers.c - jobs in processes: what crashes, hangs or eats memory costs itself alone. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, usleep() */

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../pipeline/run/jobs.h"

enum { DOCUMENTS = 60, MEMORY = 256 << 20 };

/* What a document does in the first pass. */
enum deed { GOOD, CRASH, ABORT, HANG, SLEEP, EAT, EXHAUST, LEAVE, KILLED };

static const struct {
    size_t i;
    enum deed deed;
    enum tp_code code;
    const char *words;
} deeds[] = {
    {0, CRASH, TP_D_WORKER_DIED, "signal 11"},
    {1, CRASH, TP_D_WORKER_DIED, "signal 11"},
    {7, ABORT, TP_D_WORKER_DIED, "signal 6"},
    {12, HANG, TP_D_TIME_LIMIT, "more than 1 seconds"},
    {20, EAT, TP_D_WORKER_DIED, "signal 6"},
    {30, EXHAUST, TP_D_OUT_OF_MEMORY, "memory"},
    {40, LEAVE, TP_D_WORKER_DIED, "before it was done"},
    {50, KILLED, TP_D_WORKER_DIED, "killed by the system"},
    {DOCUMENTS - 1, CRASH, TP_D_WORKER_DIED, "signal 11"},
};

enum { DEEDS = sizeof deeds / sizeof *deeds };

struct result {
    size_t first, second; /* what each pass leaves */
    const char *text;
};

struct test {
    struct tp_arena *a;
    struct tp_apart apart;
    struct tp_job *job;
    struct result *results;
    unsigned processes;
    size_t next, pass;
    bool all_good;
};

static size_t deed_of(const struct test *t, size_t i)
{
    size_t k = 0;

    while (k < DEEDS && (t->all_good || deeds[k].i != i))
        k++;
    return k;
}

static const char *name(void *arg, size_t i)
{
    (void)arg;
    return i % 2 ? "odd" : "even";
}

/* Memory is asked for until there is none, as ICU or libxml2 would, and then it can't be gone on.
 */
static void eat(void)
{
    enum { PIECE = 1 << 20 };

    for (;;) {
        char *p = malloc(PIECE);
        if (!p)
            abort();
        memset(p, 1, PIECE);
    }
}

static void do_deed(enum deed deed, struct tp_arena *work)
{
    static volatile uint64_t turns;

    switch (deed) {
    case CRASH:
        (void)signal(SIGSEGV, SIG_DFL); /* the sanitizer, and cmocka, have their own ideas */
        (void)raise(SIGSEGV);
        break;
    case EAT:
        (void)signal(SIGABRT, SIG_DFL);
        eat();
        break;
    case ABORT:
        (void)signal(SIGABRT, SIG_DFL);
        abort();
    case HANG:
        for (;;)
            turns++;
    case EXHAUST:
        (void)tp_alloc(work, (size_t)64 << 20);
        break;
    case LEAVE:
        _exit(0);
    case KILLED:
        (void)raise(SIGKILL);
        break;
    default:
        break;
    }
}

static void work(void *arg, size_t i, struct tp_arena *work_arena, struct tp_diags *ds,
                 struct tp_job *job)
{
    struct test *t = arg;
    struct result *r = &t->results[i];
    size_t k = deed_of(t, i);

    tp_diag(ds, TP_D_INVALID, tp_at(name(arg, i), t->pass, 1), "fault");
    if (t->pass == 2) {
        r->second = r->first + 1;
        return;
    }
    r->text = tp_fmt(job->kept, "document %zu", i);
    r->first = i;
    tp_diag(job->diags, TP_D_INVALID, tp_at(name(arg, i), t->pass, 2), "fault");
    if (k < DEEDS)
        do_deed(deeds[k].deed, work_arena);
}

static void done(void *arg, size_t i, struct tp_job *job)
{
    struct test *t = arg;
    size_t k = deed_of(t, i);
    const struct tp_diag *last = job->diags->first;

    assert_int_equal(i, t->next++);
    while (last && last->next)
        last = last->next;
    assert_non_null(last);
    if (t->pass == 1 && k < DEEDS) {
        assert_true(job->exhausted);
        assert_int_equal(last->code, deeds[k].code);
        if (!strstr(last->message, deeds[k].words))
            print_error("%zu: %s\n", i, last->message);
        assert_non_null(strstr(last->message, deeds[k].words));
        assert_string_equal(last->loc.file, name(arg, i));
        if (deeds[k].deed != EXHAUST) { /* as if it had never begun */
            assert_int_equal(job->diags->errors, 1);
            assert_null(t->results[i].text);
        }
    } else if (t->pass == 1) {
        char text[32];
        (void)snprintf(text, sizeof text, "document %zu", i);
        assert_int_equal(job->diags->errors, 2);
        assert_string_equal(t->results[i].text, text);
        assert_int_equal(t->results[i].first, i);
    } else {
        assert_int_equal(last->loc.line, 2);
        assert_int_equal(job->diags->errors,
                         k < DEEDS && deeds[k].deed != EXHAUST ? 2 : 3 + (k < DEEDS));
        assert_int_equal(t->results[i].second, t->results[i].first + 1);
    }
}

static void passes(void *arg)
{
    struct test *t = arg;
    struct tp_jobs jobs = {.n = DOCUMENTS,
                           .threads = t->processes,
                           .apart = &t->apart,
                           .limit = 32 << 20,
                           .arg = t,
                           .name = name,
                           .work = work,
                           .done = done};

    t->job = tp_jobs_new(t->a, DOCUMENTS, 0, t->apart.memory);
    t->results = tp_jobs_slots(t->a, &t->apart, DOCUMENTS, sizeof *t->results);
    for (t->pass = 1; t->pass <= 2; t->pass++) {
        t->next = 0;
        tp_jobs_run(t->a, &jobs, t->job);
        assert_int_equal(t->next, DOCUMENTS);
    }
}

static void run_with(unsigned processes, bool all_good)
{
    struct test t = {.a = tp_arena_new(0),
                     .apart = {.memory = tp_shared_new(MEMORY), .seconds = 1, .bytes = 200 << 20},
                     .processes = processes,
                     .all_good = all_good};

    assert_non_null(t.apart.memory);
    assert_true(tp_guard(t.a, passes, &t));
    tp_arena_free(t.a);
    tp_shared_free(t.apart.memory);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* nobody is left behind */
}

static void test_deeds(void **state)
{
    (void)state;
    run_with(1, false);
    run_with(3, false);
}

static void test_good(void **state)
{
    (void)state;
    run_with(1, true);
    run_with(4, true);
    run_with(1000, true);
}

/* ---- arenas in shared memory ---- */

static void fill(void *arg)
{
    struct tp_arena *a = arg, *sub = tp_arena_sub(a);
    TP_VEC(size_t) v = {0};

    for (size_t i = 0; i < 100000; i++) /* grows past a chunk, and large blocks move */
        TP_PUSH(a, &v, i);
    for (size_t i = 0; i < v.n; i++)
        assert_int_equal(v.v[i], i);
    assert_string_equal(tp_fmt(sub, "%d", 5), "5");
    tp_arena_free(sub);
    for (;;)
        (void)tp_alloc(a, 100000);
}

static void test_shared_arena(void **state)
{
    struct tp_shared *memory = tp_shared_new(16 << 20);
    struct tp_arena *a = tp_arena_new_shared(memory);

    (void)state;
    assert_non_null(a);
    assert_false(tp_guard(a, fill, a)); /* until there is no more */
    assert_null(tp_shared_alloc(memory, 1 << 20));
    assert_null(tp_shared_alloc(memory, SIZE_MAX));
    tp_arena_free(a);
    tp_shared_free(memory);
    tp_shared_free(NULL);
}

static void test_lending(void **state)
{
    enum { BLOCKS = 300 };
    static char *blocks[BLOCKS];
    struct tp_shared *memory = tp_shared_new(4 << 20);
    size_t rounds = 0;

    (void)state;
    assert_non_null(memory);
    for (; rounds < 100; rounds++) { /* far more in all than there is */
        for (size_t i = 0; i < BLOCKS; i++) {
            size_t size = 1 + i * 37 % 9000;
            blocks[i] = tp_shared_lend(memory, size);
            assert_non_null(blocks[i]);
            memset(blocks[i], (int)(i & 127), size);
        }
        for (size_t i = 0; i < BLOCKS; i++) {
            size_t size = 1 + i * 37 % 9000;
            for (size_t k = 0; k < size; k++)
                assert_int_equal(blocks[i][k], (int)(i & 127));
            tp_shared_return(memory, blocks[i], size);
        }
    }
    assert_null(tp_shared_lend(memory, 8 << 20));
    tp_shared_free(memory);
}

/* Processes that borrow and give back at once never get the same block. */
static void test_lending_at_once(void **state)
{
    enum { CHILDREN = 4, ROUNDS = 20000, SIZE = 2000 };
    struct tp_shared *memory = tp_shared_new(1 << 20);

    (void)state;
    assert_non_null(memory);
    for (int c = 0; c < CHILDREN; c++) {
        pid_t pid = fork();
        assert_true(pid >= 0);
        if (pid == 0) {
            for (int i = 0; i < ROUNDS; i++) {
                char *p = tp_shared_lend(memory, SIZE);
                if (!p)
                    _exit(1);
                memset(p, c + 1, SIZE);
                for (size_t k = 0; k < SIZE; k++)
                    if (p[k] != c + 1)
                        _exit(2);
                tp_shared_return(memory, p, SIZE);
            }
            _exit(0);
        }
    }
    for (int c = 0; c < CHILDREN; c++) {
        int status = -1;
        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
    }
    tp_shared_free(memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_deeds),           cmocka_unit_test(test_good),
        cmocka_unit_test(test_shared_arena),    cmocka_unit_test(test_lending),
        cmocka_unit_test(test_lending_at_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
