<?xml version="1.0" encoding="UTF-8"?>
<!--
  header.xsl: what the TEI header says of the document, one function a question. Each takes the TEI
  element; the ones that answer with nodes say so.

  f:stem(TEI)                 publicationStmt/idno[@type='filename'], else xml:id
  f:title(TEI)                node: the main title
  f:alt-titles(TEI)           nodes: the others (translations, original wording, subtitles)
  f:senders(TEI)              nodes: names in correspAction[@type='sent']; without correspDesc, authors
  f:receivers(TEI)            nodes: names in correspAction[@type='received']
  f:authors(TEI)              nodes: author of titleStmt, else the senders
  f:date-element(TEI)         node: the document's own date: sent, creation, then the source's date
  f:place(TEI)                node: where it was written
  f:kind(TEI, LANG)           'Telegram', from textClass/catRef and its category
  f:kind-words(TEI, LANG)     node: what says so, if something does, in LANG where it can
  f:classification(TEI)       'Top Secret', from textClass/keywords
  f:shelfmark(TEI)            the shelfmark without its parts repeated
  f:repository(TEI, LANG)     'Archive of …, Moscow'
  f:description-key(EL)       the label of a part of msDesc: contents, physical, provenance
  f:description(EL)           what it says, in one line
  f:dimensions(EL)            '210 × 165 mm'
  f:source-url(TEI)           URL of the page the text was taken from, or ''
  f:own-citation(TEI)         node: bibl[@type='citation']
  f:publisher(TEI)            publisher of the edition
  f:person(NODE)              a name as running text
  f:speaker(WHO)              who speaks: the name of the person that @who points at
  template persons            names as one list in LANG: 'A, B and C'
  f:contributors(TEI)         nodes: respStmt, editor, principal with a name
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:func="http://exslt.org/functions"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    extension-element-prefixes="func"
    exclude-result-prefixes="f tei">

  <func:function name="f:stem">
    <xsl:param name="tei"/>
    <xsl:variable name="file"
        select="normalize-space($tei/tei:teiHeader/tei:fileDesc/tei:publicationStmt//tei:idno[@type = 'filename'])"/>
    <xsl:choose>
      <xsl:when test="$file != ''"><func:result select="$file"/></xsl:when>
      <xsl:otherwise><func:result select="string($tei/@xml:id)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:title">
    <xsl:param name="tei"/>
    <xsl:variable name="titles" select="$tei/tei:teiHeader/tei:fileDesc/tei:titleStmt/tei:title[normalize-space() != '']"/>
    <xsl:variable name="main" select="$titles[@type = 'main']"/>
    <xsl:variable name="home" select="$main[f:lang(.) = f:doc-lang($tei)]"/>
    <xsl:choose>
      <xsl:when test="$home"><func:result select="$home[1]"/></xsl:when>
      <xsl:when test="$main"><func:result select="$main[1]"/></xsl:when>
      <xsl:otherwise><func:result select="$titles[1]"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:alt-titles">
    <xsl:param name="tei"/>
    <xsl:variable name="title" select="f:title($tei)"/>
    <func:result select="$tei/tei:teiHeader/tei:fileDesc/tei:titleStmt/tei:title[normalize-space() != '']
        [generate-id() != generate-id($title)]"/>
  </func:function>

  <func:function name="f:senders">
    <xsl:param name="tei"/>
    <func:result select="$tei/tei:teiHeader/tei:profileDesc/tei:correspDesc[1]/tei:correspAction[@type = 'sent']
        /*[self::tei:persName or self::tei:orgName or self::tei:name or self::tei:rs]"/>
  </func:function>

  <func:function name="f:receivers">
    <xsl:param name="tei"/>
    <func:result select="$tei/tei:teiHeader/tei:profileDesc/tei:correspDesc[1]/tei:correspAction[@type = 'received']
        /*[self::tei:persName or self::tei:orgName or self::tei:name or self::tei:rs]"/>
  </func:function>

  <func:function name="f:authors">
    <xsl:param name="tei"/>
    <xsl:variable name="authors"
        select="$tei/tei:teiHeader/tei:fileDesc/tei:titleStmt/tei:author[normalize-space() != '']"/>
    <xsl:choose>
      <xsl:when test="$authors"><func:result select="$authors"/></xsl:when>
      <xsl:otherwise><func:result select="f:senders($tei)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:date-element">
    <xsl:param name="tei"/>
    <xsl:variable name="profile" select="$tei/tei:teiHeader/tei:profileDesc"/>
    <xsl:variable name="source" select="$tei/tei:teiHeader/tei:fileDesc/tei:sourceDesc"/>
    <xsl:variable name="sent" select="$profile/tei:correspDesc[1]/tei:correspAction[@type = 'sent']/tei:date"/>
    <xsl:variable name="created" select="$profile/tei:creation//tei:date"/>
    <xsl:variable name="origin" select="$source//tei:origDate | $source/tei:bibl/tei:date | $source//tei:imprint/tei:date"/>
    <xsl:choose>
      <xsl:when test="$sent"><func:result select="$sent[1]"/></xsl:when>
      <xsl:when test="$created"><func:result select="$created[1]"/></xsl:when>
      <xsl:otherwise><func:result select="$origin[1]"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:place">
    <xsl:param name="tei"/>
    <xsl:variable name="profile" select="$tei/tei:teiHeader/tei:profileDesc"/>
    <xsl:variable name="sent" select="$profile/tei:correspDesc[1]/tei:correspAction[@type = 'sent']
        /*[self::tei:placeName or self::tei:settlement or self::tei:country]"/>
    <xsl:choose>
      <xsl:when test="$sent"><func:result select="$sent[1]"/></xsl:when>
      <xsl:otherwise><func:result select="$profile/tei:creation//tei:placeName[1]"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:kind-ref">
    <xsl:param name="tei"/>
    <func:result select="f:fragment(f:first($tei/tei:teiHeader/tei:profileDesc/tei:textClass
        /tei:catRef[contains(@target, 'kind') or contains(@scheme, 'kind')][1]/@target))"/>
  </func:function>

  <func:function name="f:kind-words">
    <xsl:param name="tei"/>
    <xsl:param name="lang" select="'en'"/>
    <xsl:variable name="id" select="f:kind-ref($tei)"/>
    <xsl:variable name="words" select="$tei/tei:teiHeader/tei:encodingDesc//tei:category[@xml:id = $id]/tei:catDesc"/>
    <xsl:variable name="named" select="$words[f:primary(f:lang(.)) = f:primary($lang)]"/>
    <xsl:choose>
      <xsl:when test="$named"><func:result select="$named[1]"/></xsl:when>
      <xsl:when test="$words"><func:result select="$words[1]"/></xsl:when>
      <xsl:otherwise>
        <func:result select="$tei/tei:teiHeader/tei:profileDesc/tei:textClass/tei:keywords[contains(@scheme, 'kind')]/tei:term[1]"/>
      </xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:kind">
    <xsl:param name="tei"/>
    <xsl:param name="lang" select="'en'"/>
    <xsl:variable name="words" select="normalize-space(f:kind-words($tei, $lang))"/>
    <xsl:choose>
      <xsl:when test="$words != ''"><func:result select="$words"/></xsl:when>
      <xsl:otherwise>
        <xsl:variable name="id" select="f:kind-ref($tei)"/>
        <xsl:variable name="word" select="translate(substring($id, 6, 999 * starts-with($id, 'kind-')), '-_', '  ')"/>
        <func:result select="concat(translate(substring($word, 1, 1), 'abcdefghijklmnopqrstuvwxyz',
            'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), substring($word, 2))"/>
      </xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:classification">
    <xsl:param name="tei"/>
    <func:result select="normalize-space($tei/tei:teiHeader/tei:profileDesc/tei:textClass
        /tei:keywords[contains(@scheme, 'classification')]/tei:term[1])"/>
  </func:function>

  <func:function name="f:shelfmark">
    <xsl:param name="tei"/>
    <xsl:variable name="ids" select="$tei/tei:teiHeader/tei:fileDesc/tei:sourceDesc//tei:msDesc[1]/tei:msIdentifier/tei:idno"/>
    <xsl:variable name="mark" select="($ids[@type = 'shelfmark'] | $ids[not(../tei:idno[@type = 'shelfmark'])][1])[1]"/>
    <!-- the parts (fond, opis, …) stand inside and repeat what the shelfmark's own text says -->
    <xsl:variable name="own" select="normalize-space($mark/text()[normalize-space() != ''][1])"/>
    <xsl:choose>
      <xsl:when test="$own != ''"><func:result select="$own"/></xsl:when>
      <xsl:otherwise><func:result select="normalize-space($mark)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:repository">
    <xsl:param name="tei"/>
    <xsl:param name="lang" select="'en'"/>
    <xsl:variable name="ms" select="$tei/tei:teiHeader/tei:fileDesc/tei:sourceDesc//tei:msDesc[1]/tei:msIdentifier"/>
    <xsl:variable name="house" select="normalize-space(($ms/tei:repository | $ms/tei:institution)[1])"/>
    <xsl:variable name="town" select="normalize-space($ms/tei:settlement[1])"/>
    <xsl:choose>
      <xsl:when test="$house != '' and $town != '' and not(contains($house, $town))">
        <func:result select="concat($house, f:label('clause', $lang), $town)"/>
      </xsl:when>
      <xsl:when test="$house != ''"><func:result select="$house"/></xsl:when>
      <xsl:otherwise><func:result select="$town"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:description-key">
    <xsl:param name="part"/>
    <xsl:choose>
      <xsl:when test="$part/self::tei:msContents"><func:result select="'contents-of'"/></xsl:when>
      <xsl:when test="$part/self::tei:history"><func:result select="'provenance'"/></xsl:when>
      <xsl:otherwise><func:result select="'description'"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:dimensions">
    <xsl:param name="el"/>
    <xsl:variable name="measures">
      <xsl:for-each select="$el/*[normalize-space() != '']">
        <xsl:if test="position() > 1"> × </xsl:if>
        <xsl:value-of select="normalize-space()"/>
      </xsl:for-each>
    </xsl:variable>
    <func:result select="normalize-space(concat($measures, ' ', $el/@unit))"/>
  </func:function>

  <!-- each piece of prose, wherever the description puts it -->
  <func:function name="f:description">
    <xsl:param name="part"/>
    <xsl:variable name="pieces">
      <xsl:for-each select="$part/descendant-or-self::*[text()[normalize-space() != '']][not(ancestor::*[text()[normalize-space() != '']])]">
        <xsl:if test="position() > 1">; </xsl:if>
        <xsl:variable name="piece">
          <xsl:for-each select="node()">
            <xsl:choose>
              <xsl:when test="self::tei:dimensions"><xsl:value-of select="f:dimensions(.)"/></xsl:when>
              <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
            </xsl:choose>
          </xsl:for-each>
        </xsl:variable>
        <xsl:value-of select="f:trim-end($piece)"/>
      </xsl:for-each>
    </xsl:variable>
    <func:result select="string($pieces)"/>
  </func:function>

  <func:function name="f:source-url">
    <xsl:param name="tei"/>
    <xsl:variable name="source" select="$tei/tei:teiHeader/tei:fileDesc/tei:sourceDesc"/>
    <xsl:variable name="page" select="$source/*[@type = 'sourcePage'] | $source/tei:bibl[@type = 'digitalSource']"/>
    <xsl:variable name="url" select="($page//tei:ref/@target | $page//tei:idno[@type = 'URL'])[1]"/>
    <xsl:choose>
      <xsl:when test="f:local(normalize-space($url))"><func:result select="''"/></xsl:when>
      <xsl:otherwise><func:result select="f:href(normalize-space($url))"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:own-citation">
    <xsl:param name="tei"/>
    <func:result select="$tei/tei:teiHeader/tei:fileDesc/tei:sourceDesc/tei:bibl[@type = 'citation'][1]"/>
  </func:function>

  <func:function name="f:publisher">
    <xsl:param name="tei"/>
    <func:result select="normalize-space($tei/tei:teiHeader/tei:fileDesc/tei:publicationStmt
        /*[self::tei:publisher or self::tei:authority or self::tei:distributor][1])"/>
  </func:function>

  <func:function name="f:contributors">
    <xsl:param name="tei"/>
    <xsl:variable name="stmt" select="$tei/tei:teiHeader/tei:fileDesc/tei:titleStmt"/>
    <func:result select="$stmt/tei:respStmt | $stmt/tei:editor | $stmt/tei:principal
        | $tei/tei:teiHeader/tei:fileDesc/tei:editionStmt/tei:respStmt"/>
  </func:function>

  <func:function name="f:person">
    <xsl:param name="node"/>
    <!-- an author may hold identifiers beside the name; the parts of a name may stand without a space -->
    <xsl:variable name="inner" select="$node/*[self::tei:persName or self::tei:orgName or self::tei:name][1]"/>
    <xsl:variable name="name" select="$inner | $node[not($inner)]"/>
    <xsl:variable name="words">
      <xsl:for-each select="$name/node()[not(self::tei:idno or self::comment())]">
        <xsl:if test="self::* and preceding-sibling::node()[1][self::*]"><xsl:text> </xsl:text></xsl:if>
        <xsl:value-of select="."/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="text" select="normalize-space($words)"/>
    <xsl:choose>
      <xsl:when test="$text != ''"><func:result select="$text"/></xsl:when>
      <xsl:when test="$node/@key"><func:result select="string($node/@key)"/></xsl:when>
      <xsl:otherwise><func:result select="f:fragment(f:first($node/@ref))"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:speaker">
    <xsl:param name="who"/>
    <xsl:variable name="id" select="f:fragment(f:first($who))"/>
    <xsl:variable name="name" select="id($id)/descendant-or-self::*[self::tei:persName or self::tei:name or self::tei:role][1]"/>
    <xsl:choose>
      <xsl:when test="$name"><func:result select="f:person($name)"/></xsl:when>
      <xsl:otherwise><func:result select="concat($id, substring(f:first($who), 1, 99 * ($id = '')))"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <xsl:template name="persons">
    <xsl:param name="names"/>
    <xsl:param name="lang" select="'en'"/>
    <xsl:for-each select="$names">
      <xsl:choose>
        <xsl:when test="position() = 1"/>
        <xsl:when test="position() = last()"><xsl:value-of select="f:label('and', $lang)"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="f:label('comma', $lang)"/></xsl:otherwise>
      </xsl:choose>
      <xsl:value-of select="f:person(.)"/>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
