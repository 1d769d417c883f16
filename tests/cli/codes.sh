# Every code of the table of diagnostics is brought about by some test: as [CODE] in what a command is
# expected to print, or by its name in a unit test.
. "$ROOT/tests/lib.sh"

find "$ROOT/tests" \( -name '*.expected' -o -name '*.sh' -o -name '*.cmd' \) ! -path "$ROOT/tests/cli/codes.sh" \
    -exec cat {} + >expected
find "$ROOT/tests/unit" -name '*.[ch]' -exec cat {} + >units
sed -n 's/^TP_DIAG(\([A-Z_0-9]*\), "\([a-z0-9-]*\)".*/\1 \2/p' "$ROOT/pipeline/base/diag_codes.def" >codes
check 'the table has been read' sh -c 'test "$(wc -l <codes)" = "$(grep -c "^TP_DIAG(" "$ROOT/pipeline/base/diag_codes.def")"'
while read -r name id; do
    # No transcription should: what finds lost text is tried in tests/unit/test_encode.c.
    [ "$id" != lost-text ] || continue
    if grep -q -e "\[$id\]" -e "\\\\\[$id\\\\\]" expected || grep -qw "TP_D_$name" units; then
        ok "$id"
    else
        not_ok "$id" 'no test brings it about'
    fi
done <codes
check 'no code is there twice' sh -c 'test -z "$(cut -d" " -f2 codes | sort | uniq -d)"'
