<?xml version="1.0" encoding="UTF-8"?>
<!--
  names.xsl: names and dates. A name keeps the spelling of the source; data-ref carries its authority
  entry, and with names-base it links to that entry on the page of its kind.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:func="http://exslt.org/functions"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    extension-element-prefixes="func"
    exclude-result-prefixes="tei f">

  <xsl:template match="tei:persName | tei:placeName | tei:orgName | tei:geogName | tei:settlement | tei:country | tei:region
      | tei:district | tei:bloc | tei:name">
    <xsl:variable name="kind">
      <xsl:choose>
        <xsl:when test="self::tei:persName or contains(@type, 'pers')">person</xsl:when>
        <xsl:when test="self::tei:orgName or contains(@type, 'org')">organisation</xsl:when>
        <xsl:when test="self::tei:name and not(contains(@type, 'place'))">name</xsl:when>
        <xsl:otherwise>place</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="ref" select="f:first(@ref)"/>
    <xsl:variable name="href"><xsl:call-template name="name-href">
      <xsl:with-param name="ref" select="$ref"/><xsl:with-param name="kind" select="string($kind)"/>
    </xsl:call-template></xsl:variable>
    <xsl:variable name="tag">
      <xsl:choose>
        <xsl:when test="f:has-block(.)">div</xsl:when>
        <xsl:when test="$href != '' and not(ancestor::tei:ref or ancestor::*[@ref]) and not(f:has-link(.))">a</xsl:when>
        <xsl:otherwise>span</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:element name="{$tag}">
      <xsl:call-template name="atts"><xsl:with-param name="class" select="concat('name ', $kind)"/></xsl:call-template>
      <xsl:if test="$tag = 'a'"><xsl:attribute name="href"><xsl:value-of select="$href"/></xsl:attribute></xsl:if>
      <xsl:if test="$ref != ''"><xsl:attribute name="data-ref"><xsl:value-of select="$ref"/></xsl:attribute></xsl:if>
      <xsl:if test="@key"><xsl:attribute name="title"><xsl:value-of select="@key"/></xsl:attribute></xsl:if>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <!-- HTML has no link inside a link -->
  <func:function name="f:has-link">
    <xsl:param name="el"/>
    <func:result select="boolean($el//tei:ref | $el//tei:ptr | $el//tei:note | $el//tei:idno | $el//tei:graphic | $el//tei:media)"/>
  </func:function>

  <!-- an entry of the edition's authority files on its page; an authority elsewhere where it is -->
  <xsl:template name="name-href">
    <xsl:param name="ref"/>
    <xsl:param name="kind"/>
    <xsl:variable name="id" select="f:fragment($ref)"/>
    <xsl:choose>
      <xsl:when test="$ref = ''"/>
      <xsl:when test="not(f:local($ref))"><xsl:value-of select="f:href($ref)"/></xsl:when>
      <!-- who made, printed or keeps the document is no entry of an index -->
      <xsl:when test="$names-base = '' or $id = '' or ancestor::tei:fileDesc"/>
      <xsl:when test="$kind = 'organisation'"><xsl:value-of select="concat($names-base, 'organisations.html#', $id)"/></xsl:when>
      <xsl:when test="$kind = 'place'"><xsl:value-of select="concat($names-base, 'places.html#', $id)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="concat($names-base, 'persons.html#', $id)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- parts of names -->
  <xsl:template match="tei:forename | tei:surname | tei:nameLink | tei:addName | tei:genName">
    <xsl:if test="preceding-sibling::node()[1][self::*]"><xsl:text> </xsl:text></xsl:if>
    <xsl:apply-templates/>
  </xsl:template>
  <xsl:template match="tei:roleName">
    <xsl:call-template name="inline"/>
  </xsl:template>

  <!-- HTML's time takes one moment: of a range it gets the start, and the end stands beside it -->
  <xsl:template match="tei:date | tei:time | tei:docDate[@when] | tei:origDate">
    <xsl:variable name="raw" select="f:iso(.)"/>
    <xsl:variable name="iso" select="f:html-date($raw)"/>
    <xsl:variable name="words" select="f:date-of(., $ui)"/>
    <xsl:variable name="end" select="f:html-date((@to | @notAfter)[1])"/>
    <xsl:variable name="tag">
      <xsl:choose>
        <xsl:when test="f:has-block(.)">div</xsl:when>
        <xsl:when test="$iso != '' and not(ancestor::tei:date)">time</xsl:when>
        <xsl:otherwise>span</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:element name="{$tag}">
      <xsl:call-template name="atts">
        <xsl:with-param name="class" select="normalize-space(concat('date ', substring('inferred', 1, 8 * boolean(@cert[. != 'high']))))"/>
      </xsl:call-template>
      <xsl:choose>
        <xsl:when test="$tag = 'time'"><xsl:attribute name="datetime"><xsl:value-of select="$iso"/></xsl:attribute></xsl:when>
        <xsl:when test="$raw != ''"><xsl:attribute name="data-when"><xsl:value-of select="$raw"/></xsl:attribute></xsl:when>
      </xsl:choose>
      <xsl:if test="$end != '' and $end != $iso"><xsl:attribute name="data-to"><xsl:value-of select="$end"/></xsl:attribute></xsl:if>
      <xsl:if test="$raw != '' and self::tei:date and $words != normalize-space()">
        <xsl:attribute name="title">
          <xsl:value-of select="$words"/>
          <xsl:if test="@cert[. != 'high']"><xsl:value-of select="concat(' (', f:label('inferred', $ui), ')')"/></xsl:if>
        </xsl:attribute>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="normalize-space() = '' and not(*)"><xsl:value-of select="$words"/></xsl:when>
        <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
      </xsl:choose>
    </xsl:element>
  </xsl:template>
</xsl:stylesheet>
