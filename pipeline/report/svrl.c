/* The Schematron Validation Report Language (ISO/IEC 19757-3, annex D): all documents in one report,
 * each pattern with the document that it was active for. */
#include <string.h>

#include "report.h"

void tp_report_svrl(const struct tp_report *r, struct tp_buf *out)
{
    tp_buf_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<svrl:schematron-output xmlns:svrl=\"http://purl.oclc.org/dsdl/svrl\">\n");
    for (size_t i = 0; i < r->n; i++)
        if (r->documents[i].svrl)
            tp_buf_str(out, r->documents[i].svrl);
    tp_buf_str(out, "</svrl:schematron-output>\n");
}
