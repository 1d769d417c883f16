# What the script suites share. Each prints "ok NAME", "not ok NAME" or "skip NAME # reason" for a
# test; lines beginning with "#" say more of the one before. To be sourced; the runner has set
#
#   TEIPIPE  the program           ROOT    the project
#   WORK     an empty folder       SHARED  the shared test data, or empty
#   SLOW     yes where a test may take long; no under the sanitizers: what is not about memory, or
#            would take minutes, is done with the other build alone
# shellcheck shell=sh
# shellcheck disable=SC2034 # the variables are the suites'

set -u
: "${TEIPIPE:?}" "${ROOT:?}" "${WORK:?}" "${SHARED=}" "${SLOW:=yes}"
cd "$WORK" || exit 2

ok() { printf 'ok %s\n' "$1"; }
skip() { printf 'skip %s # %s\n' "$1" "$2"; }
not_ok() {
    printf 'not ok %s\n' "$1"
    shift
    for line; do printf '%s\n' "$line" | head -20 | sed 's/^/# /'; done
}

# Run a command: its standard output in "out", standard error in "err", status in $status.
run() {
    "$@" >out 2>err </dev/null
    status=$?
}

# expect NAME STATUS PATTERN COMMAND...: the status, and a line of standard error that the basic
# regular expression matches ("" asks for nothing, "-" for silence).
expect() {
    name=$1 want=$2 pattern=$3
    shift 3
    run "$@"
    if [ "$status" -ne "$want" ]; then
        not_ok "$name" "status $status, expected $want" "$(head -c 2000 err)"
    elif [ "$pattern" = - ] && [ -s err ]; then
        not_ok "$name" "standard error is not empty" "$(head -c 2000 err)"
    elif [ -n "$pattern" ] && [ "$pattern" != - ] && ! grep -q -e "$pattern" err; then
        not_ok "$name" "nothing on standard error matches: $pattern" "$(head -c 2000 err)"
    else
        ok "$name"
    fi
}

# check NAME COMMAND...: does the command succeed?
check() {
    name=$1
    shift
    if "$@" >check.log 2>&1; then ok "$name"; else not_ok "$name" "failed: $*" "$(cat check.log)"; fi
}

have() { command -v "$1" >/dev/null 2>&1; }

# A Python that has the module, on standard output: the one that comes first need not be Debian's.
python_with() {
    for p in python3 /usr/bin/python3; do "$p" -c "import $1" 2>/dev/null && echo "$p" && return; done
    return 1
}

# A small valid TEI document on standard output; $1 stands in its body, $2 before its root.
tei() {
    printf '<?xml version="1.0" encoding="UTF-8"?>\n%s' "${2-}"
    printf '<TEI xmlns="http://www.tei-c.org/ns/1.0">\n<teiHeader><fileDesc>'
    printf '<titleStmt><title>A title</title></titleStmt>'
    printf '<publicationStmt><p>Unpublished.</p></publicationStmt>'
    printf '<sourceDesc><p>None.</p></sourceDesc></fileDesc></teiHeader>\n'
    printf '<text><body>\n%s\n</body></text>\n</TEI>\n' "${1-<p>Text.</p>}"
}
