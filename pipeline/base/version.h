/* version.h - the program's version, as the build knows it from teipipe.h. */
#ifndef TP_BASE_VERSION_H
#define TP_BASE_VERSION_H

#ifndef TP_VERSION_NUMBER
#error "the build defines TP_VERSION_NUMBER from teipipe.h"
#endif

#define TP_VERSION_QUOTE(number)  #number
#define TP_VERSION_STRING(number) TP_VERSION_QUOTE(number)
#define TP_VERSION                TP_VERSION_STRING(TP_VERSION_NUMBER)

#endif
