<?xml version="1.0" encoding="UTF-8"?>
<!--
  html.xsl: one HTML page for one TEI document.

  XSLT 1.0 with EXSLT (common, functions, sets, strings), for libxslt. Run alone it needs nothing else:
      xsltproc -stringparam stem telegram-12 html.xsl telegram-12.xml
  To change one thing, import this stylesheet from your own and write your template there: it wins.

  Parameters (all strings, all optional)
    stem             name of the document's files without extension; default: idno[@type='filename']
    edition-title    title of the edition, shown at the top and in citations
    base-url         where the edition will stand on the web, ending in '/': gives the canonical link and
                     the absolute URLs reference managers want; without it none are written
    index-href       the edition's index page (index.html); '' leaves the link out
    prev-href, prev-title, next-href, next-title
                     the neighbours by date
    names-base       what stands before persons.html, places.html, organisations.html ('./' when these
                     pages are beside this one); '' leaves names without links
    tei-href, text-href, bib-href, ris-href, json-href
                     downloads; default: ../tei/STEM.xml, ../text/STEM.txt, ../citations/STEM.bib …;
                     'none' leaves one out
    media-base       what stands before the relative URL of an image
    chicago, mla, apa  ready citations as text; without them one is put together here if the header
                     has all its parts
    ui-lang          language of labels: en, de, ru, zh-Hans; default: the document's, else English
    css, js          the assets; js '' leaves the script out
    generator        name and version of the program

  Modules, one concern each
    common/*         what all formats share: languages, labels, dates, header questions, apparatus words
    html/page        frame of the page, and of any page: head, skip link, header, footer
    html/meta        meta elements, COinS, JSON-LD
    html/header      the block above the text: who, to whom, when, where, kind, shelfmark
    html/versions    original, transcription and translation side by side
    html/structure   divisions, headings, paragraphs, lists, quotations, letter parts
    html/verse       verse and drama, title pages
    html/critical    gaps, supplied, unclear, deleted, added, choice, stamps, page breaks
    html/inline      emphasis, languages, links, words
    html/names       names and dates
    html/notes       note marks and notes
    html/tables      tables, figures, formulas
    html/cite        how to cite, downloads, about the text
    html/legend      the signs this document uses
    html/fallback    everything no other module knows
    html/nav         the neighbours within a correspondence; its parameters are there
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    exclude-result-prefixes="tei f">

  <xsl:include href="common/all.xsl"/>
  <xsl:include href="html/page.xsl"/>
  <xsl:include href="html/meta.xsl"/>
  <xsl:include href="html/header.xsl"/>
  <xsl:include href="html/versions.xsl"/>
  <xsl:include href="html/structure.xsl"/>
  <xsl:include href="html/verse.xsl"/>
  <xsl:include href="html/critical.xsl"/>
  <xsl:include href="html/inline.xsl"/>
  <xsl:include href="html/names.xsl"/>
  <xsl:include href="html/notes.xsl"/>
  <xsl:include href="html/tables.xsl"/>
  <xsl:include href="html/cite.xsl"/>
  <xsl:include href="html/legend.xsl"/>
  <xsl:include href="html/fallback.xsl"/>
  <xsl:include href="html/nav.xsl"/>

  <xsl:param name="stem"/>
  <xsl:param name="names-base"/>
  <xsl:param name="media-base"/>
  <xsl:param name="ui-lang"/>
  <xsl:param name="prev-href"/>
  <xsl:param name="prev-title"/>
  <xsl:param name="next-href"/>
  <xsl:param name="next-title"/>
  <xsl:param name="tei-href"/>
  <xsl:param name="text-href"/>
  <xsl:param name="bib-href"/>
  <xsl:param name="ris-href"/>
  <xsl:param name="json-href"/>
  <xsl:param name="chicago"/>
  <xsl:param name="mla"/>
  <xsl:param name="apa"/>

  <!-- the document element, whatever it is; its answers are empty where it has no header -->
  <xsl:variable name="tei" select="/*"/>
  <xsl:variable name="page-lang" select="f:lang($tei)"/>
  <xsl:variable name="ui">
    <xsl:choose>
      <xsl:when test="$ui-lang != ''"><xsl:value-of select="f:ui($ui-lang)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="f:ui($page-lang)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:variable name="name">
    <xsl:choose>
      <xsl:when test="$stem != ''"><xsl:value-of select="$stem"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="f:stem($tei)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:variable name="title">
    <xsl:choose>
      <xsl:when test="f:title($tei)"><xsl:value-of select="normalize-space(f:title($tei))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="f:label('untitled', $ui)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <xsl:template match="/">
    <xsl:call-template name="page">
      <xsl:with-param name="title" select="$title"/>
      <xsl:with-param name="class">
        <xsl:text>document</xsl:text>
        <xsl:variable name="columns" select="(//tei:div[f:is-version(.)]
            [following-sibling::tei:div[f:is-version(.)]])[1]/../tei:div[f:is-version(.)]"/>
        <xsl:if test="$columns"> parallel</xsl:if>
        <xsl:if test="count($columns) = 3"> three</xsl:if>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="page-meta">
    <xsl:call-template name="document-meta"/>
  </xsl:template>

  <xsl:template name="page-nav">
    <xsl:if test="$prev-href != '' or $next-href != ''">
      <nav aria-label="{f:label('documents', $ui)}" class="neighbours">
        <xsl:if test="$prev-href != ''">
          <a rel="prev" href="{$prev-href}"><span class="arrow" aria-hidden="true">←</span>
            <span class="way"><xsl:value-of select="f:label('previous', $ui)"/></span>
            <span class="which"><xsl:value-of select="$prev-title"/></span></a>
        </xsl:if>
        <xsl:if test="$next-href != ''">
          <a rel="next" href="{$next-href}"><span class="way"><xsl:value-of select="f:label('next', $ui)"/></span>
            <span class="which"><xsl:value-of select="$next-title"/></span>
            <span class="arrow" aria-hidden="true">→</span></a>
        </xsl:if>
      </nav>
    </xsl:if>
    <xsl:call-template name="correspondence-nav"/>
  </xsl:template>

  <xsl:template name="page-main">
    <xsl:call-template name="document-header"/>
    <xsl:call-template name="contents"/>
    <div id="text" class="text" tabindex="-1">
      <xsl:choose>
        <xsl:when test="$tei/self::tei:TEI or $tei/self::tei:teiCorpus">
          <xsl:apply-templates select="$tei/*[not(self::tei:teiHeader or self::tei:standOff or self::tei:facsimile)]"/>
          <xsl:apply-templates select="$tei/tei:facsimile"/>
          <xsl:apply-templates select="$tei/tei:standOff"/>
        </xsl:when>
        <xsl:otherwise><xsl:apply-templates select="$tei"/></xsl:otherwise>
      </xsl:choose>
    </div>
    <div class="apparatus">
      <xsl:call-template name="ui-lang"/>
      <xsl:call-template name="legend"/>
      <xsl:call-template name="cite"/>
      <xsl:call-template name="about"/>
    </div>
  </xsl:template>

  <!-- a TEI inside a corpus: its own title, then its text -->
  <xsl:template match="tei:TEI">
    <section class="member">
      <xsl:call-template name="atts"/>
      <h2><xsl:apply-templates select="f:title(.)/node()"/></h2>
      <xsl:apply-templates select="*[not(self::tei:teiHeader)]"/>
    </section>
  </xsl:template>
</xsl:stylesheet>
