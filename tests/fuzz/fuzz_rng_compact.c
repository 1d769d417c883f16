/* fuzz_rng_compact.c - arbitrary bytes as a schema in compact syntax, there and back. */
#include "fuzz_rng.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return tp_fuzz_run_schema(data, size, "fuzz.rnc", "fuzz.rng");
}
