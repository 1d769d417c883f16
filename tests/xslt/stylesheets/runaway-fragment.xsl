<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <!-- a tree that doubles at each level -->
  <xsl:output method="text"/>
  <xsl:template match="/" name="double">
    <xsl:param name="t"><e/></xsl:param>
    <xsl:call-template name="double">
      <xsl:with-param name="t"><xsl:copy-of select="$t"/><xsl:copy-of select="$t"/></xsl:with-param>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
