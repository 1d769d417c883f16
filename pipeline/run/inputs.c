#include "inputs.h"

#include <string.h>

enum {
    MOST_FILES = 2000,  /* of a group */
    LARGEST = 64 << 20, /* bytes of a file in which names are looked for */
    LONGEST_NAME = 256  /* bytes of a name */
};

/* ---- names in files ---- */

static bool has(const struct tp_inputs *in, const char *path)
{
    for (size_t i = 0; i < in->n; i++)
        if (strcmp(in->v[i].path, path) == 0)
            return true;
    return false;
}

static void add(struct tp_inputs *in, struct tp_arena *a, const char *path)
{
    struct tp_input file = {.path = path};

    if (!has(in, path) && in->n < MOST_FILES)
        TP_PUSH(a, in, file);
}

static bool may_be_name(const char *p, size_t n)
{
    return n && n < LONGEST_NAME && !memchr(p, ' ', n) && !memchr(p, '\n', n) &&
           !memchr(p, '#', n) && memchr(p, '.', n) && memchr(p, '\0', n) == NULL;
}

/* Words of XPath and XSLT by which a rule reads what isn't named, or the time. */
static bool asks_for_more(const char *text)
{
    static const char *const words[] = {"doc(",          "document(",      "collection(",
                                        "unparsed-text", "doc-available(", "current-date"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(text, words[i]))
            return true;
    return false;
}

static void follow(struct tp_inputs *in, struct tp_arena *a, const char *path)
{
    struct tp_arena *work = tp_arena_sub(a);
    char *text;
    size_t len;
    const char *dir = tp_path_dir(work, path);

    if (tp_read_file(work, path, &text, &len, tp_diags_new(work, 0)) && len <= LARGEST) {
        in->reads = in->reads || asks_for_more(text);
        for (const char *p = text; (p = strpbrk(p, "\"'")) != NULL;) {
            const char *end = strchr(p + 1, *p);
            size_t n = end ? (size_t)(end - p) - 1 : 0;
            if (end && may_be_name(p + 1, n)) {
                const char *name = tp_path_join(work, dir, tp_strndup(work, p + 1, n));
                if (!has(in, name) && tp_file_exists(name) && !tp_is_folder(name))
                    add(in, a, tp_strdup(a, name));
            }
            /* An apostrophe isn't always one of a pair. */
            p += end && may_be_name(p + 1, n) ? n + 2 : 1;
        }
    }
    tp_arena_free(work);
}

/* ---- what is kept ---- */

static const char *roots_of(const struct tp_inputs *in, struct tp_arena *a)
{
    struct tp_buf b = tp_buf_new(a);

    for (size_t i = 0; i < in->roots.n; i++)
        tp_buf_fmt(&b, "%s\n", in->roots.v[i]);
    return b.p;
}

/* As it was: false when a file has changed, is gone, or another one is asked for. */
static bool see_kept(struct tp_inputs *in, struct tp_arena *a, struct tp_slice bytes,
                     bool by_content)
{
    struct tp_unpack u = tp_unpack_new(bytes);
    const char *roots = tp_unpack_string(&u);
    bool same = roots && strcmp(roots, roots_of(in, a)) == 0;

    in->reads = tp_unpack_number(&u) != 0;
    for (size_t n = tp_unpack_count(&u); same && n && !u.bad; n--) {
        struct tp_input file = {.path = tp_unpack_string(&u)};
        struct tp_seen old;
        enum tp_seen_how how;

        tp_seen_unpack(&u, &old);
        if (u.bad || !file.path)
            break;
        how = tp_see(a, file.path, &old, by_content, &file.seen);
        in->touched = in->touched || how == TP_SEEN_TOUCHED;
        same = how != TP_SEEN_OTHER;
        TP_PUSH(a, in, file);
    }
    return same && !u.bad;
}

void tp_inputs_pack(struct tp_buf *b, const struct tp_inputs *in)
{
    tp_pack_string(b, roots_of(in, b->arena));
    tp_pack_number(b, in->reads);
    tp_pack_number(b, in->n);
    for (size_t i = 0; i < in->n; i++) {
        tp_pack_string(b, in->v[i].path);
        tp_seen_pack(b, &in->v[i].seen);
    }
}

void tp_inputs_see(struct tp_inputs *in, struct tp_arena *a, struct tp_slice kept, bool by_content)
{
    struct tp_buf all = tp_buf_new(a);

    if (!kept.p || !see_kept(in, a, kept, by_content)) {
        in->touched = true;
        in->reads = false;
        in->n = 0;
        for (size_t i = 0; i < in->roots.n; i++)
            if (strncmp(in->roots.v[i], "teipipe:", 8) != 0)
                add(in, a, in->roots.v[i]);
        for (size_t i = 0; i < in->n; i++) { /* grows */
            (void)tp_see(a, in->v[i].path, NULL, false, &in->v[i].seen);
            if (in->follow && in->v[i].seen.exists && !in->v[i].seen.folder)
                follow(in, a, in->v[i].path);
        }
    }
    tp_buf_str(&all, roots_of(in, a));
    for (size_t i = 0; i < in->n; i++)
        tp_buf_fmt(&all, "%s\t%s\n", in->v[i].path, in->v[i].seen.sha256);
    tp_digest(all.p, all.len, in->digest);
}
