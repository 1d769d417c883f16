<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:func="http://exslt.org/functions" xmlns:my="urn:test" extension-element-prefixes="func">
  <!-- a function that calls itself without end -->
  <xsl:output method="text"/>
  <func:function name="my:again"><func:result select="my:again()"/></func:function>
  <xsl:template match="/"><xsl:value-of select="my:again()"/></xsl:template>
</xsl:stylesheet>
