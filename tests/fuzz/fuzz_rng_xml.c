/* fuzz_rng_xml.c - arbitrary bytes as a schema in XML syntax, there and back. */
#include "fuzz_rng.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return tp_fuzz_run_schema(data, size, "fuzz.rng", "fuzz.rnc");
}
