/*
 * brackets.h - editors' square brackets in running text, and references to notes.
 *
 *   [...]  [. . .]                  gap reason="omitted"
 *   [page 4]                        pb n="4"
 *   [Liu] Shaoqi, [1950]            supplied; the brackets are what the element stands for
 *   [Contains Zhou report on ...]   gap reason="omitted" with the words in desc
 *   [illegible], [signature], [Stamp: ...], [sic], [Translator's note: ...]
 *                                   what schemas/phrases.yaml says of the phrase
 *   Filippov [Stalin], OS [Special Department]
 *                                   note type="gloss": the bracket explains what stands before it
 *   〔1〕, word[1], word1), [^1]      ref type="noteAnchor" n="1"
 *
 * Brackets nest; one without its partner is left alone, and so is one that holds no letter or
 * digit.
 */
#ifndef TP_ENCODE_BRACKETS_H
#define TP_ENCODE_BRACKETS_H

#include "annotate.h"
#include "phrases.h"

struct tp_bracket_context {
    const struct tp_phrases *phrases;
    /* The labels of the document's notes ("1", "*"), so that only these are taken for references
     * when the form is as open as "word[1]", "word1)", "word.1" or "word*". NULL: the notes aren't
     * known; then "word[1]" is one, "word1)" isn't. */
    const char *const *notes;
    size_t n_notes;
    bool round_notes; /* some of these notes begin with "(1)" */
    /* Does the bracket name again who was named right before it (Filippov [Stalin])? Then it is a
     * gloss and not a supplied part of the name. BEFORE and INSIDE are pieces of the text. NULL:
     * only acronyms with their expansion are known to be glosses. */
    bool (*is_gloss)(void *arg, struct tp_slice before, struct tp_slice inside, const char *lang);
    void *gloss_arg;
};

void tp_brackets_pass(struct tp_arena *a, const struct tp_bracket_context *ctx, const char *text,
                      uint32_t len, const char *lang, struct tp_annos *out);

/* How many square brackets the text leaves open at its end. A stamp or note may go on in the next
 * paragraph: the caller can join blocks until nothing is open, and give the pass the whole. */
unsigned tp_brackets_open(const char *text, uint32_t len);

/* A reference to a note is an annotation "ref" with type="noteAnchor" and n=LABEL; the caller adds
 * @target when it knows the note. */

#endif
