<?xml version="1.0" encoding="UTF-8"?>
<!--
  search.xsl: the form of the search, which assets/search.js shows and works. What the script says it finds
  in data attributes.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:e="urn:teipipe:edition"
    xmlns:f="urn:teipipe:xslt"
    exclude-result-prefixes="e f">

  <xsl:param name="search-js" select="'assets/search.js'"/>

  <xsl:template name="search-meta">
    <xsl:if test="$search-js != ''">
      <xsl:call-template name="nl"/>
      <script src="{$search-js}" defer="defer"></script>
    </xsl:if>
  </xsl:template>

  <xsl:template name="search-form">
    <xsl:call-template name="nl"/>
    <form class="search" role="search" hidden="hidden" action="index.html" data-index="search/"
        data-found="{f:label('found', $ui)}" data-one="{f:label('found-one', $ui)}" data-none="{f:label('found-none', $ui)}"
        data-failed="{f:label('search-failed', $ui)}" data-undated="{f:label('undated', $ui)}"
        data-letter="{f:label('from-to', $ui)}" data-range="{f:label('date-range', $ui)}">
      <div class="question">
        <label for="q"><xsl:value-of select="f:label('search', $ui)"/></label>
        <input type="search" id="q" name="q" autocomplete="off" spellcheck="false" placeholder="{f:label('search-hint', $ui)}"/>
        <button type="submit"><xsl:value-of select="f:label('search-go', $ui)"/></button>
      </div>
      <div class="facets">
        <xsl:call-template name="facet"><xsl:with-param name="name" select="'kind'"/></xsl:call-template>
        <xsl:if test="$edition/e:view[@name = 'persons']">
          <xsl:call-template name="facet"><xsl:with-param name="name" select="'person'"/></xsl:call-template>
        </xsl:if>
        <xsl:if test="$edition/e:view[@name = 'places']">
          <xsl:call-template name="facet"><xsl:with-param name="name" select="'place'"/></xsl:call-template>
        </xsl:if>
        <xsl:call-template name="facet"><xsl:with-param name="name" select="'language'"/></xsl:call-template>
        <xsl:call-template name="facet"><xsl:with-param name="name" select="'year'"/></xsl:call-template>
        <button type="reset"><xsl:value-of select="f:label('search-reset', $ui)"/></button>
      </div>
      <p class="found" role="status"></p>
    </form>
    <section id="results" hidden="hidden" aria-label="{f:label('results', $ui)}">
      <ol></ol>
      <button type="button" class="more" hidden="hidden"><xsl:value-of select="f:label('more-results', $ui)"/></button>
    </section>
  </xsl:template>

  <xsl:template name="facet">
    <xsl:param name="name"/>
    <div class="facet">
      <label for="{$name}"><xsl:value-of select="f:label($name, $ui)"/></label>
      <select id="{$name}" name="{$name}"><option value=""><xsl:value-of select="f:label('any', $ui)"/></option></select>
    </div>
  </xsl:template>
</xsl:stylesheet>
