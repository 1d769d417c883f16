/* One layout file: every key, its type and its range, as the tables here say. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "../base/utf8.h"
#include "../base/yaml.h"
#include "layout.h"

struct loading {
    struct tp_arena *a;
    struct tp_regex_set *regexes;
    const char *file;
    const char *const *kinds;
    struct tp_diags *ds;
    bool failed;
};

/* What the value of a key is, and how it is kept. */
enum type {
    TEXT,   /* const char * */
    NAME,   /* the same, fit to be the value of @type: an XML name without a colon */
    NUMBER, /* int or uint32_t; up to MOST */
    FLAG,   /* bool */
    WORD,   /* int or enum: the place in WORDS */
    ROLE,   /* enum tp_role */
    REGEX,  /* const struct tp_regex *; GROUP */
    LIST,   /* for the caller */
    MAP
};

struct key {
    const char *name;
    enum type type;
    size_t offset;
    int most, least;
    const char *const *words;
    enum tp_regex_group group;
    bool needed;
};

enum { MOST_POINTS = 1000, MOST_BLOCKS = 100000, MOST_CHARS = 1000000 };

static void complain(struct loading *l, const struct tp_yaml *n, const char *message)
{
    tp_diag(l->ds, TP_D_LAYOUT_INVALID, tp_at(l->file, n->line, n->col), message);
    l->failed = true;
}

static bool is_name(const char *text)
{
    size_t len = strlen(text);

    for (size_t i = 0; i < len;) {
        uint32_t cp;
        size_t n = tp_utf8_decode(text + i, len - i, &cp);
        if (!n || !(u_isalpha((UChar32)cp) || cp == '_' ||
                    (i && (u_isdigit((UChar32)cp) || cp == '-' || cp == '.'))))
            return false;
        i += n;
    }
    return len > 0;
}

static void take_number(struct loading *l, const struct key *k, const struct tp_yaml *n, void *to)
{
    char *end;
    long value = strtol(n->value, &end, 10);

    if (*end || end == n->value || n->quoted || value < k->least || value > k->most)
        complain(l, n,
                 tp_fmt(l->a, "'%s' takes a number from %d to %d", k->name, k->least, k->most));
    else
        *(int *)to = (int)value;
}

/* One of the words; their place in the list. */
static void take_word(struct loading *l, const char *key, const char *const *words,
                      const struct tp_yaml *n, int *to)
{
    struct tp_buf all;
    const char *near;

    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], n->value) == 0) {
            *to = i;
            return;
        }
    near = tp_nearest(n->value, words);
    all = tp_buf_new(l->a);
    for (int i = 0; !near && words[i]; i++)
        tp_buf_fmt(&all, "%s%s", i ? ", " : "", words[i]);
    complain(l, n,
             tp_fmt(l->a,
                    near ? "'%s' takes no '%s'; did you mean '%s'?" : "'%s' takes no '%s' (%s)",
                    key, n->value, near ? near : all.p));
}

static void take_role(struct loading *l, const struct key *k, const struct tp_yaml *n, void *to)
{
    const char *ids[TP_ROLE_COUNT + 1] = {0};
    int at = TP_ROLE_NONE;

    for (int i = 0; i < TP_ROLE_COUNT; i++)
        ids[i] = tp_role_id((enum tp_role)i);
    take_word(l, k->name, ids, n, &at);
    if (at == TP_ROLE_NONE && strcmp(n->value, ids[TP_ROLE_NONE]) == 0)
        complain(l, n, tp_fmt(l->a, "'text' is what has no %s: name another", k->name));
    *(enum tp_role *)to = (enum tp_role)at;
}

static const struct tp_regex *take_regex(struct loading *l, const struct tp_yaml *n,
                                         enum tp_regex_group group)
{
    const struct tp_regex *re =
        n->kind != TP_YAML_SCALAR || !*n->value
            ? NULL
            : tp_regex_new(l->regexes, n->value, group, TP_D_LAYOUT_INVALID,
                           tp_at(l->file, n->line, n->col), n->quoted, l->ds);

    if (n->kind != TP_YAML_SCALAR || !*n->value)
        complain(l, n, "a regular expression is needed here");
    l->failed = l->failed || !re;
    return re;
}

/* A value into its place. */
static void take(struct loading *l, const struct key *k, const struct tp_yaml *n, void *to)
{
    static const char *const flags[] = {"false", "true", NULL};
    enum tp_yaml_kind wanted = k->type == LIST  ? TP_YAML_LIST
                               : k->type == MAP ? TP_YAML_MAP
                                                : TP_YAML_SCALAR;
    int at = 0;

    if (n->kind != wanted) {
        complain(l, n,
                 tp_fmt(l->a, "'%s' takes %s", k->name,
                        wanted == TP_YAML_LIST  ? "a list (- ...)"
                        : wanted == TP_YAML_MAP ? "a map (key: value)"
                                                : "a single value"));
        return;
    }
    switch (k->type) {
    case TEXT:
    case NAME:
        *(const char **)to = n->value;
        if (!*n->value)
            complain(l, n, tp_fmt(l->a, "'%s' is empty", k->name));
        else if (k->type == NAME && !is_name(n->value))
            complain(l, n,
                     tp_fmt(l->a, "'%s' is no name for a %s: a letter, then letters, digits, - . _",
                            n->value, k->name));
        break;
    case NUMBER:
        take_number(l, k, n, to);
        break;
    case FLAG:
        take_word(l, k->name, flags, n, &at);
        *(bool *)to = at == 1;
        break;
    case WORD:
        take_word(l, k->name, k->words, n, to);
        break;
    case ROLE:
        take_role(l, k, n, to);
        break;
    case REGEX:
        *(const struct tp_regex **)to = take_regex(l, n, k->group);
        break;
    case LIST:
    case MAP:
        break;
    }
}

/* All keys of a map into OUT. KEYS ends with a key that has no name. */
static void read_map(struct loading *l, const struct tp_yaml *map, const struct key *keys,
                     const char *what, void *out)
{
    const char *names[16] = {0};
    size_t n = 0;

    for (; keys[n].name; n++)
        names[n] = keys[n].name;
    if (map->kind != TP_YAML_MAP) {
        complain(l, map, tp_fmt(l->a, "%s is a map (key: value)", what));
        return;
    }
    if (!tp_yaml_only(map, names, l->file, TP_D_LAYOUT_INVALID, l->ds))
        l->failed = true;
    for (size_t i = 0; i < n; i++) {
        const struct tp_yaml *value = tp_yaml_get(map, names[i]);
        if (value)
            take(l, &keys[i], value, (char *)out + keys[i].offset);
        else if (keys[i].needed)
            complain(l, map, tp_fmt(l->a, "%s needs '%s'", what, names[i]));
    }
}

/* ---- the parts of a file ---- */

static const char *const places[] = {"any", "top", "bottom", NULL};
static const char *const front_kinds[] = {"text", "date", NULL};
static const char *const elements[] = {"seg", "hi", "num", "term", "abbr", "metamark", NULL};
static const char *const inline_places[] = {"heads", "text", NULL};
static const char *const splits[] = {"one", "split", NULL};
static const char *const versions[] = {"original", "transcription", "translation", NULL};
/* What the header takes from a line (meta.c). */
static const char *const line_fields[] = {"sender",  "recipient",    "place",   "place-sent",
                                          "author",  "date",         "sent",    "received",
                                          "subject", "participants", "copy-to", NULL};

static void read_roles(struct loading *l, struct tp_layout *out, const struct tp_yaml *list)
{
    enum { LONG = 240 }; /* characters: a text of more is prose, and few rules ask for it */
    struct key keys[] = {
        {.name = "role", ROLE, offsetof(struct tp_role_rule, role), .needed = true},
        {.name = "regex", REGEX, offsetof(struct tp_role_rule, regex), .needed = true},
        {.name = "at", WORD, offsetof(struct tp_role_rule, where), .words = places},
        {.name = "max", NUMBER, offsetof(struct tp_role_rule, max), MOST_CHARS, 1},
        {.name = "line", FLAG, offsetof(struct tp_role_rule, line)},
        {.name = "field", NAME, offsetof(struct tp_role_rule, field)},
        {.name = "type", NAME, offsetof(struct tp_role_rule, type)},
        {.name = "after", ROLE, offsetof(struct tp_role_rule, after)},
        {0}};

    for (const struct tp_yaml *n = list ? list->first : NULL; n; n = n->next) {
        struct tp_role_rule r = {.max = 120};
        const struct tp_yaml *field = tp_yaml_get(n, "field"), *max = tp_yaml_get(n, "max");
        int at;
        keys[1].group = max && max->kind == TP_YAML_SCALAR && strtol(max->value, NULL, 10) > LONG
                            ? TP_REGEX_LONG
                            : TP_REGEX_LINE;
        read_map(l, n, keys, "an entry of 'roles'", &r);
        if (field)
            take_word(l, "field", line_fields, field, &at);
        if (field && r.regex && !tp_regex_has_group(r.regex, "value"))
            complain(l, field,
                     "a line gives a field by the group (?<value>...) of its 'regex', "
                     "which has none");
        if (r.regex && r.role != TP_ROLE_NONE)
            TP_PUSH(l->a, &out->roles, r);
    }
}

static void read_inlines(struct loading *l, struct tp_layout *out, const struct tp_yaml *list)
{
    struct rule {
        const struct tp_regex *regex;
        const char *type;
        int element, in;
    };
    static const struct key keys[] = {
        {.name = "regex",
         REGEX,
         offsetof(struct rule, regex),
         .group = TP_REGEX_SEARCH,
         .needed = true},
        {.name = "element", WORD, offsetof(struct rule, element), .words = elements},
        {.name = "type", NAME, offsetof(struct rule, type)},
        {.name = "in", WORD, offsetof(struct rule, in), .words = inline_places},
        {0}};

    for (const struct tp_yaml *n = list ? list->first : NULL; n; n = n->next) {
        struct rule r = {0};
        read_map(l, n, keys, "an entry of 'inline'", &r);
        if (r.regex)
            TP_PUSH(l->a, &out->inlines,
                    (struct tp_inline_rule){r.regex, elements[r.element], r.type, r.in == 1});
    }
}

static void read_detect(struct loading *l, struct tp_layout *out, const struct tp_yaml *map)
{
    static const struct key keys[] = {
        {.name = "needs", NUMBER, offsetof(struct tp_layout, needs), MOST_POINTS},
        {.name = "caption", NUMBER, offsetof(struct tp_layout, caption_points), MOST_POINTS},
        {.name = "uppercase-first",
         NUMBER,
         offsetof(struct tp_layout, uppercase_points),
         MOST_POINTS},
        {.name = "front-matter",
         NUMBER,
         offsetof(struct tp_layout, front_matter_points),
         MOST_POINTS},
        {.name = "match", LIST},
        {0}};
    static const struct key match_keys[] = {
        {.name = "regex", REGEX, offsetof(struct tp_evidence, regex), .group = TP_REGEX_PAGE},
        {.name = "role", ROLE, offsetof(struct tp_evidence, role)},
        {.name = "within", NUMBER, offsetof(struct tp_evidence, within), MOST_BLOCKS, 1},
        {.name = "points", NUMBER, offsetof(struct tp_evidence, points), MOST_POINTS, 1},
        {0}};
    const struct tp_yaml *match = tp_yaml_get(map, "match");

    if (!map)
        return;
    out->needs = 1;
    read_map(l, map, keys, "'detect'", out);
    for (const struct tp_yaml *n = match ? match->first : NULL; n; n = n->next) {
        struct tp_evidence e = {.points = 1};
        read_map(l, n, match_keys, "an entry of 'match'", &e);
        if (n->kind == TP_YAML_MAP && !tp_yaml_get(n, "regex") == !tp_yaml_get(n, "role"))
            complain(l, n, "an entry of 'match' needs either 'regex' or 'role'");
        else
            TP_PUSH(l->a, &out->evidence, e);
    }
}

static void read_front(struct loading *l, struct tp_layout *out, const struct tp_yaml *list)
{
    struct entry {
        struct tp_front front;
        int is;
    };
    static const struct key keys[] = {
        {.name = "field", NAME, offsetof(struct entry, front.field), .needed = true},
        {.name = "regex", REGEX, offsetof(struct entry, front.regex), .group = TP_REGEX_PAGE},
        {.name = "is", WORD, offsetof(struct entry, is), .words = front_kinds},
        {.name = "keep", FLAG, offsetof(struct entry, front.keep)},
        {.name = "optional", FLAG, offsetof(struct entry, front.optional)},
        {.name = "max", NUMBER, offsetof(struct entry, front.max), MOST_CHARS, 1},
        {0}};

    for (const struct tp_yaml *n = list ? list->first : NULL; n; n = n->next) {
        struct entry f = {.front = {.max = 400}};
        read_map(l, n, keys, "an entry of 'front'", &f);
        f.front.is_date = f.is == 1;
        if (f.front.field)
            TP_PUSH(l->a, &out->front, f.front);
    }
}

static bool is_known_phrase(const struct tp_layout *out, const char *phrase)
{
    for (size_t i = 0; i < out->captions.n; i++)
        if (strcmp(out->captions.v[i].phrase, phrase) == 0)
            return true;
    return false;
}

static int32_t first_folded(const char *text, size_t len)
{
    uint32_t cp = 0;

    (void)tp_utf8_decode(text, len, &cp);
    return u_foldCase((UChar32)cp, U_FOLD_CASE_DEFAULT);
}

static void read_caption(struct loading *l, struct tp_layout *out, const char *field,
                         const struct tp_yaml *phrase)
{
    enum { LONGEST = 90 };
    size_t n = strlen(phrase->value);

    if (phrase->kind != TP_YAML_SCALAR || n == 0 || n > LONGEST)
        complain(l, phrase, tp_fmt(l->a, "a phrase of 1 to %d bytes is needed here", LONGEST));
    else if (phrase->value[n - 1] == ':' || (n > 3 && strcmp(phrase->value + n - 3, "：") == 0))
        complain(l, phrase, "a caption is given without its colon");
    else if (is_known_phrase(out, phrase->value))
        complain(l, phrase, tp_fmt(l->a, "'%s' stands here twice", phrase->value));
    else
        TP_PUSH(l->a, &out->captions,
                (struct tp_caption){field, phrase->value, first_folded(phrase->value, n)});
}

static void read_captions(struct loading *l, struct tp_layout *out, const struct tp_yaml *map)
{
    for (const struct tp_yaml *n = map && map->kind == TP_YAML_MAP ? map->first : NULL; n;
         n = n->next) {
        if (!is_name(n->key))
            tp_diag(l->ds, TP_D_LAYOUT_INVALID, tp_at(l->file, n->key_line, n->key_col),
                    tp_fmt(l->a,
                           "'%s' is no name for a field: a letter, then letters, digits, - . _",
                           n->key)),
                l->failed = true;
        if (n->kind == TP_YAML_MAP)
            complain(l, n, "a field takes its phrases: [phrase, ...]");
        else if (n->kind == TP_YAML_SCALAR)
            read_caption(l, out, n->key, n);
        for (const struct tp_yaml *p = n->kind == TP_YAML_LIST ? n->first : NULL; p; p = p->next)
            read_caption(l, out, n->key, p);
    }
}

static void read_body(struct loading *l, struct tp_layout *out, const struct tp_yaml *map)
{
    struct body {
        int versions, version;
        const char *kind;
    } b = {0};
    static const struct key keys[] = {
        {.name = "versions", WORD, offsetof(struct body, versions), .words = splits},
        {.name = "version", WORD, offsetof(struct body, version), .words = versions},
        {.name = "kind", NAME, offsetof(struct body, kind)},
        {0}};
    const struct tp_yaml *kind = tp_yaml_get(map, "kind");
    int at;

    if (!map)
        return;
    read_map(l, map, keys, "'body'", &b);
    if (kind && l->kinds)
        take_word(l, "kind", l->kinds, kind, &at);
    out->split = b.versions == 1;
    out->version = versions[b.version];
    out->kind = b.kind;
}

/* A list of expressions. */
static void read_regexes(struct loading *l, const struct tp_yaml *list, enum tp_regex_group group,
                         struct tp_regexes *to)
{
    for (const struct tp_yaml *n = list ? list->first : NULL; n; n = n->next)
        TP_PUSH(l->a, to, take_regex(l, n, group));
}

/* The layouts of what may stand in this one. */
static void read_names(struct loading *l, struct tp_layout *out, const struct tp_yaml *list)
{
    for (const struct tp_yaml *n = list ? list->first : NULL; n; n = n->next)
        if (n->kind == TP_YAML_SCALAR && is_name(n->value))
            TP_PUSH(l->a, &out->with, n->value);
        else
            complain(l, n, "the name of a layout is needed here");
}

static void read_layout(struct loading *l, struct tp_layout *out, const struct tp_yaml *root)
{
    static const struct key keys[] = {
        {.name = "name", NAME, offsetof(struct tp_layout, name), .needed = true},
        {.name = "title", TEXT, offsetof(struct tp_layout, title)},
        {.name = "detect", MAP},
        {.name = "front", LIST},
        {.name = "captions", MAP},
        {.name = "roles", LIST},
        {.name = "inline", LIST},
        {.name = "body", MAP},
        {.name = "titles", LIST},
        {.name = "contents-entry", LIST},
        {.name = "with", LIST},
        {0}};

    read_map(l, root, keys, "a layout", out);
    if (l->failed && !out->name)
        return;
    if (!out->title)
        out->title = out->name;
    read_detect(l, out, tp_yaml_get(root, "detect"));
    read_front(l, out, tp_yaml_get(root, "front"));
    read_captions(l, out, tp_yaml_get(root, "captions"));
    read_roles(l, out, tp_yaml_get(root, "roles"));
    read_inlines(l, out, tp_yaml_get(root, "inline"));
    read_body(l, out, tp_yaml_get(root, "body"));
    read_regexes(l, tp_yaml_get(root, "titles"), TP_REGEX_PAGE, &out->titles);
    read_regexes(l, tp_yaml_get(root, "contents-entry"), TP_REGEX_LINE, &out->contents);
    read_names(l, out, tp_yaml_get(root, "with"));
}

struct tp_layout *tp_layout_read(struct tp_arena *a, struct tp_regex_set *regexes, const char *file,
                                 const char *text, size_t len, const char *const *kinds,
                                 struct tp_diags *ds)
{
    struct loading l = {a, regexes, file, kinds, ds, false};
    size_t errors = ds->errors;
    const struct tp_yaml *root = tp_yaml_parse(a, text, len, file, 1, TP_D_LAYOUT_INVALID, ds);
    struct tp_layout *out = TP_NEW(a, struct tp_layout);

    if (!root) {
        if (ds->errors == errors)
            tp_diag(ds, TP_D_LAYOUT_INVALID, tp_in(file), "the file is empty");
        return NULL;
    }
    out->file = file;
    out->version = versions[0];
    read_layout(&l, out, root);
    return l.failed ? NULL : out;
}
