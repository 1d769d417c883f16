<?xml version="1.0" encoding="UTF-8"?>
<!-- correspondence.xsl: who wrote to whom, the letters of each two in order. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:e="urn:teipipe:edition"
    xmlns:f="urn:teipipe:xslt"
    exclude-result-prefixes="e f">

  <!-- on the page of the letters themselves, a list of all correspondences says where each is -->
  <xsl:template match="e:edition[@view = 'correspondence']/e:contents">
    <xsl:if test="count(e:heading) > 1 and not(../e:rows/@overview) and not(../e:part)">
      <nav class="headings wide" aria-label="{f:label('contents', $ui)}">
        <ul>
          <xsl:for-each select="e:heading">
            <xsl:call-template name="nl"/>
            <li><a href="#{@id}"><xsl:call-template name="pair"/></a><xsl:text> </xsl:text><span class="n"><xsl:value-of select="@count"/></span></li>
          </xsl:for-each>
        </ul>
      </nav>
    </xsl:if>
  </xsl:template>

  <!-- the two names -->
  <xsl:template name="pair">
    <xsl:param name="links" select="false()"/>
    <xsl:call-template name="end"><xsl:with-param name="name" select="@a"/><xsl:with-param name="lang" select="string(@a-lang)"/>
      <xsl:with-param name="href" select="substring(@a-href, 1 div $links)"/></xsl:call-template>
    <xsl:text> – </xsl:text>
    <xsl:call-template name="end"><xsl:with-param name="name" select="@b"/><xsl:with-param name="lang" select="string(@b-lang)"/>
      <xsl:with-param name="href" select="substring(@b-href, 1 div $links)"/></xsl:call-template>
  </xsl:template>
  <xsl:template name="end">
    <xsl:param name="name"/>
    <xsl:param name="lang"/>
    <xsl:param name="href"/>
    <xsl:choose>
      <xsl:when test="$href != ''"><a class="name" href="{$href}"><xsl:call-template name="in-lang"><xsl:with-param name="lang" select="$lang"/></xsl:call-template><xsl:value-of select="$name"/></a></xsl:when>
      <xsl:otherwise><span><xsl:call-template name="in-lang"><xsl:with-param name="lang" select="$lang"/></xsl:call-template><xsl:value-of select="$name"/></span></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="e:edition[@view = 'correspondence']/e:rows" mode="rows">
    <xsl:if test="e:line">
      <ul class="lines"><xsl:for-each select="e:line">
        <xsl:call-template name="nl"/>
        <li id="{@id}"><a href="{@href}"><xsl:call-template name="pair"/></a><xsl:text> </xsl:text><span class="n"><xsl:value-of select="@count"/></span></li>
      </xsl:for-each></ul>
    </xsl:if>
    <xsl:for-each select="e:group">
      <xsl:call-template name="nl"/>
      <section class="correspondence">
        <xsl:if test="@id"><xsl:attribute name="id"><xsl:value-of select="@id"/></xsl:attribute></xsl:if>
        <h2><xsl:call-template name="pair"><xsl:with-param name="links" select="true()"/></xsl:call-template>
          <xsl:if test="@continued"><xsl:value-of select="concat(' ', f:label('continued', $ui))"/></xsl:if></h2>
        <ol class="days">
          <xsl:apply-templates select="e:document" mode="letter"/>
        </ol>
      </section>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="e:document" mode="letter">
    <xsl:call-template name="nl"/>
    <li>
      <span class="when"><xsl:call-template name="when"/></span>
      <xsl:text> </xsl:text>
      <span class="what"><xsl:call-template name="title-link"/><xsl:text> </xsl:text>
        <span class="sort"><xsl:call-template name="letter"/></span></span>
    </li>
  </xsl:template>
</xsl:stylesheet>
