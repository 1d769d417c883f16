<?xml version="1.0" encoding="UTF-8"?>
<!--
  meta.xsl: the document's description for machines: Highwire and Dublin Core meta elements for reference
  managers, schema.org JSON-LD for search engines, a COinS span for older tools.

  All of it is said from the record (xslt/README.md), which the program makes: run by another
  processor, a page has its title only.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:func="http://exslt.org/functions"
    xmlns:str="http://exslt.org/strings"
    xmlns:f="urn:teipipe:xslt"
    xmlns:r="urn:teipipe:record"
    xmlns:c="urn:teipipe:citation"
    xmlns:tp="urn:teipipe:functions"
    extension-element-prefixes="func str"
    exclude-result-prefixes="f r c tp">

  <xsl:include href="../citation/common.xsl"/>
  <xsl:include href="../citation/jsonld.xsl"/>

  <xsl:variable name="page-url">
    <xsl:if test="$base-url != '' and $name != ''"><xsl:value-of select="concat($base-url, $name, '.html')"/></xsl:if>
  </xsl:variable>
  <!-- what the citation modules call it -->
  <xsl:variable name="url" select="string($page-url)"/>
  <xsl:variable name="record" select="f:record()"/>

  <func:function name="f:record">
    <xsl:choose>
      <xsl:when test="function-available('tp:record')"><func:result select="tp:record()[1]"/></xsl:when>
      <xsl:otherwise><func:result select="/.."/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <xsl:template name="meta">
    <xsl:param name="name"/>
    <xsl:param name="content"/>
    <xsl:param name="lang" select="''"/>
    <xsl:if test="string($content) != ''">
      <xsl:text>&#10;</xsl:text>
      <meta name="{$name}" content="{$content}">
        <xsl:if test="$lang != '' and $lang != $page-lang"><xsl:attribute name="lang"><xsl:value-of select="$lang"/></xsl:attribute></xsl:if>
      </meta>
    </xsl:if>
  </xsl:template>

  <xsl:template name="document-meta">
    <xsl:if test="$page-url != ''">
      <xsl:call-template name="nl"/>
      <link rel="canonical" href="{$page-url}"/>
    </xsl:if>
    <xsl:if test="$prev-href != ''"><xsl:call-template name="nl"/><link rel="prev" href="{$prev-href}"/></xsl:if>
    <xsl:if test="$next-href != ''"><xsl:call-template name="nl"/><link rel="next" href="{$next-href}"/></xsl:if>
    <xsl:call-template name="alternates"/>
    <xsl:for-each select="$record">
      <xsl:call-template name="meta"><xsl:with-param name="name" select="'description'"/><xsl:with-param name="content" select="r:abstract"/></xsl:call-template>
      <xsl:call-template name="highwire"/>
      <xsl:call-template name="dublin-core"/>
      <xsl:call-template name="nl"/>
      <script type="application/ld+json">
        <xsl:variable name="json">
          <xsl:apply-templates select="." mode="c:jsonld"><xsl:with-param name="edition" select="$edition-title"/></xsl:apply-templates>
        </xsl:variable>
        <!-- nothing may end the script element -->
        <xsl:value-of select="concat(str:replace(string($json), '&lt;', '\u003c'), '&#10;')"/>
      </script>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="highwire">
    <xsl:variable name="names" select="r:name"/>
    <xsl:variable name="print" select="r:publication[../@held = 'print']"/>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'citation_title'"/><xsl:with-param name="content" select="r:title"/><xsl:with-param name="lang" select="r:title/@lang"/></xsl:call-template>
    <xsl:for-each select="$names[@role = 'author']">
      <xsl:text>&#10;</xsl:text>
      <meta name="citation_author">
        <xsl:attribute name="content">
          <xsl:choose>
            <xsl:when test="@kind = 'body' or not(@given != '')"><xsl:value-of select="@text"/></xsl:when>
            <xsl:otherwise>
              <xsl:value-of select="concat(normalize-space(concat(@particle, ' ', @family)), ', ', @given)"/>
              <xsl:if test="@suffix != ''"><xsl:value-of select="concat(', ', @suffix)"/></xsl:if>
            </xsl:otherwise>
          </xsl:choose>
        </xsl:attribute>
      </meta>
    </xsl:for-each>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'citation_publication_date'"/>
      <xsl:with-param name="content" select="translate(concat($print/@date, substring(r:date/@start, 1, 10 * not($print/@date != ''))), '-', '/')"/></xsl:call-template>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'citation_publisher'"/><xsl:with-param name="content" select="concat($print/@publisher, substring(r:edition/@publisher, 1, 999 * not($print/@publisher != '')))"/></xsl:call-template>
    <xsl:choose>
      <xsl:when test="$print/@level = 'j'"><xsl:call-template name="meta"><xsl:with-param name="name" select="'citation_journal_title'"/><xsl:with-param name="content" select="$print/@title"/></xsl:call-template></xsl:when>
      <xsl:otherwise><xsl:call-template name="meta"><xsl:with-param name="name" select="'citation_inbook_title'"/><xsl:with-param name="content" select="concat($print/@title, substring($edition-title, 1, 999 * not($print)))"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="$print">
      <xsl:call-template name="meta"><xsl:with-param name="name" select="'citation_volume'"/><xsl:with-param name="content" select="$print/@volume"/></xsl:call-template>
      <xsl:call-template name="meta"><xsl:with-param name="name" select="'citation_issue'"/><xsl:with-param name="content" select="$print/@issue"/></xsl:call-template>
      <xsl:call-template name="meta"><xsl:with-param name="name" select="'citation_firstpage'"/><xsl:with-param name="content" select="$print/@first"/></xsl:call-template>
      <xsl:call-template name="meta"><xsl:with-param name="name" select="'citation_lastpage'"/><xsl:with-param name="content" select="$print/@last"/></xsl:call-template>
    </xsl:if>
    <xsl:for-each select="r:language"><xsl:text>&#10;</xsl:text><meta name="citation_language" content="{@tag}"/></xsl:for-each>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'citation_keywords'"/><xsl:with-param name="content" select="r:kind"/></xsl:call-template>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'citation_fulltext_html_url'"/><xsl:with-param name="content" select="$page-url"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="dublin-core">
    <xsl:text>&#10;</xsl:text>
    <link rel="schema.DC" href="http://purl.org/dc/elements/1.1/"/>
    <xsl:text>&#10;</xsl:text>
    <link rel="schema.DCTERMS" href="http://purl.org/dc/terms/"/>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'DC.title'"/><xsl:with-param name="content" select="r:title"/><xsl:with-param name="lang" select="r:title/@lang"/></xsl:call-template>
    <xsl:for-each select="r:original | r:romanised | r:alternative">
      <xsl:call-template name="meta"><xsl:with-param name="name" select="'DCTERMS.alternative'"/><xsl:with-param name="content" select="."/><xsl:with-param name="lang" select="@lang"/></xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="r:name[@role = 'author']"><xsl:text>&#10;</xsl:text><meta name="DC.creator" content="{@text}"/></xsl:for-each>
    <xsl:for-each select="r:name[@role = 'editor' or @role = 'translator']"><xsl:text>&#10;</xsl:text><meta name="DC.contributor" content="{@text}"/></xsl:for-each>
    <xsl:for-each select="r:date[@start]"><xsl:text>&#10;</xsl:text><meta name="DC.date" content="{@start}{substring('/', 1, boolean(@end))}{@end}"/></xsl:for-each>
    <xsl:text>&#10;</xsl:text>
    <meta name="DC.type" content="Text"/>
    <xsl:for-each select="r:language"><xsl:text>&#10;</xsl:text><meta name="DC.language" content="{@tag}"/></xsl:for-each>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'DC.publisher'"/><xsl:with-param name="content" select="r:edition/@publisher"/></xsl:call-template>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'DC.source'"/><xsl:with-param name="content">
      <xsl:value-of select="r:archive"/>
      <xsl:if test="r:archive/@place"><xsl:value-of select="concat(', ', r:archive/@place)"/></xsl:if>
      <xsl:if test="r:archive != '' and r:shelfmark">: </xsl:if>
      <xsl:value-of select="r:shelfmark"/>
    </xsl:with-param></xsl:call-template>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'DC.relation'"/><xsl:with-param name="content" select="r:url"/></xsl:call-template>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'DCTERMS.isPartOf'"/><xsl:with-param name="content" select="$edition-title"/></xsl:call-template>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'DC.rights'"/><xsl:with-param name="content" select="r:edition/@licence"/></xsl:call-template>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'DC.identifier'"/><xsl:with-param name="content" select="concat($page-url, substring($name, 1, 999 * ($page-url = '')))"/></xsl:call-template>
  </xsl:template>

  <!-- COinS: an OpenURL context object, Dublin Core format -->
  <xsl:template name="coins">
    <xsl:for-each select="$record">
      <span class="Z3988">
        <xsl:attribute name="title">
          <xsl:text>ctx_ver=Z39.88-2004&amp;rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc&amp;rft.type=Text</xsl:text>
          <xsl:value-of select="concat('&amp;rft.title=', tp:uri-encode(r:title))"/>
          <xsl:for-each select="r:name[@role = 'author']"><xsl:value-of select="concat('&amp;rft.creator=', tp:uri-encode(@text))"/></xsl:for-each>
          <xsl:if test="r:date/@start"><xsl:value-of select="concat('&amp;rft.date=', r:date/@start)"/></xsl:if>
          <xsl:if test="r:edition/@publisher != ''"><xsl:value-of select="concat('&amp;rft.publisher=', tp:uri-encode(r:edition/@publisher))"/></xsl:if>
          <xsl:if test="r:shelfmark"><xsl:value-of select="concat('&amp;rft.source=', tp:uri-encode(r:shelfmark))"/></xsl:if>
          <xsl:if test="r:language"><xsl:value-of select="concat('&amp;rft.language=', tp:uri-encode(r:language[1]/@tag))"/></xsl:if>
          <xsl:if test="$page-url != ''"><xsl:value-of select="concat('&amp;rft_id=', tp:uri-encode(string($page-url)))"/></xsl:if>
        </xsl:attribute>
      </span>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
