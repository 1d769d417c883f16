/*
 * seen.h - a file as it was when it was last looked at, so that it need not be read again.
 *
 * A file whose size, inode, and times of content and of inode are the same has the same content,
 * with one exception: one that was changed again within the tick of the clock in which it was
 * looked at. So what was looked at while it was that fresh isn't SURE, and is compared by content
 * the next time.
 */
#ifndef TP_RUN_SEEN_H
#define TP_RUN_SEEN_H

#include "../base/pack.h"

struct tp_seen {
    uint64_t size, inode;
    int64_t modified, changed; /* nanoseconds since 1970 */
    bool sure;
    bool folder; /* it is one, or something else that isn't read */
    bool exists;
    char sha256[65]; /* of the content; "" when it doesn't exist or isn't a file */
};

enum tp_seen_how {
    TP_SEEN_SAME,
    TP_SEEN_TOUCHED, /* the same content: what is noted of it may be brought up to date */
    TP_SEEN_OTHER
};

/* Look at PATH and compare it with OLD (NULL: not seen before). BY_CONTENT: sizes and times prove
 * nothing. A file that can't be read is as if it were not there. */
enum tp_seen_how tp_see(struct tp_arena *work, const char *path, const struct tp_seen *old,
                        bool by_content, struct tp_seen *now);
/* Of a file that the run itself has just written, and whose checksum it knows. */
void tp_see_own(const char *path, const char sha256[65], struct tp_seen *now);

void tp_seen_pack(struct tp_buf *b, const struct tp_seen *s);
void tp_seen_unpack(struct tp_unpack *u, struct tp_seen *s);

#endif
