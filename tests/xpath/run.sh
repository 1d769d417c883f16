#!/bin/sh
# run.sh - the XPath engine: the facts of facts/*.txt, and generated expressions against Saxon-HE.
#
# A file of facts has lines "EXPRESSION => RESULT", the result as eval.c prints it, or the code of an error. NAME.1.0.txt
# is for XPath 1.0 compatibility mode, NAME.xslt.txt for the functions of XSLT.
#
# TEIPIPE_XPATH_EXPRESSIONS is how many expressions are made, TEIPIPE_XPATH_SEED what with. What differs and why that is so
# stands in differences.txt. Without java, javac, Saxon-HE (Debian: libsaxonhe-java) or python3 that part is skipped.
set -u
here=$(cd "$(dirname "$0")" && pwd)
number=${TEIPIPE_XPATH_EXPRESSIONS:-3000}
seed=${TEIPIPE_XPATH_SEED:-1}
saxon=${TEIPIPE_SAXON:-/usr/share/java/Saxon-HE.jar}
work=$(mktemp -d) || exit 3
trap 'rm -rf "$work"' EXIT
eval=$BUILD/xpath_eval
cd "$here" || exit 3

if [ ! -x "$eval" ]; then
    echo "skip facts, against Saxon # $eval isn't there"
    exit 0
fi

# ---- facts ----

for file in facts/*.txt; do
    name=$(basename "$file" .txt)
    [ "$SLOW" = yes ] || [ "$name" != hostile ] || continue
    case $name in
    *.1.0) option=--1.0 ;;
    *.xslt) option=--xslt ;;
    *) option= ;;
    esac
    awk '$0 != "" && !/^#/ { at = 0
        for (i = index($0, " => "); i; i = index(substr($0, at + 1), " => ")) at += i
        print substr($0, 1, at - 1) }' "$file" >"$work/expressions"
    # shellcheck disable=SC2086 # an option or nothing
    "$eval" $option one.xml two.xml three.xml <"$work/expressions" >"$work/results" 2>"$work/err"
    status=$?
    if awk -f facts.awk "$file" "$work/results" >"$work/report" && [ "$status" -eq 0 ]; then
        echo "ok $(cat "$work/report") facts: $name"
    else
        echo "not ok facts: $name"
        [ "$status" -eq 0 ] || echo "# status $status"
        head -60 "$work/report"
        head -20 "$work/err" | sed 's/^/# /'
    fi
done

# ---- against Saxon ----

# NAME GENERATOR-OPTION ORACLE-OPTION
against() {
    # shellcheck disable=SC2086
    python3 generate.py "$seed" "$number" $2 >"$work/expressions" &&
        TZ=UTC java -Xss8m -cp "$saxon:$work" Oracle $3 one.xml two.xml three.xml \
            <"$work/expressions" >"$work/theirs" 2>"$work/err" &&
        "$eval" $3 one.xml two.xml three.xml <"$work/expressions" >"$work/ours" 2>>"$work/err" &&
        python3 compare.py "$work/expressions" "$work/ours" "$work/theirs" differences.txt \
            >"$work/report" 2>>"$work/err"
    if [ $? -eq 0 ]; then
        echo "ok $1: $(tail -1 "$work/report")"
    else
        echo "not ok $1"
        head -60 "$work/report" | sed 's/^/# /'
        head -20 "$work/err" | sed 's/^/# /'
    fi
}

if [ "$SLOW" != yes ]; then
    exit 0
fi
for program in java javac python3; do
    if ! command -v "$program" >/dev/null; then
        echo "skip against Saxon # there is no $program"
        exit 0
    fi
done
if [ ! -f "$saxon" ]; then
    echo "skip against Saxon # Saxon-HE (libsaxonhe-java) isn't there"
elif ! javac -cp "$saxon" -d "$work" Oracle.java >"$work/report" 2>&1; then
    echo "not ok against Saxon"
    sed 's/^/# /' "$work/report" | head -20
else
    against "against Saxon" "" ""
    against "against Saxon, in compatibility mode" 1.0 --1.0
fi
