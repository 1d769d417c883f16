/* tree.h - building jansson trees under the arena's rule that nothing fails by half. */
#ifndef TP_REPORT_TREE_H
#define TP_REPORT_TREE_H

#include <jansson.h>

#include "../base/buf.h"

/* VALUE, or the arena fails when it is NULL (jansson is out of memory). Until it is put into the
 * tree of tp_json_root() a value belongs to nobody, and is lost when the arena fails: put it there
 * soon. */
json_t *tp_json(struct tp_arena *a, json_t *value);
/* A new object that is released with the arena. */
json_t *tp_json_root(struct tp_arena *a);
/* A string, made fit by tp_report_clean(). */
json_t *tp_json_text(struct tp_arena *a, const char *s);
/* Both take VALUE over. */
void tp_json_set(struct tp_arena *a, json_t *object, const char *key, json_t *value);
void tp_json_add(struct tp_arena *a, json_t *array, json_t *value);
/* As text, indented, with a line end. */
void tp_json_print(const json_t *root, struct tp_buf *out);

#endif
