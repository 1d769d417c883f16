# An edition that is being edited: build --watch and --serve.
. "$ROOT/tests/lib.sh"

mkdir -p ed
printf -- '---\ntitle: A letter\ndate: 1953-06-07\nlanguage: en\n---\n\nDear Sir,\n\nA word.\n' >ed/a.txt

# until CONDITION...: up to ten seconds
until_true() {
    n=0
    while [ $n -lt 200 ]; do
        "$@" >/dev/null 2>&1 && return 0
        sleep 0.05
        n=$((n + 1))
    done
    return 1
}

"$TEIPIPE" build ed --serve=0 >said 2>&1 </dev/null &
pid=$!
trap 'kill $pid 2>/dev/null; rm -rf "$WORK"' EXIT
check 'it builds, serves and waits' until_true grep -q '^waiting for changes in ed' said
port=$(sed -n 's|^the edition is at http://localhost:\([0-9]*\)/$|\1|p' said)
check 'a changed transcription' sh -c 'echo "Another word." >>ed/a.txt'
check 'is made anew' until_true grep -q 'Another word' ed/output/html/a.html
check 'and told of' until_true grep -q '^changed: ed/a.txt$' said
printf -- '---\ntitle: B letter\ndate: 1953-06-08\nlanguage: en\n---\n\nDear Madam,\n\nA word.\n' >ed/b.txt
check 'a new one' until_true test -s ed/output/html/b.html
rm ed/b.txt
check 'one that is gone' until_true test ! -e ed/output/html/b.html
printf 'title: [\n' >ed/teipipe.yaml
check 'a broken configuration is told of' until_true grep -q 'teipipe.yaml:.*error' said
rm ed/teipipe.yaml
echo 'A last word.' >>ed/a.txt
check 'and mended' until_true grep -q 'A last word' ed/output/html/a.html
if have python3; then
    check 'pages in a browser: the top leads to the index, which has the script' python3 -c '
import sys, urllib.request
page = urllib.request.urlopen("http://localhost:%s/" % sys.argv[1])
assert page.url.endswith("/html/"), page.url
assert b"/.teipipe/reload.js" in page.read()' "$port"
    check 'the script is told of a change' python3 -c '
import sys, urllib.request
ask = lambda since: urllib.request.urlopen("http://localhost:%s/.teipipe/changes%s" % (sys.argv[1], since), timeout=20).read()
now = ask("")
open("ed/a.txt", "a").write("Yet another.\n")
assert ask("?since=" + now.decode()) != now' "$port"
else
    skip 'pages in a browser' 'python3 is not there'
fi
expect 'the port is taken' 3 "port $port can't be served" "$TEIPIPE" build ed -o other --serve="$port"
server=$(pgrep -P $pid || :)
kill $pid
check 'it ends' until_true sh -c "! kill -0 $pid"
[ -z "$server" ] || check 'and the server with it' until_true sh -c "! kill -0 $server"
trap 'rm -rf "$WORK"' EXIT
expect 'no such edition' 3 'none: ' "$TEIPIPE" build none --watch
expect 'nor with a dry run' 2 'go on building' "$TEIPIPE" build ed --watch --dry-run
expect 'no port' 2 'takes a number from 0 to 65535' "$TEIPIPE" build ed --serve=70000
