<?xml version="1.0" encoding="UTF-8"?>
<!--
  mla.xsl: the citation of the document as text, by the MLA Handbook; a line for each TEI element.

  Parameters: stem, not used; url, the address of its page, which goes before the one that the
  header names. mode c:mla makes the text of a record (xslt/README.md).
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:c="urn:teipipe:citation"
    xmlns:tp="urn:teipipe:functions"
    exclude-result-prefixes="c tp">

  <xsl:output method="text" encoding="UTF-8" media-type="text/plain"/>

  <xsl:param name="stem" select="''"/>
  <xsl:param name="url" select="''"/>

  <xsl:include href="citation/common.xsl"/>
  <xsl:include href="citation/style.xsl"/>
  <xsl:include href="citation/mla.xsl"/>

  <xsl:template match="/">
    <xsl:for-each select="tp:record()">
      <xsl:apply-templates select="." mode="c:mla"/>
      <xsl:text>&#10;</xsl:text>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
