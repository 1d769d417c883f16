# Input that can't be used, or only just: each with a clear word and the right status.
. "$ROOT/tests/lib.sh"

# ---- transcriptions ----

: >empty.txt
expect 'empty file' 1 '^empty.txt: error: .*\[empty-source\]' "$TEIPIPE" encode empty.txt
printf ' \n\t\n' >blank.txt
expect 'nothing but white space' 1 '\[empty-source\]' "$TEIPIPE" encode blank.txt
mkdir folder
expect 'a folder as a source' 3 '^folder: error: .*\[file-is-folder\]' "$TEIPIPE" encode folder
expect 'missing file' 3 '^missing.txt: error: .*\[file-missing\]' "$TEIPIPE" encode missing.txt
expect 'missing file, the others go on' 3 '\[file-missing\]' "$TEIPIPE" encode -o out.d missing.txt "$ROOT/tests/cli/letter.txt"
check 'the other was written' test -s out.d/letter.xml

letter=$ROOT/tests/cli/letter.txt
sed 's/$/\r/' "$letter" >crlf.txt
expect 'CRLF' 0 '100\.00 %' "$TEIPIPE" encode crlf.txt
check 'no carriage return in the TEI' sh -c '! grep -q "$(printf "\r")\|&#13;" out'
{ printf '\357\273\277'; cat "$letter"; } >bom.txt
expect 'byte order mark' 0 '100\.00 %' "$TEIPIPE" encode bom.txt
check 'no byte order mark in the TEI' sh -c '! grep -q "$(printf "\357\273\277")" out'
printf 'Dear Sir,\n\nOne\001two.\n' >control.txt
expect 'control character' 1 '^control.txt:3:4: error: .*U+0001.*\[control-character\]' "$TEIPIPE" encode control.txt
if have iconv; then
    printf 'Товарищу Сталину. Сообщаю, что вчера состоялась беседа с послом.\n' |
        iconv -f UTF-8 -t WINDOWS-1251 >cp1251.txt
    expect 'windows-1251' 0 '^cp1251.txt: warning: .*windows-1251.*\[converted\]' "$TEIPIPE" encode cp1251.txt
    check 'windows-1251 was read rightly' grep -q 'состоялась беседа' out
    printf '中央：请注意以下各点，并将情况告诉我们。\n' | iconv -f UTF-8 -t GB18030 >gb18030.txt
    expect 'GB18030' 0 '^gb18030.txt: warning: .*GB18030.*\[converted\]' "$TEIPIPE" encode gb18030.txt
    check 'GB18030 was read rightly' grep -q '请注意以下各点' out
    printf 'Dear Sir,\n\nText.\n' | iconv -f UTF-8 -t UTF-16 >utf16.txt
    expect 'UTF-16' 0 '100\.00 %' "$TEIPIPE" encode utf16.txt
else
    skip 'other encodings' 'iconv is not there'
fi
# Bytes without rhyme or reason, but the same ones every time.
awk 'BEGIN { x = 7; for (i = 0; i < 4000; i++) { x = (x * 1103515245 + 12345) % 2147483648
    printf "%c", int(x / 65536) % 255 + 1 } }' >random.txt
run "$TEIPIPE" encode random.txt
case $status in
0 | 1) check 'random bytes are told of' grep -q '\[converted\]\|\[not-utf8\]\|\[control-character\]' err ;;
*) not_ok 'random bytes' "status $status" "$(head -c 500 err)" ;;
esac

if [ "$SLOW" = yes ]; then
    head -c 100000000 /dev/zero | tr '\0' 'x' >line.txt
    run timeout 300 "$TEIPIPE" encode line.txt -o out.d
    case $status in
    0) check 'a line of 100 MB' grep -q '100\.00 % of 100,000,000' err ;;
    1 | 3) check 'a line of 100 MB' grep -q 'line.txt.*error: .*\[' err ;;
    *) not_ok 'a line of 100 MB' "status $status" "$(head -c 500 err)" ;;
    esac
    rm -f line.txt out.d/line.xml
fi
awk 'BEGIN { for (i = 0; i < 60000; i++) print "A line of the long document.\n" }' >long.txt
expect 'more memory than the limit, the others go on' 3 '^long.txt: error: .*\[out-of-memory\]' \
    "$TEIPIPE" encode --memory 8 -o limited long.txt "$letter"
check 'the short one was written' test -s limited/letter.xml
check 'nothing is left of the long one' test ! -e limited/long.xml

# ---- XML ----

tei '<p>One <hi>two</p>' >malformed.xml
expect 'malformed XML' 1 '^malformed.xml:5:[0-9]*: error: .*\[xml-malformed\]' "$TEIPIPE" validate malformed.xml
expect 'malformed XML to HTML' 1 '\[xml-malformed\]' "$TEIPIPE" transform malformed.xml --to html
check 'nothing on standard output' test ! -s out
: >empty.xml
expect 'empty XML file' 1 '\[xml-malformed\]' "$TEIPIPE" validate empty.xml
truncate -s 2100M huge.txt # of nothing: it takes no room
expect 'more than 2 GB' 3 '^huge.txt: error: is larger than the limit of 2047 MB \[file-too-large\]' "$TEIPIPE" encode huge.txt
rm -f huge.txt
expect 'a folder without XML' 2 '\[no-documents\]' "$TEIPIPE" validate folder
expect 'missing XML file' 3 '\[file-missing\]' "$TEIPIPE" validate missing.xml
expect 'malformed XML from standard input' 1 '^-:1:1: error' sh -c 'echo x | "$TEIPIPE" validate -'

# Entities: a billion laughs, one that holds itself, a file of this machine.
{
    printf '<?xml version="1.0"?>\n<!DOCTYPE TEI [<!ENTITY a0 "ha">\n'
    i=0
    while [ $i -lt 30 ]; do
        printf '<!ENTITY a%d "&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;">\n' $((i + 1)) $i $i $i $i $i $i $i $i
        i=$((i + 1))
    done
    printf ']>\n'
} >laughs.dtd
tei '<p>&a30;</p>' >body.xml
{ cat laughs.dtd; sed 1d body.xml; } >laughs.xml
expect 'a billion laughs' 1 '^laughs.xml:[0-9:]* error: .*\[xml-' timeout 60 "$TEIPIPE" validate laughs.xml
expect 'a billion laughs to HTML' 1 '\[xml-' timeout 60 "$TEIPIPE" transform laughs.xml --to html
{ printf '<!DOCTYPE TEI [<!ENTITY a "&b;"><!ENTITY b "&a;">]>\n'; tei '<p>&a;</p>' | sed 1d; } >loop.xml
if [ "$SLOW" = yes ] && have iconv; then # the sanitizers need more addresses than that
    sed '1s/?>/ encoding="UTF-16"?>/' laughs.xml | iconv -f UTF-8 -t UTF-16 >laughs16.xml
    (ulimit -v 1000000; expect 'a billion laughs in UTF-16' 1 '^laughs16.xml:[0-9:]* error: .*without bound' timeout 60 "$TEIPIPE" validate --schema "$ROOT/tests/integrity/any.rng" laughs16.xml)
fi
expect 'an entity that holds itself' 1 '\[xml-' timeout 60 "$TEIPIPE" validate loop.xml
echo 'a secret' >secret
{ printf '<!DOCTYPE TEI [<!ENTITY a SYSTEM "secret">]>\n'; tei '<p>&a;</p>' | sed 1d; } >file.xml
expect 'an entity of a file' 1 '\[xml-' "$TEIPIPE" transform file.xml --to text
check 'the file was not read' sh -c '! grep -q "a secret" out err'
expect 'an entity of a file, validated' 1 "^file.xml:[0-9]*:[0-9]*: error: the entity '&a;' .*\[xml-entity\]" "$TEIPIPE" validate file.xml
expect 'the same while it streams' 1 '\[xml-entity\]' "$TEIPIPE" validate --check all=off --schema teipipe:schemas/teipipe.rng file.xml
expect 'the same in rules' 1 '\[xml-entity\]' "$TEIPIPE" validate --schema "$ROOT/tests/integrity/any.rng" file.xml
printf '<!DOCTYPE element [<!ENTITY a SYSTEM "secret">]>\n<element name="a" xmlns="http://relaxng.org/ns/structure/1.0"><value>&a;</value></element>\n' >file.rng
expect 'an entity of a file in a schema' 2 "^file.rng:2:.*'a'" "$TEIPIPE" schema check file.rng
expect 'in rules' 2 "^file.sch:2:.*'&a;'" sh -c 'sed "s/element/schema/g; s,http:[^ \"]*,http://purl.oclc.org/dsdl/schematron," file.rng >file.sch; "$TEIPIPE" schema check file.sch'
printf '<TEI xmlns="http://www.tei-c.org/ns/1.0"><p corresp="file.xml#x"/></TEI>\n' >to-file.xml
expect 'in a file that is pointed to' 1 'file.xml: it is not well-formed' "$TEIPIPE" validate --schema "$ROOT/tests/integrity/any.rng" to-file.xml
{ printf '<!DOCTYPE TEI SYSTEM "http://192.0.2.1/tei.dtd">\n'; tei | sed 1d; } >dtd.xml
expect 'a DTD on the network is not fetched' 0 '' timeout 20 "$TEIPIPE" validate dtd.xml

if [ "$SLOW" = yes ]; then
    awk 'BEGIN { for (i = 0; i < 10000000; i++) printf "<a>" }' >deep.xml
    expect 'ten million levels' 3 '^deep.xml:1:[0-9]*: error: .*\[limit\]' timeout 120 "$TEIPIPE" validate deep.xml
    rm -f deep.xml
fi
tei "<p>$(awk 'BEGIN { for (i = 0; i < 900; i++) printf "<hi>"; printf "x"; for (i = 0; i < 900; i++) printf "</hi>" }')</p>" >nested.xml
expect 'nine hundred levels' 0 '' "$TEIPIPE" validate nested.xml
expect 'nine hundred levels to text' 0 '' "$TEIPIPE" transform nested.xml --to text

# ---- schemas, stylesheets, configuration: nothing is processed ----

tei >good.xml
expect 'missing schema' 2 '\[schema-missing\]' "$TEIPIPE" validate good.xml --schema missing.rng
expect 'a schema that is no schema' 2 'namespace of its first element.*\[schema-syntax\]' "$TEIPIPE" validate good.xml --schema good.xml
printf '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><ref name="none"/></start></grammar>\n' >wrong.rng
expect 'a wrong schema' 2 '^wrong.rng:1:61.*\[schema-syntax\]' "$TEIPIPE" validate good.xml --schema wrong.rng
expect 'a malformed schema' 2 '^malformed.xml:[25].*\[schema-syntax\]' "$TEIPIPE" validate good.xml --schema malformed.xml
expect 'missing stylesheet' 2 '\[file-missing\]' "$TEIPIPE" transform good.xml --xslt missing.xsl
expect 'malformed stylesheet' 2 'malformed.xml:5' "$TEIPIPE" transform good.xml --xslt malformed.xml
expect 'missing edition' 2 'no such edition folder' "$TEIPIPE" build missing
expect 'an edition without sources' 2 '\[no-documents\]' "$TEIPIPE" build folder
mkdir twice twice/a twice/b && cp "$letter" twice/a && cp "$letter" twice/b
expect 'two sources of one name' 2 "twice/b/letter.txt: error: .*twice/a/letter.txt.*\[duplicate-stem\]" "$TEIPIPE" build twice -o o
check 'nothing was processed' test ! -e o
expect 'two sources of one name to encode' 2 '\[duplicate-stem\]' "$TEIPIPE" encode twice/a/letter.txt twice/b/letter.txt -o o

# What stands behind a byte 0 is not passed over.
any=$ROOT/tests/integrity/any.rng
printf '<a>x</a>\0<never/>' >zero.xml
printf '<a>x</a>\0' >end.xml
for checks in '' '--check all=off'; do
    # shellcheck disable=SC2086
    expect "a byte 0 behind the root ($checks)" 1 '^zero.xml:1:9: error: .*a byte 0' "$TEIPIPE" validate $checks --schema "$any" zero.xml
    # shellcheck disable=SC2086
    expect "a byte 0 at the end ($checks)" 1 '^end.xml:1:9: error: .*a byte 0' "$TEIPIPE" validate $checks --schema "$any" end.xml
done

# A fault is told once, whoever reads the document.
printf '<p:a/>' >prefix.xml
expect 'an undeclared prefix' 1 '^1 document: .* 1 error' "$TEIPIPE" validate --schema "$any" prefix.xml
printf '<!DOCTYPE a SYSTEM "x.dtd"><a>&b;</a>' >outside.xml
expect 'an entity of a DTD that is not read' 1 '^1 document: .* 1 error' "$TEIPIPE" validate --schema "$any" outside.xml
printf '<a>&#0;</a>' >zero.xml
expect 'a number of no character' 1 '^zero.xml:1:8: error: .*no character of XML' "$TEIPIPE" validate --schema "$any" zero.xml

# Attributes that the document's own DTD adds are there for all checks.
printf '<!DOCTYPE TEI [<!ATTLIST ref target CDATA "#none">]><TEI xmlns="http://www.tei-c.org/ns/1.0"><ref/></TEI>' >defaults.xml
printf '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><pattern><rule context="@target"><report test="true()">target <value-of select="."/></report></rule></pattern></schema>' >defaults.sch
expect 'an attribute of the DTD: integrity' 1 "^defaults.xml:1:94: error: '#none'" "$TEIPIPE" validate --schema "$any" --schematron defaults.sch defaults.xml
check 'an attribute of the DTD: rules' grep -q '^defaults.xml:1:94: error: target #none' err
