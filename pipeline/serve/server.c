#define _XOPEN_SOURCE 700 /* realpath() */
#include "server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../base/file.h"

/* What the pages get, before the end of their body, and what it asks for. */
#define OWN_FOLDER "/.teipipe/"
#define SCRIPT_TAG "<script src=\"" OWN_FOLDER "reload.js\"></script>"
enum { MAX_PAGE = 64 << 20 }; /* bytes: larger ones are served as they are */

static const char script[] =
    "(function () {\n"
    "  'use strict';\n"
    "  var seen;\n"
    "  function ask() {\n"
    "    fetch('" OWN_FOLDER "changes' + (seen === undefined ? '' : '?since=' + seen))\n"
    "      .then(function (answer) { return answer.text(); })\n"
    "      .then(function (now) {\n"
    "        if (seen !== undefined && now !== seen) { location.reload(); return; }\n"
    "        seen = now;\n"
    "        ask();\n"
    "      })\n"
    "      .catch(function () { setTimeout(ask, 1000); });\n"
    "  }\n"
    "  ask();\n"
    "}());\n";

/* A page that waits for the next change. Belongs to its request. */
struct waiting {
    struct waiting *next;
    struct MHD_Connection *connection;
};

struct tp_server {
    char *root; /* its real path */
    struct MHD_Daemon *daemon;
    unsigned port;
    pthread_mutex_t lock; /* guards what follows */
    struct waiting *waiting;
    uint64_t changes;
    bool ending;
};

/* ---- answers ---- */

static enum MHD_Result answer(struct MHD_Connection *c, unsigned status, struct MHD_Response *r,
                              const char *type)
{
    enum MHD_Result result = MHD_NO;

    if (!r)
        return MHD_NO; /* no memory: the connection is closed */
    if (MHD_add_response_header(r, "Content-Type", type) == MHD_YES &&
        MHD_add_response_header(r, "Cache-Control", "no-store") == MHD_YES &&
        MHD_add_response_header(r, "X-Content-Type-Options", "nosniff") == MHD_YES &&
        MHD_add_response_header(r, "Cross-Origin-Resource-Policy", "same-origin") == MHD_YES)
        result = MHD_queue_response(c, status, r);
    MHD_destroy_response(r);
    return result;
}

static enum MHD_Result say(struct MHD_Connection *c, unsigned status, const char *text)
{
    return answer(
        c, status,
        MHD_create_response_from_buffer(strlen(text), (void *)text, MHD_RESPMEM_MUST_COPY),
        "text/plain; charset=utf-8");
}

static const char *type_of(const char *path)
{
    static const struct {
        const char *ext, *type;
    } types[] = {{".html", "text/html; charset=utf-8"},
                 {".css", "text/css; charset=utf-8"},
                 {".js", "text/javascript; charset=utf-8"},
                 {".json", "application/json"},
                 {".xml", "application/xml"},
                 {".txt", "text/plain; charset=utf-8"},
                 {".bib", "text/plain; charset=utf-8"},
                 {".ris", "text/plain; charset=utf-8"},
                 {".svg", "image/svg+xml"},
                 {".png", "image/png"},
                 {".jpg", "image/jpeg"},
                 {".jpeg", "image/jpeg"},
                 {".gif", "image/gif"},
                 {".webp", "image/webp"},
                 {".pdf", "application/pdf"},
                 {".woff2", "font/woff2"}};
    const char *ext = tp_path_ext(path);

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(ext, types[i].ext) == 0)
            return types[i].type;
    return "application/octet-stream";
}

static bool read_all(int fd, char *to, size_t len)
{
    for (size_t done = 0; done < len;) {
        ssize_t n = read(fd, to + done, len - done);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        done += (size_t)n;
    }
    return true;
}

/* The page with our script in it. NULL: it can't be read whole, or there is no memory. */
static struct MHD_Response *page_with_script(int fd, size_t len)
{
    const size_t tag = sizeof SCRIPT_TAG - 1;
    char *page = malloc(len + tag + 1);
    size_t at = len;

    if (!page || !read_all(fd, page, len)) {
        free(page);
        return NULL;
    }
    for (size_t i = len; i >= 7; i--)
        if (memcmp(page + i - 7, "</body>", 7) == 0) {
            at = i - 7;
            break;
        }
    memmove(page + at + tag, page + at, len - at);
    memcpy(page + at, SCRIPT_TAG, tag);
    return MHD_create_response_from_buffer(len + tag, page, MHD_RESPMEM_MUST_FREE);
}

static enum MHD_Result send_file(struct MHD_Connection *c, const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    const char *type = type_of(path);
    struct MHD_Response *r;
    struct stat s;

    if (fd < 0 || fstat(fd, &s) != 0 || !S_ISREG(s.st_mode) || s.st_size < 0) {
        if (fd >= 0)
            (void)close(fd); /* read only */
        return say(c, MHD_HTTP_NOT_FOUND, "There is no such file in the edition.\n");
    }
    if (strncmp(type, "text/html", 9) == 0 && s.st_size <= MAX_PAGE) {
        r = page_with_script(fd, (size_t)s.st_size);
        (void)close(fd); /* read only */
        return r ? answer(c, MHD_HTTP_OK, r, type)
                 : say(c, MHD_HTTP_INTERNAL_SERVER_ERROR, "The file can't be read.\n");
    }
    r = MHD_create_response_from_fd64((uint64_t)s.st_size, fd);
    if (!r)
        (void)close(fd); /* read only */
    return answer(c, MHD_HTTP_OK, r, type);
}

/* ---- requests ---- */

/* "localhost", "127.0.0.1" or "[::1]", with or without a port; without a Host it is no browser. */
static bool is_own_name(const char *host)
{
    static const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};

    for (size_t i = 0; host && i < sizeof names / sizeof *names; i++) {
        size_t n = strlen(names[i]);

        if (strncmp(host, names[i], n) == 0 && (host[n] == '\0' || host[n] == ':'))
            return true;
    }
    return !host;
}

/* No part of the path is hidden, or leads upwards. */
static bool is_plain(const char *url)
{
    if (*url != '/')
        return false;
    for (const char *p = url; *p; p++)
        if (*p == '/' && p[1] == '.')
            return false;
    return true;
}

static enum MHD_Result send_on(struct MHD_Connection *c, const char *to)
{
    struct MHD_Response *r = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);

    if (!r || MHD_add_response_header(r, "Location", to) != MHD_YES) {
        if (r)
            MHD_destroy_response(r);
        return MHD_NO;
    }
    return answer(c, MHD_HTTP_MOVED_PERMANENTLY, r, "text/plain; charset=utf-8");
}

/* DIR/NAME in PATH, which has PATH_MAX bytes; "" when it has no room. */
static const char *real_file(const char *dir, char *path, const char *name)
{
    int n = snprintf(path, PATH_MAX, "%s/%s", dir, name);

    return n > 0 && n < PATH_MAX ? path : "";
}

static enum MHD_Result send_path(struct tp_server *s, struct MHD_Connection *c, const char *url)
{
    char path[PATH_MAX], real[PATH_MAX];
    size_t n = strlen(s->root), len = strlen(url);
    struct stat info;

    if (!is_plain(url) || n + len + sizeof "/index.html" > sizeof path)
        return say(c, MHD_HTTP_NOT_FOUND, "There is no such file in the edition.\n");
    memcpy(path, s->root, n);
    memcpy(path + n, url, len + 1);
    if (!realpath(path, real) || strncmp(real, s->root, n) != 0 || (real[n] && real[n] != '/') ||
        stat(real, &info) != 0)
        return say(c, MHD_HTTP_NOT_FOUND, "There is no such file in the edition.\n");
    if (!S_ISDIR(info.st_mode))
        return send_file(c, real);
    if (url[len - 1] != '/') { /* relative links need the slash */
        memcpy(path, url, len);
        memcpy(path + len, "/", 2);
        return send_on(c, path);
    }
    if (strcmp(url, "/") == 0 && access(real_file(real, path, "index.html"), F_OK) != 0 &&
        access(real_file(real, path, "html/index.html"), F_OK) == 0)
        return send_on(c, "/html/");
    n = strlen(real);
    if (n + sizeof "/index.html" > sizeof real)
        return say(c, MHD_HTTP_NOT_FOUND, "There is no such file in the edition.\n");
    memcpy(real + n, "/index.html", sizeof "/index.html");
    return send_file(c, real);
}

/* How many changes there were, as soon as it isn't what the page has seen. */
static enum MHD_Result send_changes(struct tp_server *s, struct MHD_Connection *c, void **state)
{
    const char *since = MHD_lookup_connection_value(c, MHD_GET_ARGUMENT_KIND, "since");
    char text[24];
    struct waiting *w;
    uint64_t changes;

    (void)pthread_mutex_lock(&s->lock);
    changes = s->changes;
    (void)snprintf(text, sizeof text, "%" PRIu64, changes);
    w = *state;
    if (since && strcmp(since, text) == 0 && !s->ending) {
        if (!w)
            w = malloc(sizeof *w);
        if (w) {
            *w = (struct waiting){s->waiting, c};
            s->waiting = w;
            *state = w;
            MHD_suspend_connection(c);
        }
        (void)pthread_mutex_unlock(&s->lock);
        return w ? MHD_YES : MHD_NO;
    }
    (void)pthread_mutex_unlock(&s->lock);
    return say(c, MHD_HTTP_OK, text);
}

static enum MHD_Result handle(void *arg, struct MHD_Connection *c, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **state)
{
    struct tp_server *s = arg;

    (void)version, (void)upload;
    if (*upload_size) { /* not wanted; it's let pass so that the answer can be given */
        *upload_size = 0;
        return MHD_YES;
    }
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
        return say(c, MHD_HTTP_METHOD_NOT_ALLOWED, "Only GET and HEAD are served here.\n");
    if (!is_own_name(MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Host")))
        return say(c, MHD_HTTP_FORBIDDEN, "Use http://localhost.\n");
    if (strcmp(url, OWN_FOLDER "changes") == 0)
        return send_changes(s, c, state);
    if (strcmp(url, OWN_FOLDER "reload.js") == 0)
        return answer(c, MHD_HTTP_OK,
                      MHD_create_response_from_buffer(sizeof script - 1, (void *)script,
                                                      MHD_RESPMEM_PERSISTENT),
                      "text/javascript; charset=utf-8");
    return send_path(s, c, url);
}

static void completed(void *arg, struct MHD_Connection *c, void **state,
                      enum MHD_RequestTerminationCode why)
{
    (void)arg, (void)c, (void)why;
    free(*state);
    *state = NULL;
}

/* ---- its life ---- */

static void wake(struct tp_server *s)
{
    while (s->waiting) {
        struct waiting *w = s->waiting;

        s->waiting = w->next;
        MHD_resume_connection(w->connection);
    }
}

void tp_server_changed(struct tp_server *s)
{
    (void)pthread_mutex_lock(&s->lock);
    s->changes++;
    wake(s);
    (void)pthread_mutex_unlock(&s->lock);
}

static void stop(void *arg)
{
    struct tp_server *s = arg;

    (void)pthread_mutex_lock(&s->lock);
    s->ending = true;
    wake(s);
    (void)pthread_mutex_unlock(&s->lock);
    MHD_stop_daemon(s->daemon);
    (void)pthread_mutex_destroy(&s->lock);
}

static void free_text(void *p)
{
    free(p);
}

struct tp_server *tp_server_start(struct tp_arena *a, const char *root, unsigned port,
                                  struct tp_diags *ds)
{
    struct tp_server *s = TP_NEW(a, struct tp_server);
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr = {htonl(INADDR_LOOPBACK)}};
    const union MHD_DaemonInfo *info;

    s->root = realpath(root, NULL);
    if (!s->root) {
        tp_diag(ds, TP_D_FILE_UNREADABLE, tp_in(root), strerror(errno));
        return NULL;
    }
    tp_defer(a, free_text, s->root);
    if (pthread_mutex_init(&s->lock, NULL) != 0)
        tp_arena_fail(a);
    errno = 0;
    s->daemon = MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_ALLOW_SUSPEND_RESUME, (uint16_t)port, NULL, NULL,
        handle, s, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)TP_SERVER_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)TP_SERVER_TIMEOUT,
        MHD_OPTION_NOTIFY_COMPLETED, completed, s, MHD_OPTION_END);
    info = s->daemon ? MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT) : NULL;
    if (!info) {
        tp_diag(ds, TP_D_PORT, tp_in(NULL), tp_fmt(ds->arena, "%u", port),
                errno ? strerror(errno) : "the server can't be started");
        if (s->daemon)
            MHD_stop_daemon(s->daemon);
        (void)pthread_mutex_destroy(&s->lock);
        return NULL;
    }
    s->port = info->port;
    tp_defer(a, stop, s);
    return s;
}

unsigned tp_server_port(const struct tp_server *s)
{
    return s->port;
}
