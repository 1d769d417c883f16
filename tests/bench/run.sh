#!/bin/sh
# Speed against the usual programs, on the shared plays (or the corpus where they are missing).
#
#   tests/bench/run.sh BUILD
#
# Each line: what, the times in seconds (the best of three), and how many times as fast teipipe is.
set -u
LC_ALL=C
export LC_ALL
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
BUILD=$(cd "${1:?usage: run.sh BUILD}" && pwd)
teipipe=$BUILD/teipipe
shared=${TEIPIPE_SHARED:-$ROOT/../shared}
work=$(mktemp -d "${TMPDIR:-/tmp}/teipipe-bench.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT

now() { date +%s.%N; }

# The best time of three runs of a command.
best() {
    least=
    for _ in 1 2 3; do
        from=$(now)
        "$@" >/dev/null 2>&1
        to=$(now)
        least=$(awk -v a="$from" -v b="$to" -v l="$least" 'BEGIN { t = b - a; print (l == "" || t < l) ? t : l }')
    done
    printf '%s' "$least"
}

# line WHAT OURS NAME THEIRS
line() {
    awk -v what="$1" -v ours="$2" -v name="$3" -v theirs="$4" 'BEGIN {
        printf "%-34s teipipe %8.3f s   %s %8.3f s   x %.2f\n", what, ours, name, theirs, theirs / ours }'
}

have() { command -v "$1" >/dev/null 2>&1; }
missing() { printf '%-34s skipped: %s\n' "$1" "$2"; }

# ---- encoding: documents a second, and the size of a document ----

"$BUILD/bench_encode" "$teipipe" "$BUILD/letters" "$ROOT/corpus" "$work" 1 10 100 || exit 1
rm -rf "$work/letters" "$work/large" "$work/large.txt"

# ---- building an edition: by itself, there is nothing to compare it with ----

"$teipipe" build -q "$ROOT/corpus" -o "$work/edition" || exit 1
mkdir "$work/many"
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    for source in "$ROOT"/corpus/*.txt "$ROOT"/corpus/*.md; do
        case $source in */README*) ;; *) cp "$source" "$work/many/$i-${source##*/}" ;; esac
    done
done
n=$(find "$work/many" -type f | wc -l)
for jobs in 1 2; do
    rm -rf "$work/out"
    printf '%-34s teipipe %8.3f s   %d documents\n' "build, -j$jobs" \
        "$(best "$teipipe" build -q -j$jobs "$work/many" -o "$work/out")" "$n"
done

# ---- the same again: letters of 4 KB, from nothing, unchanged, and with one changed ----

# again WHAT: one build, by the clock, in processor time of all processes, and with the memory of the
# largest of them, where time(1) can tell.
again() {
    from=$(now)
    if [ -x /usr/bin/time ]; then
        took=$(/usr/bin/time -f '%U %S %M' "$teipipe" build -q "$work/letters" -o "$work/letters.out" 2>&1 | tail -n 1)
    else
        "$teipipe" build -q "$work/letters" -o "$work/letters.out" >/dev/null 2>&1
        took=
    fi
    awk -v what="$1" -v a="$from" -v b="$(now)" -v took="$took" 'BEGIN {
        n = split(took, t, " ")
        printf "%-34s teipipe %8.3f s   %s\n", what, b - a,
            n < 3 ? "" : sprintf("%.2f s of processor time, %.0f MB", t[1] + t[2], t[3] / 1024) }'
}
# 100,000 take half an hour and 6 GB of disk: only where BENCH_LARGE is set.
for n in 1000 10000 ${BENCH_LARGE:+100000}; do
    rm -rf "$work/letters" "$work"/letters.out "$work"/.letters.out.teipipe
    "$BUILD/letters" "$work/letters" "$n" 4096
    cp -r "$ROOT/corpus/authority" "$work/letters/"
    again "$n letters, from nothing"
    again "$n letters, unchanged"
    for one in "$work"/letters/00003*; do echo 'One line more.' >>"$one"; done
    again "$n letters, one changed"
    sed -i '0,/<persName/s//<persName>Nobody Whatever<\/persName><persName/' "$work/letters/authority/persons.xml"
    again "$n letters, an entry changed"
done
rm -rf "$work/letters" "$work"/letters.out "$work"/.letters.out.teipipe

# ---- validation and transformation ----

if [ -d "$shared/bench/plays" ]; then
    set -- "$shared"/bench/plays/*.xml
    schema=$(echo "$shared"/tei/tei_all-*.rng)
else
    set -- "$work"/edition/tei/*.xml
    schema=$ROOT/schemas/teipipe.rnc
fi
# The engine by itself, in one process: ratios to libxml2's bare parse of the same files.
"$BUILD/bench_rng" "$schema" 9 "$@"
ours=$(best "$teipipe" validate -q -j1 --check all=off --schema "$schema" "$@")
# Integrity by itself: target at most 1.5 times the building of the trees.
"$BUILD/bench_integrity" 9 "$@"
# Rules of the TEI by themselves: target at most 2.5 times the building of the trees.
rules=$shared/schematron/tei_all.isosch
if [ -f "$rules" ]; then
    "$BUILD/bench_rules" "$rules" 5 "$@"
    # One small document, with grammar and rules, all read anew: target at most 80 ms of wall time.
    small=$ROOT/tests/schematron/own/good.xml
    printf '%-34s teipipe %8.3f s   target 0.080 s\n' 'validate, one document, everything' \
        "$(best "$teipipe" validate -q --schema teipipe:schemas/teipipe.rnc --schematron "$rules" \
            --schematron teipipe:schemas/teipipe.sch "$small")"
    saxon=/usr/share/java/Saxon-HE.jar
    if have java && have python3 && [ -f "$saxon" ]; then
        python3 "$ROOT/tests/schematron/tei.py" --stylesheet "$rules" >"$work/rules.xsl"
        mkdir "$work/plays"
        cp "$@" "$work/plays/"
        checked=$(best "$teipipe" validate -q -j1 --check all=off --schema "$ROOT/tests/schematron/any.rng" --schematron "$rules" "$@")
        line "rules, $# documents, one job" "$checked" 'Saxon-HE (rules as XSLT)' \
            "$(best java -cp "$saxon" net.sf.saxon.Transform -warnings:silent "-xsl:$work/rules.xsl" \
                "-s:$work/plays" "-o:$work/saxon")"
    else
        missing 'rules' 'Saxon-HE is not there'
    fi
else
    missing 'rules' 'no ../shared/schematron'
fi
if have xmllint && [ "${schema%.rng}" != "$schema" ]; then
    line "validate, $# documents, one job" "$ours" xmllint "$(best xmllint --noout --relaxng "$schema" "$@")"
else
    missing 'validate' 'xmllint is not there'
fi
have jing && [ "${schema%.rng}" != "$schema" ] && line "validate, $# documents, one job" "$ours" jing "$(best jing "$schema" "$@")"
if [ -x "$BUILD/make_site" ] && [ -x "$BUILD/letters" ]; then
    mkdir -p "$work/letters" && "$BUILD/letters" "$work/letters" 1000 4096 && "$teipipe" encode -q -o "$work/letters-tei" "$work"/letters/*
    mkdir -p "$work/letters-tei/authority" && cp "$ROOT"/corpus/authority/*.xml "$work/letters-tei/authority/"
    "$BUILD/make_site" "$work/letters-tei"
else
    missing 'pages of an edition' 'make_site is not built'
fi
if have xsltproc; then
    for format in html text; do
        theirs=$(best sh -c 'for f; do xsltproc '"'$ROOT/xslt/$format.xsl'"' "$f"; done' sh "$@")
        line "transform to $format, one job" "$(best "$teipipe" transform -q -j1 --to $format -o "$work/out" "$@")" \
            xsltproc "$theirs"
    done
else
    missing 'transform' 'xsltproc is not there'
fi

# ---- pages: letters of 4 KB in all formats; TEIPIPE_BENCH_LETTERS says how many ----

# Seconds of processor time, of all processes: on a busy machine the clock on the wall says little.
cpu() {
    ("$@" >/dev/null 2>&1; times) | awk 'NR == 2 {
        for (i = 1; i <= 2; i++) { split($i, t, /[ms]/); s += 60 * t[1] + t[2] } print s }'
}

n=${TEIPIPE_BENCH_LETTERS:-2000}
mkdir -p "$work/letters" && "$BUILD/letters" "$work/letters" "$n" 4096 && "$teipipe" encode -q "$work"/letters/* -o "$work/tei" || exit 1
rm -rf "$work/letters"
formats=$("$teipipe" transform x --to '?' 2>&1 | sed -n 's/.*there are \([^[]*[^[ ]\) *\[usage.*/\1/p' | tr -d ' ')
# All of them are given as a folder's files, which the limit of a command line has room for.
set -- "$work"/tei/*.xml
n=$#
for jobs in 1 2; do
    rm -rf "$work/out"
    from=$(now)
    spent=$(cpu "$teipipe" transform -q -j$jobs --to "$formats" -o "$work/out" "$@")
    awk -v jobs=$jobs -v s="$spent" -v n="$n" -v a="$from" -v b="$(now)" 'BEGIN {
        printf "%-34s teipipe %8.3f s   %d letters, %.2f ms of processor time each; 10,000: %.1f s by the clock\n",
            "letters to all formats, -j" jobs, b - a, n, s * 1000 / n, (b - a) * 10000 / n }'
done
# Each form by itself, in one process, beside libxml2's bare parse of the same files.
"$BUILD/bench_forms" 3 "$@" || exit 1
if have xsltproc; then
    # Once a file is slow: a twentieth of the letters, and as much time for each of the others.
    few=$((n / 20 > 0 ? n / 20 : 1))
    mkdir "$work/few"
    for f in $(find "$work/tei" -name '*.xml' | sort | head -n "$few"); do cp "$f" "$work/few"; done
    few=$(find "$work/few" -type f | wc -l)
    for format in html text; do
        rm -rf "$work/out"
        ours=$(cpu "$teipipe" transform -q -j1 --to $format -o "$work/out" "$@")
        line "$n letters to $format, processor" "$ours" 'one xsltproc ' "$(cpu xsltproc -o "$work/out/" "$ROOT/xslt/$format.xsl" "$@")"
        once=$(cpu sh -c 'for f; do xsltproc '"'$ROOT/xslt/$format.xsl'"' "$f"; done' sh "$work"/few/*)
        line "the same" "$ours" "one for each, scaled from $few" "$(awk -v t="$once" -v n="$n" -v few="$few" 'BEGIN { print t * n / few }')"
    done
else
    missing 'letters to all formats' 'xsltproc is not there'
fi
