<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <!-- one expression that visits every node for every node for every node -->
  <xsl:output method="text"/>
  <xsl:template match="/">
    <xsl:value-of select="count(//node()[count(//node()[count(//node()[count(//node()) > 0]) > 0]) > 0])"/>
  </xsl:template>
</xsl:stylesheet>
