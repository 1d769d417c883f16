<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <!-- speaks, and goes on -->
  <xsl:output method="text"/>
  <xsl:template match="/">
    <xsl:for-each select="//*[local-name() = 'p']">
      <xsl:message>a paragraph: <xsl:value-of select="."/></xsl:message>
    </xsl:for-each>
    <xsl:text>done</xsl:text>
  </xsl:template>
</xsl:stylesheet>
