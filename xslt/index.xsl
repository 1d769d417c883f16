<?xml version="1.0" encoding="UTF-8"?>
<!--
  index.xsl: the index page of an edition, from the list that the build makes:

    <edition xmlns="urn:teipipe:edition" title="…" publisher="…" lang="en" generated="2026-11-22" version="0.1.0">
      <about><p>What the edition is, a p for each paragraph. Optional.</p></about>
      <document stem="telegram-12" href="telegram-12.html" title="Telegram, A to B" lang="en" date="1950-01-25"
          date-text="January 25, 1950" kind="Telegram" sender="A" recipient="B" place="Moscow"
          languages="zh-Hans en" words="412"/>
    </edition>

  The program sorts the documents; here they are put under their years in the order they come. Of the
  attributes of document only href and title are needed; lang is the language of its title.

  Parameters: base-url, index-href, css, js, generator as in html.xsl; ui-lang overrides edition/@lang.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:e="urn:teipipe:edition"
    xmlns:f="urn:teipipe:xslt"
    xmlns:str="http://exslt.org/strings"
    extension-element-prefixes="str"
    exclude-result-prefixes="e f">

  <xsl:include href="common/all.xsl"/>
  <xsl:include href="html/page.xsl"/>

  <xsl:param name="ui-lang"/>

  <xsl:key name="year" match="e:document" use="substring(@date, 1, 4)"/>

  <xsl:variable name="edition" select="/e:edition"/>
  <xsl:variable name="page-lang">
    <xsl:choose>
      <xsl:when test="$ui-lang != ''"><xsl:value-of select="$ui-lang"/></xsl:when>
      <xsl:when test="$edition/@lang != ''"><xsl:value-of select="$edition/@lang"/></xsl:when>
      <xsl:otherwise>en</xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:variable name="ui" select="f:ui($page-lang)"/>
  <xsl:variable name="documents" select="$edition/e:document"/>
  <xsl:variable name="title">
    <xsl:choose>
      <xsl:when test="$edition/@title != ''"><xsl:value-of select="$edition/@title"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="f:label('all-documents', $ui)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <xsl:template match="/">
    <xsl:call-template name="page">
      <xsl:with-param name="title" select="$title"/>
      <xsl:with-param name="class" select="'index'"/>
      <xsl:with-param name="header" select="false()"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="page-meta">
    <xsl:if test="$base-url != ''"><xsl:call-template name="nl"/><link rel="canonical" href="{$base-url}"/></xsl:if>
    <xsl:if test="$edition/e:about/e:p">
      <xsl:call-template name="nl"/>
      <meta name="description" content="{normalize-space($edition/e:about/e:p[1])}"/>
    </xsl:if>
    <xsl:call-template name="nl"/>
    <script type="application/ld+json">
      <xsl:value-of select="concat('{&#10;  &quot;@context&quot;: &quot;https://schema.org&quot;,&#10;  &quot;@type&quot;: &quot;Collection&quot;,&#10;  &quot;name&quot;: &quot;',
          f:json($title), '&quot;')"/>
      <xsl:if test="$edition/@publisher != ''">
        <xsl:value-of select="concat(',&#10;  &quot;publisher&quot;: {&quot;@type&quot;: &quot;Organization&quot;, &quot;name&quot;: &quot;', f:json($edition/@publisher), '&quot;}')"/>
      </xsl:if>
      <xsl:if test="$base-url != ''">
        <xsl:value-of select="concat(',&#10;  &quot;url&quot;: &quot;', f:json($base-url), '&quot;')"/>
      </xsl:if>
      <xsl:value-of select="concat(',&#10;  &quot;collectionSize&quot;: ', count($documents), '&#10;}&#10;')"/>
    </script>
  </xsl:template>

  <xsl:template name="page-nav"/>

  <xsl:template name="page-main">
    <xsl:call-template name="nl"/>
    <header class="landing">
      <h1><xsl:value-of select="$title"/></h1>
      <xsl:for-each select="$edition/e:about/e:p">
        <p>
          <xsl:if test="@lang and not(f:same-lang($page-lang, @lang))"><xsl:attribute name="lang"><xsl:value-of select="@lang"/></xsl:attribute></xsl:if>
          <xsl:value-of select="normalize-space()"/>
        </p>
      </xsl:for-each>
      <p class="extent">
        <xsl:call-template name="ui-lang"/>
        <xsl:call-template name="extent"/>
      </p>
      <xsl:if test="$edition/@publisher != '' and $edition/@publisher != $title">
        <p class="extent"><xsl:value-of select="$edition/@publisher"/></p>
      </xsl:if>
    </header>
    <xsl:call-template name="nl"/>
    <!-- shown by the script, which does the work -->
    <form class="index-tools" role="search" hidden="hidden">
      <xsl:call-template name="ui-lang"/>
      <div class="field">
        <label for="filter"><xsl:value-of select="f:label('filter', $ui)"/></label>
        <input type="search" id="filter" autocomplete="off" placeholder="{f:label('filter-hint', $ui)}"/>
      </div>
      <output for="filter" data-count="{f:label('filter-count', $ui)}"></output>
    </form>
    <xsl:call-template name="nl"/>
    <div id="text" tabindex="-1">
      <xsl:if test="$documents"><xsl:call-template name="table"/></xsl:if>
    </div>
  </xsl:template>

  <!-- 412 documents, 1949 to 1953; Chinese, English, Russian -->
  <xsl:template name="extent">
    <xsl:variable name="dated" select="$documents[@date != '']"/>
    <xsl:variable name="first"><xsl:for-each select="$dated"><xsl:sort select="@date"/><xsl:if test="position() = 1"><xsl:value-of select="substring(@date, 1, 4)"/></xsl:if></xsl:for-each></xsl:variable>
    <xsl:variable name="last"><xsl:for-each select="$dated"><xsl:sort select="@date" order="descending"/><xsl:if test="position() = 1"><xsl:value-of select="substring(@date, 1, 4)"/></xsl:if></xsl:for-each></xsl:variable>
    <xsl:value-of select="f:count('n-documents', count($documents), $ui)"/>
    <xsl:if test="$first != ''">
      <xsl:value-of select="f:label('clause', $ui)"/>
      <xsl:choose>
        <xsl:when test="$first = $last"><xsl:value-of select="f:date($first, $ui)"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="f:fill(f:label('range', $ui), $first, $last)"/></xsl:otherwise>
      </xsl:choose>
    </xsl:if>
  </xsl:template>

  <xsl:template name="table">
    <table class="documents">
      <xsl:call-template name="ui-lang"/>
      <caption class="unseen"><xsl:value-of select="f:label('documents', $ui)"/></caption>
      <thead>
        <tr>
          <th scope="col"><xsl:value-of select="f:label('date', $ui)"/></th>
          <th scope="col"><xsl:value-of select="f:label('document', $ui)"/></th>
          <th scope="col"><xsl:value-of select="f:label('correspondents', $ui)"/></th>
          <th scope="col"><xsl:value-of select="f:label('kind', $ui)"/></th>
          <th scope="col"><xsl:value-of select="f:label('languages', $ui)"/></th>
        </tr>
      </thead>
      <xsl:for-each select="$documents[generate-id() = generate-id(key('year', substring(@date, 1, 4))[1])]">
        <xsl:variable name="year" select="substring(@date, 1, 4)"/>
        <xsl:call-template name="nl"/>
        <tbody>
          <tr class="year">
            <th colspan="5" scope="rowgroup">
              <xsl:choose>
                <xsl:when test="$year != ''"><xsl:value-of select="$year"/></xsl:when>
                <xsl:otherwise><xsl:value-of select="f:label('undated', $ui)"/></xsl:otherwise>
              </xsl:choose>
            </th>
          </tr>
          <xsl:apply-templates select="key('year', $year)"/>
        </tbody>
      </xsl:for-each>
    </table>
  </xsl:template>

  <xsl:template match="e:document">
    <xsl:call-template name="nl"/>
    <tr data-doc="{@stem}">
      <td class="when">
        <xsl:variable name="day" select="f:html-date(substring-before(concat(@date, 'T'), 'T'))"/>
        <xsl:variable name="words">
          <xsl:choose>
            <xsl:when test="$day != ''"><xsl:value-of select="f:date($day, $ui)"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="@date-text"/></xsl:otherwise>
          </xsl:choose>
        </xsl:variable>
        <xsl:choose>
          <xsl:when test="$day != ''"><time datetime="{$day}"><xsl:value-of select="$words"/></time></xsl:when>
          <xsl:otherwise><xsl:value-of select="$words"/></xsl:otherwise>
        </xsl:choose>
        <xsl:if test="@place != ''"><xsl:text> </xsl:text><span class="where"><xsl:value-of select="@place"/></span></xsl:if>
      </td>
      <td class="what">
        <a href="{@href}">
          <xsl:variable name="lang" select="string((@title-lang | @lang)[1])"/>
          <xsl:if test="not(f:same-lang($page-lang, $lang))"><xsl:attribute name="lang"><xsl:value-of select="$lang"/></xsl:attribute></xsl:if>
          <xsl:value-of select="@title"/>
        </a>
      </td>
      <td class="who">
        <xsl:choose>
          <xsl:when test="@sender != '' and @recipient != ''"><xsl:value-of select="f:fill(f:label('from-to', $ui), @sender, @recipient)"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="concat(@sender, @recipient)"/></xsl:otherwise>
        </xsl:choose>
      </td>
      <td class="sort"><xsl:value-of select="@kind"/></td>
      <td class="tongue">
        <xsl:for-each select="str:tokenize(@languages, ' ,')">
          <xsl:if test="position() > 1"><xsl:value-of select="f:label('comma', $ui)"/></xsl:if>
          <xsl:value-of select="f:language-name(string(.), $ui)"/>
        </xsl:for-each>
      </td>
    </tr>
  </xsl:template>
</xsl:stylesheet>
