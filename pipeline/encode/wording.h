/*
 * wording.h - the words by which fields of the header are told, as data: schemas/header.yaml.
 *
 * All lists are matched token by token (token.h), so in any case, and with or without full stops.
 */
#ifndef TP_ENCODE_WORDING_H
#define TP_ENCODE_WORDING_H

#include "../base/diag.h"
#include "token.h"

enum tp_wording_list {
    TP_WORDING_AND,
    TP_WORDING_OFFICES,
    TP_WORDING_BODIES,
    TP_WORDING_INTERPRETERS,
    TP_WORDING_SENT,
    TP_WORDING_RECEIVED,
    TP_WORDING_DECIPHERED,
    TP_WORDING_FORWARDED,
    TP_WORDING_BY,
    TP_WORDING_VIA,
    TP_WORDING_IN,
    TP_WORDING_CREDIT_STOPS,
    TP_WORDING_COPIES,
    TP_WORDING_COPY_TO,
    TP_WORDING_PARTICIPANTS,
    TP_WORDING_ABSENT,
    TP_WORDING_GREETINGS,
    TP_WORDING_FORMS,
    TP_WORDING_OWN,
    TP_WORDING_MATTER,
    TP_WORDING_CONCLUDED,
    TP_WORDING_LISTS
};

struct tp_wording_phrases {
    struct tp_tokens *v;
    size_t n, cap;
};

/* A map of lists: "credits", "classification", "fields" and "field-heads". */
struct tp_wording_entry {
    const char *key, *label;          /* LABEL NULL: none is given */
    struct tp_wording_phrases before; /* or anywhere */
    struct tp_wording_phrases behind;
};
struct tp_wording_map {
    struct tp_wording_entry *v;
    size_t n, cap;
};

/* Immutable. */
struct tp_wording {
    struct tp_wording_phrases lists[TP_WORDING_LISTS];
    struct tp_wording_map credits, classification, fields, field_heads;
};

/* NULL, with diagnostics, when schemas/header.yaml can't be used. */
struct tp_wording *tp_wording_new(struct tp_arena *a, struct tp_diags *ds);

/* The token behind the longest phrase at token I, before END; 0: none stands there. A full stop and
 * a colon behind it count as its own when COLON. */
size_t tp_wording_at(const struct tp_wording_phrases *p, const struct tp_tokens *t, size_t i,
                     size_t end, bool colon);

/* Does one of the words stand anywhere in the text? */
bool tp_wording_in(const struct tp_wording_phrases *p, const struct tp_tokens *t);

#endif
