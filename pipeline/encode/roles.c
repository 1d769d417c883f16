#include "roles.h"

#include <string.h>
#include <unicode/uchar.h>

#include "../base/utf8.h"

/* ---- one block ---- */

/* The first rule that fits; its groups go into the item. */
static bool apply(struct tp_arena *work, struct tp_matcher *m, const struct tp_layout *l,
                  struct tp_item *item, enum tp_where where, bool line, enum tp_role after)
{
    struct tp_slice text = tp_piece_text(item->text);
    uint32_t offset = (uint32_t)(text.p - item->text.block->text);
    size_t chars;
    struct tp_subject s = tp_subject_new(work, text.p, (uint32_t)text.len);

    chars = tp_utf8_count(text.p, text.len);
    for (size_t i = 0; chars <= l->longest && i < l->roles.n; i++) {
        const struct tp_role_rule *r = &l->roles.v[i];
        struct tp_range value;
        if (chars > r->max || (r->where != TP_ANYWHERE && r->where != where) ||
            (line && !r->line) || (r->after != TP_ROLE_NONE && r->after != after))
            continue;
        if (!tp_regex_matches(m, r->regex, &s))
            continue;
        item->role = r->role;
        item->field = r->field;
        item->type = r->type;
        if (tp_regex_group(m, r->regex, &s, "n", &value))
            item->n = (struct tp_range){value.start + offset, value.end + offset};
        if (tp_regex_group(m, r->regex, &s, "value", &value))
            item->value = (struct tp_range){value.start + offset, value.end + offset};
        return true;
    }
    return false;
}

bool roles_apply(struct tp_arena *a, struct tp_matcher *m, const struct tp_layout *l,
                 struct tp_item *item, enum tp_where where, bool line, enum tp_role after)
{
    struct tp_slice text = tp_piece_text(item->text);
    struct tp_arena *work;
    bool found;

    if (!text.len || text.len / 4 > l->longest)
        return false;
    work = tp_arena_sub(a); /* asked of every block, several times */
    found = apply(work, m, l, item, where, line, after);

    tp_arena_free(work);
    return found;
}

bool roles_plain(const struct tp_item *item)
{
    enum tp_block_kind k = item->text.block->kind;

    return (k == TP_BLOCK_PARAGRAPH || k == TP_BLOCK_HEADING) && item->text.block->len > 0;
}

/* "... two towers.1", "... came.[2]": without the mark of the note. */
static struct tp_slice without_mark(struct tp_slice t)
{
    size_t n = t.len, at;

    if (n && t.p[n - 1] == ']')
        n--;
    for (at = n; at && t.p[at - 1] >= '0' && t.p[at - 1] <= '9';)
        at--;
    if (at == n || n - at > 3)
        return t;
    while (at && (t.p[at - 1] == '[' || t.p[at - 1] == '^'))
        at--;
    /* "No.2": a word of some length stands before the stop; not "28.VIII.51" */
    if (at < 5 || u_isupper((unsigned char)t.p[at - 2]) || !strchr(".!?", t.p[at - 1]) ||
        memchr(t.p + at - 5, ' ', 4) || memchr(t.p + at - 5, '.', 4))
        return t;
    return (struct tp_slice){t.p, at};
}

bool roles_ends_sentence(struct tp_slice t)
{
    static const char *const ends[] = {".",  "!",  "?",  ";",  ",",  ":", "：",
                                       "。", "！", "？", "；", "，", "”", "\""};

    t = without_mark(t);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(ends[i]);
        if (t.len >= n && memcmp(t.p + t.len - n, ends[i], n) == 0)
            return true;
    }
    return false;
}

static bool has_han_stop(struct tp_slice t)
{
    static const char *const stops[] = {"，", "。", "：", "；", "、"};

    for (size_t i = 0; i + 3 <= t.len; i++)
        for (size_t k = 0; k < sizeof stops / sizeof *stops; k++)
            if (memcmp(t.p + i, stops[k], 3) == 0)
                return true;
    return false;
}

/* In characters. */
static size_t longest_line(struct tp_slice t)
{
    size_t most = 0;

    for (size_t i = 0; i < t.len;) {
        const char *nl = memchr(t.p + i, '\n', t.len - i);
        size_t end = nl ? (size_t)(nl - t.p) : t.len;
        size_t n = tp_utf8_count(t.p + i, end - i);
        most = n > most ? n : most;
        i = end + 1;
    }
    return most;
}

bool roles_mostly_capitals(struct tp_slice t)
{
    unsigned upper = 0, lower = 0;

    for (size_t i = 0; i < t.len;) {
        uint32_t cp;
        size_t n = tp_utf8_decode(t.p + i, t.len - i, &cp);
        upper += n && u_isupper((UChar32)cp);
        lower += n && u_islower((UChar32)cp);
        i += n ? n : 1;
    }
    return upper > lower;
}

/* "II. Trade", "a) Paper": the heading of a section. One capital may be an initial. */
static bool is_numbered(struct tp_slice t)
{
    size_t n = 0;
    uint32_t cp;

    while (n < t.len && n < 6 && strchr("IVXLC", t.p[n]))
        n++;
    if (n > 1 && n < t.len && (t.p[n] == '.' || t.p[n] == ')'))
        return true;
    n = tp_utf8_decode(t.p, t.len, &cp);
    return n && n < t.len && t.p[n] == ')';
}

/* "（完）" */
static bool is_bracketed(struct tp_slice t)
{
    static const char open[] = "（", close[] = "）";
    size_t n = strlen(close);

    return t.len > 2 * n && memcmp(t.p, open, strlen(open)) == 0 &&
           memcmp(t.p + t.len - n, close, n) == 0;
}

/* "十二" */
static bool is_han_number(struct tp_slice t)
{
    static const char *const digits[] = {"一", "二", "三", "四", "五",
                                         "六", "七", "八", "九", "十"};

    for (size_t i = 0, k; i < t.len; i += 3) {
        for (k = 0; k < 10 && (i + 3 > t.len || memcmp(t.p + i, digits[k], 3) != 0);)
            k++;
        if (k == 10)
            return false;
    }
    return t.len > 0;
}

/* Does the text look like names and offices, not like a sentence? Words begin with capitals but for
 * short ones; a few Han characters without punctuation; single letters. */
bool roles_signature(struct tp_slice t)
{
    enum { MOST = 90, MOST_HAN = 16 };
    size_t chars = tp_utf8_count(t.p, t.len);
    unsigned words = 0, small = 0;
    struct tp_letters letters = {0};
    enum tp_script script;
    bool start = true, initial = false;

    if (t.len && t.len <= 6 && strspn(t.p, "IVXLC") >= t.len)
        return false; /* the number of a section */
    if (!chars || chars > MOST || is_numbered(t) || is_bracketed(t))
        return false;
    tp_letters_add(&letters, t.p, t.len);
    script = tp_letters_main(&letters);
    if (script == TP_NO_SCRIPT)
        return false;
    if (script == TP_HAN && is_han_number(t))
        return false;                                  /* of a section */
    if (script == TP_HAN || script == TP_OTHER_SCRIPT) /* no capitals to go by */
        return longest_line(t) <= MOST_HAN && chars <= 3 * MOST_HAN && !roles_ends_sentence(t) &&
               !has_han_stop(t);
    for (size_t i = 0; i < t.len;) {
        uint32_t cp;
        size_t n = tp_utf8_decode(t.p + i, t.len - i, &cp);
        bool letter = n && tp_script_of(cp) != TP_NO_SCRIPT;
        if (n == 0 || (cp >= '0' && cp <= '9') || cp == '_')
            return false;
        if (letter && start) {
            size_t end = i + n;
            bool lower = u_islower((UChar32)cp);
            while (end < t.len && t.p[end] != ' ' && t.p[end] != '\n' && t.p[end] != '.')
                end++;
            words++;
            initial = initial || (end == i + n && end < t.len && t.p[end] == '.');
            small += lower && tp_utf8_count(t.p + i, end - i) > 3;
        }
        start = tp_is_space(cp) || cp == '.' || cp == '[' || cp == '(' || cp == '"';
        i += n;
    }
    if (words > 10 || small > 0)
        return false;
    /* behind a full stop, capitals or an initial tell a name from a short sentence */
    return !roles_ends_sentence(t) ||
           (words <= 4 && t.p[t.len - 1] == '.' && (initial || roles_mostly_capitals(t)));
}

bool roles_captioned(struct tp_slice t)
{
    enum { CAPTION = 40, WORDS = 2 };
    const char *colon = memchr(t.p, ':', t.len < CAPTION ? t.len : CAPTION);
    size_t words = 1;
    uint32_t cp;

    if (!colon || colon + 1 >= t.p + t.len || colon[1] != ' ' || memchr(t.p, '\n', t.len) ||
        !tp_utf8_decode(t.p, t.len, &cp) || !u_isupper((UChar32)cp))
        return false;
    for (const char *p = t.p; p < colon; p++)
        words += *p == ' ';
    return words <= WORDS;
}

bool roles_prose(struct tp_slice t)
{
    static const size_t sentence[] = {[TP_NO_SCRIPT] = SIZE_MAX,
                                      [TP_LATIN] = 18,
                                      [TP_CYRILLIC] = 18,
                                      [TP_HAN] = 30,
                                      [TP_OTHER_SCRIPT] = 8}; /* letters */
    static const char *const stops[] = {".", "!", "?", "。", "！", "？", ".\"", ".”"};
    struct tp_letters letters = {0};
    bool stop = false;

    /* notes below a text: "* The old border.", "1 Since closed.", "[Note ...]" */
    if (!t.len || *t.p == '*' || *t.p == '[' || *t.p == '(' || (*t.p >= '0' && *t.p <= '9'))
        return false;
    while (t.len && t.p[t.len - 1] >= '0' && t.p[t.len - 1] <= '9')
        t.len--; /* the number of a note */
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        size_t n = strlen(stops[i]);
        stop = stop || (t.len > n && memcmp(t.p + t.len - n, stops[i], n) == 0);
    }
    tp_letters_add(&letters, t.p, t.len);
    return stop && !roles_signature(t) && roles_letters(t) >= sentence[tp_letters_main(&letters)];
}

/* ---- dates ---- */

/* A date that stands by itself has figures, or Han numerals. */
static bool has_figure(struct tp_piece p)
{
    for (uint32_t i = p.start; i < p.end; i++) {
        unsigned char c = (unsigned char)p.block->text[i];
        if ((c >= '0' && c <= '9') || c >= 0xE3)
            return true;
    }
    return false;
}

/* Does the text hold a date, and what is left of it? LEFT is the one piece beside the dates (empty
 * when there is none); false when there is no date, or text on both sides. */
static bool date_and_rest(struct tp_arena *a, const struct tp_document *d, struct tp_piece p,
                          bool line, struct tp_piece *date, struct tp_piece *rest)
{
    enum { NEAR = 12 }; /* bytes */
    struct tp_date_context ctx = {.tables = d->dates, .reference = {1950, 0, 0}, .line = line};
    struct tp_dates found = {0};
    struct tp_slice before, after;
    struct tp_arena *work;

    if (p.end - p.start > 400 || !has_figure(p))
        return false;
    work = tp_arena_sub(a);
    tp_dates_scan(work, &ctx, p.block->text + p.start, p.end - p.start, NULL, &found);
    *date = (struct tp_piece){NULL, 0, 0};
    if (found.n)
        *date = (struct tp_piece){p.block, p.start + found.v[0].start,
                                  p.start + found.v[found.n - 1].end};
    for (size_t i = 1; i < found.n; i++) /* "5 May, 18:40", but no sentence between two dates */
        if (found.v[i].start > found.v[i - 1].end + NEAR)
            date->block = NULL;
    tp_arena_free(work);
    if (!date->block)
        return false;
    before = tp_piece_text((struct tp_piece){p.block, p.start, date->start});
    after = tp_piece_text((struct tp_piece){p.block, date->end, p.end});
    while (after.len && (*after.p == '.' || *after.p == ',' || *after.p == ')' || *after.p == ']'))
        after.p++, after.len--;
    while (before.len && (before.p[before.len - 1] == '(' || before.p[before.len - 1] == '['))
        before.len--;
    if (before.len && after.len)
        return false;
    *rest = (struct tp_piece){NULL, 0, 0};
    if (before.len)
        *rest = (struct tp_piece){p.block, p.start, date->start};
    else if (after.len)
        *rest = (struct tp_piece){p.block, date->end, p.end};
    return true;
}

/* A place behind a date: ", Moscow", "于北京". */
static bool is_place_behind(struct tp_slice t)
{
    static const char *const at[] = {"于", "於"};
    enum { LONGEST = 30, LONGEST_HAN = 9, HAN = 3 };

    if (*t.p == ',') {
        t.p++, t.len--;
        t = tp_slice_trim(t);
        return tp_utf8_count(t.p, t.len) <= LONGEST && roles_signature(t);
    }
    for (size_t i = 0; i < sizeof at / sizeof *at; i++)
        if (t.len > HAN && memcmp(t.p, at[i], HAN) == 0)
            return tp_utf8_count(t.p, t.len) <= LONGEST_HAN && roles_signature(t);
    return false;
}

/* "十月二日夜", "…晨" */
static bool is_hour_behind(struct tp_slice t)
{
    static const char *const hours[] = {"夜",   "晨",   "晚",   "午",   "早",   "凌晨", "深夜",
                                        "上午", "下午", "中午", "傍晚", "晚上", "夜间"};

    for (size_t i = 0; i < sizeof hours / sizeof *hours; i++)
        if (t.len == strlen(hours[i]) && memcmp(t.p, hours[i], t.len) == 0)
            return true;
    return false;
}

/* "Muster: On": words behind a colon are what somebody says. */
static bool says_word(struct tp_slice t)
{
    const char *colon = memchr(t.p, ':', t.len);
    struct tp_slice said = {"", 0};

    if (colon)
        said = tp_slice_trim((struct tp_slice){colon + 1, t.len - (size_t)(colon + 1 - t.p)});
    return said.len && roles_letters(said) > 0 && said.p[said.len - 1] != ',';
}

bool roles_day(struct tp_arena *a, const struct tp_document *d, struct tp_piece p)
{
    struct tp_piece date, rest;

    return date_and_rest(a, d, p, true, &date, &rest) && !tp_piece_text(rest).len;
}

/* A date alone, or with a place before it ("Moscow, 25 January 1950") or behind it. */
bool roles_dateline(struct tp_arena *a, const struct tp_document *d, struct tp_piece p)
{
    struct tp_piece date, rest;
    struct tp_slice t;

    if (!date_and_rest(a, d, p, false, &date, &rest))
        return false;
    t = tp_piece_text(rest);
    if (!t.len)
        return true;
    if (says_word(t))
        return false;
    if (rest.start >= date.end)
        return is_hour_behind(t) || is_place_behind(t);
    return rest.end <= date.start && tp_utf8_count(t.p, t.len) <= 40 &&
           (t.p[t.len - 1] == ',' || roles_signature(t));
}

/* "21 July 1951 FILIPPOV": a date with a name behind it. */
bool roles_date_and_name(struct tp_arena *a, const struct tp_document *d, struct tp_piece p,
                         struct tp_piece *date, struct tp_piece *name)
{
    return date_and_rest(a, d, p, false, date, name) && name->block && name->start >= date->end &&
           roles_signature(tp_piece_text(*name));
}

uint32_t roles_trimmed_start(struct tp_piece p)
{
    return (uint32_t)(tp_piece_text(p).p - p.block->text);
}

size_t roles_letters(struct tp_slice t)
{
    struct tp_letters l = {0};

    tp_letters_add(&l, t.p, t.len);
    return tp_letters_weight(&l, TP_LATIN) + tp_letters_weight(&l, TP_CYRILLIC) +
           tp_letters_weight(&l, TP_HAN) + tp_letters_weight(&l, TP_OTHER_SCRIPT);
}
