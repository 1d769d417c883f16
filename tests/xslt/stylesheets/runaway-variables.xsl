<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <!-- many variables at each level of a recursion that ends, but late -->
  <xsl:output method="text"/>
  <xsl:template match="/" name="deeper">
    <xsl:param name="n" select="100000"/>
    <xsl:variable name="a" select="$n"/>
    <xsl:variable name="b" select="$n"/>
    <xsl:variable name="c" select="$n"/>
    <xsl:if test="$n > 0">
      <xsl:call-template name="deeper"><xsl:with-param name="n" select="$n - 1"/></xsl:call-template>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
