<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:exsl="http://exslt.org/common" extension-element-prefixes="exsl">
  <!-- wants to write a file -->
  <xsl:output method="text"/>
  <xsl:param name="file" select="'written.txt'"/>
  <xsl:template match="/"><exsl:document href="{$file}" method="text">x</exsl:document>after</xsl:template>
</xsl:stylesheet>
