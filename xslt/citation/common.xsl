<?xml version="1.0" encoding="UTF-8"?>
<!--
  common.xsl: what the citation formats share; the context is a record.

  template c:id        the key of the entry: the parameter stem, else the record's
  template c:address   where it can be read: the parameter url, else the record's
  template c:note      its other titles, its classification, and the printed source of what is cited
                       from an archive; with signs for tp:punctuate()
  mode c:title         of a publication: 'Romanised title 汉字 [Translated title]'
  template c:credit    'translated by A and B' of NAMES and VERB, with a sign behind
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:teipipe:record"
    xmlns:c="urn:teipipe:citation"
    xmlns:tp="urn:teipipe:functions"
    exclude-result-prefixes="r c tp">

  <xsl:variable name="c:key-characters" select="'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:'"/>

  <xsl:template name="c:id">
    <xsl:choose>
      <xsl:when test="$stem = ''"><xsl:value-of select="@key"/></xsl:when>
      <xsl:when test="translate($stem, $c:key-characters, '') = ''"><xsl:value-of select="$stem"/></xsl:when>
      <xsl:otherwise>
        <xsl:variable name="ascii" select="translate(normalize-space(tp:ascii($stem)), ' ', '-')"/>
        <xsl:variable name="clean" select="translate($ascii, translate($ascii, $c:key-characters, ''), '')"/>
        <xsl:value-of select="concat($clean, substring('document', 1, 8 * ($clean = '')))"/>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:if test="$stem != '' and preceding-sibling::r:record"><xsl:value-of select="concat('-', count(preceding-sibling::r:record) + 1)"/></xsl:if>
  </xsl:template>

  <xsl:template name="c:address">
    <xsl:choose>
      <xsl:when test="$url != ''"><xsl:value-of select="$url"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="r:url"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="c:note">
    <xsl:for-each select="r:romanised | r:alternative"><xsl:value-of select="concat(substring('; ', 1, 2 * (position() > 1)), .)"/></xsl:for-each>
    <xsl:if test="r:romanised or r:alternative">&#xE000;</xsl:if>
    <xsl:if test="r:classification"><xsl:value-of select="concat(r:classification, '&#xE000;')"/></xsl:if>
    <xsl:if test="@held = 'archive' and r:publication"><xsl:value-of select="concat('Printed in ', r:publication/@words)"/></xsl:if>
  </xsl:template>

  <xsl:template match="r:publication" mode="c:title">
    <xsl:value-of select="@title"/>
    <xsl:if test="@original != ''"><xsl:value-of select="concat(' ', @original)"/></xsl:if>
    <xsl:if test="@translated != ''"><xsl:value-of select="concat(' [', @translated, ']')"/></xsl:if>
  </xsl:template>

  <xsl:template name="c:credit">
    <xsl:param name="names"/>
    <xsl:param name="verb"/>
    <xsl:if test="$names">
      <xsl:value-of select="concat($verb, ' by ')"/>
      <xsl:for-each select="$names">
        <xsl:choose>
          <xsl:when test="position() = 1"/>
          <xsl:when test="position() = last()"> and </xsl:when>
          <xsl:otherwise>, </xsl:otherwise>
        </xsl:choose>
        <xsl:value-of select="@text"/>
      </xsl:for-each>
      <xsl:text>&#xE001;</xsl:text>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
