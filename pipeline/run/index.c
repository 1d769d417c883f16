/* The pages and files of an edition as a whole, among the outputs of a build. */
#include "../base/version.h"
#include "parts.h"

struct tp_site_info tp_index_info(const struct tp_edition *e, const char *page_base,
                                  const char *date)
{
    return (struct tp_site_info){.title = e->title,
                                 .publisher = e->publisher,
                                 .licence = e->licence,
                                 .editor = e->editor,
                                 .email = e->email,
                                 .language = e->language,
                                 .page_base = page_base,
                                 .date = date,
                                 .generator = "teipipe " TP_VERSION};
}

struct writing {
    const char *output;
    struct tp_arena *kept, *work;
    struct tp_made_list *list;
    struct tp_diags *ds;
};

static bool take(void *arg, const char *path, const char *data, size_t len)
{
    const struct writing *w = arg;
    struct tp_arena *a = tp_arena_sub(w->work);
    bool ok = tp_make(w->output, path, data, len, w->kept, a, w->list, w->ds);

    tp_arena_free(a);
    return ok;
}

void tp_index_write(struct tp_site *site, struct tp_stylesheet *sheet, const char *output,
                    struct tp_arena *kept, struct tp_made_list *list, struct tp_diags *ds)
{
    struct tp_arena *work = tp_arena_sub(kept);
    struct writing w = {output, kept, work, list, ds};

    (void)tp_site_write(site, sheet, work, take, &w, ds); /* has said what is wrong */
    tp_arena_free(work);
}
