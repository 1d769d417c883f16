/* source_desc.h - sourceDesc: the page, the printed source and the manuscript, from the citation.
 */
#ifndef TP_ENCODE_SOURCE_DESC_H
#define TP_ENCODE_SOURCE_DESC_H

#include "body.h"
#include "meta.h"

struct tp_source_tables;
struct tp_source_tables *tp_source_tables_new(struct tp_arena *a, struct tp_diags *ds);

/* What the page's citation says. */
struct tp_cited;
struct tp_cited *tp_read_citation(struct tp_builder *b, const struct tp_source_tables *t);

void tp_build_source_desc(struct tp_builder *b, const struct tp_source_tables *t,
                          const struct tp_cited *cited, struct tp_node *file_desc);

/* respStmt elements for those whom the citation names as translators. */
void tp_put_translators(struct tp_builder *b, const struct tp_cited *cited,
                        struct tp_node *title_stmt);

#endif
