<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <!-- two calls at each of forty levels: no depth is exceeded, and it would run for a day -->
  <xsl:output method="text"/>
  <xsl:template match="/" name="two">
    <xsl:param name="n" select="40"/>
    <xsl:if test="$n > 0">
      <xsl:call-template name="two"><xsl:with-param name="n" select="$n - 1"/></xsl:call-template>
      <xsl:call-template name="two"><xsl:with-param name="n" select="$n - 1"/></xsl:call-template>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
