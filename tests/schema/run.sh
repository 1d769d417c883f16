#!/bin/sh
# Tests of schemas/teipipe.rnc. A line for each: ok NAME, not ok NAME, skip NAME # REASON.
# Status 0 when none is "not ok".
#
#   TEIPIPE         path of the program, which is tested as a validator too, and turns the schemas
#                   into XML syntax for the proofs and for xmllint
#   TEIPIPE_SHARED  folder with tei/tei_all-4.8.0.rng (default: ../shared beside the project)
#   SCHEMA_SAMPLES  random documents for each element (default 3; more are written where it takes
#                   more to use every attribute and every child)
#   SCHEMA_SEED     seed of the random documents (default 1)

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 2
root=$(CDPATH='' cd -- "$here/../.." && pwd) || exit 2
schema=$root/schemas/teipipe.rnc
tei_all=${TEIPIPE_SHARED:-$root/../shared}/tei/tei_all-4.8.0.rng
samples=${SCHEMA_SAMPLES:-3}
seed=${SCHEMA_SEED:-1}
PYTHONDONTWRITEBYTECODE=1
export PYTHONDONTWRITEBYTECODE

work=$(mktemp -d "${TMPDIR:-/tmp}/schema-test.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
failures=0

ok() { printf 'ok %s\n' "$1"; }
skip() { printf 'skip %s # %s\n' "$1" "$2"; }
not_ok() {
    printf 'not ok %s\n' "$1"
    failures=$((failures + 1))
    [ -z "$2" ] || head -n 10 "$2" | sed 's/^/    /'
}
have() { command -v "$1" >/dev/null 2>&1; }

# check NAME COMMAND...: ok if the command succeeds; otherwise its output is shown.
check() {
    name=$1
    shift
    if "$@" >"$work/out" 2>&1; then ok "$name"; else not_ok "$name" "$work/out"; fi
}

# Validators. Each takes a schema and files, and writes "FILE:LINE:COLUMN: error: ..." lines.
with_jing() {
    case $1 in
    *.rnc) jing -c "$@" 2>&1 ;;
    *) jing "$@" 2>&1 ;;
    esac
}
with_teipipe() {
    rng=$1
    shift
    "$TEIPIPE" validate --check all=off --no-excerpt --color never --progress never --schema "$rng" "$@" 2>&1
}

# Files of valid/ must pass without a word about them.
judge_valid() { # LABEL VALIDATOR SCHEMA
    "$2" "$3" "$here"/valid/*.xml >"$work/report"
    status=$?
    for file in "$here"/valid/*.xml; do
        stem=$(basename "$file" .xml)
        if [ "$status" -le 1 ] && ! grep -F "/valid/$stem.xml:" "$work/report" >"$work/lines"; then
            ok "valid/$stem ($1)"
        else
            [ -s "$work/lines" ] || cp "$work/report" "$work/lines"
            not_ok "valid/$stem ($1)" "$work/lines"
        fi
    done
}

# Files of invalid/ must be refused, with an error on the line below the comment FAULT.
judge_invalid() { # LABEL VALIDATOR
    "$2" "$schema" "$here"/invalid/*.xml >"$work/report"
    status=$?
    for file in "$here"/invalid/*.xml; do
        stem=$(basename "$file" .xml)
        line=$(awk '/<!-- FAULT -->/ { print NR + 1; exit }' "$file")
        grep -F "/invalid/$stem.xml:" "$work/report" >"$work/lines"
        if [ "$status" -eq 1 ] && grep -Fq "/invalid/$stem.xml:$line:" "$work/lines"; then
            ok "invalid/$stem ($1)"
        else
            echo "expected an error on line $line" >>"$work/lines"
            not_ok "invalid/$stem ($1)" "$work/lines"
        fi
    done
}

: "${TEIPIPE:?}"

# Everything in XML syntax too, where it lies in the project: as_xml FILE prints where it is.
xml=$work/xml
as_xml() { printf '%s.rng\n' "$xml${1%.rnc}" | sed "s,$xml$root,$xml,"; }
convert_all() {
    for file in "$root"/schemas/*.rnc "$root"/schemas/*/*.rnc "$here"/*/*.rnc; do
        mkdir -p "$(dirname "$(as_xml "$file")")"
        "$TEIPIPE" schema convert "$file" "$(as_xml "$file")" || return 1
    done
}
check 'everything is converted to XML syntax' convert_all
schema_xml=$(as_xml "$schema")
letters_xml=$(as_xml "$here/narrower/letters.rnc")

# ---- the schema as a text

undescribed() {
    awk '/<element name=/ { name = $0; getline; if ($0 !~ /<a:documentation>/) { print name; bad = 1 } }
         END { exit bad }' "$xml"/schemas/tei/*.rng
}
check 'every element is described' undescribed

unlisted() {
    sed -n 's/.*<element name="\([^"]*\)".*/\1/p' "$xml"/schemas/tei/*.rng | sort >"$work/defined"
    while read -r element; do
        grep -q "[ (\`]$element[\`,. ]" "$root/schemas/README.md" || echo "not in README.md: $element"
    done <"$work/defined" >"$work/missing"
    cat "$work/missing"
    [ ! -s "$work/missing" ]
}
check 'every element is in the README' unlisted

if have xmllint; then
    check 'loads in xmllint' xmllint --noout --relaxng "$schema_xml" "$here/valid/letter.xml"
    check 'narrowed schema loads in xmllint' \
        xmllint --noout --relaxng "$letters_xml" "$here/valid/letter.xml"
else
    skip 'loads in xmllint' 'no xmllint'
    skip 'narrowed schema loads in xmllint' 'no xmllint'
fi

# ---- documents written by hand

if have jing; then
    judge_valid jing with_jing "$schema"
    judge_invalid jing with_jing
    if [ -f "$tei_all" ]; then
        judge_valid 'jing, tei_all' with_jing "$tei_all"
    else
        skip 'valid (jing, tei_all)' "no $tei_all"
    fi
else
    for name in 'valid (jing)' 'invalid (jing)' 'valid (jing, tei_all)'; do
        skip "$name" 'no jing'
    done
fi
judge_valid teipipe with_teipipe "$schema"
judge_invalid teipipe with_teipipe

# ---- part of TEI: by proof

prove() { python3 "$here/subset.py" "$@"; }

# The proof must fail where a schema is wider, and say where.
finds_fault() { # SCHEMA
    expected=$(sed -n 's/.*EXPECT \(.*\)/\1/p' "$1")
    prove "$(as_xml "$1")" "$tei_all" >"$work/faults"
    status=$?
    cat "$work/faults"
    [ "$status" -eq 1 ] && grep -Fq "$expected" "$work/faults"
}

if ! have python3; then
    reason='no python3'
elif [ ! -f "$tei_all" ]; then
    reason="no $tei_all"
else
    reason=
fi
if [ -n "$reason" ]; then
    skip 'part of tei_all (proof)' "$reason"
    skip 'proof finds wider schemas' "$reason"
else
    check 'part of tei_all (proof)' prove "$schema_xml" "$tei_all"
    tail -n 1 "$work/out" | sed 's/^/# /'
    for file in "$here"/wider/*.rnc; do
        check "proof finds wider/$(basename "$file" .rnc)" finds_fault "$file"
    done
fi
if have python3; then
    check 'narrowed schema is part of ours (proof)' prove "$letters_xml" "$schema_xml"
else
    skip 'narrowed schema is part of ours (proof)' 'no python3'
fi

# ---- part of TEI: by experiment

# Pointers of random documents lead nowhere, so of teipipe only what its schema says counts.
schema_errors() {
    grep -E '\[(element|attribute)-(not-allowed|missing)\]|\[(value-invalid|text-not-allowed|invalid)\]'
}
teipipe_accepts() { # FOLDER
    "$TEIPIPE" validate --check all=off --no-excerpt --color never --progress never --schema "$schema" "$1" \
        >"$work/report" 2>&1
    status=$?
    if schema_errors <"$work/report"; then return 1; fi
    [ "$status" -le 1 ] || { tail -n 5 "$work/report"; return 1; }
}
jing_accepts() { # SCHEMA FOLDER
    case $1 in
    *.rnc) find "$2" -name '*.xml' -exec jing -c "$1" {} + ;;
    *) find "$2" -name '*.xml' -exec jing "$1" {} + ;;
    esac
}

if ! have python3; then
    for name in 'schema itself' tei_all teipipe; do skip "random documents ($name)" 'no python3'; done
elif ! python3 "$here/samples.py" "$schema_xml" "$work/samples" "$samples" "$seed" >"$work/out" 2>&1; then
    not_ok 'random documents' "$work/out"
else
    tail -n 1 "$work/out" | sed 's/^/# /'
    if ! have jing; then
        skip 'random documents (schema itself)' 'no jing'
        skip 'random documents (tei_all)' 'no jing'
    else
        check 'random documents (schema itself)' jing_accepts "$schema" "$work/samples"
        if [ -f "$tei_all" ]; then
            check 'random documents (tei_all)' jing_accepts "$tei_all" "$work/samples"
        else
            skip 'random documents (tei_all)' "no $tei_all"
        fi
    fi
    check 'random documents (teipipe)' teipipe_accepts "$work/samples"
fi

[ "$failures" -eq 0 ]
