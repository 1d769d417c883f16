# Validation: which schema, which faults, which place.
. "$ROOT/tests/lib.sh"

tei >good.xml
expect 'a valid document' 0 '1 valid, 0 invalid' "$TEIPIPE" validate good.xml
expect 'from standard input' 0 '1 valid' sh -c '"$TEIPIPE" validate - <good.xml'

tei '<p>One <foo>two</foo></p>' >element.xml
expect 'an unknown element' 1 "^element.xml:5:8: error: .*'foo'.*\[element-unknown\]" "$TEIPIPE" validate element.xml
tei '<p foo="1">One</p>' >attribute.xml
expect 'an unknown attribute' 1 "^attribute.xml:5:4: error: .*'foo'.*\[attribute-not-allowed\]" "$TEIPIPE" validate attribute.xml
tei '<div>One<p>two</p></div>' >text.xml
expect 'text where none may stand' 1 '^text.xml:5:6: error: .*\[text-not-allowed\]' "$TEIPIPE" validate text.xml
tei '<list></list>' >empty.xml
expect 'an element that is not complete' 1 '^empty.xml:5:' "$TEIPIPE" validate empty.xml
tei '<p>漢字漢字 <foo/></p>' >wide.xml
expect 'columns count characters' 1 '^wide.xml:5:9: error' "$TEIPIPE" validate wide.xml
check 'the caret allows for wide characters' awk '
    /漢/ { line = index($0, "<foo") }
    /\^/ { exit index($0, "^") != line - 4 }' err
printf '\357\273\277' >bom.xml
tei '<p><foo/></p>' >>bom.xml
expect 'a byte order mark has no column' 1 '^bom.xml:5:4: error' "$TEIPIPE" validate bom.xml
tei '<p>
    <!-- <bar> -->
    <hi
        rend="a > b"
        n="1"><foo/></hi></p>' >places.xml
expect 'comments and attributes with signs in them' 1 '^places.xml:9:15: error' "$TEIPIPE" validate places.xml
expect 'no excerpt' 1 - sh -c '"$TEIPIPE" validate -q --no-excerpt element.xml 2>err2; s=$?; test "$(wc -l <err2)" = 1 && exit $s'

# Which schema.
printf '<element name="a" xmlns="http://relaxng.org/ns/structure/1.0"><empty/></element>\n' >a.rng
mkdir -p 'sub folder' && cp a.rng 'sub folder/b.rng'
model() { printf '<?xml-model href="%s"%s?>\n<a/>\n' "$1" "${2- schematypens=\"http://relaxng.org/ns/structure/1.0\"}"; }
model a.rng >own.xml
expect 'the document names its schema' 0 '1 valid' "$TEIPIPE" validate own.xml
model 'sub%20folder/b.rng' >escaped.xml
expect 'an escaped address' 0 '1 valid' "$TEIPIPE" validate escaped.xml
model ../a.rng >'sub folder/up.xml'
expect 'relative to the document' 0 '1 valid' "$TEIPIPE" validate 'sub folder/up.xml'
model "file://$PWD/a.rng" >file.xml
expect 'an address of a file' 0 '1 valid' "$TEIPIPE" validate file.xml
model a.rng '' >typeless.xml
expect 'a schema known by its suffix' 0 '1 valid' "$TEIPIPE" validate typeless.xml
tei '<p>One</p>' '<?xml-model href="teipipe:schemas/teipipe.rnc" type="application/relax-ng-compact-syntax"?>
' >builtin.xml
expect 'a built-in schema' 0 '1 valid' "$TEIPIPE" validate builtin.xml
sed 's/\.rnc" type="[^"]*"/.rng"/' builtin.xml >other.xml
expect 'the same by its name in the other syntax' 0 '1 valid' "$TEIPIPE" validate other.xml
model teipipe:schemas/none.rng >nobuiltin.xml
expect 'a built-in schema that is none' 2 '^nobuiltin.xml:1:1: error: .*\[schema-missing\]' "$TEIPIPE" validate nobuiltin.xml
model http://192.0.2.1/a.rng >net.xml
expect 'an address on the network is not fetched' 2 '^net.xml:1:1: error: .*never fetched: map .* XML catalog, with <uri name="http://192.0.2.1/a.rng".*\[schema-remote\]' timeout 20 "$TEIPIPE" validate net.xml
cat >catalog.xml <<X
<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
  <uri name="http://192.0.2.1/a.rng" uri="a.rng"/>
</catalog>
X
expect 'an XML catalog maps it' 0 '1 valid' env XML_CATALOG_FILES="$PWD/catalog.xml" "$TEIPIPE" validate net.xml
catalog() { env XML_CATALOG_FILES="$PWD/catalog.xml" "$@"; }
expect 'a schema given by its address' 0 '1 valid' catalog "$TEIPIPE" validate own.xml --schema http://192.0.2.1/a.rng
expect 'an address without a catalog' 2 'http://192.0.2.1/a.rng.*never fetched: map .* XML catalog.*\[schema-remote\]' timeout 20 "$TEIPIPE" validate own.xml --schema http://192.0.2.1/a.rng
printf '<grammar xmlns="http://relaxng.org/ns/structure/1.0">\n  <start>\n    <externalRef href="http://192.0.2.1/a.rng"/>\n  </start>\n</grammar>\n' >refers.rng
expect 'a schema that refers to an address' 0 '1 valid' catalog "$TEIPIPE" validate own.xml --schema refers.rng
expect 'the same without a catalog' 2 '^refers.rng:3:5: error: .*never fetched.*\[schema-remote\]' timeout 20 "$TEIPIPE" validate own.xml --schema refers.rng
printf 'grammar {\n  start = a\n  include "http://192.0.2.1/b.rnc"\n}\n' >includes.rnc
printf 'a = element a { empty }\n' >'sub folder/b.rnc'
sed 's,</catalog>,<rewriteURI uriStartString="http://192.0.2.1/" rewritePrefix="sub%20folder/"/>&,' catalog.xml >rewrite.xml
expect 'an address that a catalog rewrites' 0 '1 valid' env XML_CATALOG_FILES="$PWD/rewrite.xml" "$TEIPIPE" validate own.xml --schema includes.rnc
expect 'a catalog that names a file that is not there' 2 "there is no schema '.*/sub folder/none.rng', which an XML catalog gives for 'http://192.0.2.1/none.rng'" env XML_CATALOG_FILES="$PWD/rewrite.xml" "$TEIPIPE" validate own.xml --schema http://192.0.2.1/none.rng

# A schema that can't be used: its own file, line and column.
printf 'start = a\ninclude "round.rnc"\n' >first.rnc
printf '# the second\n  include "first.rnc"\na = element a { empty }\n' >round.rnc
expect 'includes that loop' 2 "^round.rnc:2:3: error: .*includes itself by way of 'first.rnc'.*\[schema-syntax\]" "$TEIPIPE" validate own.xml --schema first.rnc
expect 'the same by schema check' 2 '^round.rnc:2:3: error: ' "$TEIPIPE" schema check first.rnc
printf 'start =\n  element a { empty } |\n  external "loop.rnc"\n' >loop.rnc
expect 'a schema that refers to itself' 2 "^loop.rnc:3:3: error: .*includes itself" "$TEIPIPE" validate own.xml --schema loop.rnc
printf 'start = a\n  include "gone.rng"\n' >gone.rnc
expect 'an included file that is missing' 2 "^gone.rnc:2:3: error: there is no schema 'gone.rng' \[schema-missing\]" "$TEIPIPE" validate own.xml --schema gone.rnc
printf 'start = element a {\n  "\\x{41}" | elemnt b { empty }\n}\n' >wrong.rnc
expect 'a fault behind an escape' 2 '^wrong.rnc:2:21: error: .*\[schema-syntax\]' "$TEIPIPE" validate own.xml --schema wrong.rnc
printf '<grammar xmlns="http://relaxng.org/ns/structure/1.0">\n <start><list/></start>\n</grammar>\n' >wrong.rng
expect 'a fault in an XML schema' 2 '^wrong.rng:2:9: error: .*\[schema-syntax\]' "$TEIPIPE" validate own.xml --schema wrong.rng
mkdir folder.rng
expect 'a folder as a schema' 2 '^folder.rng: error: ' "$TEIPIPE" validate own.xml --schema folder.rng
model a.rnc >compact.xml
expect 'a compact schema that is missing' 2 'no schema .a.rnc.*\[schema-missing\]' "$TEIPIPE" validate compact.xml
expect 'a schema in the compact syntax' 0 - "$TEIPIPE" schema convert a.rng a.rnc
expect 'a compact schema' 0 '1 valid' "$TEIPIPE" validate own.xml --schema a.rnc
expect 'and back' 0 - "$TEIPIPE" schema convert a.rnc back.rng
expect 'the schema that came back' 0 '1 valid' "$TEIPIPE" validate own.xml --schema back.rng
model a.sch ' schematypens="http://purl.oclc.org/dsdl/schematron"' >schematron.xml
expect 'a Schematron schema that is missing' 2 'no schema .a.sch.*\[schema-missing\]' "$TEIPIPE" validate schematron.xml
cat >a.sch <<X
<schema xmlns="http://purl.oclc.org/dsdl/schematron"><pattern><rule context="a"><assert test="b">no b</assert></rule></pattern></schema>
X
expect 'a Schematron schema that the document names' 1 '^schematron.xml:2:1: error: no b \[rule\]' "$TEIPIPE" validate schematron.xml
tei '<p><gap/></p>' >rules.xml
expect 'the rules of the own schema' 1 '^rules.xml:5:4: error: .*reason.*\[rule\]' "$TEIPIPE" validate rules.xml
tei '<p><gap/></p>' '<?xml-model href="a.sch"?>
' >others.xml
expect 'unless the document names others' 0 '1 valid' "$TEIPIPE" validate others.xml
expect 'or the command does' 0 '1 valid' "$TEIPIPE" validate rules.xml --schematron a.sch
printf '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><extends href="teipipe:schemas/teipipe.sch"/></schema>\n' >more.sch
expect 'rules that extend the own ones' 1 '^rules.xml:5:4: error: .*reason' "$TEIPIPE" validate rules.xml --schematron more.sch
expect 'an option overrules the document' 1 '\[' "$TEIPIPE" validate own.xml --schema teipipe:schemas/teipipe.rnc
expect 'several schemas' 1 '\[' "$TEIPIPE" validate own.xml --schema a.rng --schema teipipe:schemas/teipipe.rnc
expect 'several schemas, all good' 0 '1 valid' "$TEIPIPE" validate own.xml --schema a.rng --schema 'sub folder/b.rng'
expect 'a schema is correct' 0 '1 valid' "$TEIPIPE" schema check a.rng
expect 'the built-in schema is correct' 0 '1 valid' "$TEIPIPE" schema check teipipe:schemas/teipipe.rnc

# Many at once: the same order whatever the number of jobs.
mkdir many
for i in 1 2 3 4 5 6 7 8 9; do
    cp element.xml "many/$i.xml"
    cp good.xml "many/${i}good.xml"
done
expect 'a folder' 1 '18 documents: 9 valid, 9 invalid; 9 errors' "$TEIPIPE" validate -j1 many
cp err want
expect 'a folder by eight jobs' 1 '' "$TEIPIPE" validate -j8 many
check 'the same, in the same order' cmp err want
expect 'one missing, the others go on' 3 '^many/9.xml:5' "$TEIPIPE" validate missing.xml many
tei "$(for i in 1 2 3 4 5; do printf '<p><foo/></p><p foo="1">x</p>\n'; done)" >five.xml
expect 'at most two errors' 1 'not shown (--max-errors 2)' "$TEIPIPE" validate --max-errors 2 five.xml
check 'two were shown' sh -c 'test "$(grep -c "error:" err)" = 2'

# A document too large for a tree: its schema is asked, rules and integrity are not, and that is said.
tei "$(awk 'BEGIN { for (i = 0; i < 15000; i++)
    printf "<p xml:id=\"p%d\">A paragraph, one of many that are in this book, which is long.</p>\n", i
    print "<p xml:id=\"last\" corresp=\"#none\"><foo/></p>" }')" >large.xml
tei '<p corresp="large.xml#p14999">x</p><p corresp="large.xml#none">x</p>' >points.xml
expect 'a large document' 1 "^large.xml: warning: is larger than 1 MB: checked against its schema alone, not by rules and for integrity \[document-large\]" "$TEIPIPE" validate --max-tree 1 large.xml
check 'its schema has been asked' grep -q '^large.xml:15005:34: error: .*\[element-unknown\]' err
check 'integrity has not' sh -c '! grep -q pointer-missing err'
expect 'the same from standard input' 1 'larger than 1 MB.*\[document-large\]' sh -c '"$TEIPIPE" validate --max-tree 1 - <large.xml'
expect 'integrity alone left out' 0 'schema alone, not for integrity \[' "$TEIPIPE" validate --max-tree 1 --schema "$ROOT/tests/integrity/any.rng" large.xml
expect 'nothing is left out, nothing is said' 0 '0 errors, 0 warnings' "$TEIPIPE" validate --max-tree 1 --check all=off --schema "$ROOT/tests/integrity/any.rng" large.xml
expect 'a larger limit' 1 'pointer-missing' "$TEIPIPE" validate large.xml
expect 'a pointer into a large document' 1 "^points.xml:5:39: error: .*no xml:id 'none' in large.xml" "$TEIPIPE" validate --max-tree 1 points.xml
check 'the other one leads somewhere' sh -c 'test "$(grep -c pointer-missing err)" = 1'
expect 'the same when it is checked as well' 1 "^points.xml:5:39: error: .*no xml:id 'none' in large.xml" "$TEIPIPE" validate --max-tree 1 points.xml large.xml
