<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:import href="http://example.org/a.xsl"/>
  <xsl:template match="/">after</xsl:template>
</xsl:stylesheet>
