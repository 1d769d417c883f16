# Integrity: documents, or folders of them, and what is said of them.
. "$ROOT/tests/lib.sh"

here=$ROOT/tests/integrity
program=$TEIPIPE
case $program in /*) ;; *) program=$ROOT/$program ;; esac

# $1: a document or a folder, in this one; $2: jobs
checked() {
    schema='--schema any.rng'
    grep -qs 'xml-model' "$1" && schema=
    options=
    [ -f "${1%.xml}.options" ] && options=$(cat "${1%.xml}.options")
    files=$1
    [ -f "$1.input" ] && files=$(cat "$1.input")
    # shellcheck disable=SC2086 # several words
    "$program" validate --color never --progress never -j"$2" $schema $options $files 2>&1 </dev/null
    printf 'exit status %s\n' "$?"
}

cd "$here" || exit 2
for input in *.xml */; do
    input=${input%/}
    name=${input%.xml}
    case $input in parts) continue ;; esac
    checked "$input" 2 >"$WORK/got"
    [ "${ACCEPT-no}" = no ] || cp "$WORK/got" "$name.expected"
    if ! cmp -s "$WORK/got" "$name.expected"; then
        not_ok "$name" "$(diff -u "$name.expected" "$WORK/got")"
    elif [ -d "$input" ] && checked "$input" 1 >"$WORK/one" && ! cmp -s "$WORK/one" "$WORK/got"; then
        not_ok "$name" 'one job says something else than two'
    else
        ok "$name"
    fi
done
for name in *.expected; do
    name=${name%.expected}
    [ -e "$name.xml" ] || [ -d "$name" ] || not_ok "$name" 'there is no document for it'
done
case $(cat quiet-*.expected) in
*'['*) not_ok 'what must not be told of' "$(grep -h '\[' quiet-*.expected)" ;;
*) ok 'what must not be told of' ;;
esac

cd "$WORK" || exit 2
# All of them at once: nothing that one document leaves behind is another's.
at_once() {
    (cd "$here" && "$program" validate -q --color never --progress never -j"$1" --schema any.rng ./*.xml \
        edition include 2>&1 </dev/null)
}
at_once 1 >one
at_once 4 >four
for name in 'include/parts/two.xml:7:59' 'edition/letters/1.xml' './ids.xml:5:4'; do
    grep -q "^$name" one || not_ok 'all at once' "nothing is said of $name"
done
check 'all at once: the same by one job and by four' cmp one four

# The table of attributes is TEI's own.
odd=$(ls "$SHARED"/tei/p5subset-*.xml 2>/dev/null | head -1)
if [ -z "$SHARED" ] || [ -z "$odd" ]; then
    skip 'the table of attributes' 'the ODD of TEI is not there'
elif have python3; then
    check 'the table of attributes' python3 "$ROOT/tests/integrity_table.py" "$odd" \
        "$ROOT/schemas/integrity.yaml"
else
    skip 'the table of attributes' 'there is no python3'
fi
