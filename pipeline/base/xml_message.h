/* xml_message.h - what libxml2's parser complains of, in words for the people who wrote the XML. */
#ifndef TP_BASE_XML_MESSAGE_H
#define TP_BASE_XML_MESSAGE_H

#include <libxml/xmlerror.h>

#include "buf.h"

/* The message for an error of the parser, in the arena; libxml2's own text where there is none
 * better. */
const char *tp_xml_message(struct tp_arena *a, const xmlError *error);

#endif
