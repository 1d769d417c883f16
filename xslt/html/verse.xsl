<?xml version="1.0" encoding="UTF-8"?>
<!-- verse.xsl: verse, drama and title pages. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    exclude-result-prefixes="tei f">

  <xsl:template match="tei:lg">
    <xsl:call-template name="container"/>
  </xsl:template>

  <!-- a line is a span set as a block, so that it may stand in a paragraph too -->
  <xsl:template match="tei:l">
    <xsl:variable name="class">
      <xsl:text>l</xsl:text>
      <xsl:if test="@part = 'M' or @part = 'F'"> continued</xsl:if>
    </xsl:variable>
    <xsl:text>&#10;</xsl:text>
    <xsl:choose>
      <xsl:when test="f:has-block(.)">
        <div><xsl:call-template name="atts"><xsl:with-param name="class" select="$class"/></xsl:call-template><xsl:apply-templates/></div>
      </xsl:when>
      <xsl:otherwise>
        <span>
          <xsl:call-template name="atts"><xsl:with-param name="class" select="$class"/></xsl:call-template>
          <xsl:if test="@n mod 5 = 0"><span class="line-number"><xsl:value-of select="@n"/></span></xsl:if>
          <xsl:apply-templates/>
        </span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:sp | tei:spGrp">
    <xsl:call-template name="container"/>
  </xsl:template>

  <xsl:template match="tei:speaker | tei:caesura | tei:stage | tei:set | tei:performance | tei:sound | tei:camera
      | tei:caption | tei:tech | tei:move | tei:view">
    <xsl:call-template name="block"/>
  </xsl:template>

  <!-- speech: who speaks, and in brackets what is heard or seen besides -->
  <xsl:template match="tei:u[@who]">
    <xsl:text>&#10;</xsl:text>
    <div>
      <xsl:call-template name="atts"><xsl:with-param name="class" select="'u'"/></xsl:call-template>
      <span class="speaker"><xsl:value-of select="f:speaker(@who)"/></span><xsl:text> </xsl:text>
      <xsl:apply-templates/>
    </div>
  </xsl:template>
  <xsl:template match="tei:vocal | tei:kinesic | tei:incident">
    <xsl:call-template name="marked">
      <xsl:with-param name="open" select="'['"/><xsl:with-param name="close" select="']'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:castList | tei:castGroup">
    <xsl:apply-templates select="tei:head"/>
    <xsl:text>&#10;</xsl:text>
    <ul>
      <xsl:call-template name="atts"><xsl:with-param name="class" select="local-name()"/></xsl:call-template>
      <xsl:apply-templates select="*[not(self::tei:head)]" mode="cast"/>
    </ul>
  </xsl:template>
  <xsl:template match="*" mode="cast">
    <xsl:text>&#10;</xsl:text>
    <li>
      <xsl:choose>
        <xsl:when test="self::tei:castItem">
          <xsl:call-template name="atts"><xsl:with-param name="class" select="'castItem'"/></xsl:call-template>
          <xsl:apply-templates/>
        </xsl:when>
        <xsl:otherwise><xsl:apply-templates select="."/></xsl:otherwise>
      </xsl:choose>
    </li>
  </xsl:template>
  <xsl:template match="tei:role | tei:roleDesc | tei:actor">
    <xsl:call-template name="inline"/>
  </xsl:template>

  <!-- title pages: the parts stand one under the other, as they are printed -->
  <xsl:template match="tei:titlePage">
    <xsl:call-template name="container"/>
  </xsl:template>
  <xsl:template match="tei:docTitle">
    <xsl:text>&#10;</xsl:text>
    <div><xsl:call-template name="atts"><xsl:with-param name="class" select="'docTitle'"/></xsl:call-template><xsl:apply-templates/></div>
  </xsl:template>
  <xsl:template match="tei:docTitle/tei:titlePart | tei:titlePage/tei:titlePart">
    <xsl:text>&#10;</xsl:text>
    <xsl:choose>
      <xsl:when test="f:has-block(.)">
        <div><xsl:call-template name="atts"><xsl:with-param name="class" select="'titlePart'"/></xsl:call-template><xsl:apply-templates/></div>
      </xsl:when>
      <xsl:otherwise>
        <p><xsl:call-template name="atts"><xsl:with-param name="class" select="f:typed('titlePart', .)"/></xsl:call-template><xsl:apply-templates/></p>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
