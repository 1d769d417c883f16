<?xml version="1.0" encoding="UTF-8"?>
<!--
  csl-json.xsl: the document as CSL-JSON (schema 1.0.2), an array of one item, or one for each TEI
  element of a corpus.

  Parameters: stem, the name of the document's files and id of its item; url, the address of its
  page. mode j:item makes an item of a record (xslt/README.md).
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:teipipe:record"
    xmlns:c="urn:teipipe:citation"
    xmlns:j="urn:teipipe:csl-json"
    xmlns:tp="urn:teipipe:functions"
    exclude-result-prefixes="r c j tp">

  <xsl:output method="text" encoding="UTF-8" media-type="application/vnd.citationstyles.csl+json"/>

  <xsl:param name="stem" select="''"/>
  <xsl:param name="url" select="''"/>

  <xsl:include href="citation/common.xsl"/>

  <xsl:template match="/">
    <xsl:text>[</xsl:text>
    <xsl:for-each select="tp:record()">
      <xsl:if test="position() > 1">,</xsl:if>
      <xsl:apply-templates select="." mode="j:item"/>
    </xsl:for-each>
    <xsl:text>&#10;]&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="r:record" mode="j:item">
    <xsl:variable name="print" select="@held = 'print'"/>
    <xsl:variable name="names" select="r:name"/>
    <xsl:variable name="publication" select="r:publication[$print]"/>
    <xsl:text>&#10;  {&#10;    "id": "</xsl:text>
    <xsl:call-template name="c:id"/>
    <xsl:value-of select="concat('&quot;,&#10;    &quot;type&quot;: &quot;', @type, '&quot;')"/>
    <xsl:if test="r:kind"><xsl:value-of select="concat(',&#10;    &quot;genre&quot;: &quot;', tp:json(r:kind), '&quot;')"/></xsl:if>
    <xsl:value-of select="concat(',&#10;    &quot;title&quot;: &quot;', tp:json(r:title), '&quot;')"/>
    <xsl:if test="r:original"><xsl:value-of select="concat(',&#10;    &quot;original-title&quot;: &quot;', tp:json(r:original), '&quot;')"/></xsl:if>
    <xsl:call-template name="j:names"><xsl:with-param name="k" select="'author'"/><xsl:with-param name="v" select="$names[@role = 'author']"/></xsl:call-template>
    <!-- styles name the receiver of a communication; of anything else, they would say 'to' without a word before -->
    <xsl:if test="@type = 'personal_communication'">
      <xsl:call-template name="j:names"><xsl:with-param name="k" select="'recipient'"/><xsl:with-param name="v" select="$names[@role = 'recipient']"/></xsl:call-template>
    </xsl:if>
    <xsl:call-template name="j:names"><xsl:with-param name="k" select="'editor'"/><xsl:with-param name="v" select="$names[@role = 'container-editor'][$print]
        | $names[@role = 'editor'][not($print and $names/@role = 'container-editor')]"/></xsl:call-template>
    <xsl:if test="$print">
      <xsl:call-template name="j:names"><xsl:with-param name="k" select="'container-author'"/><xsl:with-param name="v" select="$names[@role = 'container-author']"/></xsl:call-template>
    </xsl:if>
    <xsl:call-template name="j:names"><xsl:with-param name="k" select="'translator'"/><xsl:with-param name="v" select="$names[@role = 'translator']"/></xsl:call-template>
    <xsl:choose>
      <xsl:when test="$publication/@date != ''">
        <xsl:text>,&#10;    "issued": {"date-parts": [[</xsl:text>
        <xsl:call-template name="j:parts"><xsl:with-param name="iso" select="$publication/@date"/></xsl:call-template>
        <xsl:text>]]}</xsl:text>
        <xsl:if test="r:date[not(@start = $publication/@date)]">
          <xsl:text>,&#10;    "original-date": </xsl:text><xsl:apply-templates select="r:date" mode="j:date"/>
        </xsl:if>
      </xsl:when>
      <xsl:when test="r:date"><xsl:text>,&#10;    "issued": </xsl:text><xsl:apply-templates select="r:date" mode="j:date"/></xsl:when>
    </xsl:choose>
    <xsl:apply-templates select="$publication" mode="j:fields"/>
    <xsl:if test="r:archive != ''">
      <xsl:value-of select="concat(',&#10;    &quot;archive&quot;: &quot;', tp:json(r:archive), '&quot;')"/>
      <xsl:if test="r:archive/@place"><xsl:value-of select="concat(',&#10;    &quot;archive-place&quot;: &quot;', tp:json(r:archive/@place), '&quot;')"/></xsl:if>
    </xsl:if>
    <xsl:if test="r:shelfmark"><xsl:value-of select="concat(',&#10;    &quot;archive_location&quot;: &quot;', tp:json(r:shelfmark), '&quot;')"/></xsl:if>
    <xsl:choose>
      <!-- of a page on the web, the site is what holds it -->
      <xsl:when test="r:site and @type = 'webpage'"><xsl:value-of select="concat(',&#10;    &quot;container-title&quot;: &quot;', tp:json(r:site), '&quot;')"/></xsl:when>
      <xsl:when test="r:site"><xsl:value-of select="concat(',&#10;    &quot;source&quot;: &quot;', tp:json(r:site), '&quot;')"/></xsl:when>
      <xsl:when test="(@held = 'web' or @held = 'none') and r:edition/@publisher != ''">
        <xsl:value-of select="concat(',&#10;    &quot;publisher&quot;: &quot;', tp:json(r:edition/@publisher), '&quot;')"/>
      </xsl:when>
    </xsl:choose>
    <xsl:variable name="address"><xsl:call-template name="c:address"/></xsl:variable>
    <xsl:if test="$address != ''"><xsl:value-of select="concat(',&#10;    &quot;URL&quot;: &quot;', tp:json($address), '&quot;')"/></xsl:if>
    <xsl:if test="r:language"><xsl:value-of select="concat(',&#10;    &quot;language&quot;: &quot;', tp:json(r:language[1]/@tag), '&quot;')"/></xsl:if>
    <xsl:if test="r:abstract"><xsl:value-of select="concat(',&#10;    &quot;abstract&quot;: &quot;', tp:json(r:abstract), '&quot;')"/></xsl:if>
    <xsl:variable name="note"><xsl:call-template name="c:note"/></xsl:variable>
    <xsl:if test="$note != ''"><xsl:value-of select="concat(',&#10;    &quot;note&quot;: &quot;', tp:json(tp:punctuate(string($note))), '&quot;')"/></xsl:if>
    <xsl:text>&#10;  }</xsl:text>
  </xsl:template>

  <xsl:template name="j:names">
    <xsl:param name="k"/>
    <xsl:param name="v"/>
    <xsl:if test="$v">
      <xsl:value-of select="concat(',&#10;    &quot;', $k, '&quot;: [')"/>
      <xsl:apply-templates select="$v" mode="j:name"/>
      <xsl:text>]</xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- static-ordering: the family name first, and no comma, as with Mao Zedong -->
  <xsl:template match="r:name" mode="j:name">
    <xsl:if test="position() > 1">, </xsl:if>
    <xsl:choose>
      <xsl:when test="@kind = 'body'"><xsl:value-of select="concat('{&quot;literal&quot;: &quot;', tp:json(@text), '&quot;}')"/></xsl:when>
      <xsl:otherwise>
        <xsl:value-of select="concat('{&quot;family&quot;: &quot;', tp:json(@family), '&quot;')"/>
        <xsl:if test="@given != ''"><xsl:value-of select="concat(', &quot;given&quot;: &quot;', tp:json(@given), '&quot;')"/></xsl:if>
        <xsl:if test="@particle != ''"><xsl:value-of select="concat(', &quot;non-dropping-particle&quot;: &quot;', tp:json(@particle), '&quot;')"/></xsl:if>
        <xsl:if test="@suffix != ''"><xsl:value-of select="concat(', &quot;suffix&quot;: &quot;', tp:json(@suffix), '&quot;')"/></xsl:if>
        <xsl:if test="@order = 'family'">, "static-ordering": true</xsl:if>
        <xsl:text>}</xsl:text>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 1950-01-25 as 1950, 1, 25 -->
  <xsl:template name="j:parts">
    <xsl:param name="iso"/>
    <xsl:value-of select="number(substring($iso, 1, 4))"/>
    <xsl:if test="string-length($iso) > 4"><xsl:value-of select="concat(', ', number(substring($iso, 6, 2)))"/></xsl:if>
    <xsl:if test="string-length($iso) > 7"><xsl:value-of select="concat(', ', number(substring($iso, 9, 2)))"/></xsl:if>
  </xsl:template>

  <xsl:template match="r:date[@start]" mode="j:date">
    <xsl:text>{"date-parts": [[</xsl:text>
    <xsl:call-template name="j:parts"><xsl:with-param name="iso" select="@start"/></xsl:call-template>
    <xsl:if test="@end">
      <xsl:text>], [</xsl:text>
      <xsl:call-template name="j:parts"><xsl:with-param name="iso" select="@end"/></xsl:call-template>
    </xsl:if>
    <xsl:text>]]</xsl:text>
    <xsl:if test="@circa">, "circa": true</xsl:if>
    <xsl:text>}</xsl:text>
  </xsl:template>

  <xsl:template match="r:date" mode="j:date">
    <xsl:value-of select="concat('{&quot;literal&quot;: &quot;', tp:json(@words), '&quot;}')"/>
  </xsl:template>

  <xsl:template match="r:publication" mode="j:fields">
    <xsl:if test="@title != ''">
      <xsl:variable name="title"><xsl:apply-templates select="." mode="c:title"/></xsl:variable>
      <xsl:value-of select="concat(',&#10;    &quot;container-title&quot;: &quot;', tp:json(string($title)), '&quot;')"/>
    </xsl:if>
    <xsl:if test="@volume != ''"><xsl:value-of select="concat(',&#10;    &quot;volume&quot;: &quot;', tp:json(@volume), '&quot;')"/></xsl:if>
    <xsl:if test="@issue != ''"><xsl:value-of select="concat(',&#10;    &quot;issue&quot;: &quot;', tp:json(@issue), '&quot;')"/></xsl:if>
    <xsl:if test="@publisher != ''"><xsl:value-of select="concat(',&#10;    &quot;publisher&quot;: &quot;', tp:json(@publisher), '&quot;')"/></xsl:if>
    <xsl:if test="@place != ''"><xsl:value-of select="concat(',&#10;    &quot;publisher-place&quot;: &quot;', tp:json(@place), '&quot;')"/></xsl:if>
    <xsl:if test="@first != ''">
      <xsl:value-of select="concat(',&#10;    &quot;page&quot;: &quot;', tp:json(@first))"/>
      <xsl:if test="@last != '' and @last != @first"><xsl:value-of select="concat('-', tp:json(@last))"/></xsl:if>
      <xsl:text>"</xsl:text>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
