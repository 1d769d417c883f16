<?xml version="1.0" encoding="UTF-8"?>
<!-- A record of one's own, and a citation made of it: as xslt/README.md says. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:exsl="http://exslt.org/common"
    xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:r="urn:teipipe:record" xmlns:c="urn:teipipe:citation">
  <xsl:import href="teipipe:xslt/chicago.xsl"/>
  <xsl:import href="teipipe:xslt/record.xsl"/>
  <xsl:output method="text"/>
  <xsl:template match="/">
    <xsl:variable name="record"><xsl:apply-templates select="tei:TEI" mode="c:record"/></xsl:variable>
    <xsl:apply-templates select="exsl:node-set($record)/r:record" mode="c:chicago"/>
  </xsl:template>
  <xsl:template name="c:kind">Missive#letter</xsl:template>
  <xsl:template match="r:name[@original]" mode="c:inverted"><xsl:value-of select="concat(@text, ' ', @original)"/></xsl:template>
</xsl:stylesheet>
