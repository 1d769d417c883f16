<?xml version="1.0" encoding="UTF-8"?>
<!--
  printed.xsl: a printed source in words.

  c:printed(BIBLSTRUCT, LANG)    'Author, Article, Book (Translated title), ed. Editor, vol. 1 (Place:
                                 Publisher, 1987), 251-252'
  c:short(KEY, LANG, VALUE)      the abbreviations that this takes: 'vol. 1'
  c:joined(A, BY, B)             'A, B', or the one that is not empty
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:exsl="http://exslt.org/common"
    xmlns:func="http://exslt.org/functions"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    xmlns:c="urn:teipipe:citation"
    extension-element-prefixes="exsl func"
    exclude-result-prefixes="tei f c">

  <xsl:variable name="short-table">
    <s k="ed" en="ed. $1" de="hg. von $1" ru="ред. $1" zh="$1编"/>
    <s k="volume" en="vol. $1" de="Bd. $1" ru="т. $1" zh="第$1卷"/>
    <s k="issue" en="no. $1" de="Nr. $1" ru="№ $1" zh="第$1期"/>
  </xsl:variable>
  <xsl:variable name="shorts" select="exsl:node-set($short-table)/s"/>

  <func:function name="c:short">
    <xsl:param name="key"/>
    <xsl:param name="lang"/>
    <xsl:param name="value"/>
    <xsl:variable name="pattern" select="$shorts[@k = $key]/@*[name() = f:primary(f:ui($lang))]"/>
    <xsl:choose>
      <xsl:when test="$pattern"><func:result select="f:fill($pattern, $value)"/></xsl:when>
      <xsl:otherwise><func:result select="string($value)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="c:people-of">
    <xsl:param name="names"/>
    <xsl:param name="lang"/>
    <xsl:variable name="list">
      <xsl:call-template name="persons">
        <xsl:with-param name="names" select="$names"/>
        <xsl:with-param name="lang" select="$lang"/>
      </xsl:call-template>
    </xsl:variable>
    <func:result select="string($list)"/>
  </func:function>

  <func:function name="c:printed">
    <xsl:param name="source"/>
    <xsl:param name="lang" select="'en'"/>
    <xsl:variable name="book" select="$source/tei:monogr[1]"/>
    <!-- the document's own title needs not be said again -->
    <xsl:variable name="title" select="$source/ancestor::tei:fileDesc/tei:titleStmt/tei:title"/>
    <xsl:variable name="imprint" select="$book/tei:imprint[1]"/>
    <xsl:variable name="scopes" select="$imprint/tei:biblScope | $book/tei:biblScope"/>
    <xsl:variable name="pages" select="$scopes[@unit = 'page' or @unit = 'pages' or @unit = 'pp'][1]"/>
    <xsl:variable name="translated" select="normalize-space($book/tei:title[@type = 'translated'][1])"/>
    <xsl:variable name="parts">
      <p><xsl:value-of select="c:people-of(($source/tei:analytic | $book[not($source/tei:analytic/tei:author)])/tei:author, $lang)"/></p>
      <p><xsl:if test="not($source/tei:analytic/tei:title[1] = $title)"><xsl:value-of select="normalize-space($source/tei:analytic/tei:title[1])"/></xsl:if></p>
      <p>
        <xsl:value-of select="normalize-space($book/tei:title[not(@type = 'translated')][1])"/>
        <xsl:if test="$translated != ''"><xsl:value-of select="concat(' (', $translated, ')')"/></xsl:if>
      </p>
      <p><xsl:if test="$book/tei:editor"><xsl:value-of select="c:short('ed', $lang, c:people-of($book/tei:editor, $lang))"/></xsl:if></p>
      <xsl:for-each select="$scopes[not(@unit = 'page' or @unit = 'pages' or @unit = 'pp')]">
        <p><xsl:value-of select="c:short(string(@unit), $lang, normalize-space())"/></p>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="words">
      <xsl:for-each select="exsl:node-set($parts)/p[normalize-space() != '']">
        <xsl:value-of select="concat(substring(', ', 1, 2 * (position() > 1)), normalize-space())"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="house" select="c:joined(normalize-space($imprint/tei:pubPlace[1]), ': ', normalize-space($imprint/tei:publisher[1]))"/>
    <xsl:variable name="imprinted" select="c:joined($house, ', ', normalize-space($imprint/tei:date[1]))"/>
    <func:result select="c:joined(concat($words, substring(concat(' (', $imprinted, ')'), 1, 9999 * ($imprinted != ''))), ', ', normalize-space($pages))"/>
  </func:function>

  <func:function name="c:joined">
    <xsl:param name="a"/>
    <xsl:param name="by"/>
    <xsl:param name="b"/>
    <func:result select="concat($a, substring($by, 1, 9 * ($a != '' and $b != '')), $b)"/>
  </func:function>
</xsl:stylesheet>
