/*
 * choose.h - which schemas a document asks for: its <?xml-model?> instructions ("Associating
 * Schemas with XML documents 1.0", W3C), read from the prolog alone.
 */
#ifndef TP_VALIDATE_CHOOSE_H
#define TP_VALIDATE_CHOOSE_H

#include "../base/diag.h"

#define TP_OWN_SCHEMA "teipipe:schemas/teipipe.rnc"
#define TP_OWN_RULES  "teipipe:schemas/teipipe.sch"

struct tp_models {
    struct tp_model {
        const char *name;  /* for tp_schema_load() or tp_sch_load() */
        const char *phase; /* of Schematron; NULL: not given */
        size_t line;       /* of the instruction */
        bool schematron;
    } * v;
    size_t n, cap;
};

enum tp_models_wanted { TP_MODEL_SCHEMAS = 1, TP_MODEL_RULES = 2 };

/*
 * The RELAX NG and Schematron schemas that the document names, of those kinds that are WANTED (a
 * set of enum tp_models_wanted; TEXT when it has been read already, else P is NULL and the
 * beginning of FILE is read), resolved: relative to the document; "teipipe:" as it stands; other
 * addresses by XML catalogs to files. One that can't be resolved is an error (TP_D_SCHEMA_MISSING,
 * _REMOTE) at its line. False on an error. A document that can't be read or parsed names none:
 * whoever validates it will say so.
 */
bool tp_models_of(struct tp_arena *a, const char *file, struct tp_slice text, unsigned wanted,
                  struct tp_models *out, struct tp_diags *ds);

#endif
