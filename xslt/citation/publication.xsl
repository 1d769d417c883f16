<?xml version="1.0" encoding="UTF-8"?>
<!--
  publication.xsl: a printed source, for the record.

  mode c:record, for a biblStruct: the editors and authors of the book as r:name, and one element
  r:publication with its parts, and all of it in words: 'Author, Article, Book (Translated title),
  ed. Editor, vol. 1 (Place: Publisher, 1987), 251-252'
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:c="urn:teipipe:citation"
    xmlns="urn:teipipe:record"
    exclude-result-prefixes="tei c">

  <xsl:template match="tei:biblStruct" mode="c:record">
    <xsl:param name="titles"/>
    <xsl:variable name="book" select="tei:monogr[1]"/>
    <xsl:variable name="imprint" select="$book/tei:imprint[1]"/>
    <xsl:variable name="scopes" select="$imprint/tei:biblScope | $book/tei:biblScope"/>
    <xsl:variable name="pages" select="$scopes[@unit = 'page' or @unit = 'pages' or @unit = 'pp'][1]"/>
    <xsl:variable name="span" select="translate($pages, '–—', '--')"/>
    <xsl:variable name="names" select="$book/tei:title[not(@type = 'translated' or @type = 'sub' or @type = 'original')]"/>
    <xsl:variable name="sub" select="normalize-space($book/tei:title[@type = 'sub'][1])"/>
    <xsl:variable name="title" select="concat(normalize-space($names[1]), substring(': ', 1, 2 * ($sub != '')), $sub)"/>
    <xsl:variable name="own-script" select="normalize-space($book/tei:title[@type = 'original'][1])"/>
    <xsl:variable name="translated" select="normalize-space($book/tei:title[@type = 'translated'][1])"/>
    <xsl:variable name="house" select="normalize-space($imprint/tei:publisher[1])"/>
    <xsl:variable name="place" select="normalize-space($imprint/tei:pubPlace[1])"/>
    <xsl:variable name="volume" select="normalize-space($scopes[@unit = 'volume' or @unit = 'vol'][1])"/>
    <xsl:variable name="issue" select="normalize-space($scopes[@unit = 'issue' or @unit = 'number'][1])"/>
    <xsl:variable name="article" select="normalize-space(tei:analytic/tei:title[1][not(. = $titles)])"/>
    <xsl:variable name="when" select="normalize-space($imprint/tei:date[1])"/>
    <xsl:variable name="year"><xsl:call-template name="c:day"><xsl:with-param name="iso" select="concat($imprint/tei:date[1]/@when, substring($when, 1, 10 * not($imprint/tei:date[1]/@when)))"/></xsl:call-template></xsl:variable>
    <xsl:apply-templates select="$book/tei:editor" mode="c:name"><xsl:with-param name="role" select="'container-editor'"/></xsl:apply-templates>
    <xsl:apply-templates select="$book/tei:author" mode="c:name"><xsl:with-param name="role" select="'container-author'"/></xsl:apply-templates>
    <publication title="{$title}" original="{$own-script}" translated="{$translated}" article="{$article}"
        level="{$names[@level][1]/@level}" publisher="{$house}" place="{$place}" volume="{$volume}" issue="{$issue}" date="{$year}"
        first="{concat($pages/@from, substring(normalize-space(substring-before(concat($span, '-'), '-')), 1, 99 * not($pages/@from)))}"
        last="{concat($pages/@to, substring(normalize-space(substring-after($span, '-')), 1, 99 * not($pages/@to)))}">
      <xsl:attribute name="words">
        <xsl:call-template name="c:who"><xsl:with-param name="names" select="(tei:analytic | $book[not(current()/tei:analytic/tei:author)])/tei:author"/></xsl:call-template>
        <xsl:if test="$article != ''"><xsl:value-of select="concat($article, ', ')"/></xsl:if>
        <xsl:value-of select="$title"/>
        <xsl:if test="$own-script != ''"><xsl:value-of select="concat(' ', $own-script)"/></xsl:if>
        <xsl:if test="$translated != ''"><xsl:value-of select="concat(' (', $translated, ')')"/></xsl:if>
        <xsl:if test="$book/tei:editor">
          <xsl:text>, ed. </xsl:text>
          <xsl:call-template name="c:who"><xsl:with-param name="names" select="$book/tei:editor"/><xsl:with-param name="end" select="''"/></xsl:call-template>
        </xsl:if>
        <xsl:if test="$volume != ''"><xsl:value-of select="concat(', vol. ', $volume)"/></xsl:if>
        <xsl:if test="$issue != ''"><xsl:value-of select="concat(', no. ', $issue)"/></xsl:if>
        <xsl:if test="$house != '' or $place != '' or $when != ''">
          <xsl:value-of select="concat(' (', $place, substring(': ', 1, 2 * ($place != '' and $house != '')), $house,
              substring(', ', 1, 2 * (concat($place, $house) != '' and $when != '')), $when, ')')"/>
        </xsl:if>
        <xsl:if test="normalize-space($pages) != ''"><xsl:value-of select="concat(', ', normalize-space($pages))"/></xsl:if>
      </xsl:attribute>
    </publication>
  </xsl:template>

  <!-- 'A, B and C, ' -->
  <xsl:template name="c:who">
    <xsl:param name="names"/>
    <xsl:param name="end" select="', '"/>
    <xsl:for-each select="$names">
      <xsl:choose>
        <xsl:when test="position() = 1"/>
        <xsl:when test="position() = last()"> and </xsl:when>
        <xsl:otherwise>, </xsl:otherwise>
      </xsl:choose>
      <xsl:value-of select="normalize-space()"/>
    </xsl:for-each>
    <xsl:if test="$names"><xsl:value-of select="$end"/></xsl:if>
  </xsl:template>
</xsl:stylesheet>
