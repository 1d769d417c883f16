# Layouts: the tutorial of their README, those of an edition, --layout, and what is said of the choice.
. "$ROOT/tests/lib.sh"

# The tutorial is true: its files are made from the README, and each line of its TEI must be there.
mkdir -p t/layouts && : >t/teipipe.yaml
awk -v dir=t '
    /^ *```/ { inside = !inside; file = inside ? $2 : ""; kind = substr($1, index($1, "```") + 3)
        indent = index($0, "`") - 1; if (inside && kind == "xml") file = "expected"; next }
    inside && file != "" { print substr($0, indent + 1) >>(dir "/" file) }
' "$ROOT/schemas/layouts/README.md"
check 'the tutorial has a source, a layout and a result' test -s t/notatka.txt -a -s t/layouts/notatka.yaml -a -s t/expected
mv t/layouts later
expect 'before, the layout is generic' 0 "layout 'generic'" "$TEIPIPE" encode -v t/notatka.txt -o o
mv later t/layouts
expect 'then it is ours, and the line is named' 0 "layout 'notatka' (4 points, needs 4: line 1 'NOTATKA SŁUŻBOWA' (4)" \
    "$TEIPIPE" encode -v t/notatka.txt -o o
while IFS= read -r wanted; do
    check "the tutorial's TEI: $wanted" grep -qF "$wanted" o/notatka.xml
done <t/expected
expect 'and it is valid' 0 '' "$TEIPIPE" validate o/notatka.xml
sed -i 's/role: address/role: adress/' t/layouts/notatka.yaml
expect 'the tutorial shows a message' 2 \
    "^t/layouts/notatka.yaml:10:12: error: layout file: 'role' takes no 'adress'; did you mean 'address'?" \
    "$TEIPIPE" encode t/notatka.txt -o o

# Where layouts come from.
letter=$ROOT/tests/encode/letter-german.txt
mkdir -p e/layouts e/mine
: >e/teipipe.yaml
cp "$letter" e/a.txt
expect 'a built-in one' 0 "layout 'letter'" "$TEIPIPE" encode -v e/a.txt -o o
printf 'name: letter\ndetect: {needs: 1, match: [{regex: "(?s).*", points: 9}]}\nbody: {kind: report}\n' \
    >e/layouts/letter.yaml
expect 'one of the same name replaces it' 0 "layout 'letter' (9 points" "$TEIPIPE" encode -v e/a.txt -o o
check 'and is what is used' grep -q 'kind-report' o/a.xml
printf 'layouts: mine\n' >e/teipipe.yaml
expect 'the key names another folder' 0 "layout 'letter' (6 points" "$TEIPIPE" encode -v e/a.txt -o o
printf 'no layout\n' >e/layouts/notes.txt
: >e/teipipe.yaml
expect 'a layout folder has no sources' 0 '^1 document' "$TEIPIPE" build e -o built
: >e/layouts/empty.yaml
expect 'an empty file' 2 '^e/layouts/empty.yaml: error: .*empty' "$TEIPIPE" encode e/a.txt -o o
rm e/layouts/empty.yaml

# Asking for one.
expect 'one that is asked for' 0 "layout 'generic' (asked for)" "$TEIPIPE" encode -v --layout generic e/a.txt -o o
expect 'an unknown one, with the nearest' 2 "no layout 'pres-page'; did you mean 'press-page'? (there are archive-page, " \
    "$TEIPIPE" encode --layout pres-page e/a.txt -o o
expect 'common is none' 2 "no layout 'common'" "$TEIPIPE" encode --layout common e/a.txt -o o
printf -- '---\nlayout: press-page\n---\n\nA text.\n' >e/a.txt
expect 'the front matter asks' 0 "layout 'press-page' (named in the front matter)" "$TEIPIPE" encode -v e/a.txt -o o
printf -- '---\ntitle: T\nlayout: pres-page\n---\n\nA text.\n' >b.txt
expect 'the front matter asks for one that is not there' 0 \
    "^b.txt:3:9: warning: the front matter asks for the layout 'pres-page', and there is none of that name; did you mean 'press-page'?" "$TEIPIPE" encode b.txt -o o
expect 'the command line asks louder' 0 "layout 'letter' (asked for)" "$TEIPIPE" encode -v --layout=letter e/a.txt -o o
expect 'other commands have no layout' 2 "'validate' takes no option '--layout'" "$TEIPIPE" validate --layout letter o/a.xml

# What speaks for the next best.
printf 'TREATY\n\nTOP SECRET MATTERS\n\nDear Sir,\n\nThe text.\n' >b.txt
expect 'the runner-up is named with its lines' 0 "| next 'treaty-typescript': 2 points, needs 5: line 1 'TREATY' (2)" \
    "$TEIPIPE" encode -v b.txt -o o
