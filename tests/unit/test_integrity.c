/* test_integrity.c - dates as intervals, the levels of checks, places inside texts. */
#include "../../pipeline/base/xml.h"
#include "../../pipeline/base/xml_places.h"
#include "../../pipeline/validate/integrity/itg.h"
#include "unit.h"
