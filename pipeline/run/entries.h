/*
 * entries.h - which entries of authority files a document leads to, and what they say: forms take
 * names in their parts from them, so that a form is to be made anew when one has changed.
 */
#ifndef TP_RUN_ENTRIES_H
#define TP_RUN_ENTRIES_H

#include "../base/file.h"
#include "../base/xml.h"

/* The ids that pointers into other files end in (ref="authority/persons.xml#mao"), packed
 * (base/pack.h), each once, in the order of their bytes. Allocated in A. */
struct tp_slice tp_refs_of(struct tp_arena *a, const xmlDoc *doc);

struct tp_entry_states;

/* Read the authority files; what can't be read has no entries (and is told of elsewhere). */
struct tp_entry_states *tp_entry_states_new(struct tp_arena *a, const struct tp_paths *files);
/* Append to ALL, of each id in REFS, what makes its entries those that they are. */
void tp_entry_states_add(const struct tp_entry_states *e, struct tp_slice refs, struct tp_buf *all);

#endif
