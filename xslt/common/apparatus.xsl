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

  <!-- Keys cost a pass over the document each: they are only asked where there is something to be found. -->
  <xsl:key name="note-anchor" match="tei:ref | tei:ptr" use="substring-after(@target[starts-with(., '#')], '#')"/>
  <xsl:variable name="called" select="f:has(/*, 'note', '') and boolean(//tei:ref[starts-with(@target, '#')] | //tei:ptr[starts-with(@target, '#')])"/>
  <xsl:variable name="noted" select="f:has(/*, 'note', '') and boolean(//tei:note[f:is-numbered(.)])"/>

  <!-- where NOTE is called, if it is called from elsewhere -->
  <func:function name="f:calls">
    <xsl:param name="note"/>
    <xsl:choose>
      <xsl:when test="$called and $note/@xml:id"><func:result select="key('note-anchor', $note/@xml:id)"/></xsl:when>
      <xsl:otherwise><func:result select="/.."/></xsl:otherwise>
    </xsl:choose>
  </func:function>

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
    <xsl:variable name="low" select="string($el/@atLeast | $el/@min)"/>
    <xsl:variable name="high" select="string($el/@atMost | $el/@max)"/>
    <xsl:choose>
      <xsl:when test="not($el/@quantity or $el/@extent or $low != '' or $high != '')"><func:result select="''"/></xsl:when>
      <xsl:otherwise>
        <xsl:variable name="key" select="f:unit($el/@unit)"/>
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
            <xsl:when test="$amount = ''"><xsl:value-of select="$el/@extent"/></xsl:when>
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
      </xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:gap-words">
    <xsl:param name="gap"/>
    <xsl:param name="lang" select="'en'"/>
    <xsl:variable name="extent" select="f:extent($gap, $lang)"/>
    <xsl:variable name="said" select="f:reason($gap, $lang)"/>
    <!-- a description that only says the reason again adds nothing -->
    <xsl:variable name="desc" select="normalize-space($gap/tei:desc[normalize-space() != $said][1])"/>
    <xsl:choose>
      <xsl:when test="$extent = '' and $desc = ''"><func:result select="$said"/></xsl:when>
      <xsl:when test="$desc = ''"><func:result select="concat($said, f:label('clause', $lang), $extent)"/></xsl:when>
      <xsl:when test="$extent = ''"><func:result select="concat($said, f:colon($lang), $desc)"/></xsl:when>
      <xsl:otherwise>
        <func:result select="concat($said, f:label('clause', $lang), $extent, f:colon($lang), $desc)"/>
      </xsl:otherwise>
    </xsl:choose>
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
    <func:result select="$note/@type = 'gloss' or $note/@type = 'uncertain' or (string-length($note) &lt; 20 and normalize-space($note) = 'sic')"/>
  </func:function>

  <!-- set apart, or called; else not where it is a block, a gloss in brackets, or all that a paragraph has -->
  <func:function name="f:is-numbered">
    <xsl:param name="note"/>
    <func:result select="boolean($note[
        not(f:in(local-name(..), 'div div1 div2 div3 div4 div5 div6 div7 body front back text argument castList listBibl sp lg list
            table opener closer noteGrp') or f:in-brackets-note(.)
          or (f:in(local-name(..), 'p ab') and count(../*) = 1 and not(../text()[normalize-space() != ''])
              and not(f:has(., 'p list table lg', ''))))
        or @place = 'end' or @place = 'foot' or @place = 'bottom' or @type = 'footnote' or @type = 'endnote'
        or parent::tei:noteGrp or parent::tei:div[@type = 'notes'] or ($called and @xml:id and key('note-anchor', @xml:id))])"/>
  </func:function>

  <!-- what a note is numbered under: the version where it is called, or that its section of notes names,
       or that it stands in; else the outermost text -->
  <func:function name="f:scope">
    <xsl:param name="node"/>
    <xsl:variable name="anchor" select="f:calls($node/self::tei:note)[1]"/>
    <xsl:variable name="section" select="$node/self::tei:note/ancestor::tei:div[@type = 'notes'][1]"/>
    <xsl:variable name="named" select="id(substring($section/@corresp, 2))"/>
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

  <!-- found once a document, since every section of notes asks -->
  <xsl:key name="notes-of" match="tei:note" use="f:note-home(.)"/>
  <func:function name="f:note-home">
    <xsl:param name="note"/>
    <xsl:choose>
      <xsl:when test="f:is-numbered($note)"><func:result select="generate-id(f:scope($note))"/></xsl:when>
      <xsl:otherwise><func:result select="''"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:notes">
    <xsl:param name="scope"/>
    <xsl:choose>
      <xsl:when test="$noted"><func:result select="key('notes-of', generate-id($scope))"/></xsl:when>
      <xsl:otherwise><func:result select="/.."/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- where the notes are called: a ref or an anchor pointing at one, else the note where it stands;
       in the order of the text, one mark a note -->
  <func:function name="f:note-marks">
    <xsl:param name="notes"/>
    <xsl:choose>
      <xsl:when test="$called">
        <xsl:variable name="refs" select="key('note-anchor', $notes/@xml:id)
            [generate-id() = generate-id(key('note-anchor', substring(@target, 2))[1])]"/>
        <func:result select="$refs | $notes[not(@xml:id and key('note-anchor', @xml:id))]"/>
      </xsl:when>
      <xsl:otherwise><func:result select="$notes"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:marked-note">
    <xsl:param name="mark"/>
    <xsl:choose>
      <xsl:when test="$mark/self::tei:note"><func:result select="$mark"/></xsl:when>
      <xsl:otherwise><func:result select="id(substring($mark/@target, 2))[self::tei:note][1]"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- the labels of all notes of the document, worked out once -->
  <xsl:variable name="note-label-table">
    <xsl:for-each select="/*[$noted]/descendant-or-self::*[self::tei:text[not(ancestor::tei:text)] or self::tei:sourceDoc or self::tei:standOff
        or self::tei:div[@type = 'original' or @type = 'transcription' or @type = 'translation']]">
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

  <!-- by a key: an edition of sources may have thousands of notes -->
  <xsl:key name="note-label" match="n" use="@i"/>
  <func:function name="f:note-label">
    <xsl:param name="note"/>
    <xsl:variable name="id" select="generate-id($note)"/>
    <xsl:variable name="label">
      <xsl:for-each select="$note-labels[1]"><xsl:value-of select="key('note-label', $id)"/></xsl:for-each>
    </xsl:variable>
    <func:result select="string($label)"/>
  </func:function>
</xsl:stylesheet>
