#include "body.h"

#include <stdlib.h>
#include <string.h>

#include "../base/utf8.h"
#include "weave.h"

const char *tp_note_id(struct tp_builder *b, const char *mark)
{
    struct tp_buf id = tp_buf_new(b->a);

    tp_buf_str(&id, "note-");
    for (const char *p = mark; *p; p++)
        if ((*p >= '0' && *p <= '9') || ((*p | 32) >= 'a' && (*p | 32) <= 'z'))
            tp_buf_char(&id, *p);
    return id.p;
}

/* ---- pieces that may stand in several places ---- */

static void put_page_number(struct tp_builder *b, struct tp_node *parent,
                            const struct tp_item *item)
{
    const struct tp_block *block = item->text.block;
    struct tp_node *pb = tp_element(b->a, parent, "pb"), *fw;

    if (item->n.end > item->n.start)
        tp_set(b->a, pb, "n",
               tp_strndup(b->a, block->text + item->n.start, item->n.end - item->n.start));
    fw = tp_element_with(b->a, parent, "fw", "type", "pageNum");
    tp_put_plain(b, fw, item->text);
}

static void put_gap(struct tp_builder *b, struct tp_node *parent, struct tp_piece p)
{
    struct tp_node *gap = tp_element_with(b->a, parent, "gap", "reason", "omitted");

    if (!p.block)
        return;
    gap->src = tp_block_source(p.block, p.start, p.end);
    tp_claim_text(b->a, gap, p.block, p.start, p.end);
}

/* The words in the brackets of "[Stamp: ...]": where they begin and end. */
static struct tp_piece inside_stamp(struct tp_builder *b, struct tp_node *stamp, struct tp_piece p,
                                    bool first, bool last)
{
    const char *text = p.block->text;
    struct tp_piece in = p;

    if (first && in.start < in.end && text[in.start] == '[') {
        const char *colon = memchr(text + in.start, ':', in.end - in.start);
        in.start = colon ? (uint32_t)(colon - text) + 1 : in.start + 1;
        while (in.start < in.end && text[in.start] == ' ')
            in.start++;
        tp_claim_text(b->a, stamp, p.block, p.start, in.start);
    }
    if (last && in.start < in.end && text[in.end - 1] == ']' && text[p.start] == '[') {
        in.end--;
        tp_claim_text(b->a, stamp, p.block, in.end, p.end);
    }
    return in;
}

/* A stamp and the items that go on with it. Returns how many items it took. */
static size_t put_stamp(struct tp_builder *b, struct tp_node *parent, const struct tp_items *items,
                        size_t at, size_t end)
{
    struct tp_node *stamp = tp_element(b->a, parent, "stamp");
    size_t n = 1;

    while (at + n < end && items->v[at + n].joined)
        n++;
    for (size_t i = at; i < at + n; i++) {
        struct tp_piece p = items->v[i].text;
        if (i > at)
            tp_element(b->a, stamp, "lb");
        if (n == 1) {
            p = inside_stamp(b, stamp, p, true, true);
        } else if (i == at) {
            p = inside_stamp(b, stamp, p, true, false);
        } else if (i == at + n - 1 && p.block->text[p.end - 1] == ']') {
            tp_claim_text(b->a, stamp, p.block, p.end - 1, p.end);
            p.end--;
        }
        tp_put_text(b, stamp, p, TP_FOR_TEXT, true);
    }
    return n;
}

/* Note in place, typed by its role: typed-by lines, distribution lists, remarks on the source. */
static void put_role_note(struct tp_builder *b, struct tp_node *parent, const struct tp_item *item)
{
    static const char *const types[TP_ROLE_COUNT] = {
        [TP_ROLE_TYPED] = "production",
        [TP_ROLE_DISTRIBUTION] = "distribution",
        [TP_ROLE_AUTHENTICATED] = "authentication",
        [TP_ROLE_SOURCE_NOTE] = "source",
        [TP_ROLE_TRANSMISSION] = "transmission",
        [TP_ROLE_REFERENCE] = "reference",
        [TP_ROLE_COPY] = "copy",
        [TP_ROLE_REMARK] = "remark",
        [TP_ROLE_HEADNOTE] = "headnote",
    };
    struct tp_node *note = tp_element_with(b->a, parent, "note", "type",
                                           types[item->role] ? types[item->role] : "other");

    tp_give_id(b, note, "n", item->text);
    tp_put_text(b, note, item->text, TP_FOR_SIGNATURE, true);
}

/* ---- the head ---- */

static void put_head(struct tp_builder *b, struct tp_node *parent, const struct tp_item *item)
{
    struct tp_node *head = tp_element(b->a, parent, "head");

    if (item->role == TP_ROLE_SUBHEAD)
        tp_set(b->a, head, "type", "sub");
    tp_give_id(b, head, "h", item->text);
    tp_put_text(b, head, item->text, TP_FOR_HEAD, true);
}

/* One line of the opener: which element, of which type. */
static void put_opener_line(struct tp_builder *b, struct tp_node *opener,
                            const struct tp_item *item)
{
    static const struct {
        const char *element, *type;
    } as[TP_ROLE_COUNT] = {
        [TP_ROLE_CLASSIFICATION] = {"seg", "classification"},
        [TP_ROLE_COPY] = {"seg", "copy"},
        [TP_ROLE_REFERENCE] = {"seg", "reference"},
        [TP_ROLE_SALUTE] = {"salute", NULL},
        [TP_ROLE_DATELINE] = {"dateline", NULL},
        [TP_ROLE_BYLINE] = {"byline", NULL},
    };
    const char *name = as[item->role].element;
    struct tp_node *e;

    if (item->role == TP_ROLE_TRANSMISSION || item->role == TP_ROLE_DISTRIBUTION) {
        put_role_note(b, opener, item);
        return;
    }
    if (item->role == TP_ROLE_ADDRESS) { /* lines in a row make one address */
        if (!opener->last || strcmp(opener->last->name, "address") != 0)
            tp_element(b->a, opener, "address");
        e = tp_element(b->a, opener->last, "addrLine");
    } else {
        e = tp_element(b->a, opener, name ? name : "seg");
        if (as[item->role].type)
            tp_set(b->a, e, "type", as[item->role].type);
    }
    tp_put_text(b, e, item->text, name && strcmp(name, "seg") == 0 ? TP_FOR_LABEL : TP_FOR_HEAD,
                true);
}

static void put_top(struct tp_builder *b, struct tp_node *div, const struct tp_version *v)
{
    struct tp_node *opener = NULL;

    for (size_t i = 0; i < v->top; i++) {
        const struct tp_item *item = &v->items.v[i];
        switch (item->role) {
        case TP_ROLE_HEAD:
        case TP_ROLE_SUBHEAD:
        case TP_ROLE_KIND:
            put_head(b, div, item);
            opener = NULL;
            break;
        case TP_ROLE_PAGE_NUMBER:
            put_page_number(b, div, item);
            opener = NULL;
            break;
        case TP_ROLE_RUNNING_HEADER:
            tp_put_plain(b, tp_element_with(b->a, div, "fw", "type", "header"), item->text);
            opener = NULL;
            break;
        case TP_ROLE_OMITTED:
            put_gap(b, div, item->text);
            opener = NULL;
            break;
        case TP_ROLE_HEADNOTE:
            put_role_note(b, div, item);
            opener = NULL;
            break;
        default:
            if (!opener)
                opener = tp_element(b->a, div, "opener");
            if (item->role == TP_ROLE_STAMP)
                i += put_stamp(b, opener, &v->items, i, v->top) - 1;
            else
                put_opener_line(b, opener, item);
        }
    }
}

/* ---- the text ---- */

/* The divisions that are open, outermost first: the version, then sections or articles. */
enum { DEEPEST = 8 };
struct nesting {
    struct tp_node *div[DEEPEST];
    int level[DEEPEST]; /* of headings; articles are deeper than any heading */
    size_t n;
};
enum { LEVEL_DIVISION = 7, LEVEL_ARTICLE = 8 };

/* Is the division still without content of its own? Then it needs a paragraph before its closer. */
static bool has_content(const struct tp_node *div)
{
    static const char *const heads[] = {"head", "opener", "pb",        "fw",
                                        "gap",  "note",   "milestone", NULL};

    for (const struct tp_node *n = div->first; n; n = n->next) {
        bool head = false;
        for (size_t i = 0; heads[i]; i++)
            head = head || strcmp(n->name, heads[i]) == 0;
        if (!head)
            return true;
    }
    return false;
}

static struct tp_node *open_division(struct tp_builder *b, struct nesting *at, int level,
                                     const char *type)
{
    while (at->n > 1 && at->level[at->n - 1] >= level)
        at->n--;
    if (at->n == DEEPEST)
        at->n--;
    at->div[at->n] = tp_element_with(b->a, at->div[at->n - 1], "div", "type", type);
    at->level[at->n] = level;
    return at->div[at->n++];
}

static void put_article(struct tp_builder *b, struct nesting *at, const struct tp_item *item)
{
    struct tp_node *div, *head;
    char *n = tp_strndup(b->a, item->text.block->text + item->n.start, item->n.end - item->n.start);

    div = open_division(b, at, LEVEL_ARTICLE, "article");
    tp_set(b->a, div, "n", n);
    head = tp_element(b->a, div, "head");
    tp_put_plain(b, head, item->text);
    tp_give_id(b, div, "article", item->text);
}

static void put_division(struct tp_builder *b, struct nesting *at, const struct tp_item *item)
{
    bool heading = item->text.block->kind == TP_BLOCK_HEADING;
    int level = item->role == TP_ROLE_DIVISION
                    ? (heading ? item->text.block->level : LEVEL_DIVISION)
                    : item->text.block->level;
    struct tp_node *div =
        open_division(b, at, level, item->role == TP_ROLE_DIVISION ? "part" : "section");
    struct tp_node *head = tp_element(b->a, div, "head");

    tp_give_id(b, div, "div", item->text);
    tp_put_text(b, head, item->text, TP_FOR_HEAD, true);
}

/* Text in the middle that has a role for which TEI has no place there. */
static void put_odd(struct tp_builder *b, struct tp_node *parent, const struct tp_item *item)
{
    struct tp_node *ab = tp_element_with(b->a, parent, "ab", "type", tp_role_id(item->role));

    tp_give_id(b, ab, "p", item->text);
    tp_put_text(b, ab, item->text, TP_FOR_HEAD, true);
}

/* One item, or several that belong together; returns how many. */
static size_t put_middle_item(struct tp_builder *b, struct nesting *at,
                              const struct tp_items *items, size_t i, size_t end)
{
    const struct tp_item *item = &items->v[i];
    struct tp_node *in = at->div[at->n - 1];
    size_t taken;

    switch (item->role) {
    case TP_ROLE_NONE:
        taken = tp_put_enumeration(b, in, items, i, end);
        if (taken)
            return taken;
        if (item->text.start) /* behind the heading of an article in the same paragraph */
            tp_put_paragraph(b, in, item->text);
        else
            tp_put_block(b, in, item->text.block);
        return 1;
    case TP_ROLE_HEAD:
    case TP_ROLE_DIVISION:
        put_division(b, at, item);
        return 1;
    case TP_ROLE_ARTICLE:
        put_article(b, at, item);
        return 1;
    case TP_ROLE_CONCLUSION:
        if (at->n > 1 && !tp_is_type(in, "conclusion"))
            in = open_division(b, at, LEVEL_ARTICLE, "conclusion");
        tp_put_paragraph(b, in, item->text);
        return 1;
    case TP_ROLE_PAGE_NUMBER:
        put_page_number(b, in, item);
        return 1;
    case TP_ROLE_RUNNING_HEADER:
        tp_put_plain(b, tp_element_with(b->a, in, "fw", "type", "header"), item->text);
        return 1;
    case TP_ROLE_OMITTED:
        put_gap(b, in, item->text);
        return 1;
    case TP_ROLE_STAMP:
        return put_stamp(b, tp_element_with(b->a, in, "ab", "type", "stamp"), items, i, end);
    default:
        if (item->text.block->kind == TP_BLOCK_FOOTNOTE)
            tp_put_footnote(b, in, item->text.block);
        else
            put_odd(b, in, item);
        return 1;
    }
}

/* ---- the end ---- */

/* Offices above a name, and the name: one signed. Returns how many items it took. */
static size_t put_signed(struct tp_builder *b, struct tp_node *closer, const struct tp_items *items,
                         size_t at, size_t end)
{
    struct tp_node *e = tp_element(b->a, closer, "signed");
    size_t n = 0;

    for (; at + n < end && items->v[at + n].role == TP_ROLE_CAPACITY; n++) {
        if (n)
            tp_element(b->a, e, "lb");
        tp_put_text(b, tp_element(b->a, e, "roleName"), items->v[at + n].text, TP_FOR_SIGNATURE,
                    true);
    }
    if (at + n < end && items->v[at + n].role == TP_ROLE_SIGNED) {
        if (n)
            tp_element(b->a, e, "lb");
        tp_put_text(b, e, items->v[at + n].text, TP_FOR_SIGNATURE, true);
        n++;
    }
    return n;
}

static bool in_closer(enum tp_role r)
{
    return r == TP_ROLE_SIGNED || r == TP_ROLE_CAPACITY || r == TP_ROLE_VALEDICTION ||
           r == TP_ROLE_DATELINE;
}

static size_t put_closer(struct tp_builder *b, struct tp_node *div, const struct tp_items *items,
                         size_t at, size_t end)
{
    struct tp_node *closer = tp_element(b->a, div, "closer");
    size_t i = at;

    while (i < end && in_closer(items->v[i].role)) {
        const struct tp_item *item = &items->v[i];
        if (item->role == TP_ROLE_SIGNED || item->role == TP_ROLE_CAPACITY) {
            i += put_signed(b, closer, items, i, end);
            continue;
        }
        tp_put_text(
            b, tp_element(b->a, closer, item->role == TP_ROLE_DATELINE ? "dateline" : "salute"),
            item->text, TP_FOR_SIGNATURE, true);
        i++;
    }
    return i - at;
}

static void put_bottom(struct tp_builder *b, struct tp_node *div, const struct tp_version *v)
{
    size_t i = v->bottom;

    while (i < v->notes) {
        const struct tp_item *item = &v->items.v[i];
        size_t taken = 1;
        if (in_closer(item->role)) {
            taken = put_closer(b, div, &v->items, i, v->notes);
        } else if (item->role == TP_ROLE_STAMP) {
            struct tp_node *note = tp_element_with(b->a, div, "note", "type", "stamp");
            taken = put_stamp(b, note, &v->items, i, v->notes);
            tp_give_id(b, note, "n", item->text);
        } else if (item->role == TP_ROLE_PAGE_NUMBER) {
            put_page_number(b, div, item);
        } else if (item->role == TP_ROLE_RUNNING_HEADER) {
            tp_put_plain(b, tp_element_with(b->a, div, "fw", "type", "header"), item->text);
        } else if (item->role == TP_ROLE_OMITTED) {
            put_gap(b, div, item->text);
        } else if (item->text.block->kind == TP_BLOCK_FOOTNOTE) {
            tp_put_footnote(b, div, item->text.block);
        } else if (item->role == TP_ROLE_POSTSCRIPT) {
            tp_put_paragraph(b, tp_element(b->a, div, "postscript"), item->text);
        } else {
            put_role_note(b, div, item);
        }
        i += taken;
    }
}

/* ---- notes ---- */

static void put_note(struct tp_builder *b, struct tp_node *parent, const struct tp_item *item)
{
    struct tp_node *note = tp_element_with(b->a, parent, "note", "type", "footnote");
    const char *text = item->text.block->text;
    char *n = tp_strndup(b->a, text + item->n.start, item->n.end - item->n.start);
    uint32_t end = item->n.end, from;

    /* the mark with its brackets, and the blank behind it, are what @n and the place stand for */
    while (end < item->text.end && text[end] != ' ' && end < item->n.end + 4) {
        uint32_t cp;
        uint32_t k = (uint32_t)tp_utf8_decode(text + end, item->text.end - end, &cp);
        if (!k || tp_script_of(cp) != TP_NO_SCRIPT)
            break;
        end += k;
    }
    from = end;
    while (from < item->text.end && text[from] == ' ')
        from++;
    tp_set(b->a, note, "n", n);
    tp_set(b->a, note, "xml:id", tp_id_named(b->ids, tp_note_id(b, n)));
    tp_set(b->a, note, "place", "end");
    tp_claim_text(b->a, note, item->text.block, item->text.start, end);
    tp_put_text(b, note, (struct tp_piece){item->text.block, from, item->text.end}, TP_FOR_TEXT,
                false);
}

/* The notes below a heading of their own: a division behind that of the text. */
static void put_notes(struct tp_builder *b, struct tp_node *body, const struct tp_version *v,
                      const char *version_id)
{
    struct tp_node *div = tp_element_with(b->a, body, "div", "type", "notes");

    tp_set(b->a, div, "corresp", tp_fmt(b->a, "#%s", version_id));
    tp_set(b->a, div, "xml:lang", v->lang);
    for (size_t i = v->notes; i < v->items.n; i++) {
        const struct tp_item *item = &v->items.v[i];
        if (item->role == TP_ROLE_NOTES_HEAD && !div->first)
            tp_put_text(b, tp_element(b->a, div, "head"), item->text, TP_FOR_HEAD, true);
        else if (item->role == TP_ROLE_FOOTNOTE)
            put_note(b, div, item);
        else if (div->last && strcmp(div->last->name, "note") == 0 && item->text.block->len)
            tp_put_paragraph(b, tp_element_with(b->a, div, "note", "type", "footnote"), item->text);
        else
            tp_put_block(b, div, item->text.block);
    }
}

/* One text with its head, end and notes into DIV; the notes below a heading go behind it. */
static void put_text_of(struct tp_builder *b, struct tp_node *div, const struct tp_version *v,
                        const char *id)
{
    struct nesting at = {.div = {div}, .n = 1};
    struct tp_node *notes = NULL;

    put_top(b, div, v);
    for (size_t i = v->top; i < v->bottom;)
        i += put_middle_item(b, &at, &v->items, i, v->bottom);
    if (!has_content(div)) /* TEI has no closer without a text */
        for (size_t i = v->bottom; i < v->notes;)
            i += put_middle_item(b, &at, &v->items, i, v->notes);
    else
        put_bottom(b, div, v);
    if (v->notes < v->items.n) {
        put_notes(b, div->parent, v, id);
        notes = div->parent->last;
    }
    tp_link_notes(b, div, notes);
}

/* A version, with the N parts (protocols, annexes) that go on with it, each in a div of its own. */
static struct tp_node *put_version(struct tp_builder *b, struct tp_node *body,
                                   const struct tp_version *v, size_t parts)
{
    struct tp_node *div = tp_element_with(b->a, body, "div", "type", v->type);
    const char *id = tp_id_named(b->ids, v->type);

    b->lang = v->lang;
    b->script = v->script;
    tp_set(b->a, div, "xml:id", id);
    tp_set(b->a, div, "xml:lang", v->lang);
    if (!parts) {
        put_text_of(b, div, v, id);
        return div;
    }
    for (size_t i = 0; i <= parts; i++) {
        struct tp_node *part = tp_element_with(b->a, div, "div", "type", i ? "part" : "document");
        const char *part_id = tp_id_named(b->ids, tp_fmt(b->a, "%s-part-%zu", id, i + 1));
        tp_set(b->a, part, "xml:id", part_id);
        put_text_of(b, part, &v[i], part_id);
    }
    return div;
}

void tp_build_body(struct tp_builder *b, struct tp_node *body)
{
    enum { MOST_ALIGNED = 12 }; /* so many texts in a file aren't versions of one */
    const struct tp_document *d = b->d;
    struct tp_node **divs = tp_alloc_array(b->a, d->versions.n, sizeof(struct tp_node *));
    size_t made = 0;

    for (size_t i = 0; i < d->versions.n;) {
        const struct tp_version *v = &d->versions.v[i];
        size_t parts = 0;
        while (i + parts + 1 < d->versions.n && v[parts + 1].part)
            parts++;
        if (v->omitted.block)
            put_gap(b, body, v->omitted);
        divs[i] = put_version(b, body, v, parts);
        made++;
        i += parts + 1;
    }
    if (d->omitted_end.block)
        put_gap(b, body, d->omitted_end);
    for (size_t i = 0; i < d->versions.n && made <= MOST_ALIGNED; i++)
        for (size_t k = i + 1; k < d->versions.n; k++)
            if (divs[i] && divs[k] &&
                (strcmp(d->versions.v[i].lang, d->versions.v[k].lang) != 0 ||
                 strcmp(d->versions.v[i].type, d->versions.v[k].type) == 0))
                tp_align_versions(b, divs[i], divs[k]);
}
