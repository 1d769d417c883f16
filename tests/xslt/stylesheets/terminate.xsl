<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <!-- speaks, and stops -->
  <xsl:output method="text"/>
  <xsl:template match="/"><xsl:message terminate="yes">no further</xsl:message>never</xsl:template>
</xsl:stylesheet>
