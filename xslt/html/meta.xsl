<?xml version="1.0" encoding="UTF-8"?>
<!--
  meta.xsl: the document's description for machines: Highwire and Dublin Core meta elements for reference
  managers, schema.org JSON-LD for search engines, a COinS span for older tools.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    exclude-result-prefixes="tei f">

  <xsl:variable name="page-url">
    <xsl:if test="$base-url != '' and $name != ''"><xsl:value-of select="concat($base-url, $name, '.html')"/></xsl:if>
  </xsl:variable>
  <xsl:variable name="iso" select="f:iso(f:date-element($tei))"/>
  <xsl:variable name="day" select="f:html-date(substring-before(concat($iso, 'T'), 'T'))"/>
  <xsl:variable name="abstract"
      select="normalize-space($tei/tei:teiHeader/tei:profileDesc/tei:abstract)"/>
  <xsl:variable name="licence"
      select="$tei/tei:teiHeader/tei:fileDesc/tei:publicationStmt//tei:licence[1]"/>
  <xsl:variable name="text-languages"
      select="$tei/tei:teiHeader/tei:profileDesc/tei:langUsage/tei:language/@ident"/>

  <xsl:template name="meta">
    <xsl:param name="name"/>
    <xsl:param name="content"/>
    <xsl:param name="lang" select="''"/>
    <xsl:if test="string($content) != ''">
      <xsl:call-template name="nl"/>
      <meta name="{$name}" content="{normalize-space($content)}">
        <xsl:if test="$lang != '' and not(f:same-lang($page-lang, $lang))">
          <xsl:attribute name="lang"><xsl:value-of select="$lang"/></xsl:attribute>
        </xsl:if>
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
    <xsl:call-template name="meta">
      <xsl:with-param name="name" select="'description'"/>
      <xsl:with-param name="content" select="$abstract"/>
    </xsl:call-template>
    <xsl:call-template name="highwire"/>
    <xsl:call-template name="dublin-core"/>
    <xsl:call-template name="json-ld"/>
  </xsl:template>

  <xsl:template name="highwire">
    <xsl:call-template name="meta">
      <xsl:with-param name="name" select="'citation_title'"/>
      <xsl:with-param name="content" select="$title"/>
      <xsl:with-param name="lang" select="f:lang(f:title($tei))"/>
    </xsl:call-template>
    <xsl:for-each select="f:authors($tei)">
      <xsl:call-template name="meta">
        <xsl:with-param name="name" select="'citation_author'"/>
        <xsl:with-param name="content" select="f:person(.)"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:call-template name="meta">
      <xsl:with-param name="name" select="'citation_publication_date'"/>
      <xsl:with-param name="content" select="translate($day, '-', '/')"/>
    </xsl:call-template>
    <xsl:call-template name="meta">
      <xsl:with-param name="name" select="'citation_publisher'"/>
      <xsl:with-param name="content" select="f:publisher($tei)"/>
    </xsl:call-template>
    <xsl:call-template name="meta">
      <xsl:with-param name="name" select="'citation_inbook_title'"/>
      <xsl:with-param name="content" select="$edition-title"/>
    </xsl:call-template>
    <xsl:for-each select="$text-languages">
      <xsl:call-template name="meta">
        <xsl:with-param name="name" select="'citation_language'"/>
        <xsl:with-param name="content" select="."/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:call-template name="meta">
      <xsl:with-param name="name" select="'citation_keywords'"/>
      <xsl:with-param name="content" select="f:kind($tei, $ui)"/>
    </xsl:call-template>
    <xsl:call-template name="meta">
      <xsl:with-param name="name" select="'citation_fulltext_html_url'"/>
      <xsl:with-param name="content" select="$page-url"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="dublin-core">
    <xsl:call-template name="nl"/>
    <link rel="schema.DC" href="http://purl.org/dc/elements/1.1/"/>
    <xsl:call-template name="nl"/>
    <link rel="schema.DCTERMS" href="http://purl.org/dc/terms/"/>
    <xsl:for-each select="f:title($tei)">
      <xsl:call-template name="meta">
        <xsl:with-param name="name" select="'DC.title'"/>
        <xsl:with-param name="content" select="."/>
        <xsl:with-param name="lang" select="f:lang(.)"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="f:alt-titles($tei)">
      <xsl:call-template name="meta">
        <xsl:with-param name="name" select="'DCTERMS.alternative'"/>
        <xsl:with-param name="content" select="."/>
        <xsl:with-param name="lang" select="f:lang(.)"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="f:authors($tei)">
      <xsl:call-template name="meta">
        <xsl:with-param name="name" select="'DC.creator'"/>
        <xsl:with-param name="content" select="f:person(.)"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="f:contributors($tei)//*[self::tei:name or self::tei:persName or self::tei:orgName]">
      <xsl:call-template name="meta">
        <xsl:with-param name="name" select="'DC.contributor'"/>
        <xsl:with-param name="content" select="."/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:call-template name="meta">
      <xsl:with-param name="name" select="'DC.date'"/>
      <xsl:with-param name="content" select="$day"/>
    </xsl:call-template>
    <xsl:call-template name="meta">
      <xsl:with-param name="name" select="'DC.type'"/>
      <xsl:with-param name="content" select="'Text'"/>
    </xsl:call-template>
    <xsl:for-each select="$text-languages">
      <xsl:call-template name="meta">
        <xsl:with-param name="name" select="'DC.language'"/>
        <xsl:with-param name="content" select="."/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:call-template name="meta">
      <xsl:with-param name="name" select="'DC.publisher'"/>
      <xsl:with-param name="content" select="f:publisher($tei)"/>
    </xsl:call-template>
    <xsl:call-template name="meta">
      <xsl:with-param name="name" select="'DC.source'"/>
      <xsl:with-param name="content">
        <xsl:value-of select="f:repository($tei, $ui)"/>
        <xsl:if test="f:repository($tei, $ui) != '' and f:shelfmark($tei) != ''">: </xsl:if>
        <xsl:value-of select="f:shelfmark($tei)"/>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="meta">
      <xsl:with-param name="name" select="'DC.relation'"/>
      <xsl:with-param name="content" select="f:source-url($tei)"/>
    </xsl:call-template>
    <xsl:call-template name="meta">
      <xsl:with-param name="name" select="'DCTERMS.isPartOf'"/>
      <xsl:with-param name="content" select="$edition-title"/>
    </xsl:call-template>
    <xsl:call-template name="meta">
      <xsl:with-param name="name" select="'DC.rights'"/>
      <xsl:with-param name="content" select="$licence"/>
    </xsl:call-template>
    <xsl:call-template name="meta">
      <xsl:with-param name="name" select="'DC.identifier'"/>
      <xsl:with-param name="content">
        <xsl:choose>
          <xsl:when test="$page-url != ''"><xsl:value-of select="$page-url"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="$name"/></xsl:otherwise>
        </xsl:choose>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- one "key": "value" line, nothing if there is no value -->
  <xsl:template name="json-pair">
    <xsl:param name="key"/>
    <xsl:param name="value"/>
    <xsl:if test="string($value) != ''">
      <xsl:value-of select="concat(',&#10;  &quot;', $key, '&quot;: &quot;', f:json(normalize-space($value)), '&quot;')"/>
    </xsl:if>
  </xsl:template>

  <xsl:template name="json-names">
    <xsl:param name="key"/>
    <xsl:param name="names"/>
    <xsl:if test="$names">
      <xsl:value-of select="concat(',&#10;  &quot;', $key, '&quot;: [')"/>
      <xsl:for-each select="$names">
        <xsl:if test="position() > 1">, </xsl:if>
        <xsl:value-of select="concat('{&quot;@type&quot;: &quot;',
            substring('Organization', 1, 12 * boolean(self::tei:orgName or tei:orgName)),
            substring('Person', 1, 6 * not(self::tei:orgName or tei:orgName)),
            '&quot;, &quot;name&quot;: &quot;', f:json(f:person(.)), '&quot;}')"/>
      </xsl:for-each>
      <xsl:text>]</xsl:text>
    </xsl:if>
  </xsl:template>

  <xsl:template name="json-ld">
    <xsl:variable name="letter" select="f:senders($tei) or f:receivers($tei)"/>
    <xsl:call-template name="nl"/>
    <script type="application/ld+json">
      <xsl:text>{&#10;  "@context": "https://schema.org",&#10;  "@type": </xsl:text>
      <xsl:choose>
        <xsl:when test="$letter">["ArchiveComponent", "Message"]</xsl:when>
        <xsl:when test="f:shelfmark($tei) != ''">["ArchiveComponent", "CreativeWork"]</xsl:when>
        <xsl:otherwise>"CreativeWork"</xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="json-pair">
        <xsl:with-param name="key" select="'name'"/><xsl:with-param name="value" select="$title"/>
      </xsl:call-template>
      <xsl:call-template name="json-pair">
        <xsl:with-param name="key" select="'alternateName'"/><xsl:with-param name="value" select="f:alt-titles($tei)[1]"/>
      </xsl:call-template>
      <xsl:call-template name="json-pair">
        <xsl:with-param name="key" select="'url'"/><xsl:with-param name="value" select="$page-url"/>
      </xsl:call-template>
      <xsl:call-template name="json-pair">
        <xsl:with-param name="key" select="'identifier'"/>
        <xsl:with-param name="value">
          <xsl:choose>
            <xsl:when test="f:shelfmark($tei) != ''"><xsl:value-of select="f:shelfmark($tei)"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="$name"/></xsl:otherwise>
          </xsl:choose>
        </xsl:with-param>
      </xsl:call-template>
      <xsl:call-template name="json-names">
        <xsl:with-param name="key" select="'author'"/><xsl:with-param name="names" select="f:authors($tei)"/>
      </xsl:call-template>
      <xsl:call-template name="json-names">
        <xsl:with-param name="key" select="'sender'"/><xsl:with-param name="names" select="f:senders($tei)"/>
      </xsl:call-template>
      <xsl:call-template name="json-names">
        <xsl:with-param name="key" select="'recipient'"/><xsl:with-param name="names" select="f:receivers($tei)"/>
      </xsl:call-template>
      <xsl:call-template name="json-pair">
        <xsl:with-param name="key" select="'dateCreated'"/><xsl:with-param name="value" select="$day"/>
      </xsl:call-template>
      <xsl:if test="f:place($tei)">
        <xsl:value-of select="concat(',&#10;  &quot;locationCreated&quot;: {&quot;@type&quot;: &quot;Place&quot;, &quot;name&quot;: &quot;',
            f:json(f:person(f:place($tei))), '&quot;}')"/>
      </xsl:if>
      <xsl:call-template name="json-pair">
        <xsl:with-param name="key" select="'genre'"/><xsl:with-param name="value" select="f:kind($tei, $ui)"/>
      </xsl:call-template>
      <xsl:if test="$text-languages">
        <xsl:text>,&#10;  "inLanguage": [</xsl:text>
        <xsl:for-each select="$text-languages">
          <xsl:if test="position() > 1">, </xsl:if>
          <xsl:value-of select="concat('&quot;', f:json(.), '&quot;')"/>
        </xsl:for-each>
        <xsl:text>]</xsl:text>
      </xsl:if>
      <xsl:call-template name="json-pair">
        <xsl:with-param name="key" select="'abstract'"/><xsl:with-param name="value" select="$abstract"/>
      </xsl:call-template>
      <xsl:if test="f:repository($tei, $ui) != ''">
        <xsl:value-of select="concat(',&#10;  &quot;holdingArchive&quot;: {&quot;@type&quot;: &quot;ArchiveOrganization&quot;, &quot;name&quot;: &quot;',
            f:json(f:repository($tei, $ui)), '&quot;}')"/>
      </xsl:if>
      <xsl:if test="f:publisher($tei) != ''">
        <xsl:value-of select="concat(',&#10;  &quot;publisher&quot;: {&quot;@type&quot;: &quot;Organization&quot;, &quot;name&quot;: &quot;',
            f:json(f:publisher($tei)), '&quot;}')"/>
      </xsl:if>
      <xsl:if test="$edition-title != ''">
        <xsl:value-of select="concat(',&#10;  &quot;isPartOf&quot;: {&quot;@type&quot;: &quot;Collection&quot;, &quot;name&quot;: &quot;',
            f:json($edition-title), '&quot;}')"/>
      </xsl:if>
      <xsl:call-template name="json-pair">
        <xsl:with-param name="key" select="'isBasedOn'"/><xsl:with-param name="value" select="f:source-url($tei)"/>
      </xsl:call-template>
      <xsl:call-template name="json-pair">
        <xsl:with-param name="key" select="'license'"/><xsl:with-param name="value" select="f:href($licence/@target)"/>
      </xsl:call-template>
      <xsl:text>&#10;}&#10;</xsl:text>
    </script>
  </xsl:template>

  <!-- COinS: an OpenURL context object, Dublin Core format -->
  <xsl:template name="coins">
    <span class="Z3988">
      <xsl:attribute name="title">
        <xsl:text>ctx_ver=Z39.88-2004&amp;rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc&amp;rft.type=Text</xsl:text>
        <xsl:value-of select="concat('&amp;rft.title=', f:uri-encode($title))"/>
        <xsl:for-each select="f:authors($tei)">
          <xsl:value-of select="concat('&amp;rft.creator=', f:uri-encode(f:person(.)))"/>
        </xsl:for-each>
        <xsl:if test="$day != ''"><xsl:value-of select="concat('&amp;rft.date=', f:uri-encode($day))"/></xsl:if>
        <xsl:if test="f:publisher($tei) != ''">
          <xsl:value-of select="concat('&amp;rft.publisher=', f:uri-encode(f:publisher($tei)))"/>
        </xsl:if>
        <xsl:if test="f:shelfmark($tei) != ''">
          <xsl:value-of select="concat('&amp;rft.source=', f:uri-encode(f:shelfmark($tei)))"/>
        </xsl:if>
        <xsl:for-each select="$text-languages[1]">
          <xsl:value-of select="concat('&amp;rft.language=', f:uri-encode(.))"/>
        </xsl:for-each>
        <xsl:if test="$page-url != ''"><xsl:value-of select="concat('&amp;rft_id=', f:uri-encode($page-url))"/></xsl:if>
      </xsl:attribute>
    </span>
  </xsl:template>
</xsl:stylesheet>
