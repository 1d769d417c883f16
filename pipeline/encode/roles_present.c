/* Those present, below a caption of their own ("Participants:"): a list, numbered lines, or lines
 * with a name each. */
#include "roles.h"

#include <string.h>
#include <unicode/uchar.h>

#include "../base/utf8.h"
#include "columns.h"
#include "ordinal.h"

enum { LINE = 120 }; /* characters of a person with office */

/* Without the dash or point of a list. */
static struct tp_slice without_bullet(struct tp_slice t)
{
    uint32_t cp;
    size_t n = tp_utf8_decode(t.p, t.len, &cp);

    if (n && (cp == '-' || cp == '*' || cp == 0x2013 || cp == 0x2014 || cp == 0x2022))
        return tp_slice_trim((struct tp_slice){t.p + n, t.len - n});
    return t;
}

/* "Mr. A. Vale, Counselor", "Гао Ган — председатель": no sentence, and nobody speaks. */
static bool is_person(struct tp_slice t)
{
    enum { WORDS = 16 };
    const char *colon;
    size_t blanks = 0;
    uint32_t cp;

    t = without_bullet(t);
    if (!t.len || tp_utf8_count(t.p, t.len) > LINE || roles_prose(t) ||
        !tp_utf8_decode(t.p, t.len, &cp) || (!u_isupper((UChar32)cp) && tp_script_of(cp) != TP_HAN))
        return false;
    for (size_t i = 0; i < t.len; i++)
        blanks += t.p[i] == ' ';
    colon = memchr(t.p, ':', t.len); /* "On the British side: ..." has names behind it */
    return blanks < WORDS && (!colon || colon + 1 == t.p + t.len || u_isupper(colon[2]));
}

static bool list_of_persons(const struct tp_block *list)
{
    for (const struct tp_block *b = list->first; b; b = tp_block_next(list, b)) {
        struct tp_slice t = tp_piece_text((struct tp_piece){b, 0, b->len});
        if (b->len && (tp_utf8_count(t.p, t.len) > LINE || roles_prose(t)))
            return false;
    }
    return true;
}

/* "Distribution:" and a list below it: as item I of the version. */
bool roles_is_listed(struct tp_arena *a, const struct tp_document *d, const struct tp_version *v,
                     size_t i, struct tp_item *item)
{
    struct tp_item above;
    struct tp_slice t;

    if (i <= v->top || item->text.block->kind != TP_BLOCK_LIST || item->role != TP_ROLE_NONE ||
        !list_of_persons(item->text.block))
        return false;
    above = v->items.v[i - 1];
    t = tp_piece_text(above.text);
    if (!roles_plain(&above) || memchr(t.p, '\n', t.len) ||
        !roles_apply(a, d->matcher, d->layout, &above, TP_AT_BOTTOM, false, TP_ROLE_NONE) ||
        (above.role != TP_ROLE_DISTRIBUTION && above.role != TP_ROLE_REMARK))
        return false;
    item->role = above.role;
    item->joined = true;
    return true;
}

static bool lines_of_persons(struct tp_arena *a, const struct tp_document *d, struct tp_piece p)
{
    struct tp_piece line;

    for (uint32_t at = p.start; tp_next_line(p, &at, &line);) {
        struct tp_item item = {.text = line};
        struct tp_slice t = tp_piece_text(line);
        uint32_t number = tp_ordinal_of(t.p, (uint32_t)t.len, NULL).end;
        if (roles_dateline(a, d, line) ||
            (roles_apply(a, d->matcher, d->layout, &item, TP_AT_TOP, false, TP_ROLE_NONE) &&
             item.role != TP_ROLE_ADDRESS && item.role != TP_ROLE_SALUTE &&
             item.role != TP_ROLE_BYLINE && item.role != TP_ROLE_HEADNOTE))
            return false;
        if (number && number < t.len)
            t = tp_slice_trim((struct tp_slice){t.p + number, t.len - number});
        if (!is_person(t))
            return false;
    }
    return true;
}

uint32_t roles_present_end(struct tp_arena *a, const struct tp_document *d,
                           const struct tp_item *item)
{
    struct tp_piece line;
    uint32_t at = item->text.start;

    if (item->role != TP_ROLE_HEADNOTE || !item->type || strcmp(item->type, "participants") != 0 ||
        !tp_next_line(item->text, &at, &line))
        return 0;
    for (uint32_t from = at; tp_next_line(item->text, &at, &line); from = at) {
        struct tp_item next = {.text = line};
        if (!memchr(line.block->text + line.start, ':', line.end - line.start) ||
            !roles_apply(a, d->matcher, d->layout, &next, TP_AT_TOP, false, TP_ROLE_NONE))
            continue;
        if (next.role == TP_ROLE_DISTRIBUTION || next.role == TP_ROLE_SUBJECT ||
            next.role == TP_ROLE_DATELINE || next.role == TP_ROLE_REFERENCE)
            return from;
    }
    return 0;
}

bool roles_is_subject(const struct tp_item *above, struct tp_item *item)
{
    enum { LONGEST = 200 };
    struct tp_slice t = tp_piece_text(item->text);

    if (above->role != TP_ROLE_SUBJECT || above->field || item->role != TP_ROLE_NONE ||
        !roles_plain(item) || !t.len || tp_utf8_count(t.p, t.len) > LONGEST || roles_prose(t))
        return false;
    item->role = TP_ROLE_SUBJECT;
    item->field = "subject";
    item->value = (struct tp_range){item->text.start, item->text.end};
    return true;
}

/* A caption alone, or what goes on with it. */
static bool announces(const struct tp_item *item)
{
    struct tp_slice t = tp_piece_text(item->text);

    return item->role == TP_ROLE_HEADNOTE && item->type &&
           strcmp(item->type, "participants") == 0 &&
           (item->joined || (item->value.start >= item->value.end && !memchr(t.p, '\n', t.len)));
}

bool roles_is_present(struct tp_arena *a, const struct tp_document *d, const struct tp_item *above,
                      struct tp_item *item)
{
    const struct tp_block *b = item->text.block;

    if (item->role != TP_ROLE_NONE || !announces(above) ||
        !(b->kind == TP_BLOCK_LIST        ? list_of_persons(b)
          : b->kind == TP_BLOCK_PARAGRAPH ? lines_of_persons(a, d, item->text)
                                          : false))
        return false;
    item->role = TP_ROLE_HEADNOTE;
    item->type = "participants";
    item->field = "participants";
    item->value = (struct tp_range){item->text.start, item->text.end};
    item->joined = true;
    return true;
}
