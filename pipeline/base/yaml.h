/*
 * yaml.h - YAML files (configuration, layouts, tables, front matter) as a tree with positions.
 *
 * Built on libyaml's event parser. Anchors and aliases are refused (they can multiply without
 * bound), so is nesting deeper than TP_YAML_DEPTH, a map of more than TP_YAML_KEYS keys, and a key
 * that stands twice in a map.
 */
#ifndef TP_BASE_YAML_H
#define TP_BASE_YAML_H

#include "diag.h"

enum { TP_YAML_DEPTH = 32, TP_YAML_KEYS = 4096 };

enum tp_yaml_kind { TP_YAML_SCALAR, TP_YAML_LIST, TP_YAML_MAP };

struct tp_yaml {
    enum tp_yaml_kind kind;
    const char *key;   /* in a map; else NULL */
    const char *value; /* of a scalar, else ""; UTF-8, NUL-terminated */
    bool quoted;       /* a scalar in quotes or a block scalar */
    struct tp_yaml *first, *next;
    size_t line, col;          /* of the value, from 1 */
    size_t key_line, key_col;  /* of the key */
    size_t start, end;         /* of the value: byte offsets in the text */
    size_t key_start, key_end; /* of the key */
};

/* Parse LEN bytes of UTF-8. FILE is for messages; lines are counted from FIRST_LINE (1 for a file).
 * Diagnostics get CODE, whose text takes the message as {1}. NULL on an error, or for an empty
 * text. */
struct tp_yaml *tp_yaml_parse(struct tp_arena *a, const char *text, size_t len, const char *file,
                              size_t first_line, enum tp_code code, struct tp_diags *ds);

/* The same of a file, or of one that is part of the program ("teipipe:schemas/kinds.yaml"). NULL,
 * with a diagnostic, when it can't be read, or is empty. */
const struct tp_yaml *tp_yaml_read(struct tp_arena *a, const char *name, enum tp_code code,
                                   struct tp_diags *ds);

/* The entry of a map; NULL when there is none or NODE is NULL or no map. */
const struct tp_yaml *tp_yaml_get(const struct tp_yaml *node, const char *key);
/* The scalar under a key, or FALLBACK. */
const char *tp_yaml_str(const struct tp_yaml *node, const char *key, const char *fallback);
/* Complain of every key of the map that isn't in KEYS (ended by NULL), naming the nearest right
 * one. Returns false when there was one. */
bool tp_yaml_only(const struct tp_yaml *map, const char *const *keys, const char *file,
                  enum tp_code code, struct tp_diags *ds);

/* The word of WORDS (ended by NULL) nearest to WORD by edit distance, at most a third of its length
 * away (Damerau, optimal string alignment); NULL when none is near. */
const char *tp_nearest(const char *word, const char *const *words);
/* How many bytes to insert, remove, replace or swap with their neighbour (each counts 1) to make
 * one of the other: optimal string alignment. 64 when one is longer than that. */
size_t tp_edit_distance(const char *x, const char *y);

#endif
