# A build in shards, and their merge: the same bytes, messages and status as without.
. "$ROOT/tests/lib.sh"

corpus=$ROOT/corpus
numbers='1 2 3 8 30'
[ "$SLOW" = yes ] || numbers=3
mkdir -p ed/letters && cp -r "$corpus/authority" ed/
for n in 1 2 3 4 5 6 7; do sed "s/Peter/Peter$n/; s/friend/friend$n/; s/1953/195$n/" "$ROOT/tests/cli/letter.txt" >ed/letters/$n.txt; done
printf 'A letter with\001 a control character.\n' >ed/letters/bad.txt
printf 'Moscow, 3 March 1950\n\nDear Quuxly,\n\nWe met Mao Zedong on 31 February 1950.\n\nYours,\n\nAnna\n' >ed/letters/met.txt
printf '# Pictures\n\n![a picture](p1.png), ![one](../p2.png) and [a page](p3.png) of [another](1.txt)\n' >ed/letters/pictures.md
echo png >ed/p1.png
printf 'file,title,sender\n2.txt,Letter of the second day,Zhou Enlai\nnone.txt,Of nothing,\n' >ed/table.csv
printf 'title: In shards\nbase_url: https://example.org/ed/\nmetadata: table.csv\n' >ed/teipipe.yaml

# Outputs have one name, as messages have it: those without shards are in w/.
mkdir w && ln -s ../ed w/ed
# told STATUS: what a command said, but for the number of documents made anew, and its status.
told() { { grep -v '^made anew' err; echo "status $1"; } >said; }
# whole ARGUMENT...: a build without shards.
whole() {
    cd w && rm -rf site .site.teipipe || exit
    "$TEIPIPE" build ed -o site --report json=json --report sarif=sarif "$@" >err 2>&1
    told $?
    cd ..
}
# shards N ARGUMENT...: N of them, in s/1, s/2, ...
shards() {
    n=$1
    shift
    for k in $(seq "$n"); do "$TEIPIPE" build -q ed --shard "$k/$n" -o "s/$k" "$@" >>shards.err 2>&1; done
}
# merged N ARGUMENT...: those, into site.
merged() {
    n=$1
    shift
    "$TEIPIPE" merge $(seq -f 's/%.0f' "$n") -o site --report json=json --report sarif=sarif "$@" >err 2>&1
    told $?
}
# same NAME: outputs, reports, messages and status.
same() { check "$1" sh -c 'diff -r w/site site && cmp w/json json && cmp w/sarif sarif && diff w/said said'; }
# refused NAME PATTERN ARGUMENT...: a merge that isn't done, with nothing written.
refused() {
    name=$1 pattern=$2
    shift 2
    rm -rf none .none.teipipe
    expect "$name" 2 "$pattern" "$TEIPIPE" merge "$@" -o none
    check 'and nothing is written' test ! -e none -a ! -e .none.teipipe
}

whole
check 'there is something to be told' sh -c 'tail -1 w/said | grep -q "status 1" && grep -q "\[pointer-file\]\|\[image-missing\]" w/said && grep -q "\[entry-unused\]" w/said && grep -q "\[metadata-no-file\]" w/said'
for n in $numbers; do
    rm -rf s site .site.teipipe
    shards "$n"
    merged "$n"
    same "$n shards"
done
check 'some of 30 had no document' sh -c "test $n = 3 || grep -l '\"documents\": 0' s/*/shard.json"
expect 'the whole, when it is merged already' 1 '^made anew: 0 of ' "$TEIPIPE" merge $(seq -f 's/%.0f' "$n") -o site
expect 'a build goes on from it' 1 '^made anew: 0 of ' "$TEIPIPE" build ed -o site
if [ "$SLOW" = yes ]; then
    check 'no file is there twice on the disk' sh -c 'for f in site/tei/*.xml site/text/*.txt; do test "$(stat -c %h $f)" = 2 || exit 1; done'

    # Neighbours told before: the pages are the shards' too.
    rm -rf s site .site.teipipe
    shards 3
    check 'a shard has no page without its neighbours' sh -c '! ls s/*/html/*.html 2>/dev/null'
    expect 'they are told' 0 'build the 3 shards once more' "$TEIPIPE" merge --plan s/1 s/2 s/3
    shards 3
    check 'now it has' test -s s/1/html/3.html -o -s s/2/html/3.html -o -s s/3/html/3.html
    merged 3
    same 'with a plan'
    check 'nothing had to be made' grep -q '^made anew: 4 of' err # authority files, which shards don't lend
    expect 'a shard that has nothing to do' 0 '^made anew: 0 of ' "$TEIPIPE" build ed --shard 2/3 -o s/2

    # A change, a document more, one less.
    echo 'One line more.' >>ed/letters/2.txt
    refused 'a document that has changed' 'letters/2.txt: error: has changed since shard ./3 (s/.) was built \[shard-stale\]' s/1 s/2 s/3
    cp ed/letters/4.txt ed/letters/9.txt
    refused 'one that was added' 'letters/9.txt: error: was added since shard' s/1 s/2 s/3
    rm ed/letters/5.txt
    refused 'one that was removed' 'letters/5.txt: error: was removed since shard' s/1 s/2 s/3
    ls s/1/tei s/2/tei s/3/tei >before
    shards 3
    ls s/1/tei s/2/tei s/3/tei >after
    check 'no other document moved' sh -c 'diff before after | grep "^[<>]" | sort | tr "\n" " " >d; test "$(cat d)" = "< 5.xml > 9.xml "'
        whole
    merged 3
    same 'after these changes'

    # One shard more: documents move to the new one alone.
    for k in 1 2 3 4; do "$TEIPIPE" build -q ed --shard $k/4 -o t/$k 2>shards.err; done
    check 'four shards for three' sh -c 'for k in 1 2 3; do ls t/$k/tei | while read f; do test -e s/$k/tei/$f || exit 1; done || exit 1; done; test -e t/4/tei'

    # What is wrong with them.
    refused 'a shard is missing' '^teipipe: error: shard 2/3 is missing \[shard-missing\]' s/1 s/3
    refused 'one is there twice' 's/2: error: is shard 2/3, and so is .s/2. \[shard-twice\]' s/1 s/2 s/2 s/3
    refused 'one of another number' 't/4: error: .*it is one of 4 shards, and .s/1. one of 3 \[shard-other\]' s/1 s/2 t/4
    refused 'a folder that is none' 'letters: error: is no finished shard: it has no shard.json \[shard-unfinished\]' s/1 s/2 ed/letters
    refused 'no folder' 'gone: error: is no finished shard: there is no such folder' s/1 s/2 gone
    mv s/3/shard.json kept.json
    refused 'one that was interrupted' 's/3: error: is no finished shard: its build was interrupted' s/1 s/2 s/3
    echo '{"shard": 4, "of": 3}' >s/3/shard.json
    refused 'a shard.json of somebody else' 's/3: error: .*what a build writes' s/1 s/2 s/3
    sed 's/"program": "[0-9a-f]*"/"program": "0123"/; s/"version": "[^"]*"/"version": "0.0.9"/' kept.json >s/3/shard.json
    refused 'another version of the program' 's/3: error: .*another program than this (teipipe 0.0.9)' s/1 s/2 s/3
    cp kept.json s/3/shard.json
    mv s/3/.teipipe/state state
    refused 'its record is gone' 's/3: error: is no finished shard: what it notes' s/1 s/2 s/3
    mv state s/3/.teipipe/state
    export SOURCE_DATE_EPOCH=86400
    refused 'the environment is another' 's/1: error: can.t be merged: SOURCE_DATE_EPOCH in the environment is another' s/1 s/2 s/3
    unset SOURCE_DATE_EPOCH
    echo 'publisher: Another' >>ed/teipipe.yaml
    refused 'another configuration' 's/1: error: can.t be merged: the configuration or the command line said something else' s/1 s/2 s/3
    sed -i '$d' ed/teipipe.yaml
    cp ed/authority/persons.xml persons.xml
    sed -i '0,/<persName/s//<persName>Nobody<\/persName><persName/' ed/authority/persons.xml
    refused 'other authority files' 's/2: error: .*the authority files have changed since' s/1 s/2 s/3
    cp persons.xml ed/authority/persons.xml
    mv ed away
    refused 'no edition' 'ed: error' s/1 s/2 s/3
    mv away ed
    cp -r ed other && "$TEIPIPE" build -q other --shard 3/3 -o u 2>shards.err
    refused 'of another edition' "u: error: .*it is of the edition 'other', and .s/1. of 'ed'" s/1 s/2 u
    merged 3
    same 'all is well again'

    # Files of a shard that aren't as it made them.
    mkdir far && for k in 1 2 3; do cp -r s/$k far/$k; done
    rm -rf s && mv far s
    rm -rf site .site.teipipe
    merged 3
    same 'copies of the shards'
    one=$(ls s/*/tei/met.xml) text=$(ls s/*/text/1.txt)
    echo x >>"$one"
    echo x >>"$text"
    rm -rf site .site.teipipe
    expect 'a TEI that was changed' 3 "$one: error: isn.t as shard ./3 made it \[shard-file\]" "$TEIPIPE" merge s/1 s/2 s/3 -o site
    check 'the other documents are there' test -s site/html/1.html -a ! -e site/tei/met.xml
    check 'a form that was changed is made anew' cmp site/text/1.txt w/site/text/1.txt
    shards 3
    merged 3
    same 'the shard mends both'
    if mountpoint -q /dev/shm 2>/dev/null && elsewhere=$(mktemp -d /dev/shm/teipipe.XXXXXX); then
        "$TEIPIPE" merge -q s/1 s/2 s/3 -o "$elsewhere/m" 2>shards.err
        check 'onto another disk' sh -c "cd '$elsewhere' && diff -r m/html '$WORK/w/site/html' && diff -r m/tei '$WORK/w/site/tei'"
        rm -rf "$elsewhere"
    else
        skip 'onto another disk' 'there is no /dev/shm'
    fi

    # A document that a shard fails at is tried again; what fails again is told as by a whole build.
    yes 'A long line of a long letter, which goes on and on.' | head -60000 >ed/letters/long.txt
    rm -rf s site .site.teipipe
    whole --memory 8
    check 'a document fails' sh -c 'tail -1 w/said | grep -q "status 3"'
    shards 3 --memory 8
    merged 3 --memory 8
    same 'and fails in the merge'
    rm ed/letters/long.txt

    # Killed: the next one goes on.
    shards 3
    rm -rf site .site.teipipe
    whole
    for t in 0.05 0.15 0.3; do timeout -s KILL $t "$TEIPIPE" merge -q s/1 s/2 s/3 -o site >/dev/null 2>&1; done
    merged 3
    same 'merges that were killed'
    for t in 0.05 0.15 0.3; do
        rm -rf s/2
        timeout -s KILL $t "$TEIPIPE" build -q ed --shard 2/3 -o s/2 >/dev/null 2>&1
    done
    shards 3
    rm -rf site .site.teipipe
    merged 3
    same 'shards that were killed'
    merged 3 --strict --max-errors 1
    whole --strict --max-errors 1
    same 'other ways of telling'
fi

# Typed wrong.
for value in 0/3 4/3 3 3/ /3 a/3 1/b 1/0 -1/3 1/2/3 1/1000000 '' 1.5/3; do
    expect "shard '$value' refused" 2 'usage\]' "$TEIPIPE" build ed --shard "$value" -o s/x
done
expect 'what K/N is' 2 '^teipipe: error: --shard takes K/N, such as 3/8, not .three. \[usage\]' "$TEIPIPE" build ed --shard three -o s/x
expect 'K above N' 2 'the K of --shard K/N takes a number from 1 to 3, not .4.' "$TEIPIPE" build ed --shard 4/3 -o s/x
expect 'N too large' 2 'the N of --shard K/N takes a number from 1 to 100000' "$TEIPIPE" build ed --shard 1/100001 -o s/x
expect 'a shard without its folder' 2 'needs -o FOLDER' "$TEIPIPE" build ed --shard 1/3
expect 'a shard that is watched' 2 'as a whole' "$TEIPIPE" build ed --shard 1/3 -o s/x --watch
expect 'a shard within the edition' 2 'ed/s: error: is in the edition.*\[usage\]' "$TEIPIPE" build ed --shard 1/3 -o ed/s
expect 'in its folder output it may be' 0 '' "$TEIPIPE" build ed --shard 30/30 -o ed/output/30
(cd ed && expect 'also seen from there' 0 '' "$TEIPIPE" build --shard 30/30 -o output/29)
(cd ed && expect 'but not beside it' 2 'is in the edition' "$TEIPIPE" build --shard 30/30 -o ./shards/29)
expect 'a document of another shard' 2 'letters/1.txt: error: belongs to shard 3/3 \[usage\]' "$TEIPIPE" build ed --shard 1/3 -o s/x --explain ed/letters/1.txt
expect 'merge into a shard' 2 's/1: error: is one of the shards' "$TEIPIPE" merge s/1 s/2 s/3 -o s/1
expect 'merge without shards' 2 'takes: SHARD' "$TEIPIPE" merge
expect 'merge to standard output' 2 'is a folder' "$TEIPIPE" merge s/1 -o -
expect 'a plan has no output' 2 'takes no -o' "$TEIPIPE" merge --plan s/1 -o site
check 'nothing of that was made' test ! -e s/x -a ! -e ed/s

if have python3 && [ "$SLOW" = yes ]; then
    run python3 "$ROOT/tests/cli/incremental.py" "$TEIPIPE" "$corpus" "$WORK/random" 8 12 3
    if [ $status = 0 ]; then ok 'random edits'; else not_ok 'random edits' "$(cat out err)"; fi
else
    skip 'random edits' 'only with python3, and without sanitizers'
fi
