/* header_parts.h - the parts of header.c for each other; the face to the others is header.h. */
#ifndef TP_ENCODE_HEADER_PARTS_H
#define TP_ENCODE_HEADER_PARTS_H

#include "header.h"

/* persName or orgName with @ref, and by the name of the authority files, when these know it. */
struct tp_node *header_name(struct tp_builder *b, struct tp_node *parent, const char *name,
                            const char *otherwise);
/* The sender; whether the one who signed also sent it is a conclusion. */
struct tp_node *header_sender(struct tp_builder *b, const struct tp_meta *m, struct tp_node *parent,
                              const char *name);
/* A telegram is "from" the post that sends it: that is no author. */
bool header_is_place(struct tp_builder *b, const char *name);
void header_set_date(struct tp_builder *b, struct tp_node *e, const struct tp_date *d);

/* header_profile.c: profileDesc below HEADER. */
void header_profile(struct tp_builder *b, const struct tp_meta *m, struct tp_node *header);

#endif
