<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <!-- reads another document -->
  <xsl:output method="text"/>
  <xsl:param name="file" select="'other.xml'"/>
  <xsl:template match="/"><xsl:value-of select="concat('[', normalize-space(document($file)), ']')"/></xsl:template>
</xsl:stylesheet>
