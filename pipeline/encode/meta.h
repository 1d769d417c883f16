/*
 * meta.h - what a document says about itself: from its page's fields, its title, its front matter
 * and the lines of its head.
 */
#ifndef TP_ENCODE_META_H
#define TP_ENCODE_META_H

#include "passes.h"
#include "recognise.h"

struct tp_kind {
    const char *id, *label;
};

/* The taxonomy of kinds (schemas/kinds.yaml); immutable. */
struct tp_kinds;
struct tp_kinds *tp_kinds_new(struct tp_arena *a, struct tp_diags *ds);
/* The kind whose phrase stands in TEXT, the longest first; NULL: none. */
const struct tp_kind *tp_kind_in(const struct tp_kinds *kinds, struct tp_arena *a, const char *text,
                                 size_t len);
/* The kind with this id; NULL: none. */
const struct tp_kind *tp_kind_named(const struct tp_kinds *kinds, const char *id);
/* The ids of all, ended by NULL. */
const char *const *tp_kind_ids(struct tp_arena *a, const struct tp_kinds *kinds);

/* Strings are in the arena; NULL: not known. */
struct tp_meta {
    const char *title;
    bool title_made;    /* by us, for a document that has none */
    bool sender_signed; /* the sender is taken from the signature */
    const struct tp_kind *kind;
    const char *number;
    const char *sender, *recipient, *place, *place_received;
    const char *author;       /* who wrote it, when that is not its sender: of a diary */
    const char *participants; /* of a conversation */
    const char *classification;
    struct tp_date date; /* .when NULL and .not_before NULL: not known */
    struct tp_date sent, received;
    const char *date_text;
    enum tp_date_order order; /* of numeric dates */
    int year;                 /* the only full year in the text; 0: none, or several */
    int century;              /* a year of the one that all full years are in; 0: not known */
};

void tp_meta_gather(struct tp_arena *a, const struct tp_document *d, const struct tp_kinds *kinds,
                    struct tp_meta *out);

/* The front matter's field with the key; NULL when there is none, or nothing in it. */
const struct tp_field *tp_front_field(const struct tp_document *d, const char *key);
bool tp_has_date(const struct tp_date *d);

#endif
