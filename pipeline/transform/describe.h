/*
 * describe.h - what there is to cite of a document, found out once for all formats.
 *
 * The stylesheet teipipe:xslt/record.xsl makes a small tree of a TEI document: the record, whose
 * vocabulary xslt/README.md has. Stylesheets ask for it by tp:record(). It is made at the first
 * call and kept with the document, so that a dozen formats pay for it once.
 *
 * Names come from authority files, which the document's pointers lead to (authority/persons.xml#x,
 * relative to the document). They are read once a run. A file is read only if it is below a folder
 * that the transformation may read, or that the describer was given.
 */
#ifndef TP_TRANSFORM_DESCRIBE_H
#define TP_TRANSFORM_DESCRIBE_H

#include "../base/xml.h"

/* Shared by all threads of a run: the compiled stylesheet, and the authority files read so far. */
struct tp_describer;

/* Authority files below FOLDER may be read as well; NULL: none. Freed with the arena, which must
 * outlive every use. NULL after a diagnostic. */
struct tp_describer *tp_describer_new(struct tp_arena *a, const char *folder, struct tp_diags *ds);

/* What a citation style made of a document that has one record, by the program's own stylesheet. */
struct tp_cited {
    const struct tp_cited *next;
    const char *style; /* chicago, mla or apa */
    const char *url;   /* what the stylesheet was told of the page's address */
    const char *text;  /* without its line feed */
};

/* The records of one document, for one thread at a time: zero it, and keep it as long as the tree
 * that is transformed. */
struct tp_described {
    xmlDocPtr records; /* owned by the arena of the transformation that made it; NULL: not yet */
    bool failed;       /* and told why */
    const struct tp_cited *cited; /* kept for the document's page, which has the same citations */
};

#endif
