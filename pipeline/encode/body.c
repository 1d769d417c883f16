#include "body.h"

#include <stdlib.h>
#include <string.h>

#include "body_parts.h"
#include "collate.h"
#include "columns.h"
#include "ordinal.h"
#include "roles.h"
#include "weave.h"

/* ---- the head ---- */

static void put_head(struct tp_builder *b, struct tp_node *parent, const struct tp_item *item)
{
    struct tp_node *head = tp_element(b->a, parent, "head");

    if (item->role == TP_ROLE_SUBHEAD)
        tp_set(b->a, head, "type", "sub");
    if (tp_version_type(item->role))
        tp_set(b->a, head, "type", "version");
    tp_give_id(b, head, "h", item->text);
    if (tp_version_type(item->role) || item->type) /* its brackets supply nothing */
        tp_put_plain(b, head, body_bare(b, head, item->text));
    else
        tp_put_text(b, head, body_bare(b, head, item->text), TP_FOR_HEAD, true);
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
        [TP_ROLE_SUBJECT] = {"seg", "subject"},
        [TP_ROLE_SALUTE] = {"salute", NULL},
        [TP_ROLE_DATELINE] = {"dateline", NULL},
        [TP_ROLE_BYLINE] = {"byline", NULL},
    };
    const char *name = as[item->role].element;
    struct tp_node *e;

    if (item->role == TP_ROLE_TRANSMISSION || item->role == TP_ROLE_DISTRIBUTION) {
        body_role_note(b, opener, item);
        return;
    }
    if (item->role == TP_ROLE_ADDRESS) { /* lines in a row make one address */
        if (!opener->last || strcmp(opener->last->name, "address") != 0)
            tp_element(b->a, opener, "address");
        struct tp_piece line, last = item->text;
        uint32_t at = item->text.start;
        for (bool more = tp_next_line(item->text, &at, &line); more;) {
            last = line;
            more = tp_next_line(item->text, &at, &line);
            if (more)
                tp_put_text(b, tp_element(b->a, opener->last, "addrLine"), last, TP_FOR_HEAD, true);
        }
        tp_put_text(b, tp_element(b->a, opener->last, "addrLine"), last, TP_FOR_HEAD, true);
        return;
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
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): TOP counts items */
        switch (item->role) {
        case TP_ROLE_HEAD:
        case TP_ROLE_SUBHEAD:
        case TP_ROLE_KIND:
        case TP_ROLE_VERSION_ORIGINAL:
        case TP_ROLE_VERSION_TRANSCRIPTION:
        case TP_ROLE_VERSION_TRANSLATION:
            put_head(b, div, item);
            opener = NULL;
            break;
        case TP_ROLE_PAGE_NUMBER:
            (void)body_page_number(b, div, item);
            opener = NULL;
            break;
        case TP_ROLE_RUNNING_HEADER:
            tp_put_plain(b, tp_element_with(b->a, div, "fw", "type", "header"), item->text);
            opener = NULL;
            break;
        case TP_ROLE_SEPARATOR:
            body_separator(b, div, item->text);
            opener = NULL;
            break;
        case TP_ROLE_OMITTED:
            body_gap(b, div, item->text);
            opener = NULL;
            break;
        case TP_ROLE_HEADNOTE:
        case TP_ROLE_SOURCE_NOTE:
            if (item->joined && div->last && strcmp(div->last->name, "note") == 0)
                body_goes_on(b, div->last, item);
            else
                body_role_note(b, div, item);
            opener = NULL;
            break;
        default:
            if (!opener)
                opener = tp_element(b->a, div, "opener");
            if (item->role == TP_ROLE_STAMP)
                i += body_stamp(b, opener, &v->items, i, v->top) - 1;
            else
                put_opener_line(b, opener, item);
        }
    }
}

/* ---- the text ---- */

/* The divisions that are open, outermost first: the version, then sections or articles. */
enum { DEEPEST = 12 };
struct nesting {
    struct tp_node *div[DEEPEST];
    int level[DEEPEST];            /* of headings; articles are deeper than any heading */
    struct tp_slice word[DEEPEST]; /* of chapters: what they are called */
    size_t n;
};
enum { LEVEL_DIVISION = 7, LEVEL_NUMBERED = 8, LEVEL_CHAPTER = 9, LEVEL_ARTICLE = 30 };

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

/* Is there nothing in the division but headings? */
static bool only_heads(const struct tp_node *div)
{
    for (const struct tp_node *n = div->first; n; n = n->next)
        if (strcmp(n->name, "head") != 0)
            return false;
    return div->first != NULL;
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
    at->word[at->n] = (struct tp_slice){"", 0};
    return at->div[at->n++];
}

/* The number of a part; in words ("premier", "вторая") it becomes figures. */
static void set_number(struct tp_builder *b, struct tp_node *div, const struct tp_item *item)
{
    struct tp_slice t = {item->text.block->text + item->n.start, item->n.end - item->n.start};
    int number;

    if (item->n.start >= item->n.end)
        return;
    number = tp_dates_ordinal(b->a, b->d->dates, t);
    tp_set(b->a, div, "n", number ? tp_fmt(b->a, "%d", number) : tp_strndup(b->a, t.p, t.len));
}

static void put_article(struct tp_builder *b, struct nesting *at, const struct tp_item *item)
{
    struct tp_node *div, *head;

    div = open_division(b, at, LEVEL_ARTICLE, "article");
    set_number(b, div, item);
    head = tp_element(b->a, div, "head");
    tp_put_plain(b, head, body_bare(b, head, item->text));
    tp_give_id(b, div, "article", item->text);
}

/* "CHAPTER II": beside the one before, below what is called otherwise. */
static void put_chapter(struct tp_builder *b, struct nesting *at, const struct tp_item *item)
{
    struct tp_slice t = tp_piece_text(item->text);
    struct tp_slice word = {t.p, 0};
    static const char han[] = "第";
    int level = LEVEL_CHAPTER;
    struct tp_node *div, *head;

    while (word.len < t.len && t.p[word.len] != ' ' && t.p[word.len] != '\n')
        word.len++;
    if (t.len > 6 && memcmp(t.p, han, 3) == 0) /* the last character: 章, 节 */
        word = (struct tp_slice){t.p + t.len - 3, 3};
    for (size_t i = 1; i < at->n; i++) {
        if (at->level[i] < LEVEL_CHAPTER || at->level[i] == LEVEL_ARTICLE)
            continue;
        level = at->level[i] + 1;
        if (at->word[i].len == word.len && memcmp(at->word[i].p, word.p, word.len) == 0) {
            level = at->level[i];
            break;
        }
    }
    div = open_division(b, at, level, "chapter");
    at->word[at->n - 1] = word;
    set_number(b, div, item);
    tp_give_id(b, div, "div", item->text);
    head = tp_element(b->a, div, "head");
    tp_put_text(b, head, body_bare(b, head, item->text), TP_FOR_HEAD, true);
}

/* "## 2. Trade", "### IV. Persons" */
static void set_heading_number(struct tp_builder *b, struct tp_node *div,
                               const struct tp_item *item)
{
    struct tp_slice t = tp_piece_text(item->text);
    struct tp_ordinal o = tp_ordinal_of(t.p, (uint32_t)t.len, NULL);

    if (o.end && o.end < t.len && !strchr("ACi", o.style))
        tp_set(b->a, div, "n", tp_ordinal_n(b->a, &o));
}

static void put_division(struct tp_builder *b, struct nesting *at, const struct tp_item *item)
{
    bool heading = item->text.block->kind == TP_BLOCK_HEADING;
    int level = heading                          ? item->text.block->level
                : item->role == TP_ROLE_DIVISION ? LEVEL_DIVISION
                                                 : LEVEL_NUMBERED;
    struct tp_node *div = open_division(b, at, level,
                                        item->type                       ? item->type
                                        : item->role == TP_ROLE_DIVISION ? "part"
                                                                         : "section");
    struct tp_node *head = tp_element(b->a, div, "head");

    if (item->n.end > item->n.start)
        set_number(b, div, item);
    else if (heading)
        set_heading_number(b, div, item);
    tp_give_id(b, div, "div", item->text);
    tp_put_text(b, head, body_bare(b, head, item->text), TP_FOR_HEAD, true);
}

/* Text in the middle that has a role for which TEI has no place there. */
static void put_odd(struct tp_builder *b, struct tp_node *parent, const struct tp_item *item)
{
    struct tp_node *ab;

    if (item->role == TP_ROLE_REFERENCE || item->role == TP_ROLE_COPY ||
        item->role == TP_ROLE_DISTRIBUTION) {
        body_role_note(b, parent, item);
        return;
    }
    ab = tp_element_with(b->a, parent, "ab", "type", tp_role_id(item->role));
    tp_give_id(b, ab, "p", item->text);
    tp_put_text(b, ab, item->text, TP_FOR_HEAD, true);
}

/* A paragraph that a page's end cuts: what is joined to it goes into it. Returns how many items. */
static size_t put_joined(struct tp_builder *b, struct tp_node *p, const struct tp_items *items,
                         size_t i, size_t end)
{
    size_t n = 0;
    bool hyphenated = false;

    for (; p && i + n < end && items->v[i + n].joined; n++) {
        const struct tp_item *item = &items->v[i + n], *before = item - 1;
        bool hyphen =
            before->role == TP_ROLE_NONE && before->text.block->text[before->text.end - 1] == '-';
        if (!hyphen && before->role == TP_ROLE_NONE)
            tp_own_text(b->a, p, "\n");
        if (item->role == TP_ROLE_PAGE_NUMBER) {
            struct tp_node *pb = body_page_number(b, p, item);
            if (hyphen)
                tp_set(b->a, pb, "break", "no");
        } else if (item->role == TP_ROLE_RUNNING_HEADER) {
            tp_put_plain(b, tp_element_with(b->a, p, "fw", "type", "header"), item->text);
        } else {
            if (!hyphenated && p->last && p->last->name && strcmp(p->last->name, "fw") == 0)
                tp_own_text(b->a, p, "\n");
            tp_put_text(b, p, item->text, TP_FOR_TEXT, false);
        }
        hyphenated = hyphen || (hyphenated && item->role != TP_ROLE_NONE);
    }
    return n;
}

/* Running text. Returns how many items it took. */
static size_t put_running(struct tp_builder *b, struct tp_node *in, const struct tp_items *items,
                          size_t i, size_t end)
{
    const struct tp_item *item = &items->v[i];
    size_t taken = tp_put_enumeration(b, in, items, i, end, NULL);

    if (taken)
        return taken;
    if (item->text.block->kind == TP_BLOCK_PARAGRAPH && item->text.block->len)
        return 1 + put_joined(b, tp_put_paragraph(b, in, item->text), items, i + 1, end);
    tp_put_block(b, in, item->text.block);
    return 1;
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
        return put_running(b, in, items, i, end);
    case TP_ROLE_LIST_HEAD:
        taken = tp_put_enumeration(b, in, items, i + 1, end, item);
        if (!taken)
            put_odd(b, in, item);
        return taken + 1;
    case TP_ROLE_SUBHEAD:
        if (only_heads(in))
            put_head(b, in, item);
        else
            put_odd(b, in, item);
        return 1;
    case TP_ROLE_CHAPTER:
        put_chapter(b, at, item);
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
            in = open_division(b, at, LEVEL_NUMBERED, "conclusion");
        return 1 + put_joined(b, tp_put_paragraph(b, in, item->text), items, i + 1, end);
    case TP_ROLE_PAGE_NUMBER:
        (void)body_page_number(b, in, item);
        return 1;
    case TP_ROLE_RUNNING_HEADER:
        tp_put_plain(b, tp_element_with(b->a, in, "fw", "type", "header"), item->text);
        return 1;
    case TP_ROLE_SEPARATOR:
        body_separator(b, in, item->text);
        return 1;
    case TP_ROLE_OMITTED:
        body_gap(b, in, item->text);
        return 1;
    case TP_ROLE_FOOTNOTE:
        body_foot(b, in, item);
        return 1;
    case TP_ROLE_STAMP:
        return body_stamp(b, tp_element_with(b->a, in, "ab", "type", "stamp"), items, i, end);
    default:
        put_odd(b, in, item);
        return 1;
    }
}

/* ---- the end ---- */

static void put_bottom(struct tp_builder *b, struct tp_node *div, const struct tp_version *v)
{
    size_t i = v->bottom;

    while (i < v->notes) {
        const struct tp_item *item = &v->items.v[i];
        size_t taken = 1;
        if (body_closes(item->role)) {
            taken = body_closer(b, div, &v->items, i, v->notes);
        } else if (item->role == TP_ROLE_STAMP) {
            struct tp_node *note = tp_element_with(b->a, div, "note", "type", "stamp");
            taken = body_stamp(b, note, &v->items, i, v->notes);
            tp_give_id(b, note, "n", item->text);
        } else if (item->role == TP_ROLE_PAGE_NUMBER) {
            (void)body_page_number(b, div, item);
        } else if (item->role == TP_ROLE_RUNNING_HEADER) {
            tp_put_plain(b, tp_element_with(b->a, div, "fw", "type", "header"), item->text);
        } else if (item->role == TP_ROLE_SEPARATOR) {
            body_separator(b, div, item->text);
        } else if (item->role == TP_ROLE_OMITTED) {
            body_gap(b, div, item->text);
        } else if (item->role == TP_ROLE_FOOTNOTE) {
            body_foot(b, div, item);
        } else if (item->role == TP_ROLE_POSTSCRIPT) {
            tp_put_paragraph(b, tp_element(b->a, div, "postscript"), item->text);
        } else if (item->joined && div->last && strcmp(div->last->name, "note") == 0) {
            body_goes_on(b, div->last, item);
        } else {
            body_role_note(b, div, item);
        }
        i += taken;
    }
}

/* ---- notes ---- */

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
            body_note(b, div, item, "end");
        else if (tp_role_bottom(item->role))
            body_role_note(b, div, item);
        else if (div->last && strcmp(div->last->name, "note") == 0 && item->text.block->len)
            tp_put_paragraph(b, tp_element_with(b->a, div, "note", "type", "footnote"), item->text);
        else if (item->text.block->kind == TP_BLOCK_PARAGRAPH && item->text.block->len)
            tp_put_paragraph(b, div, item->text);
        else
            tp_put_block(b, div, item->text.block);
    }
}

/* Minutes: a division for each hand, with what it wrote and its signature. */
static void put_hands(struct tp_builder *b, struct tp_node *div, const struct tp_version *v)
{
    for (size_t i = v->top; i < v->bottom;) {
        struct tp_node *minute = tp_element_with(b->a, div, "div", "type", "minute");
        struct nesting at = {.div = {minute}, .n = 1};
        size_t end = i + 1, text;
        while (end < v->bottom && !v->items.v[end].hand)
            end++;
        for (text = end; text > i && end < v->bottom && body_closes(v->items.v[text - 1].role);)
            text--;
        tp_give_id(b, minute, "div", v->items.v[i].text);
        while (i < text)
            i += put_middle_item(b, &at, &v->items, i, text);
        if (end == v->bottom)
            put_bottom(b, minute, v);
        else
            (void)body_closer(b, minute, &v->items, text, end);
        i = end;
    }
}

static bool has_hands(const struct tp_version *v)
{
    for (size_t i = v->top; i < v->bottom; i++)
        if (v->items.v[i].hand)
            return true;
    return false;
}

/* One text with its head, end and notes into DIV; the notes below a heading go behind it. */
static void put_text_of(struct tp_builder *b, struct tp_node *div, const struct tp_version *v,
                        const char *id)
{
    struct nesting at = {.div = {div}, .n = 1};
    struct tp_node *notes = NULL;

    put_top(b, div, v);
    if (has_hands(v)) {
        put_hands(b, div, v);
    } else {
        for (size_t i = v->top; i < v->bottom;)
            i += put_middle_item(b, &at, &v->items, i, v->bottom);
        if (has_content(div))
            put_bottom(b, div, v);
        else /* TEI has no closer without a text */
            for (size_t i = v->bottom; i < v->notes;)
                i += put_middle_item(b, &at, &v->items, i, v->notes);
    }
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
    if (v->guessed) {
        tp_set(b->a, div, "cert", "medium");
        tp_set(b->a, div, "resp", "#teipipe");
    }
    if (!parts) {
        put_text_of(b, div, v, id);
        return div;
    }
    /* a title above several letters, and no text of its own */
    if (v->items.n && v->top == v->items.n)
        put_text_of(b, div, v, id);
    for (size_t i = div->first ? 1 : 0; i <= parts; i++) {
        const struct tp_item *first = v[i].items.n ? &v[i].items.v[0] : NULL;
        const char *type = i && first && first->type ? first->type : i ? "part" : "document";
        struct tp_node *part = tp_element_with(b->a, div, "div", "type", type);
        const char *part_id = tp_id_named(b->ids, tp_fmt(b->a, "%s-part-%zu", id, i + 1));
        tp_set(b->a, part, "xml:id", part_id);
        if (i && first && first->role == TP_ROLE_HEAD)
            set_number(b, part, first);
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
            body_gap(b, body, v->omitted);
        divs[i] = put_version(b, body, v, parts);
        made++;
        i += parts + 1;
    }
    if (d->omitted_end.block)
        body_gap(b, body, d->omitted_end);
    tp_check_notes(b, body);
    if (b->collation)
        tp_collation_rest(b, body);
    for (size_t i = 0; i < d->versions.n && made <= MOST_ALIGNED; i++)
        for (size_t k = i + 1; k < d->versions.n; k++)
            if (divs[i] && divs[k] &&
                (strcmp(d->versions.v[i].lang, d->versions.v[k].lang) != 0 ||
                 strcmp(d->versions.v[i].type, d->versions.v[k].type) == 0))
                tp_align_versions(b, divs[i], divs[k]);
}
