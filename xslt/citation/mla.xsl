<?xml version="1.0" encoding="UTF-8"?>
<!--
  mla.xsl: the record as an entry of works cited after the MLA Handbook, 9th edition (CSL:
  modern-language-association). mode c:mla.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:teipipe:record"
    xmlns:c="urn:teipipe:citation"
    xmlns:tp="urn:teipipe:functions"
    exclude-result-prefixes="r c tp">

  <xsl:template match="r:record" mode="c:mla">
    <xsl:variable name="text"><xsl:apply-templates select="." mode="c:mla-pieces"/></xsl:variable>
    <xsl:value-of select="tp:punctuate(string($text))"/>
  </xsl:template>

  <xsl:template match="r:record" mode="c:mla-pieces">
    <xsl:variable name="print" select="@held = 'print'"/>
    <xsl:variable name="names" select="r:name"/>
    <xsl:variable name="authors" select="$names[@role = 'author']"/>
    <xsl:variable name="of-book" select="$names[@role = 'container-editor'][$print]"/>
    <xsl:variable name="editors" select="$of-book | $names[@role = 'editor'][not($of-book)]"/>
    <xsl:variable name="translators" select="$names[@role = 'translator']"/>
    <xsl:variable name="publication" select="r:publication[$print]"/>
    <xsl:variable name="container"><xsl:call-template name="c:container"/></xsl:variable>
    <xsl:variable name="in" select="$container != ''"/>
    <xsl:variable name="head" select="$authors | $editors[not($authors)] | $translators[not($authors or $editors)]"/>
    <xsl:if test="$head">
      <xsl:call-template name="c:heads"><xsl:with-param name="names" select="$head"/><xsl:with-param name="many" select="3"/><xsl:with-param name="few" select="1"/></xsl:call-template>
      <xsl:if test="not($authors)">
        <xsl:value-of select="concat(', ', substring('editor', 1, 6 * boolean($editors)), substring('translator', 1, 10 * not($editors)), substring('s', 1, count($head) > 1))"/>
      </xsl:if>
    </xsl:if>
    <xsl:value-of select="concat('&#xE000;', tp:quotes(r:title, substring('wrap', 1, 4 * $in)))"/>
    <xsl:if test="$publication/@date != '' and r:date[not(@start = $publication/@date)]">
      <xsl:text>&#xE000;</xsl:text>
      <xsl:apply-templates select="r:date" mode="c:year"/>
    </xsl:if>
    <!-- the first container -->
    <xsl:text>&#xE000;</xsl:text>
    <xsl:value-of select="$container"/>
    <xsl:if test="$names[@role = 'container-author'][$print]">
      <xsl:value-of select="concat('&#xE001;', substring('by ', 1, 3 * $in), substring('By ', 1, 3 * not($in)))"/>
      <xsl:call-template name="c:list"><xsl:with-param name="names" select="$names[@role = 'container-author']"/><xsl:with-param name="many" select="3"/><xsl:with-param name="few" select="1"/></xsl:call-template>
    </xsl:if>
    <xsl:choose>
      <xsl:when test="$in">
        <xsl:call-template name="c:credits">
          <xsl:with-param name="editors" select="$editors[$authors]"/><xsl:with-param name="translators" select="$translators[$authors or $editors]"/>
          <xsl:with-param name="sign" select="'&#xE001;'"/><xsl:with-param name="many" select="3"/><xsl:with-param name="few" select="1"/>
          <xsl:with-param name="both" select="'edited &amp; translated by '"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="c:credits">
          <xsl:with-param name="editors" select="$editors[$authors]"/><xsl:with-param name="translators" select="$translators[$authors or $editors]"/>
          <xsl:with-param name="sign" select="'&#xE001;'"/><xsl:with-param name="many" select="3"/><xsl:with-param name="few" select="1"/>
          <xsl:with-param name="edited" select="'Edited by '"/>
          <xsl:with-param name="translated" select="'Translated by '"/>
          <xsl:with-param name="both" select="'Edited &amp; translated by '"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:for-each select="$publication">
      <xsl:if test="@volume != ''"><xsl:value-of select="concat('&#xE001;vol. ', @volume)"/></xsl:if>
      <xsl:if test="@issue != ''"><xsl:value-of select="concat('&#xE001;no. ', @issue)"/></xsl:if>
    </xsl:for-each>
    <xsl:if test="@type = 'report' and r:kind"><xsl:value-of select="concat('&#xE001;', r:kind)"/></xsl:if>
    <xsl:if test="not(starts-with(@type, 'article-'))">
      <xsl:choose>
        <xsl:when test="$publication/@publisher != ''"><xsl:value-of select="concat('&#xE001;', $publication/@publisher)"/></xsl:when>
        <xsl:when test="(@held = 'web' or @held = 'none') and not(r:site) and r:edition/@publisher != ''"><xsl:value-of select="concat('&#xE001;', r:edition/@publisher)"/></xsl:when>
      </xsl:choose>
    </xsl:if>
    <xsl:if test="@type != 'speech'">
      <xsl:text>&#xE001;</xsl:text>
      <xsl:choose>
        <xsl:when test="$publication/@date != ''">
          <xsl:call-template name="c:printed-date">
            <xsl:with-param name="year" select="@type = 'chapter'"/>
            <xsl:with-param name="month" select="@type = 'article-journal'"/>
            <xsl:with-param name="day-first" select="true()"/>
          </xsl:call-template>
        </xsl:when>
        <xsl:when test="@type = 'chapter'"><xsl:apply-templates select="r:date" mode="c:year"/></xsl:when>
        <xsl:otherwise><xsl:apply-templates select="r:date" mode="c:date"><xsl:with-param name="day-first" select="true()"/></xsl:apply-templates></xsl:otherwise>
      </xsl:choose>
    </xsl:if>
    <xsl:for-each select="$publication[@first != '']">
      <xsl:value-of select="concat('&#xE001;p', substring('p', 1, @last != '' and @last != @first), '. ', tp:page-range(@first, @last, 'minimal-two'))"/>
    </xsl:for-each>
    <xsl:variable name="address"><xsl:call-template name="c:address"/></xsl:variable>
    <xsl:variable name="site" select="r:site[not(../@type = 'webpage')]"/>
    <xsl:if test="$address != '' and not($site)"><xsl:value-of select="concat('&#xE001;', $address)"/></xsl:if>
    <!-- the second: where it is kept -->
    <xsl:text>&#xE000;</xsl:text>
    <xsl:value-of select="r:archive"/>
    <xsl:if test="r:archive/@place"><xsl:value-of select="concat('&#xE001;', r:archive/@place)"/></xsl:if>
    <xsl:if test="r:shelfmark"><xsl:value-of select="concat('&#xE001;', r:shelfmark)"/></xsl:if>
    <xsl:if test="$site and $address != ''"><xsl:value-of select="concat('&#xE001;', $site, '&#xE001;', $address)"/></xsl:if>
    <xsl:text>&#xE004;</xsl:text>
  </xsl:template>
</xsl:stylesheet>
