/* xp_moment.h - the calendar, for the functions on dates. The algorithms are named in xp_moment.c.
 */
#ifndef TP_XPATH_XP_MOMENT_H
#define TP_XPATH_XP_MOMENT_H

#include "xp.h"

int64_t xp_days(int64_t year, int64_t month, int64_t day); /* since 1970-01-01 */
void xp_civil(int64_t days, struct tp_xp_moment *m);       /* sets year, month and day */
int64_t xp_days_in(int64_t year, int64_t month);
int64_t xp_utc(struct tp_xp_run *r, enum tp_xp_type type, const struct tp_xp_moment *m);
void xp_write_zone(struct tp_buf *b, const struct tp_xp_moment *m);

#endif
