/*
 * field_blocks.h - what an editor wrote about a document into its text: a list, a table of two
 * columns or lines of captions with their values ("Source: ...", "Translator: ..."), before the
 * text or behind it. It is metadata that only lacks the lines of front matter.
 */
#ifndef TP_ENCODE_FIELD_BLOCKS_H
#define TP_ENCODE_FIELD_BLOCKS_H

#include "metadata.h"

/*
 * Take such blocks off S: their fields, under the names of metadata.def, are added to S->fields
 * behind those that are there (a key that is given already, and has one value, becomes a note of
 * the same name; so does a value that its key can't have). Captions are in schemas/header.yaml
 * ("fields"). Lines such as "From: ..." alone are the document's own, and stay: one of the captions
 * must be an editor's (an archive, a translator, ...), and most of them must be known.
 */
void tp_take_field_blocks(struct tp_arena *a, struct tp_source *s, const struct tp_wording *w,
                          const struct tp_meta_checks *checks);

#endif
