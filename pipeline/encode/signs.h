/*
 * signs.h - what typists write with signs of their own in plain text.
 *
 *   _word_                       hi rend="underline"
 *   https://example.org/page     ref target=...
 *   <...>  <…>                   gap reason="omitted"
 */
#ifndef TP_ENCODE_SIGNS_H
#define TP_ENCODE_SIGNS_H

#include "annotate.h"

/* PLAIN: no reader has seen to emphasis and links. */
void tp_signs_pass(struct tp_arena *a, bool plain, const char *text, uint32_t len,
                   struct tp_annos *out);

#endif
