/* profileDesc: when and where, summary, languages, kind, correspondence. */
#include <string.h>

#include "header_parts.h"

static const struct tp_page_field *date_field(const struct tp_document *d)
{
    const struct tp_page_field *f = tp_page_field(d, "date");

    if (!f)
        f = tp_page_field(d, "document-date");
    return f ? f : tp_page_field(d, "published");
}

static void put_creation(struct tp_builder *b, const struct tp_meta *m, struct tp_node *profile)
{
    const struct tp_field *front = tp_front_field(b->d, "date");
    const struct tp_field *place = tp_front_field(b->d, "place");
    const struct tp_page_field *page = date_field(b->d);
    struct tp_node *creation, *e;

    if (!tp_has_date(&m->date) && !front && !page && !m->place)
        return;
    creation = tp_element(b->a, profile, "creation");
    if (tp_has_date(&m->date) || front || page) {
        e = tp_element(b->a, creation, "date");
        header_set_date(b, e, &m->date);
        if (front)
            tp_put_front(b, e, front);
        else if (page && page->value.n) {
            tp_put_plain(b, e, page->value.v[0]);
            if (page->caption.block)
                tp_claim_text(b->a, e, page->caption.block, page->caption.start, page->caption.end);
        } else {
            tp_own_text(b->a, e,
                        m->date.when         ? m->date.when
                        : m->date.from       ? m->date.from
                        : m->date.not_before ? m->date.not_before
                                             : "");
        }
    }
    if (place) {
        e = header_name(b, creation, place->value, "placeName");
        tp_stand_for(b->a, e->last, b->d->source->text, place->src);
        tp_claim(b->a, e, place->key_src);
    } else if (m->place) {
        header_name(b, creation, m->place, "placeName");
    }
}

static void put_abstract(struct tp_builder *b, struct tp_node *profile)
{
    const struct tp_page_field *page = tp_page_field(b->d, "summary");
    const struct tp_field *front = tp_front_field(b->d, "summary");
    struct tp_node *e;

    if (!front)
        front = tp_front_field(b->d, "abstract");
    if (!page && !front)
        return;
    e = tp_element(b->a, profile, "abstract");
    if (front)
        tp_put_front(b, tp_element(b->a, e, "p"), front);
    if (page)
        tp_put_field(b, e, page, "p");
    if (!e->first)
        tp_element(b->a, e, "p");
}

static void put_languages(struct tp_builder *b, struct tp_node *profile)
{
    const struct tp_document *d = b->d;
    const struct tp_field *front = tp_front_field(d, "language");
    struct tp_node *usage = tp_element(b->a, profile, "langUsage"), *e;
    uint64_t total = 0;

    for (size_t i = 0; i < d->versions.n; i++)
        total += tp_letters_weight(&d->versions.v[i].letters, d->versions.v[i].script);
    for (size_t i = 0; i < d->versions.n; i++) {
        const struct tp_version *v = &d->versions.v[i];
        uint64_t sum = 0;
        size_t same = 0;
        while (strcmp(d->versions.v[same].lang, v->lang) != 0)
            same++;
        if (same < i)
            continue; /* not the first of its language */
        for (size_t k = i; k < d->versions.n; k++)
            if (strcmp(d->versions.v[k].lang, v->lang) == 0)
                sum += tp_letters_weight(&d->versions.v[k].letters, v->script);
        e = tp_element_with(b->a, usage, "language", "ident", v->lang);
        tp_set(b->a, e, "usage",
               tp_fmt(b->a, "%u", total ? (unsigned)((sum * 100 + total / 2) / total) : 100));
        tp_own_text(b->a, e, tp_language_name(b->a, v->lang));
        if (front && i == 0) { /* @ident is what became of it */
            tp_claim(b->a, e, front->key_src);
            tp_claim(b->a, e, front->src);
        }
    }
}

static void put_class(struct tp_builder *b, const struct tp_meta *m, struct tp_node *profile)
{
    const struct tp_field *kind = tp_front_field(b->d, "kind");
    const struct tp_field *secret = tp_front_field(b->d, "classification");
    struct tp_node *text_class, *e;

    if (!kind)
        kind = tp_front_field(b->d, "type");
    if (!m->kind && !m->classification && !kind)
        return;
    text_class = tp_element(b->a, profile, "textClass");
    if (m->kind) {
        e = tp_element_with(b->a, text_class, "catRef", "scheme", "#kinds");
        tp_set(b->a, e, "target", tp_fmt(b->a, "#kind-%s", m->kind->id));
    }
    if (kind) {
        e = tp_element_with(b->a, text_class, "keywords", "scheme", "#kinds");
        if (!m->kind) /* the scheme must exist to be pointed at */
            e->attrs = NULL;
        tp_put_front(b, tp_element_with(b->a, e, "term", "type", "kind"), kind);
    }
    if (m->classification) {
        e = tp_element(b->a, text_class, "keywords");
        e = tp_element_with(b->a, e, "term", "type", "classification");
        if (secret)
            tp_put_front(b, e, secret);
        else
            tp_own_text(b->a, e, m->classification);
    }
}

static struct tp_node *put_correspondent(struct tp_builder *b, const struct tp_meta *m,
                                         struct tp_node *desc, const char *type, const char *name,
                                         const struct tp_field *front, const char *place,
                                         const struct tp_date *date)
{
    struct tp_node *action = tp_element_with(b->a, desc, "correspAction", "type", type), *e;

    if (name) {
        e = name == m->sender ? header_sender(b, m, action, name)
                              : header_name(b, action, name, "persName");
        if (front) {
            tp_stand_for(b->a, e->last, b->d->source->text, front->src);
            tp_claim(b->a, e, front->key_src);
        }
    }
    if (place)
        header_name(b, action, place, "placeName");
    if (date && tp_has_date(date))
        header_set_date(b, tp_element(b->a, action, "date"), date);
    return action;
}

/* The field of the front matter that the value was taken from; NULL: it comes from elsewhere. */
static const struct tp_field *front_of(const struct tp_document *d, const char *value)
{
    const struct tp_fields *f = d->source->fields;

    for (size_t i = 0; f && value && i < f->n; i++)
        if (f->v[i].value == value)
            return &f->v[i];
    return NULL;
}

static void put_correspondence(struct tp_builder *b, const struct tp_meta *m,
                               struct tp_node *profile)
{
    bool received = m->date.when && m->date.when == m->received.when; /* all that is known */
    const struct tp_date *sent = received ? NULL : tp_has_date(&m->sent) ? &m->sent : &m->date;
    struct tp_node *desc;

    if (!m->sender && !m->recipient)
        return;
    desc = tp_element(b->a, profile, "correspDesc");
    if (m->sender || m->place || (sent && tp_has_date(sent)))
        put_correspondent(b, m, desc, "sent", m->sender, front_of(b->d, m->sender), m->place, sent);
    if (m->recipient || tp_has_date(&m->received))
        put_correspondent(b, m, desc, "received", m->recipient, front_of(b->d, m->recipient),
                          m->place_received, &m->received);
}

void header_profile(struct tp_builder *b, const struct tp_meta *m, struct tp_node *header)
{
    struct tp_node *profile = tp_element(b->a, header, "profileDesc");

    put_creation(b, m, profile);
    put_abstract(b, profile);
    put_languages(b, profile);
    put_class(b, m, profile);
    put_correspondence(b, m, profile);
}
