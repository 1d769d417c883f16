# Reports: text, json, sarif, junit, github.
. "$ROOT/tests/lib.sh"

tei >good.xml
tei '<p>One &lt; <foo/> "two"</p>' >'bad % one.xml'
tei '<p bar="1">x</p>' >bar.xml

expect 'all reports at once' 1 "'foo'" "$TEIPIPE" validate good.xml 'bad % one.xml' bar.xml --report json=r.json \
    --report sarif=r.sarif --report junit=r.xml --report github=r.github --report text=r.txt
check 'the text report is what was printed' sh -c 'grep -v "documents:" err | cmp - r.txt'
expect 'a report takes the place of the text' 1 '^3 documents' "$TEIPIPE" validate good.xml 'bad % one.xml' bar.xml --report json
check 'no text' sh -c '! grep -q "error:" err'
check 'the same as in the file' cmp out r.json
expect 'a report and nothing else' 1 - "$TEIPIPE" validate -q 'bad % one.xml' --report github

check 'json: summary' sh -c 'tr -d " \n" <r.json | grep -q "\"summary\":{\"documents\":3,\"valid\":1,\"invalid\":2,\"errors\":2,\"warnings\":0}"'
check 'json: a diagnostic' sh -c 'tr -d " \n" <r.json | grep -q "{\"line\":5,\"column\":13,\"severity\":\"error\",\"code\":\"element-unknown\",\"message\":\"[^\"]*\",\"path\":\"/TEI\[1\]/text\[1\]/body\[1\]/p\[1\]/foo\[1\]\",\"expected\":\["'
check 'json: a valid document' sh -c 'tr -d " \n" <r.json | grep -q "{\"file\":\"good.xml\",\"valid\":true,\"diagnostics\":\[\]}"'
check 'sarif: an escaped address' grep -q '"uri": "bad%20%25%20one.xml"' r.sarif
check 'sarif: rules for all codes' grep -q '"id": "lost-text"' r.sarif
check 'github: an annotation' grep -q '^::error file=bad %25 one.xml,line=5,col=13,title=element-unknown::' r.github
check 'github: no line but annotations' sh -c '! grep -v "^::error " r.github'
if have xmllint; then
    check 'junit: well-formed' xmllint --noout r.xml
    check 'junit: counts' sh -c 'test "$(xmllint --xpath "concat(/testsuites/@tests, /testsuites/@failures, /testsuites/testsuite/@errors)" r.xml)" = 320'
    check 'junit: a case a document' sh -c 'test "$(xmllint --xpath "count(//testcase)" r.xml)" = 3'
else
    skip 'junit: well-formed' 'xmllint is not there'
fi
if have python3; then
    check 'json: reads as JSON' python3 -m json.tool r.json
    check 'sarif: reads as JSON' python3 -m json.tool r.sarif
else
    skip 'json: reads as JSON' 'python3 is not there'
fi

# The same whatever the number of jobs.
for format in json sarif junit github text; do
    expect "$format by one job" 1 '' "$TEIPIPE" validate -j1 good.xml 'bad % one.xml' bar.xml --report $format
    cp out want
    expect "$format by four jobs" 1 '' "$TEIPIPE" validate -j4 good.xml 'bad % one.xml' bar.xml --report $format
    check "$format: the same" cmp out want
done

# What is no document has a place too.
expect 'an unusable schema in a report' 2 'schema-missing' "$TEIPIPE" validate good.xml --schema none.rng --report json
check 'the report names it' grep -q '"code": "schema-missing"' out
expect 'an unusable schema in SARIF' 2 '' "$TEIPIPE" validate good.xml --schema none.rng --report sarif
check 'the run was no success' grep -q '"executionSuccessful": false' out

# Hostile names and texts act on no terminal and break no format.
esc=$(printf '\033[31mred')
tei "<p foo=\"1\">x</p>" >"$esc.xml"
for format in text json sarif junit github; do
    expect "$format: an escape sequence in a name" 1 '' "$TEIPIPE" validate "$esc.xml" --report $format
    check "$format: it is not passed on" sh -c '! grep -q "$(printf "\033")" out err'
done
odd=$(printf 'odd\377name.xml')
if tei '<p foo="1"/>' 2>/dev/null >"$odd"; then
    for format in text json sarif junit github; do
        expect "$format: a name that is not UTF-8" 1 '' "$TEIPIPE" validate "$odd" --report $format
        check "$format: the report is UTF-8" sh -c 'iconv -f UTF-8 -t UTF-8 out >/dev/null'
    done
fi

# Nor is what a document says a line of its own, which a job's log could take for a command.
printf '<TEI xmlns="http://www.tei-c.org/ns/1.0"><ref target="x%%0A::error::y"/></TEI>\n' >'line
::error::.xml'
expect 'text: line ends in names and texts' 1 '^line.n::error::.xml:1' "$TEIPIPE" validate --check all=off --check pointer-file=error 'line
::error::.xml'
check 'text: are written as escapes' sh -c '! grep -q "^::error" err'

# Colour and excerpts.
expect 'colour on demand' 1 "$(printf '\033')" "$TEIPIPE" validate bar.xml --color always
expect 'no colour in a file' 1 '' "$TEIPIPE" validate bar.xml
check 'none' sh -c '! grep -q "$(printf "\033")" err'
expect 'a bar on demand' 0 '3 of 3' "$TEIPIPE" validate good.xml good.xml good.xml --progress always
long=$(awk 'BEGIN { for (i = 0; i < 3000; i++) printf "word " }')
tei "<p>$long<foo/>$long</p>" >long.xml
expect 'an excerpt of a long line' 1 '\^' "$TEIPIPE" validate long.xml
check 'is a window' awk 'length > 200 { exit 1 }' err
check 'the caret is under its place' awk '/<foo/ { gsub(/…/, "."); at = index($0, "<foo") } /\^/ { exit index($0, "^") != at }' err

# A page for people, and reports read by those who read them.
printf '<p xmlns="http://www.tei-c.org/ns/1.0" corresp="#none">&lt;script&gt; &amp; <date when="1950-02-30"/></p>\n' >page.xml
expect 'a page of HTML' 1 '' "$TEIPIPE" validate page.xml good.xml --report html=page.html
check 'it names the finding and its mend' grep -q 'id="pointer-missing"' page.html
check 'it marks the place' grep -q '<mark>corresp</mark>' page.html
check 'it has no script' sh -c '! grep -qi "<script" page.html'
check 'it asks for nothing from elsewhere' sh -c '! grep -Eq "(src|href)=\"[^#]" page.html'
if have xmllint; then
    check 'it is whole' sh -c 'xmllint --html --noout page.html 2>&1 | grep -v "Tag \(main\|section\|bdi\|mark\|footer\) invalid" | grep -q "error" && exit 1; exit 0'
fi
"$TEIPIPE" validate -q page.xml good.xml --report junit=read.xml --report sarif=read.sarif >/dev/null 2>&1
if python=$(python_with junitparser); then
    check 'JUnit as junitparser reads it' "$python" -c '
import junitparser
suites = list(junitparser.JUnitXml.fromfile("read.xml"))
cases = [case for suite in suites for case in suite]
assert [c.name for c in cases] == ["page.xml", "good.xml"], cases
assert [len(c.result) for c in cases] == [1, 0]
assert isinstance(cases[0].result[0], junitparser.Failure)
assert suites[0].tests == 2 and suites[0].failures == 1 and suites[0].errors == 0'
else
    skip 'JUnit as junitparser reads it' 'python3-junitparser is not there'
fi
# The OASIS schema comes with a package of npm.
schema=${TEIPIPE_SARIF_SCHEMA-}
if [ -z "$schema" ] && have npm && timeout 60 npm pack --silent @microsoft/jest-sarif@1.0.0-beta.0 >/dev/null 2>&1; then
    tar xzf microsoft-jest-sarif-*.tgz && schema=$PWD/package/lib/schemas/sarif-2.1.0-rtm.5.json
fi
if [ -f "$schema" ] && python=$(python_with jsonschema); then
    check 'SARIF by its JSON schema' "$python" -c '
import json, sys, jsonschema
schema = json.load(open(sys.argv[1]))
jsonschema.validators.validator_for(schema)(schema).validate(json.load(open("read.sarif")))' "$schema"
else
    skip 'SARIF by its JSON schema' 'the schema, or python3 with jsonschema, is not there'
fi
