<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">
  <!-- a user's stylesheet: all of ours, but gaps in their own way -->
  <xsl:import href="teipipe:xslt/html.xsl"/>
  <xsl:template match="tei:gap"><b class="own-gap">(- - -)</b></xsl:template>
</xsl:stylesheet>
