/* record.h - the bytes of a record: see gist.h. Inside the layer only. */
#ifndef TP_PUBLISH_RECORD_H
#define TP_PUBLISH_RECORD_H

#include "gist.h"

void tp_put_mention(struct tp_buf *b, const struct tp_mention *m);
/* Terms must come in the order of their bytes; LAST is the one before, or empty. */
void tp_put_term(struct tp_buf *b, const struct tp_term *t, struct tp_slice last);
void tp_put_gist(struct tp_buf *b, const struct tp_gist *f);
void tp_put_entries(struct tp_buf *b, const struct tp_entry *v, size_t n);

#endif
