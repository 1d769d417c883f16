#include "live.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "../serve/server.h"

struct tp_live {
    const char *output;
    struct tp_watch *watch;
    pid_t server; /* 0: none */
    int fd;       /* to the server: a byte is a change, the end is the end */
};

/* What the server says when it has begun. */
struct answer {
    unsigned port; /* 0: WHY */
    char why[200];
};

static void end_server(void *p)
{
    struct tp_live *live = p;

    if (!live->server)
        return;
    (void)close(live->fd); /* the server ends with it */
    while (waitpid(live->server, NULL, 0) < 0 && errno == EINTR)
        ;
}

struct tp_live *tp_live_new(struct tp_arena *a, const char *edition, const char *output,
                            struct tp_diags *ds)
{
    struct tp_live *live = TP_NEW(a, struct tp_live);

    live->output = output ? tp_strdup(a, output) : tp_path_join(a, edition, "output");
    live->watch = tp_watch_new(a, &edition, 1, live->output, ds);
    if (!live->watch)
        return NULL;
    tp_defer(a, end_server, live);
    return live;
}

/* ---- the server's process ---- */

struct serving {
    struct tp_arena *arena;
    const char *root;
    unsigned port;
    int fd;
};

static void serve(void *arg)
{
    struct serving *s = arg;
    struct tp_diags *ds = tp_diags_new(s->arena, 0);
    struct tp_server *server = tp_server_start(s->arena, s->root, s->port, ds);
    struct answer answer = {0};
    char changed;
    ssize_t n;

    if (server)
        answer.port = tp_server_port(server);
    else if (ds->first)
        (void)snprintf(answer.why, sizeof answer.why, "%s", ds->first->message);
    if (send(s->fd, &answer, sizeof answer, MSG_NOSIGNAL) != (ssize_t)sizeof answer || !server)
        return;
    while ((n = read(s->fd, &changed, 1)) > 0 || (n < 0 && errno == EINTR))
        if (n > 0)
            tp_server_changed(server);
}

static _Noreturn void be_server(const char *root, unsigned port, int fd)
{
    struct serving s = {.arena = tp_arena_new(0), .root = root, .port = port, .fd = fd};

#ifdef __linux__
    (void)prctl(PR_SET_PDEATHSIG, SIGTERM); /* the end of FD says the same */
#endif
    if (s.arena)
        (void)tp_guard(s.arena, serve, &s);
    _exit(0);
}

unsigned tp_live_serve(struct tp_live *live, unsigned port, struct tp_diags *ds)
{
    struct answer answer = {0};
    int ends[2];
    ssize_t n;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) {
        tp_diag(ds, TP_D_PORT, tp_in(NULL), tp_fmt(ds->arena, "%u", port), strerror(errno));
        return 0;
    }
    live->server = fork();
    if (live->server == 0) {
        (void)close(ends[0]);
        be_server(live->output, port, ends[1]);
    }
    (void)close(ends[1]);
    if (live->server < 0) {
        live->server = 0;
        (void)close(ends[0]);
        tp_diag(ds, TP_D_PORT, tp_in(NULL), tp_fmt(ds->arena, "%u", port), strerror(errno));
        return 0;
    }
    live->fd = ends[0];
    do
        n = recv(live->fd, &answer, sizeof answer, MSG_WAITALL);
    while (n < 0 && errno == EINTR);
    if (n != (ssize_t)sizeof answer)
        answer = (struct answer){0, "the server has ended"};
    if (!answer.port) {
        struct tp_diag *d = tp_diag(ds, TP_D_PORT, tp_in(NULL), "", "");

        answer.why[sizeof answer.why - 1] = '\0';
        d->message = tp_strdup(ds->arena, answer.why);
    }
    return answer.port;
}

void tp_live_built(struct tp_live *live)
{
    if (live->server) /* should it have ended, the pages stay as they are */
        (void)send(live->fd, "!", 1, MSG_NOSIGNAL);
}

enum tp_watch_end tp_live_wait(struct tp_live *live, int timeout_ms, struct tp_arena *a,
                               struct tp_changes *out, struct tp_diags *ds)
{
    return tp_watch_wait(live->watch, timeout_ms, -1, a, out, ds);
}
