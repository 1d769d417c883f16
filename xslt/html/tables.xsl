<?xml version="1.0" encoding="UTF-8"?>
<!-- tables.xsl: tables, figures, formulas. An image on someone else's host is linked, never fetched. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:m="http://www.w3.org/1998/Math/MathML"
    xmlns:f="urn:teipipe:xslt"
    exclude-result-prefixes="tei m f">

  <!-- wide tables scroll in a region that the keyboard reaches -->
  <xsl:template match="tei:table">
    <xsl:variable name="id" select="f:own-id(.)"/>
    <xsl:variable name="columns" select="count(tei:row[1]/tei:cell)"/>
    <xsl:text>&#10;</xsl:text>
    <div class="table" tabindex="0" role="group">
      <xsl:if test="tei:head"><xsl:attribute name="aria-labelledby"><xsl:value-of select="concat($id, '-caption')"/></xsl:attribute></xsl:if>
      <table>
        <xsl:call-template name="atts"/>
        <xsl:if test="tei:head">
          <caption id="{$id}-caption">
            <xsl:for-each select="tei:head"><xsl:if test="position() > 1"><br/></xsl:if><xsl:apply-templates/></xsl:for-each>
          </caption>
        </xsl:if>
        <tbody>
          <xsl:for-each select="*[not(self::tei:head)]">
            <xsl:text>&#10;</xsl:text>
            <xsl:choose>
              <xsl:when test="self::tei:row">
                <tr><xsl:call-template name="atts"/><xsl:apply-templates select="tei:cell | tei:table"/></tr>
              </xsl:when>
              <xsl:otherwise>
                <tr class="between"><td colspan="{$columns + not($columns)}"><xsl:apply-templates select="."/></td></tr>
              </xsl:otherwise>
            </xsl:choose>
          </xsl:for-each>
        </tbody>
      </table>
    </div>
  </xsl:template>

  <xsl:template match="tei:cell">
    <xsl:variable name="label" select="@role = 'label' or ../@role = 'label'"/>
    <xsl:element name="{substring('thtd', 3 - 2 * $label, 2)}">
      <xsl:call-template name="atts"/>
      <xsl:if test="$label">
        <xsl:attribute name="scope">
          <xsl:choose><xsl:when test="../@role = 'label'">col</xsl:when><xsl:otherwise>row</xsl:otherwise></xsl:choose>
        </xsl:attribute>
      </xsl:if>
      <xsl:if test="@cols > 1"><xsl:attribute name="colspan"><xsl:value-of select="@cols"/></xsl:attribute></xsl:if>
      <xsl:if test="@rows > 1"><xsl:attribute name="rowspan"><xsl:value-of select="@rows"/></xsl:attribute></xsl:if>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="tei:figure">
    <xsl:text>&#10;</xsl:text>
    <figure>
      <xsl:call-template name="atts"/>
      <xsl:apply-templates select="*[not(self::tei:head or self::tei:figDesc)]"/>
      <xsl:if test="tei:head or tei:figDesc">
        <figcaption>
          <xsl:for-each select="tei:head"><span class="head"><xsl:apply-templates/></span><xsl:text> </xsl:text></xsl:for-each>
          <xsl:for-each select="tei:figDesc"><xsl:call-template name="inline"/></xsl:for-each>
        </figcaption>
      </xsl:if>
    </figure>
  </xsl:template>

  <xsl:template match="tei:graphic | tei:media">
    <xsl:variable name="alt" select="normalize-space(concat(tei:desc, ' ', ../tei:figDesc[1]))"/>
    <xsl:variable name="src" select="f:href(normalize-space(@url))"/>
    <xsl:variable name="image" select="self::tei:graphic or starts-with(@mimeType, 'image/')"/>
    <xsl:choose>
      <xsl:when test="$src = ''"><xsl:value-of select="$alt"/></xsl:when>
      <xsl:when test="f:local($src) and $image">
        <img src="{concat($media-base, $src)}" alt="{$alt}" loading="lazy">
          <xsl:if test="number(@width) = number(@width) and number(@height) = number(@height)">
            <xsl:attribute name="width"><xsl:value-of select="round(@width)"/></xsl:attribute>
            <xsl:attribute name="height"><xsl:value-of select="round(@height)"/></xsl:attribute>
          </xsl:if>
        </img>
      </xsl:when>
      <xsl:otherwise>
        <a class="external" href="{$src}">
          <xsl:choose>
            <xsl:when test="normalize-space(tei:desc) != ''"><xsl:value-of select="normalize-space(tei:desc)"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="@url"/></xsl:otherwise>
          </xsl:choose>
        </a>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- the images of the pages, after the text that they show -->
  <xsl:template match="tei:facsimile">
    <xsl:if test="normalize-space() != '' or .//tei:graphic or .//tei:media">
      <xsl:variable name="id" select="f:own-id(.)"/>
      <xsl:text>&#10;</xsl:text>
      <section aria-labelledby="{$id}-title">
        <xsl:call-template name="atts">
          <xsl:with-param name="class" select="'part part-facsimile'"/><xsl:with-param name="id" select="$id"/>
        </xsl:call-template>
        <h2 class="part-title" id="{$id}-title"><xsl:call-template name="ui-lang"/><xsl:value-of select="f:label('facsimile', $ui)"/></h2>
        <xsl:apply-templates/>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:formula">
    <xsl:call-template name="inline"/>
  </xsl:template>
  <!-- HTML has MathML's elements without a prefix -->
  <xsl:template match="m:*">
    <xsl:element name="{local-name()}">
      <xsl:for-each select="@*[not(starts-with(local-name(), 'on')) and local-name() != 'href']">
        <xsl:attribute name="{local-name()}"><xsl:value-of select="."/></xsl:attribute>
      </xsl:for-each>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>
</xsl:stylesheet>
