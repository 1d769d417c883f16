#include "header_parts.h"

#include <string.h>

#include "../base/version.h"
#include "metadata.h"
#include "uri.h"

/* ---- text from the source ---- */

/* The header is in English, but a page in Russian fills its fields in Russian. */
static void set_language(struct tp_builder *b, struct tp_node *e, const struct tp_page_field *f)
{
    struct tp_letters l = {0};
    struct tp_buf text = tp_buf_new(b->a);

    for (size_t i = 0; i < f->value.n; i++) {
        struct tp_slice t = tp_piece_text(f->value.v[i]);
        tp_letters_add(&l, t.p, t.len);
        tp_buf_add(&text, t.p, t.len);
    }
    if (tp_letters_main(&l) == TP_NO_SCRIPT || tp_letters_main(&l) == TP_LATIN)
        return;
    b->script = tp_letters_main(&l);
    b->lang = tp_language_tag(b->a, b->script, text.p, text.len, NULL, 0);
    tp_set(b->a, e, "xml:lang", b->lang);
}

void tp_put_field(struct tp_builder *b, struct tp_node *parent, const struct tp_page_field *f,
                  const char *separate)
{
    if (f->caption.block)
        tp_claim_text(b->a, parent, f->caption.block, f->caption.start, f->caption.end);
    set_language(b, parent, f);
    for (size_t i = 0; i < f->value.n; i++) {
        struct tp_node *into = separate ? tp_element(b->a, parent, separate) : parent;
        if (i && !separate)
            tp_own_text(b->a, parent, " ");
        tp_put_text(b, into, f->value.v[i], TP_FOR_HEADER, false);
        for (const struct tp_block *up = f->value.v[i].block->parent; up; up = up->parent)
            tp_claim(b->a, into, up->marker); /* numbers of the items around it */
    }
    b->lang = "en";
    b->script = TP_LATIN;
}

void tp_put_front(struct tp_builder *b, struct tp_node *parent, const struct tp_field *f)
{
    tp_stand_for(b->a, tp_own_text(b->a, parent, f->value), b->d->source->text, f->src);
    tp_claim(b->a, parent, f->key_src);
}

static const char *lang_of(struct tp_builder *b, const char *text)
{
    struct tp_letters l = {0};

    tp_letters_add(&l, text, strlen(text));
    return tp_language_tag(b->a, tp_letters_main(&l), text, strlen(text), NULL, 0);
}

/* The person at the end of "Министру иностранных дел товарищу ВЫШИНСКОМУ"; but not that of "Wife of
 * X": a word before the name that says whose is no office. */
static const struct tp_name_entry *person_behind_office(struct tp_builder *b, const char *name)
{
    static const char *const of[] = {" of ", " to ", " for ", " with ", " de ", " von "};
    enum { WORDS = 12 };
    int words = 0;

    for (const char *p = strchr(name, ' '); p && words < WORDS; p = strchr(p + 1, ' '), words++) {
        const struct tp_name_entry *entry = tp_passes_name(b->a, b->passes, p + 1);
        bool whose = false;
        if (!entry || strcmp(entry->element, "persName") != 0)
            continue;
        for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
            size_t n = strlen(of[i]);
            whose = whose || ((size_t)(p + 1 - name) >= n && memcmp(p + 1 - n, of[i], n) == 0);
        }
        return whose ? NULL : entry;
    }
    return NULL;
}

/* persName or orgName with @ref, and by the name of the authority files, when these know it. */
struct tp_node *header_name(struct tp_builder *b, struct tp_node *parent, const char *name,
                            const char *otherwise)
{
    const struct tp_name_entry *entry = tp_passes_name(b->a, b->passes, name);
    struct tp_node *e;

    if (!entry && strcmp(otherwise, "persName") == 0)
        entry = person_behind_office(b, name);
    if (!entry && strcmp(otherwise, "persName") == 0 && !tp_passes_is_person(b->a, b->passes, name))
        otherwise = "name"; /* a place, an office, a person: not to be guessed */
    e = tp_element(b->a, parent, entry ? entry->element : otherwise);

    if (entry)
        tp_set(b->a, e, "ref", entry->ref);
    tp_own_text(b->a, e, entry ? entry->label : name);
    return e;
}

/* A telegram is "from" the post that sends it: that is no author. */
bool header_is_place(struct tp_builder *b, const char *name)
{
    const struct tp_name_entry *entry = tp_passes_name(b->a, b->passes, name);

    return entry && strcmp(entry->element, "placeName") == 0;
}

void header_set_date(struct tp_builder *b, struct tp_node *e, const struct tp_date *d)
{
    const struct {
        const char *name, *value;
    } attrs[] = {{"when", d->when},
                 {"from", d->from},
                 {"to", d->to},
                 {"notBefore", d->not_before},
                 {"notAfter", d->not_after},
                 {"cert", tp_cert_name(d->cert)}};

    for (size_t i = 0; i < sizeof attrs / sizeof *attrs; i++)
        if (attrs[i].value)
            tp_set(b->a, e, attrs[i].name, attrs[i].value);
}

/* ---- fileDesc ---- */

/* The language of the title; one that is a heading of the text (not GIVEN) has that of the text. */
static const char *title_lang(struct tp_builder *b, const char *title, bool given)
{
    const struct tp_version *v = &b->d->versions.v[0];
    struct tp_letters l = {0};

    tp_letters_add(&l, title, strlen(title));
    return !given && tp_letters_main(&l) == v->script ? v->lang : lang_of(b, title);
}

static void put_title(struct tp_builder *b, const struct tp_meta *m, struct tp_node *stmt)
{
    const struct tp_field *front = tp_front_field(b->d, "title");
    const struct tp_page_field *page = tp_page_field(b->d, "title");
    struct tp_node *e = tp_element_with(b->a, stmt, "title", "type", "main");

    if (m->title)
        tp_set(b->a, e, "xml:lang",
               m->title_made ? "en" : title_lang(b, m->title, front || (page && !page->keep)));
    if (m->title_made)
        tp_set(b->a, e, "resp", "#teipipe");
    if (front)
        tp_put_front(b, e, front);
    else if (page && page->value.n)
        tp_put_plain(b, e, page->value.v[0]);
    else
        tp_own_text(b->a, e, m->title ? m->title : "Untitled document");
    if (front && page && page->value.n && !page->keep) {
        e = tp_element_with(b->a, stmt, "title", "type", "alt");
        tp_put_plain(b, e, page->value.v[0]);
    }
}

/* The heading of each other version is a title in its language. */
static void put_other_titles(struct tp_builder *b, const struct tp_meta *m, struct tp_node *stmt)
{
    const char *main_lang = m->title ? lang_of(b, m->title) : "";

    for (size_t i = 0; i < m->titles.n; i++) {
        struct tp_node *e;
        if (strcmp(m->titles.v[i].lang, main_lang) == 0)
            continue;
        e = tp_element_with(b->a, stmt, "title", "type", "alt");
        tp_set(b->a, e, "xml:lang", m->titles.v[i].lang);
        tp_own_text(b->a, e, m->titles.v[i].text);
    }
}

/* Other titles that the metadata gives: "title-alt", "title.zh-Hans". */
static void put_given_titles(struct tp_builder *b, struct tp_node *stmt)
{
    const struct tp_fields *front = b->d->source->fields;

    for (size_t i = 0; front && i < front->n; i++) {
        const struct tp_field *f = &front->v[i];
        const char *lang = tp_meta_title_lang(b->a, f->key);
        struct tp_node *e;
        if (!*f->value || (!lang && strcmp(f->key, "title-alt") != 0))
            continue;
        e = tp_element_with(b->a, stmt, "title", "type", "alt");
        tp_set(b->a, e, "xml:lang", lang ? lang : lang_of(b, f->value));
        tp_put_front(b, e, f);
    }
}

/* Authors: as the metadata names them, else who sent it. */
static void put_authors(struct tp_builder *b, const struct tp_meta *m, const struct tp_wording *w,
                        struct tp_node *stmt)
{
    const struct tp_field *f = tp_front_field(b->d, "author");
    struct tp_saids said = {0};

    for (; f; f = tp_front_next(b->d, f))
        TP_PUSH(b->a, &said, (struct tp_said){f->value, f});
    if (!said.n && m->author)
        TP_PUSH(b->a, &said, (struct tp_said){m->author, NULL});
    for (size_t i = 0; !said.n && i < m->senders.n; i++)
        if (header_is_place(b, m->senders.v[i].text))
            return;
    if (said.n) {
        header_put_people(b, w, tp_element(b->a, stmt, "author"), &said, NULL);
        return;
    }
    for (size_t i = 0; i < m->senders.n; i++) /* the field itself stands in correspDesc */
        TP_PUSH(b->a, &said, (struct tp_said){m->senders.v[i].text, NULL});
    if (said.n)
        header_put_people(b, w, tp_element(b->a, stmt, "author"), &said,
                          m->sender_signed ? "medium" : NULL);
}

static void put_title_stmt(struct tp_builder *b, const struct tp_meta *m,
                           const struct tp_header_options *o, const struct tp_cited *cited,
                           struct tp_node *file_desc)
{
    struct tp_node *stmt = tp_element(b->a, file_desc, "titleStmt");

    put_title(b, m, stmt);
    put_given_titles(b, stmt);
    put_other_titles(b, m, stmt);
    put_authors(b, m, o->wording, stmt);
    header_credits(b, m, o->wording, tp_cited_text(cited), stmt);
}

static void put_publication(struct tp_builder *b, const struct tp_header_options *o,
                            struct tp_node *file_desc)
{
    struct tp_node *stmt = tp_element(b->a, file_desc, "publicationStmt"), *e;

    if (!o->publisher) { /* TEI wants a publisher, or prose and nothing else */
        tp_element_text(b->a, stmt, "p",
                        o->stem ? tp_fmt(b->a, "Unpublished; encoded as %s.", o->stem)
                                : "Unpublished.");
        return;
    }
    tp_element_text(b->a, stmt, "publisher", o->publisher);
    if (o->date) {
        e = tp_element_with(b->a, stmt, "date", "when", o->date);
        tp_own_text(b->a, e, o->date);
    }
    if (o->licence) {
        e = tp_element_with(b->a, stmt, "availability", "status", "free");
        e = tp_element(b->a, e, "licence");
        if (tp_uri_has_scheme(o->licence))
            tp_set(b->a, e, "target", tp_uri(b->a, o->licence));
        tp_own_text(b->a, e, o->licence);
    }
    if (o->stem) {
        e = tp_element_with(b->a, stmt, "idno", "type", "filename");
        tp_own_text(b->a, e, o->stem);
    }
}

/* Fields that have a place of their own elsewhere in the header, so need no note. */
static bool has_place(const char *field)
{
    static const char *const placed[] = {"title",         "citation",       "summary", "date",
                                         "document-date", "published",      "byline",  "printed",
                                         "rubric",        "shelfmark-line", NULL};

    for (size_t i = 0; placed[i]; i++)
        if (strcmp(placed[i], field) == 0)
            return true;
    return false;
}

/* Keys of metadata that become a note: what else there is has a place of its own. */
static bool front_has_place(struct tp_builder *b, const char *key)
{
    enum tp_meta_key k = tp_meta_key_of(b->a, key);

    switch (k) {
    case TP_META_KEYS:
        return tp_meta_title_lang(b->a, key) != NULL;
    case TP_META_NUMBER:
    case TP_META_LAYOUT:
    case TP_META_ORIGINAL:
    case TP_META_CREDITS:
    case TP_META_RIGHTS:
    case TP_META_NOTE:
        return false;
    default:
        return true;
    }
}

static const char *note_type(const char *field)
{
    static const char page[] = "page."; /* of a field whose value stands elsewhere already */

    if (strncmp(field, page, strlen(page)) == 0)
        field += strlen(page);
    return strcmp(field, "original-language") == 0 ? "originalLanguage" : field;
}

/* What the page says besides, whole, under the page's own names. */
static void put_notes_stmt(struct tp_builder *b, struct tp_node *file_desc)
{
    const struct tp_fields *front = b->d->source->fields;
    struct tp_node *stmt = NULL, *note;

    for (size_t i = 0; i < b->d->fields.n; i++) {
        const struct tp_page_field *f = &b->d->fields.v[i];
        if (has_place(f->field))
            continue;
        if (!stmt)
            stmt = tp_element(b->a, file_desc, "notesStmt");
        note = tp_element_with(b->a, stmt, "note", "type", note_type(f->field));
        if (strcmp(f->field, "contents") == 0 && f->value.n > 0) {
            struct tp_node *list = tp_element(b->a, note, "list");
            tp_put_field(b, list, f, "item");
        } else {
            tp_put_field(b, note, f, f->value.n > 1 ? "p" : NULL);
        }
    }
    for (size_t i = 0; front && i < front->n; i++) {
        if (!*front->v[i].value || front_has_place(b, front->v[i].key))
            continue;
        if (!stmt)
            stmt = tp_element(b->a, file_desc, "notesStmt");
        note = tp_element_with(b->a, stmt, "note", "type",
                               tp_name_token(b->a, note_type(front->v[i].key)));
        tp_put_front(b, note, &front->v[i]);
    }
}

/* ---- encodingDesc ---- */

static void put_encoding(struct tp_builder *b, const struct tp_meta *m,
                         const struct tp_header_options *o, struct tp_node *header)
{
    struct tp_node *desc = tp_element(b->a, header, "encodingDesc"), *e;

    e = tp_element(b->a, desc, "projectDesc");
    tp_element_text(b->a, e, "p",
                    o->edition ? tp_fmt(b->a, "Encoded for the edition \"%s\".", o->edition)
                               : "Encoded from a transcription.");
    e = tp_element(b->a, desc, "editorialDecl");
    tp_element_text(b->a, e, "p",
                    "The text is given as it was transcribed: spelling, punctuation and capitals "
                    "are kept. Every character of the transcription other than white space and "
                    "signs of markup is in this document. What the encoding program concluded by "
                    "itself, such as the calendar date behind the words of a date, carries a resp "
                    "attribute that points to it, and cert where it may be wrong.");
    if (m->kind) {
        e = tp_element(b->a, desc, "classDecl");
        e = tp_element_with(b->a, e, "taxonomy", "xml:id", tp_id_named(b->ids, "kinds"));
        e = tp_element_with(b->a, e, "category", "xml:id",
                            tp_id_named(b->ids, tp_fmt(b->a, "kind-%s", m->kind->id)));
        e = tp_element_text(b->a, e, "catDesc", m->kind->label);
        tp_set(b->a, e, "xml:lang", "en");
    }
    e = tp_element(b->a, desc, "appInfo");
    e = tp_element_with(b->a, e, "application", "xml:id", tp_id_named(b->ids, "teipipe"));
    tp_set(b->a, e, "ident", "teipipe");
    tp_set(b->a, e, "version", TP_VERSION);
    tp_element_text(b->a, e, "label", "teipipe");
    tp_element_text(b->a, e, "desc",
                    tp_fmt(b->a, "Layout of the transcription: %s.", b->d->layout->name));
}

const char *tp_name_token(struct tp_arena *a, const char *text)
{
    struct tp_buf out = tp_buf_new(a);

    for (const char *p = text; *p; p++) {
        bool letter = (*p | 32) >= 'a' && (*p | 32) <= 'z';
        bool later = (*p >= '0' && *p <= '9') || *p == '-' || *p == '.' || *p == '_';
        if (letter || (later && out.len))
            tp_buf_char(&out, *p);
        else if (out.len)
            tp_buf_char(&out, '-');
    }
    return out.len ? out.p : "other";
}

void tp_build_header(struct tp_builder *b, const struct tp_meta *m,
                     const struct tp_header_options *o, const struct tp_source_tables *sources,
                     struct tp_node *root)
{
    struct tp_node *header = tp_element(b->a, root, "teiHeader"), *file_desc, *e;
    const struct tp_cited *cited;

    b->lang = "en";
    b->script = TP_LATIN;
    file_desc = tp_element(b->a, header, "fileDesc");
    cited = tp_read_citation(b, sources);
    put_title_stmt(b, m, o, cited, file_desc);
    put_publication(b, o, file_desc);
    put_notes_stmt(b, file_desc);
    tp_build_source_desc(b, sources, o->wording, cited, file_desc);
    put_encoding(b, m, o, header);
    header_profile(b, m, o->wording, header);
    tp_put_rest(b, header);
    e = tp_element(b->a, tp_element(b->a, header, "revisionDesc"), "change");
    if (o->date)
        tp_set(b->a, e, "when", o->date);
    tp_set(b->a, e, "who", "#teipipe");
    tp_own_text(b->a, e, "Encoded from the transcription.");
}

/* ---- what the text points to ---- */

static struct tp_node *find_child(struct tp_node *root, const char *name)
{
    for (struct tp_node *n = root; n; n = tp_node_next(root, n, false))
        if (n->name && strcmp(n->name, name) == 0)
            return n;
    return NULL;
}

void tp_declare_used(struct tp_builder *b, struct tp_node *root)
{
    static const struct {
        const char *pointer, *id, *attr, *words;
    } known[] = {{"#handwritten", "handwritten", "hand", "Additions by hand on the document."},
                 {"#editor", "editor", "resp",
                  "Notes that point here are by the editor of the source, whom it doesn't name."},
                 {"#translator", "translator", "resp",
                  "Notes that point here are by the translator of the source."},
                 {"#julian", "julian", "calendar",
                  "The Julian calendar (old style), which the wording of these dates follows."}};
    bool used[4] = {false, false, false, false};
    struct tp_node *e;

    for (const struct tp_node *n = root; n; n = tp_node_next(root, n, false))
        for (const struct tp_attr *at = n->attrs; at; at = at->next)
            for (int i = 0; i < 4; i++)
                used[i] = used[i] || (strcmp(at->name, known[i].attr) == 0 &&
                                      strcmp(at->value, known[i].pointer) == 0);
    if (used[0]) {
        e = tp_element(b->a, find_child(root, "profileDesc"), "handNotes");
        e = tp_element_text(b->a, e, "handNote", known[0].words);
        tp_set(b->a, e, "xml:id", tp_id_named(b->ids, known[0].id));
    }
    if (used[3]) {
        e = tp_element(b->a, find_child(root, "profileDesc"), "calendarDesc");
        e = tp_element(b->a, e, "calendar");
        tp_set(b->a, e, "xml:id", tp_id_named(b->ids, known[3].id));
        tp_element_text(b->a, e, "p", known[3].words);
    }
    for (int i = 1; i < 3; i++) {
        if (!used[i])
            continue;
        e = tp_element_text(b->a, find_child(root, "editorialDecl"), "p", known[i].words);
        tp_set(b->a, e, "xml:id", tp_id_named(b->ids, known[i].id));
    }
}
