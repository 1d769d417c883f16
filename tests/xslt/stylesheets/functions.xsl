<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:dyn="http://exslt.org/dynamic" xmlns:str="http://exslt.org/strings" xmlns:tp="urn:teipipe:functions">
  <!-- line feeds show, and no-break blanks count as blanks;
       of each case whose call doesn't give its value: what it gives; and how many cases there are -->
  <xsl:output method="text"/>
  <xsl:template match="/cases">
    <xsl:for-each select="case">
      <xsl:variable name="value" select="translate(string(dyn:evaluate(@call)), '&#10;&#160;', '⏎ ')"/>
      <xsl:if test="$value != @is"><xsl:value-of select="concat(@call, ' is ', $value, '&#10;')"/></xsl:if>
    </xsl:for-each>
    <xsl:value-of select="count(case)"/>
  </xsl:template>
</xsl:stylesheet>
