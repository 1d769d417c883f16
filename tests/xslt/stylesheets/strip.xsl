<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <!-- strips white space: from a copy, as the next stylesheet wants it all -->
  <xsl:output method="text"/>
  <xsl:strip-space elements="*"/>
  <xsl:template match="/"><xsl:value-of select="count(//text())"/></xsl:template>
</xsl:stylesheet>
