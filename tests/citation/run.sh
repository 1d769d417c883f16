#!/bin/sh
# The citation formats, read by the programs that they are for. A line for each: ok NAME, not ok NAME,
# skip NAME # REASON. Status 0 when none is "not ok".
#
#   TEIPIPE   path of the program
#   BUILD     folder of the build; packages of npm are installed below it, once
#   SLOW      no: only what takes no time
#
# The documents are tests/xslt/citation/*.xml. What each program is told besides, and which fields it
# has no place for, is said in styles.py and fields.py.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 2
documents=$here/../xslt/citation
PYTHONDONTWRITEBYTECODE=1
export PYTHONDONTWRITEBYTECODE
work=$(mktemp -d "${TMPDIR:-/tmp}/citation-test.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
status=0

have() { command -v "$1" >/dev/null 2>&1; }
skip() { printf 'skip %s # %s\n' "$1" "$2"; }

# lines COMMAND...: run it; its own lines say what passed.
lines() {
    "$@" >"$work/lines" 2>"$work/err" || {
        printf 'not ok %s\n' "$(basename "$2") $4"
        head -n 10 "$work/err" | sed 's/^/# /'
        status=1
    }
    cat "$work/lines"
    ! grep -q '^not ok' "$work/lines" || status=1
}

[ "${SLOW:-yes}" = yes ] || exit 0
for need in pandoc biber python3; do
    have $need || { skip 'citations in other programs' "$need is not there"; exit 0; }
done

set --
for file in "$documents"/*.xml; do
    case $file in *.cmif.xml) ;; *) set -- "$@" "$file" ;; esac
done
if "$TEIPIPE" transform -q "$@" --to bibtex,ris,csl-json,chicago,mla,apa,jsonld -o "$work/out" 2>"$work/err"; then
    printf 'ok citations of %s documents\n' "$#"
else
    printf 'not ok citations of %s documents\n' "$#"
    sed 's/^/# /' "$work/err"
    exit 1
fi

# ---- biber, and that it would complain ----

# warnings BIB: what biber says of it
warnings() {
    biber --tool --validate-datamodel --output-file "$work/biber.bib" --logfile "$work/biber.log" "$1" 2>&1 |
        grep -E '^(WARN|ERROR)'
}
cat "$work"/out/*.bib >"$work/all.bib"
if warnings "$work/all.bib" >"$work/said"; then
    printf 'not ok biber takes the entries without a warning\n'
    sed 's/^/# /' "$work/said"
    status=1
else
    printf 'ok biber takes the entries without a warning\n'
fi
printf '@unpublished{x,\n  title = {T},\n  date = {1950-13-45},\n  editor = {A}\n}\n' >"$work/bad.bib"
if warnings "$work/bad.bib" >/dev/null; then
    printf 'ok biber complains of a wrong entry\n'
else
    printf 'not ok biber complains of a wrong entry\n'
    status=1
fi

# ---- JSON-LD is JSON ----

if python3 -c 'import json, sys; [json.load(open(f)) for f in sys.argv[1:]]' "$work"/out/*.jsonld 2>"$work/err"; then
    printf 'ok JSON-LD is JSON\n'
else
    printf 'not ok JSON-LD is JSON\n'
    tail -1 "$work/err" | sed 's/^/# /'
    status=1
fi

# ---- pandoc ----

lines python3 "$here/fields.py" "$work/out" pandoc
if [ -f /usr/share/citation-style-language/styles/apa.csl ]; then
    lines python3 "$here/styles.py" "$work/out" pandoc
else
    skip 'Chicago, MLA and APA as pandoc makes them' 'citation-style-language-styles is not there'
fi

# ---- citeproc and citation-js of npm ----

modules=$BUILD/npm-citation
if [ ! -d "$modules/node_modules/citeproc" ] && have npm; then
    mkdir -p "$modules" && printf '{"private": true}\n' >"$modules/package.json"
    (cd "$modules" && npm install --ignore-scripts --no-audit --no-fund --silent citeproc@2.4.63 @citation-js/core@0.8.2 \
        @citation-js/plugin-ris@0.8.2 @citation-js/plugin-bibtex@0.8.2 @citation-js/plugin-csl@0.8.2) \
        >/dev/null 2>&1 || rm -rf "$modules"
fi
if [ ! -d "$modules/node_modules/citeproc" ] || ! have node; then
    skip 'citation-js reads the fields of .bib, .ris and .json' 'no npm, or it has no network'
    skip 'Chicago, MLA and APA as citeproc of npm makes them' 'no npm, or it has no network'
else
    lines python3 "$here/fields.py" "$work/out" citation-js "$modules"
    if [ -f /usr/share/citation-style-language/styles/apa.csl ]; then
        lines python3 "$here/styles.py" "$work/out" citeproc "$modules"
    else
        skip 'Chicago, MLA and APA as citeproc of npm makes them' 'citation-style-language-styles is not there'
    fi
fi
exit $status
