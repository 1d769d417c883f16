# The pages of an edition as a whole: file pairs, records, CMIF, the real browser.
#
# tests/site/tei is made into pages; expected/ has what should come, without the frame that all pages
# share. ACCEPT=yes writes what comes now. What needs Chromium or packages of npm (tests/npm-packages,
# installed into build/npm) is skipped by name where they are missing.
. "$ROOT/tests/lib.sh"

here=$ROOT/tests/site
[ -x "$BUILD/make_site" ] || { skip 'the pages of an edition' 'make_site is not built'; exit 0; }
run "$BUILD/make_site" "$here/tei" made
[ "$status" -eq 0 ] && [ ! -s err ] && ok 'pages are made' || not_ok 'pages are made' "$(cat err)"

# What is in main, or all of a file that is no page.
inside() {
    case $1 in
    *.html) sed -n '/<main>/,/<\/main>/p' "$1" ;;
    *) cat "$1" ;;
    esac
}
(cd made/html && find . -type f | sort | sed 's,^\./,,') >list
while read -r file; do
    mkdir -p "got/$(dirname "$file")"
    inside "made/html/$file" >"got/$file"
    [ "${ACCEPT-no}" = no ] || { mkdir -p "$here/expected/$(dirname "$file")"; cp "got/$file" "$here/expected/$file"; }
done <list
(cd "$here/expected" && find . -type f | sort | sed 's,^\./,,') >wanted
if cmp -s list wanted; then ok 'the right files are made'; else
    not_ok 'the right files are made' "$(diff wanted list)"
fi
while read -r file; do
    if cmp -s "$here/expected/$file" "got/$file"; then ok "$file"; else
        not_ok "$file" "$(diff -u "$here/expected/$file" "got/$file")"
    fi
done <wanted

# The order of the records doesn't count; a list that is too long is divided, its anchors are not.
mkdir other && i=9
for file in "$here"/tei/*.xml; do
    i=$((i - 1))
    mkdir -p "other/$i" && cp "$file" "other/$i/"
done
cp -r "$here/tei/authority" other/
run "$BUILD/make_site" other made2
check 'the order of the documents does not count' diff -r made made2
run "$BUILD/make_site" "$here/tei" parts 2
check 'a long list has parts' test -f parts/html/index-2.html -a -f parts/html/persons-1.html
for id in anna bo chen; do
    check "the first page has the anchor $id" grep -q "<li id=\"$id\"><a href=\"persons-[0-9]*.html#$id\"" parts/html/persons.html
done

# Every link leads somewhere: pages of documents are not made here.
links() {
    python3 - "$1" <<'PYTHON'
import html, os, re, sys, urllib.parse
root = sys.argv[1]
text = {f: open(os.path.join(root, f), encoding="utf-8").read() for f in os.listdir(root) if f.endswith(".html")}
ids = {f: [html.unescape(i) for i in re.findall(r'\sid="([^"]*)"', t)] for f, t in text.items()}
bad = [f"{f}: {i} twice" for f, v in ids.items() for i in set(v) if v.count(i) > 1]
for f, t in text.items():
    for link in set(re.findall(r'(?:href|src)="([^"]*)"', t)):
        link = html.unescape(link)
        if re.match(r"^[a-z]+:|^//", link):
            continue
        to, _, part = link.partition("#")
        to = urllib.parse.unquote(to)[2 if to.startswith("./") else 0:] or f
        if to in text and part and urllib.parse.unquote(part) not in ids[to]:
            bad.append(f"{f} -> {link}: no such place")
        elif to not in text and not os.path.exists(os.path.join(root, to)) and len(sys.argv) < 3:
            bad.append(f"{f} -> {link}: no such file")
print("\n".join(bad))
sys.exit(1 if bad else 0)
PYTHON
}
cp -r "$ROOT/xslt/assets" parts/html/assets
if have python3; then
    for file in "$here"/tei/*.xml; do
        stem=$(basename "$file" .xml)
        printf '<p id="p1"><p id="p2">' >"parts/html/$stem.html"
    done
    check 'links between the parts lead somewhere' links parts/html
    run "$TEIPIPE" build -q "$ROOT/corpus" -o edition
    check 'every link of an edition leads somewhere' links edition/html
else
    skip 'every link of an edition leads somewhere' 'no python3'
    run "$TEIPIPE" build -q "$ROOT/corpus" -o edition
fi
check 'no document takes a page of the edition' sh -c 'mkdir -p taken && cp "$ROOT/tests/cli/letter.txt" taken/persons.txt &&
    ! "$TEIPIPE" build -q taken -o taken/out 2>taken/err && grep -q duplicate-stem taken/err'
run "$TEIPIPE" build -q -j1 "$ROOT/corpus" -o edition1
check 'the number of jobs does not count' diff -r edition/html edition1/html

for pair in bib:^@ ris:^TY json:^..[{]; do
    n=$(grep -c "${pair#*:}" "edition/html/downloads/citations.${pair%%:*}")
    documents=$(find edition/tei -maxdepth 1 -name '*.xml' | wc -l)
    check "citations.${pair%%:*} has all documents" [ "$n" -eq "$documents" ]
done
have python3 && check 'citations.json is JSON' python3 -m json.tool edition/html/downloads/citations.json

# CMIF is TEI.
schema=$(ls "$SHARED"/tei/tei_all-*.rng 2>/dev/null | head -1)
if [ -n "$schema" ]; then
    for folder in made edition; do
        check "CMIF of $folder is valid against all of TEI" "$TEIPIPE" validate -q --schema "$schema" "$folder/html/cmif.xml"
    done
else
    skip 'CMIF is valid against all of TEI' 'no schema'
fi
if have xmllint; then
    check 'feed, sitemap and CMIF are well-formed' xmllint --noout edition/html/feed.xml edition/html/sitemap.xml edition/html/cmif.xml
fi

# ---- the real browser ----

[ "$SLOW" = yes ] || exit 0
NODE_PATH=$ROOT/build/npm/node_modules
export NODE_PATH
if have npm && [ ! -d "$NODE_PATH/playwright-core" ]; then
    mkdir -p "$ROOT/build/npm"
    # shellcheck disable=SC2046 # a word a package
    npm install --silent --no-audit --no-fund --prefix "$ROOT/build/npm" $(cat "$ROOT/tests/npm-packages") >npm.log 2>&1 || :
fi
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || :)}
if [ -z "$chromium" ] || ! have node || [ ! -d "$NODE_PATH/playwright-core" ] || [ ! -d "$NODE_PATH/axe-core" ]; then
    skip 'the pages in Chromium' 'no chromium, node, playwright-core or axe-core'
else
    large=
    if [ -x "$BUILD/letters" ]; then
        # Ten thousand letters of 4 KB: a thousand that are encoded, each under ten names.
        mkdir -p letters tei/authority && "$BUILD/letters" letters 1000 4096 &&
            "$TEIPIPE" encode -q -o encoded letters/* >/dev/null 2>&1
        for file in encoded/*.xml; do
            for n in 0 1 2 3 4 5 6 7 8 9; do ln "$file" "tei/$n-$(basename "$file")"; done
        done
        cp "$ROOT"/corpus/authority/*.xml tei/authority/
        "$BUILD/make_site" tei large >large.log && cp -r "$ROOT/xslt/assets" large/html/ && large=$WORK/large/html
        sed 's/^/# /' large.log
    fi
    [ -n "$large" ] || not_ok 'the pages of a large edition are made' "$(cat large.log 2>&1)"
    mkdir chinese
    printf '毛澤東關於鐵路問題給斯大林的電報\n\n一九五〇年一月三日\n\n關於鐵路協定的談判，一萬人已經到達。\n\n毛澤東\n' >chinese/a.txt
    printf '毛泽东关于铁路问题给周恩来的电报\n\n一九五〇年一月五日\n\n关于铁路协定，广州的同志已经到达。\n\n毛泽东\n' >chinese/b.txt
    run "$TEIPIPE" build -q chinese -o chinese.out
    # Each letter, mark and digit of the first two planes' alphabets in a word of its own.
    mkdir scripts && python3 -c '
import unicodedata
spans = (0xC0, 0x3000), (0x3040, 0x3400), (0x4E00, 0xA000, 7), (0xA000, 0xABFF), (0xAC00, 0xD7A3, 97), (0xF900, 0x10000), (0x10400, 0x10450)
words = ["a%cb" % c for span in spans for c in range(*span) if unicodedata.category(chr(c))[0] in "LMN"]
for i in range(0, len(words), 600):
    with open("scripts/%05d.txt" % i, "w", encoding="utf-8") as f:
        f.write("\n\n".join(" ".join(words[k:k + 30]) for k in range(i, min(i + 600, len(words)), 30)) + "\n")'
    run "$TEIPIPE" build -q scripts -o scripts.out
    CHROMIUM=$chromium timeout 1200 node "$here/browser.js" edition/html "$large" '' chinese.out/html scripts.out/html
fi
if have java && [ -f "$NODE_PATH/vnu-jar/build/dist/vnu.jar" ]; then
    check 'the Nu HTML checker finds nothing' java -jar "$NODE_PATH/vnu-jar/build/dist/vnu.jar" edition/html/index.html \
        edition/html/[a-z]*.html parts/html/index.html parts/html/persons.html parts/html/correspondence.html
else
    skip 'the Nu HTML checker finds nothing' 'no java or vnu-jar'
fi
