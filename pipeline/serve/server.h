/*
 * server.h - the pages of an edition on a port of this computer, for its editor's own browser.
 *
 * Only the loopback addresses are listened on, and only requests for this computer's own names are
 * answered, so that no page of another site can read what is served (DNS rebinding). GET and HEAD
 * of regular files below one folder are served, nothing else: no listing, no link that leads out of
 * it. Pages get a script that loads them again when tp_server_changed() is called; the files
 * themselves are left as they are. HTTP is by GNU libmicrohttpd.
 */
#ifndef TP_SERVE_SERVER_H
#define TP_SERVE_SERVER_H

#include "../base/diag.h"

enum {
    TP_SERVER_CONNECTIONS = 64, /* at once */
    TP_SERVER_TIMEOUT = 30      /* seconds without a word, but for pages that wait for a change */
};

struct tp_server;

/* Serve ROOT on 127.0.0.1:PORT (0: a free port), by a thread of its own. NULL, with a diagnostic,
 * when the port is taken or the folder can't be read. Ends with the arena. */
struct tp_server *tp_server_start(struct tp_arena *a, const char *root, unsigned port,
                                  struct tp_diags *ds);
/* The port it listens on. */
unsigned tp_server_port(const struct tp_server *s);
/* Let open pages be loaded again. For any thread. */
void tp_server_changed(struct tp_server *s);

#endif
