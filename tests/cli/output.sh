# Output that can't be written: noticed, told, and nothing half-made left behind.
. "$ROOT/tests/lib.sh"

letter=$ROOT/tests/cli/letter.txt
tei >a.xml

: >file
expect 'a file where the folder should be' 3 '^file: error: .*\[file-unwritable\]' "$TEIPIPE" encode -o file "$letter"
expect 'a file above the folder' 3 '^file: error: .*\[file-unwritable\]' "$TEIPIPE" transform a.xml --to html -o file/x
expect 'a folder that takes no files' 3 '/proc/x.*\[file-unwritable\]' "$TEIPIPE" encode -o /proc/x "$letter"
mkdir -p edition && cp "$letter" edition
expect 'a build into a file' 3 '^file: error: .*\[file-unwritable\]' "$TEIPIPE" build edition -o file
mkdir -p taken/letter.xml
expect 'a folder where the file should be' 3 'letter.xml: error: .*\[file-unwritable\]' "$TEIPIPE" encode -o taken "$letter"
check 'no traces of it' sh -c 'test "$(ls taken)" = letter.xml'
expect 'a report into a folder' 3 '^taken: error: .*\[file-unwritable\]' "$TEIPIPE" validate a.xml --report json=taken

# sh -c, because the redirection is the test.
if [ -w /dev/full ]; then
    for command in "encode $letter" 'transform a.xml --to text' 'transform a.xml --to html' help version \
        'validate a.xml --report json' 'validate a.xml --report text'; do
        case $command in *text) tei '<x/>' >a.xml ;; *) tei >a.xml ;; esac
        expect "full disk: $(basename "${command%% *}") ${command##* }" 3 'standard output: error: .*\[file-unwritable\]' \
            sh -c "\"\$TEIPIPE\" $command >/dev/full"
    done
    expect 'full disk: a report in a device' 3 '^/dev/full: error: .*\[file-unwritable\]' "$TEIPIPE" validate a.xml --report json=/dev/full
    check 'the device is still one' test -c /dev/full
else
    skip 'full disk' '/dev/full is not there'
fi
tei >a.xml
for command in "encode $letter" 'transform a.xml --to text' help version 'validate a.xml --report json'; do
    expect "closed standard output: ${command%% *}" 3 'standard output: error' sh -c "\"\$TEIPIPE\" $command >&-"
done
expect 'closed standard output, not needed' 0 '' sh -c '"$TEIPIPE" validate a.xml >&-'
expect 'closed standard error' 1 - sh -c 'tee b.xml <a.xml >/dev/null; echo "<x/>" >b.xml; "$TEIPIPE" validate b.xml 2>&-'
expect 'closed standard input' 3 '\[file-unreadable\]' sh -c '"$TEIPIPE" validate - <&-'

# A reader that goes away: no signal, but a word and status 3.
awk 'BEGIN { for (i = 0; i < 20000; i++) print "A paragraph of the long document.\n" }' >long.txt
# shellcheck disable=SC2016
expect 'a reader that goes away' 0 'standard output: error' sh -c \
    '{ "$TEIPIPE" encode long.txt; echo $? >code; } | head -c 10 >/dev/null; test "$(cat code)" = 3'

# What was there before stays when the new one can't be made.
mkdir -p keep && echo old >keep/control.xml
printf 'One\001two.\n' >control.txt
expect 'an output that can not be made' 1 '\[control-character\]' "$TEIPIPE" encode -o keep control.txt
check 'the old file is untouched' grep -q '^old$' keep/control.xml
check 'nothing is beside it' sh -c 'test "$(ls -A keep)" = control.xml'

# Where output goes.
expect 'one source to standard output' 0 '' "$TEIPIPE" encode "$letter"
check 'it is TEI' grep -q '<TEI ' out
cp out want
expect 'a dash' 0 '' "$TEIPIPE" encode -o - "$letter"
check 'the same' cmp out want
expect 'a folder' 0 '' "$TEIPIPE" encode -o some/deep/folder "$letter"
check 'no file on standard output' test ! -s out
check 'the document in the folder' grep -q '<TEI ' some/deep/folder/letter.xml
expect 'from standard input' 0 '^-: 100.00 %' sh -c '"$TEIPIPE" encode - <"$ROOT/tests/cli/letter.txt"'
check 'TEI came out' grep -q '<TEI ' out
mkdir here && cp "$letter" here/one.txt && cp "$letter" here/two.txt
expect 'several sources into this folder' 0 '' sh -c 'cd here && "$TEIPIPE" encode one.txt two.txt'
check 'both are there' test -s here/one.xml -a -s here/two.xml
expect 'quiet' 0 - "$TEIPIPE" encode -q -o q "$letter"
expect 'verbose names the layout' 0 "layout '" "$TEIPIPE" encode -v -o q "$letter"
