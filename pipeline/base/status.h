/* status.h - how a call ended; the values are the program's exit statuses. */
#ifndef TP_BASE_STATUS_H
#define TP_BASE_STATUS_H

enum tp_status {
    TP_OK = 0,       /* all good */
    TP_INVALID = 1,  /* at least one document has errors or lost text; the others were processed */
    TP_UNUSABLE = 2, /* command line, configuration, schema or stylesheet: nothing was processed */
    TP_FAILED =
        3 /* a file can't be read or written, or a limit was met; the others were processed */
};

static inline enum tp_status tp_worse(enum tp_status a, enum tp_status b)
{
    return a > b ? a : b;
}

#endif
