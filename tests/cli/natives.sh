# The program's own form of functions and the stylesheets' in XSLT say the same: the pages that the
# program makes, and those that xsltproc makes with the same stylesheets.
. "$ROOT/tests/lib.sh"

[ "$SLOW" = yes ] || exit 0
if ! have xsltproc; then
    skip 'pages by xsltproc are the same' 'xsltproc is not there'
    exit 0
fi
"$TEIPIPE" build -q "$ROOT/corpus" -o edition || exit 1
mkdir ours
# Without what comes of the record, which is the program's alone.
page() {
    cat <<X
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:import href="$1"/>
  <xsl:template name="document-meta"/>
  <xsl:template name="coins"/>
  <xsl:template name="cite"/>
</xsl:stylesheet>
X
}
page teipipe:xslt/html.xsl >ours.xsl
page "$ROOT/xslt/html.xsl" >theirs.xsl
set -- edition/tei/*.xml "$ROOT"/tests/xslt/html/[a-df-z]*.xml
for file; do # one by one, for the stem
    "$TEIPIPE" transform -q -p names-base=./ -p stem="$(basename "$file" .xml)" -p index-href= -p tei-href=none -p text-href=none \
        -p bib-href=none -p ris-href=none -p json-href=none --xslt ours.xsl -o ours "$file" || exit 1
done
# Titles of dates are ICU's where there is ICU.
plain() { sed -e 's/ title="[^"]*"//g' "$1"; }
for file; do
    stem=$(basename "$file" .xml)
    xsltproc --stringparam names-base ./ --stringparam stem "$stem" --stringparam index-href '' \
        --stringparam tei-href none --stringparam text-href none --stringparam bib-href none \
        --stringparam ris-href none --stringparam json-href none theirs.xsl "$file" >theirs.html 2>theirs.err
    plain theirs.html >theirs
    plain "ours/$stem.html" >ours.html
    check "the page by xsltproc is the same: $stem" diff theirs ours.html
done

# At their edges: the same expressions by both.
cat >edges.xsl <<X
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:dyn="http://exslt.org/dynamic"
    xmlns:f="urn:teipipe:xslt" xmlns:tei="http://www.tei-c.org/ns/1.0" extension-element-prefixes="dyn">
  <xsl:import href="teipipe:xslt/html.xsl"/>
  <xsl:output method="text"/>
  <xsl:template match="/">
    <xsl:for-each select="//tei:p[@n]"><xsl:value-of select="concat(@n, ' = ', dyn:evaluate(@n), '|&#10;')"/></xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
X
while read -r expression; do
    printf '<p n="%s">x <hi>y</hi> <date when="1950"/></p>\n' "$expression"
done >cases <<'X'
f:in('b', 'a b c')
f:in('b', 'ab bc')
f:in('', 'a b')
f:in('', '')
f:in('', 'a  b')
f:in('a b', 'a b c')
f:in(.//tei:hi, 'x y')
f:primary('zh-Hans')
f:primary('DE')
f:primary('')
f:primary('x-klingon-latin')
f:same-lang('zh', 'zh-Hans')
f:same-lang('zh-Hans', 'zh')
f:same-lang('en', 'und')
f:same-lang('en', '')
f:same-lang('english', 'en')
f:same-lang('zh', 'zh-Hant')
f:first('  a b')
f:first('')
f:first(concat('a', '&#9;', 'b'))
f:local('a/b:c')
f:local('http://x')
f:local('//x')
f:local('?a:b')
f:local('')
f:href('javascript:x')
f:href('HTTPS://x')
f:href('a.xml')
f:href('a.xml#b')
f:href('a.xml#b.xml#c')
f:href('.xml')
f:href('mailto:x')
f:href('data:x')
f:html-date('1950')
f:html-date('0000-01-01')
f:html-date('1950-01-05T24:00')
f:html-date('1950-01-05T21:00+08:00')
f:html-date('1950-01-05T21:00:00Z')
f:html-date('--05-01')
f:html-date('21:00')
f:html-date('24:00')
f:html-date('x')
f:name-href('a.xml#b', 'place', './')
f:name-href('a.xml', 'place', './')
f:name-href('http://x/a.xml#b', 'place', './')
f:name-href('#b', 'name', '')
f:label('from', 'fr')
f:label('no-such-key', 'en')
f:label('n-documents', 'en', 'one')
f:label('n-documents', 'ru', 'one')
f:lang(/)
f:lang(.)
f:lang(@n)
f:lang(/nothing)
f:doc-lang(/*)
f:has(., 'hi', '')
f:has(., 'hi', 'p')
f:has(/, 'hi', '')
f:has(/*, 'hi', 'body')
f:has(/nothing, 'hi', '')
f:names(.)
f:names(/nothing)
f:names(/)
f:names(@n)
f:nth(.)
f:own-id(.)
f:own-id(/nothing)
f:between(., 'body', 'p')
f:between(tei:hi, 'body', 'date')
f:between(/*, '', '')
X
tei "$(cat cases)" >edges.xml
sed "s|href=.teipipe:xslt|href=\"$ROOT/xslt|" edges.xsl >their.xsl
xsltproc their.xsl edges.xml >edges.theirs 2>theirs.err
"$TEIPIPE" transform -q --xslt edges.xsl edges.xml >edges.ours 2>ours.err
check 'there are answers' test "$(grep -c ' = ' edges.ours)" -gt 60
check 'functions answer the same at their edges' diff edges.theirs edges.ours
