#include "levels.h"

#include <string.h>

#include "../base/yaml.h"

const char *const tp_check_names[] = {"id-duplicate",
                                      "id-malformed",
                                      "pointer-missing",
                                      "pointer-file",
                                      "pointer-malformed",
                                      "pointer-prefix",
                                      "pointer-machine",
                                      "image-missing",
                                      "entry-unused",
                                      "entry-same-name",
                                      "entry-doubled",
                                      "date-invalid",
                                      "date-contradiction",
                                      "date-order",
                                      "date-own",
                                      "language-invalid",
                                      "language-form",
                                      "language-script",
                                      "script-mixed",
                                      "character-form",
                                      "character-private",
                                      "character-unassigned",
                                      "character-lost",
                                      "character-control",
                                      NULL};

static const char *const words[] = {
    [TP_ERROR] = "error", [TP_WARNING] = "warning", [TP_NOTE] = "note", [TP_OFF] = "off", NULL};

struct tp_levels tp_levels_default(void)
{
    struct tp_levels l;

    memset(l.of, TP_OFF, sizeof l.of);
    for (size_t i = 0; tp_check_names[i]; i++) {
        enum tp_code code = tp_code_find(tp_check_names[i]);

        l.of[code] = (unsigned char)tp_code_info(code)->severity;
    }
    return l;
}

static const char *unknown(struct tp_arena *a, const char *what, const char *word,
                           const char *const *among)
{
    const char *near = tp_nearest(word, among);

    return near ? tp_fmt(a, "there is no %s '%s'; did you mean '%s'?", what, word, near)
                : tp_fmt(a, "there is no %s '%s'", what, word);
}

const char *tp_levels_set(struct tp_levels *l, struct tp_arena *a, const char *name,
                          const char *level)
{
    size_t i = 0, k = 0;
    bool all = strcmp(name, "all") == 0;

    while (tp_check_names[i] && strcmp(tp_check_names[i], name) != 0)
        i++;
    if (!tp_check_names[i] && !all)
        return unknown(a, "check", name, tp_check_names);
    while (words[k] && strcmp(words[k], level) != 0)
        k++;
    if (!words[k])
        return tp_fmt(a, "a check is set to error, warning, note or off, not to '%s'", level);
    for (size_t n = 0; tp_check_names[n]; n++)
        if (all || n == i)
            l->of[tp_code_find(tp_check_names[n])] = (unsigned char)k;
    return NULL;
}

bool tp_levels_any(const struct tp_levels *l)
{
    for (size_t i = 0; i < TP_D_COUNT; i++)
        if (l->of[i] != TP_OFF)
            return true;
    return false;
}
