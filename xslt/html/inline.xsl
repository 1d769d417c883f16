<?xml version="1.0" encoding="UTF-8"?>
<!-- inline.xsl: emphasis, other languages, titles, links, words. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    exclude-result-prefixes="tei f">

  <xsl:template match="tei:emph">
    <xsl:call-template name="inline"><xsl:with-param name="tag" select="'em'"/><xsl:with-param name="class" select="''"/></xsl:call-template>
  </xsl:template>

  <!-- the tag carries the look where HTML has one, the class carries all of it -->
  <xsl:template match="tei:hi">
    <xsl:variable name="rend" select="translate(concat(@rend, ' ', @rendition), '#:', '  ')"/>
    <xsl:call-template name="inline">
      <xsl:with-param name="class" select="''"/>
      <xsl:with-param name="tag">
        <xsl:choose>
          <xsl:when test="contains($rend, 'bold')">b</xsl:when>
          <xsl:when test="contains($rend, 'super') or f:in('sup', $rend)">sup</xsl:when>
          <xsl:when test="contains($rend, 'subscript') or f:in('sub', $rend)">sub</xsl:when>
          <xsl:when test="contains($rend, 'underline')">u</xsl:when>
          <xsl:when test="contains($rend, 'ital') or f:in('i', $rend)">i</xsl:when>
          <xsl:when test="normalize-space($rend) = ''">em</xsl:when>
          <xsl:otherwise>span</xsl:otherwise>
        </xsl:choose>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:foreign | tei:distinct | tei:mentioned | tei:term | tei:gloss | tei:ident | tei:seg
      | tei:rs | tei:measure | tei:num | tei:unit">
    <xsl:variable name="name" select="substring(local-name(), 1, 100 * not(self::tei:seg))"/>
    <xsl:call-template name="inline"><xsl:with-param name="class" select="f:typed($name, .)"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:code | tei:tag | tei:att | tei:val | tei:gi">
    <xsl:call-template name="inline"><xsl:with-param name="tag" select="'code'"/></xsl:call-template>
  </xsl:template>

  <!-- titles: works apart are set off, parts of works are quoted -->
  <xsl:template match="tei:title">
    <xsl:variable name="first" select="substring(normalize-space(), 1, 1)"/>
    <xsl:choose>
      <xsl:when test="f:has-block(.)"><xsl:call-template name="container"/></xsl:when>
      <xsl:when test="(@level = 'a' or @level = 'u') and ancestor::*[self::tei:bibl or self::tei:biblStruct or self::tei:listBibl]
          and not(contains('&quot;“”„«‹‘’「『《〈', $first))">
        <q><xsl:call-template name="atts"><xsl:with-param name="class" select="'title'"/></xsl:call-template><xsl:apply-templates/></q>
      </xsl:when>
      <xsl:when test="@type = 'translated'">
        <span>
          <xsl:call-template name="atts"><xsl:with-param name="class" select="'title translated'"/></xsl:call-template>
          <xsl:text>[</xsl:text><xsl:apply-templates/><xsl:text>]</xsl:text>
        </span>
      </xsl:when>
      <xsl:otherwise>
        <cite>
          <xsl:call-template name="atts"><xsl:with-param name="class" select="normalize-space(concat('title ', substring(concat('level-', @level), 1, 7 * boolean(@level))))"/></xsl:call-template>
          <xsl:apply-templates/>
        </cite>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- links -->
  <xsl:template match="tei:ref | tei:ptr">
    <xsl:variable name="href" select="f:href(f:first(@target))"/>
    <xsl:variable name="note" select="id(substring(@target, 2))[self::tei:note][f:is-numbered(.)][starts-with(current()/@target, '#')]"/>
    <xsl:choose>
      <xsl:when test="$note">
        <xsl:call-template name="note-mark"><xsl:with-param name="note" select="$note[1]"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="$href = '' or ancestor::tei:ref or f:has-link(.)">
        <xsl:call-template name="inline"/>
      </xsl:when>
      <xsl:when test="f:has-block(.)">
        <div><xsl:call-template name="atts"/><xsl:apply-templates/></div>
      </xsl:when>
      <xsl:otherwise>
        <a>
          <xsl:call-template name="atts">
            <xsl:with-param name="class" select="substring('external', 1, 8 * not(f:local($href)))"/>
          </xsl:call-template>
          <xsl:attribute name="href"><xsl:value-of select="$href"/></xsl:attribute>
          <xsl:choose>
            <xsl:when test="normalize-space() != '' or *"><xsl:apply-templates/></xsl:when>
            <xsl:otherwise><xsl:value-of select="@target"/></xsl:otherwise>
          </xsl:choose>
        </a>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:idno">
    <xsl:variable name="href" select="f:href(normalize-space())"/>
    <xsl:choose>
      <xsl:when test="(@type = 'URL' or @type = 'URI' or @type = 'url') and $href != '' and not(f:local($href)) and not(ancestor::tei:ref)">
        <a class="idno external" href="{$href}"><xsl:value-of select="normalize-space()"/></a>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="inline"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:anchor | tei:index">
    <xsl:if test="@xml:id"><span id="{@xml:id}"></span></xsl:if>
  </xsl:template>

  <xsl:template match="tei:dimensions[*][not(text()[normalize-space() != ''])]">
    <span><xsl:call-template name="atts"><xsl:with-param name="class" select="'dimensions'"/></xsl:call-template><xsl:value-of select="f:dimensions(.)"/></span>
  </xsl:template>

  <!-- marks of linguistic annotation leave no trace but an id -->
  <xsl:template match="tei:w | tei:c | tei:pc | tei:s | tei:phr | tei:cl | tei:m | tei:g">
    <xsl:choose>
      <xsl:when test="@xml:id or @xml:lang or @corresp or @rend"><xsl:call-template name="inline"><xsl:with-param name="class" select="''"/></xsl:call-template></xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
