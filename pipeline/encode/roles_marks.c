/* What stands beside a name, or in its place, where somebody signs: "(signed)", "[Seal]", "М.П.";
 * and the post that a telegram goes to. */
#include "roles.h"

#include <string.h>

#include "../base/utf8.h"

/* "..., （签字）": where the bracket opens that closes the text; 0: none does, or it opens the text
 * as well. */
static size_t last_bracket(struct tp_slice t)
{
    static const struct {
        const char *open, *close;
    } pairs[] = {{"(", ")"}, {"[", "]"}, {"（", "）"}, {"［", "］"}};
    enum { LONGEST = 36 };

    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        size_t n = strlen(pairs[k].open);
        if (t.len < 2 * n || memcmp(t.p + t.len - n, pairs[k].close, n) != 0)
            continue;
        for (size_t i = t.len - n; i > 0 && t.len - i < LONGEST; i--)
            if (memcmp(t.p + i - 1, pairs[k].open, n) == 0)
                return i - 1;
    }
    return 0;
}

struct tp_slice roles_without_signed(struct tp_slice t)
{
    const char *close = NULL;
    size_t behind = last_bracket(t);

    if (t.len && strchr("([", *t.p))
        close = memchr(t.p, *t.p == '(' ? ')' : ']', t.len);
    if (behind)
        return tp_slice_trim((struct tp_slice){t.p, behind});
    if (!close || close + 1 == t.p + t.len)
        return t;
    return tp_slice_trim((struct tp_slice){close + 1, t.len - (size_t)(close + 1 - t.p)});
}

bool roles_is_marked(struct tp_slice t)
{
    return roles_without_signed(t).len < t.len;
}

bool roles_is_mark(struct tp_slice t)
{
    enum { LONGEST = 40, LETTERS = 2 };
    static const struct {
        const char *open, *close;
    } pairs[] = {{"(", ")"}, {"[", "]"}, {"（", "）"}, {"［", "］"}};
    size_t letters = 0, stops = 0;

    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        size_t n = strlen(pairs[k].open);
        if (t.len > 2 * n && t.len <= LONGEST && memcmp(t.p, pairs[k].open, n) == 0 &&
            memcmp(t.p + t.len - n, pairs[k].close, n) == 0)
            return true;
    }
    for (size_t i = 0; i < t.len;) { /* two letters with their stops */
        uint32_t cp;
        size_t n = tp_utf8_decode(t.p + i, t.len - i, &cp);
        if (!n || letters > LETTERS)
            return false;
        letters += tp_script_of(cp) != TP_NO_SCRIPT;
        stops += cp == '.';
        if (cp != '.' && cp != ' ' && tp_script_of(cp) == TP_NO_SCRIPT)
            return false;
        i += n;
    }
    return letters == LETTERS && stops == LETTERS;
}

void roles_mark_posts(struct tp_items *done)
{
    bool headed = false;

    for (size_t i = 0; i + 1 < done->n; i++) {
        struct tp_item *item = &done->v[i];
        struct tp_slice t = tp_piece_text(item->text);
        if (item->role == TP_ROLE_HEAD && headed && done->v[i + 1].role == TP_ROLE_ADDRESS &&
            item->text.block->kind == TP_BLOCK_PARAGRAPH && roles_mostly_capitals(t) &&
            !memchr(t.p, ' ', t.len) && !memchr(t.p, '\n', t.len) && roles_signature(t))
            item->role = TP_ROLE_ADDRESS;
        headed = headed || item->role == TP_ROLE_HEAD || item->role == TP_ROLE_KIND;
    }
}
