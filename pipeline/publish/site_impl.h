/* site_impl.h - a site from the inside. Inside the layer only. */
#ifndef TP_PUBLISH_SITE_IMPL_H
#define TP_PUBLISH_SITE_IMPL_H

#include "site.h"

/* A document. */
struct tp_doc {
    struct tp_gist gist;
    const char *href;    /* of its page, from html/ */
    const char *begin;   /* the date that it is sorted by; NULL: undated */
    const char *end;     /* of a range; NULL: none, or the same */
    const char *words;   /* both in words */
    const char *tongues; /* its languages in words */
    struct tp_nav nav;
};

/* A mention of a name in a document. */
struct tp_use {
    size_t doc;
    const char *spelling, *lang, *anchors;
    size_t count;
};

/* A name, whatever its spellings. */
struct tp_name {
    enum tp_name_kind kind;
    const char *id;
    const char *name, *lang;
    const char *listed;           /* with the surname first */
    const char *uri;              /* an absolute @ref; NULL: none */
    const struct tp_entry *entry; /* NULL: no authority file has it */
    TP_VEC(struct tp_use) uses;   /* by document */
    size_t n_docs;
    const char *letter;         /* the heading that it stands under; "#" for none */
    const unsigned char *order; /* bytes to sort by */
};

/* A letter of a correspondence. */
struct tp_letter {
    size_t doc;
    bool back; /* from the second to the first */
};

struct tp_pair {
    size_t first, second; /* numbers of names; FIRST is listed before SECOND, or is the same */
    TP_VEC(struct tp_letter) letters;
    const char *id;
};

struct tp_site {
    struct tp_arena *arena;
    const struct tp_site_info *info;
    TP_VEC(struct tp_doc) docs; /* after joining: in order */
    struct tp_doc **by_stem;
    TP_VEC(struct tp_entry) entries;
    TP_VEC(struct tp_slice) entry_records; /* that they came from */
    TP_VEC(struct tp_name) names; /* after joining: by kind, then in the order of the alphabet */
    size_t first_name[TP_NAME_KINDS + 1];
    size_t *by_id; /* a table of numbers + 1 of names, by kind and id */
    size_t by_id_cap;
    TP_VEC(struct tp_pair) pairs; /* after joining: in the order of their names */
};

/* The name, or NULL. */
struct tp_name *tp_site_name(const struct tp_site *site, enum tp_name_kind kind, const char *id);
size_t tp_site_name_number(const struct tp_site *site, const struct tp_name *name);

/* Steps of the joining, each in its file. */
void tp_site_join_names(struct tp_site *site);
void tp_site_join_pairs(struct tp_site *site);

/* The number or year at the head of a date: "1950" of "1950-01-25"; its length. */
size_t tp_year_len(const char *iso);

/* ---- what is written ---- */

struct tp_writing {
    const struct tp_site *site;
    const struct tp_site_files *to;
    struct tp_arena *work;
    struct tp_diags *ds;
};

bool tp_write_search(const struct tp_writing *w);
bool tp_write_sitemap(const struct tp_writing *w);
bool tp_write_feed(const struct tp_writing *w);
bool tp_write_cmif(const struct tp_writing *w);

/* Is there a page of this kind? */
enum tp_view {
    TP_VIEW_DOCUMENTS,
    TP_VIEW_TIMELINE,
    TP_VIEW_CORRESPONDENCE,
    TP_VIEW_PERSONS,
    TP_VIEW_PLACES,
    TP_VIEW_ORGANISATIONS,
    TP_VIEW_KINDS,
    TP_VIEW_LANGUAGES,
    TP_VIEWS
};
/* Nothing, if there is none. */
bool tp_write_view(const struct tp_writing *w, enum tp_view view);
bool tp_site_has(const struct tp_site *site, enum tp_view view);
extern const char *const tp_view_names[TP_VIEWS]; /* of the pages' files, without extension */

/* NAME="VALUE" with a blank before it; nothing for NULL or "". */
void tp_put_attribute(struct tp_buf *b, const char *name, const char *value);

#endif
