<?xml version="1.0" encoding="UTF-8"?>
<!--
  apparatus.xsl: the words of the critical signs and the numbers of the notes, for every format.

  f:reason(GAP, LANG)       'illegible', 'omitted', …; the source's own word if it is none of ours
  f:extent(EL, LANG)        '3 words', 'about 2 lines'; '' when the encoding does not say
  f:gap-words(GAP, LANG)    'illegible, 3 words': reason and, where known, extent and description
  f:in-brackets(EL)         true if the text already stands in its own square brackets

  f:notes(SCOPE)            nodes: the notes numbered within SCOPE (a version, or the text)
  f:in-brackets-note(NOTE)  true for what an editor put in brackets in the line: a gloss, "sic", a doubt
  f:is-numbered(NOTE)       false for such a note, and for one that is a block of its own in the running text
  f:scope(NODE)             node: the version or text whose notes NODE's are numbered with
  f:note-marks(NOTES)       nodes: where they are called in the text (ref or note), in its order
  f:marked-note(MARK)       node: the note called there
  f:note-label(NOTE)        its number: the source's @n where these tell its notes apart (unnumbered ones then get
                            letters), else its place in the order of the marks
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:exsl="http://exslt.org/common"
    xmlns:func="http://exslt.org/functions"
    xmlns:set="http://exslt.org/sets"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    extension-element-prefixes="exsl func set"
    exclude-result-prefixes="f tei">

  <xsl:key name="note-anchor" match="tei:ref[starts-with(@target, '#')] | tei:ptr[starts-with(@target, '#')]"
      use="substring(@target, 2)"/>

  <func:function name="f:reason">
    <xsl:param name="gap"/>
    <xsl:param name="lang" select="'en'"/>
    <xsl:variable name="reason" select="f:first(translate($gap/@reason, '_', '-'))"/>
    <xsl:variable name="key">
      <xsl:choose>
        <xsl:when test="$reason = '' and local-name($gap) = 'damage'">damage</xsl:when>
        <xsl:when test="$reason = ''">reason-unknown</xsl:when>
        <xsl:when test="f:in($reason, 'omitted irrelevant ellipsis')">omitted</xsl:when>
        <xsl:when test="f:in($reason, 'cancelled deleted')">deleted</xsl:when>
        <xsl:when test="f:in($reason, 'redacted classified censored withheld sanitized')">redacted</xsl:when>
        <xsl:when test="f:in($reason, 'damage damaged')">damage</xsl:when>
        <xsl:when test="f:in($reason, 'editorial editor')">editorial</xsl:when>
        <xsl:otherwise><xsl:value-of select="$reason"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="known" select="f:in($key,
        'omitted illegible lost damage deleted redacted sampling editorial foreign hand reason-unknown')"/>
    <xsl:choose>
      <xsl:when test="$known"><func:result select="f:label(string($key), $lang)"/></xsl:when>
      <xsl:otherwise><func:result select="translate($reason, '-', ' ')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:unit">
    <xsl:param name="unit"/>
    <xsl:variable name="u" select="translate($unit, 'CWLP', 'cwlp')"/>
    <xsl:choose>
      <xsl:when test="f:in($u, 'char chars character characters')"><func:result select="'chars'"/></xsl:when>
      <xsl:when test="f:in($u, 'letter letters')"><func:result select="'letters'"/></xsl:when>
      <xsl:when test="f:in($u, 'word words')"><func:result select="'words'"/></xsl:when>
      <xsl:when test="f:in($u, 'line lines')"><func:result select="'lines'"/></xsl:when>
      <xsl:when test="f:in($u, 'paragraph paragraphs')"><func:result select="'paragraphs'"/></xsl:when>
      <xsl:when test="f:in($u, 'page pages leaf leaves folio')"><func:result select="'pages'"/></xsl:when>
      <xsl:otherwise><func:result select="''"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:extent">
    <xsl:param name="el"/>
    <xsl:param name="lang" select="'en'"/>
    <xsl:variable name="key" select="f:unit($el/@unit)"/>
    <xsl:variable name="low" select="string($el/@atLeast | $el/@min)"/>
    <xsl:variable name="high" select="string($el/@atMost | $el/@max)"/>
    <xsl:variable name="amount">
      <xsl:choose>
        <xsl:when test="$el/@quantity"><xsl:value-of select="$el/@quantity"/></xsl:when>
        <xsl:when test="$low != '' and $high != '' and $low != $high">
          <xsl:value-of select="concat($low, '–', $high)"/>
        </xsl:when>
        <xsl:otherwise><xsl:value-of select="concat($low, substring($high, 1, string-length($high) * ($low = '')))"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="measure">
      <xsl:choose>
        <xsl:when test="$amount = '' and $el/@extent"><xsl:value-of select="$el/@extent"/></xsl:when>
        <xsl:when test="$amount = ''"/>
        <xsl:when test="$key != ''"><xsl:value-of select="f:count($key, string($amount), $lang)"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="normalize-space(concat($amount, ' ', $el/@unit))"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="rough" select="$el/@precision = 'low' or $el/@precision = 'medium' or $el/@cert = 'low'"/>
    <xsl:choose>
      <xsl:when test="$rough and $measure != ''">
        <func:result select="f:fill(f:label('about-n', $lang), string($measure))"/>
      </xsl:when>
      <xsl:otherwise><func:result select="string($measure)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:gap-words">
    <xsl:param name="gap"/>
    <xsl:param name="lang" select="'en'"/>
    <xsl:variable name="extent" select="f:extent($gap, $lang)"/>
    <!-- a description that only says the reason again adds nothing -->
    <xsl:variable name="said" select="f:reason($gap, $lang)"/>
    <xsl:variable name="desc" select="normalize-space($gap/tei:desc[normalize-space() != $said][1])"/>
    <xsl:variable name="head" select="concat($said,
        substring(concat(f:label('clause', $lang), $extent), 1, 100 * ($extent != '')))"/>
    <func:result select="concat($head, substring(concat(f:colon($lang), $desc), 1, 100000 * ($desc != '')))"/>
  </func:function>

  <func:function name="f:in-brackets">
    <xsl:param name="el"/>
    <xsl:variable name="text" select="normalize-space($el)"/>
    <xsl:variable name="first" select="substring($text, 1, 1)"/>
    <func:result select="$first != '' and contains('[〔［【⟨', $first)"/>
  </func:function>

  <!-- Notes that have a place of their own in the text: a block that nothing points to. -->
  <func:function name="f:in-brackets-note">
    <xsl:param name="note"/>
    <func:result select="$note/@type = 'gloss' or $note/@type = 'uncertain' or normalize-space($note) = 'sic'"/>
  </func:function>

  <func:function name="f:is-numbered">
    <xsl:param name="note"/>
    <xsl:variable name="parent" select="local-name($note/..)"/>
    <xsl:variable name="block" select="f:in($parent, 'div div1 div2 div3 div4 div5 div6 div7 body front back text
        argument castList listBibl sp lg list table opener closer')"/>
    <xsl:variable name="set-apart" select="$note/@place = 'end' or $note/@place = 'foot' or $note/@place = 'bottom'
        or $note/@type = 'footnote' or $note/@type = 'endnote' or $note/parent::tei:div[@type = 'notes']
        or $note/parent::tei:noteGrp"/>
    <!-- a paragraph that is nothing but a note -->
    <xsl:variable name="alone" select="f:in($parent, 'p ab') and not($note/../text()[normalize-space() != ''])
        and count($note/../*) = 1 and not($note//tei:p or $note//tei:list or $note//tei:table or $note//tei:lg)"/>
    <func:result select="not($block or $alone or f:in-brackets-note($note)) or $set-apart
        or boolean($note/@xml:id and key('note-anchor', $note/@xml:id))"/>
  </func:function>

  <!-- what a note is numbered under: the version where it is called, or that its section of notes names,
       or that it stands in; else the outermost text -->
  <func:function name="f:scope">
    <xsl:param name="node"/>
    <xsl:variable name="anchor" select="key('note-anchor', $node/self::tei:note/@xml:id)[1]"/>
    <xsl:variable name="section" select="$node/self::tei:note/ancestor::tei:div[@type = 'notes'][1]"/>
    <xsl:variable name="named" select="key('id', substring($section/@corresp, 2))"/>
    <xsl:variable name="home" select="($anchor | $node[not($anchor)][not($named)] | $named[not($anchor)])[last()]"/>
    <xsl:variable name="version" select="$home/ancestor-or-self::tei:div[@type = 'original' or @type = 'transcription'
        or @type = 'translation'][1]"/>
    <xsl:choose>
      <xsl:when test="$version"><func:result select="$version"/></xsl:when>
      <xsl:otherwise>
        <func:result select="$home/ancestor::*[self::tei:text or self::tei:sourceDoc or self::tei:standOff][last()]"/>
      </xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:notes">
    <xsl:param name="scope"/>
    <xsl:variable name="outer" select="$scope/ancestor-or-self::*[self::tei:text or self::tei:sourceDoc or self::tei:standOff][last()]"/>
    <func:result select="$outer//tei:note[f:is-numbered(.)][count(f:scope(.) | $scope) = 1]"/>
  </func:function>

  <!-- where the notes are called: a ref or an anchor pointing at one, else the note where it stands;
       in the order of the text, one mark a note -->
  <func:function name="f:note-marks">
    <xsl:param name="notes"/>
    <xsl:variable name="refs" select="key('note-anchor', $notes/@xml:id)
        [generate-id() = generate-id(key('note-anchor', substring(@target, 2))[1])]"/>
    <func:result select="$refs | $notes[not(@xml:id and key('note-anchor', @xml:id))]"/>
  </func:function>

  <func:function name="f:marked-note">
    <xsl:param name="mark"/>
    <xsl:choose>
      <xsl:when test="$mark/self::tei:note"><func:result select="$mark"/></xsl:when>
      <xsl:otherwise><func:result select="key('id', substring($mark/@target, 2))[self::tei:note][1]"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- the labels of all notes of the document, worked out once -->
  <xsl:variable name="note-label-table">
    <xsl:for-each select="//tei:text[not(ancestor::tei:text)] | //tei:sourceDoc | //tei:standOff
        | //tei:div[@type = 'original' or @type = 'transcription' or @type = 'translation']">
      <xsl:variable name="notes" select="f:notes(.)"/>
      <!-- The source's numbers stay if they tell its notes apart; notes it does not number then get letters. -->
      <xsl:variable name="own" select="$notes[@n != '']"/>
      <xsl:variable name="kept" select="count(set:distinct($own/@n)) = count($own) and not($own[string-length(@n) > 4])
          and (count($own) = count($notes) or not($own[number(@n) != @n]))"/>
      <xsl:variable name="marks" select="f:note-marks($notes)"/>
      <xsl:variable name="bare" select="$marks[not(f:marked-note(.)/@n != '')]"/>
      <xsl:for-each select="$marks">
        <xsl:variable name="note" select="f:marked-note(.)"/>
        <n i="{generate-id($note)}">
          <xsl:choose>
            <xsl:when test="$kept and $own and $note/@n != ''"><xsl:value-of select="$note/@n"/></xsl:when>
            <xsl:when test="$kept and $own">
              <xsl:variable name="before" select="set:leading($bare, .)"/>
              <xsl:number value="count($before) + 1" format="a"/>
            </xsl:when>
            <xsl:otherwise><xsl:value-of select="position()"/></xsl:otherwise>
          </xsl:choose>
        </n>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:variable>
  <xsl:variable name="note-labels" select="exsl:node-set($note-label-table)/n"/>

  <func:function name="f:note-label">
    <xsl:param name="note"/>
    <func:result select="string($note-labels[@i = generate-id($note)])"/>
  </func:function>
</xsl:stylesheet>
