# Two transcriptions of one original.
. "$ROOT/tests/lib.sh"

printf 'Dear Sir,\n\nThe ferry goes on Monday.\n\nJane Exemplar\n' >a.txt
printf 'Dear Sir,\n\nThe boat goes on Monday.\n\nJane Exemplar\n' >b.txt
printf 'x%.0s ' 1 2 3 >c.txt

expect 'one source is refused' 2 'takes two transcriptions, not 1' "$TEIPIPE" encode --collate a.txt
expect 'three sources are refused' 2 'takes two transcriptions, not 3' "$TEIPIPE" encode --collate a.txt b.txt c.txt
expect 'collate is for encode' 2 "takes no option '--collate'" "$TEIPIPE" validate --collate a.xml b.xml
expect 'a missing witness' 3 '^none.txt: error: no such file' "$TEIPIPE" encode --collate a.txt none.txt
check 'nothing is written then' test ! -s out
expect 'to standard output' 0 '' "$TEIPIPE" encode --collate a.txt b.txt
check 'lem and rdg' grep -q '<lem wit="#wit-A">ferry</lem><rdg wit="#wit-B">boat</rdg>' out
expect 'into a folder, named after the base' 0 '' "$TEIPIPE" encode --collate a.txt b.txt -o tei
check 'there is one file' test "$(ls tei)" = a.xml
check 'it is valid' "$TEIPIPE" validate -q tei/a.xml
if [ "$SLOW" = yes ]; then
    for x in a b; do awk -v x=$x 'BEGIN { for (i = 0; i < 20000; i++) printf "%s%d ", x, i }' >"long-$x.txt"; done
    expect 'long texts with nothing in common' 0 '^long-b.txt: warning: differs from long-a.txt in more than 20000 words .*\[collation-limit\]' \
        "$TEIPIPE" encode --collate long-a.txt long-b.txt
fi
expect 'texts with nothing in common' 0 '' "$TEIPIPE" encode --collate a.txt c.txt
