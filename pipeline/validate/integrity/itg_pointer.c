/* Pointers: which kind each one is (RFC 3986, TEI's private schemes), and whether what it names in
 * this document is there. Those that lead to other files are kept as facts. */
#include <ctype.h>
#include <libxml/uri.h>
#include <string.h>
#include <unicode/uregex.h>
#include <unicode/ustring.h>

#include "../../base/file.h"
#include "itg.h"

enum {
    LONGEST = 4096,
    MOST_BASES = 32,
    REGEX_STEPS = 100 /* of ICU's time limit, about a millisecond each */
};

/* ---- gathering ---- */

static bool space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Behind a pointer: at the next white space, which brackets of "#xpath(...)" may hold. */
static const char *pointer_end(const char *p)
{
    const char *q = p;
    size_t open = 0;

    for (; *q && (open || !space(*q)); q++)
        if (*p == '#' && *q == '(')
            open++;
        else if (*q == ')' && open)
            open--;
    if (open) /* no such scheme after all */
        for (q = p; *q && !space(*q); q++)
            ;
    return q;
}

void itg_pointers(struct itg_check *c, const xmlNode *attribute, const char *value, bool image)
{
    const char *p = value;

    while (*p) {
        const char *end;

        while (space(*p))
            p++;
        if (!*p)
            return;
        end = pointer_end(p);
        TP_PUSH(
            c->work, &c->pointers,
            (struct itg_pointer){attribute, p, (uint32_t)(end - p), (uint32_t)(p - value), image});
        p = end;
    }
}

/* ---- private schemes ---- */

static void close_regex(void *regex)
{
    uregex_close(regex);
}

static UChar *utf16(struct tp_arena *a, const char *s, size_t n, int32_t *len)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar *out = tp_alloc_array(a, n + 1, sizeof *out);

    *len = 0;
    u_strFromUTF8WithSub(out, (int32_t)n + 1, len, s, (int32_t)n, 0xFFFD, NULL, &status);
    return out;
}

void itg_prefix(struct itg_check *c, const xmlNode *element)
{
    struct itg_prefix p = {itg_attribute(c, element, "ident"),
                           itg_attribute(c, element, "matchPattern"),
                           itg_attribute(c, element, "replacementPattern"), NULL};
    UErrorCode status = U_ZERO_ERROR;
    int32_t n;
    const UChar *pattern;

    if (!p.ident || !*p.ident)
        return;
    if (p.pattern && p.replacement && strlen(p.pattern) < LONGEST) {
        pattern = utf16(c->work, p.pattern, strlen(p.pattern), &n);
        p.regex = uregex_open(pattern, n, 0, NULL, &status);
        if (U_FAILURE(status))
            p.regex = NULL;
        else
            tp_defer(c->work, close_regex, p.regex);
        if (p.regex)
            uregex_setTimeLimit(p.regex, REGEX_STEPS, &status);
    }
    TP_PUSH(c->work, &c->prefixes, p);
}

/* What the prefix makes of REST; NULL: its pattern doesn't match. */
static const char *expand(struct itg_check *c, const struct itg_prefix *p, const char *rest,
                          size_t n)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t len, m = 0;
    const UChar *text = utf16(c->work, rest, n, &len);
    struct tp_buf out = tp_buf_new(c->work);

    uregex_setText(p->regex, text, len, &status);
    if (!uregex_matches(p->regex, 0, &status) || U_FAILURE(status))
        return NULL;
    for (const char *r = p->replacement; *r; r++) {
        UChar group[LONGEST + 1];
        char utf8[LONGEST * 3 + 1];

        if (r[0] == '\\' && r[1]) {
            tp_buf_char(&out, *++r);
        } else if (r[0] != '$' || r[1] < '0' || r[1] > '9') {
            tp_buf_char(&out, *r);
        } else {
            int32_t k = uregex_group(p->regex, *++r - '0', group, LONGEST, &status);

            if (U_FAILURE(status) || k < 0)
                return NULL;
            u_strToUTF8(utf8, (int32_t)sizeof utf8, &m, group, k, &status);
            tp_buf_add(&out, utf8, U_SUCCESS(status) ? (size_t)m : 0);
        }
    }
    return out.p;
}

/* ---- one pointer ---- */

struct target {
    const struct itg_pointer *from;
    const char *written; /* for messages */
    const char *to;      /* the same, or what a prefix made of it */
};

static void say(struct itg_check *c, enum tp_code code, const struct target *t, const char *why)
{
    /* The first pointer of a value is at its attribute, the others at their own place. */
    itg_say(c, code, t->from->attribute, t->from->offset ? t->from->offset : ITG_WHOLE, t->written,
            why);
}

static const char *decode(struct itg_check *c, const char *p, size_t n)
{
    struct tp_buf b = tp_buf_new(c->work);

    for (const char *end = p + n; p < end; p++) {
        static const char hex[] = "0123456789abcdef";
        const char *high, *low;

        if (*p != '%') {
            tp_buf_char(&b, *p);
            continue;
        }
        high = end - p > 2 ? strchr(hex, tolower((unsigned char)p[1])) : NULL;
        low = high ? strchr(hex, tolower((unsigned char)p[2])) : NULL;
        if (!high || !low || !*high || !*low || (high == hex && low == hex))
            return NULL;
        tp_buf_char(&b, (char)((high - hex) * 16 + (low - hex)));
        p += 2;
    }
    return b.p;
}

static void in_document(struct itg_check *c, const struct target *t, const char *fragment, size_t n)
{
    struct itg_id *id;
    const char *name, *near;

    if (n == 0) {
        say(c, TP_D_POINTER_MALFORMED, t, "behind # there is an xml:id");
        return;
    }
    id = itg_find(c, fragment, n);
    if (!id && memchr(fragment, '%', n)) {
        name = decode(c, fragment, n);
        id = name ? itg_find(c, name, strlen(name)) : NULL;
    }
    if (id) {
        if (id->entry)
            c->facts->entries.v[id->entry - 1].used = true;
        return;
    }
    if (memchr(fragment, '(', n))
        return; /* xpath(), range(): TEI's own schemes */
    if (!itg_on(c, TP_D_POINTER_MISSING))
        return;
    name = tp_strndup(c->work, fragment, n);
    near = itg_near(c, name);
    say(c, TP_D_POINTER_MISSING, t,
        near ? tp_fmt(c->work, "there is no xml:id '%s' in this document; the nearest is '#%s'",
                      name, near)
             : tp_fmt(c->work, "there is no xml:id '%s' in this document", name));
}

/* The element's own xml:base; NULL: none that can be used. */
static const char *base_of(struct itg_check *c, const xmlNode *element)
{
    xmlChar *base =
        xmlGetNsProp((xmlNode *)element, (const xmlChar *)"base", (const xmlChar *)TP_NS_XML);
    const char *path = base ? decode(c, (const char *)base, strlen((const char *)base)) : NULL;

    xmlFree(base);
    return path;
}

/* The folder that relative pointers begin in; NULL: none of this computer. */
static const char *base_dir(struct itg_check *c, const xmlNode *node)
{
    /* What was included points from where it stands. */
    const char *part = c->d->doc->psvi ? tp_xml_place_file(c->d->doc->psvi, node) : NULL;
    const char *from = part ? part : c->facts->path;
    const char *dir = strcmp(from, "-") == 0 ? "." : tp_path_dir(c->work, from);
    const char *bases[MOST_BASES];
    const xmlNode *top = part ? tp_xml_place_top(c->d->doc->psvi, node) : NULL;
    size_t n = 0;

    if (!c->has_base)
        return dir;
    for (; node && n < MOST_BASES; node = node->parent) {
        const char *base = node->type == XML_ELEMENT_NODE ? base_of(c, node) : NULL;

        if (base && (strstr(base, "://") || base[0] == '/'))
            return NULL; /* on the internet */
        if (base && *base)
            bases[n++] = base;
        if (node == top)
            break;
    }
    while (n) { /* each is relative to the one around it */
        const char *path = tp_path_join(c->work, dir, bases[--n]);

        dir = path[strlen(path) - 1] == '/' ? tp_strndup(c->work, path, strlen(path) - 1)
                                            : tp_path_dir(c->work, path);
    }
    return dir;
}

static const char *fragment_of(struct itg_check *c, const char *hash, size_t n)
{
    const char *fragment = n > 1 ? decode(c, hash + 1, n - 1) : NULL;

    return fragment && !strchr(fragment, '(') ? tp_strdup(c->kept, fragment) : NULL;
}

/* Without "." and "x/..": "letters/../persons.xml" is "persons.xml". */
const char *itg_tidy(struct tp_arena *a, const char *path)
{
    TP_VEC(struct tp_slice) parts = {0};
    struct tp_buf b = tp_buf_new(a);
    size_t kept = 0;

    for (const char *p = path; *p;) {
        struct tp_slice part = {p, strcspn(p, "/")};
        bool up = part.len == 2 && memcmp(p, "..", 2) == 0;

        if (up && kept) {
            parts.n--;
            kept--;
        } else if (part.len && !(part.len == 1 && *p == '.')) {
            TP_PUSH(a, &parts, part);
            kept = up ? 0 : kept + 1;
        }
        p += part.len + (p[part.len] == '/');
    }
    if (path[0] == '/')
        tp_buf_char(&b, '/');
    for (size_t i = 0; i < parts.n; i++) {
        tp_buf_add(&b, parts.v[i].p, parts.v[i].len);
        if (i + 1 < parts.n)
            tp_buf_char(&b, '/');
    }
    return b.len ? b.p : ".";
}

/* A path relative to the document, with or without "#ID". */
static void to_file(struct itg_check *c, const struct target *t, size_t n)
{
    const char *hash = memchr(t->to, '#', n), *dir = base_dir(c, t->from->attribute->parent);
    size_t len = hash ? (size_t)(hash - t->to) : n;
    const char *path = decode(c, t->to, len);
    struct itg_far far = {.missing = t->from->image ? TP_D_IMAGE_MISSING : TP_D_POINTER_FILE};

    if (!path) {
        say(c, TP_D_POINTER_MALFORMED, t, "behind % there are two hexadecimal digits");
        return;
    }
    if (!dir || memchr(t->to, '?', len) || path[0] == '/')
        return; /* the web's, or the site's */
    if (!itg_on(c, TP_D_POINTER_MISSING) && !itg_on(c, far.missing) &&
        !itg_on(c, TP_D_ENTRY_UNUSED))
        return;
    /* "maozedong" for "#maozedong" */
    if (!hash && !strpbrk(path, "./") && itg_find(c, path, strlen(path))) {
        say(c, TP_D_POINTER_MALFORMED, t, tp_fmt(c->work, "perhaps '#%s' is meant", path));
        return;
    }
    far.loc = itg_kept_place(c, t->from->attribute, t->from->offset ? t->from->offset : ITG_WHOLE);
    far.value = tp_strdup(c->kept, t->written);
    far.path = itg_tidy(c->kept, strcmp(dir, ".") == 0 ? path : tp_path_join(c->work, dir, path));
    far.relative = tp_strdup(c->kept, path);
    far.fragment = hash ? fragment_of(c, hash, n - len) : NULL;
    TP_PUSH(c->kept, &c->facts->far, far);
}

static size_t scheme_of(const char *p, size_t n)
{
    size_t i = 0;

    while (i < n && (unsigned char)p[i] < 0x80 &&
           (isalnum((unsigned char)p[i]) || (i && strchr("+-._", p[i]))))
        i++;
    return i && i < n && p[i] == ':' && !isdigit((unsigned char)p[0]) ? i : 0;
}

static void follow(struct itg_check *c, const struct target *t, bool expanded);

static void with_scheme(struct itg_check *c, const struct target *t, size_t n, size_t scheme,
                        bool expanded)
{
    bool declared = false;

    for (size_t i = 0; !expanded && i < c->prefixes.n; i++) {
        const struct itg_prefix *p = &c->prefixes.v[i];
        struct target to = *t;

        if (strlen(p->ident) != scheme || memcmp(p->ident, t->to, scheme) != 0)
            continue;
        declared = true;
        if (!p->regex)
            return;
        to.to = n < LONGEST ? expand(c, p, t->to + scheme + 1, n - scheme - 1) : NULL;
        if (to.to) {
            follow(c, &to, true);
            return;
        }
    }
    if (declared)
        say(c, TP_D_POINTER_PREFIX, t,
            tp_fmt(c->work, "it does not fit the matchPattern of the prefixDef for '%.*s'",
                   (int)scheme, t->to));
    else if (scheme == 1 || (scheme == 4 && strncmp(t->to, "file", 4) == 0))
        say(c, TP_D_POINTER_MACHINE, t, NULL);
    else if (!expanded && !itg_scheme(&c->in->tables, t->to, scheme))
        say(c, TP_D_POINTER_PREFIX, t,
            tp_fmt(c->work, "no prefixDef declares the prefix '%.*s'", (int)scheme, t->to));
}

static void follow(struct itg_check *c, const struct target *t, bool expanded)
{
    size_t n = expanded ? strlen(t->to) : t->from->len, scheme;

    if (n && t->to[0] == '#') {
        in_document(c, t, t->to + 1, n - 1);
        return;
    }
    scheme = scheme_of(t->to, n);
    if (scheme)
        with_scheme(c, t, n, scheme, expanded);
    else if (memchr(t->to, '\\', n))
        say(c, TP_D_POINTER_MALFORMED, t, "folders are separated by '/'");
    else if (n)
        to_file(c, t, n);
}

void itg_resolve(struct itg_check *c)
{
    for (size_t i = 0; i < c->pointers.n; i++) {
        const struct itg_pointer *p = &c->pointers.v[i];
        struct target t = {p, NULL, p->p};
        const struct itg_id *id;

        /* Nearly all of them: no copy. */
        if (p->p[0] == '#' && p->len > 1 && (id = itg_find(c, p->p + 1, p->len - 1))) {
            if (id->entry)
                c->facts->entries.v[id->entry - 1].used = true;
            continue;
        }
        t.to = t.written = tp_strndup(c->work, p->p, p->len);
        follow(c, &t, false);
    }
}
