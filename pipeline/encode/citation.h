/*
 * citation.h - the citation paragraph of an archive's page, taken apart.
 *
 *   "Telegram, Mao Zedong to Liu Shaoqi", January 25, 1950, Wilson Center Digital Archive, <book>
 *   (<its title translated>), vol. 1 (Beijing: Zhongyang, 1987), 251-252; English translation from
 *   <editors>, eds., <book> (Chicago: Imprint, 1996), 140-141. Translated by <name>. <URL>
 *
 * The other way of citing that is common, that of Russian print (GOST), divides by full stops:
 * "Surname A. B. <title> // <journal>. 1998. № 5. С. 40-53." It has rules of its own
 * (citation_gost.c), which are tried first.
 *
 * The text is cut into pieces (quoted, emphasised and parenthesised stretches, dates, shelfmarks,
 * addresses, words between separators), and rules sort the pieces, from left to right. What no rule
 * knows is in no part: the caller keeps the citation's whole text anyway. The words that rules look
 * for are data: schemas/citation.yaml.
 */
#ifndef TP_ENCODE_CITATION_H
#define TP_ENCODE_CITATION_H

#include "date.h"
#include "shelfmark.h"

enum tp_cite_field {
    TP_CITE_TITLE, /* in quotation marks: of the document; in a printed source, of an article */
    TP_CITE_DATE,
    TP_CITE_COLLECTION, /* who publishes the page */
    TP_CITE_SHELFMARK,
    TP_CITE_URL,
    TP_CITE_TRANSLATOR,
    TP_CITE_AUTHOR, /* the rest: of printed sources */
    TP_CITE_EDITOR,
    TP_CITE_BOOK,            /* title of a book or journal */
    TP_CITE_BOOK_TRANSLATED, /* the same in another language, in parentheses */
    TP_CITE_VOLUME,
    TP_CITE_ISSUE,
    TP_CITE_PLACE,
    TP_CITE_PUBLISHER,
    TP_CITE_YEAR,
    TP_CITE_PAGES,
    TP_CITE_PART,     /* of a volume */
    TP_CITE_DOCUMENT, /* its number in a collection */
    TP_CITE_ISSUED,   /* the date of a newspaper */
    TP_CITE_ACCESSED  /* when the page was looked at: of the document */
};

struct tp_cite_part {
    enum tp_cite_field field;
    unsigned source; /* 0: of the document and its page; else the number of the printed source */
    uint32_t start, end; /* in the citation, without quotes, labels and signs around it */
    const char *value;   /* the same as a string */
};
struct tp_cite_source {
    bool translation; /* where the translation was printed, not the original */
};
struct tp_citation {
    struct {
        struct tp_cite_part *v;
        size_t n, cap;
    } parts; /* by start */
    struct {
        struct tp_cite_source *v;
        size_t n, cap;
    } sources;                       /* source N is sources.v[N - 1] */
    struct tp_shelfmarks shelfmarks; /* of the parts TP_CITE_SHELFMARK, in order */
    struct tp_date date;             /* of the first part TP_CITE_DATE; when and from NULL: none */
};

struct tp_citation_tables;
/* NULL, with diagnostics, when schemas/citation.yaml can't be used. */
struct tp_citation_tables *tp_citation_tables_new(struct tp_arena *a, struct tp_diags *ds);

struct tp_citation_context {
    const struct tp_citation_tables *tables;
    const struct tp_date_context *dates;
    const struct tp_archives *archives;
    /* Stretches of the text that the source emphasises: titles of books. Ordered. In their absence,
     * *asterisks*, _underscores_ and 《》 in the text are looked at, then parentheses. */
    const struct tp_range *emphasis;
    size_t n_emphasis;
    bool printed; /* the text begins with a printed source: no document is cited before it */
};

void tp_citation_parse(struct tp_arena *a, const struct tp_citation_context *ctx, const char *text,
                       uint32_t len, struct tp_citation *out);

/* The first part with this field in this source; NULL: none. */
const struct tp_cite_part *tp_cite_get(const struct tp_citation *c, enum tp_cite_field field,
                                       unsigned source);

#endif
