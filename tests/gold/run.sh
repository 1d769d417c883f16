# The scorer on a document whose encoding is right, and on the same with one thing wrong; then the
# figures of the encoder against their floors.
. "$ROOT/tests/lib.sh"

gold=$ROOT/tests/gold
score() { "$BUILD/gold_score" "$@" self "$gold/self" . "$gold/authority" >out 2>err; }
# "structure dates names header", each precision and recall, of the line "all"
figures() { awk '$1 == "all" { $1 = $2 = ""; print }' out | sed 's/^ *//'; }

cp "$gold/self/sample.xml" .
score
status=$?
if [ "$status" -eq 0 ] && [ "$(figures)" = '1.000 1.000 1.000 1.000 1.000 1.000 1.000 1.000' ]; then
    ok 'a right encoding is right'
else
    not_ok 'a right encoding is right' "status $status" "$(cat err)" "$(cat out)"
fi

# wrong NAME CLASS WHAT EXPRESSION: of the figures, only those of the CLASS fall, and of them only
# WHAT (precision, recall or both).
wrong() {
    sed "$4" "$gold/self/sample.xml" >sample.xml
    if cmp -s "$gold/self/sample.xml" sample.xml; then
        not_ok "$1" 'the expression changed nothing'
        return
    fi
    score
    figures | awk -v class="$2" -v what="$3" '{
        split("structure dates names header", names, " ")
        for (i = 1; i <= 4; i++) {
            precision = i * 2 - 1; recall = i * 2
            mine = names[i] == class
            if (($precision < 1) != (mine && what != "recall")) bad = 1
            if (($recall < 1) != (mine && what != "precision")) bad = 1
        }
    } END { exit bad || NR != 1 }'
    if [ $? -eq 0 ]; then ok "$1"; else not_ok "$1" "$(figures)" "$(score -v; head -20 out)"; fi
}
wrong 'a missing name' names recall '/<salute>/s/<persName[^>]*>\([^<]*\)<.persName>/\1/'
wrong 'a name too many' names precision 's/Clerk/<persName ref="x.xml#eden">Clerk<\/persName>/'
wrong 'another person' names both '/<salute>/s/zhou-enlai/zhu-de/'
wrong 'a doubtful name without doubt' names precision 's/#chen-yi" cert="low"/#chen-yi"/'
wrong 'a missing date' dates recall 's/<date when="1951-03-09"[^>]*>\([^<]*\)<.date>/\1/'
wrong 'another date' dates both 's/when="1951-03-09"/when="1951-09-03"/'
wrong 'a range that is a day' dates both 's/from="1951-03-03" to="1951-03-05"/when="1951-03-03"/'
wrong 'a completed date without doubt' dates both 's/<date when="1951-03-01" cert="low">/<date when="1951-03-01">/'
wrong 'half the date' dates both 's/>9\.3\.51<.date>/>9.3<\/date>.51/'
wrong 'a paragraph for a heading' structure both 's/<head>A letter<.head>/<p>A letter<\/p>/'
wrong 'a salutation in the closer' structure both '/<opener>/,/opener>/s/opener>/closer>/'
wrong 'a gap that is not marked' structure recall 's/<gap reason="omitted".> today/[...] today/'
wrong 'a gap somewhere else' structure both 's/ <gap reason="omitted".> today/ today <gap reason="omitted"\/>/'
wrong 'a note that is none' structure both 's/type="footnote"/type="remark"/'
wrong 'paragraphs that are not aligned' structure recall 's/ corresp="#two"//'
wrong 'another article' structure both 's/<div type="article" n="2"/<div type="article" n="3"/'
wrong 'another language' structure both 's/xml:lang="zh-Hans"/xml:lang="ru"/'
wrong 'a row of the table for a label' structure both 's/<row role="label">/<row>/'
wrong 'a missing field' header recall '/<creation>/s/<placeName>.*<.placeName>//'
wrong 'another field' header both 's/<idno type="fond">1/<idno type="fond">11/'
wrong 'a field too many' header precision 's/<language ident="en">/<language ident="fr">French<\/language>&/'
wrong 'another archive' header both 's/Archives of Examples, Geneva/Library of Specimens, Paris/'

mkdir bad && cp "$gold/self/sample.xml" . && cp "$gold/self/sample.txt" bad
refused() {
    sed "$2" "$gold/self/sample.gold" >bad/sample.gold
    if "$BUILD/gold_score" self bad . "$gold/authority" >out 2>err; then
        not_ok "$1" 'accepted'
    elif grep -q 'bad/sample.gold:[0-9]*: ' err; then
        ok "$1"
    else
        not_ok "$1" "$(cat err)"
    fi
}
refused 'gold that is not the source is refused' 's/second/sekond/'
refused 'a field that is not in the source is refused' 's/^ms.fond: 1/ms.fond: 77/'
refused 'a name that is in no authority file is refused' 's/{per eden/{per edin/'
refused 'an unknown mark is refused' 's/^@stamp/@stomp/'
refused 'an open brace is refused' 's/{sup|\[again\]}/{sup|[again]/'

# A figure below its floor fails.
printf 'self names 1.000 1.000\n' >floors
sed '/<salute>/s/#zhou-enlai/#zhu-de/' "$gold/self/sample.xml" >sample.xml
"$BUILD/gold_score" -f floors self "$gold/self" . "$gold/authority" >out 2>err
status=$?
if [ "$status" -eq 1 ] && grep -q 'names is 0' err; then ok 'a floor holds'; else not_ok 'a floor holds' "$(cat err)"; fi

if [ "$SLOW" = yes ]; then
    check 'the encoder is no worse than it was' "$gold/accuracy" -t -f "$gold/floors" "$BUILD"
fi
