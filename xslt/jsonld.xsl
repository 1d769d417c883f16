<?xml version="1.0" encoding="UTF-8"?>
<!--
  jsonld.xsl: the document in the words of schema.org, as JSON-LD: an object, or an array of them for
  a corpus.

  Parameters: stem, not used; url, the address of its page; edition-title, of what it is part of.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:c="urn:teipipe:citation"
    xmlns:tp="urn:teipipe:functions"
    exclude-result-prefixes="c tp">

  <xsl:output method="text" encoding="UTF-8" media-type="application/ld+json"/>

  <xsl:param name="stem" select="''"/>
  <xsl:param name="url" select="''"/>
  <xsl:param name="edition-title" select="''"/>

  <xsl:include href="citation/common.xsl"/>
  <xsl:include href="citation/jsonld.xsl"/>

  <xsl:template match="/">
    <xsl:variable name="records" select="tp:record()"/>
    <xsl:if test="count($records) != 1">[</xsl:if>
    <xsl:for-each select="$records">
      <xsl:if test="position() > 1">,&#10;</xsl:if>
      <xsl:apply-templates select="." mode="c:jsonld"><xsl:with-param name="edition" select="$edition-title"/></xsl:apply-templates>
    </xsl:for-each>
    <xsl:if test="count($records) != 1">]</xsl:if>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>
</xsl:stylesheet>
