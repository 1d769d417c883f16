/*
 * make_site.c - the pages and the search of an edition as a whole, of TEI files; and what they
 * cost.
 *
 * usage: make_site TEI_FOLDER [OUTPUT_FOLDER [ROWS]]
 *
 * Gathers the facts of each TEI file in the folder (files in authority/ are authority files), joins
 * them and makes all pages and files, which are only counted unless there is a folder for them.
 * ROWS is for the pages of a list. Prints processor time of each step, sizes, and
 * memory.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "../bench/clock.h"

#include "../../pipeline/base/file.h"
#include "../../pipeline/publish/search.h"
#include "../../pipeline/publish/site.h"

struct bench {
    struct tp_arena *arena;
    struct tp_diags *ds;
    const char *folder, *output;
    size_t files, bytes, facts, texts, rows;
    double gathering, joining, writing;
};

static bool is_xml(const char *path, void *arg)
{
    (void)arg;
    return strcmp(tp_path_ext(path), ".xml") == 0;
}

static bool count(void *arg, const char *path, const char *data, size_t len)
{
    struct bench *b = arg;
    struct tp_arena *a = tp_arena_sub(b->arena);
    double before = processor();
    bool ok = !b->output || tp_write_file(a, tp_path_join(a, b->output, path), data, len, b->ds);

    tp_arena_free(a);
    b->files++;
    b->bytes += len;
    b->writing -= processor() - before; /* of the pages, not of the files */
    return ok;
}

static void add(struct bench *b, struct tp_site *site, const char *path)
{
    struct tp_arena *work = tp_arena_sub(b->arena);
    bool entries = strstr(path, "/authority/") != NULL;
    xmlDocPtr doc = tp_xml_read_file(work, path, b->ds);
    struct tp_buf record = tp_buf_new(work), text = tp_buf_new(work);
    const char *stem = tp_path_stem(work, path);
    double before = processor();
    char *copy;

    if (doc && entries)
        tp_entries_gather(work, doc, &record);
    else if (doc)
        tp_gist_gather(work, doc, stem, &record);
    b->gathering += processor() - before;
    if (doc && !entries)
        tp_search_text(work, doc, stem, &text);
    if (text.len && b->output)
        (void)tp_write_file(
            work, tp_path_join(work, b->output, tp_fmt(work, "html/search/x/%s.js", stem)), text.p,
            text.len, b->ds);
    b->texts += text.len;
    b->facts += record.len;
    copy = tp_strndup(b->arena, record.p, record.len);
    if (!(entries ? tp_site_add_entries : tp_site_add)(site, copy, record.len))
        fprintf(stderr, "%s: no record\n", path);
    tp_arena_free(work);
}

static void run(void *arg)
{
    struct bench *b = arg;
    const struct tp_site_info info = {.title = "Letters",
                                      .publisher = "A Press",
                                      .editor = "Anna & Bo",
                                      .email = "anna@example.org",
                                      .licence = "https://example.org/licence",
                                      .language = "en",
                                      .page_base = "https://example.org/html/",
                                      .generator = "make_site",
                                      .rows = b->rows};
    struct tp_site *site = tp_site_new(b->arena, &info);
    struct tp_paths paths = {0};
    struct tp_stylesheet *sheet = tp_stylesheet_load(b->arena, "teipipe:xslt/index.xsl", b->ds);
    double before;

    if (!tp_list_files(b->arena, b->folder, is_xml, NULL, &paths, b->ds) || !sheet)
        return;
    for (size_t i = 0; i < paths.n; i++)
        add(b, site, paths.v[i]);
    before = processor();
    tp_site_join(site);
    b->joining = processor() - before;
    before = processor();
    (void)tp_site_write(site, &(struct tp_site_files){sheet, count, NULL, b},
                        tp_arena_sub(b->arena), b->ds);
    b->writing += processor() - before;
    printf("%zu documents: facts gathered in %.2f s, joined in %.2f s, pages made in %.2f s\n",
           tp_site_count(site), b->gathering, b->joining, b->writing);
}

int main(int argc, char **argv)
{
    struct bench b = {.arena = tp_arena_new(0), .output = argc > 2 ? argv[2] : NULL};
    struct rusage usage;

    b.rows = argc > 3 ? strtoul(argv[3], NULL, 10) : 0;

    if (argc < 2 || !b.arena) {
        fprintf(stderr, "usage: make_site TEI_FOLDER [OUTPUT_FOLDER [ROWS]]\n");
        return 2;
    }
    b.folder = argv[1];
    b.ds = tp_diags_new(b.arena, 0);
    tp_xml_init();
    if (!tp_guard(b.arena, run, &b))
        fprintf(stderr, "no memory\n");
    for (const struct tp_diag *d = b.ds->first; d; d = d->next)
        fprintf(stderr, "%s: %s\n", d->loc.file ? d->loc.file : "", d->message);
    printf("records %.1f MB, search texts %.1f MB; %zu files, %.1f MB\n", (double)b.facts / 1e6,
           (double)b.texts / 1e6, b.files, (double)b.bytes / 1e6);
    if (getrusage(RUSAGE_SELF, &usage) == 0)
        printf("memory at most %.0f MB\n", (double)usage.ru_maxrss / 1024);
    tp_arena_free(b.arena);
    return 0;
}
