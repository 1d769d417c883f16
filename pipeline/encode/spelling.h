/*
 * spelling.h - what typing, printing and recognition did to words, and what the words are.
 *
 *   Mos<soft hyphen>cow          choice: orig, reg
 *   distri-/bution               choice: orig, reg: the word divided at the line's end
 *   Mосква (with a Latin M)      choice: sic, corr
 *
 * Nothing is put right that isn't sure; the text as it stands is always kept. A word at a line's
 * end is joined when the document has it whole elsewhere, or an authority file does; with
 * @cert="medium" when neither of its parts occurs by itself and the first is no prefix that takes a
 * hyphen (schemas/phrases.yaml). It stays as it is when the document has it with its hyphen. A word
 * of two scripts is corrected when all its letters can be of one and not of the other, or, when
 * they can be of both, when the authority files know it in the script of the text. What is left is
 * a warning.
 */
#ifndef TP_ENCODE_SPELLING_H
#define TP_ENCODE_SPELLING_H

#include "authority.h"
#include "language.h"

/* What one document's texts are compared with, and where its warnings go. Belongs to one thread. */
struct tp_spelling {
    struct tp_arena *arena;         /* for what is gathered from the source */
    const struct tp_source *source; /* NULL: no comparison, and no warnings */
    const struct tp_authority *authority;
    const struct tp_phrases *phrases;
    struct tp_asked *asked;       /* of the authority files: asked.h; NULL: nobody wants to know */
    struct tp_diags *diags;       /* NULL: no warnings */
    const struct tp_block *block; /* that the texts are of; their offsets begin at SHIFT in it */
    struct tp_word_set *words;    /* made when first asked for */
};

/* MAIN: the script of the text. SHIFT: where the text begins in the block. */
void tp_spelling_pass(struct tp_arena *a, struct tp_spelling *s, enum tp_script main,
                      const char *text, uint32_t len, uint32_t shift, struct tp_annos *out);

#endif
