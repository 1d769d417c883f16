<?xml version="1.0" encoding="UTF-8"?>
<!--
  fallback.xsl: any element no other module knows shows its text: as a block between blocks and in lists
  of entries (persons, places, events, bibliography), as a span inside a line.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:eg="http://www.tei-c.org/ns/Examples"
    xmlns:f="urn:teipipe:xslt"
    exclude-result-prefixes="tei eg f">

  <xsl:template match="*" priority="-2">
    <xsl:variable name="between" select="f:in-flow(.) or f:is-entry(.)"/>
    <xsl:variable name="text" select="text()[normalize-space() != '']"/>
    <xsl:choose>
      <!-- nothing to show: at most a place to link to -->
      <xsl:when test="normalize-space() = '' and not(.//tei:gap | .//tei:graphic | .//tei:space | .//tei:ptr | .//tei:date)">
        <xsl:if test="@xml:id"><span id="{@xml:id}"></span></xsl:if>
      </xsl:when>
      <xsl:when test="f:has-block(.) or ($between and not($text))"><xsl:call-template name="container"/></xsl:when>
      <xsl:when test="$between">
        <xsl:text>&#10;</xsl:text>
        <p><xsl:call-template name="atts"><xsl:with-param name="class" select="local-name()"/></xsl:call-template><xsl:apply-templates/></p>
      </xsl:when>
      <xsl:otherwise>
        <!-- fields of an entry that the encoding sets side by side without a space -->
        <xsl:if test="not(../text()[normalize-space() != '']) and preceding-sibling::node()[1][self::*]"><xsl:text> </xsl:text></xsl:if>
        <xsl:call-template name="inline"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- the header speaks through header.xsl; these are for machines -->
  <xsl:template match="tei:teiHeader | tei:fsdDecl | tei:xenoData"/>

  <!-- examples of markup are shown as markup -->
  <xsl:template match="eg:egXML">
    <xsl:text>&#10;</xsl:text>
    <pre class="example"><code><xsl:apply-templates mode="source"/></code></pre>
  </xsl:template>
  <xsl:template match="tei:eg">
    <xsl:text>&#10;</xsl:text>
    <pre class="example"><xsl:apply-templates/></pre>
  </xsl:template>
  <xsl:template match="*" mode="source">
    <xsl:value-of select="concat('&lt;', name())"/>
    <xsl:for-each select="@*"><xsl:value-of select="concat(' ', name(), '=&quot;', ., '&quot;')"/></xsl:for-each>
    <xsl:choose>
      <xsl:when test="node()">
        <xsl:text>&gt;</xsl:text><xsl:apply-templates mode="source"/><xsl:value-of select="concat('&lt;/', name(), '&gt;')"/>
      </xsl:when>
      <xsl:otherwise><xsl:text>/&gt;</xsl:text></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
