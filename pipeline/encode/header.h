/* header.h - the teiHeader: what is known of the document, and how it was encoded. */
#ifndef TP_ENCODE_HEADER_H
#define TP_ENCODE_HEADER_H

#include "body.h"
#include "meta.h"
#include "source_desc.h"

/* What the edition and the program add; NULL: not known. */
struct tp_header_options {
    const char *publisher, *licence, *edition;
    const char
        *date; /* of the encoding, ISO; NULL: none is written, so that results stay the same */
    const char *stem; /* of the file */
    const struct tp_wording *wording;
};

/* The header below ROOT (TEI), before the text: so ROOT must be empty. */
void tp_build_header(struct tp_builder *b, const struct tp_meta *m,
                     const struct tp_header_options *o, const struct tp_source_tables *sources,
                     struct tp_node *root);

/* TEXT as a name token for a @type: letters, digits and hyphens; "other" when nothing is left. */
const char *tp_name_token(struct tp_arena *a, const char *text);

/* Notes for what of the page's fields and the front matter has no other place in the finished
 * header. */
void tp_put_rest(struct tp_builder *b, struct tp_node *header);

/* Declare the hands and responsibilities that the finished text points to (#handwritten, #editor,
 * #translator): pointers must lead somewhere. */
void tp_declare_used(struct tp_builder *b, struct tp_node *root);

/* All text of a field of the page as content of PARENT, which also stands for its caption. Each
 * piece after the first is set off by SEPARATE: an element for each piece ("p", "item"), or NULL
 * for none. */
void tp_put_field(struct tp_builder *b, struct tp_node *parent, const struct tp_page_field *f,
                  const char *separate);
/* A value of the front matter as text of PARENT, which also stands for the key. */
void tp_put_front(struct tp_builder *b, struct tp_node *parent, const struct tp_field *f);

#endif
