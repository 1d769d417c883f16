/* header_parts.h - the parts of header.c for each other; the face to the others is header.h. */
#ifndef TP_ENCODE_HEADER_PARTS_H
#define TP_ENCODE_HEADER_PARTS_H

#include "header.h"

/* persName or orgName with @ref, and by the name of the authority files, when these know it. */
struct tp_node *header_name(struct tp_builder *b, struct tp_node *parent, const char *name,
                            const char *otherwise);
/* A telegram is "from" the post that sends it: that is no author. */
bool header_is_place(struct tp_builder *b, const char *name);
void header_set_date(struct tp_builder *b, struct tp_node *e, const struct tp_date *d);
/* The element stands for a field of the metadata, key and value; TEXT: its text is the value. */
void header_claim(struct tp_builder *b, struct tp_node *e, const struct tp_field *f, bool text);

/* ---- header_people.c ---- */

struct header_person {
    const char *name, *office, *role; /* NULL: not said */
};
struct header_people {
    struct header_person *v;
    size_t n, cap;
    bool prose; /* some begin with a small letter: it is no list of names */
};

/* The names in a text: parted at semicolons and line breaks; at commas and "and" only when all
 * parts are names of persons, or of bodies. OFFICES: what stands behind a name's comma is its
 * office. */
void header_people(struct tp_builder *b, const struct tp_wording *w, const char *text, bool offices,
                   struct header_people *out);
/* Is it a ministry, embassy or the like, and no person who has an office there? */
bool header_is_body(struct tp_builder *b, const struct tp_wording *w, const char *text);
/* Each value's names below PARENT. CERT: they are concluded (NULL: said). */
void header_put_people(struct tp_builder *b, const struct tp_wording *w, struct tp_node *parent,
                       const struct tp_saids *said, const char *cert);
/* particDesc below PROFILE, for the participants of a conversation. */
void header_participants(struct tp_builder *b, const struct tp_wording *w, const struct tp_meta *m,
                         struct tp_node *profile);

/* header_credits.c: funder and respStmt below titleStmt. CITATION: the page's, or NULL. */
void header_credits(struct tp_builder *b, const struct tp_meta *m, const struct tp_wording *w,
                    const char *citation, struct tp_node *stmt);

/* header_profile.c: profileDesc below HEADER. */
void header_profile(struct tp_builder *b, const struct tp_meta *m, const struct tp_wording *w,
                    struct tp_node *header);

#endif
