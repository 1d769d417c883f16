<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <!-- a string that doubles at each level -->
  <xsl:output method="text"/>
  <xsl:template match="/" name="double">
    <xsl:param name="s" select="'0123456789abcdef'"/>
    <xsl:call-template name="double"><xsl:with-param name="s" select="concat($s, $s)"/></xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
