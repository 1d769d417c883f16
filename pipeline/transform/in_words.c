#include "in_words.h"

#include "ext.h"

struct tp_in_words {
    struct tp_ext *ext;
    const char *lang;
};

static void close_store(void *store)
{
    tp_ext_store_close(store);
}

struct tp_in_words *tp_in_words_new(struct tp_arena *a, const char *lang)
{
    struct tp_in_words *w = TP_NEW(a, struct tp_in_words);

    w->ext = tp_ext_new(a, TP_NEW(a, struct tp_ext_store));
    tp_defer(a, close_store, w->ext->store);
    w->lang = lang;
    return w;
}

static void call(struct tp_in_words *w, void (*function)(struct tp_ext_call *call), const char *arg,
                 struct tp_buf *out)
{
    struct tp_arena *work = tp_arena_sub(out->arena);
    struct tp_ext_call one = {
        .ext = w->ext, .arena = work, .arg = {arg, w->lang}, .n = 2, .out = tp_buf_new(work)};

    function(&one);
    tp_buf_add(out, one.out.p, one.out.len);
    tp_arena_free(work);
}

void tp_put_date_words(struct tp_in_words *w, const char *iso, struct tp_buf *out)
{
    call(w, tp_ext_date, iso, out);
}

void tp_put_language_words(struct tp_in_words *w, const char *tag, struct tp_buf *out)
{
    call(w, tp_ext_language_name, tag, out);
}
