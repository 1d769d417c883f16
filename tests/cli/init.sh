# A new edition builds at once.
. "$ROOT/tests/lib.sh"

expect 'a new edition' 0 'teipipe build new' "$TEIPIPE" init new
expect 'builds at once, without a warning' 0 '1 valid, 0 invalid; 0 errors, 0 warnings' "$TEIPIPE" build --strict new -o o
check 'all of it is in the TEI' grep -q '100\.00 %' err
check 'the example has its page' test -s o/html/1950-03-12_example.html
if [ "$SLOW" = yes ] && have jing && [ -n "$SHARED" ]; then
    check 'valid against all of TEI' sh -c "jing '$SHARED'/tei/tei_all-*.rng o/tei/*.xml"
fi
sed -i 's/A new edition/Mine/' new/teipipe.yaml
expect 'what is there is left' 2 '^new/teipipe.yaml: error: .*\[file-exists\]' "$TEIPIPE" init new
check 'as it was' grep -q Mine new/teipipe.yaml
mkdir other && echo x >other/mine.txt
expect 'a folder with other files' 0 '' "$TEIPIPE" init other
check 'they are left' grep -q x other/mine.txt
# Every key that the file explains is one that the program takes.
sed 's/^# \([a-z_]*: \)/\1/; /^layouts:/d; /^authority:/d; /^sources:/d' new/teipipe.yaml >keys && cp keys new/teipipe.yaml
expect 'its comments are right' 0 '' "$TEIPIPE" build new -o o2
expect 'a file in its place' 3 '^file' sh -c ': >file; "$TEIPIPE" init file'
