#!/bin/sh
# Run every fuzzer for some seconds.
#
#   tests/fuzz/run.sh FOLDER SECONDS
#
# FOLDER has the fuzzers; what they find and gather stays beside them. Seeds are the test documents.
set -u
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(cd "${1:?usage: run.sh FOLDER SECONDS}" && pwd) || exit 2
seconds=${2:-60}
failed=0

for fuzzer in "$folder"/fuzz_*; do
    { [ -x "$fuzzer" ] && [ -f "$fuzzer" ]; } || continue
    name=$(basename "$fuzzer")
    mkdir -p "$folder/corpus/$name"
    seeds=
    case $name in
    *header*) seeds="$ROOT/tests/fuzz/seeds_header" ;;
    *schematron*) seeds="$ROOT/tests/schematron/engine" ;;
    *rng_doc*) seeds="$ROOT/tests/schema/valid" ;;
    *rng*) seeds="$ROOT/tests/fuzz/seeds_rng" ;;
    *publish*) seeds="$ROOT/tests/site/tei $ROOT/tests/site/tei/authority" ;;
    *xpath*) seeds="$ROOT/tests/fuzz/seeds_xpath" ;;
    *validate* | *xml*) seeds="$ROOT/tests/schema/valid $ROOT/tests/schema/invalid" ;;
    *date*) seeds="$ROOT/tests/encode/recognise" ;;
    *edition* | *yaml*) seeds="$ROOT/tests/diagnostics/edition" ;;
    *) seeds="$ROOT/corpus" ;;
    esac
    dictionary=$ROOT/tests/fuzz/$name.dict
    printf '%s: %s seconds\n' "$name" "$seconds"
    # shellcheck disable=SC2086 # lists of words
    (cd "$folder" && "$fuzzer" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -max_len=65536 \
        -artifact_prefix="$folder/$name-" -print_final_stats=1 \
        $([ ! -f "$dictionary" ] || printf '%s' "-dict=$dictionary") \
        "$folder/corpus/$name" $seeds) >"$folder/$name.log" 2>&1 ||
        { failed=1; printf '%s: FAILED, see %s\n' "$name" "$folder/$name.log"; tail -30 "$folder/$name.log"; }
    grep 'stat::number_of_executed_units\|stat::peak_rss_mb' "$folder/$name.log" | sed 's/^/    /'
done
exit $failed
