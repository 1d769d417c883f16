# --metadata, and the key of teipipe.yaml: a table for a whole collection.
. "$ROOT/tests/lib.sh"

mkdir -p e/letters
for f in a b d; do printf 'Dear Mr. Muster,\n\nThe press is late.\n\nYours truly,\n\nJane Exemplar\n' >"e/letters/$f.txt"; done
printf -- '---\ntitle: From the front\n---\nThe press is late.\n' >e/letters/f.txt

# The same table in each form that spreadsheets write.
printf 'file,Title,sender,date\r\na.txt,"Press, late",A; B,5 May 1950\r\nletters/b.txt,B,,\r\nd,D,,\r\nf,F,X,1951\r\n' >comma.csv
sed 's/; / \& /' comma.csv | tr ',' ';' | sed 's/;Title/;title/; s/"Press; late"/"Press, late"/; s/A & B/"A;B"/' >semicolon.csv
{ printf '\357\273\277'; sed 's/"Press, late"/"Press@ late"/' comma.csv | tr ',@' '\t,'; } >tab.csv
for table in comma semicolon tab; do
    expect "$table: encode" 0 - "$TEIPIPE" encode -q e/letters/*.txt -o "$table" --metadata "$table.csv"
    check "$table: a title in quotes" grep -q '>Press, late</title>' "$table/a.xml"
    check "$table: two senders" test "$(grep -c '<name>[AB]</name>' "$table/a.xml")" -eq 4
    check "$table: a date with its value" grep -q '<date when="1950-05-05">5 May 1950</date>' "$table/a.xml"
    check "$table: by the name without extension" grep -q '>D</title>' "$table/d.xml"
    check "$table: the front matter goes first" grep -q '>From the front</title>' "$table/f.xml"
    check "$table: and leaves the rest to the table" grep -q '<date when="1951">1951</date>' "$table/f.xml"
done
expect 'what is overruled is noted on request' 0 "note: title 'F' is overruled by the front matter's 'From the front' \[metadata-overruled\]" \
    "$TEIPIPE" encode -v e/letters/f.txt -o o --metadata comma.csv
"$TEIPIPE" encode -q -j 1 e/letters/*.txt -o one --metadata comma.csv 2>/dev/null
"$TEIPIPE" encode -q -j 4 e/letters/*.txt -o four --metadata comma.csv 2>/dev/null
check 'the same with any number of threads' diff -r one four

printf 'file,title\na.txt,A\nlost.txt,L\n' >some.csv
expect 'a row without a file' 0 "^some.csv:3:1: warning: no transcription for the row of 'lost.txt' \[metadata-no-file\]" \
    "$TEIPIPE" encode e/letters/a.txt e/letters/b.txt -o o --metadata some.csv
expect 'a file without a row' 0 '^e/letters/b.txt: warning: has no row in some.csv \[metadata-no-row\]' \
    "$TEIPIPE" encode e/letters/a.txt e/letters/b.txt -o o --metadata some.csv
printf 'file,title,recipent\na.txt,A,x\n' >some.csv
expect 'an unknown column, with the nearest' 0 "^some.csv:1:12: warning: unknown column 'recipent'; did you mean 'recipient'? \[metadata-column\]" \
    "$TEIPIPE" encode e/letters/a.txt -o o --metadata some.csv
check 'whose values become notes' grep -q '<note type="recipent">x</note>' o/a.xml
printf 'file,date,language\na.txt,one day,Martian\n' >some.csv
expect 'a wrong date, with its place' 0 "^some.csv:2:7: warning: 'one day' is not understood as a date \[metadata-value\]" \
    "$TEIPIPE" encode e/letters/a.txt -o o --metadata some.csv
expect 'a wrong language' 0 "^some.csv:2:15: warning: 'Martian' is neither" \
    "$TEIPIPE" encode e/letters/a.txt -o o --metadata some.csv
printf 'file,title\na.txt,A\na,B\n' >some.csv
rm -rf o
expect 'two rows for one file' 2 "^some.csv:3:1: error: a second row for 'e/letters/a.txt'; the first is in line 2" \
    "$TEIPIPE" encode e/letters/a.txt -o o --metadata some.csv
check 'and nothing is written' test ! -e o/a.xml
printf 'file,title\na.txt,"A\n' >some.csv
expect 'a quotation without an end' 2 '^some.csv:2:7: error: the table can.t be used: the quotation mark' \
    "$TEIPIPE" encode e/letters/a.txt -o o --metadata some.csv
printf 'title\nA\n' >some.csv
expect 'no column for the file' 2 '^some.csv:1:1: error: .*no column is named' \
    "$TEIPIPE" encode e/letters/a.txt -o o --metadata some.csv
: >some.csv
expect 'an empty table' 2 'it is empty' "$TEIPIPE" encode e/letters/a.txt -o o --metadata some.csv
expect 'no table' 2 'no such file' "$TEIPIPE" encode e/letters/a.txt -o o --metadata none.csv
expect 'a table without a name' 2 'takes the name of a table' "$TEIPIPE" encode e/letters/a.txt --metadata ''

# In an edition, for build, and for encode of some of its files.
cp comma.csv e/letters.csv
printf 'title: E\nmetadata: letters.csv\n' >e/teipipe.yaml
expect 'build with the table of the edition' 0 '' "$TEIPIPE" build e -o built
check 'which it takes' grep -q '>Press, late</title>' built/tei/a.xml
check 'no word of missing rows' test -z "$(grep metadata- err)"
expect 'encode a file of the edition' 0 - "$TEIPIPE" encode -q e/letters/a.txt -o o
check 'with its row, and silence about the others' grep -q '>Press, late</title>' o/a.xml
printf 'file,title\na,Other\n' >other.csv
expect 'build with another table' 0 'warning: has no row in other.csv' "$TEIPIPE" build e -o built --metadata other.csv
check 'which goes before that of the edition' grep -q '>Other</title>' built/tei/a.xml
printf 'metadata: none.csv\n' >e/teipipe.yaml
expect 'the edition names no file' 2 "^e/teipipe.yaml:1:11: error: there is no file 'e/none.csv'" "$TEIPIPE" build e -o built

# Tables of an edition: archives and kinds.
printf 'Dear Mr. Muster,\n\nThe press is late.\n\nYours truly,\n\nJane Exemplar\n\nTown Archive of Exampleton, f. 5, op. 6\n' >e/letters/a.txt
printf 'archives:\n  - key: town\n    names: {en: Town Archive of Exampleton}\n    settlement: Exampleton\n    country: Sampleland\n    scheme: soviet\n' >e/archives.yaml
printf 'kinds:\n  - {id: petition, label: Petition, phrases: [dear mr]}\n' >e/kinds.yaml
printf 'archives: archives.yaml\nkinds: kinds.yaml\n' >e/teipipe.yaml
expect 'an edition with archives and kinds of its own' 0 '' "$TEIPIPE" encode e/letters/a.txt -o o
check 'knows its archive' grep -q '<settlement>Exampleton</settlement>' o/a.xml
printf -- '---\nkind: petition\n---\nThe press is late.\n' >e/letters/a.txt
expect 'a kind by its name' 0 - "$TEIPIPE" encode -q e/letters/a.txt -o o
check 'is in the taxonomy' grep -q '<catDesc xml:lang="en">Petition</catDesc>' o/a.xml
printf 'kinds:\n  - {id: "9 lives", label: X}\n' >e/kinds.yaml
expect 'a kind whose id is none' 2 "^e/kinds.yaml:2:.*error" "$TEIPIPE" encode -q e/letters/a.txt -o o
