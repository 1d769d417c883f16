/* source_desc.h - sourceDesc: the page, the printed source and the manuscript, from the citation.
 */
#ifndef TP_ENCODE_SOURCE_DESC_H
#define TP_ENCODE_SOURCE_DESC_H

#include "body.h"
#include "meta.h"

struct tp_source_tables;
/* ARCHIVES: a file of archives besides ours (shelfmark.h); NULL: none. */
struct tp_source_tables *tp_source_tables_new(struct tp_arena *a, const char *archives,
                                              struct tp_diags *ds);
/* The archives whose shelfmarks are known. */
const struct tp_archives *tp_source_archives(const struct tp_source_tables *t);

/* What the page's citation says. */
struct tp_cited;
struct tp_cited *tp_read_citation(struct tp_builder *b, const struct tp_source_tables *t);

void tp_build_source_desc(struct tp_builder *b, const struct tp_source_tables *t,
                          const struct tp_wording *w, const struct tp_cited *cited,
                          struct tp_node *file_desc);

/* The citation's text; NULL: the page has none. */
const char *tp_cited_text(const struct tp_cited *cited);

#endif
