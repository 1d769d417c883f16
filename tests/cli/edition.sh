# teipipe.yaml: its keys, its defaults, its mistakes.
. "$ROOT/tests/lib.sh"

letter=$ROOT/tests/cli/letter.txt
mkdir -p e/letters e/reports/1950 e/authority e/.hidden
for f in a letters/b reports/c reports/1950/d .hidden/x authority/y README; do cp "$letter" "e/$f.txt"; done
cp "$letter" e/letters/m.md
cp "$letter" e/letters/n.tex

# sources NAME CONFIG EXPECTED...: which documents are there?
sources() {
    name=$1
    printf '%b' "$2" >e/teipipe.yaml
    shift 2
    rm -rf o
    run "$TEIPIPE" build e -o o
    got=$(find o/tei -maxdepth 1 -name '*.xml' 2>/dev/null | sed 's,.*/,,; s,\.xml$,,' | sort | tr '\n' ' ')
    want=$(printf '%s\n' "$@" | sort | tr '\n' ' ')
    if [ "$status" -eq 0 ] && [ "$got" = "$want" ]; then ok "$name"; else
        not_ok "$name" "status $status, got: $got" "$(cat err)"
    fi
}
sources 'by default all .txt and .md' '' a b c d m
sources 'a folder' 'sources: letters\n' b m
sources 'folders with slash and dot' 'sources: [./letters/, reports/1950]\n' b d m
sources 'this folder' 'sources: .\n' a b c d m
sources 'a pattern, but no README' 'sources: ["*.txt"]\n' a
sources 'a pattern with a folder' 'sources: ["reports/*.txt"]\n' c
sources 'any number of folders' 'sources: ["reports/**/*.txt"]\n' c d
sources 'another suffix by a pattern' 'sources: ["letters/*.tex"]\n' n
sources 'a file, and nothing twice' 'sources: [a.txt, "*a.txt"]\n' a
cat >e/text.xsl <<'X'
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:import href="teipipe:xslt/text.xsl"/>
  <xsl:import href="lib/more.xsl"/>
  <xsl:param name="own"/>
  <xsl:template match="/">own: <xsl:value-of select="concat($own, ' ', $width)"/></xsl:template>
</xsl:stylesheet>
X
mkdir e/lib
printf '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/>\n' >e/lib/more.xsl
printf 'stylesheets:\n  text: text.xsl\nparameters:\n  own: word\n  width: 50\n  edition-title: Other\n' >e/teipipe.yaml
rm -rf o
expect 'a stylesheet of the edition, and parameters' 0 '' "$TEIPIPE" build e -o o
check 'they were followed' grep -q '^own: word 50$' o/text/a.txt
check 'those of other forms too' grep -q '<meta[^>]*Other' o/html/a.html
sed 's,lib/more.xsl,../more.xsl,' e/text.xsl >e/out.xsl
cp e/lib/more.xsl more.xsl
printf 'stylesheets: {text: out.xsl}\n' >e/teipipe.yaml
expect 'it imports nothing from outside' 2 'more.xsl.*denied' "$TEIPIPE" build e -o o
printf 'stylesheets: {txt: text.xsl}\n' >e/teipipe.yaml
expect 'for no format' 2 "teipipe.yaml:1:.*did you mean 'text'" "$TEIPIPE" build e -o o
printf 'stylesheets: {text: missing.xsl}\n' >e/teipipe.yaml
expect 'that is missing' 2 "there is no file" "$TEIPIPE" build e -o o
printf 'parameters: {wdth: 50}\n' >e/teipipe.yaml
expect 'a parameter of no stylesheet' 2 "no stylesheet has the parameter 'wdth'" "$TEIPIPE" build e -o o
printf 'parameters: [a]\n' >e/teipipe.yaml
expect 'parameters that are a list' 2 "'parameters' takes lines" "$TEIPIPE" build e -o o
rm -r e/text.xsl e/out.xsl e/lib

printf 'formats: [text]\n' >e/teipipe.yaml
rm -rf o
expect 'one format' 0 '' "$TEIPIPE" build e -o o
check 'and no other' test -d o/text -a ! -e o/html -a ! -e o/citations
: >e/teipipe.yaml
expect 'an empty file' 0 '' "$TEIPIPE" build e -o o
rm e/teipipe.yaml
expect 'no file' 0 '' "$TEIPIPE" build e -o o
expect 'from inside' 0 '' sh -c 'cd e && "$TEIPIPE" build'
check 'the output is no source' sh -c 'cd e && "$TEIPIPE" build 2>&1 | grep -q "^5 documents"'
rm -rf e/output
expect 'a slash at the end' 0 '' "$TEIPIPE" build e/ -o e/made/here
expect 'output in the edition is no source' 0 '^5 documents' "$TEIPIPE" build e -o e/made/here
rm -rf e/made

# wrong NAME CONFIG PATTERN
wrong() {
    printf '%b' "$2" >e/teipipe.yaml
    rm -rf o
    expect "$1" 2 "$3" "$TEIPIPE" build e -o o
    check "$1: nothing was made" test ! -e o
}
wrong 'an unknown key, with the nearest' 'title: T\npublishr: P\n' "^e/teipipe.yaml:2:1: error: .*did you mean 'publisher'.*\[config-invalid\]"
wrong 'a key twice' 'title: T\ntitle: U\n' '^e/teipipe.yaml:2:'
wrong 'no map' '- a\n- b\n' '^e/teipipe.yaml:1:'
wrong 'not YAML' 'title: [a\n' '^e/teipipe.yaml:'
wrong 'a list for a title' 'title: [a, b]\n' '^e/teipipe.yaml:1:8: error: '
wrong 'a map for sources' 'sources: {a: b}\n' '^e/teipipe.yaml:1:10: error: '
wrong 'a pattern that matches nothing' 'sources: ["*.doc"]\n' "^e/teipipe.yaml:1:11: error: '\*.doc' matches no file"
wrong 'an unknown format, with the nearest' 'formats: [html, bibtx]\n' "^e/teipipe.yaml:1:17: error: .*did you mean 'bibtex'"
wrong 'an authority file that is missing' 'authority: [p.xml]\n' '^e/teipipe.yaml:1:13: error: '
wrong 'a layouts folder that is missing' 'layouts: l\n' '^e/teipipe.yaml:1:10: error: '
wrong 'a schema that is missing' 'schema: s.rng\n' '^e/teipipe.yaml:1:9: error: '
wrong 'rules that are missing' 'rules: [r.sch]\n' '^e/teipipe.yaml:1:9: error: '
wrong 'an address that is none' 'base_url: example.org\n' '^e/teipipe.yaml:1:11: error: '
wrong 'an address without a site' 'base_url: https://\n' '^e/teipipe.yaml:1:11: error: .*the name of the site is missing'
wrong 'an address with a blank' 'base_url: https://example.org/a b\n' '^e/teipipe.yaml:1:11: error: '
wrong 'an address with a question' 'base_url: https://example.org/?a=b\n' '^e/teipipe.yaml:1:11: error: '
wrong 'a licence that is none, with the nearest' 'licence: CC-BY-40\n' "^e/teipipe.yaml:1:10: error: .*did you mean 'CC-BY-4.0'"
wrong 'a licence in words' 'licence: ask us\n' '^e/teipipe.yaml:1:10: error: .*such as CC-BY-4.0'
wrong 'a map for a title' 'title: {a: b}\n' '^e/teipipe.yaml:1:8: error: '
wrong 'a map for formats' 'formats: {a: b}\n' '^e/teipipe.yaml:1:10: error: '
wrong 'a list in a list' 'formats: [[html]]\n' '^e/teipipe.yaml:1:11: error: '
wrong 'an empty title' 'title:\n' '^e/teipipe.yaml:1:'
wrong 'a list for checks' 'checks: [a]\n' '^e/teipipe.yaml:1:9: error: '
wrong 'an unknown check, with the nearest' 'checks: {pointer-missin: off}\n' "^e/teipipe.yaml:1:10: error: .*pointer-missing"
wrong 'an unknown severity' 'checks: {pointer-missing: often}\n' '^e/teipipe.yaml:1:[0-9]*: error: '
wrong 'a table that is missing' 'metadata: t.csv\n' '^e/teipipe.yaml:1:11: error: '
wrong 'archives that are missing' 'archives: a.yaml\n' '^e/teipipe.yaml:1:11: error: '
printf 'publisher: P\nlicence: CC-BY-4.0\n' >e/teipipe.yaml
expect 'a licence by its name' 0 '' "$TEIPIPE" build e -o o
check 'is an address in the TEI' grep -q 'target="https://creativecommons.org/licenses/by/4.0/"' o/tei/a.xml
wrong 'a language that is none' 'language: "?"\n' '^e/teipipe.yaml:1:11: error: '
for email in anna anna@ @example.org anna@example anna@example..org 'a b@example.org' a@b@example.org anna@example.org. \
    'Anna <anna@example.org>'; do
    wrong "an address of mail that is none: $email" "email: '$email'\n" '^e/teipipe.yaml:1:8: error: .*name@example.org'
done
wrong 'an alias' 'title: &a T\npublisher: *a\n' '^e/teipipe.yaml:2:'

# What it says is used.
printf 'title: The Letters\npublisher: The Press\nlicence: https://example.org/l\nbase_url: https://example.org/e\nlanguage: de\n' >e/teipipe.yaml
expect 'title and publisher' 0 '' "$TEIPIPE" build e -o o
expect 'whom to write to is missing' 0 '^e/teipipe.yaml: note: .*\[cmif-contact\]' "$TEIPIPE" build e -o o
check 'nothing was made anew' grep -q '^made anew: 0 of' err
check 'nobody is made up' sh -c 'grep -q "<editor>The Press</editor>" o/html/cmif.xml && ! grep -q email o/html/cmif.xml'
cp e/teipipe.yaml kept.yaml
printf 'editor: Anna & Bo\nemail: anna@example.org\n' >>e/teipipe.yaml
run "$TEIPIPE" build e -o o
check 'whom to write to' sh -c '! grep -q cmif-contact err && grep -q "^made anew: 0 of" err &&
    grep -q "<editor>Anna &amp; Bo <email>anna@example.org</email></editor>" o/html/cmif.xml'
printf 'email: anna@example.org\n' >e/teipipe.yaml
run "$TEIPIPE" build e -o o-mail
check 'an address alone' grep -q '<editor><email>anna@example.org</email></editor>' o-mail/html/cmif.xml
printf 'title: T\n' >e/teipipe.yaml
run "$TEIPIPE" build e -o o-none
check 'no editor, and no address of pages that would be gathered' sh -c '! grep -q "<editor>" o-none/html/cmif.xml && ! grep -q cmif-contact err'
cp kept.yaml e/teipipe.yaml && run "$TEIPIPE" build e -o o
check 'the title is on the index' grep -q 'The Letters' o/html/index.html
check 'the publisher is in the TEI' grep -q '<publisher>The Press</publisher>' o/tei/a.xml
check 'the licence is in the TEI' grep -q 'https://example.org/l' o/tei/a.xml
check 'the address is on the page' grep -q 'https://example.org/e/html/a.html' o/html/a.html
check 'the address is in the citation' grep -q 'https://example.org/e/html/a.html' o/citations/a.ris
cat >e/own.sch <<X
<schema xmlns="http://purl.oclc.org/dsdl/schematron"><ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/>
<pattern><rule context="t:p"><report test="true()">a paragraph</report></rule></pattern></schema>
X
cp e/teipipe.yaml kept.yaml
printf 'rules: own.sch\n' >e/teipipe.yaml
expect 'its rules, told at the lines of the sources' 1 '^e/.*txt:[0-9]*:1: error: a paragraph (tei/.*) \[rule\]' "$TEIPIPE" build e -o o-rules
printf 'rules: []\n' >e/teipipe.yaml
expect 'or none' 0 - "$TEIPIPE" build -q e -o o-rules
cp kept.yaml e/teipipe.yaml
expect 'encode finds the edition above' 0 '' "$TEIPIPE" encode e/letters/b.txt
check 'and its publisher' grep -q '<publisher>The Press</publisher>' out
expect 'encode with another edition' 0 '' "$TEIPIPE" encode --edition e "$letter"
check 'and its publisher, too' grep -q '<publisher>The Press</publisher>' out
printf 'title: [\n' >e/teipipe.yaml
expect 'encode with a broken edition' 2 '^e/teipipe.yaml:' "$TEIPIPE" encode e/letters/b.txt
