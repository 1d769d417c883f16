# Stylesheets that would run, or grow, without end; workers that die.
. "$ROOT/tests/lib.sh"

run "$TEIPIPE" encode -q "$ROOT/tests/cli/letter.txt" && cp out letter.xml
cp letter.xml second.xml
cp letter.xml third.xml

# sheet NAME BODY: one that does so with the second document only, and the file name with the others.
sheet() {
    cat >"$1.xsl" <<X
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:str="http://exslt.org/strings"
    xmlns:t="http://www.tei-c.org/ns/1.0">
  <xsl:output method="text"/>
  <xsl:template match="/">
    <xsl:choose>
      <xsl:when test="//t:title[. = 'wild']"><xsl:call-template name="wild"/></xsl:when>
      <xsl:otherwise>tame</xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="wild"><xsl:param name="n" select="1"/>$2</xsl:template>
</xsl:stylesheet>
X
}
sed 's/Letter to a friend/wild/' letter.xml >second.xml

# only_it WHAT STATUS PATTERN ARGUMENT...: the second document fails, the other two are there.
only_it() {
    what=$1
    shift
    rm -rf o
    expect "$what" "$@" "$TEIPIPE" transform letter.xml second.xml third.xml -j2 -o o $options
    check "$what: the others are there" test -s o/letter.txt -a -s o/third.txt -a ! -e o/second.txt
}

sheet forever '<xsl:if test="$n"><xsl:call-template name="wild"><xsl:with-param name="n" select="$n"/></xsl:call-template></xsl:if>'
options='--xslt forever.xsl'
only_it 'a recursion without end' 3 "second.xml:.*without end, in the template 'wild' (forever.xsl:.*transform-limit"
sheet tree '<xsl:if test="40 > $n"><xsl:call-template name="wild"><xsl:with-param name="n" select="$n + 1"/></xsl:call-template><xsl:call-template name="wild"><xsl:with-param name="n" select="$n + 1"/></xsl:call-template></xsl:if>'
options='--xslt tree.xsl --time-limit 1'
only_it 'a calculation without end' 3 "second.xml:.*limit of time, in the template 'wild' (tree.xsl:.*transform-limit"
sheet memory '<xsl:variable name="x"><xsl:copy-of select="$n"/><xsl:copy-of select="$n"/>aaaaaaaaaaaaaaaa</xsl:variable><xsl:call-template name="wild"><xsl:with-param name="n" select="$x"/></xsl:call-template>'
options='--xslt memory.xsl --memory 50'
only_it 'a tree without end' 3 "second.xml:.*more memory than the limit, in the template 'wild' (memory.xsl:.*transform-limit"
sheet tokens '<xsl:variable name="a" select="str:padding(90000, '"'a '"')"/><xsl:variable name="b" select="str:replace($a, '"'a'"', $a)"/><xsl:value-of select="count(str:tokenize($b, '"' '"'))"/>'
options='--xslt tokens.xsl --memory 50'
only_it 'one function without end' 3 "second.xml:.*\(more memory than the limit\|worker-died\)"
expect 'a limit that is none' 2 'time-limit takes a number' "$TEIPIPE" transform letter.xml --to text --time-limit 0

# A worker that is killed while it has a document: that one is reported, nothing is left of it.
if [ -r /proc/self/task/self/children ] || [ -d /proc/self/task ]; then
    rm -rf o
    # A sanitizer's own handler of the signal would end the worker in an orderly way.
    ASAN_OPTIONS=${ASAN_OPTIONS-}:handle_segv=0 "$TEIPIPE" transform letter.xml second.xml third.xml -j1 -o o --xslt tree.xsl --report json=killed.json 2>err &
    teipipe_pid=$!
    for turn in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        sleep 0.5
        worker=$(cat "/proc/$teipipe_pid/task/$teipipe_pid/children" 2>/dev/null)
        [ -s o/letter.txt ] && [ -n "$worker" ] && break
    done
    kill -SEGV $worker
    wait $teipipe_pid
    check 'a worker that crashes: status' test $? -eq 3
    check 'is named' grep -q 'second.xml: error: .*signal 11.*\[worker-died\]' err
    check 'is in the report' grep -q '"worker-died"' killed.json
    check 'and costs its document alone' test -s o/letter.txt -a -s o/third.txt -a ! -e o/second.txt
fi

# Thousands of faults in one line, between two elements: a minute is ample, but not where each is looked for from the beginning.
if [ "$SLOW" = yes ]; then
    awk 'BEGIN { printf "<r>"; for (i = 0; i < 40000; i++) printf "<!--c-->"; print "</r>" }' >line.xml
    echo '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><pattern><rule context="comment()"><report test="true()">no</report></rule></pattern></schema>' >line.sch
    expect 'faults in one line' 1 '^line.xml:1:319996: error: no' timeout 60 "$TEIPIPE" validate --check all=off --schema "$ROOT/tests/integrity/any.rng" --schematron line.sch line.xml
fi
