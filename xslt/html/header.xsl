<?xml version="1.0" encoding="UTF-8"?>
<!--
  header.xsl: what stands above the text: title, the facts of the document from correspDesc, msDesc,
  creation and textClass, and the summary.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:exsl="http://exslt.org/common"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    extension-element-prefixes="exsl"
    exclude-result-prefixes="tei f">

  <xsl:template name="document-header">
    <xsl:variable name="kind" select="f:kind($tei, $ui)"/>
    <xsl:variable name="class" select="f:classification($tei)"/>
    <header class="document-head">
      <xsl:text>&#10;</xsl:text>
      <xsl:if test="$kind != '' or $class != ''">
        <p class="kind">
          <xsl:call-template name="ui-lang"/>
          <xsl:choose>
            <xsl:when test="f:same-lang($ui, f:lang(f:kind-words($tei, $ui)))"><xsl:value-of select="$kind"/></xsl:when>
            <xsl:otherwise>
              <span>
                <xsl:for-each select="f:kind-words($tei, $ui)"><xsl:call-template name="lang-in"/></xsl:for-each>
                <xsl:value-of select="$kind"/>
              </span>
            </xsl:otherwise>
          </xsl:choose>
          <xsl:if test="$kind != '' and $class != ''"><span class="dot" aria-hidden="true"> · </span></xsl:if>
          <xsl:if test="$class != ''"><span class="classification"><xsl:value-of select="$class"/></span></xsl:if>
        </p>
        <xsl:text>&#10;</xsl:text>
      </xsl:if>
      <h1>
        <xsl:for-each select="f:title($tei)">
          <xsl:call-template name="lang-in"><xsl:with-param name="outer" select="$page-lang"/></xsl:call-template>
        </xsl:for-each>
        <xsl:if test="not(f:title($tei))"><xsl:call-template name="ui-lang"/></xsl:if>
        <xsl:value-of select="$title"/>
      </h1>
      <xsl:for-each select="f:alt-titles($tei)">
        <xsl:text>&#10;</xsl:text>
        <p class="alt-title">
          <xsl:call-template name="lang-in"><xsl:with-param name="outer" select="$page-lang"/></xsl:call-template>
          <xsl:apply-templates/>
        </p>
      </xsl:for-each>
      <xsl:text>&#10;</xsl:text>
      <xsl:variable name="facts"><xsl:call-template name="facts"/></xsl:variable>
      <xsl:if test="string($facts) != ''">
        <dl class="facts" aria-label="{f:label('details', $ui)}">
          <xsl:call-template name="ui-lang"/>
          <xsl:copy-of select="$facts"/>
        </dl>
        <xsl:text>&#10;</xsl:text>
      </xsl:if>
      <xsl:call-template name="coins"/>
    </header>
    <xsl:text>&#10;</xsl:text>
    <xsl:call-template name="abstract"/>
  </xsl:template>

  <xsl:template name="abstract">
    <xsl:variable name="abstracts" select="$tei/tei:teiHeader/tei:profileDesc/tei:abstract[normalize-space() != '']"/>
    <xsl:if test="$abstracts">
      <section class="abstract" aria-labelledby="summary">
        <h2 id="summary">
          <xsl:call-template name="ui-lang"/>
          <xsl:value-of select="f:label('summary', $ui)"/>
        </h2>
        <xsl:for-each select="$abstracts">
          <div>
            <xsl:call-template name="lang-in"><xsl:with-param name="outer" select="$page-lang"/></xsl:call-template>
            <xsl:choose>
              <xsl:when test="f:has-block(.)"><xsl:apply-templates/></xsl:when>
              <xsl:otherwise><p><xsl:apply-templates/></p></xsl:otherwise>
            </xsl:choose>
          </div>
        </xsl:for-each>
      </section>
      <xsl:text>&#10;</xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- one fact: a label and what the header says; nothing if it says nothing -->
  <xsl:template name="fact">
    <xsl:param name="key"/>
    <xsl:param name="value"/>
    <xsl:if test="normalize-space($value) != ''">
      <div class="fact f-{$key}">
        <dt><xsl:value-of select="f:label($key, $ui)"/></dt>
        <dd><xsl:copy-of select="$value"/></dd>
      </div>
      <xsl:text>&#10;</xsl:text>
    </xsl:if>
  </xsl:template>

  <xsl:template name="facts">
    <xsl:variable name="profile" select="$tei/tei:teiHeader/tei:profileDesc"/>
    <xsl:variable name="source" select="$tei/tei:teiHeader/tei:fileDesc/tei:sourceDesc"/>
    <xsl:variable name="actions" select="$profile/tei:correspDesc[1]/tei:correspAction"/>
    <xsl:call-template name="fact">
      <xsl:with-param name="key" select="'from'"/>
      <xsl:with-param name="value"><xsl:apply-templates mode="names" select="f:senders($tei)"/></xsl:with-param>
    </xsl:call-template>
    <xsl:if test="not(f:senders($tei))">
      <xsl:call-template name="fact">
        <xsl:with-param name="key" select="'author'"/>
        <xsl:with-param name="value"><xsl:apply-templates mode="names" select="f:authors($tei)"/></xsl:with-param>
      </xsl:call-template>
    </xsl:if>
    <xsl:call-template name="fact">
      <xsl:with-param name="key" select="'to'"/>
      <xsl:with-param name="value"><xsl:apply-templates mode="names" select="f:receivers($tei)"/></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="fact">
      <xsl:with-param name="key" select="'via'"/>
      <xsl:with-param name="value">
        <xsl:apply-templates mode="names" select="$actions[@type = 'transmitted' or @type = 'forwarded' or @type = 'redirected']
            /*[self::tei:persName or self::tei:orgName or self::tei:name]"/>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="fact">
      <xsl:with-param name="key" select="'date'"/>
      <xsl:with-param name="value"><xsl:apply-templates mode="header-date" select="f:date-element($tei)"/></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="fact">
      <xsl:with-param name="key" select="'place'"/>
      <xsl:with-param name="value"><xsl:apply-templates mode="names" select="f:place($tei)"/></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="fact">
      <xsl:with-param name="key" select="'received'"/>
      <xsl:with-param name="value">
        <xsl:for-each select="$actions[@type = 'received'][tei:date or tei:placeName][1]">
          <xsl:apply-templates mode="header-date" select="tei:date[1]"/>
          <xsl:if test="tei:date and tei:placeName"><xsl:value-of select="f:label('clause', $ui)"/></xsl:if>
          <xsl:apply-templates mode="names" select="tei:placeName[1]"/>
        </xsl:for-each>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="fact">
      <xsl:with-param name="key" select="'languages'"/>
      <xsl:with-param name="value">
        <xsl:for-each select="$profile/tei:langUsage/tei:language[@ident != '']">
          <xsl:if test="position() > 1"><xsl:value-of select="f:label('comma', $ui)"/></xsl:if>
          <xsl:value-of select="f:language-name(@ident, $ui)"/>
        </xsl:for-each>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="fact">
      <xsl:with-param name="key" select="'repository'"/>
      <xsl:with-param name="value"><xsl:value-of select="f:repository($tei, $ui)"/></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="fact">
      <xsl:with-param name="key" select="'shelfmark'"/>
      <xsl:with-param name="value"><xsl:value-of select="f:shelfmark($tei)"/></xsl:with-param>
    </xsl:call-template>
    <xsl:for-each select="$source//tei:msDesc[1]/*[not(self::tei:msIdentifier or self::tei:head)]">
      <xsl:call-template name="fact">
        <xsl:with-param name="key" select="f:description-key(.)"/>
        <xsl:with-param name="value">
          <xsl:for-each select="descendant-or-self::*[text()[normalize-space() != '']][not(ancestor::*[text()[normalize-space() != '']])]">
            <div class="line"><xsl:call-template name="lang-in"/><xsl:apply-templates/></div>
          </xsl:for-each>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:call-template name="fact">
      <xsl:with-param name="key" select="'source-page'"/>
      <xsl:with-param name="value">
        <xsl:for-each select="$source/tei:p[normalize-space() != ''] | $source/tei:ab[normalize-space() != '']">
          <div class="line"><xsl:call-template name="lang-in"/><xsl:apply-templates/></div>
        </xsl:for-each>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:variable name="works" select="$source/tei:biblStruct | $source/tei:biblFull
        | $source/tei:bibl[not(@type = 'citation' or @type = 'sourcePage')]"/>
    <xsl:variable name="translations" select="$works[contains(@type, 'ranslation')]"/>
    <xsl:variable name="printed" select="$works[self::tei:biblStruct][not(contains(@type, 'ranslation'))]"/>
    <xsl:call-template name="fact">
      <xsl:with-param name="key" select="'printed'"/>
      <xsl:with-param name="value"><xsl:apply-templates select="$printed" mode="works"/></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="fact">
      <xsl:with-param name="key" select="'printed-translation'"/>
      <xsl:with-param name="value"><xsl:apply-templates select="$translations" mode="works"/></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="fact">
      <xsl:with-param name="key" select="'source-page'"/>
      <xsl:with-param name="value">
        <xsl:apply-templates select="$works[count(. | $printed | $translations) > count($printed | $translations)]" mode="works"/>
        <xsl:call-template name="source-link"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- works one under the other -->
  <xsl:template match="*" mode="works">
    <div class="line"><xsl:call-template name="lang-in"/><xsl:apply-templates select="." mode="reference"/></div>
  </xsl:template>

  <xsl:template name="source-link">
    <xsl:variable name="page" select="$tei/tei:teiHeader/tei:fileDesc/tei:sourceDesc/*[@type = 'sourcePage'][1]"/>
    <xsl:variable name="url" select="f:source-url($tei)"/>
    <xsl:variable name="host" select="normalize-space($page/tei:publisher[1])"/>
    <xsl:choose>
      <xsl:when test="not($page)"/>
      <xsl:when test="$url != '' and $host != ''"><a href="{$url}"><xsl:value-of select="$host"/></a></xsl:when>
      <xsl:when test="$url != ''"><a class="url" href="{$url}"><xsl:value-of select="$url"/></a></xsl:when>
      <xsl:otherwise><xsl:value-of select="$host"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- names in a row, each as the text would show it -->
  <xsl:template match="*" mode="names">
    <xsl:if test="position() > 1">
      <xsl:choose>
        <xsl:when test="position() = last()"><xsl:value-of select="f:label('and', $ui)"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="f:label('comma', $ui)"/></xsl:otherwise>
      </xsl:choose>
    </xsl:if>
    <xsl:choose>
      <xsl:when test="normalize-space() = ''"><xsl:value-of select="f:person(.)"/></xsl:when>
      <xsl:otherwise>
        <span class="who">
          <xsl:call-template name="lang-in"/>
          <xsl:choose>
            <xsl:when test="self::tei:author"><xsl:apply-templates select="node()[not(self::tei:idno)]"/></xsl:when>
            <xsl:otherwise><xsl:apply-templates select="."/></xsl:otherwise>
          </xsl:choose>
        </span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- a date of the header in the page's words -->
  <xsl:template match="*" mode="header-date">
    <xsl:variable name="iso" select="f:html-date(f:iso(.))"/>
    <xsl:variable name="words" select="f:date-of(., $ui)"/>
    <xsl:choose>
      <xsl:when test="$iso != ''"><time datetime="{$iso}"><xsl:value-of select="$words"/></time></xsl:when>
      <xsl:otherwise><xsl:value-of select="$words"/></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@cert = 'low' or @cert = 'medium'">
      <span class="doubt"><xsl:value-of select="concat(' (', f:label('inferred', $ui), ')')"/></span>
    </xsl:if>
  </xsl:template>

  <!-- a printed source in one line, in the order of a bibliography -->
  <xsl:template match="tei:biblStruct" mode="reference">
    <xsl:for-each select="tei:analytic/*[normalize-space() != ''] | tei:monogr/*[not(self::tei:imprint or self::tei:biblScope)][normalize-space() != '']">
      <xsl:if test="position() > 1"><xsl:value-of select="f:label('comma', $ui)"/></xsl:if>
      <xsl:apply-templates select="."/>
    </xsl:for-each>
    <xsl:for-each select="(tei:monogr/tei:imprint/* | tei:monogr/tei:biblScope | tei:series/*)[normalize-space() != '']">
      <xsl:choose>
        <xsl:when test="preceding-sibling::*[1][self::tei:pubPlace] and self::tei:publisher">: </xsl:when>
        <xsl:otherwise><xsl:value-of select="f:label('comma', $ui)"/></xsl:otherwise>
      </xsl:choose>
      <xsl:if test="self::tei:biblScope[@unit = 'volume'] and number(.) = number(.) and f:primary($ui) = 'en'">vol. </xsl:if>
      <xsl:apply-templates select="."/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="tei:biblStruct">
    <xsl:choose>
      <xsl:when test="f:in-flow(.) or f:is-entry(.)">
        <xsl:text>&#10;</xsl:text>
        <xsl:element name="{substring('pdiv', 1 + f:has-block(.), 1 + 2 * f:has-block(.))}"><xsl:call-template name="atts"><xsl:with-param name="class" select="'bibl'"/></xsl:call-template><xsl:apply-templates select="." mode="reference"/></xsl:element>
      </xsl:when>
      <xsl:otherwise>
        <span><xsl:call-template name="atts"><xsl:with-param name="class" select="'bibl'"/></xsl:call-template><xsl:apply-templates select="." mode="reference"/></span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:bibl | tei:biblFull" mode="reference">
    <xsl:choose>
      <xsl:when test="text()[normalize-space() != '']"><xsl:apply-templates/></xsl:when>
      <xsl:otherwise>
        <xsl:for-each select="*[normalize-space() != ''][not(self::tei:availability)]">
          <xsl:if test="position() > 1"><xsl:value-of select="f:label('comma', $ui)"/></xsl:if>
          <xsl:apply-templates select="."/>
        </xsl:for-each>
        <xsl:for-each select="tei:availability[normalize-space() != '']">
          <xsl:value-of select="concat(' (', normalize-space(), ')')"/>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
