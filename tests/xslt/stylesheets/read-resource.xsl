<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <!-- reads a resource of the program -->
  <xsl:output method="text"/>
  <xsl:template match="/"><xsl:value-of select="count(document('teipipe:xslt/text.xsl')/*)"/></xsl:template>
</xsl:stylesheet>
