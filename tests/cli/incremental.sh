# Builds that go on from the last one.
. "$ROOT/tests/lib.sh"

corpus=$ROOT/corpus
mkdir -p ed/letters && cp -r "$corpus/authority" ed/
for n in 1 2 3 4 5 6; do sed "s/Peter/Peter$n/; s/friend/friend$n/" "$ROOT/tests/cli/letter.txt" >ed/letters/$n.txt; done
printf 'Moscow, 3 March 1950\n\nDear Quuxly,\n\nWe met Mao Zedong.\n\nYours,\n\nAnna\n' >ed/letters/7.txt
cp ed/letters/7.txt ed/letters/8.txt && echo 'A line that another has not.' >>ed/letters/8.txt

# planned LIST: the documents that a dry run names are these.
planned() {
    "$TEIPIPE" build ed -o site --dry-run 2>err | sed 's/:.*//; s/.*\///' | tr '\n' ' ' >out.planned
    check "$1" test "$(cat out.planned)" = "$2"
}
# What is there, with times and inodes.
state() { find site .site.teipipe -exec ls -ldi --time-style=full-iso {} + | sort; }

expect 'a dry run of a new edition' 0 '^12 of 12 documents would be made' "$TEIPIPE" build ed -o site --dry-run
check 'makes nothing' test ! -e site -a ! -e .site.teipipe
expect 'the first build' 0 '^made anew: 12 of 12 ' "$TEIPIPE" build ed -o site
sleep 0.1
"$TEIPIPE" build -q ed -o site
state >before
expect 'the second one' 0 '^made anew: 0 of 12 ' "$TEIPIPE" build ed -o site
state >after
check 'writes nothing' cmp before after
"$TEIPIPE" build ed -o site >told 2>&1
"$TEIPIPE" build ed -o told.out >told.new 2>&1
check 'and tells the same' sh -c 'grep -v "^made anew" told >a; grep -v "^made anew" told.new >b; cmp a b && grep -q "\[entry-unused\]" a'
expect 'with a report of all' 0 '' "$TEIPIPE" build ed -o site -q --report json=report.json
check 'the same report' cmp report.json told.out/report.json

echo more >>ed/letters/3.txt
planned 'a changed transcription' '3.txt '
touch ed/letters/4.txt
planned 'not one that was touched' '3.txt '
sed -i 's/Quuxly/Quuxlo/' ed/letters/7.txt && touch -r ed/letters/5.txt ed/letters/7.txt
planned 'one of the same length, with an older time' '3.txt 7.txt '
run "$TEIPIPE" build ed -o site --explain ed/letters/3.txt
check 'why, and which layout' sh -c 'grep -q "to be made: TEI: the transcription has changed" out && grep -q "  layout: .* (.*)" out'
expect 'a file that is none of it' 2 'is no document of this edition' "$TEIPIPE" build ed -o site --explain err
expect 'they are made' 0 '^made anew: [2-4] of 12 ' "$TEIPIPE" build ed -o site
planned 'nothing is left' ''

# Authority files: who names the entry, or may now.
cp ed/authority/persons.xml persons.xml
sed -i '0,/<person xml:id/s//<person xml:id="q"><persName><surname>Quuxlo<\/surname> <forename>Jan<\/forename><\/persName><\/person>&/' ed/authority/persons.xml
planned 'a new entry whose name is in one document' '7.txt persons.xml '
"$TEIPIPE" build -q ed -o site
sed -i 's/<forename>Jan</<forename>Johan</' ed/authority/persons.xml
planned 'a change of it' '7.txt persons.xml '
"$TEIPIPE" build -q ed -o site
cp ed/authority/persons.xml whole.xml
sed -i "s|<forename>Johan</forename>|<forename>Jo</forename><nameLink>han</nameLink>|" ed/authority/persons.xml
"$TEIPIPE" build -q ed -o site && "$TEIPIPE" build -q ed -o parts
check 'the parts of a name, which citations have' diff -r parts site
cp whole.xml ed/authority/persons.xml && "$TEIPIPE" build -q ed -o site
cp persons.xml ed/authority/persons.xml
planned 'it is taken back' '7.txt persons.xml '
"$TEIPIPE" build -q ed -o site
sed -i '0,/<person xml:id/s//<person xml:id="nobody"><persName>Nobody Whatever<\/persName><\/person>&/' ed/authority/persons.xml
planned 'an entry that nobody names' 'persons.xml '
"$TEIPIPE" build -q ed -o site

# What was made is looked after.
rm site/html/1.html && echo x >>site/tei/2.xml
planned 'an output that is gone, and one that was changed' '1.txt 2.txt '
"$TEIPIPE" build -q ed -o site
rm -rf fresh && "$TEIPIPE" build -q ed -o fresh
check 'they are as they were' diff -r fresh site
touch site/text/*.txt && "$TEIPIPE" build -q ed -o site && state >before && "$TEIPIPE" build -q ed -o site && state >after
check 'touched outputs are looked into once' cmp before after

# The configuration.
printf 'formats: [text]\n' >ed/teipipe.yaml
expect 'fewer formats' 0 '^made anew: 0 of 12 ' "$TEIPIPE" build ed -o site
check 'the others are removed' sh -c 'test ! -e site/html && test ! -e site/citations && test -e site/text/1.txt'
printf 'title: Another\n' >ed/teipipe.yaml
run "$TEIPIPE" build ed -o site --dry-run
check 'another title' grep -q 'the configuration or the command line says something else' out

# The record.
"$TEIPIPE" build -q ed -o site
printf 'XXXX' | dd of=.site.teipipe/state bs=1 seek=2000 conv=notrunc 2>/dev/null
expect 'a damaged record' 0 'note: .*\[state-damaged\]' "$TEIPIPE" build ed -o site
planned 'everything is known again' ''
size=$(wc -c <.site.teipipe/state)
truncate -s $((size - 7)) .site.teipipe/state
expect 'one that was cut short' 0 '' "$TEIPIPE" build ed -o site
check 'is no fault' sh -c '! grep -q damaged err'
planned 'and mended' ''
printf 'teipipe state 1 somebodyelse\n' >.site.teipipe/state
expect 'a record of another program' 0 '^made anew: 12 of 12 ' "$TEIPIPE" build ed -o site
rm -rf .site.teipipe
expect 'no record' 0 '^made anew: 12 of 12 ' "$TEIPIPE" build ed -o site

# Two at once. A pipe as transcription holds the first one up.
mkfifo ed/letters/held.txt
mkdir two && printf 'formats: [text]\nsources: [letters]\n' >ed/teipipe.yaml
if have flock; then
    flock .site.teipipe/lock -c "'$TEIPIPE' build -q ed -o site" >said 2>&1
    check 'two builds at once' grep -q 'another build is at work in this folder.*\[build-locked\]' said
else
    skip 'two builds at once' 'flock is not there'
fi
rm ed/letters/held.txt

# A disk that is full.
rm -rf full .full.teipipe
run sh -c "ulimit -f 20; '$TEIPIPE' build ed -o full"
check 'files that are too large to be written' sh -c "test $status -ge 3 && grep -q 'file-unwritable' err"
expect 'the next build goes on' 0 '' "$TEIPIPE" build ed -o full
rm -rf fresh .fresh.teipipe && "$TEIPIPE" build -q ed -o fresh
check 'with the same result' diff -r fresh full

if have python3; then
    edits=12 rounds=4
    [ "$SLOW" = yes ] || edits=3 rounds=1
    run python3 "$ROOT/tests/cli/incremental.py" "$TEIPIPE" "$corpus" "$WORK/random" $edits 11
    if [ $status = 0 ]; then ok 'random edits'; else not_ok 'random edits' "$(cat out err)"; fi
    run python3 "$ROOT/tests/cli/killed.py" "$TEIPIPE" "$corpus" "$WORK/killed" $rounds 4
    if [ $status = 0 ]; then ok 'killed builds'; else not_ok 'killed builds' "$(cat out err)"; fi
else
    skip 'random edits' 'python3 is not there'
    skip 'killed builds' 'python3 is not there'
fi
