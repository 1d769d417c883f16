<?xml version="1.0" encoding="UTF-8"?>
<!--
  text.xsl: a TEI document as plain text, for reading, searching and e-mail.

  width   columns of a line, East Asian characters counting two; 0: paragraphs stay on one line
  lang    only the versions in this language (BCP 47; 'zh' takes 'zh-Hans' too); empty: all of them
  view    reading: corrected and regularised, without deletions, line and page breaks;
          diplomatic: as the source has it
  ui-lang language of the labels; empty: the document's

  text/page.xsl       heading block, versions, notes at the end
  text/blocks.xsl     paragraphs, headings, lists, verse, drama
  text/tables.xsl     tables in columns
  text/inline.xsl     what stands inside a line

  Blocks (mode t:block) print an empty line before themselves unless TIGHT. INDENT stands before their
  lines, LEAD before the first instead of it. Inside a line (mode t:inline), U+2028 ends a line.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    xmlns:t="urn:teipipe:text"
    exclude-result-prefixes="tei f t">

  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:param name="width" select="72"/>
  <xsl:param name="lang" select="''"/>
  <xsl:param name="view" select="'reading'"/>
  <xsl:param name="ui-lang" select="''"/>

  <xsl:include href="common/all.xsl"/>
  <xsl:include href="citation/printed.xsl"/>
  <xsl:include href="text/page.xsl"/>
  <xsl:include href="text/blocks.xsl"/>
  <xsl:include href="text/tables.xsl"/>
  <xsl:include href="text/inline.xsl"/>

  <xsl:variable name="diplomatic" select="$view = 'diplomatic'"/>

  <!-- language of the labels -->
  <xsl:variable name="words">
    <xsl:choose>
      <xsl:when test="$ui-lang != ''"><xsl:value-of select="$ui-lang"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="f:doc-lang(//tei:TEI[1])"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <xsl:template match="/">
    <xsl:apply-templates select="//tei:TEI[not(ancestor::tei:TEI)]" mode="t:page"/>
    <xsl:if test="not(//tei:TEI)">
      <xsl:apply-templates select="*" mode="t:block">
        <xsl:with-param name="tight" select="true()"/>
      </xsl:apply-templates>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
