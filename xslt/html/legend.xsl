<?xml version="1.0" encoding="UTF-8"?>
<!-- legend.xsl: the critical signs this document uses, each shown as it stands in the text. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    exclude-result-prefixes="tei f">

  <xsl:template name="legend">
    <xsl:variable name="in" select="$tei/tei:text | $tei/tei:sourceDoc | $tei/tei:TEI//tei:text | $tei/tei:TEI/tei:sourceDoc"/>
    <xsl:if test="f:has($in, 'gap supplied unclear del add sic orig abbr ex surplus secl rdg stamp pb', '')">
      <xsl:call-template name="legend-of"><xsl:with-param name="in" select="$in"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="legend-of">
    <xsl:param name="in"/>
    <xsl:variable name="used" select="f:names($in)"/>
    <xsl:variable name="sample" select="f:label('sample', $ui)"/>
    <xsl:variable name="read" select="f:label('read', $ui)"/>
    <xsl:variable name="signs">
      <xsl:if test="f:in('gap', $used)">
        <li><span class="shown"><span class="gap"><xsl:value-of select="concat('[… ', f:label('illegible', $ui), f:label('clause', $ui), f:count('words', 2, $ui), ']')"/></span></span>
          <span class="said"><xsl:value-of select="f:label('lg-gap', $ui)"/></span></li>
      </xsl:if>
      <xsl:if test="f:in('supplied', $used)">
        <li><span class="shown"><span class="supplied"><span class="sign">[</span><xsl:value-of select="$sample"/><span class="sign">]</span></span></span>
          <span class="said"><xsl:value-of select="f:label('lg-supplied', $ui)"/></span></li>
      </xsl:if>
      <xsl:if test="f:in('unclear', $used)">
        <li><span class="shown"><span class="unclear"><xsl:value-of select="$sample"/><span class="sign">[?]</span></span></span>
          <span class="said"><xsl:value-of select="f:label('lg-unclear', $ui)"/></span></li>
      </xsl:if>
      <xsl:if test="f:in('del', $used)">
        <li><span class="shown"><del><xsl:value-of select="$sample"/></del></span>
          <span class="said"><xsl:value-of select="f:label('lg-del', $ui)"/></span></li>
      </xsl:if>
      <xsl:if test="f:in('add', $used)">
        <li><span class="shown"><ins><span class="sign">‹</span><xsl:value-of select="$sample"/><span class="sign">›</span></ins></span>
          <span class="said"><xsl:value-of select="f:label('lg-add', $ui)"/></span></li>
      </xsl:if>
      <xsl:if test="f:in('sic', $used) and $in//tei:choice/tei:sic">
        <li><span class="shown"><span class="choice"><span class="sic"><xsl:value-of select="$sample"/></span><xsl:text> </xsl:text><span class="corr"><span class="sign"><xsl:value-of select="concat('[', substring-before($read, '$1'))"/></span><xsl:value-of select="$sample"/><span class="sign">]</span></span></span></span>
          <span class="said"><xsl:value-of select="f:label('lg-sic', $ui)"/></span></li>
      </xsl:if>
      <xsl:if test="f:in('sic', $used) and $in//tei:sic[not(parent::tei:choice)]">
        <li><span class="shown"><span class="sic"><xsl:value-of select="$sample"/><span class="sign"> [sic]</span></span></span>
          <span class="said"><xsl:value-of select="f:label('lg-sic-alone', $ui)"/></span></li>
      </xsl:if>
      <xsl:if test="f:in('orig', $used) and $in//tei:choice/tei:orig">
        <li><span class="shown"><span class="choice"><span class="orig"><xsl:value-of select="$sample"/></span><xsl:text> </xsl:text><span class="reg"><span class="sign">[= </span><xsl:value-of select="$sample"/><span class="sign">]</span></span></span></span>
          <span class="said"><xsl:value-of select="f:label('lg-orig', $ui)"/></span></li>
      </xsl:if>
      <xsl:if test="f:in('ex', $used) or (f:in('abbr', $used) and $in//tei:choice/tei:abbr)">
        <li><span class="shown"><span class="choice"><span class="abbr"><xsl:value-of select="$sample"/></span><xsl:text> </xsl:text><span class="expan"><span class="sign">(</span><xsl:value-of select="$sample"/><span class="sign">)</span></span></span></span>
          <span class="said"><xsl:value-of select="f:label('lg-abbr', $ui)"/></span></li>
      </xsl:if>
      <xsl:if test="f:in('surplus', $used) or f:in('secl', $used)">
        <li><span class="shown"><span class="surplus"><span class="sign">{</span><xsl:value-of select="$sample"/><span class="sign">}</span></span></span>
          <span class="said"><xsl:value-of select="f:label('lg-surplus', $ui)"/></span></li>
      </xsl:if>
      <xsl:if test="f:in('rdg', $used)">
        <li><span class="shown"><span class="rdg"><span class="sign"><xsl:value-of select="concat('[', f:label('variant', $ui), f:colon($ui))"/></span><xsl:value-of select="$sample"/><span class="sign">]</span></span></span>
          <span class="said"><xsl:value-of select="f:label('lg-app', $ui)"/></span></li>
      </xsl:if>
      <xsl:if test="f:in('stamp', $used)">
        <li><span class="shown"><span class="stamp"><xsl:value-of select="$sample"/></span></span>
          <span class="said"><xsl:value-of select="f:label('lg-stamp', $ui)"/></span></li>
      </xsl:if>
      <xsl:if test="f:in('pb', $used) and $in//tei:pb[@n]">
        <li><span class="shown"><span class="pb"><xsl:value-of select="concat('[', f:fill(f:label('page', $ui), ($in//tei:pb/@n)[1]), ']')"/></span></span>
          <span class="said"><xsl:value-of select="f:label('lg-pb', $ui)"/></span></li>
      </xsl:if>
    </xsl:variable>
    <xsl:if test="string($signs) != ''">
      <xsl:text>&#10;</xsl:text>
      <section class="legend" aria-labelledby="legend">
        <h2 id="legend"><xsl:value-of select="f:label('legend', $ui)"/></h2>
        <ul><xsl:copy-of select="$signs"/></ul>
      </section>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
