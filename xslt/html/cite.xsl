<?xml version="1.0" encoding="UTF-8"?>
<!--
  cite.xsl: how to cite, what to download, who made the text.

  Citations are English sentences in every edition, made of the record by citation/chicago, mla and apa.
  The parameters chicago, mla and apa go before them.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:exsl="http://exslt.org/common"
    xmlns:func="http://exslt.org/functions"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    xmlns:c="urn:teipipe:citation"
    extension-element-prefixes="exsl func"
    exclude-result-prefixes="tei f c">

  <xsl:include href="../citation/style.xsl"/>
  <xsl:include href="../citation/chicago.xsl"/>
  <xsl:include href="../citation/mla.xsl"/>
  <xsl:include href="../citation/apa.xsl"/>

  <!-- name, MIME type and place of each other form; an empty href for one that is left out -->
  <xsl:variable name="download-table">
    <xsl:call-template name="download">
      <xsl:with-param name="label" select="'TEI'"/><xsl:with-param name="type" select="'application/tei+xml'"/>
      <xsl:with-param name="given" select="$tei-href"/><xsl:with-param name="usual" select="concat('../tei/', $name, '.xml')"/>
    </xsl:call-template>
    <xsl:call-template name="download">
      <xsl:with-param name="label" select="f:label('plain-text', $ui)"/><xsl:with-param name="type" select="'text/plain'"/>
      <xsl:with-param name="given" select="$text-href"/><xsl:with-param name="usual" select="concat('../text/', $name, '.txt')"/>
    </xsl:call-template>
    <xsl:call-template name="download">
      <xsl:with-param name="label" select="'BibTeX'"/><xsl:with-param name="type" select="'application/x-bibtex'"/>
      <xsl:with-param name="given" select="$bib-href"/><xsl:with-param name="usual" select="concat('../citations/', $name, '.bib')"/>
    </xsl:call-template>
    <xsl:call-template name="download">
      <xsl:with-param name="label" select="'RIS'"/><xsl:with-param name="type" select="'application/x-research-info-systems'"/>
      <xsl:with-param name="given" select="$ris-href"/><xsl:with-param name="usual" select="concat('../citations/', $name, '.ris')"/>
    </xsl:call-template>
    <xsl:call-template name="download">
      <xsl:with-param name="label" select="'CSL-JSON'"/><xsl:with-param name="type" select="'application/vnd.citationstyles.csl+json'"/>
      <xsl:with-param name="given" select="$json-href"/><xsl:with-param name="usual" select="concat('../citations/', $name, '.json')"/>
    </xsl:call-template>
  </xsl:variable>
  <xsl:variable name="downloads" select="exsl:node-set($download-table)/d"/>

  <xsl:template name="download">
    <xsl:param name="label"/>
    <xsl:param name="type"/>
    <xsl:param name="given"/>
    <xsl:param name="usual"/>
    <xsl:choose>
      <xsl:when test="$given = 'none'"/>
      <xsl:when test="$given != ''"><d label="{$label}" type="{$type}" href="{$given}"/></xsl:when>
      <xsl:when test="$name != ''"><d label="{$label}" type="{$type}" href="{$usual}"/></xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="alternates">
    <xsl:for-each select="$downloads">
      <xsl:call-template name="nl"/>
      <link rel="alternate" type="{@type}" href="{@href}" title="{@label}"/>
    </xsl:for-each>
  </xsl:template>

  <!-- The citation that the document's own form of that style has been given already, if this stylesheet
       would say the same; else ''. Native in the program. -->
  <func:function name="f:made">
    <xsl:param name="style"/>
    <xsl:param name="url"/>
    <func:result select="''"/>
  </func:function>

  <xsl:template name="cite">
    <xsl:variable name="own" select="f:own-citation($tei)"/>
    <xsl:if test="$record or $chicago != '' or $own or $downloads">
      <xsl:call-template name="nl"/>
      <section class="cite" aria-labelledby="cite">
        <h2 id="cite"><xsl:value-of select="f:label('cite', $ui)"/></h2>
        <xsl:call-template name="citation">
          <xsl:with-param name="label" select="'Chicago'"/>
          <xsl:with-param name="text">
            <xsl:variable name="made" select="f:made('chicago', $url)"/>
            <xsl:choose>
              <xsl:when test="$chicago != ''"><xsl:value-of select="$chicago"/></xsl:when>
              <xsl:when test="$made != ''"><xsl:value-of select="$made"/></xsl:when>
              <xsl:otherwise><xsl:apply-templates select="$record" mode="c:chicago"/></xsl:otherwise>
            </xsl:choose>
          </xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="citation">
          <xsl:with-param name="label" select="'MLA'"/>
          <xsl:with-param name="text">
            <xsl:variable name="made" select="f:made('mla', $url)"/>
            <xsl:choose>
              <xsl:when test="$mla != ''"><xsl:value-of select="$mla"/></xsl:when>
              <xsl:when test="$made != ''"><xsl:value-of select="$made"/></xsl:when>
              <xsl:otherwise><xsl:apply-templates select="$record" mode="c:mla"/></xsl:otherwise>
            </xsl:choose>
          </xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="citation">
          <xsl:with-param name="label" select="'APA'"/>
          <xsl:with-param name="text">
            <xsl:variable name="made" select="f:made('apa', $url)"/>
            <xsl:choose>
              <xsl:when test="$apa != ''"><xsl:value-of select="$apa"/></xsl:when>
              <xsl:when test="$made != ''"><xsl:value-of select="$made"/></xsl:when>
              <xsl:otherwise><xsl:apply-templates select="$record" mode="c:apa"/></xsl:otherwise>
            </xsl:choose>
          </xsl:with-param>
        </xsl:call-template>
        <xsl:if test="$own">
          <xsl:call-template name="citation">
            <xsl:with-param name="label" select="f:label('own-citation', $ui)"/>
            <xsl:with-param name="text"><xsl:apply-templates select="$own/node()"/></xsl:with-param>
            <xsl:with-param name="of" select="$own"/>
          </xsl:call-template>
        </xsl:if>
        <xsl:if test="$downloads">
          <h3 class="downloads-title"><xsl:value-of select="f:label('download', $ui)"/></h3>
          <ul class="downloads">
            <xsl:for-each select="$downloads">
              <li><a href="{@href}" type="{@type}"><xsl:value-of select="@label"/></a></li>
            </xsl:for-each>
          </ul>
        </xsl:if>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="citation">
    <xsl:param name="label"/>
    <xsl:param name="text"/>
    <xsl:param name="of" select="/.."/>
    <xsl:if test="normalize-space($text) != ''">
      <xsl:call-template name="nl"/>
      <div class="citation">
        <h3><xsl:value-of select="$label"/></h3>
        <p class="citation-text">
          <xsl:for-each select="$of"><xsl:call-template name="lang-in"/></xsl:for-each>
          <xsl:if test="not($of) and $ui != 'en'"><xsl:attribute name="lang">en</xsl:attribute></xsl:if>
          <xsl:copy-of select="$text"/>
        </p>
        <!-- the script shows it: without one it could do nothing -->
        <button type="button" class="copy" hidden="hidden" aria-label="{concat(f:label('copy', $ui), ': ', $label)}">
          <xsl:value-of select="f:label('copy', $ui)"/>
        </button>
      </div>
    </xsl:if>
  </xsl:template>

  <!-- who made it, under which terms, by which rules -->
  <xsl:template name="about">
    <xsl:variable name="file" select="$tei/tei:teiHeader/tei:fileDesc"/>
    <xsl:variable name="facts">
      <xsl:call-template name="fact">
        <xsl:with-param name="key" select="'responsible'"/>
        <xsl:with-param name="value">
          <xsl:for-each select="f:contributors($tei)">
            <div class="line"><xsl:call-template name="lang-in"/><xsl:call-template name="responsible"/></div>
          </xsl:for-each>
        </xsl:with-param>
      </xsl:call-template>
      <xsl:call-template name="fact">
        <xsl:with-param name="key" select="'funder'"/>
        <xsl:with-param name="value">
          <xsl:for-each select="$file/tei:titleStmt/tei:funder | $file/tei:titleStmt/tei:sponsor">
            <div class="line"><xsl:call-template name="lang-in"/><xsl:apply-templates/></div>
          </xsl:for-each>
        </xsl:with-param>
      </xsl:call-template>
      <xsl:call-template name="fact">
        <xsl:with-param name="key" select="'publisher'"/>
        <xsl:with-param name="value">
          <xsl:value-of select="f:publisher($tei)"/>
          <xsl:for-each select="$file/tei:publicationStmt/tei:date[1]">
            <xsl:if test="f:publisher($tei) != ''"><xsl:value-of select="f:label('clause', $ui)"/></xsl:if>
            <xsl:apply-templates select="."/>
          </xsl:for-each>
          <xsl:for-each select="$file/tei:publicationStmt/tei:p"><div class="line"><xsl:call-template name="lang-in"/><xsl:apply-templates/></div></xsl:for-each>
        </xsl:with-param>
      </xsl:call-template>
      <xsl:call-template name="fact">
        <xsl:with-param name="key" select="'licence'"/>
        <xsl:with-param name="value"><xsl:apply-templates mode="licence" select="$file/tei:publicationStmt/tei:availability/*"/></xsl:with-param>
      </xsl:call-template>
      <xsl:call-template name="fact">
        <xsl:with-param name="key" select="'editorial-practice'"/>
        <xsl:with-param name="value">
          <xsl:for-each select="($tei/tei:teiHeader/tei:encodingDesc/tei:projectDesc | $tei/tei:teiHeader/tei:encodingDesc/tei:editorialDecl)
              //tei:p[normalize-space() != '']">
            <div class="line"><xsl:call-template name="lang-in"/><xsl:apply-templates/></div>
          </xsl:for-each>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:variable>
    <xsl:if test="string($facts) != ''">
      <xsl:call-template name="nl"/>
      <section class="about" aria-labelledby="about">
        <h2 id="about"><xsl:value-of select="f:label('about', $ui)"/></h2>
        <dl class="facts"><xsl:copy-of select="$facts"/></dl>
      </section>
      <xsl:call-template name="nl"/>
    </xsl:if>
  </xsl:template>

  <xsl:template name="responsible">
    <xsl:choose>
      <xsl:when test="self::tei:respStmt">
        <xsl:for-each select="tei:resp"><xsl:if test="position() > 1"><xsl:value-of select="f:label('comma', $ui)"/></xsl:if><xsl:apply-templates/></xsl:for-each>
        <xsl:if test="tei:resp"><xsl:text> </xsl:text></xsl:if>
        <xsl:for-each select="*[not(self::tei:resp)]"><xsl:if test="position() > 1"><xsl:value-of select="f:label('comma', $ui)"/></xsl:if><xsl:apply-templates select="."/></xsl:for-each>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="*" mode="licence">
    <xsl:variable name="href" select="f:href(f:first(@target))"/>
    <div class="line">
      <xsl:call-template name="lang-in"/>
      <xsl:choose>
        <xsl:when test="$href != '' and not(.//tei:ref)"><a rel="license" href="{$href}"><xsl:apply-templates mode="plain"/></a></xsl:when>
        <xsl:when test="tei:p"><xsl:apply-templates select="tei:p/node()"/></xsl:when>
        <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
      </xsl:choose>
    </div>
  </xsl:template>
</xsl:stylesheet>
