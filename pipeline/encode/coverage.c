#include "coverage.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "../base/utf8.h"
#include "../base/xml.h"
#include "align.h"

/* The tree and the result as sequences of units, each a hash: an element with its attributes, or a
 * word (text between white space; text nodes that touch are joined first). Nearly always the two
 * are equal; so first only a digest of each sequence is made, and the sequences themselves when the
 * digests differ. */
struct units {
    struct tp_arena *a;
    struct {
        uint64_t *v; /* NULL: digest only */
        size_t n, cap;
    } hash;
    bool listed;
    uint64_t digest[2];
    uint64_t word; /* hash of the word so far */
    bool in_word;
    bool failed;
};

static const uint64_t fnv_start = 14695981039346656037u, fnv_prime = 1099511628211u;

static uint64_t fnv(uint64_t h, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)p[i]) * fnv_prime;
    return h;
}

/* The digest: two sums with different multipliers, so that order counts. */
static void add_unit(struct units *u, uint64_t h)
{
    if (u->listed) {
        TP_PUSH(u->a, &u->hash, h);
        return;
    }
    u->hash.n++;
    u->digest[0] = (u->digest[0] ^ h) * fnv_prime;
    u->digest[1] = u->digest[1] * 6364136223846793005u + (h >> 32 | h << 32);
}

static bool equal(const struct units *x, const struct units *y)
{
    return x->hash.n == y->hash.n && x->digest[0] == y->digest[0] && x->digest[1] == y->digest[1];
}

static void end_word(struct units *u)
{
    if (u->in_word)
        add_unit(u, u->word);
    u->in_word = false;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static void add_byte(struct units *u, char c)
{
    if (is_blank(c)) {
        end_word(u);
        return;
    }
    if (!u->in_word)
        u->word = fnv_start;
    u->in_word = true;
    u->word = fnv(u->word, &c, 1);
}

/* Attributes are summed, as their order means nothing. */
static uint64_t attr_hash(const char *name, size_t name_len, const char *value, size_t len)
{
    return fnv(fnv(fnv(fnv_start, name, name_len), "=", 1), value, len);
}

static void add_element(struct units *u, uint64_t h)
{
    end_word(u);
    add_unit(u, h);
}

/* ---- the units of the tree, with the places where each came from ---- */

/* The source SRC is in the result when units FIRST to LAST are. */
struct origin {
    size_t first, last;
    struct tp_range src;
};

struct origins {
    struct tp_arena *a;
    struct {
        struct origin *v;
        size_t n, cap;
    } list;
    unsigned char *found; /* not NULL: all units are in the result, so set the bits at once */
};

static void set_bits(unsigned char *bits, struct tp_range r)
{
    uint32_t i = r.start;

    for (; i < r.end && i % 8; i++)
        bits[i / 8] |= (unsigned char)(1u << i % 8);
    for (; i + 8 <= r.end; i += 8)
        bits[i / 8] = 0xFF;
    for (; i < r.end; i++)
        bits[i / 8] |= (unsigned char)(1u << i % 8);
}

static void add_origin(struct origins *o, size_t first, size_t last, struct tp_range src)
{
    if (o->found)
        set_bits(o->found, src);
    else
        TP_PUSH(o->a, &o->list, (struct origin){first, last, src});
}

static void tree_element(struct units *u, struct origins *o, const struct tp_node *e)
{
    uint64_t h = fnv(fnv_start, e->name, strlen(e->name));

    for (const struct tp_attr *at = e->attrs; at; at = at->next)
        if (strncmp(at->name, "xmlns", 5) != 0)
            h += attr_hash(at->name, strlen(at->name), at->value, strlen(at->value));
    add_element(u, h);
    for (const struct tp_claim *c = e->claims; c; c = c->next)
        add_origin(o, u->hash.n - 1, u->hash.n - 1, c->src);
}

/* A replacement is there when all its words are. */
static void replaced_text(struct units *u, struct origins *o, const struct tp_node *n)
{
    size_t first = 0;
    bool words = false;

    for (uint32_t i = 0; i < n->len; i++) {
        if (!words && !is_blank(n->text[i])) {
            first = u->hash.n; /* a word's number is known before it ends */
            words = true;
        }
        add_byte(u, n->text[i]);
    }
    if (words)
        add_origin(o, first, u->in_word ? u->hash.n : u->hash.n - 1, n->src);
}

static void tree_text(struct units *u, struct origins *o, const struct tp_node *n)
{
    uint32_t from = 0;
    bool same = n->src.end - n->src.start == n->len;

    if (!same && n->src.start < n->src.end) {
        replaced_text(u, o, n);
        return;
    }
    for (uint32_t i = 0; i <= n->len; i++) {
        if (i < n->len && !is_blank(n->text[i])) {
            add_byte(u, n->text[i]);
            continue;
        }
        if (i > from && n->src.start < n->src.end)
            add_origin(o, u->hash.n, u->hash.n,
                       (struct tp_range){n->src.start + from, n->src.start + i});
        if (i < n->len)
            end_word(u);
        from = i + 1;
    }
}

static void tree_units(struct units *u, struct origins *o, const struct tp_node *root)
{
    const struct tp_node *n = root;

    while (n) {
        if (n->name)
            tree_element(u, o, n);
        else
            tree_text(u, o, n);
        if (n->first) {
            n = n->first;
            continue;
        }
        while (n != root && !n->next) {
            if (n->name)
                end_word(u);
            n = n->parent;
        }
        if (n->name)
            end_word(u);
        n = n == root ? NULL : n->next;
    }
    end_word(u);
}

/* ---- the units of the result ---- */

static void on_start(void *arg, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int n_ns, const xmlChar **ns, int n_attrs, int n_defaulted,
                     const xmlChar **attrs)
{
    struct units *u = ((xmlParserCtxtPtr)arg)->_private;
    uint64_t h = fnv(fnv_start, (const char *)name, strlen((const char *)name));

    (void)prefix, (void)uri, (void)n_ns, (void)ns, (void)n_defaulted;
    for (int i = 0; i < n_attrs; i++) {
        const xmlChar **at = attrs + 5 * i;
        char full[128];
        size_t n = strlen((const char *)at[0]), k = 0;
        if (at[1] && strcmp((const char *)at[1], "xml") == 0) {
            /* NOLINTNEXTLINE(bugprone-not-null-terminated-result): bytes, not a string */
            memcpy(full, "xml:", 4);
            k = 4;
        }
        if (n > sizeof full - k)
            n = sizeof full - k;
        /* NOLINTNEXTLINE(bugprone-not-null-terminated-result): bytes, not a string */
        memcpy(full + k, at[0], n);
        h += attr_hash(full, k + n, (const char *)at[3], (size_t)(at[4] - at[3]));
    }
    add_element(u, h);
}

static void on_end(void *arg, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    (void)name, (void)prefix, (void)uri;
    end_word(((xmlParserCtxtPtr)arg)->_private);
}

static void on_text(void *arg, const xmlChar *text, int len)
{
    struct units *u = ((xmlParserCtxtPtr)arg)->_private;

    for (int i = 0; i < len; i++)
        add_byte(u, (char)text[i]);
}

static void on_error(void *arg, xmlErrorPtr error)
{
    struct units *u = ((xmlParserCtxtPtr)arg)->_private;

    if (error->level >= XML_ERR_ERROR)
        u->failed = true;
}

static void free_ctxt(void *ctxt)
{
    xmlFreeParserCtxt(ctxt);
}

static void result_units(struct units *u, const char *xml, size_t len)
{
    enum { PIECE = 1 << 20 };
    struct tp_arena *work = tp_arena_sub(u->a);
    xmlParserCtxtPtr ctxt;

    tp_xml_init();
    ctxt = tp_own(work, free_ctxt, xmlCreatePushParserCtxt(NULL, NULL, NULL, 0, NULL));
    ctxt->_private = u;
    memset(ctxt->sax, 0, sizeof *ctxt->sax);
    ctxt->sax->initialized = XML_SAX2_MAGIC;
    ctxt->sax->startElementNs = on_start;
    ctxt->sax->endElementNs = on_end;
    ctxt->sax->characters = on_text;
    ctxt->sax->ignorableWhitespace = on_text;
    ctxt->sax->cdataBlock = on_text;
    ctxt->sax->serror = on_error;
    /* NOENT: without it, a value's "&amp;" is given as "&#38;" */
    (void)xmlCtxtUseOptions(ctxt, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOENT);
    for (size_t at = 0; at < len && !u->failed; at += PIECE) {
        size_t n = len - at < PIECE ? len - at : PIECE;
        if (xmlParseChunk(ctxt, xml + at, (int)n, 0) != 0)
            u->failed = true;
    }
    if (!u->failed && xmlParseChunk(ctxt, NULL, 0, 1) != 0)
        u->failed = true;
    if (u->failed && ctxt->errNo == XML_ERR_NO_MEMORY)
        tp_arena_fail(u->a);
    end_word(u);
    tp_arena_free(work);
}

/* ---- the answer ---- */

static bool bit(const unsigned char *bits, size_t i)
{
    return bits[i / 8] >> i % 8 & 1;
}

/* The signs of the front matter: all that is neither value nor key of a value. */
static void front_matter_bits(const struct tp_source *s, uint32_t at, unsigned char *markup)
{
    for (size_t i = 0; s->fields && i <= s->fields->n; i++) {
        const struct tp_field *f = i < s->fields->n ? &s->fields->v[i] : NULL;
        if (f && !*f->value)
            continue;
        struct tp_range key = f ? f->key_src : (struct tp_range){s->body, s->body};
        struct tp_range value = f ? f->src : (struct tp_range){s->body, s->body};
        if (key.start > at)
            set_bits(markup, (struct tp_range){at, key.start});
        if (key.end > at)
            at = key.end;
        if (value.start > at)
            set_bits(markup, (struct tp_range){at, value.start});
        if (value.end > at)
            at = value.end;
    }
}

/* What stands for white space ("&Tab;", the backslash of a line break) need not be found either. */
static void blank_bits(const struct tp_source *s, unsigned char *markup)
{
    for (const struct tp_block *b = s->root; b; b = tp_block_next(s->root, b))
        for (size_t i = 0; i < b->n_segments; i++) {
            const struct tp_segment *g = &b->segments[i];
            bool blank = g->len > 0 && g->len != g->src.end - g->src.start;
            for (uint32_t at = 0; blank && at < g->len;) {
                uint32_t cp;
                size_t n = tp_utf8_decode(b->text + g->off + at, g->len - at, &cp);
                blank = n && tp_is_space(cp);
                at += (uint32_t)n;
            }
            if (blank)
                set_bits(markup, g->src);
        }
}

/* Count the characters, and gather the lost ones into spans that white space doesn't end. */
static void tally(struct tp_arena *a, const struct tp_source *s, uint32_t from,
                  const unsigned char *found, const unsigned char *markup, struct tp_coverage *out)
{
    TP_VEC(struct tp_range) lost = {0};
    bool joined = false; /* only white space since the last lost character */

    for (uint32_t i = from; i < s->len;) {
        uint32_t cp;
        uint32_t n = (uint32_t)tp_utf8_decode(s->text + i, s->len - i, &cp);
        if (n == 0)
            n = 1, cp = '?';
        if (!tp_is_space(cp) && !bit(markup, i)) {
            out->chars++;
            if (bit(found, i)) {
                out->covered++;
                joined = false;
            } else if (joined) {
                lost.v[lost.n - 1].end = i + n;
            } else {
                TP_PUSH(a, &lost, (struct tp_range){i, i + n});
                joined = true;
            }
        }
        i += n;
    }
    out->lost = lost.v;
    out->n_lost = lost.n;
}

static bool all_kept(const bool *kept, const struct origin *o)
{
    for (size_t i = o->first; i <= o->last; i++)
        if (!kept[i])
            return false;
    return true;
}

/* Which bytes of the source are in the result; false when that is no XML. */
static bool find(struct tp_arena *work, const struct tp_node *root, const char *xml, size_t len,
                 unsigned char *found, size_t bytes)
{
    struct units tree = {.a = work}, result = {.a = work};
    struct origins from = {.a = work, .found = found};
    bool *kept;

    result_units(&result, xml, len);
    if (result.failed)
        return false;
    tree_units(&tree, &from, root);
    if (equal(&tree, &result))
        return true;
    memset(found, 0, bytes);
    tree = result = (struct units){.a = work, .listed = true};
    from.found = NULL;
    tree_units(&tree, &from, root);
    result_units(&result, xml, len);
    kept = tp_alloc(work, tree.hash.n + 1);
    tp_align(work, tree.hash.v, tree.hash.n, result.hash.v, result.hash.n, kept);
    for (size_t i = 0; i < from.list.n; i++)
        if (all_kept(kept, &from.list.v[i]))
            set_bits(found, from.list.v[i].src);
    return true;
}

/* What of the source's text from byte FROM on is found. */
static void answer(struct tp_arena *a, struct tp_arena *work, const struct tp_source *s,
                   uint32_t from, const unsigned char *found, struct tp_coverage *out)
{
    unsigned char *markup = tp_alloc(work, s->len / 8 + 1);

    for (size_t i = 0; i < s->n_markup; i++)
        set_bits(markup, s->markup[i]);
    front_matter_bits(s, from, markup);
    blank_bits(s, markup);
    tally(a, s, from, found, markup, out);
}

bool tp_coverage(struct tp_arena *a, const struct tp_source *source, const struct tp_node *root,
                 const char *xml, size_t len, struct tp_coverage *out)
{
    struct tp_arena *work = tp_arena_sub(a);
    unsigned char *found = tp_alloc(work, source->len / 8 + 1);
    bool ok = find(work, root, xml, len, found, source->len / 8 + 1);

    *out = (struct tp_coverage){0};
    answer(a, work, source, 0, found, out);
    tp_arena_free(work);
    return ok;
}

bool tp_coverage_both(struct tp_arena *a, const struct tp_source *base,
                      const struct tp_source *other, uint32_t from, const struct tp_twin *twins,
                      size_t n_twins, const struct tp_node *root, const char *xml, size_t len,
                      struct tp_coverage *base_out, struct tp_coverage *other_out)
{
    struct tp_arena *work = tp_arena_sub(a);
    unsigned char *found = tp_alloc(work, other->len / 8 + 1);
    bool ok = find(work, root, xml, len, found, other->len / 8 + 1);

    for (size_t i = 0; i < n_twins; i++) {
        bool all = true;
        for (uint32_t k = twins[i].base.start; k < twins[i].base.end; k++)
            all = all && bit(found, k);
        if (all)
            set_bits(found, twins[i].other);
    }
    *base_out = *other_out = (struct tp_coverage){0};
    answer(a, work, base, 0, found, base_out);
    answer(a, work, other, from, found, other_out);
    tp_arena_free(work);
    return ok;
}
