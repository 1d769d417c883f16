<?xml version="1.0" encoding="UTF-8"?>
<!--
  page.xsl: the frame of every page of the edition. A page's stylesheet defines $ui, $page-lang and the
  templates page-meta, page-nav and page-main; this one puts them together.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:f="urn:teipipe:xslt"
    exclude-result-prefixes="f">

  <xsl:output method="html" encoding="UTF-8" indent="no"/>

  <xsl:param name="edition-title"/>
  <xsl:param name="base-url"/>
  <xsl:param name="index-href" select="'index.html'"/>
  <xsl:param name="css" select="'assets/teipipe.css'"/>
  <xsl:param name="js" select="'assets/teipipe.js'"/>
  <xsl:param name="generator"/>

  <xsl:template name="page">
    <xsl:param name="title"/>
    <xsl:param name="class"/>
    <xsl:param name="header" select="true()"/>
    <!-- libxslt's html method can only write public doctypes; this is the one HTML has -->
    <xsl:text disable-output-escaping="yes">&lt;!DOCTYPE html&gt;&#10;</xsl:text>
    <html lang="{$page-lang}">
      <xsl:call-template name="dir"><xsl:with-param name="lang" select="$page-lang"/></xsl:call-template>
      <xsl:text>&#10;</xsl:text>
      <head>
        <xsl:text>&#10;</xsl:text>
        <!-- the html output method puts the encoding first by itself -->
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <xsl:text>&#10;</xsl:text>
        <title>
          <xsl:value-of select="$title"/>
          <xsl:if test="$edition-title != '' and $edition-title != $title">
            <xsl:value-of select="concat(' · ', $edition-title)"/>
          </xsl:if>
        </title>
        <xsl:text>&#10;</xsl:text>
        <meta name="color-scheme" content="light dark"/>
        <xsl:if test="$generator != ''">
          <xsl:text>&#10;</xsl:text>
          <meta name="generator" content="{$generator}"/>
        </xsl:if>
        <xsl:text>&#10;</xsl:text>
        <link rel="stylesheet" href="{$css}"/>
        <xsl:if test="$js != ''">
          <xsl:text>&#10;</xsl:text>
          <script src="{$js}" defer="defer"></script>
        </xsl:if>
        <xsl:call-template name="page-meta"/>
        <xsl:text>&#10;</xsl:text>
      </head>
      <xsl:text>&#10;</xsl:text>
      <body class="{$class}" data-copied="{f:label('copied', $ui)}">
        <xsl:text>&#10;</xsl:text>
        <a class="skip" href="#text">
          <xsl:call-template name="ui-lang"/>
          <xsl:value-of select="f:label('skip', $ui)"/>
        </a>
        <xsl:text>&#10;</xsl:text>
        <xsl:if test="$header">
          <header class="site">
            <xsl:call-template name="ui-lang"/>
            <p class="edition-title">
              <xsl:choose>
                <xsl:when test="$index-href != '' and $edition-title != ''">
                  <a href="{$index-href}"><xsl:value-of select="$edition-title"/></a>
                </xsl:when>
                <xsl:when test="$index-href != ''">
                  <a href="{$index-href}"><xsl:value-of select="f:label('all-documents', $ui)"/></a>
                </xsl:when>
                <xsl:otherwise><xsl:value-of select="$edition-title"/></xsl:otherwise>
              </xsl:choose>
            </p>
            <xsl:call-template name="page-nav"/>
          </header>
          <xsl:text>&#10;</xsl:text>
        </xsl:if>
        <main>
          <xsl:call-template name="page-main"/>
        </main>
        <xsl:text>&#10;</xsl:text>
        <footer class="site">
          <xsl:call-template name="ui-lang"/>
          <xsl:if test="$edition-title != ''"><p><xsl:value-of select="$edition-title"/></p></xsl:if>
          <xsl:if test="$generator != ''">
            <p><xsl:value-of select="f:fill(f:label('made-with', $ui), $generator)"/></p>
          </xsl:if>
        </footer>
        <xsl:text>&#10;</xsl:text>
      </body>
      <xsl:text>&#10;</xsl:text>
    </html>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <!-- the serialiser is told not to indent, since space between inline elements is text -->
  <xsl:template name="nl"><xsl:text>&#10;</xsl:text></xsl:template>

  <!-- lang on a part that speaks the edition's language inside a page in another -->
  <xsl:template name="ui-lang">
    <xsl:if test="not(f:same-lang($page-lang, $ui))">
      <xsl:attribute name="lang"><xsl:value-of select="$ui"/></xsl:attribute>
      <xsl:call-template name="dir">
        <xsl:with-param name="lang" select="$ui"/>
        <xsl:with-param name="outer" select="$page-lang"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="dir">
    <xsl:param name="lang"/>
    <xsl:param name="outer" select="'en'"/>
    <xsl:variable name="rtl" select="'ar arc ckb dv fa he ps sd syr ug ur yi'"/>
    <xsl:variable name="here" select="f:in(f:primary($lang), $rtl)"/>
    <xsl:if test="$here != f:in(f:primary($outer), $rtl)">
      <xsl:attribute name="dir">
        <xsl:choose><xsl:when test="$here">rtl</xsl:when><xsl:otherwise>ltr</xsl:otherwise></xsl:choose>
      </xsl:attribute>
    </xsl:if>
  </xsl:template>

  <!-- lang of the current TEI node where it stands in a part in another language -->
  <xsl:template name="lang-in">
    <xsl:param name="outer" select="$ui"/>
    <xsl:variable name="lang" select="f:lang(.)"/>
    <xsl:if test="not(f:same-lang($outer, $lang))">
      <xsl:attribute name="lang"><xsl:value-of select="$lang"/></xsl:attribute>
      <xsl:call-template name="dir">
        <xsl:with-param name="lang" select="$lang"/>
        <xsl:with-param name="outer" select="$outer"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- text of the edition's own inside the text of a document -->
  <xsl:template name="say">
    <xsl:param name="text"/>
    <xsl:param name="class" select="'ed'"/>
    <span class="{$class}">
      <xsl:if test="not(f:same-lang(f:lang(.), f:ui(f:lang(.))))">
        <xsl:attribute name="lang"><xsl:value-of select="f:ui(f:lang(.))"/></xsl:attribute>
      </xsl:if>
      <xsl:value-of select="$text"/>
    </span>
  </xsl:template>
</xsl:stylesheet>
