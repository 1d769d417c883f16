# Publishing TEI.
. "$ROOT/tests/lib.sh"

run "$TEIPIPE" encode -q "$ROOT/tests/cli/letter.txt" && cp out letter.xml
for format in html text bibtex ris csl-json; do
    expect "$format to standard output" 0 - "$TEIPIPE" transform letter.xml --to $format
    check "$format: there is something" test -s out
done
expect 'several formats' 0 '' "$TEIPIPE" transform letter.xml --to html,text --to ris -o o
check 'each has its file' test -s o/letter.html -a -s o/letter.txt -a -s o/letter.ris
check 'pages have their assets' test -s o/assets/teipipe.css
expect 'a comma list with nothing in it' 2 '' "$TEIPIPE" transform letter.xml --to html,,text
cp letter.xml second.xml
expect 'several files' 0 '' "$TEIPIPE" transform letter.xml second.xml --to text -o o -j2
check 'both are there' cmp o/letter.txt o/second.txt
expect 'from standard input' 0 - sh -c '"$TEIPIPE" transform - --to text <letter.xml'
check 'the same text' cmp out o/letter.txt
expect 'one missing, the others go on' 3 'missing.xml' "$TEIPIPE" transform missing.xml letter.xml --to text -o o
expect 'a parameter' 0 - "$TEIPIPE" transform letter.xml --to text -p width=40
check 'was followed' awk 'length > 40 { exit 1 }' out
expect 'an unknown parameter' 0 'stylesheet-param' "$TEIPIPE" transform letter.xml --to text -p wdth=40
expect 'a width' 0 - "$TEIPIPE" transform letter.xml --to text --width 30
check 'was followed too' awk 'length > 30 { exit 1 }' out
if have python3; then
    "$TEIPIPE" encode -q -o wide "$ROOT"/corpus/[0-9]* >/dev/null 2>&1
    cp "$ROOT"/tests/xslt/text/*.xml wide/
    # The corpus has addresses of the web, which stay whole, and are then alone on their line.
    cat >width.py <<'X'
import re, sys, unicodedata
def width(line):
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
most, bad = int(sys.argv[1]), 0
for name in sys.argv[2:]:
    for n, line in enumerate(open(name, encoding="utf-8").read().split("\n"), 1):
        if width(line) > most and not ("://" in line and len(line.split()) == 1):
            print("%s:%d: %d columns: %s" % (name, n, width(line), line))
            bad = 1
    words = lambda folder: re.findall(r"[A-Za-z\u0400-\u04FF]+", open(name.replace("w%d/" % most, folder + "/"), encoding="utf-8").read())
    cut = set(words("w%d" % most)) - set(words("w0"))
    if cut:
        print("%s: cut: %s" % (name, sorted(cut)))
        bad = 1
sys.exit(bad)
X
    run "$TEIPIPE" transform -q --to text --width 0 -o w0 wide/*.xml
    for columns in 20 40 72; do
        run "$TEIPIPE" transform -q --to text --width $columns -o "w$columns" wide/*.xml
        check "no line has more than $columns columns, and no word is cut" python3 width.py $columns w$columns/*.txt
        # Lines are ended between words, and nowhere else. Tables take another form where there is no room.
        grep -L '<table' wide/*.xml | sed 's,.*/,,; s,xml$,txt,' | while read -r file; do
            sed '/^[=-]*$/d' "w$columns/$file" | tr -d ' \n'
        done >"all$columns"
    done
    check 'no width loses or adds a word' sh -c 'test -s all20 && cmp all20 all40 && cmp all40 all72'
    set -- "$ROOT"/tests/encode/*.xml wide/*.xml
    run "$TEIPIPE" transform -q --to html,text -o words "$@"
    run "$TEIPIPE" transform -q --to text --view diplomatic -o words/diplomatic "$@"
    check 'every word of the texts is on the pages, and in the plain texts' python3 "$ROOT/tests/cli/words.py" words "$@"
fi
expect 'a width for one of two formats' 0 '' "$TEIPIPE" transform letter.xml --to html,text --width 30 -o o
check 'is no mistake' sh -c '! grep -q warning: err'
expect 'no width' 2 "not 'wide'" "$TEIPIPE" transform letter.xml --to text --width wide
expect 'a language and a view' 0 - "$TEIPIPE" transform "$ROOT/tests/xslt/text/letter.xml" --to text --lang zh --view diplomatic
check 'it is the Chinese one' grep -q '渡轮' out
check 'and no other' sh -c '! grep -q "^Translation" out'
for tag in '' z 'zh en' zh_Hans mandarinchinese; do
    expect "no language: $tag" 2 'a tag such as en or zh-Hans' "$TEIPIPE" transform letter.xml --to text --lang "$tag"
done
expect 'no view' 2 "not 'both'" "$TEIPIPE" transform letter.xml --to text --view both

cat >own.xsl <<'X'
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:t="http://www.tei-c.org/ns/1.0">
  <xsl:output method="text"/>
  <xsl:param name="greeting" select="'none'"/>
  <xsl:template match="/"><xsl:value-of select="concat($greeting, ': ', //t:titleStmt/t:title[1], '&#10;')"/></xsl:template>
</xsl:stylesheet>
X
expect 'a stylesheet of your own' 0 - "$TEIPIPE" transform letter.xml --xslt own.xsl -p 'greeting=It is = this'
check 'its parameter' grep -q '^It is = this: Letter to a friend$' out
expect 'its files' 0 '' "$TEIPIPE" transform letter.xml second.xml --xslt own.xsl -o p
check 'have the suffix of its method' test -s p/letter.txt -a -s p/second.txt
cat >over.xsl <<'X'
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:t="http://www.tei-c.org/ns/1.0">
  <xsl:import href="teipipe:xslt/html.xsl"/>
  <xsl:template match="t:gap"><b id="mine">gap</b></xsl:template>
</xsl:stylesheet>
X
expect 'a stylesheet that changes ours' 0 - "$TEIPIPE" transform letter.xml --xslt over.xsl
check 'its template wins' grep -q 'id="mine"' out
cat >stop.xsl <<'X'
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template match="/"><xsl:message terminate="yes">enough</xsl:message></xsl:template>
</xsl:stylesheet>
X
expect 'a stylesheet that stops' 1 'letter.xml.*error: .*\[transform-failed\]' "$TEIPIPE" transform letter.xml --xslt stop.xsl -o q
check 'leaves nothing behind' sh -c '! ls q/* 2>/dev/null | grep .'
sed 's/<b id/<b><xsl:nonsense/' over.xsl >wrong.xsl
expect 'a stylesheet that is wrong' 2 'wrong.xsl:3' "$TEIPIPE" transform letter.xml --xslt wrong.xsl

expect 'the parameters of a format' 0 - "$TEIPIPE" transform --help text
check 'have a meaning and a default' sh -c 'grep -q "^  width  *columns" out && grep -q "default: 72" out'
cp out parameters
expect 'the same, asked otherwise' 0 - "$TEIPIPE" help transform text
check 'is the same' cmp out parameters
expect 'the parameters of your own' 0 - "$TEIPIPE" transform --help own.xsl
check 'are named' grep -q '^  greeting' out
expect 'no such format' 2 "did you mean 'html'" "$TEIPIPE" transform --help htm
expect 'no such stylesheet' 2 'missing.xsl.*file-missing' "$TEIPIPE" transform --help missing.xsl
