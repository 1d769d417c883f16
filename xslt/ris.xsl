<?xml version="1.0" encoding="UTF-8"?>
<!--
  ris.xsl: the document as a RIS entry, lines ended by CR LF as the format wants them. Parameters: see
  citation/record.xsl.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:exsl="http://exslt.org/common"
    xmlns:func="http://exslt.org/functions"
    xmlns:str="http://exslt.org/strings"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    xmlns:c="urn:teipipe:citation"
    xmlns:r="urn:teipipe:ris"
    extension-element-prefixes="exsl func str"
    exclude-result-prefixes="tei f c r">

  <xsl:output method="text" encoding="UTF-8" media-type="application/x-research-info-systems"/>

  <xsl:include href="citation/record.xsl"/>

  <xsl:template match="/">
    <xsl:for-each select="//tei:TEI[tei:teiHeader]">
      <xsl:variable name="record"><xsl:call-template name="c:record"/></xsl:variable>
      <xsl:apply-templates select="exsl:node-set($record)/record" mode="r:entry"/>
    </xsl:for-each>
  </xsl:template>

  <!-- a line; nothing when there is no value -->
  <xsl:template name="r:line">
    <xsl:param name="tag"/>
    <xsl:param name="value"/>
    <xsl:variable name="text" select="normalize-space($value)"/>
    <xsl:if test="$text != ''"><xsl:value-of select="concat($tag, '  - ', $text, '&#13;&#10;')"/></xsl:if>
  </xsl:template>

  <func:function name="r:type">
    <xsl:param name="record"/>
    <xsl:variable name="sort" select="$record/@sort"/>
    <xsl:choose>
      <xsl:when test="$record/@held = 'print' and $sort = 'article' and $record/container/@level = 'j'"><func:result select="'NEWS'"/></xsl:when>
      <xsl:when test="$record/@held = 'print'"><func:result select="'CHAP'"/></xsl:when>
      <xsl:when test="$sort = 'letter' or $sort = 'telegram'"><func:result select="'PCOMM'"/></xsl:when>
      <xsl:when test="$sort = 'treaty'"><func:result select="'GEN'"/></xsl:when>
      <xsl:when test="$sort = 'article' and $record/@held = 'web'"><func:result select="'ELEC'"/></xsl:when>
      <xsl:when test="$sort = 'article'"><func:result select="'NEWS'"/></xsl:when>
      <xsl:when test="$sort = 'report'"><func:result select="'RPRT'"/></xsl:when>
      <xsl:when test="$record/@held = 'archive' or $sort != 'document'"><func:result select="'MANSCPT'"/></xsl:when>
      <xsl:when test="$record/@held = 'web'"><func:result select="'ELEC'"/></xsl:when>
      <xsl:otherwise><func:result select="'GEN'"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- Family, Given, Suffix -->
  <func:function name="r:name">
    <xsl:param name="name"/>
    <xsl:variable name="family" select="normalize-space(concat($name/@particle, ' ', $name/@family))"/>
    <func:result select="concat($name/@literal, $family, substring(', ', 1, 2 * ($name/@given != '' or $name/@suffix != '')), $name/@given,
        substring(', ', 1, 2 * ($name/@suffix != '')), $name/@suffix)"/>
  </func:function>

  <!-- 1950/01/25/ with empty places for what is not known -->
  <func:function name="r:date">
    <xsl:param name="iso"/>
    <func:result select="concat(substring($iso, 1, 4), '/', substring($iso, 6, 2), '/', substring($iso, 9, 2), '/')"/>
  </func:function>

  <xsl:template name="r:names">
    <xsl:param name="tag"/>
    <xsl:param name="names"/>
    <xsl:for-each select="$names">
      <xsl:call-template name="r:line"><xsl:with-param name="tag" select="$tag"/><xsl:with-param name="value" select="r:name(.)"/></xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="record" mode="r:entry">
    <xsl:variable name="print" select="@held = 'print'"/>
    <xsl:call-template name="r:line"><xsl:with-param name="tag" select="'TY'"/><xsl:with-param name="value" select="r:type(.)"/></xsl:call-template>
    <xsl:call-template name="r:line"><xsl:with-param name="tag" select="'ID'"/><xsl:with-param name="value" select="@id"/></xsl:call-template>
    <xsl:call-template name="r:names"><xsl:with-param name="tag" select="'AU'"/><xsl:with-param name="names" select="name[@role = 'author']"/></xsl:call-template>
    <!-- TI is the title of the original, TT its translation -->
    <xsl:call-template name="r:line"><xsl:with-param name="tag" select="'TI'"/><xsl:with-param name="value" select="original[1] | title[not(../original)]"/></xsl:call-template>
    <xsl:call-template name="r:line"><xsl:with-param name="tag" select="'TT'"/><xsl:with-param name="value" select="title[../original]"/></xsl:call-template>
    <xsl:choose>
      <xsl:when test="$print">
        <xsl:call-template name="r:line"><xsl:with-param name="tag" select="'T2'"/><xsl:with-param name="value" select="c:container-title(container)"/></xsl:call-template>
        <xsl:call-template name="r:names"><xsl:with-param name="tag" select="'A2'"/><xsl:with-param name="names" select="name[@role = 'container-editor']"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <!-- in personal communications, the second author is the receiver -->
        <xsl:call-template name="r:names"><xsl:with-param name="tag" select="'A2'"/><xsl:with-param name="names" select="name[@role = 'recipient']"/></xsl:call-template>
        <xsl:call-template name="r:names"><xsl:with-param name="tag" select="'ED'"/><xsl:with-param name="names" select="name[@role = 'editor']"/></xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:call-template name="r:names"><xsl:with-param name="tag" select="'A4'"/><xsl:with-param name="names" select="name[@role = 'translator']"/></xsl:call-template>
    <xsl:choose>
      <xsl:when test="$print and container/@date != ''">
        <xsl:call-template name="r:line"><xsl:with-param name="tag" select="'PY'"/><xsl:with-param name="value" select="substring(container/@date, 1, 4)"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="date/@start">
        <xsl:call-template name="r:line"><xsl:with-param name="tag" select="'PY'"/><xsl:with-param name="value" select="substring(date/@start, 1, 4)"/></xsl:call-template>
        <xsl:call-template name="r:line"><xsl:with-param name="tag" select="'DA'"/><xsl:with-param name="value" select="r:date(date/@start)"/></xsl:call-template>
      </xsl:when>
    </xsl:choose>
    <xsl:if test="$print">
      <xsl:call-template name="r:line"><xsl:with-param name="tag" select="'PB'"/><xsl:with-param name="value" select="container/@publisher"/></xsl:call-template>
      <xsl:call-template name="r:line"><xsl:with-param name="tag" select="'CY'"/><xsl:with-param name="value" select="container/@place"/></xsl:call-template>
      <xsl:call-template name="r:line"><xsl:with-param name="tag" select="'VL'"/><xsl:with-param name="value" select="container/@volume"/></xsl:call-template>
      <!-- of newspapers, the issue has a place of its own -->
      <xsl:call-template name="r:line"><xsl:with-param name="tag" select="concat(substring('C2', 1, 2 * (r:type(.) = 'NEWS')), substring('IS', 1, 2 * (r:type(.) != 'NEWS')))"/><xsl:with-param name="value" select="container/@issue"/></xsl:call-template>
      <xsl:call-template name="r:line"><xsl:with-param name="tag" select="'SP'"/><xsl:with-param name="value" select="container/@first"/></xsl:call-template>
      <xsl:call-template name="r:line"><xsl:with-param name="tag" select="'EP'"/><xsl:with-param name="value" select="container/@last[. != ../@first]"/></xsl:call-template>
    </xsl:if>
    <xsl:if test="@held = 'web' or @held = 'none'">
      <xsl:call-template name="r:line"><xsl:with-param name="tag" select="'PB'"/><xsl:with-param name="value" select="publisher[not(../site != '')]"/></xsl:call-template>
    </xsl:if>
    <xsl:call-template name="r:line"><xsl:with-param name="tag" select="'M3'"/><xsl:with-param name="value" select="kind"/></xsl:call-template>
    <!-- the house: to manuscripts it is the publisher; to others, who provides the data -->
    <xsl:call-template name="r:line"><xsl:with-param name="tag" select="'PB'"/><xsl:with-param name="value" select="archive[r:type(..) = 'MANSCPT']"/></xsl:call-template>
    <xsl:call-template name="r:line"><xsl:with-param name="tag" select="'DP'"/><xsl:with-param name="value" select="archive"/></xsl:call-template>
    <xsl:call-template name="r:line"><xsl:with-param name="tag" select="'AV'"/><xsl:with-param name="value" select="shelfmark"/></xsl:call-template>
    <xsl:call-template name="r:line"><xsl:with-param name="tag" select="'DB'"/><xsl:with-param name="value" select="site"/></xsl:call-template>
    <xsl:call-template name="r:line"><xsl:with-param name="tag" select="'UR'"/><xsl:with-param name="value" select="url"/></xsl:call-template>
    <xsl:call-template name="r:line"><xsl:with-param name="tag" select="'LA'"/><xsl:with-param name="value" select="language[1]/@tag"/></xsl:call-template>
    <xsl:call-template name="r:line"><xsl:with-param name="tag" select="'AB'"/><xsl:with-param name="value" select="abstract"/></xsl:call-template>
    <xsl:variable name="dated" select="boolean(date/@end or date/@rough or date/@words
        or ($print and container/@date != '' and date[not(@start = ../container/@date)]))"/>
    <xsl:call-template name="r:line">
      <xsl:with-param name="tag" select="'N1'"/>
      <xsl:with-param name="value" select="c:joined(substring(concat(f:label('date', $lang), ': ', r:date-words(date)), 1, 999 * $dated), '. ', c:note(.))"/>
    </xsl:call-template>
    <xsl:text>ER  - &#13;&#10;&#13;&#10;</xsl:text>
  </xsl:template>

  <!-- what a RIS date can't say: a span, a guess, words -->
  <func:function name="r:date-words">
    <xsl:param name="date"/>
    <xsl:variable name="span">
      <xsl:choose>
        <xsl:when test="$date/@end"><xsl:value-of select="f:fill(f:label('date-range', $lang), f:date($date/@start, $lang), f:date($date/@end, $lang))"/></xsl:when>
        <xsl:when test="$date/@start"><xsl:value-of select="f:date($date/@start, $lang)"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="$date/@words"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="$date/@rough"><func:result select="f:fill(f:label('about-n', $lang), $span)"/></xsl:when>
      <xsl:otherwise><func:result select="string($span)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>
</xsl:stylesheet>
