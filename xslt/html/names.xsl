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
    xmlns:tp="urn:teipipe:functions"
    extension-element-prefixes="func tp"
    exclude-result-prefixes="tei f">

  <xsl:template match="tei:persName">
    <xsl:call-template name="name"><xsl:with-param name="kind" select="'person'"/></xsl:call-template>
  </xsl:template>
  <xsl:template match="tei:orgName">
    <xsl:call-template name="name"><xsl:with-param name="kind" select="'organisation'"/></xsl:call-template>
  </xsl:template>
  <xsl:template match="tei:placeName | tei:geogName | tei:settlement | tei:country | tei:region | tei:district | tei:bloc">
    <xsl:call-template name="name"/>
  </xsl:template>
  <xsl:template match="tei:name">
    <xsl:call-template name="name">
      <xsl:with-param name="kind">
        <xsl:choose>
          <xsl:when test="contains(@type, 'pers')">person</xsl:when>
          <xsl:when test="contains(@type, 'org')">organisation</xsl:when>
          <xsl:when test="contains(@type, 'place')">place</xsl:when>
          <xsl:otherwise>name</xsl:otherwise>
        </xsl:choose>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="name">
    <xsl:param name="kind" select="'place'"/>
    <tp:name><xsl:fallback>
    <xsl:variable name="plain" select="f:plain-name(., $kind, $names-base)"/>
    <xsl:choose>
      <!-- nearly all of them -->
      <xsl:when test="$plain != ''">
        <a class="name {$kind}" href="{$plain}" data-ref="{@ref}"><xsl:value-of select="."/></a>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="ref" select="f:first(@ref)"/>
        <!-- who made, printed or keeps the document is no entry of an index -->
        <xsl:variable name="href" select="f:name-href($ref, $kind, substring($names-base, 1, 999 * not(ancestor::tei:fileDesc)))"/>
        <xsl:variable name="tag">
          <xsl:choose>
            <xsl:when test="f:has-block(.)">div</xsl:when>
            <xsl:when test="$href != '' and normalize-space() != '' and not(ancestor::*[@ref or self::tei:ref]) and not(f:has-link(.))">a</xsl:when>
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
      </xsl:otherwise>
    </xsl:choose>
    </xsl:fallback></tp:name>
  </xsl:template>

  <!-- HTML has no link inside a link -->
  <func:function name="f:has-link">
    <xsl:param name="el"/>
    <func:result select="f:has($el, 'ref ptr note idno graphic media', '')"/>
  </func:function>

  <!-- the link of a name that has one, and of which nothing else is to be said; native in the program -->
  <func:function name="f:plain-name">
    <xsl:param name="el"/>
    <xsl:param name="kind"/>
    <xsl:param name="base"/>
    <xsl:choose>
      <xsl:when test="$el[count(@*) = 1][not(*)][normalize-space() != ''][not(ancestor::*[self::tei:ref or self::tei:fileDesc or @ref != ''])] and $el/@ref = f:first($el/@ref)">
        <func:result select="f:name-href(string($el/@ref), $kind, $base)"/>
      </xsl:when>
      <xsl:otherwise><func:result select="''"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- an entry of the edition's authority files on its page; an authority elsewhere where it is -->
  <!-- native in the program -->
  <func:function name="f:name-href">
    <xsl:param name="ref"/>
    <xsl:param name="kind"/>
    <xsl:param name="base"/>
    <xsl:variable name="id" select="substring-after($ref, '#')"/>
    <xsl:choose>
      <xsl:when test="not(f:local($ref))"><func:result select="f:href($ref)"/></xsl:when>
      <xsl:when test="$base = '' or $id = ''"><func:result select="''"/></xsl:when>
      <xsl:when test="$kind = 'organisation'"><func:result select="concat($base, 'organisations.html#', $id)"/></xsl:when>
      <xsl:when test="$kind = 'place'"><func:result select="concat($base, 'places.html#', $id)"/></xsl:when>
      <xsl:otherwise><func:result select="concat($base, 'persons.html#', $id)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

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
    <tp:day><xsl:fallback>
    <xsl:variable name="day" select="f:html-date(@when)"/>
    <xsl:choose>
      <!-- nearly all of them: a day -->
      <xsl:when test="$day != '' and not(*) and count(@*) = 1 + count(@resp | @cert) and not(ancestor::tei:date)">
        <xsl:variable name="words" select="f:date(@when, $ui)"/>
        <xsl:variable name="doubt" select="substring(' inferred', 1, 9 * boolean(@cert[. != 'high']))"/>
        <time class="date{$doubt}" datetime="{$day}">
          <xsl:if test="self::tei:date and $words != normalize-space()">
            <xsl:attribute name="title">
              <xsl:value-of select="$words"/>
              <xsl:if test="$doubt != ''"><xsl:value-of select="concat(' (', f:label('inferred', $ui), ')')"/></xsl:if>
            </xsl:attribute>
          </xsl:if>
          <xsl:value-of select="."/>
          <xsl:if test=". = ''"><xsl:value-of select="$words"/></xsl:if>
        </time>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="date"/></xsl:otherwise>
    </xsl:choose>
    </xsl:fallback></tp:day>
  </xsl:template>

  <xsl:template name="date">
    <xsl:variable name="raw" select="f:iso(.)"/>
    <xsl:variable name="iso" select="f:html-date($raw)"/>
    <xsl:variable name="text" select="normalize-space()"/>
    <xsl:variable name="words" select="f:date-of(current()[$raw != ''], $ui)"/>
    <xsl:variable name="end" select="f:html-date((@to | @notAfter)[1])"/>
    <xsl:variable name="inferred" select="boolean(@cert[. != 'high'])"/>
    <xsl:variable name="tag">
      <xsl:choose>
        <xsl:when test="* and f:has-block(.)">div</xsl:when>
        <xsl:when test="$iso != '' and not(ancestor::tei:date)">time</xsl:when>
        <xsl:otherwise>span</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:element name="{$tag}">
      <xsl:call-template name="atts">
        <xsl:with-param name="class" select="concat('date', substring(' inferred', 1, 9 * $inferred))"/>
      </xsl:call-template>
      <xsl:choose>
        <xsl:when test="$tag = 'time'"><xsl:attribute name="datetime"><xsl:value-of select="$iso"/></xsl:attribute></xsl:when>
        <xsl:when test="$raw != ''"><xsl:attribute name="data-when"><xsl:value-of select="$raw"/></xsl:attribute></xsl:when>
      </xsl:choose>
      <xsl:if test="$end != '' and $end != $iso"><xsl:attribute name="data-to"><xsl:value-of select="$end"/></xsl:attribute></xsl:if>
      <xsl:if test="$raw != '' and self::tei:date and $words != $text">
        <xsl:attribute name="title">
          <xsl:value-of select="$words"/>
          <xsl:if test="$inferred"><xsl:value-of select="concat(' (', f:label('inferred', $ui), ')')"/></xsl:if>
        </xsl:attribute>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="$text = '' and not(*)"><xsl:value-of select="$words"/></xsl:when>
        <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
      </xsl:choose>
    </xsl:element>
  </xsl:template>
</xsl:stylesheet>
