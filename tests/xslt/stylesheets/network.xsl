<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <!-- asks for a document from the network -->
  <xsl:output method="text"/>
  <xsl:template match="/"><xsl:value-of select="document('http://example.org/a.xml')"/>after</xsl:template>
</xsl:stylesheet>
