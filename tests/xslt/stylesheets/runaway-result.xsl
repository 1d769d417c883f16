<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <!-- a result of 1024 copies of a line -->
  <xsl:output method="text"/>
  <xsl:template match="/" name="more">
    <xsl:param name="n" select="10"/>
    <xsl:choose>
      <xsl:when test="$n > 0">
        <xsl:call-template name="more"><xsl:with-param name="n" select="$n - 1"/></xsl:call-template>
        <xsl:call-template name="more"><xsl:with-param name="n" select="$n - 1"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise>A line that is neither short nor long, again and again.&#10;</xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
