<?xml version="1.0" encoding="UTF-8"?>
<!--
  jsonld.xsl: the record in the words of schema.org, as one JSON object. mode c:jsonld, with EDITION,
  the title of the edition that it is part of.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:teipipe:record"
    xmlns:c="urn:teipipe:citation"
    xmlns:tp="urn:teipipe:functions"
    exclude-result-prefixes="r c tp">

  <xsl:template match="r:record" mode="c:jsonld">
    <xsl:param name="edition" select="''"/>
    <xsl:variable name="names" select="r:name"/>
    <xsl:variable name="print" select="@held = 'print'"/>
    <xsl:variable name="address"><xsl:call-template name="c:address"/></xsl:variable>
    <xsl:variable name="other-titles" select="r:original | r:romanised | r:alternative"/>
    <xsl:variable name="letter" select="@type = 'personal_communication'"/>
    <xsl:text>{&#10;  "@context": "https://schema.org",&#10;  "@type": </xsl:text>
    <xsl:choose>
      <xsl:when test="$letter and @held = 'archive'">["ArchiveComponent", "Message"]</xsl:when>
      <xsl:when test="$letter">"Message"</xsl:when>
      <xsl:when test="@held = 'archive'">["ArchiveComponent", "CreativeWork"]</xsl:when>
      <xsl:when test="@type = 'chapter'">"Chapter"</xsl:when>
      <xsl:when test="@type = 'article-newspaper'">"NewsArticle"</xsl:when>
      <xsl:when test="@type = 'article-journal'">"Article"</xsl:when>
      <xsl:when test="@type = 'webpage'">"WebPage"</xsl:when>
      <xsl:when test="@type = 'report'">"Report"</xsl:when>
      <xsl:otherwise>"CreativeWork"</xsl:otherwise>
    </xsl:choose>
    <xsl:value-of select="concat(',&#10;  &quot;name&quot;: &quot;', tp:json(r:title), '&quot;')"/>
    <xsl:if test="$other-titles">
      <xsl:text>,&#10;  "alternateName": [</xsl:text>
      <xsl:for-each select="$other-titles"><xsl:value-of select="concat(substring(', ', 1, 2 * (position() > 1)), '{&quot;@value&quot;: &quot;', tp:json(.), '&quot;, &quot;@language&quot;: &quot;', tp:json(@lang), '&quot;}')"/></xsl:for-each>
      <xsl:text>]</xsl:text>
    </xsl:if>
    <xsl:if test="$address != ''"><xsl:value-of select="concat(',&#10;  &quot;url&quot;: &quot;', tp:json($address), '&quot;')"/></xsl:if>
    <xsl:if test="r:shelfmark"><xsl:value-of select="concat(',&#10;  &quot;identifier&quot;: &quot;', tp:json(r:shelfmark), '&quot;')"/></xsl:if>
    <xsl:call-template name="c:jsonld-names"><xsl:with-param name="key" select="'author'"/><xsl:with-param name="names" select="$names[@role = 'author']"/></xsl:call-template>
    <xsl:if test="$letter">
      <xsl:call-template name="c:jsonld-names"><xsl:with-param name="key" select="'sender'"/><xsl:with-param name="names" select="$names[@role = 'author']"/></xsl:call-template>
      <xsl:call-template name="c:jsonld-names"><xsl:with-param name="key" select="'recipient'"/><xsl:with-param name="names" select="$names[@role = 'recipient']"/></xsl:call-template>
    </xsl:if>
    <xsl:call-template name="c:jsonld-names"><xsl:with-param name="key" select="'editor'"/><xsl:with-param name="names" select="$names[@role = 'editor']"/></xsl:call-template>
    <xsl:call-template name="c:jsonld-names"><xsl:with-param name="key" select="'translator'"/><xsl:with-param name="names" select="$names[@role = 'translator']"/></xsl:call-template>
    <xsl:for-each select="r:date[@start]">
      <xsl:value-of select="concat(',&#10;  &quot;dateCreated&quot;: &quot;', @start, substring('/', 1, boolean(@end)), @end, '&quot;')"/>
    </xsl:for-each>
    <xsl:if test="r:publication[@date != ''] and $print"><xsl:value-of select="concat(',&#10;  &quot;datePublished&quot;: &quot;', r:publication/@date, '&quot;')"/></xsl:if>
    <xsl:for-each select="r:place[@role = 'sent']">
      <xsl:value-of select="concat(',&#10;  &quot;locationCreated&quot;: {&quot;@type&quot;: &quot;Place&quot;, &quot;name&quot;: &quot;', tp:json(.), '&quot;}')"/>
    </xsl:for-each>
    <xsl:if test="r:kind"><xsl:value-of select="concat(',&#10;  &quot;genre&quot;: &quot;', tp:json(r:kind), '&quot;')"/></xsl:if>
    <xsl:if test="r:language">
      <xsl:text>,&#10;  "inLanguage": [</xsl:text>
      <xsl:for-each select="r:language"><xsl:value-of select="concat(substring(', ', 1, 2 * (position() > 1)), '&quot;', tp:json(@tag), '&quot;')"/></xsl:for-each>
      <xsl:text>]</xsl:text>
    </xsl:if>
    <xsl:if test="r:abstract"><xsl:value-of select="concat(',&#10;  &quot;abstract&quot;: &quot;', tp:json(r:abstract), '&quot;')"/></xsl:if>
    <xsl:if test="r:archive != ''">
      <xsl:value-of select="concat(',&#10;  &quot;holdingArchive&quot;: {&quot;@type&quot;: &quot;ArchiveOrganization&quot;, &quot;name&quot;: &quot;', tp:json(r:archive), '&quot;')"/>
      <xsl:if test="r:archive/@place or r:archive/@country">
        <xsl:text>, "address": {"@type": "PostalAddress"</xsl:text>
        <xsl:if test="r:archive/@place"><xsl:value-of select="concat(', &quot;addressLocality&quot;: &quot;', tp:json(r:archive/@place), '&quot;')"/></xsl:if>
        <xsl:if test="r:archive/@country"><xsl:value-of select="concat(', &quot;addressCountry&quot;: &quot;', tp:json(r:archive/@country), '&quot;')"/></xsl:if>
        <xsl:text>}</xsl:text>
      </xsl:if>
      <xsl:text>}</xsl:text>
    </xsl:if>
    <xsl:if test="$print"><xsl:apply-templates select="r:publication" mode="c:jsonld"/></xsl:if>
    <xsl:if test="$edition != '' and not($print)">
      <xsl:value-of select="concat(',&#10;  &quot;isPartOf&quot;: {&quot;@type&quot;: &quot;Collection&quot;, &quot;name&quot;: &quot;', tp:json($edition), '&quot;}')"/>
    </xsl:if>
    <xsl:if test="r:edition/@publisher != ''">
      <xsl:value-of select="concat(',&#10;  &quot;publisher&quot;: {&quot;@type&quot;: &quot;Organization&quot;, &quot;name&quot;: &quot;', tp:json(r:edition/@publisher), '&quot;}')"/>
    </xsl:if>
    <xsl:if test="r:edition/@licence[starts-with(., 'http')]"><xsl:value-of select="concat(',&#10;  &quot;license&quot;: &quot;', tp:json(r:edition/@licence), '&quot;')"/></xsl:if>
    <xsl:if test="r:url != '' and r:url != $address"><xsl:value-of select="concat(',&#10;  &quot;isBasedOn&quot;: &quot;', tp:json(r:url), '&quot;')"/></xsl:if>
    <xsl:text>&#10;}</xsl:text>
  </xsl:template>

  <xsl:template name="c:jsonld-names">
    <xsl:param name="key"/>
    <xsl:param name="names"/>
    <xsl:if test="$names">
      <xsl:value-of select="concat(',&#10;  &quot;', $key, '&quot;: [')"/>
      <xsl:apply-templates select="$names" mode="c:jsonld"/>
      <xsl:text>]</xsl:text>
    </xsl:if>
  </xsl:template>

  <xsl:template match="r:name" mode="c:jsonld">
    <xsl:if test="position() > 1">, </xsl:if>
    <xsl:choose>
      <xsl:when test="@kind = 'body'"><xsl:value-of select="concat('{&quot;@type&quot;: &quot;Organization&quot;, &quot;name&quot;: &quot;', tp:json(@text), '&quot;}')"/></xsl:when>
      <xsl:otherwise>
        <xsl:value-of select="concat('{&quot;@type&quot;: &quot;Person&quot;, &quot;name&quot;: &quot;', tp:json(@text), '&quot;')"/>
        <xsl:if test="@given != ''">
          <xsl:value-of select="concat(', &quot;familyName&quot;: &quot;', tp:json(normalize-space(concat(@particle, ' ', @family))), '&quot;, &quot;givenName&quot;: &quot;', tp:json(@given), '&quot;')"/>
        </xsl:if>
        <xsl:if test="@suffix != ''"><xsl:value-of select="concat(', &quot;honorificSuffix&quot;: &quot;', tp:json(@suffix), '&quot;')"/></xsl:if>
        <xsl:if test="@original">
          <xsl:value-of select="concat(', &quot;alternateName&quot;: {&quot;@value&quot;: &quot;', tp:json(@original), '&quot;, &quot;@language&quot;: &quot;', tp:json(@original-lang), '&quot;}')"/>
        </xsl:if>
        <xsl:text>}</xsl:text>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- the book or paper that it is printed in -->
  <xsl:template match="r:publication" mode="c:jsonld">
    <xsl:variable name="title"><xsl:apply-templates select="." mode="c:title"/></xsl:variable>
    <xsl:if test="@first != ''"><xsl:value-of select="concat(',&#10;  &quot;pageStart&quot;: &quot;', tp:json(@first), '&quot;')"/></xsl:if>
    <xsl:if test="@last != ''"><xsl:value-of select="concat(',&#10;  &quot;pageEnd&quot;: &quot;', tp:json(@last), '&quot;')"/></xsl:if>
    <xsl:value-of select="concat(',&#10;  &quot;isPartOf&quot;: {&quot;@type&quot;: &quot;', substring('Periodical', 1, 10 * (@level = 'j')), substring('Book', 1, 4 * (@level != 'j')),
        '&quot;, &quot;name&quot;: &quot;', tp:json(string($title)), '&quot;')"/>
    <xsl:if test="@volume != ''"><xsl:value-of select="concat(', &quot;volumeNumber&quot;: &quot;', tp:json(@volume), '&quot;')"/></xsl:if>
    <xsl:if test="@issue != ''"><xsl:value-of select="concat(', &quot;issueNumber&quot;: &quot;', tp:json(@issue), '&quot;')"/></xsl:if>
    <xsl:if test="../r:name[@role = 'container-editor']">
      <xsl:text>, "editor": [</xsl:text>
      <xsl:apply-templates select="../r:name[@role = 'container-editor']" mode="c:jsonld"/>
      <xsl:text>]</xsl:text>
    </xsl:if>
    <xsl:if test="@publisher != ''">
      <xsl:value-of select="concat(', &quot;publisher&quot;: {&quot;@type&quot;: &quot;Organization&quot;, &quot;name&quot;: &quot;', tp:json(@publisher), '&quot;}')"/>
    </xsl:if>
    <xsl:text>}</xsl:text>
  </xsl:template>
</xsl:stylesheet>
