<?xml version="1.0" encoding="UTF-8"?>
<!-- timeline.xsl: documents under their years and months, and a chart of how many there are of each year. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:e="urn:teipipe:edition"
    xmlns:f="urn:teipipe:xslt"
    exclude-result-prefixes="e f">

  <xsl:template match="e:edition[@view = 'timeline']/e:contents">
    <xsl:variable name="most"><xsl:for-each select="e:heading"><xsl:sort select="@count" data-type="number" order="descending"/>
      <xsl:if test="position() = 1"><xsl:value-of select="@count"/></xsl:if></xsl:for-each></xsl:variable>
    <nav class="chart" aria-label="{f:label('years', $ui)}">
      <ol>
        <xsl:for-each select="e:heading">
          <xsl:call-template name="nl"/>
          <li>
            <a>
              <xsl:attribute name="href">
                <xsl:if test="@page != $page-file"><xsl:value-of select="@page"/></xsl:if>
                <xsl:value-of select="concat('#', @id)"/>
              </xsl:attribute>
              <span class="year"><xsl:apply-templates select="." mode="label"/></span>
              <xsl:text> </xsl:text>
              <span class="bar" style="--share: {format-number(@count div $most, '0.###')}"></span>
              <xsl:text> </xsl:text>
              <span class="n"><xsl:value-of select="@count"/></span>
            </a>
          </li>
        </xsl:for-each>
      </ol>
    </nav>
  </xsl:template>

  <xsl:template match="e:edition[@view = 'timeline']/e:rows" mode="rows">
    <xsl:for-each select="e:group">
      <xsl:call-template name="nl"/>
      <section class="of-year">
        <xsl:if test="@id"><xsl:attribute name="id"><xsl:value-of select="@id"/></xsl:attribute></xsl:if>
        <h2><xsl:call-template name="group-heading"/></h2>
        <xsl:apply-templates select="e:document" mode="month"/>
      </section>
    </xsl:for-each>
  </xsl:template>

  <xsl:key name="month" match="e:document" use="substring(@begin, 1, 7)"/>

  <!-- the first document of a month stands for all of it -->
  <xsl:template match="e:document" mode="month">
    <xsl:variable name="month" select="substring(@begin, 1, 7)"/>
    <xsl:if test="not(preceding-sibling::e:document[1]) or substring(preceding-sibling::e:document[1]/@begin, 1, 7) != $month">
      <xsl:if test="string-length($month) = 7 and substring($month, 5, 1) = '-'">
        <xsl:call-template name="nl"/>
        <h3><xsl:value-of select="f:date($month, $ui)"/></h3>
      </xsl:if>
      <xsl:call-template name="nl"/>
      <ol class="days"><xsl:apply-templates select="key('month', $month)" mode="day"/></ol>
    </xsl:if>
  </xsl:template>

  <xsl:template match="e:document" mode="day">
    <xsl:call-template name="nl"/>
    <li>
      <xsl:if test="not(@when) or @doubtful"><xsl:attribute name="class">uncertain</xsl:attribute></xsl:if>
      <span class="when"><xsl:call-template name="when"/></span>
      <xsl:text> </xsl:text>
      <span class="what"><xsl:call-template name="title-link"/>
        <xsl:if test="@kind or @place">
          <xsl:text> </xsl:text>
          <span class="sort"><xsl:value-of select="@kind"/><xsl:if test="@kind and @place"><xsl:value-of select="f:label('comma', $ui)"/></xsl:if><xsl:value-of select="@place"/></span>
        </xsl:if>
      </span>
    </li>
  </xsl:template>
</xsl:stylesheet>
