/*
 * rng_validate.h - a validator at work, between its files: events come from rng_sax.c or
 * rng_tree.c, rng_validate.c judges them, rng_message.c says what is wrong, rng_recover.c how to go
 * on.
 */
#ifndef TP_RNG_VALIDATE_H
#define TP_RNG_VALIDATE_H

#include <libxml/tree.h>

#include "rng_state.h"
#include "xsd_regex.h"

enum {
    TP_RNG_MAX_DEPTH = 1000,   /* elements in elements */
    TP_RNG_MAX_TEXT_MB = 64,   /* one value */
    TP_RNG_CACHE_MB = 24,      /* of states and patterns, then it is emptied */
    TP_RNG_MAX_SIBLINGS = 256, /* different names whose order among siblings is counted */
    TP_RNG_MAX_EXPECTED = 8    /* names in a message */
};

struct tp_rng_frame {
    struct tp_rng_state *state; /* NULL: nothing in here is judged */
    struct tp_rng_call *call;
    const char *local, *prefix, *ns;
    const char *last_wrong; /* name of the child reported last, while no right one came */
    size_t counters;        /* where those of its children begin */
    size_t bindings;        /* namespace declarations outside it */
    size_t errors;          /* before it */
    uint32_t position;      /* among siblings of its name; 0: not known */
    bool text_wrong;        /* a text was reported, and no right child came since */
};

/* An element's or attribute's name as it came. */
struct tp_rng_seen {
    const char *local, *prefix, *ns; /* ns "" for none */
    uint32_t number;
};

/*
 * Where the last names led from the last states, by addresses: a small table in front of the
 * states' own, whose slots are simply taken over.
 */
enum { TP_RNG_MOVE_BITS = 10 };
struct tp_rng_moves {
    struct tp_rng_move {
        const struct tp_rng_state *from;
        const void *local, *ns;
        void *to; /* a call; a step */
        uint32_t number;
    } elements[1 << TP_RNG_MOVE_BITS], attributes[1 << TP_RNG_MOVE_BITS];
};

struct tp_rng_validator {
    struct tp_arena *a;     /* as long as the validator */
    struct tp_arena *cache; /* machine, values; until it is emptied */
    struct tp_arena *doc;   /* one document */
    const struct tp_rng_schema *schema;
    struct tp_rng_machine *m;
    struct tp_rng_values *values;
    struct tp_xsd_work *work;
    size_t limit, flushes;

    /* numbers of names by the parser's addresses */
    xmlDictPtr dict;
    struct tp_rng_named {
        const void *local, *ns;
        uint32_t number;
    } * named;
    size_t named_mask, n_named;
    struct tp_rng_moves *moves;

    struct {
        struct tp_rng_frame *v;
        size_t n, cap;
    } frames;
    struct {
        struct tp_rng_counter {
            const char *local;
            uint32_t n;
        } * v;
        size_t n, cap;
    } counters;
    struct {
        struct tp_rng_binding {
            const char *prefix, *uri;
        } * v;
        size_t n, cap;
    } bindings;
    struct tp_buf text;
    struct {
        char *p;
        size_t cap;
    } input; /* a document, or a piece of it; rng_sax.c */
    struct tp_xsd_context context;

    /* this document */
    struct tp_diags *ds;
    const char *file;
    bool stopped;
    bool in_tag;         /* the source has read a tag, not a text, when something is wrong */
    const char *text_at; /* the text that is wrong; NULL: none is */
    size_t text_n;
    /* where we are; ATTRIBUTE: at that attribute of the tag */
    struct tp_loc (*where)(struct tp_rng_validator *v, const struct tp_rng_seen *attribute);
    bool (*entity)(struct tp_rng_validator *v, const char *name, size_t n);
    void *source;
    void (*stop)(struct tp_rng_validator *v); /* the source; may be NULL */
    struct tp_rng_id_table *ids;

    /* for messages only */
    uint8_t *used;                /* by names' numbers: the document has such elements */
    struct tp_rng_places *places; /* NULL before the first fault; rng_places.c */
};

/* ---- rng_validate.c ---- */

/* Five pointers for each attribute, as in SAX2: name, prefix, namespace, value, its end. */
void tp_rng_on_start(struct tp_rng_validator *v, const void *local, const void *prefix,
                     const void *ns, size_t n_bindings, int n_attributes,
                     const void *const *attributes);
void tp_rng_on_end(struct tp_rng_validator *v);
void tp_rng_on_text(struct tp_rng_validator *v, const char *s, size_t n);
/* A declaration of the element that starts next, whose N_BINDINGS counts them. */
void tp_rng_on_binding(struct tp_rng_validator *v, const void *prefix, const void *uri);

/* The same as handlers of SAX2, for a parser with the validator in _private. */
void tp_rng_sax_start(void *ctxt, const xmlChar *local, const xmlChar *prefix, const xmlChar *ns,
                      int n_namespaces, const xmlChar **namespaces, int n_attributes,
                      int n_defaulted, const xmlChar **attributes);
void tp_rng_sax_end(void *ctxt, const xmlChar *local, const xmlChar *prefix, const xmlChar *ns);
void tp_rng_sax_text(void *ctxt, const xmlChar *text, int n);

/* Nothing is remembered of the addresses of names; of the addresses of states. */
void tp_rng_forget_names(struct tp_rng_validator *v);
void tp_rng_forget_moves(struct tp_rng_validator *v);

/* ---- rng_validator.c ---- */

/* A fresh dictionary, and nothing remembered of the addresses in the old one. */
void tp_rng_new_dict(struct tp_rng_validator *v);
/* An empty machine; the old one belongs to the caller. */
void tp_rng_new_cache(struct tp_rng_validator *v);

/* Begin and end a document. */
void tp_rng_begin(struct tp_rng_validator *v, const char *file, struct tp_diags *ds);
void tp_rng_finish(struct tp_rng_validator *v);
void tp_rng_stop(struct tp_rng_validator *v);
/* A limit was met: say so, and stop. */
void tp_rng_limit(struct tp_rng_validator *v, const char *what, const char *bound);
/* The same if it is one of the machine. */
bool tp_rng_exhausted(struct tp_rng_validator *v);

/* ---- rng_flush.c ---- */
/* False: what the open elements stand on does not fit. */
bool tp_rng_flush(struct tp_rng_validator *v);

/* ---- rng_recover.c ---- */
/* A call that goes on after a misplaced or unknown element; NEAR: the name it was meant to have. */
struct tp_rng_call *tp_rng_recover(struct tp_rng_validator *v, struct tp_rng_state *s,
                                   const struct tp_rng_seen *name, uint32_t near);

/* ---- rng_message.c ---- */
/* Returns the number of the name that was probably meant, or TP_RNG_NO_NAME. */
uint32_t tp_rng_say_element(struct tp_rng_validator *v, struct tp_rng_state *s,
                            const struct tp_rng_seen *name);
void tp_rng_say_unfinished(struct tp_rng_validator *v, struct tp_rng_state *s);
void tp_rng_say_text(struct tp_rng_validator *v, const struct tp_rng_state *s);

/* ---- rng_say_attribute.c, rng_say_value.c ---- */
/* FIRST: the state before the first attribute; BEFORE: the N that stand before this one. */
void tp_rng_say_attribute(struct tp_rng_validator *v, struct tp_rng_state *s,
                          const struct tp_rng_seen *name, struct tp_rng_state *first,
                          const struct tp_rng_seen *before, size_t n);
void tp_rng_say_missing(struct tp_rng_validator *v, const struct tp_rng_state *s);
void tp_rng_say_value(struct tp_rng_validator *v, const struct tp_rng_step *step, const char *s,
                      size_t n, const struct tp_rng_seen *attribute);

/* ---- rng_recover.c ---- */
/* Is a class that names it in the schema? Wildcards do not count. */
bool tp_rng_names_element(const struct tp_rng_schema *s, uint32_t number);
bool tp_rng_nc_names(const struct tp_rng_nc *nc, uint32_t number);

/* ---- rng_ids.c ---- */
void tp_rng_ids_begin(struct tp_rng_validator *v);
void tp_rng_ids_attribute(struct tp_rng_validator *v, uint32_t element,
                          const struct tp_rng_seen *attribute, const char *s, size_t n);
void tp_rng_ids_finish(struct tp_rng_validator *v);

#endif
