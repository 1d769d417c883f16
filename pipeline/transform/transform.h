/*
 * transform.h - from TEI to the published forms, by XSLT 1.0 with EXSLT (libxslt).
 *
 * A stylesheet can do nothing but compute: it may not write files, make folders or reach the
 * network, and it reads only compiled-in resources ("teipipe:NAME") and files below the folders it
 * is allowed. It is stopped when it runs too long, too deep, or makes too much. The functions it
 * can call in the namespace TP_NS_FUNCTIONS are described in xslt/README.md.
 */
#ifndef TP_TRANSFORM_TRANSFORM_H
#define TP_TRANSFORM_TRANSFORM_H

#include "../base/xml.h"
#include "describe.h"

#define TP_NS_FUNCTIONS "urn:teipipe:functions"

/* A form that the program publishes by a stylesheet of its own. */
struct tp_format {
    const char *name;       /* as after --to */
    const char *stylesheet; /* teipipe:xslt/NAME.xsl */
    const char *suffix;     /* of the file, with the dot */
    const char *folder;     /* of the output where build puts it */
    const char *media_type;
    const char *const *params; /* the stylesheet's parameters that a user may want, ended by NULL */
    bool usual;                /* build makes it unless it is told which to make */
};

extern const struct tp_format tp_formats[];
extern const size_t tp_format_count;

/* NULL when no stylesheet makes it. */
const struct tp_format *tp_format_find(const char *name);

/*
 * A stylesheet that many threads may use at once.
 *
 * libxml2 2.9 stores what it looked up (the functions and their namespaces) in the compiled XPath
 * expressions, unguarded, the first time each is evaluated; so one compiled stylesheet must not run
 * in two threads. A tp_stylesheet therefore keeps a pool: who transforms takes a compiled copy out,
 * or compiles another when all are in use, and puts it back. There are never more than ran at one
 * time.
 */
struct tp_stylesheet;

/* Read and compile NAME: "teipipe:xslt/html.xsl" or a file. Imports and includes are resolved
 * against it; they may name resources too, and files below the stylesheet's own folder or FOLDER
 * (NULL: none), as may document(). NULL after TP_D_STYLESHEET_INVALID, at file and line, or a
 * file's own diagnostic. Freed with the arena, which must outlive every use. */
struct tp_stylesheet *tp_stylesheet_load_in(struct tp_arena *a, const char *name,
                                            const char *folder, struct tp_diags *ds);
/* The same without a folder: for the program's own. */
struct tp_stylesheet *tp_stylesheet_load(struct tp_arena *a, const char *name, struct tp_diags *ds);

const char *tp_stylesheet_name(const struct tp_stylesheet *sheet);

/* ".html", ".txt" or ".xml": what the result should be called, from xsl:output. */
const char *tp_stylesheet_suffix(const struct tp_stylesheet *sheet);

/* A parameter that a stylesheet declares at its top level. */
struct tp_param {
    const char *name;
    const char *value;   /* its default; NULL: none that could be told in a word */
    const char *meaning; /* by xslt/parameters.yaml; NULL: it stands there not, as users' own do */
};
/* In the order of names, ended by one without a name. */
const struct tp_param *tp_stylesheet_params(const struct tp_stylesheet *sheet, struct tp_arena *a);

/* Does the stylesheet, or one that it imports, declare the parameter? */
bool tp_stylesheet_takes(const struct tp_stylesheet *sheet, const char *name);

/* Complain (TP_D_STYLESHEET_PARAM, a warning) of each parameter that the stylesheet doesn't
 * declare. PARAMS as in struct tp_transform. Returns true when there was none. */
bool tp_stylesheet_check(const struct tp_stylesheet *sheet, const char *const *params,
                         struct tp_diags *ds);

/* Is the white space that all of these take out of a document (xsl:strip-space) the same? */
bool tp_stylesheets_strip_alike(struct tp_stylesheet *const *sheets, size_t n);

/* How one transformation is run; all zero is right for most. */
struct tp_transform {
    const char *const *params; /* name, value, name, value, NULL: values are strings; NULL: none */
    const char *folder;        /* document() may read files in it and below; NULL: none */
    bool spend;                /* DOC may lose the white space that the stylesheet strips */
    unsigned long operations;  /* XSLT instructions at the most; 0: as many as SECONDS allow */
    unsigned seconds;          /* of processor time; 0: TP_MAX_SECONDS */
    size_t bytes;              /* of memory for it, and of the result; 0: TP_MAX_RESULT */
    struct tp_describer *describer; /* NULL: made when it is needed */
    struct tp_described *described; /* the document's, in an arena that lasts as long; NULL: none */
};

enum { TP_MAX_SECONDS = 60, TP_MAX_RESULT = 512 * 1024 * 1024 };

/*
 * Transform DOC (not changed, unless it may be spent) and append the result, as bytes in the
 * stylesheet's output encoding, to OUT. A, OUT and DS must have the same root arena. xsl:message
 * becomes TP_D_STYLESHEET_MESSAGE, a note; a file for document() that is missing, a warning. On
 * failure, TP_D_TRANSFORM_FAILED, or TP_D_TRANSFORM_LIMIT, at the document's line, false, and OUT
 * as it was.
 */
bool tp_transform(struct tp_arena *a, struct tp_stylesheet *sheet, xmlDocPtr doc,
                  const struct tp_transform *how, struct tp_buf *out, struct tp_diags *ds);

/* The same, but the result is a tree, owned by A; NULL when it failed. */
xmlDocPtr tp_transform_tree(struct tp_arena *a, struct tp_stylesheet *sheet, xmlDocPtr doc,
                            const struct tp_transform *how, struct tp_diags *ds);

#endif
