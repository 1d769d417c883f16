/* The lines of a text's head: from whom, to whom, who was there. */
#include <string.h>

#include "meta_parts.h"

const char *meta_copy(struct tp_arena *a, struct tp_slice s)
{
    s = tp_slice_trim(s);
    return s.len ? tp_strndup(a, s.p, s.len) : NULL;
}

/* Lines of a title become one, with single blanks. */
const char *meta_one_line(struct tp_arena *a, struct tp_slice s)
{
    struct tp_buf b = tp_buf_new(a);

    s = tp_slice_trim(s);
    for (size_t i = 0; i < s.len; i++) {
        bool blank = s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t';
        if (!blank)
            tp_buf_char(&b, s.p[i]);
        else if (b.len && b.p[b.len - 1] != ' ')
            tp_buf_char(&b, ' ');
    }
    return b.len ? b.p : NULL;
}

const char *meta_item_value(struct tp_arena *a, const struct tp_item *item)
{
    struct tp_slice t;

    if (item->value.start >= item->value.end)
        return NULL;
    t = tp_slice_trim(
        tp_piece_text((struct tp_piece){item->text.block, item->value.start, item->value.end}));
    while (t.len && strchr(":,;", t.p[t.len - 1]))
        t.len--;
    return meta_one_line(a, t);
}

void meta_set_if_none(const char **to, const char *value)
{
    if (!*to)
        *to = value;
}

/* What the text says counts where the metadata says nothing. */
void meta_say(struct tp_arena *a, struct tp_saids *to, const char *value)
{
    if (!value || (to->n && to->v[0].given))
        return;
    for (size_t i = 0; i < to->n; i++)
        if (strcmp(to->v[i].text, value) == 0)
            return;
    TP_PUSH(a, to, (struct tp_said){value, NULL});
}

/* "Copy to: X", "抄送：X": in a distribution list of one line. */
static void read_copies(struct tp_arena *a, const struct tp_wording *w, const struct tp_item *item,
                        struct tp_meta *m)
{
    enum { LONGEST = 200 };
    struct tp_slice s = tp_piece_text(item->text);
    struct tp_tokens t;
    size_t end;

    if (s.len > LONGEST)
        return;
    t = tp_tokenize(a, s.p, (uint32_t)s.len);
    end = tp_wording_at(&w->lists[TP_WORDING_COPY_TO], &t, 0, t.n, true);
    for (size_t i = end; i < t.n; i++)
        if (t.v[i].lined || t.v[i].kind == TP_TOK_NUMBER)
            return; /* of how many copies to whom */
    if (end && end < t.n)
        meta_say(a, &m->copies,
                 tp_strndup(a, s.p + t.v[end].start, t.v[t.n - 1].end - t.v[end].start));
}

/* The texts of a list, a line each; NULL: it has none. */
static const char *list_lines(struct tp_arena *a, const struct tp_block *list)
{
    struct tp_buf lines = tp_buf_new(a);

    for (const struct tp_block *b = list->first; b; b = tp_block_next(list, b))
        if (b->len) {
            tp_buf_add(&lines, b->text, b->len);
            tp_buf_char(&lines, '\n');
        }
    return lines.len ? lines.p : NULL;
}

/* A caption alone ("PARTICIPANTS:"), with a list below it. */
static void read_listed(struct tp_arena *a, const struct tp_wording *w, const struct tp_version *v,
                        size_t k, struct tp_meta *m)
{
    enum { SHORT = 60 };
    struct tp_slice s = tp_piece_text(v->items.v[k].text);
    const struct tp_block *list = k + 1 < v->items.n ? v->items.v[k + 1].text.block : NULL;
    struct tp_tokens t;
    const char *lines;

    if (!list || list->kind != TP_BLOCK_LIST || !s.len || s.len > SHORT ||
        v->items.v[k + 1].field) /* which says it itself */
        return;
    t = tp_tokenize(a, s.p, (uint32_t)s.len);
    if (tp_wording_at(&w->lists[TP_WORDING_PARTICIPANTS], &t, 0, t.n, true) != t.n)
        return;
    lines = list_lines(a, list);
    if (lines)
        meta_say(a, &m->participants, lines);
}

/* Keep in mind what the metadata, GIVEN, goes before. */
static void overruled(struct tp_arena *a, const char *key, const char *found, const char *given,
                      struct tp_meta *m)
{
    if (given && strcmp(given, found) != 0)
        TP_PUSH(a, &m->overruled, (struct tp_overruled){key, found, given});
}

static const char *given_in(const struct tp_saids *said)
{
    return said->n && said->v[0].given ? said->v[0].text : NULL;
}

/* "M. Muster, Hanoi": the post behind the name goes to *PLACE. */
static const char *without_post(const struct meta_text *x, const char *value, const char **place)
{
    const char *comma = strrchr(value, ',');

    if (!comma || comma == value || !comma[1] ||
        !meta_is_place(x, comma + 1 + strspn(comma + 1, " ")))
        return value;
    meta_set_if_none(place, comma + 1 + strspn(comma + 1, " "));
    return tp_strndup(x->a, value, (size_t)(comma - value));
}

static void read_item(const struct meta_text *x, const struct tp_document *d,
                      const struct tp_item *item, struct tp_meta *m)
{
    struct tp_arena *a = x->a;
    const struct tp_field *place = tp_front_field(d, "place");
    const char *value;

    if (!item->field)
        return;
    value = item->text.block->kind == TP_BLOCK_LIST ? list_lines(a, item->text.block)
                                                    : meta_item_value(a, item);
    if (!value)
        return;
    if (strcmp(item->field, "recipient") == 0)
        value = meta_addressed(x, item, value);
    if (strcmp(item->field, "sender") == 0)
        value = without_post(x, value, &m->place_sent);
    if (strcmp(item->field, "sender") == 0)
        overruled(a, "sender", value, given_in(&m->senders), m);
    else if (strcmp(item->field, "recipient") == 0)
        overruled(a, "recipient", value, given_in(&m->recipients), m);
    else if (strcmp(item->field, "place") == 0)
        overruled(a, "place", value, place ? place->value : NULL, m);
    if (strcmp(item->field, "sender") == 0)
        meta_say(a, &m->senders, value);
    else if (strcmp(item->field, "recipient") == 0)
        meta_say(a, &m->recipients, value);
    else if (strcmp(item->field, "copy-to") == 0)
        meta_say(a, &m->copies, value);
    else if (strcmp(item->field, "place-sent") == 0)
        meta_set_if_none(&m->place_sent, value);
    else if (strcmp(item->field, "place") == 0)
        meta_set_if_none(&m->place, value);
    else if (strcmp(item->field, "author") == 0)
        meta_set_if_none(&m->author, value);
    else if (strcmp(item->field, "participants") == 0 && item->text.block->kind == TP_BLOCK_LIST)
        meta_say(a, &m->participants, value);
    else if (strcmp(item->field, "participants") == 0) /* its lines are persons */
        meta_say(a, &m->participants,
                 meta_copy(a, (struct tp_slice){item->text.block->text + item->value.start,
                                                item->value.end - item->value.start}));
}

/* A list that one version has filled is closed: the others say the same in their languages. */
void meta_lines(const struct meta_text *x, const struct tp_document *d, struct tp_meta *m)
{
    struct tp_arena *a = x->a;
    const struct tp_wording *w = x->tables->wording;
    struct tp_saids *lists[] = {&m->senders, &m->recipients, &m->copies, &m->participants};
    enum { LISTS = sizeof lists / sizeof *lists };
    bool closed[LISTS];

    for (size_t l = 0; l < LISTS; l++)
        closed[l] = lists[l]->n > 0; /* by the metadata, or by the title */
    for (size_t i = 0; i < d->versions.n; i++) {
        size_t before[LISTS];
        for (size_t l = 0; l < LISTS; l++)
            before[l] = lists[l]->n;
        for (size_t k = 0; k < d->versions.v[i].items.n; k++) {
            const struct tp_item *item = &d->versions.v[i].items.v[k];
            if (closed[0] && item->field && strcmp(item->field, "sender") == 0)
                meta_set_if_none(&m->from, meta_item_value(a, item));
            if (!d->versions.v[i].part) /* an enclosure has a sender of its own */
                read_item(x, d, item, m);
            if (item->role == TP_ROLE_DISTRIBUTION)
                read_copies(a, w, item, m);
            else if (k <= d->versions.v[i].top)
                read_listed(a, w, &d->versions.v[i], k, m);
        }
        for (size_t l = 0; l < LISTS; l++) {
            if (closed[l])
                lists[l]->n = before[l];
            closed[l] = closed[l] || lists[l]->n > 0;
        }
    }
}
