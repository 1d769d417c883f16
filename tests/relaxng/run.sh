#!/bin/sh
# run.sh - the RELAX NG engine against jing, and the quality of its messages.
#
# It runs the program (TEIPIPE) on many generated documents and schemas. TEIPIPE_MUTATIONS and
# TEIPIPE_SCHEMAS set how many: the suite takes 1000 and 60, the figures of the documentation 5000 and 300.
# What needs jing, python3 or the shared folder (SHARED) is skipped without them.
set -u
here=$(dirname "$0")
mutations=${TEIPIPE_MUTATIONS:-1000}
schemas=${TEIPIPE_SCHEMAS:-60}
shared=${SHARED:-${TEIPIPE_SHARED:-../shared}}
tei=$shared/tei/tei_all-4.8.0.rng
work=$(mktemp -d) || exit 3
trap 'rm -rf "$work"' EXIT
failed=0
validate=$work/validate
printf '#!/bin/sh\nschema=$1\nshift\nexec "%s" validate --check all=off --no-excerpt --schema "$schema" "$@" 2>&1\n' "$TEIPIPE" >"$validate"
chmod +x "$validate"

result() { # STATUS NAME [DETAIL]
    if [ "$1" -eq 0 ]; then echo "ok $2"; else echo "not ok $2"; echo "# ${3-}"; failed=1; fi
}

# The documents a run found faults in, sorted.
bad() {
    sed -n 's/^\(.*\.xml\):[0-9][0-9]*:[0-9][0-9]*: error: .*/\1/p; s/^\(.*\.xml\):[0-9][0-9]*:[0-9][0-9]*: fatal: .*/\1/p' "$1" |
        sed 's!.*/!!' | sort -u
}

# SCHEMA FOLDER-OF-DOCUMENTS NAME: the same verdict on every one of them.
agree() {
    case $1 in *.rnc) compact=-c ;; *) compact= ;; esac
    # shellcheck disable=SC2086 # an option, or none
    timeout 600 jing $compact "$1" "$2"/*.xml >"$work/jing.out" 2>&1
    timeout 600 "$validate" "$1" "$2"/*.xml >"$work/ours.out" 2>&1
    bad "$work/jing.out" >"$work/jing.bad"
    bad "$work/ours.out" >"$work/ours.bad"
    diff "$work/jing.bad" "$work/ours.bad" >"$work/diff"
    result $? "$3" "$(grep -c '^[<>]' "$work/diff") different verdicts"
}

if [ ! -f "$tei" ]; then
    echo "skip the plays, mutations of them, messages # the shared folder isn't there"
elif ! command -v python3 >/dev/null; then
    echo "skip the plays, mutations of them, messages # there is no python3"
else
    python3 "$here/mutate.py" 7 400 "$work/faults" $(ls -S "$shared"/bench/plays/*.xml | tail -60 |
        grep -v -e andre-cremeri -e gryphius-leo)
    "$validate" "$tei" "$work"/faults/*.xml >"$work/faults.out" 2>&1
    python3 "$here/faults.py" "$work/faults/faults.tsv" "$work/faults.out"
    result $? "messages"
    if ! command -v jing >/dev/null; then
        echo "skip the plays, mutations of them # there is no jing"
    else
        agree "$tei" "$shared/bench/plays" "plays: the verdicts of jing"
        python3 "$here/mutate.py" 11 "$mutations" "$work/mutations" \
            $(ls -S "$shared"/bench/plays/*.xml | tail -60)
        agree "$tei" "$work/mutations" "$mutations mutations: the verdicts of jing"
    fi
fi

if ! command -v jing >/dev/null; then
    echo "skip the corpus # there is no jing"
else
    "$TEIPIPE" build -q "$ROOT/corpus" -o "$work/corpus" >"$work/build.out" 2>&1
    mkdir "$work/tei"
    find "$work/corpus" -name '*.xml' | while read -r file; do
        cp "$file" "$work/tei/$(printf '%s' "${file#"$work/corpus/"}" | tr '/' '_')"
    done
    [ "$(ls "$work/tei" | wc -l)" -ge 10 ]
    result $? "the corpus is built" "$(cat "$work/build.out")"
    agree "$ROOT/schemas/teipipe.rnc" "$work/tei" "the corpus: the verdicts of jing"
    if [ -f "$tei" ]; then
        agree "$tei" "$work/tei" "the corpus against the whole of TEI: the verdicts of jing"
    fi
fi

if ! command -v jing >/dev/null || ! command -v python3 >/dev/null; then
    echo "skip datatypes, random schemas # there is no jing, or no python3"
else
    for seed in 1 2 3 4; do
        python3 "$here/datatypes.py" "$seed" "$work/types$seed"
        (cd "$work/types$seed" || exit
            jing -c values.rnc values.xml >jing.out 2>&1
            "$validate" values.rnc values.xml >ours.out 2>&1)
    done
    python3 "$here/types_agree.py" "$here/datatypes.tsv" "$work"/types? >"$work/types.out"
    result $? "datatypes: the verdicts of jing, but for what is explained" "$(head -5 "$work/types.out")"
    python3 "$here/random_schemas.py" 5 "$schemas" "$work/random"
    different=0
    for schema in "$work"/random/*.rnc; do
        stem=${schema%.rnc}
        jing -c "$schema" "$stem"-*.xml >"$work/jing.out" 2>&1
        "$validate" "$schema" "$stem"-*.xml >"$work/ours.out" 2>&1
        bad "$work/jing.out" >"$work/jing.bad"
        bad "$work/ours.out" >"$work/ours.bad"
        grep -c '\.rnc:[0-9]*:[0-9]*: error' "$work/jing.out" | sed 's/[1-9][0-9]*/1/' >>"$work/jing.bad"
        grep -c '\.rnc:[0-9]*:[0-9]*: error' "$work/ours.out" | sed 's/[1-9][0-9]*/1/' >>"$work/ours.bad"
        cmp -s "$work/jing.bad" "$work/ours.bad" || different=$((different + 1))
    done
    [ "$different" -eq 0 ]
    result $? "$schemas random schemas: the verdicts of jing" "$different different"
fi
exit $failed
