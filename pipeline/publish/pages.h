/*
 * pages.h - the lists of a site, as rows under headings, divided into pages. Inside the layer only.
 *
 * A view fills a list; pages.c makes XML of each page (xslt/index.xsl says what it looks like) and
 * has it transformed.
 */
#ifndef TP_PUBLISH_PAGES_H
#define TP_PUBLISH_PAGES_H

#include "site_impl.h"

struct tp_heading {
    const char *id, *label, *lang;
    const char *more; /* attributes, written; NULL: none */
    size_t rows;      /* counted by pages.c */
    size_t page;      /* where its first row is */
};

struct tp_row {
    size_t heading;
    size_t at, len;                /* in the list's text: an element */
    size_t weight;                 /* in rows of a page */
    const char *id, *label, *lang; /* of an entry; NULL: it is none */
    size_t count;
};

struct tp_list {
    struct tp_arena *arena;
    struct tp_buf text;
    TP_VEC(struct tp_heading) headings;
    TP_VEC(struct tp_row) rows;
    bool entries; /* others link to the rows, or to the headings: the first page has them all */
};

/* Begin a row below the last heading; what is then added to the text is its element. */
struct tp_row *tp_list_row(struct tp_list *list);
void tp_list_end_row(struct tp_list *list);

typedef void tp_view_fn(const struct tp_site *site, enum tp_view view, struct tp_list *list);
tp_view_fn tp_view_dates, tp_view_groups, tp_view_pairs, tp_view_entries;

/* The element of a document, with attributes that the view adds (NULL: none). */
void tp_put_document(struct tp_buf *b, const struct tp_doc *doc, const char *more);

#endif
