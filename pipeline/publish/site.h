/*
 * site.h - the pages and files of an edition as a whole, made of the records of its documents.
 *
 * A build goes in two steps. Each job gathers the facts of its document (gist.h) beside the TEI.
 * Then the records of all documents, new ones and those kept from an earlier build or handed over
 * by another shard, are joined; what a document's own page says of others (struct tp_nav) is known
 * from here on, and is all that a page depends on besides its TEI: a page is to be made anew when
 * one of the two has changed. Last, the pages of the edition are written.
 *
 * The result depends on the set of records alone: not on their order, nor on the number of jobs.
 * What a site keeps besides the records is of their size.
 *
 *   html/index.html, index-2.html, ...   the documents by date
 *   html/kinds.html, languages.html      the same by kind and by language
 *   html/timeline.html                   by year and month, with a chart; ranges and doubts
 *   html/correspondence.html             who wrote to whom, in order
 *   html/persons.html, places.html, organisations.html
 *                                        names by ICU's collation, with their spellings and places
 *   html/search/                         the index of words, see search.h
 *   html/cmif.xml                        the correspondence in CMIF
 *   html/sitemap.xml, html/feed.xml      where the address of the edition is known
 * A page that there is nothing for isn't made, nor linked to. A list that is too long for one page
 * is divided; its first page then has an anchor for each entry, so that links to entries don't
 * change.
 */
#ifndef TP_PUBLISH_SITE_H
#define TP_PUBLISH_SITE_H

#include "../base/sha256.h"
#include "../transform/transform.h"
#include "gist.h"

/* What the edition says of itself; strings that are NULL aren't said. */
struct tp_site_info {
    const char *title, *publisher, *licence;
    const char *editor, *email; /* who answers for it; for CMIF */
    const char *language;       /* of the pages */
    const char *page_base;      /* the address of html/, ending in a slash */
    const char *date;           /* of this build, YYYY-MM-DD */
    const char *generator;
    const char *const *downloads; /* name, path from html/, name, path, ..., NULL */
    size_t rows;                  /* of a page, about; 0: TP_SITE_ROWS */
};
enum { TP_SITE_ROWS = 1000 };

/* What a document's page says of others. Strings are the site's; NULL: there is none. */
struct tp_nav_link {
    const char *href, *title;
};
struct tp_nav {
    struct tp_nav_link before, after; /* in order of date */
    struct tp_nav_link between;       /* the first correspondence that it belongs to */
    struct tp_nav_link letter_before, letter_after; /* in it */
};

struct tp_site;

/* INFO must live as long as the site, which lives in A. */
struct tp_site *tp_site_new(struct tp_arena *a, const struct tp_site_info *info);
/* Add a document's record, or that of an authority file, which must stay as long as the site.
 * False: it is none, or is of another version of the program. */
bool tp_site_add(struct tp_site *site, const char *record, size_t len);
bool tp_site_add_entries(struct tp_site *site, const char *record, size_t len);
/* Once, when all have been added. */
void tp_site_join(struct tp_site *site);

/* Has it letters, so that there will be a CMIF? After joining. */
bool tp_site_has_letters(const struct tp_site *site);
/* The document's, by the name of its files; NULL: there is no such document. After joining. */
const struct tp_nav *tp_site_nav(const struct tp_site *site, const char *stem);
/* The stems in the order of the edition. After joining. */
size_t tp_site_count(const struct tp_site *site);
const char *tp_site_stem(const struct tp_site *site, size_t i);

/* Would a page of this stem take the place of one of the edition's? */
bool tp_site_reserved(const char *stem);

/* ---- writing; after joining, and any number of threads or processes at once ---- */

/* What makes files, and where they go. */
struct tp_site_files {
    struct tp_stylesheet *sheet; /* teipipe:xslt/index.xsl, or one that imports it */
    /* Takes a file, PATH below the output folder; false: it has said why, and no more should be
     * made. */
    bool (*emit)(void *arg, const char *path, const char *data, size_t len);
    /* Asked before a page is made: is it there, made of the same? Then it is left as it is. KEY is
     * the digest of what it would be made of, besides the program. NULL: all are made. */
    bool (*kept)(void *arg, const char *path, const char *key);
    void *arg;
};

/* Make all of it. WORK is for what is needed meanwhile. False after a diagnostic in DS, or of
 * EMIT. */
bool tp_site_write(const struct tp_site *site, const struct tp_site_files *to,
                   struct tp_arena *work, struct tp_diags *ds);

/* The same in parts, each of which makes files of its own. */
enum { TP_SITE_PARTS = 12 };
const char *tp_site_part_name(size_t part);
/* Of what each is made, besides the program: as long as the key is the same, so are its files. */
void tp_site_part_keys(const struct tp_site *site, char keys[TP_SITE_PARTS][TP_DIGEST]);
bool tp_site_write_part(const struct tp_site *site, size_t part, const struct tp_site_files *to,
                        struct tp_arena *work, struct tp_diags *ds);

#endif
