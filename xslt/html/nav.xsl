<?xml version="1.0" encoding="UTF-8"?>
<!--
  nav.xsl: the letters before and after this one in its correspondence. The build says which they are.

  Parameters
    correspondence-href, correspondence-title
                     who wrote to whom, on the page of correspondences; without it there is nothing
    letter-prev-href, letter-prev-title, letter-next-href, letter-next-title
                     the neighbours among its letters
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:f="urn:teipipe:xslt"
    exclude-result-prefixes="f">

  <xsl:param name="correspondence-href"/>
  <xsl:param name="correspondence-title"/>
  <xsl:param name="letter-prev-href"/>
  <xsl:param name="letter-prev-title"/>
  <xsl:param name="letter-next-href"/>
  <xsl:param name="letter-next-title"/>

  <xsl:template name="correspondence-nav">
    <xsl:if test="$correspondence-href != ''">
      <nav class="neighbours within" aria-label="{f:label('view-correspondence', $ui)}">
        <a class="between" href="{$correspondence-href}"><xsl:value-of select="f:fill(f:label('within', $ui), $correspondence-title)"/></a>
        <xsl:if test="$letter-prev-href != ''">
          <a rel="prev" href="{$letter-prev-href}"><span class="arrow" aria-hidden="true">←</span>
            <span class="way"><xsl:value-of select="f:label('previous', $ui)"/></span>
            <span class="which"><xsl:value-of select="$letter-prev-title"/></span></a>
        </xsl:if>
        <xsl:if test="$letter-next-href != ''">
          <a rel="next" href="{$letter-next-href}"><span class="way"><xsl:value-of select="f:label('next', $ui)"/></span>
            <span class="which"><xsl:value-of select="$letter-next-title"/></span>
            <span class="arrow" aria-hidden="true">→</span></a>
        </xsl:if>
      </nav>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
