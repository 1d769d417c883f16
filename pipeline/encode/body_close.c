/* The end of a text: farewells, signatures with their offices, dates, addresses. */
#include <string.h>

#include "body_parts.h"
#include "columns.h"

static bool one_line(const struct tp_item *x, const struct tp_item *y)
{
    return x->text.block == y->text.block && x->text.end <= y->text.start &&
           !memchr(x->text.block->text + x->text.end, '\n', y->text.start - x->text.end);
}

/* Offices above a name, and the name: one signed. Returns how many items it took. */
static size_t put_signed(struct tp_builder *b, struct tp_node *closer, const struct tp_items *items,
                         size_t at, size_t end)
{
    struct tp_node *e = tp_element(b->a, closer, "signed");
    size_t n = 0;

    for (; at + n < end && items->v[at + n].role == TP_ROLE_CAPACITY &&
           (n || !items->v[at + n].joined);
         n++) {
        struct tp_node *office = items->v[at + n].joined ? e->last : NULL;
        if (n)
            tp_element(b->a, office ? office : e, "lb");
        tp_put_text(b, office ? office : tp_element(b->a, e, "roleName"), items->v[at + n].text,
                    TP_FOR_SIGNATURE, true);
    }
    if (at + n < end && items->v[at + n].role == TP_ROLE_SIGNED) {
        if (n && one_line(&items->v[at + n - 1], &items->v[at + n]))
            tp_own_text(b->a, e, " ");
        else if (n)
            tp_element(b->a, e, "lb");
        tp_put_text(b, e, items->v[at + n].text, TP_FOR_SIGNATURE, true);
        n++;
    }
    for (; at + n < end && items->v[at + n].joined; n++) { /* the seal, the office below the name */
        bool office = items->v[at + n].role == TP_ROLE_CAPACITY;
        tp_element(b->a, e, "lb");
        tp_put_text(b, office ? tp_element(b->a, e, "roleName") : e, items->v[at + n].text,
                    TP_FOR_SIGNATURE, true);
    }
    return n;
}

bool body_closes(enum tp_role r)
{
    return r == TP_ROLE_SIGNED || r == TP_ROLE_CAPACITY || r == TP_ROLE_VALEDICTION ||
           r == TP_ROLE_DATELINE || r == TP_ROLE_ADDRESS;
}

/* The lines of an address below the signature. */
static void put_address(struct tp_builder *b, struct tp_node *closer, struct tp_piece p)
{
    struct tp_node *address = tp_element(b->a, closer, "address");
    struct tp_piece line;

    for (uint32_t at = p.start; tp_next_line(p, &at, &line);)
        tp_put_text(b, tp_element(b->a, address, "addrLine"), line, TP_FOR_SIGNATURE, false);
}

size_t body_closer(struct tp_builder *b, struct tp_node *div, const struct tp_items *items,
                   size_t at, size_t end)
{
    struct tp_node *closer = tp_element(b->a, div, "closer");
    size_t i = at;

    while (i < end && body_closes(items->v[i].role)) {
        const struct tp_item *item = &items->v[i];
        if (item->role == TP_ROLE_SIGNED || item->role == TP_ROLE_CAPACITY) {
            i += put_signed(b, closer, items, i, end);
            continue;
        }
        if (item->role == TP_ROLE_ADDRESS)
            put_address(b, closer, item->text);
        else
            tp_put_text(
                b, tp_element(b->a, closer, item->role == TP_ROLE_DATELINE ? "dateline" : "salute"),
                item->text, TP_FOR_SIGNATURE, true);
        i++;
    }
    return i - at;
}
