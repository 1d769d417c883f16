<?xml version="1.0" encoding="UTF-8"?>
<!--
  record.xsl: what there is to cite of a document, in one form for all citation formats.

  template c:record, for a TEI element as context, gives one element:

  <record id="KEY" sort="letter | telegram | treaty | report | diary | memorandum | article | speech |
                         document" held="archive | print | web | none">
    <name role="author | recipient | translator | editor | container-editor | container-author" …/>  see names.xsl
    <credit role="translator | editor"/>  in the header's own words: 'translated by A and B'
    <date start="1950-01-25" end="" rough="yes"/>  or  <date words="8 March" open="ISO without a year"/>
    <language tag="zh-Hans"/>…  what it was written in
    <title lang="en"/> <original lang="zh-Hans"/>  the title in that language, if it is not the title already
    <alternative lang="ru"/>…  all other titles
    <kind/> <classification/> <abstract/>
    <archive place=""/> <shelfmark/> <url/> <site/> <publisher/>
    <container words="all of it" title="" translated="" article="" level="m" publisher="" place="" date="" volume="" issue="" first="" last=""/>
  </record>

  Parameters: stem, the name of the document's files and key of its entry; url, the address of its page,
  which goes before the one that the header names; ui-lang, the language of the labels.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:exsl="http://exslt.org/common"
    xmlns:func="http://exslt.org/functions"
    xmlns:str="http://exslt.org/strings"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    xmlns:c="urn:teipipe:citation"
    xmlns:tp="urn:teipipe:functions"
    extension-element-prefixes="exsl func str"
    exclude-result-prefixes="tei f c tp">

  <xsl:param name="stem" select="''"/>
  <xsl:param name="url" select="''"/>
  <xsl:param name="ui-lang" select="'en'"/>
  <xsl:variable name="lang" select="$ui-lang"/>

  <xsl:include href="../common/all.xsl"/>
  <xsl:include href="names.xsl"/>
  <xsl:include href="printed.xsl"/>

  <xsl:variable name="key-characters" select="'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:'"/>

  <!-- a key that every program takes: ASCII letters, digits, _ - . : -->
  <func:function name="c:key">
    <xsl:param name="text"/>
    <xsl:variable name="ascii">
      <xsl:choose>
        <xsl:when test="function-available('tp:ascii')"><xsl:value-of select="tp:ascii(string($text))"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="joined" select="translate(normalize-space($ascii), ' ', '-')"/>
    <xsl:variable name="clean" select="translate($joined, translate($joined, $key-characters, ''), '')"/>
    <func:result select="concat($clean, substring('document', 1, 8 * ($clean = '')))"/>
  </func:function>

  <func:function name="c:lower">
    <xsl:param name="text"/>
    <func:result select="translate($text, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"/>
  </func:function>

  <!-- the sort of document, from its kind; what has a receiver is a letter -->
  <func:function name="c:sort">
    <xsl:param name="tei"/>
    <xsl:variable name="class" select="$tei/tei:teiHeader/tei:profileDesc/tei:textClass"/>
    <xsl:variable name="kind" select="c:lower(concat(f:kind($tei, 'en'), ' ', $class/tei:catRef[contains(@target, 'kind')]/@target))"/>
    <xsl:choose>
      <xsl:when test="contains($kind, 'telegram') or contains($kind, 'cable')"><func:result select="'telegram'"/></xsl:when>
      <xsl:when test="contains($kind, 'newsletter') or contains($kind, 'article') or contains($kind, 'news') or contains($kind, 'press')">
        <func:result select="'article'"/>
      </xsl:when>
      <xsl:when test="contains($kind, 'letter') or contains($kind, 'dispatch')"><func:result select="'letter'"/></xsl:when>
      <xsl:when test="contains($kind, 'treaty') or contains($kind, 'agreement') or contains($kind, 'protocol')">
        <func:result select="'treaty'"/>
      </xsl:when>
      <xsl:when test="contains($kind, 'diary')"><func:result select="'diary'"/></xsl:when>
      <xsl:when test="contains($kind, 'memorandum') or contains($kind, 'conversation') or contains($kind, 'minutes')">
        <func:result select="'memorandum'"/>
      </xsl:when>
      <xsl:when test="contains($kind, 'report')"><func:result select="'report'"/></xsl:when>
      <xsl:when test="contains($kind, 'speech')"><func:result select="'speech'"/></xsl:when>
      <xsl:when test="normalize-space($kind) = '' and f:receivers($tei)"><func:result select="'letter'"/></xsl:when>
      <xsl:otherwise><func:result select="'document'"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <xsl:template name="c:record">
    <xsl:variable name="tei" select="."/>
    <xsl:variable name="source" select="tei:teiHeader/tei:fileDesc/tei:sourceDesc"/>
    <xsl:variable name="print" select="($source/tei:biblStruct[not(contains(@type, 'ranslation'))] | $source/tei:biblStruct[1])[1]"/>
    <xsl:variable name="address" select="concat($url, substring(f:source-url($tei), 1, 4000 * ($url = '')))"/>
    <xsl:variable name="number" select="count(preceding::tei:TEI) + 1"/>
    <xsl:variable name="name-of-file" select="concat($stem, substring(f:stem($tei), 1, 999 * ($stem = '')))"/>
    <record sort="{c:sort($tei)}">
      <xsl:attribute name="id">
        <xsl:value-of select="c:key($name-of-file)"/>
        <xsl:if test="$number > 1 and ($stem != '' or f:stem($tei) = '')"><xsl:value-of select="concat('-', $number)"/></xsl:if>
      </xsl:attribute>
      <xsl:attribute name="held">
        <xsl:choose>
          <xsl:when test="f:shelfmark($tei) != '' or f:repository($tei) != ''">archive</xsl:when>
          <xsl:when test="$print">print</xsl:when>
          <xsl:when test="$address != ''">web</xsl:when>
          <xsl:otherwise>none</xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:call-template name="c:people"><xsl:with-param name="tei" select="$tei"/></xsl:call-template>
      <xsl:call-template name="c:date"><xsl:with-param name="tei" select="$tei"/></xsl:call-template>
      <xsl:variable name="tongues"><xsl:call-template name="c:languages"><xsl:with-param name="tei" select="$tei"/></xsl:call-template></xsl:variable>
      <xsl:copy-of select="$tongues"/>
      <xsl:call-template name="c:titles">
        <xsl:with-param name="tei" select="$tei"/>
        <xsl:with-param name="tongues" select="exsl:node-set($tongues)/language"/>
      </xsl:call-template>
      <kind><xsl:value-of select="f:kind($tei, $lang)"/></kind>
      <classification><xsl:value-of select="f:classification($tei)"/></classification>
      <abstract><xsl:value-of select="normalize-space(tei:teiHeader/tei:profileDesc/tei:abstract[1])"/></abstract>
      <archive><xsl:value-of select="f:repository($tei, $lang)"/></archive>
      <shelfmark><xsl:value-of select="f:shelfmark($tei)"/></shelfmark>
      <url><xsl:value-of select="$address"/></url>
      <site><xsl:value-of select="normalize-space($source/*[@type = 'sourcePage' or @type = 'digitalSource']//tei:publisher[1])"/></site>
      <publisher><xsl:value-of select="f:publisher($tei)"/></publisher>
      <xsl:for-each select="$print"><xsl:call-template name="c:container"/></xsl:for-each>
    </record>
  </xsl:template>

  <xsl:template name="c:people">
    <xsl:param name="tei"/>
    <xsl:for-each select="f:authors($tei)">
      <xsl:call-template name="c:name"><xsl:with-param name="role" select="'author'"/></xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="f:receivers($tei)">
      <xsl:call-template name="c:name"><xsl:with-param name="role" select="'recipient'"/></xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="f:contributors($tei)">
      <xsl:variable name="did" select="c:lower(concat(tei:resp, ' ', @role))"/>
      <xsl:variable name="role">
        <xsl:choose>
          <xsl:when test="contains($did, 'translat') or contains($did, 'übers') or contains($did, 'перев') or contains($did, '译')">translator</xsl:when>
          <xsl:when test="self::tei:editor or contains($did, 'edit') or contains($did, 'herausg')">editor</xsl:when>
        </xsl:choose>
      </xsl:variable>
      <xsl:variable name="people" select="self::tei:editor | tei:name[not(parent::tei:editor)] | tei:persName[not(parent::tei:editor)]
          | tei:orgName[not(parent::tei:editor)]"/>
      <xsl:if test="$role != '' and $people">
        <xsl:for-each select="$people">
          <xsl:call-template name="c:name"><xsl:with-param name="role" select="string($role)"/></xsl:call-template>
        </xsl:for-each>
        <credit role="{$role}">
          <xsl:value-of select="concat(f:trim-end(translate(tei:resp[1], ':', '')), substring(concat($role, ':'), 1, 99 * not(tei:resp)), ' ')"/>
          <xsl:call-template name="persons">
            <xsl:with-param name="names" select="$people"/>
            <xsl:with-param name="lang" select="$lang"/>
          </xsl:call-template>
        </credit>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="c:date">
    <xsl:param name="tei"/>
    <xsl:variable name="date" select="f:date-element($tei)"/>
    <xsl:if test="$date">
      <xsl:variable name="start" select="c:day(f:iso($date))"/>
      <xsl:variable name="end" select="c:day(concat(substring($date/@to, 1, 40 * boolean($date/@from)), substring($date/@notAfter, 1, 40 * boolean($date/@notBefore))))"/>
      <xsl:choose>
        <xsl:when test="$start != ''">
          <date start="{$start}">
            <xsl:if test="$end != '' and $end != $start"><xsl:attribute name="end"><xsl:value-of select="$end"/></xsl:attribute></xsl:if>
            <xsl:if test="$date/@cert = 'low' or $date/@precision = 'low' or $date/@notBefore or $date/@notAfter">
              <xsl:attribute name="rough">yes</xsl:attribute>
            </xsl:if>
          </date>
        </xsl:when>
        <xsl:when test="normalize-space($date) != '' or f:iso($date) != ''">
          <date open="{substring(f:iso($date), 1, 7 * f:in(f:shape(f:iso($date)), '--99 --99-99'))}">
            <xsl:attribute name="words">
              <xsl:choose>
                <xsl:when test="normalize-space($date) != ''"><xsl:value-of select="normalize-space($date)"/></xsl:when>
                <xsl:otherwise><xsl:value-of select="f:date-of($date, $lang)"/></xsl:otherwise>
              </xsl:choose>
            </xsl:attribute>
          </date>
        </xsl:when>
      </xsl:choose>
    </xsl:if>
  </xsl:template>

  <!-- the day, month or year of an ISO date with a year; '' for anything else -->
  <func:function name="c:day">
    <xsl:param name="iso"/>
    <xsl:variable name="day" select="substring-before(concat($iso, 'T'), 'T')"/>
    <func:result select="substring($day, 1, 10 * f:in(f:shape($day), '9999 9999-99 9999-99-99'))"/>
  </func:function>

  <xsl:template name="c:titles">
    <xsl:param name="tei"/>
    <xsl:param name="tongues"/>
    <xsl:variable name="title" select="f:title($tei)"/>
    <xsl:variable name="home" select="f:primary(f:lang($title))"/>
    <xsl:variable name="sub" select="f:alt-titles($tei)[@type = 'sub'][f:lang(.) = f:lang($title)]"/>
    <xsl:variable name="others" select="f:alt-titles($tei)[not(@type = 'sub')] | f:alt-titles($tei)[@type = 'sub'][f:lang(.) != f:lang($title)]"/>
    <!-- a title in a language of the document, when the main one is not -->
    <xsl:variable name="original" select="$others[f:primary(f:lang(.)) != $home]
        [not($tongues[f:primary(@tag) = $home])][not($tongues) or f:primary(f:lang(.)) = f:primary($tongues[1]/@tag)][1]"/>
    <title lang="{f:lang($title)}">
      <xsl:choose>
        <xsl:when test="$title"><xsl:value-of select="normalize-space($title)"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="f:label('untitled', $lang)"/></xsl:otherwise>
      </xsl:choose>
      <xsl:for-each select="$sub"><xsl:value-of select="concat(': ', normalize-space())"/></xsl:for-each>
    </title>
    <xsl:for-each select="$original">
      <original lang="{f:lang(.)}"><xsl:value-of select="normalize-space()"/></original>
    </xsl:for-each>
    <xsl:for-each select="$others[generate-id() != generate-id($original)]">
      <alternative lang="{f:lang(.)}"><xsl:value-of select="normalize-space()"/></alternative>
    </xsl:for-each>
  </xsl:template>

  <!-- what the document was written in: a translation of it is not its language -->
  <xsl:template name="c:languages">
    <xsl:param name="tei"/>
    <xsl:variable name="profile" select="$tei/tei:teiHeader/tei:profileDesc"/>
    <xsl:variable name="said" select="$tei/tei:teiHeader//tei:textLang/@mainLang"/>
    <xsl:variable name="versions" select="$tei/tei:text//tei:div[@type = 'original' or @type = 'transcription'][@xml:lang]"/>
    <xsl:variable name="translations" select="$tei/tei:text//tei:div[@type = 'translation'][@xml:lang]"/>
    <xsl:choose>
      <xsl:when test="$said"><language tag="{f:first($said)}"/></xsl:when>
      <xsl:when test="$versions">
        <xsl:for-each select="$versions[not(@xml:lang = preceding::tei:div[@type = 'original' or @type = 'transcription']/@xml:lang)]">
          <language tag="{@xml:lang}"/>
        </xsl:for-each>
      </xsl:when>
      <xsl:when test="$profile/tei:langUsage/tei:language[@ident != '']">
        <xsl:for-each select="$profile/tei:langUsage/tei:language[@ident != ''][not(@ident = $translations/@xml:lang)]">
          <language tag="{@ident}"/>
        </xsl:for-each>
      </xsl:when>
      <xsl:when test="f:doc-lang($tei) != 'und' and not($translations)"><language tag="{f:doc-lang($tei)}"/></xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- the book, journal or newspaper that a biblStruct describes -->
  <xsl:template name="c:container">
    <xsl:variable name="imprint" select="tei:monogr/tei:imprint[1]"/>
    <xsl:variable name="scopes" select="tei:monogr/tei:biblScope | $imprint/tei:biblScope"/>
    <xsl:variable name="pages" select="$scopes[@unit = 'page' or @unit = 'pages' or @unit = 'pp'][1]"/>
    <xsl:for-each select="tei:monogr/tei:editor">
      <xsl:call-template name="c:name"><xsl:with-param name="role" select="'container-editor'"/></xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="tei:monogr/tei:author">
      <xsl:call-template name="c:name"><xsl:with-param name="role" select="'container-author'"/></xsl:call-template>
    </xsl:for-each>
    <container words="{c:printed(., $lang)}" title="{normalize-space(tei:monogr/tei:title[not(@type = 'translated')][1])}"
        translated="{normalize-space(tei:monogr/tei:title[@type = 'translated'][1])}"
        level="{tei:monogr/tei:title[@level][1]/@level}"
        publisher="{normalize-space($imprint/tei:publisher[1])}" place="{normalize-space($imprint/tei:pubPlace[1])}"
        volume="{normalize-space($scopes[@unit = 'volume' or @unit = 'vol'][1])}"
        issue="{normalize-space($scopes[@unit = 'issue' or @unit = 'number'][1])}">
      <xsl:attribute name="date">
        <xsl:choose>
          <xsl:when test="f:iso($imprint/tei:date[1]) != ''"><xsl:value-of select="c:day(f:iso($imprint/tei:date[1]))"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="c:day(normalize-space($imprint/tei:date[1]))"/></xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:attribute name="first">
        <xsl:choose>
          <xsl:when test="$pages/@from"><xsl:value-of select="$pages/@from"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="normalize-space(substring-before(concat(translate($pages, '–—', '--'), '-'), '-'))"/></xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:attribute name="last">
        <xsl:choose>
          <xsl:when test="$pages/@to"><xsl:value-of select="$pages/@to"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="normalize-space(substring-after(translate($pages, '–—', '--'), '-'))"/></xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
    </container>
  </xsl:template>

  <func:function name="c:container-title">
    <xsl:param name="b"/>
    <func:result select="concat($b/@title, substring(concat(' [', $b/@translated, ']'), 1, 999 * ($b/@translated != '')))"/>
  </func:function>

  <func:function name="c:pages">
    <xsl:param name="b"/>
    <xsl:param name="dash"/>
    <func:result select="concat($b/@first, substring(concat($dash, $b/@last), 1, 99 * ($b/@last != '' and $b/@last != $b/@first)))"/>
  </func:function>

  <!-- notes of an entry: its other titles, its classification, and the printed source of what is cited from an archive -->
  <func:function name="c:note">
    <xsl:param name="record"/>
    <xsl:variable name="printed" select="substring(concat(f:label('printed', $lang), ' ', $record/container/@words), 1,
        9999 * ($record/@held = 'archive' and boolean($record/container)))"/>
    <xsl:variable name="others">
      <xsl:for-each select="$record/alternative"><xsl:value-of select="concat(substring('; ', 1, 2 * (position() > 1)), .)"/></xsl:for-each>
    </xsl:variable>
    <func:result select="c:joined(c:joined($others, '. ', $record/classification), '. ', $printed)"/>
  </func:function>
</xsl:stylesheet>
