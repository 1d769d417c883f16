/*
 * score.c - how much of the gold encodings the encoder finds, and how much of what it says is
 * right.
 *
 * usage: gold_score [-v|-t] [-f FLOORS] SET GOLD_FOLDER TEI_FOLDER AUTHORITY_FOLDER
 *
 * -v: each missing, wrong and superfluous fact, with its file and line; -t: the totals alone.
 * FLOORS has lines "SET CLASS PRECISION RECALL"; the status is 1 when a figure is below its floor,
 * 2 when the gold itself can't be used. Dates and names are compared in the order of the text,
 * structure and header fields as sets in which duplicates count.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/base/file.h"
#include "../../pipeline/base/xml.h"
#include "read.h"

enum { MAX_KINDS = 32, MAX_SHOWN = 100, MAX_DATE_WORDS = 24, MAX_CAPTION = 48 };

struct count {
    size_t gold, got, both;
};

struct kind {
    const char *name;
    size_t documents;
    struct count of[FACT_CLASSES];
};

struct run {
    struct tp_arena *arena;
    struct tp_diags *diags;
    const char *set, *gold_folder, *tei_folder, *authority, *floors;
    bool verbose, totals;
    struct authority names;
    struct kind kinds[MAX_KINDS], all;
    size_t n_kinds, wrong;
    int status;
};

static const char *const class_names[FACT_CLASSES] = {"structure", "dates", "names", "header"};

/* ---- comparing ---- */

/* Does one text name the entry that the other points to, in another of its spellings? */
static bool names_entry(const struct authority *names, const char *letters, const char *id)
{
    for (size_t i = 0; *id && i < names->n; i++) {
        if (strcmp(names->v[i].id, id) == 0 && strstr(letters, names->v[i].letters))
            return true;
    }
    return false;
}

/* Are three quarters of the words of the shorter one, and no less than two, in the other? */
static bool same_words(struct tp_arena *a, const char *one, const char *two)
{
    size_t words = 0, common = 0;
    const char *shorter = strlen(one) < strlen(two) ? one : two;
    const char *longer =
        fact_letters(a, shorter == one ? two : one, strlen(shorter == one ? two : one), true);

    for (const char *p = shorter; *p;) {
        size_t n = strcspn(p, " ,()");
        const char *word = fact_letters(a, p, n, true);

        if (strlen(word) > 3) {
            size_t stem = strlen(word) - 1; /* "Archive", "Archives" */

            words++;
            common += strstr(longer, tp_strndup(a, word, stem)) != NULL;
        }
        p += n + strspn(p + n, " ,()");
    }
    return common >= 2 && common * 4 >= words * 3;
}

/* A header field may give several right answers, "A // B". */
static bool same_field(const struct authority *names, struct tp_arena *a, const struct fact *gold,
                       const struct fact *got)
{
    const int flags = field_flags(gold->key);

    for (const char *p = gold->shown; p; p = strstr(p, " // ") ? strstr(p, " // ") + 4 : NULL) {
        const char *end = strstr(p, " // ");
        const char *one = tp_strndup(a, p, end ? (size_t)(end - p) : strlen(p));
        const char *letters = flags & FIELD_EXACT ? one : fact_letters(a, one, strlen(one), true);

        if (strcmp(letters, got->letters) == 0 ||
            ((flags & FIELD_WORDS) && same_words(a, one, got->shown)) ||
            names_entry(names, letters, got->value))
            return true;
    }
    return false;
}

/* "5 May" and "on the 5th of May", "апреле" and "апреле с. г.": where the words of a date end is a
 * matter of taste, its figures are not. */
static bool same_date(const struct fact *one, const struct fact *two)
{
    size_t n1 = strlen(one->letters), n2 = strlen(two->letters);
    const char *whole = n1 > n2 ? one->letters : two->letters;
    const char *part = n1 > n2 ? two->letters : one->letters;
    const char *at = strstr(whole, part);

    if (!at || strlen(whole) - strlen(part) > MAX_DATE_WORDS)
        return false;
    for (const char *p = whole; *p; p++) {
        if (p == at)
            p = at + strlen(part);
        if (*p >= '0' && *p <= '9')
            return false;
        if (!*p)
            break;
    }
    return true;
}

static bool same_value(const struct fact *gold, const struct fact *got)
{
    if (gold->wanted == FACT_MAY)
        return true;
    if (gold->wanted == FACT_MAY_DOUBT)
        return got->doubt && (!*gold->value || strcmp(gold->value, got->value) == 0);
    if (gold->class == FACT_HEADER)
        return !*gold->value || strcmp(gold->value, got->value) == 0;
    if (gold->class == FACT_STRUCTURE) /* a language; "und": not determined */
        return strcmp(gold->value, got->value) == 0 || strcmp(got->value, "und") == 0 ||
               strcmp(gold->value, "?") == 0;
    return strcmp(gold->value, got->value) == 0 && (got->doubt || !gold->doubt);
}

static bool same_text(const struct authority *names, struct tp_arena *a, const struct fact *gold,
                      const struct fact *got)
{
    return strcmp(gold->letters, got->letters) == 0 ||
           (gold->class == FACT_DATE && same_date(gold, got)) ||
           (gold->class == FACT_HEADER && same_field(names, a, gold, got));
}

static bool same(const struct authority *names, struct tp_arena *a, const struct fact *gold,
                 const struct fact *got)
{
    return gold->class == got->class && strcmp(gold->key, got->key) == 0 && same_value(gold, got) &&
           same_text(names, a, gold, got);
}

/* Has the gold this fact too? */
static bool is_wanted(const struct authority *names, struct tp_arena *a, const struct facts *gold,
                      const struct fact *got)
{
    for (size_t i = 0; i < gold->n; i++)
        if (gold->v[i].wanted == FACT_MUST && same(names, a, &gold->v[i], got))
            return true;
    return false;
}

/* What may be encoded this way or that takes everything with its text out of the count. */
static void absorb(const struct authority *names, struct tp_arena *a, struct facts *gold,
                   struct facts *got)
{
    for (size_t i = 0; i < gold->n; i++) {
        const char *text = gold->v[i].letters;

        for (size_t j = 0; gold->v[i].wanted == FACT_MAY && *text && j < got->n; j++) {
            struct fact *f = &got->v[j];
            const char *end = strstr(f->letters, text);

            if (!end) /* a caption may have gone */
                end = *f->letters && strlen(f->letters) * 2 > strlen(text)
                          ? strstr(text, f->letters)
                          : NULL;
            if (end && strlen(f->letters) <= strlen(text) + MAX_CAPTION &&
                !is_wanted(names, a, gold, f)) {
                f->matched = true;
                f->wanted = FACT_MAY;
            }
        }
    }
}

static void match_set(const struct authority *names, struct tp_arena *a, struct facts *gold,
                      struct facts *got)
{
    absorb(names, a, gold, got);
    for (size_t i = 0; i < gold->n; i++) {
        for (size_t j = 0; j < got->n && !gold->v[i].matched; j++) {
            if (!got->v[j].matched && same(names, a, &gold->v[i], &got->v[j]))
                gold->v[i].matched = got->v[j].matched = true;
        }
    }
}

/* The longest sequence that both have, so that the right text in the wrong place is wrong. */
static void match_sequence(const struct authority *names, struct tp_arena *a, struct facts *gold,
                           struct facts *got)
{
    size_t width = got->n + 1, i = 0, j = 0;
    unsigned *best = TP_NEW_ARRAY(a, (gold->n + 1) * width, unsigned);

    for (i = gold->n; i-- > 0;) {
        for (j = got->n; j-- > 0;) {
            unsigned skip_gold = best[(i + 1) * width + j], skip_got = best[i * width + j + 1];
            unsigned most = skip_gold > skip_got ? skip_gold : skip_got;

            if (same(names, a, &gold->v[i], &got->v[j]) && best[(i + 1) * width + j + 1] + 1 > most)
                most = best[(i + 1) * width + j + 1] + 1;
            best[i * width + j] = most;
        }
    }
    for (i = j = 0; i < gold->n && j < got->n;) {
        if (same(names, a, &gold->v[i], &got->v[j]) &&
            best[i * width + j] == best[(i + 1) * width + j + 1] + 1) {
            got->v[j].wanted = gold->v[i].wanted;
            gold->v[i++].matched = true;
            got->v[j++].matched = true;
        } else if (best[(i + 1) * width + j] >= best[i * width + j + 1]) {
            i++;
        } else {
            j++;
        }
    }
}

static struct facts of_class(struct tp_arena *a, const struct facts *all, enum fact_class class)
{
    struct facts some = {0};

    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i].class == class)
            TP_PUSH(a, &some, all->v[i]);
    }
    return some;
}

/* ---- one document ---- */

static void show(const struct fact *f, const char *file, const char *what)
{
    struct tp_slice shown;

    (void)printf("%s:%zu: %s %s: %s%s%s%s \"", file, f->line, class_names[f->class], what, f->key,
                 *f->value ? " = " : "", f->value, f->doubt ? " (in doubt)" : "");
    shown = tp_slice_trim((struct tp_slice){f->shown, strlen(f->shown)});
    for (size_t i = 0;
         i < shown.len && (i < MAX_SHOWN || ((unsigned char)shown.p[i] & 0xC0) == 0x80); i++)
        (void)putchar(shown.p[i] == '\n' || shown.p[i] == '\t' ? ' ' : shown.p[i]);
    (void)printf("\"\n");
}

/* What was missed and what was said instead, side by side where the text is the same. */
static void differences(const struct authority *names, struct tp_arena *a, struct facts *gold,
                        struct facts *got, const char *source, const char *tei)
{
    for (size_t i = 0; i < gold->n; i++) {
        struct fact *missed = &gold->v[i];

        if (missed->matched || missed->wanted != FACT_MUST)
            continue;
        show(missed, source, "missing");
        for (size_t j = 0; j < got->n; j++) {
            struct fact *other = &got->v[j];

            if (!other->matched && same_text(names, a, missed, other)) {
                show(other, tei, "    instead");
                break;
            }
        }
    }
    for (size_t j = 0; j < got->n; j++) {
        if (!got->v[j].matched &&
            !(got->v[j].class == FACT_HEADER && (field_flags(got->v[j].key) & FIELD_ASKED)))
            show(&got->v[j], tei, "superfluous");
    }
}

static void add_count(struct count *to, const struct facts *gold, const struct facts *got)
{
    for (size_t i = 0; i < gold->n; i++) {
        to->gold += gold->v[i].wanted == FACT_MUST;
        to->both += gold->v[i].wanted == FACT_MUST && gold->v[i].matched;
    }
    for (size_t j = 0; j < got->n; j++) {
        bool asked = got->v[j].class == FACT_HEADER && (field_flags(got->v[j].key) & FIELD_ASKED);

        to->got += got->v[j].wanted == FACT_MUST && (got->v[j].matched || !asked);
    }
}

static struct kind *kind_of(struct run *r, const char *name)
{
    size_t i = 0;

    while (i < r->n_kinds && strcmp(r->kinds[i].name, name) != 0)
        i++;
    if (i == MAX_KINDS)
        return &r->kinds[MAX_KINDS - 1];
    if (i == r->n_kinds) {
        r->kinds[i].name = tp_strdup(r->arena, name);
        r->n_kinds++;
    }
    return &r->kinds[i];
}

static const char *source_of(struct tp_arena *a, const char *gold)
{
    size_t stem = strlen(gold) - strlen(".gold");
    const char *text = tp_fmt(a, "%.*s.txt", (int)stem, gold);

    return tp_file_exists(text) ? text : tp_fmt(a, "%.*s.md", (int)stem, gold);
}

static void score_document(struct run *r, const char *file)
{
    struct tp_arena *a = r->arena;
    const char *source = source_of(a, file), *kind = "document";
    const char *tei = tp_fmt(a, "%s/%s.xml", r->tei_folder, tp_path_stem(a, file));
    char *gold_text, *source_text;
    size_t len;
    struct facts *gold, none = {0}, *got = &none;
    struct kind *k;
    xmlDocPtr doc;

    if (!tp_read_file(a, file, &gold_text, &len, r->diags) ||
        !tp_read_file(a, source, &source_text, &len, r->diags)) {
        (void)fprintf(stderr, "%s: can't be read with its source\n", file);
        r->wrong++;
        return;
    }
    gold = read_gold(a, file, gold_text, source_text, &r->names, &kind, &r->wrong);
    doc = tp_file_exists(tei) ? tp_xml_read_file(a, tei, r->diags) : NULL;
    if (doc)
        got = read_tei(a, doc);
    else
        (void)printf("%s: was not encoded\n", source);
    k = kind_of(r, kind);
    k->documents++;
    r->all.documents++;
    for (int class = 0; class < FACT_CLASSES; class ++) {
        struct facts want = of_class(a, gold, (enum fact_class) class);
        struct facts have = of_class(a, got, (enum fact_class) class);

        if (class == FACT_DATE || class == FACT_NAME)
            match_sequence(&r->names, a, &want, &have);
        else
            match_set(&r->names, a, &want, &have);
        if (r->verbose)
            differences(&r->names, a, &want, &have, source, tei);
        add_count(&k->of[class], &want, &have);
        add_count(&r->all.of[class], &want, &have);
    }
}

/* ---- figures ---- */

static double share(size_t part, size_t whole)
{
    return whole ? (double)part / (double)whole : 1.0;
}

static void row(const struct kind *k)
{
    (void)printf("  %-27s %3zu", k->name, k->documents);
    for (int class = 0; class < FACT_CLASSES; class ++) {
        const struct count *c = &k->of[class];

        (void)printf("   %.3f %.3f", share(c->both, c->got), share(c->both, c->gold));
    }
    (void)printf("\n");
}

static void table(const struct run *r)
{
    (void)printf("%s: precision and recall\n  %-27s %3s", r->set, "kind", "n");
    for (int class = 0; class < FACT_CLASSES; class ++)
        (void)printf("   %-11s", class_names[class]);
    (void)printf("\n");
    for (size_t i = 0; i < r->n_kinds && !r->totals; i++)
        row(&r->kinds[i]);
    row(&r->all);
    (void)printf("  %-27s    ", "F");
    for (int class = 0; class < FACT_CLASSES; class ++) {
        const struct count *c = &r->all.of[class];

        (void)printf("   %-11.3f", share(2 * c->both, c->got + c->gold));
    }
    (void)printf("\n  %-27s    ", "facts (gold, found)");
    for (int class = 0; class < FACT_CLASSES; class ++)
        (void)printf("   %-5zu %-5zu", r->all.of[class].gold, r->all.of[class].got);
    (void)printf("\n");
}

static void check_floor(struct run *r, const char *line)
{
    char set[32], class[32];
    double floor[2];

    if (*line == '#' || sscanf(line, "%31s %31s %lf %lf", set, class, &floor[0], &floor[1]) != 4 ||
        strcmp(set, r->set) != 0)
        return;
    for (int i = 0; i < FACT_CLASSES; i++) {
        const struct count *c = &r->all.of[i];
        const double reached[2] = {share(c->both, c->got), share(c->both, c->gold)};
        static const char *const names[2] = {"precision", "recall"};

        for (int k = 0; k < 2 && strcmp(class, class_names[i]) == 0; k++) {
            if (reached[k] + 0.0005 >= floor[k])
                continue;
            (void)fprintf(stderr, "%s: %s of %s is %.3f, and was %.3f\n", r->set, names[k],
                          class_names[i], reached[k], floor[k]);
            r->status = 1;
        }
    }
}

static void check_floors(struct run *r)
{
    char *data;
    size_t len;

    if (!r->floors)
        return;
    if (!tp_read_file(r->arena, r->floors, &data, &len, r->diags)) {
        r->status = 2;
        return;
    }
    for (char *p = data; *p;) {
        size_t n = strcspn(p, "\n");

        check_floor(r, tp_strndup(r->arena, p, n));
        p += n + (p[n] == '\n');
    }
}

/* ---- the run ---- */

static bool is_gold(const char *path, void *arg)
{
    (void)arg;
    return strcmp(tp_path_ext(path), ".gold") == 0;
}

static bool is_xml(const char *path, void *arg)
{
    (void)arg;
    return strcmp(tp_path_ext(path), ".xml") == 0;
}

static void read_names(struct run *r)
{
    struct tp_paths files = {0};

    if (!tp_list_files(r->arena, r->authority, is_xml, NULL, &files, r->diags))
        return;
    for (size_t i = 0; i < files.n; i++) {
        xmlDocPtr doc = tp_xml_read_file(r->arena, files.v[i], r->diags);

        if (doc)
            read_authority(r->arena, doc, &r->names);
    }
}

static void score(void *arg)
{
    struct run *r = arg;
    struct tp_paths files = {0};

    r->diags = tp_diags_new(r->arena, 0);
    r->all.name = "all";
    read_names(r);
    if (!tp_list_files(r->arena, r->gold_folder, is_gold, NULL, &files, r->diags) || files.n == 0) {
        (void)fprintf(stderr, "%s: no gold encodings\n", r->gold_folder);
        r->status = 2;
        return;
    }
    for (size_t i = 0; i < files.n; i++)
        score_document(r, files.v[i]);
    table(r);
    check_floors(r);
    for (const struct tp_diag *d = r->diags->first; d; d = d->next)
        (void)fprintf(stderr, "%s\n", d->message);
    if (r->wrong > 0 || r->diags->errors > 0)
        r->status = 2;
}

int main(int argc, char **argv)
{
    struct run run = {0};
    int i = 1;

    for (; i < argc && argv[i][0] == '-'; i++) {
        if (strcmp(argv[i], "-v") == 0)
            run.verbose = true;
        else if (strcmp(argv[i], "-t") == 0)
            run.totals = true;
        else if (strcmp(argv[i], "-f") == 0 && i + 1 < argc)
            run.floors = argv[++i];
        else
            break;
    }
    if (argc - i != 4) {
        (void)fprintf(stderr, "usage: gold_score [-v|-t] [-f FLOORS] SET GOLD TEI AUTHORITY\n");
        return 2;
    }
    run.set = argv[i];
    run.gold_folder = argv[i + 1];
    run.tei_folder = argv[i + 2];
    run.authority = argv[i + 3];
    run.arena = tp_arena_new(0);
    if (!run.arena || !tp_guard(run.arena, score, &run)) {
        (void)fprintf(stderr, "out of memory\n");
        run.status = 2;
    }
    tp_arena_free(run.arena);
    return run.status;
}
