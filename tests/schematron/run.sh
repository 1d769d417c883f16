# Schematron: pairs of schemas and documents, the rules of the TEI, our own.
#
# engine/NAME.sch (.rng, .rnc) is checked over NAME.xml, with the options in NAME.args: all that is
# printed, and the status, are in NAME.expected; NAME.svrl, if it is there, has the report in SVRL.
# Without a NAME.xml the schema itself is checked. ACCEPT=yes writes what should come.
. "$ROOT/tests/lib.sh"

here=$ROOT/tests/schematron
plain='--no-excerpt --color never --progress never'
SOURCE_DATE_EPOCH=1577836800 # 2020-01-01
export SOURCE_DATE_EPOCH
accept=${ACCEPT:-no}

# compare NAME WANTED GOT
compare() {
    [ "$accept" = no ] || cp "$3" "$2"
    if cmp -s "$2" "$3"; then ok "$1"; else not_ok "$1" "$(diff -u "$2" "$3")"; fi
}

for schema in "$here"/engine/*.sch "$here"/engine/*.rng "$here"/engine/*.rnc; do
    name=$(basename "$schema")
    stem=${name%.*}
    base=$here/engine/$stem
    [ -f "$base.expected" ] || [ "$accept" = yes ] || continue # a part of another
    case $stem in part-*) continue ;; esac
    args=$(cat "$base.args" 2>/dev/null)
    [ ! -f "$base.svrl" ] || args="$args --report svrl=$WORK/svrl"
    if [ -f "$base.xml" ]; then
        # shellcheck disable=SC2086 # words are meant
        (cd "$here/engine" && "$TEIPIPE" validate $plain --schema ../any.rng --schematron "$name" $args \
            "$stem.xml"; printf 'exit status %s\n' "$?") >got 2>&1
    else
        # shellcheck disable=SC2086
        (cd "$here/engine" && "$TEIPIPE" schema check $plain "$name"; printf 'exit status %s\n' "$?") >got 2>&1
    fi
    compare "engine/$name" "$base.expected" got
    [ ! -f "$base.svrl" ] || compare "engine/$name (SVRL)" "$base.svrl" svrl
done

# References are relative to the document, wherever the command is given.
(cd "$here/engine" && "$TEIPIPE" validate $plain --schema ../any.rng --schematron part-subordinate.sch \
    --report svrl="$WORK/svrl" apart/from.xml; printf 'exit status %s\n' "$?") >got 2>&1
compare 'engine/part-subordinate.sch' "$here/engine/apart/from.expected" got
compare 'engine/part-subordinate.sch (SVRL)' "$here/engine/apart/from.svrl" svrl

# Reports in SVRL are what they should be: those of the pairs, and one of many documents.
(cd "$here/engine" && "$TEIPIPE" validate -q --schema ../any.rng --schematron messages.sch --schematron order.sch \
    --report svrl="$WORK/many.svrl" messages.xml order.xml documents.xml foreign.xml) >/dev/null 2>&1
check 'SVRL: of many documents' sh -c 'test "$(grep -c "<svrl:schematron-output" many.svrl)" = 1 && grep -q "documents=\"order.xml\"" many.svrl'
"$TEIPIPE" schema convert "$here/svrl.rnc" svrl.rng
expect 'SVRL: by its grammar' 0 ' 0 invalid' "$TEIPIPE" validate --check all=off --schema "$here/svrl.rnc" "$here"/engine/*.svrl many.svrl
sed 's/svrl:text/svrl:txt/g' many.svrl >wrong.svrl
expect 'SVRL: which finds faults' 1 'txt' "$TEIPIPE" validate --check all=off --schema "$here/svrl.rnc" wrong.svrl
if command -v jing >/dev/null; then
    check 'SVRL: as jing sees it' jing svrl.rng "$here"/engine/*.svrl many.svrl
else
    skip 'SVRL: as jing sees it' 'jing is not there'
fi

# What a document names itself, by xml-model; --phase and --schematron overrule it.
for document in "$here"/engine/model-*.xml; do
    stem=$(basename "$document" .xml)
    args=$(cat "${document%.xml}.args" 2>/dev/null)
    # shellcheck disable=SC2086
    (cd "$here/engine" && "$TEIPIPE" validate $plain $args "$stem.xml"; printf 'exit status %s\n' "$?") >got 2>&1
    compare "engine/$stem" "${document%.xml}.expected" got
done

# Our own rules: good.xml breaks none; each line of rules.txt breaks those that it names, and no others.
# The grammar forbids some of it as well: only the rules count here.
own=$here/own/good.xml
expect 'own rules: a document that breaks none' 0 '1 valid' "$TEIPIPE" validate "$own"
ids() { sed -n 's/.*<svrl:\(failed-assert\|successful-report\) id="\([^"]*\)".*/\2/p' "$1" | sort | tr '\n' ' '; }
while IFS= read -r line; do
    case $line in '#'* | '') continue ;; esac
    names=${line%%: *}
    sed "${line#*: }" "$own" >broken.xml
    "$TEIPIPE" validate -q --report svrl=svrl broken.xml 2>err
    want=$(printf '%s\n' $names | grep -v '^-$' | sort | tr '\n' ' ')
    got=$(ids svrl)
    if cmp -s broken.xml "$own"; then
        not_ok "own rules: $names" 'the line changes nothing'
    elif [ "$got" = "$want" ]; then
        ok "own rules: $names"
    else
        not_ok "own rules: $names" "expected: $want" "got: $got" "$(head -c 1000 err)"
    fi
done <"$here/own/rules.txt"
sed -n 's/.*<\(assert\|report\) id="\([^"]*\)".*/\2/p' "$ROOT/schemas/teipipe.sch" | sort >has
grep -c '<assert\|<report' "$ROOT/schemas/teipipe.sch" >checks
sed '/^#/d;/^-/d;s/:.*//' "$here/own/rules.txt" | tr ' ' '\n' | sort -u >tested
check 'own rules: each has an id' sh -c 'test "$(wc -l <has)" = "$(cat checks)"'
check 'own rules: each is broken by a line' cmp has tested
for set in "$ROOT"/tests/encode/*.xml "$ROOT"/corpus/authority/*.xml; do printf '%s\n' "$set"; done >sets
# shellcheck disable=SC2046
expect 'own rules: what encode writes breaks none' 0 ' 0 invalid; 0 errors, 0 warnings' "$TEIPIPE" validate --check all=off $(cat sets)
"$TEIPIPE" build -q "$ROOT/corpus" -o built 2>err
check 'own rules: nor does the edition' sh -c '! test -s err'

# The rules of the TEI, each broken; and, where Saxon-HE is there, what it finds with the same rules.
if [ -z "$SHARED" ] || [ ! -d "$SHARED/schematron" ]; then
    skip 'rules of the TEI' 'no ../shared/schematron'
elif ! command -v python3 >/dev/null; then
    skip 'rules of the TEI' 'no python3'
else
    SAXON=/usr/share/java/Saxon-HE.jar PLAYS=
    if [ "$SLOW" = no ] || [ ! -f "$SAXON" ] || ! command -v java >/dev/null; then
        SAXON=
        [ "$SLOW" = no ] || skip 'rules of the TEI, as Saxon finds' 'no Saxon-HE'
    elif [ -d "$SHARED/bench/plays" ]; then
        mkdir plays # one in ten will do
        find "$SHARED/bench/plays" -name '*.xml' | sort | awk 'NR % 10 == 1' >list
        while IFS= read -r play; do cp "$play" plays/; done <list
        PLAYS=$WORK/plays
    fi
    export SAXON PLAYS
    PYTHONDONTWRITEBYTECODE=1 python3 "$here/tei.py" "$TEIPIPE" "$SHARED/schematron" "$WORK/tei"
fi
