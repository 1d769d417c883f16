<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:exsl="http://exslt.org/common" extension-element-prefixes="exsl">
  <!-- a tree that is copied twice into the next one, which no variable holds for long -->
  <xsl:output method="text"/>
  <xsl:template match="/" name="double">
    <xsl:param name="tree"><a/></xsl:param>
    <xsl:call-template name="double">
      <xsl:with-param name="tree"><xsl:copy-of select="$tree"/><xsl:copy-of select="$tree"/></xsl:with-param>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
