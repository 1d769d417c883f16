/*
 * search.h - the search without a server: files that a page loads as scripts, from file:// as well.
 *
 * xslt/assets/search.js reads them; each is one call of teipipeSearch. A search loads
 * search/core.js (what is needed of all documents: a few bytes each), a shard for each word that is
 * asked for, and for the ten results that are shown their descriptions and texts.
 *
 *   core.js          the first term of each shard; kinds, languages and years, and each document's;
 *                    so a facet is counted over all results without loading anything else
 *   tN.js            shard N: terms in the order of their bytes, each with its documents: numbers
 *                    in order of date, as base-64 digits (VLQ: five bits a digit and one that says
 *                    that more come) of 4 * (distance to the one before - 1) + weight. The weight,
 *                    0 to 3, is how much the term says about the document: Okapi BM25 (Robertson
 *                    and others, 1994) without the part that is about the term alone, which the
 *                    page works out from the number.
 *   dN.js            what a result shows, of TP_SEARCH_BLOCK documents
 *   x/STEM.js        the text of a document, for the lines around a hit; made with its page, of
 *                    its TEI
 *   han.js           traditional characters and the simplified ones that stand for them in terms,
 *                    as far as those are in the index; loaded for a question with Han characters
 *   persons.js,      the names to choose from; their documents are terms "@p:ID" and "@l:ID"
 *   places.js
 */
#ifndef TP_PUBLISH_SEARCH_H
#define TP_PUBLISH_SEARCH_H

#include "../base/xml.h"

enum {
    TP_SEARCH_BLOCK = 16,
    TP_SEARCH_SHARD = 16 * 1024,    /* bytes, about */
    TP_SEARCH_MAX_TEXT = 16 * 1024, /* bytes of a document that results can show lines of */
};

/* Append the file search/x/STEM.js. */
void tp_search_text(struct tp_arena *work, xmlDocPtr doc, const char *stem, struct tp_buf *out);

#endif
