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

# What a document names itself, by xml-model; --phase and --schematron overrule it.
for document in "$here"/engine/model-*.xml; do
    stem=$(basename "$document" .xml)
    args=$(cat "${document%.xml}.args" 2>/dev/null)
    # shellcheck disable=SC2086
    (cd "$here/engine" && "$TEIPIPE" validate $plain $args "$stem.xml"; printf 'exit status %s\n' "$?") >got 2>&1
    compare "engine/$stem" "${document%.xml}.expected" got
done
