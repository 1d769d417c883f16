# The whole pipeline over an edition.
. "$ROOT/tests/lib.sh"

corpus=$ROOT/corpus
expect 'corpus by one job' 0 '100\.00 % of [0-9,]* characters' "$TEIPIPE" build "$corpus" -o one -j1
check 'the summary fits a screen' awk 'END { exit NR > 40 }' err
for kind in tei/xml html/html text/txt citations/bib citations/ris citations/json \
    citations/chicago.txt citations/mla.txt citations/apa.txt; do
    check "a $kind for every source" sh -c "find '$corpus' \\( -name '*.txt' -o -name '*.md' \\) ! -name 'README*' |
        sed 's|.*/||; s|\\.[a-z]*\$||' | while read -r stem; do test -s \"one/${kind%/*}/\$stem.${kind#*/}\" || exit 1; done"
done
check 'index, reports and manifest' test -s one/html/index.html -a -s one/report.json -a -s one/manifest.json
check 'no other files' sh -c '! find one -type f | grep -v "/tei/\|/html/\|/text/\|/citations/\|/report.json$\|/manifest.json$"'
expect 'corpus by four jobs' 0 '' "$TEIPIPE" build "$corpus" -o four -j4
check 'the same bytes' diff -r one four
find one -type f -exec ls -l --time-style=full-iso {} + | sort >before
expect 'once more in the same place' 0 '' "$TEIPIPE" build "$corpus" -o one
find one -type f -exec ls -l --time-style=full-iso {} + | sort >after
check 'nothing is written twice' cmp before after
expect 'another date' 0 '' env SOURCE_DATE_EPOCH=1000000000 "$TEIPIPE" build "$corpus" -o dated
check 'the date is in the TEI' grep -rq '2001-09-09' dated/tei
expect 'a date that is none' 2 'SOURCE_DATE_EPOCH' env SOURCE_DATE_EPOCH=today "$TEIPIPE" build "$corpus" -o never
check 'nothing was made' test ! -e never

if have sha256sum && have python3; then
    check 'the checksums are right' sh -c 'python3 -c "
import json
for f in json.load(open(\"one/manifest.json\"))[\"files\"]: print(f[\"sha256\"] + \"  one/\" + f[\"path\"])" >sums &&
        sha256sum --quiet -c sums && test $(wc -l <sums) = $(($(find one -type f | wc -l) - 1))'
else
    skip 'the checksums are right' 'sha256sum or python3 is not there'
fi
if have xmllint; then
    check 'TEI is well-formed' sh -c 'find one/tei -name "*.xml" -exec xmllint --noout {} +'
else
    skip 'TEI is well-formed' 'xmllint is not there'
fi
# Archives of the documents: what they have, in order, of no time.
if have python3; then
    check 'archives have all documents' python3 -c '
import glob, zipfile
for name, files in (("tei", "tei/**/*.xml"), ("text", "text/*.txt")):
    with zipfile.ZipFile("one/html/downloads/%s.zip" % name) as z:
        assert z.testzip() is None
        assert z.namelist() == sorted(glob.glob(files, root_dir="one", recursive=True)), z.namelist()
        for m in z.infolist():
            assert z.read(m) == open("one/" + m.filename, "rb").read(), m
            assert m.date_time == (1980, 1, 1, 0, 0, 0) and m.external_attr >> 16 == 0o100644, m
            assert m.compress_type == zipfile.ZIP_DEFLATED, m'
else
    skip 'archives have all documents' 'no python3'
fi
run env TZ=Asia/Kathmandu "$TEIPIPE" build -q "$corpus" -o zoned
check 'archives are the same in another time zone' diff -r one/html/downloads zoned/html/downloads
ls -li zoned/html/downloads/*.zip >before
rm zoned/html/timeline.html && run "$TEIPIPE" build -q "$corpus" -o zoned
ls -li zoned/html/downloads/*.zip >after
check 'archives whose documents are the same are not made again' sh -c 'test -e zoned/html/timeline.html && cmp before after'
mkdir shut && cp "$ROOT/tests/cli/letter.txt" shut/ && mkdir -p shut/output/html && : >shut/output/html/downloads
expect 'an archive that can not be written' 3 'html/downloads' "$TEIPIPE" build -q shut
printf 'formats: [html]\n' >shut/teipipe.yaml && rm -r shut/output
expect 'no texts, no archive of texts' 0 '' "$TEIPIPE" build -q shut
check 'nor a link to it' sh -c 'test -e shut/output/html/downloads/tei.zip && test ! -e shut/output/html/downloads/text.zip &&
    grep -q downloads/tei.zip shut/output/html/index.html && ! grep -q text.zip shut/output/html/index.html'
rm -r shut/.output.teipipe && : >shut/output/html/downloads/tei.zip.77-0.tmp && : >shut/output/html/downloads/tei.zip.77-0.tmp.Xy12aB
run "$TEIPIPE" build -q shut
check 'what a killed build left of an archive is swept away' sh -c '! ls shut/output/html/downloads | grep tmp'
expect 'TEI is valid' 0 ' 0 invalid; 0 errors' "$TEIPIPE" validate one/tei
if [ "$SLOW" = no ]; then
    : # done with the other build
elif have jing && [ -n "$SHARED" ]; then
    check 'TEI is valid against all of TEI' sh -c "jing '$SHARED'/tei/tei_all-*.rng one/tei/*.xml one/tei/authority/*.xml"
else
    skip 'TEI is valid against all of TEI' 'jing or the shared schema is not there'
fi
if [ -n "$SHARED" ]; then
    expect 'other transcriptions' 0 '' "$TEIPIPE" encode -o seeds "$SHARED"/seeds/*.txt
    check 'all of each is in the TEI' sh -c '! grep " characters" err | grep -v ": 100\.00 %"'
    expect 'their TEI is valid' 0 ' 0 invalid; 0 errors' "$TEIPIPE" validate seeds
    if [ "$SLOW" = yes ] && have jing; then
        check 'valid against all of TEI too' sh -c "jing '$SHARED'/tei/tei_all-*.rng seeds/*.xml"
    fi
    expect 'an edition of them' 0 '' "$TEIPIPE" build "$SHARED/seeds" -o seeds.d
else
    skip 'other transcriptions' 'the shared transcriptions are not there'
fi

# Sources come and go.
mkdir ed && cp "$ROOT/tests/cli/letter.txt" ed/a.txt && cp ed/a.txt ed/b.txt && cp ed/a.txt ed/c.txt
expect 'three letters' 0 '^3 documents' "$TEIPIPE" build ed
check 'output is in the edition by default' test -s ed/output/html/a.html
echo mine >ed/output/notes.txt
rm ed/b.txt && sed -i 's/friend/foe/' ed/c.txt && echo changed >>ed/output/text/b.txt
expect 'two letters' 0 '\[stale-changed\]' "$TEIPIPE" build ed
check 'the outputs of the third are gone' sh -c '! find ed/output -name "b.*" | grep -v text/b.txt'
check 'but not what somebody changed' test -e ed/output/text/b.txt
check 'nor what the build never made' test -e ed/output/notes.txt
check 'the index has two' sh -c 'test $(grep -o "href=\"[abc]\.html\"" ed/output/html/index.html | sort -u | wc -l) = 2'
rm -r ed/output && mkdir ed/output && printf '{"files":[{"path":"../../ed/a.txt","sha256":"%s"},{"path":"/etc/passwd","sha256":""}]}' \
    "$(sha256sum ed/a.txt | cut -d ' ' -f 1)" >ed/output/manifest.json
expect 'a manifest that reaches outside' 0 '' "$TEIPIPE" build ed
check 'removes nothing there' test -e ed/a.txt -a -e /etc/passwd
printf 'One\001two.\n' >ed/d.txt
expect 'one document fails' 1 '\[control-character\]' "$TEIPIPE" build ed
check 'the others are there' test -s ed/output/html/a.html -a -s ed/output/html/c.html
check 'nothing of it' sh -c '! find ed/output -name "d.*" | grep .'
check 'the report says so' grep -q '"code": "control-character"' ed/output/report.json
rm ed/d.txt

# What is wrong with the TEI is told at the transcription.
printf '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><element name="none"><empty/></element></start></grammar>\n' >ed/none.rng
echo 'schema: none.rng' >ed/teipipe.yaml
expect 'a schema that nothing fits' 1 '^ed/a.txt: error: .*(tei/a.xml:3:1)' "$TEIPIPE" build ed
cat >ed/own.rng <<'X'
<grammar xmlns="http://relaxng.org/ns/structure/1.0">
  <include href="teipipe:schemas/teipipe.rng"/>
</grammar>
X
echo 'schema: own.rng' >ed/teipipe.yaml
expect 'a schema that includes ours' 0 '' "$TEIPIPE" build ed
cp -r "$ROOT/schemas" ed/schemas && chmod -R u+w ed/schemas
sed -i 's/ | salute$//' ed/schemas/tei/*.rnc
echo 'schema: schemas/teipipe.rnc' >ed/teipipe.yaml
expect 'a schema without salutations' 1 '^ed/a.txt:9:1: error: .*(tei/a.xml:[0-9]*:[0-9]*)' "$TEIPIPE" build ed
