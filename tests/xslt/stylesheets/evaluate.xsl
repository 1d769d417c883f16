<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:tp="urn:teipipe:functions">
  <!-- calls made wrongly -->
  <xsl:output method="text"/>
  <xsl:param name="call"/>
  <xsl:param name="text"/>
  <xsl:template match="/">
    <xsl:choose>
      <xsl:when test="$call = 'date'"><xsl:value-of select="tp:date($text)"/></xsl:when>
      <xsl:when test="$call = 'width'"><xsl:value-of select="tp:width($text)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="tp:unknown($text)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
