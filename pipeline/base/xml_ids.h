/*
 * xml_ids.h - the xml:ids of a file that is of no interest otherwise: read in pieces, without a
 * tree.
 */
#ifndef TP_BASE_XML_IDS_H
#define TP_BASE_XML_IDS_H

#include "arena.h"

/* TAKE gets each value, N bytes of UTF-8 without white space at the ends, in the order of the file.
 * What was found before a fault is taken too. False: FILE can't be read, or is not well-formed XML.
 * A holds what is needed until the call returns. */
bool tp_xml_ids(struct tp_arena *a, const char *file,
                void (*take)(void *arg, const char *id, size_t n), void *arg);

#endif
