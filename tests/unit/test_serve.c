/* The server of an edition's pages, and the watch over its folders. */
#define _XOPEN_SOURCE 700 /* mkdtemp() */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../pipeline/base/file.h"
#include "../../pipeline/serve/server.h"
#include "../../pipeline/serve/watch.h"
#include "guard.h"

/* ---- a folder to work in ---- */

static const char *folder(struct tp_arena *a)
{
    const char *tmp = getenv("TMPDIR");
    char *dir = tp_fmt(a, "%s/teipipe-serve.XXXXXX", tmp ? tmp : "/tmp");

    assert_non_null(mkdtemp(dir));
    return dir;
}

static const char *put(struct tp_arena *a, const char *dir, const char *name, const char *text)
{
    const char *path = tp_path_join(a, dir, name);

    assert_true(tp_write_file(a, path, text, strlen(text), tp_diags_new(a, 0)));
    return path;
}

static void remove_all(struct tp_arena *a, const char *dir)
{
    assert_int_equal(system(tp_fmt(a, "rm -rf '%s'", dir)), 0); /* NOLINT(cert-env33-c) */
}

/* ---- requests ---- */

static int connect_to(unsigned port)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)port),
                             .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
    return fd;
}

static const char *take_answer(struct tp_arena *a, int fd)
{
    struct tp_buf all = tp_buf_new(a);
    char piece[4096];
    ssize_t n;

    while ((n = read(fd, piece, sizeof piece)) > 0)
        tp_buf_add(&all, piece, (size_t)n);
    assert_int_equal(n, 0);
    (void)close(fd);
    tp_buf_char(&all, '\0');
    return all.p;
}

static int ask(struct tp_arena *a, unsigned port, const char *line, const char *host)
{
    const char *text =
        tp_fmt(a, "%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", line, host);
    int fd = connect_to(port);

    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    return fd;
}

static const char *get(struct tp_arena *a, unsigned port, const char *line)
{
    return take_answer(a, ask(a, port, line, "localhost"));
}

static void assert_status(const char *answer, const char *status)
{
    if (strncmp(answer, "HTTP/1.1 ", 9) != 0 || strncmp(answer + 9, status, 3) != 0)
        fail_msg("expected %s, got: %s", status, answer);
}

static void serves(struct tp_arena *a)
{
    const char *top = folder(a), *dir = tp_path_join(a, top, "output");
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_server *s;
    unsigned port;
    const char *got;

    (void)put(a, top, "secret.txt", "SECRET\n");
    (void)put(a, dir, "html/index.html", "<html><body><p>One</p></body></html>\n");
    (void)put(a, dir, "html/a b.html", "<p>no body ends here</p>\n");
    (void)put(a, dir, "text/letter.txt", "Дорогой товарищ\n");
    (void)put(a, dir, ".teipipe/state", "SECRET\n");
    assert_int_equal(symlink("../secret.txt", tp_path_join(a, dir, "link.txt")), 0);
    assert_int_equal(symlink("text", tp_path_join(a, dir, "inside")), 0);
    assert_int_equal(mkfifo(tp_path_join(a, dir, "pipe"), 0600), 0);
    s = tp_server_start(a, dir, 0, ds);
    assert_non_null(s);
    port = tp_server_port(s);

    got = get(a, port, "GET /html/");
    assert_status(got, "200");
    assert_non_null(strstr(got, "text/html; charset=utf-8"));
    assert_non_null(strstr(got, "<p>One</p><script src=\"/.teipipe/reload.js\"></script></body>"));
    assert_status(get(a, port, "GET /html/index.html?x=1"), "200");
    assert_non_null(strstr(get(a, port, "GET /html/a%20b.html"), "here</p>\n<script"));
    got = get(a, port, "GET /html");
    assert_status(got, "301");
    assert_non_null(strstr(got, "Location: /html/\r\n"));
    got = get(a, port, "GET /text/letter.txt");
    assert_non_null(strstr(got, "\r\n\r\nДорогой товарищ\n"));
    assert_non_null(strstr(get(a, port, "GET /inside/letter.txt"), "Дорогой"));
    got = get(a, port, "HEAD /text/letter.txt");
    assert_status(got, "200");
    assert_null(strstr(got, "Дорогой"));
    assert_status(get(a, port, "GET /.teipipe/reload.js"), "200");

    /* Nothing else. */
    assert_status(get(a, port, "GET /none.html"), "404");
    assert_status(get(a, port, "GET /text/"), "404");
    assert_status(get(a, port, "GET /../secret.txt"), "404");
    assert_status(get(a, port, "GET /html/../../secret.txt"), "404");
    assert_status(get(a, port, "GET /%2e%2e/secret.txt"), "404");
    assert_status(get(a, port, "GET /html/%2e%2e%2f%2e%2e%2fsecret.txt"), "404");
    assert_status(get(a, port, "GET //etc/passwd"), "404");
    assert_status(get(a, port, "GET /link.txt"), "404");
    assert_status(get(a, port, "GET /pipe"), "404");
    assert_status(get(a, port, "GET /.teipipe/state"), "404");
    assert_status(get(a, port, tp_fmt(a, "GET /%01500d", 0)), "404");
    assert_status(get(a, port, "POST /html/"), "405");
    assert_status(get(a, port, "DELETE /html/index.html"), "405");
    assert_status(take_answer(a, ask(a, port, "GET /html/", "example.org")), "403");
    assert_status(take_answer(a, ask(a, port, "GET /html/", "localhost.example.org")), "403");
    assert_status(take_answer(a, ask(a, port, "GET /html/", "127.0.0.1:8080")), "200");

    /* The port is taken; the folder isn't there. */
    assert_null(tp_server_start(a, dir, port, ds));
    assert_int_equal(ds->first->code, TP_D_PORT);
    assert_null(tp_server_start(a, tp_path_join(a, dir, "none"), 0, ds));
    assert_int_equal(ds->errors, 2);
    remove_all(a, top);
}

static void test_serves(void **state)
{
    (void)state;
    guarded(serves);
}

static void *change_soon(void *server)
{
    (void)nanosleep(&(struct timespec){0, 50000000}, NULL);
    tp_server_changed(server);
    return NULL;
}

static void waits(struct tp_arena *a)
{
    const char *dir = folder(a);
    struct tp_server *s = tp_server_start(a, dir, 0, tp_diags_new(a, 0));
    unsigned port = tp_server_port(s);
    pthread_t thread;
    int open;

    assert_non_null(strstr(get(a, port, "GET /.teipipe/changes"), "\r\n\r\n0"));
    assert_int_equal(pthread_create(&thread, NULL, change_soon, s), 0);
    assert_non_null(strstr(get(a, port, "GET /.teipipe/changes?since=0"), "\r\n\r\n1"));
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_non_null(strstr(get(a, port, "GET /.teipipe/changes?since=0"), "\r\n\r\n1"));
    /* One that still waits doesn't keep the server from ending. */
    open = ask(a, port, "GET /.teipipe/changes?since=1", "localhost");
    (void)nanosleep(&(struct timespec){0, 50000000}, NULL);
    (void)close(open);
    (void)ask(a, port, "GET /.teipipe/changes?since=1", "localhost");
    (void)nanosleep(&(struct timespec){0, 50000000}, NULL);
    remove_all(a, dir);
}

static void test_waits(void **state)
{
    (void)state;
    guarded(waits);
}

/* ---- watching ---- */

static void expect_changes(struct tp_watch *w, struct tp_arena *a, const char *dir,
                           const char *names)
{
    struct tp_changes found;
    struct tp_buf got = tp_buf_new(a);

    assert_int_equal(tp_watch_wait(w, 2000, -1, a, &found, tp_diags_new(a, 0)), TP_WATCH_CHANGED);
    assert_false(found.any);
    for (size_t i = 0; i < found.files.n; i++) {
        assert_int_equal(strncmp(found.files.v[i], dir, strlen(dir)), 0);
        tp_buf_str(&got, found.files.v[i] + strlen(dir) + 1);
        tp_buf_char(&got, ' ');
    }
    tp_buf_char(&got, '\0');
    assert_string_equal(got.p, names);
}

static void expect_nothing(struct tp_watch *w, struct tp_arena *a)
{
    struct tp_changes found;

    assert_int_equal(tp_watch_wait(w, 30, -1, a, &found, tp_diags_new(a, 0)), TP_WATCH_TIMEOUT);
}

static void watches(struct tp_arena *a)
{
    const char *dir = folder(a), *skip = tp_path_join(a, dir, "output");
    const char *const folders[] = {dir};
    struct tp_diags *ds = tp_diags_new(a, 0);
    struct tp_changes found;
    struct tp_watch *w;
    int ends[2];

    (void)put(a, dir, "one.txt", "1");
    (void)put(a, dir, "sub/two.txt", "2");
    (void)put(a, skip, "page.html", "3");
    w = tp_watch_new(a, folders, 1, skip, ds);
    assert_non_null(w);
    expect_nothing(w, a);
    (void)put(a, dir, "one.txt", "new"); /* renamed into its place */
    expect_changes(w, a, dir, "one.txt ");
    assert_int_equal(
        system(tp_fmt(a, "echo x >>'%s/sub/two.txt'; echo y >>'%s/sub/two.txt'", dir, dir)), 0);
    expect_changes(w, a, dir, "sub/two.txt ");
    (void)put(a, dir, "deep/er/three.txt", "3"); /* folders that are made later */
    expect_changes(w, a, dir, "deep/er/three.txt ");
    (void)put(a, dir, "deep/er/three.txt", "33");
    expect_changes(w, a, dir, "deep/er/three.txt ");
    assert_int_equal(rename(tp_path_join(a, dir, "one.txt"), tp_path_join(a, dir, "uno.txt")), 0);
    expect_changes(w, a, dir, "one.txt uno.txt ");
    assert_int_equal(unlink(tp_path_join(a, dir, "uno.txt")), 0);
    expect_changes(w, a, dir, "uno.txt ");
    remove_all(a, tp_path_join(a, dir, "deep"));
    assert_int_equal(tp_watch_wait(w, 2000, -1, a, &found, ds), TP_WATCH_CHANGED);
    assert_true(found.files.n >= 1);
    /* What is no news. */
    (void)put(a, skip, "page.html", "4");
    assert_int_equal(
        system(tp_fmt(
            a, "echo x >'%s/.one.txt.swp'; echo x >'%s/one.txt~'; cat %s/sub/two.txt >/dev/null",
            dir, dir, dir)),
        0);
    expect_nothing(w, a);
    /* Being told to stop. */
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "x", 1), 1);
    assert_int_equal(tp_watch_wait(w, -1, ends[0], a, &found, ds), TP_WATCH_STOPPED);
    assert_int_equal(ds->errors, 0);
    {
        const char *const none[] = {tp_path_join(a, dir, "none")};
        assert_null(tp_watch_new(a, none, 1, NULL, ds));
        assert_int_equal(ds->errors, 1);
        assert_int_equal(ds->first->code, TP_D_WATCH);
    }
    remove_all(a, dir);
}

static void test_watches(void **state)
{
    (void)state;
    guarded(watches);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_serves), cmocka_unit_test(test_waits),
                                       cmocka_unit_test(test_watches)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
