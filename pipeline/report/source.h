/* source.h - the line of a source that a diagnostic is about, for reports that show it. */
#ifndef TP_REPORT_SOURCE_H
#define TP_REPORT_SOURCE_H

#include "../base/diag.h"

/* The file that excerpts are being taken from: read once, however many diagnostics it has. Begins
 * as zeroes; its ARENA is to be freed at the end. */
struct tp_source {
    struct tp_arena *arena; /* freed with the next file */
    const char *file;
    struct tp_lines *lines; /* NULL: can't be read */
};

/* The line, from the diagnostic itself or from its file. False: it isn't known. */
bool tp_source_line(struct tp_source *s, struct tp_arena *a, const struct tp_diag *d,
                    struct tp_slice *line);

#endif
