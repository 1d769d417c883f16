/* tei.h - walking a TEI tree for the facts of a document. Inside the layer only. */
#ifndef TP_PUBLISH_TEI_H
#define TP_PUBLISH_TEI_H

#include "gist.h"

/* The child, or the next sibling, with that name; NULL: none. NODE may be NULL. */
const xmlNode *tp_tei_child(const xmlNode *node, const char *name);
const xmlNode *tp_tei_next(const xmlNode *node, const char *name);
/* Along names separated by "/". */
const xmlNode *tp_tei_down(const xmlNode *node, const char *way);
/* An attribute by its local name; NULL when it isn't there or is empty. */
const char *tp_tei_attr(const xmlNode *node, const char *name);
/* The next node in document order below ROOT; past the children of NODE if not INTO. */
const xmlNode *tp_tei_follow(const xmlNode *node, const xmlNode *root, bool into);
/* Is this a reading that a reader's text leaves out: orig beside reg, rdg beside lem, ...? */
bool tp_tei_hidden(const xmlNode *node);
/* The text below NODE as it is read, blanks made single, notes left out; NULL: there is none. */
const char *tp_tei_text(struct tp_arena *a, const xmlNode *node);
/* The nearest xml:lang. */
const char *tp_tei_lang(const xmlNode *node);
/* All text below NODE as it is read, with a line feed between blocks. */
void tp_tei_flat(struct tp_buf *out, const xmlNode *node);

#endif
