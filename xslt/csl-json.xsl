<?xml version="1.0" encoding="UTF-8"?>
<!--
  csl-json.xsl: the document as CSL-JSON (schema 1.0.2), an array of one item, or one for each TEI
  element of a corpus. Parameters: see citation/record.xsl.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:exsl="http://exslt.org/common"
    xmlns:func="http://exslt.org/functions"
    xmlns:str="http://exslt.org/strings"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    xmlns:c="urn:teipipe:citation"
    xmlns:j="urn:teipipe:csl-json"
    extension-element-prefixes="exsl func str"
    exclude-result-prefixes="tei f c j">

  <xsl:output method="text" encoding="UTF-8" media-type="application/vnd.citationstyles.csl+json"/>

  <xsl:include href="citation/record.xsl"/>

  <xsl:template match="/">
    <xsl:text>[</xsl:text>
    <xsl:for-each select="//tei:TEI[tei:teiHeader]">
      <xsl:if test="position() > 1">,</xsl:if>
      <xsl:variable name="record"><xsl:call-template name="c:record"/></xsl:variable>
      <xsl:apply-templates select="exsl:node-set($record)/record" mode="j:item"/>
    </xsl:for-each>
    <xsl:text>&#10;]&#10;</xsl:text>
  </xsl:template>

  <func:function name="j:string">
    <xsl:param name="text"/>
    <func:result select="concat('&quot;', f:json(string($text)), '&quot;')"/>
  </func:function>

  <!-- Each field is an element m, its content the JSON value; empty ones are dropped. -->
  <xsl:template match="record" mode="j:item">
    <xsl:variable name="fields">
      <m k="id"><xsl:value-of select="j:string(@id)"/></m>
      <m k="type"><xsl:value-of select="j:string(j:type(.))"/></m>
      <xsl:call-template name="j:text"><xsl:with-param name="k" select="'genre'"/><xsl:with-param name="v" select="kind"/></xsl:call-template>
      <xsl:call-template name="j:text"><xsl:with-param name="k" select="'title'"/><xsl:with-param name="v" select="title"/></xsl:call-template>
      <xsl:call-template name="j:text"><xsl:with-param name="k" select="'original-title'"/><xsl:with-param name="v" select="original"/></xsl:call-template>
      <m k="author"><xsl:call-template name="j:names"><xsl:with-param name="names" select="name[@role = 'author']"/></xsl:call-template></m>
      <m k="recipient"><xsl:call-template name="j:names"><xsl:with-param name="names" select="name[@role = 'recipient']"/></xsl:call-template></m>
      <m k="editor"><xsl:call-template name="j:names"><xsl:with-param name="names" select="name[@role = 'container-editor'][../@held = 'print']
          | name[@role = 'editor'][not(../@held = 'print' and ../name[@role = 'container-editor'])]"/></xsl:call-template></m>
      <m k="container-author"><xsl:call-template name="j:names"><xsl:with-param name="names" select="name[@role = 'container-author'][../@held = 'print']"/></xsl:call-template></m>
      <m k="translator"><xsl:call-template name="j:names"><xsl:with-param name="names" select="name[@role = 'translator']"/></xsl:call-template></m>
      <xsl:choose>
        <xsl:when test="@held = 'print' and container/@date != ''">
          <m k="issued"><xsl:value-of select="j:date(container/@date)"/></m>
          <m k="original-date"><xsl:apply-templates select="date[not(@start = ../container/@date)]" mode="j:date"/></m>
        </xsl:when>
        <xsl:otherwise><m k="issued"><xsl:apply-templates select="date" mode="j:date"/></m></xsl:otherwise>
      </xsl:choose>
      <xsl:if test="@held = 'print'"><xsl:apply-templates select="container" mode="j:fields"/></xsl:if>
      <xsl:call-template name="j:text"><xsl:with-param name="k" select="'archive'"/><xsl:with-param name="v" select="archive"/></xsl:call-template>
      <xsl:call-template name="j:text"><xsl:with-param name="k" select="'archive_location'"/><xsl:with-param name="v" select="shelfmark"/></xsl:call-template>
      <xsl:if test="@held = 'web' or @held = 'none'">
        <xsl:call-template name="j:text"><xsl:with-param name="k" select="'publisher'"/><xsl:with-param name="v" select="publisher[not(../site != '')]"/></xsl:call-template>
      </xsl:if>
      <xsl:call-template name="j:text"><xsl:with-param name="k" select="'source'"/><xsl:with-param name="v" select="site"/></xsl:call-template>
      <xsl:call-template name="j:text"><xsl:with-param name="k" select="'URL'"/><xsl:with-param name="v" select="url"/></xsl:call-template>
      <xsl:call-template name="j:text"><xsl:with-param name="k" select="'language'"/><xsl:with-param name="v" select="language[1]/@tag"/></xsl:call-template>
      <xsl:call-template name="j:text"><xsl:with-param name="k" select="'abstract'"/><xsl:with-param name="v" select="abstract"/></xsl:call-template>
      <xsl:call-template name="j:text"><xsl:with-param name="k" select="'note'"/><xsl:with-param name="v" select="c:note(.)"/></xsl:call-template>
    </xsl:variable>
    <xsl:text>&#10;  {</xsl:text>
    <xsl:for-each select="exsl:node-set($fields)/m[. != '']">
      <xsl:value-of select="concat(substring(',', 1, position() > 1), '&#10;    &quot;', @k, '&quot;: ', .)"/>
    </xsl:for-each>
    <xsl:text>&#10;  }</xsl:text>
  </xsl:template>

  <xsl:template name="j:text">
    <xsl:param name="k"/>
    <xsl:param name="v"/>
    <xsl:if test="string($v) != ''"><m k="{$k}"><xsl:value-of select="j:string($v)"/></m></xsl:if>
  </xsl:template>

  <func:function name="j:type">
    <xsl:param name="record"/>
    <xsl:variable name="sort" select="$record/@sort"/>
    <xsl:choose>
      <xsl:when test="$record/@held = 'print' and $sort = 'article' and $record/container/@level = 'j'"><func:result select="'article-newspaper'"/></xsl:when>
      <xsl:when test="$record/@held = 'print'"><func:result select="'chapter'"/></xsl:when>
      <xsl:when test="$sort = 'letter' or $sort = 'telegram'"><func:result select="'personal_communication'"/></xsl:when>
      <xsl:when test="$sort = 'treaty'"><func:result select="'treaty'"/></xsl:when>
      <xsl:when test="$sort = 'article' and $record/@held = 'web'"><func:result select="'webpage'"/></xsl:when>
      <xsl:when test="$sort = 'article'"><func:result select="'article-newspaper'"/></xsl:when>
      <xsl:when test="$sort = 'report'"><func:result select="'report'"/></xsl:when>
      <xsl:when test="$sort = 'speech'"><func:result select="'speech'"/></xsl:when>
      <xsl:when test="$record/@held = 'archive' or $sort != 'document'"><func:result select="'manuscript'"/></xsl:when>
      <xsl:when test="$record/@held = 'web'"><func:result select="'webpage'"/></xsl:when>
      <xsl:otherwise><func:result select="'document'"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <xsl:template name="j:names">
    <xsl:param name="names"/>
    <xsl:if test="$names">
      <xsl:text>[</xsl:text>
      <xsl:for-each select="$names">
        <xsl:if test="position() > 1">, </xsl:if>
        <xsl:text>{</xsl:text>
        <xsl:for-each select="@literal[. != ''] | @family[. != ''] | @given[. != ''] | @particle[. != ''] | @suffix[. != '']">
          <xsl:if test="position() > 1">, </xsl:if>
          <xsl:value-of select="concat('&quot;', substring('non-dropping-', 1, 13 * (name() = 'particle')), name(), '&quot;: ', j:string(.))"/>
        </xsl:for-each>
        <xsl:text>}</xsl:text>
      </xsl:for-each>
      <xsl:text>]</xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- 1950-01-25 as [1950, 1, 25] -->
  <func:function name="j:parts">
    <xsl:param name="iso"/>
    <xsl:variable name="numbers">
      <xsl:for-each select="str:tokenize($iso, '-')">
        <xsl:value-of select="concat(substring(', ', 1, 2 * (position() > 1)), number(.))"/>
      </xsl:for-each>
    </xsl:variable>
    <func:result select="concat('[', $numbers, ']')"/>
  </func:function>

  <func:function name="j:date">
    <xsl:param name="iso"/>
    <func:result select="concat('{&quot;date-parts&quot;: [', j:parts($iso), ']}')"/>
  </func:function>

  <xsl:template match="date[@start]" mode="j:date">
    <xsl:value-of select="concat('{&quot;date-parts&quot;: [', j:parts(@start))"/>
    <xsl:if test="@end"><xsl:value-of select="concat(', ', j:parts(@end))"/></xsl:if>
    <xsl:text>]</xsl:text>
    <xsl:if test="@rough">, "circa": true</xsl:if>
    <xsl:text>}</xsl:text>
  </xsl:template>

  <xsl:template match="date[@words]" mode="j:date">
    <xsl:value-of select="concat('{&quot;literal&quot;: ', j:string(@words), '}')"/>
  </xsl:template>

  <xsl:template match="container" mode="j:fields">
    <xsl:call-template name="j:text"><xsl:with-param name="k" select="'container-title'"/><xsl:with-param name="v" select="c:container-title(.)"/></xsl:call-template>
    <xsl:call-template name="j:text"><xsl:with-param name="k" select="'volume'"/><xsl:with-param name="v" select="@volume"/></xsl:call-template>
    <xsl:call-template name="j:text"><xsl:with-param name="k" select="'issue'"/><xsl:with-param name="v" select="@issue"/></xsl:call-template>
    <xsl:call-template name="j:text"><xsl:with-param name="k" select="'publisher'"/><xsl:with-param name="v" select="@publisher"/></xsl:call-template>
    <xsl:call-template name="j:text"><xsl:with-param name="k" select="'publisher-place'"/><xsl:with-param name="v" select="@place"/></xsl:call-template>
    <xsl:call-template name="j:text"><xsl:with-param name="k" select="'page'"/><xsl:with-param name="v" select="c:pages(., '-')"/></xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
