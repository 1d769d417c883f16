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

static bool same_language(const char *x, const char *y)
{
    size_t n = strcspn(x, "-");

    return y && n == strcspn(y, "-") && memcmp(x, y, n) == 0;
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

/* ---- languages ---- */

struct share {
    const char *lang;
    uint64_t weight;
    unsigned percent;
    bool own; /* of a version, and so listed however little it is */
};
typedef TP_LIST_OF(struct share) shares;

static void add_share(struct tp_builder *b, shares *all, const char *lang, uint64_t weight,
                      bool own)
{
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->v[i].lang, lang) == 0) {
            all->v[i].weight += weight;
            all->v[i].own = all->v[i].own || own;
            return;
        }
    TP_PUSH(b->a, all, (struct share){lang, weight, 0, own});
}

/* The letters of another script inside a version: of the language that another version has in that
 * script, or, but for Latin letters, which every language uses, of the script's usual one. */
static void add_foreign(struct tp_builder *b, const struct tp_version *v, enum tp_script script,
                        shares *all)
{
    const struct tp_document *d = b->d;
    struct tp_buf text = tp_buf_new(b->a);

    for (size_t k = 0; k < d->versions.n; k++)
        if (d->versions.v[k].script == script) {
            add_share(b, all, d->versions.v[k].lang, tp_letters_weight(&v->letters, script), false);
            return;
        }
    if (script == TP_LATIN || script == TP_OTHER_SCRIPT)
        return;
    for (size_t i = 0; i < v->items.n && text.len < 4000; i++) {
        struct tp_slice t = tp_piece_text(v->items.v[i].text);
        tp_buf_add(&text, t.p, t.len);
    }
    add_share(b, all, tp_language_tag(b->a, script, text.p ? text.p : "", text.len, NULL, 0),
              tp_letters_weight(&v->letters, script), false);
}

/* Per cents that sum to 100: each rounded down, the rest to the largest remainders (Hare's method).
 */
static void divide(shares *all)
{
    uint64_t total = 0;
    unsigned left = 100;

    for (size_t i = 0; i < all->n; i++)
        total += all->v[i].weight;
    if (!all->n)
        return;
    if (!total) {
        all->v[0].percent = 100;
        return;
    }
    for (size_t i = 0; i < all->n; i++) {
        all->v[i].percent = (unsigned)(all->v[i].weight * 100 / total);
        left -= all->v[i].percent;
    }
    for (; left; left--) { /* fewer than there are languages */
        size_t best = 0;
        uint64_t most = 0;
        for (size_t i = 0; i < all->n; i++) {
            uint64_t floor = (uint64_t)all->v[i].percent * total, x = all->v[i].weight * 100;
            if (x > floor && x - floor > most) {
                most = x - floor;
                best = i;
            }
        }
        all->v[best].percent++;
    }
}

static void put_languages(struct tp_builder *b, struct tp_node *profile)
{
    const struct tp_document *d = b->d;
    const struct tp_field *front = tp_front_field(d, "language");
    struct tp_node *usage = tp_element(b->a, profile, "langUsage"), *e;
    shares all = {0};
    bool original = false;

    for (size_t i = 0; i < d->versions.n; i++) {
        const struct tp_version *v = &d->versions.v[i];
        add_share(b, &all, v->lang, tp_letters_weight(&v->letters, v->script), true);
    }
    for (size_t i = 0; i < d->versions.n; i++)
        for (int s = TP_LATIN; s < TP_SCRIPT_COUNT; s++)
            if ((enum tp_script)s != d->versions.v[i].script && d->versions.v[i].letters.of[s])
                add_foreign(b, &d->versions.v[i], (enum tp_script)s, &all);
    for (size_t i = all.n; i-- > 0;) { /* less than half a per cent is a word or two */
        uint64_t total = 0;
        for (size_t k = 0; k < all.n; k++)
            total += all.v[k].weight;
        if (!all.v[i].own && all.v[i].weight * 200 < total) {
            memmove(&all.v[i], &all.v[i + 1], (all.n - i - 1) * sizeof *all.v);
            all.n--;
        }
    }
    divide(&all);
    for (size_t i = 0; i < all.n; i++) {
        e = tp_element_with(b->a, usage, "language", "ident", all.v[i].lang);
        tp_set(b->a, e, "usage", tp_fmt(b->a, "%u", all.v[i].percent));
        tp_own_text(b->a, e, tp_language_name(b->a, all.v[i].lang));
        original = original || same_language(all.v[i].lang, d->original_language);
        if (front && i == 0) { /* @ident is what became of it */
            tp_claim(b->a, e, front->key_src);
            tp_claim(b->a, e, front->src);
        }
    }
    if (d->original_language && !original) { /* the text is a translation of it */
        e = tp_element_with(b->a, usage, "language", "ident", d->original_language);
        tp_set(b->a, e, "usage", "0");
        tp_own_text(b->a, e, tp_language_name(b->a, d->original_language));
    }
}

/* ---- kind, classification, keywords ---- */

static void put_given_terms(struct tp_builder *b, struct tp_node *text_class, const char *key,
                            const char *type)
{
    struct tp_node *e = NULL;

    for (const struct tp_field *f = tp_front_field(b->d, key); f; f = tp_front_next(b->d, f)) {
        if (!e)
            e = tp_element(b->a, text_class, "keywords");
        tp_put_front(b, tp_element_with(b->a, e, "term", "type", type), f);
    }
}

static void put_classification(struct tp_builder *b, const struct tp_meta *m,
                               const struct tp_wording *w, struct tp_node *text_class)
{
    struct tp_node *keywords = NULL, *e;

    for (size_t i = 0; i < m->classifications.n; i++) {
        const struct tp_said *s = &m->classifications.v[i];
        const char *key = tp_classification_key(b->a, w, s->text);
        if (!keywords)
            keywords = tp_element(b->a, text_class, "keywords");
        e = tp_element_with(b->a, keywords, "term", "type", "classification");
        if (key)
            tp_set(b->a, e, "key", key);
        if (s->given)
            tp_put_front(b, e, s->given);
        else
            tp_own_text(b->a, e, s->text);
    }
}

static void put_class(struct tp_builder *b, const struct tp_meta *m, const struct tp_wording *w,
                      struct tp_node *profile)
{
    const struct tp_field *kind = tp_front_field(b->d, "kind");
    struct tp_node *text_class, *e;

    if (!m->kind && !m->classifications.n && !kind && !tp_front_field(b->d, "keywords"))
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
    put_classification(b, m, w, text_class);
    put_given_terms(b, text_class, "keywords", "keyword");
}

/* ---- correspondence ---- */

/* The date of an action, and the field of the metadata that it stands for (NULL: none). */
static void put_action_date(struct tp_builder *b, struct tp_node *action,
                            const struct tp_date *date, const struct tp_field *front)
{
    struct tp_node *e;

    if (!tp_has_date(date) && !front)
        return;
    e = tp_element(b->a, action, "date");
    header_set_date(b, e, date);
    if (front)
        tp_put_front(b, e, front);
}

static void put_action_place(struct tp_builder *b, struct tp_node *action, const char *place,
                             const struct tp_field *front)
{
    struct tp_node *e;

    if (!place)
        return;
    e = header_name(b, action, place, "placeName");
    if (front)
        header_claim(b, e, front, true);
}

static void put_sent(struct tp_builder *b, const struct tp_meta *m, const struct tp_wording *w,
                     struct tp_node *desc)
{
    const struct tp_dispatch *sent = tp_meta_dispatch(m, TP_DISPATCH_SENT);
    const struct tp_field *front = tp_front_field(b->d, "sent");
    bool borrowed = !sent && m->date_borrowed; /* from the receipt */
    struct tp_date none = {0};
    const struct tp_date *date = sent && tp_has_date(&sent->date) ? &sent->date
                                 : borrowed                       ? &none
                                                                  : &m->date;
    struct tp_node *action;

    if (!m->senders.n && !m->place && !m->place_sent && !tp_has_date(date) && !front)
        return;
    action = tp_element_with(b->a, desc, "correspAction", "type", "sent");
    header_put_people(b, w, action, &m->senders, m->sender_signed ? "medium" : NULL);
    put_action_place(b, action,
                     m->place_sent                            ? m->place_sent
                     : m->place                               ? m->place
                     : m->from && header_is_place(b, m->from) ? m->from
                                                              : NULL,
                     NULL);
    put_action_date(b, action, date, front);
}

static void put_transmitted(struct tp_builder *b, const struct tp_meta *m, struct tp_node *desc)
{
    for (size_t i = 0; i < m->dispatches.n; i++) {
        const struct tp_dispatch *x = &m->dispatches.v[i];
        struct tp_node *action;
        if (x->type != TP_DISPATCH_TRANSMITTED)
            continue;
        action = tp_element_with(b->a, desc, "correspAction", "type", "transmitted");
        if (x->subtype)
            tp_set(b->a, action, "subtype", x->subtype);
        if (x->by) {
            struct tp_node *by = header_name(b, action, x->by, "persName");
            if (strcmp(by->name, "name") == 0)
                by->name = "persName"; /* who deciphers is a person */
        }
        put_action_place(b, action, x->place, NULL);
        put_action_date(b, action, &x->date, NULL);
    }
}

static void put_received(struct tp_builder *b, const struct tp_meta *m, const struct tp_wording *w,
                         struct tp_node *desc)
{
    const struct tp_dispatch *received = tp_meta_dispatch(m, TP_DISPATCH_RECEIVED);
    const struct tp_field *front = tp_front_field(b->d, "received");
    const struct tp_field *place = tp_front_field(b->d, "place-received");
    struct tp_date none = {0};
    struct tp_node *action;

    if (m->recipients.n || m->place_received || front ||
        (received && tp_has_date(&received->date))) {
        action = tp_element_with(b->a, desc, "correspAction", "type", "received");
        header_put_people(b, w, action, &m->recipients, m->recipient_hailed ? "medium" : NULL);
        put_action_place(b, action, m->place_received, place);
        put_action_date(b, action, received ? &received->date : &none, front);
    }
    if (m->copies.n) {
        action = tp_element_with(b->a, desc, "correspAction", "type", "received");
        tp_set(b->a, action, "subtype", "copy");
        header_put_people(b, w, action, &m->copies, NULL);
    }
}

/* A decision, and the comrades to whom its extract went: they are no recipients of a letter. */
static bool is_extract(const struct tp_meta *m)
{
    return m->kind && strcmp(m->kind->id, "directive") == 0 && !m->senders.n && !m->dispatches.n &&
           !m->place_sent && m->recipients.n && !m->recipients.v[0].given;
}

static void put_correspondence(struct tp_builder *b, const struct tp_meta *m,
                               const struct tp_wording *w, struct tp_node *profile)
{
    struct tp_node *desc, *before = profile->last;

    if (is_extract(m))
        return;
    /* Who gets copies of a memorandum doesn't make a letter of it: its distribution list is a note.
     */
    if (!m->senders.n && !m->recipients.n && !m->dispatches.n && !m->place_sent &&
        !tp_front_field(b->d, "copy-to") && !tp_front_field(b->d, "sent") &&
        !tp_front_field(b->d, "received"))
        return;
    desc = tp_element(b->a, profile, "correspDesc");
    put_sent(b, m, w, desc);
    put_transmitted(b, m, desc);
    put_received(b, m, w, desc);
    if (desc->first || !before)
        return;
    before->next = NULL; /* a receipt of which neither day nor place is known says nothing */
    profile->last = before;
}

void header_profile(struct tp_builder *b, const struct tp_meta *m, const struct tp_wording *w,
                    struct tp_node *header)
{
    struct tp_node *profile = tp_element(b->a, header, "profileDesc");

    put_creation(b, m, profile);
    put_abstract(b, profile);
    put_languages(b, profile);
    put_class(b, m, w, profile);
    header_participants(b, w, m, profile);
    put_correspondence(b, m, w, profile);
}
