/*
 * meta.h - what a document says about itself: from its page's fields, its title, its front matter
 * and the lines of its head.
 */
#ifndef TP_ENCODE_META_H
#define TP_ENCODE_META_H

#include "passes.h"
#include "recognise.h"
#include "shelfmark.h"
#include "wording.h"

struct tp_kind {
    const char *id, *label;
};

/* The taxonomy of kinds (schemas/kinds.yaml, and FILE, whose phrases count as ours do; NULL: none);
 * immutable. */
struct tp_kinds;
struct tp_kinds *tp_kinds_new(struct tp_arena *a, const char *file, struct tp_diags *ds);
/* The kind whose phrase stands in TEXT, the longest first; NULL: none. */
const struct tp_kind *tp_kind_in(const struct tp_kinds *kinds, struct tp_arena *a, const char *text,
                                 size_t len);
/* The kind with this id; NULL: none. */
const struct tp_kind *tp_kind_named(const struct tp_kinds *kinds, const char *id);
/* The ids of all, ended by NULL. */
const char *const *tp_kind_ids(struct tp_arena *a, const struct tp_kinds *kinds);

/* A value, and the field of the metadata that gives it; GIVEN NULL: it was found on the page. */
struct tp_said {
    const char *text;
    const struct tp_field *given;
};
struct tp_saids {
    struct tp_said *v;
    size_t n, cap;
};

enum tp_dispatch_type { TP_DISPATCH_SENT, TP_DISPATCH_RECEIVED, TP_DISPATCH_TRANSMITTED };

/* What became of a message on its way: "Received in Moscow 14:20 20 July", "Deciphered by X". */
struct tp_dispatch {
    enum tp_dispatch_type type;
    const char *subtype; /* of a transmission: deciphered, forwarded; else NULL */
    const char *place, *by;
    struct tp_date date;
};

/* What the text says and the metadata overrules. */
/* The heading of a version, as a title in its language. */
struct tp_title {
    const char *text, *lang;
};

struct tp_overruled {
    const char *key, *found, *given;
};

/* Strings are in the arena; NULL: not known. */
struct tp_meta {
    const char *title;
    bool title_made;                    /* by us, for a document that has none */
    TP_LIST_OF(struct tp_title) titles; /* of the other versions */
    bool sender_signed;                 /* the sender is taken from the signature */
    bool recipient_hailed;              /* the recipient is taken from the salutation */
    const struct tp_kind *kind;
    const char *number;
    const char *sender, *recipient; /* the first of each list */
    struct tp_saids senders, recipients, copies;
    struct tp_saids
        participants; /* of a conversation: lines as they stand, each may name several */
    const char *place, *place_received;
    const char *place_sent; /* the post that a telegram is "from": not of its creation */
    const char
        *from; /* a "From:" line, where the sender is known from elsewhere: perhaps a place */
    const char *author; /* who wrote it, when that is not its sender: of a diary */
    struct tp_saids classifications;
    struct tp_date date; /* .when NULL and .not_before NULL: not known */
    bool date_borrowed;  /* it is no more than the day of sending or receipt */
    TP_LIST_OF(struct tp_dispatch) dispatches;
    TP_LIST_OF(struct tp_overruled) overruled;
    const char *date_text;
    enum tp_date_order order; /* of numeric dates */
    int year;                 /* the only full year in the text; 0: none, or several */
    struct tp_day print;      /* on which a page of the press appeared; year 0: not known */
    int century;              /* a year of the one that all full years are in; 0: not known */
};

/* Immutable, but for PASSES, which is the document's own. */
struct tp_meta_tables {
    const struct tp_kinds *kinds;
    const struct tp_wording *wording;
    const struct tp_archives *archives;
    struct tp_passes *passes; /* knows who is a person, and what a place */
};

void tp_meta_gather(struct tp_arena *a, const struct tp_document *d,
                    const struct tp_meta_tables *tables, struct tp_meta *out);

/* The first dispatch of a type; NULL: none. */
const struct tp_dispatch *tp_meta_dispatch(const struct tp_meta *m, enum tp_dispatch_type type);

/* The classification that the text names, in the words of @key; NULL: none that is known. */
const char *tp_classification_key(struct tp_arena *a, const struct tp_wording *w, const char *text);

/* The date that a text is, or the only one it holds, to the year at least. */
bool tp_meta_date(struct tp_arena *a, const struct tp_date_context *ctx, const char *text,
                  struct tp_date *out);

/* The field that metadata gives for the key (metadata.def); NULL when there is none, or nothing in
 * it. */
const struct tp_field *tp_front_field(const struct tp_document *d, const char *key);
/* The one after F with the same key. */
const struct tp_field *tp_front_next(const struct tp_document *d, const struct tp_field *f);
bool tp_has_date(const struct tp_date *d);

#endif
