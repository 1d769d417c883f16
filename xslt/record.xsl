<?xml version="1.0" encoding="UTF-8"?>
<!--
  record.xsl: what there is to cite of a document, found out once for all formats: tp:record() gives
  other stylesheets what this one makes, one element record for each TEI element. The vocabulary is
  in xslt/README.md.

  Modules: citation/names (persons in parts), citation/publication (what a biblStruct describes).

  Ten thousand letters go through this, so it walks the header once, child by child: no keys, no
  functions in XSLT, no search through the text.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:str="http://exslt.org/strings"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:c="urn:teipipe:citation"
    xmlns:tp="urn:teipipe:functions"
    xmlns="urn:teipipe:record"
    exclude-result-prefixes="tei c tp str">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:include href="citation/names.xsl"/>
  <xsl:include href="citation/publication.xsl"/>

  <xsl:variable name="upper" select="'ABCDEFGHIJKLMNOPQRSTUVWXYZ'"/>
  <xsl:variable name="lower" select="'abcdefghijklmnopqrstuvwxyz'"/>
  <xsl:variable name="key-characters" select="concat($upper, $lower, '0123456789_-.:')"/>

  <xsl:template match="/">
    <xsl:apply-templates select="tei:TEI | tei:teiCorpus" mode="c:record"/>
  </xsl:template>

  <xsl:template match="tei:teiCorpus" mode="c:record">
    <xsl:apply-templates select="tei:TEI | tei:teiCorpus" mode="c:record"/>
  </xsl:template>

  <xsl:template match="tei:TEI" mode="c:record"/>

  <xsl:template match="tei:TEI[tei:teiHeader]" mode="c:record">
    <xsl:variable name="file" select="tei:teiHeader/tei:fileDesc"/>
    <xsl:variable name="profile" select="tei:teiHeader/tei:profileDesc"/>
    <xsl:variable name="source" select="$file/tei:sourceDesc"/>
    <xsl:variable name="letter" select="$profile/tei:correspDesc[1]/tei:correspAction"/>
    <xsl:variable name="printed" select="$source/tei:biblStruct"/>
    <xsl:variable name="print" select="($printed[not(contains(@type, 'ranslation'))] | $printed[1])[1]"/>
    <xsl:variable name="ms" select="($source/tei:msDesc | $source/tei:listWit/tei:witness/tei:msDesc)[1]/tei:msIdentifier"/>
    <xsl:variable name="page" select="$source/tei:bibl[@type = 'sourcePage' or @type = 'digitalSource'] | $source/tei:biblStruct[@type = 'sourcePage' or @type = 'digitalSource']"/>
    <xsl:variable name="site" select="normalize-space($page/descendant::tei:publisher[1])"/>
    <xsl:variable name="address">
      <xsl:for-each select="($page/descendant::tei:ref/@target | $page/descendant::tei:idno[@type = 'URL'])[1]">
        <xsl:variable name="uri" select="normalize-space()"/>
        <xsl:if test="starts-with($uri, 'https://') or starts-with($uri, 'http://') or starts-with($uri, 'ftp://')"><xsl:value-of select="$uri"/></xsl:if>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="kind">
      <xsl:call-template name="c:kind"><xsl:with-param name="class" select="$profile/tei:textClass"/></xsl:call-template>
    </xsl:variable>
    <xsl:variable name="sort">
      <xsl:call-template name="c:sort">
        <xsl:with-param name="kind" select="translate($kind, $upper, $lower)"/>
        <xsl:with-param name="received" select="$letter[@type = 'received']"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:variable name="held">
      <xsl:choose>
        <xsl:when test="$ms/*[self::tei:idno or self::tei:repository or self::tei:institution]">archive</xsl:when>
        <xsl:when test="$print">print</xsl:when>
        <xsl:when test="$address != ''">web</xsl:when>
        <xsl:otherwise>none</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="lang">
      <xsl:call-template name="c:language-of-document"><xsl:with-param name="profile" select="$profile"/></xsl:call-template>
    </xsl:variable>
    <record sort="{$sort}" held="{$held}" lang="{$lang}">
      <xsl:attribute name="type">
        <xsl:call-template name="c:type">
          <xsl:with-param name="sort" select="string($sort)"/>
          <xsl:with-param name="held" select="string($held)"/>
          <xsl:with-param name="print" select="$print"/>
        </xsl:call-template>
      </xsl:attribute>
      <xsl:attribute name="key"><xsl:call-template name="c:key"><xsl:with-param name="file" select="$file"/></xsl:call-template></xsl:attribute>
      <xsl:call-template name="c:people">
        <xsl:with-param name="file" select="$file"/>
        <xsl:with-param name="letter" select="$letter"/>
      </xsl:call-template>
      <xsl:call-template name="c:dates">
        <xsl:with-param name="sent" select="$letter[@type = 'sent']"/>
        <xsl:with-param name="profile" select="$profile"/>
        <xsl:with-param name="source" select="$source"/>
      </xsl:call-template>
      <xsl:call-template name="c:places">
        <xsl:with-param name="letter" select="$letter"/>
        <xsl:with-param name="creation" select="$profile/tei:creation"/>
      </xsl:call-template>
      <xsl:variable name="tongue">
        <xsl:call-template name="c:first-language">
          <xsl:with-param name="profile" select="$profile"/>
          <xsl:with-param name="contents" select="$ms/../tei:msContents"/>
          <xsl:with-param name="lang" select="string($lang)"/>
        </xsl:call-template>
      </xsl:variable>
      <xsl:call-template name="c:titles">
        <xsl:with-param name="titles" select="$file/tei:titleStmt/tei:title[normalize-space() != '']"/>
        <xsl:with-param name="home" select="string($lang)"/>
        <xsl:with-param name="tongue" select="substring-before(concat($tongue, ' '), ' ')"/>
      </xsl:call-template>
      <xsl:call-template name="c:languages"><xsl:with-param name="tags" select="string($tongue)"/></xsl:call-template>
      <xsl:if test="$kind != ''"><kind code="{substring-after($kind, '#')}"><xsl:value-of select="substring-before($kind, '#')"/></kind></xsl:if>
      <xsl:for-each select="$profile/tei:textClass/tei:keywords/tei:term[contains(@type, 'classification') or contains(../@scheme, 'classification')][1]">
        <classification><xsl:value-of select="normalize-space()"/></classification>
      </xsl:for-each>
      <xsl:for-each select="$profile/tei:abstract[1]"><abstract><xsl:value-of select="normalize-space()"/></abstract></xsl:for-each>
      <xsl:if test="$held = 'archive'"><xsl:apply-templates select="$ms" mode="c:record"/></xsl:if>
      <xsl:if test="$address != ''"><url><xsl:value-of select="$address"/></url></xsl:if>
      <xsl:if test="$site != ''"><site><xsl:value-of select="$site"/></site></xsl:if>
      <xsl:apply-templates select="$file/tei:publicationStmt" mode="c:record"/>
      <xsl:apply-templates select="$print" mode="c:record">
        <xsl:with-param name="titles" select="$file/tei:titleStmt/tei:title"/>
      </xsl:apply-templates>
    </record>
  </xsl:template>

  <!-- A key that every program takes: ASCII letters, digits, _ - . : -->
  <xsl:template name="c:key">
    <xsl:param name="file"/>
    <xsl:variable name="name" select="normalize-space($file/tei:publicationStmt/tei:idno[@type = 'filename'][1])"/>
    <xsl:variable name="own" select="concat($name, substring(@xml:id, 1, 999 * ($name = '')))"/>
    <xsl:variable name="ascii">
      <xsl:choose>
        <xsl:when test="translate($own, $key-characters, '') = ''"><xsl:value-of select="$own"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="translate(normalize-space(tp:ascii($own)), ' ', '-')"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="clean" select="translate($ascii, translate($ascii, $key-characters, ''), '')"/>
    <xsl:value-of select="$clean"/>
    <xsl:if test="$clean = ''">
      <xsl:text>document</xsl:text>
      <xsl:if test="preceding-sibling::tei:TEI"><xsl:value-of select="concat('-', count(preceding-sibling::tei:TEI) + 1)"/></xsl:if>
    </xsl:if>
  </xsl:template>

  <!-- 'Telegram#telegram': what the document calls its kind, and the name of its category -->
  <xsl:template name="c:kind">
    <xsl:param name="class"/>
    <xsl:variable name="ref" select="$class/tei:catRef[contains(@target, 'kind') or contains(@scheme, 'kind')][1]"/>
    <xsl:choose>
      <xsl:when test="$ref">
        <xsl:variable name="id" select="substring-before(concat(substring-after($ref/@target, '#'), ' '), ' ')"/>
        <xsl:variable name="says" select="tei:teiHeader/tei:encodingDesc/tei:classDecl/tei:taxonomy/descendant::tei:category[@xml:id = $id]/tei:catDesc"/>
        <xsl:variable name="code" select="concat(substring-after($id, 'kind-'), substring($id, 1, 99 * not(starts-with($id, 'kind-'))))"/>
        <xsl:choose>
          <xsl:when test="$says[starts-with(@xml:lang, 'en')]"><xsl:value-of select="normalize-space($says[starts-with(@xml:lang, 'en')][1])"/></xsl:when>
          <xsl:when test="$says"><xsl:value-of select="normalize-space($says[1])"/></xsl:when>
          <xsl:otherwise>
            <xsl:value-of select="concat(translate(substring($code, 1, 1), $lower, $upper), translate(substring($code, 2), '-_', '  '))"/>
          </xsl:otherwise>
        </xsl:choose>
        <xsl:value-of select="concat('#', $code)"/>
      </xsl:when>
      <xsl:when test="$class/tei:keywords[contains(@scheme, 'kind')]/tei:term">
        <xsl:value-of select="concat(normalize-space($class/tei:keywords[contains(@scheme, 'kind')]/tei:term[1]), '#')"/>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- The sort of document; KIND in small letters. What has a receiver and no kind is a letter. -->
  <xsl:template name="c:sort">
    <xsl:param name="kind"/>
    <xsl:param name="received"/>
    <xsl:choose>
      <xsl:when test="$kind = '' and $received">letter</xsl:when>
      <xsl:when test="$kind = ''">document</xsl:when>
      <xsl:when test="contains($kind, 'telegram') or contains($kind, 'cable')">telegram</xsl:when>
      <xsl:when test="contains($kind, 'news') or contains($kind, 'article') or contains($kind, 'press')">article</xsl:when>
      <xsl:when test="contains($kind, 'letter') or contains($kind, 'dispatch')">letter</xsl:when>
      <xsl:when test="contains($kind, 'treaty') or contains($kind, 'agreement') or contains($kind, 'protocol')">treaty</xsl:when>
      <xsl:when test="contains($kind, 'diary')">diary</xsl:when>
      <xsl:when test="contains($kind, 'memorandum') or contains($kind, 'conversation') or contains($kind, 'minutes')">memorandum</xsl:when>
      <xsl:when test="contains($kind, 'report')">report</xsl:when>
      <xsl:when test="contains($kind, 'speech')">speech</xsl:when>
      <xsl:otherwise>document</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- the type that CSL has for it -->
  <xsl:template name="c:type">
    <xsl:param name="sort"/>
    <xsl:param name="held"/>
    <xsl:param name="print"/>
    <xsl:choose>
      <xsl:when test="$held = 'print' and $print/tei:monogr/tei:title[@level = 'j']">
        <xsl:choose>
          <xsl:when test="$print/tei:monogr/descendant::tei:biblScope[@unit = 'volume' or @unit = 'vol']">article-journal</xsl:when>
          <xsl:otherwise>article-newspaper</xsl:otherwise>
        </xsl:choose>
      </xsl:when>
      <xsl:when test="$held = 'print'">chapter</xsl:when>
      <xsl:when test="$sort = 'letter' or $sort = 'telegram'">personal_communication</xsl:when>
      <xsl:when test="$sort = 'treaty'">treaty</xsl:when>
      <xsl:when test="$sort = 'article'">
        <xsl:choose>
          <xsl:when test="$held = 'web'">webpage</xsl:when>
          <xsl:otherwise>article-newspaper</xsl:otherwise>
        </xsl:choose>
      </xsl:when>
      <xsl:when test="$sort = 'report' or $sort = 'speech'"><xsl:value-of select="$sort"/></xsl:when>
      <xsl:when test="$held = 'archive' or $sort != 'document'">manuscript</xsl:when>
      <xsl:when test="$held = 'web'">webpage</xsl:when>
      <xsl:otherwise>document</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ==== persons ==== -->

  <xsl:template name="c:people">
    <xsl:param name="file"/>
    <xsl:param name="letter"/>
    <xsl:variable name="authors" select="$file/tei:titleStmt/tei:author[normalize-space() != '']"/>
    <xsl:variable name="senders" select="$letter[@type = 'sent']/*[self::tei:persName or self::tei:orgName or self::tei:name or self::tei:rs]"/>
    <xsl:apply-templates select="$authors | $senders[not($authors)]" mode="c:name">
      <xsl:with-param name="role" select="'author'"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="$letter[@type = 'received']/*[self::tei:persName or self::tei:orgName or self::tei:name or self::tei:rs]" mode="c:name">
      <xsl:with-param name="role" select="'recipient'"/>
    </xsl:apply-templates>
    <xsl:for-each select="$file/tei:titleStmt/tei:editor | $file/tei:titleStmt/tei:respStmt | $file/tei:editionStmt/tei:respStmt">
      <xsl:variable name="did" select="translate(concat(tei:resp, ' ', @role), concat($upper, 'ÜП'), concat($lower, 'üп'))"/>
      <xsl:choose>
        <xsl:when test="contains($did, 'translat') or contains($did, 'übers') or contains($did, 'перев') or contains($did, '译')">
          <xsl:call-template name="c:contributor"><xsl:with-param name="role" select="'translator'"/></xsl:call-template>
        </xsl:when>
        <xsl:when test="self::tei:editor or contains($did, 'edit') or contains($did, 'herausg')">
          <xsl:call-template name="c:contributor"><xsl:with-param name="role" select="'editor'"/></xsl:call-template>
        </xsl:when>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="c:contributor">
    <xsl:param name="role"/>
    <xsl:apply-templates select="self::tei:editor | self::tei:respStmt/*[self::tei:name or self::tei:persName or self::tei:orgName]" mode="c:name">
      <xsl:with-param name="role" select="$role"/>
    </xsl:apply-templates>
  </xsl:template>

  <!-- ==== dates and places ==== -->

  <xsl:template name="c:dates">
    <xsl:param name="sent"/>
    <xsl:param name="profile"/>
    <xsl:param name="source"/>
    <xsl:choose>
      <xsl:when test="$sent/tei:date"><xsl:apply-templates select="$sent[1]/tei:date[1]" mode="c:date"/></xsl:when>
      <xsl:when test="$profile/tei:creation/descendant::tei:date">
        <xsl:apply-templates select="$profile/tei:creation/descendant::tei:date[1]" mode="c:date"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="($source/tei:msDesc/tei:history/tei:origin/descendant::tei:origDate | $source/tei:bibl/descendant::tei:date[@when or @from or @notBefore or normalize-space() != '']
            | $source/tei:biblStruct/tei:monogr/tei:imprint/tei:date)[1]" mode="c:date"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 1950, 1950-01 or 1950-01-25 of an ISO date with a year of four digits; '' of anything else -->
  <xsl:template name="c:day">
    <xsl:param name="iso"/>
    <xsl:variable name="day" select="substring-before(concat($iso, 'T'), 'T')"/>
    <xsl:variable name="shape" select="translate($day, '012345678', '999999999')"/>
    <xsl:if test="$shape = '9999-99-99' or $shape = '9999' or $shape = '9999-99'"><xsl:value-of select="$day"/></xsl:if>
  </xsl:template>

  <xsl:template match="tei:date | tei:origDate" mode="c:date">
    <xsl:variable name="from" select="(@when | @from | @notBefore)[1]"/>
    <xsl:variable name="to" select="(@to[../@from] | @notAfter[../@notBefore])[1]"/>
    <xsl:variable name="iso" select="concat($from, (@to | @notAfter)[not($from)])"/>
    <xsl:variable name="start"><xsl:call-template name="c:day"><xsl:with-param name="iso" select="$iso"/></xsl:call-template></xsl:variable>
    <xsl:variable name="words" select="normalize-space()"/>
    <xsl:choose>
      <xsl:when test="$start != ''">
        <!-- both ends of a span as exactly as the vaguer one: programs don't take anything else -->
        <xsl:variable name="end"><xsl:if test="$to"><xsl:call-template name="c:day"><xsl:with-param name="iso" select="$to"/></xsl:call-template></xsl:if></xsl:variable>
        <xsl:variable name="from-day" select="substring($start, 1, string-length($end) + 10 * ($end = ''))"/>
        <xsl:variable name="to-day" select="substring($end, 1, string-length($start))"/>
        <date iso="{$iso}" start="{$from-day}">
          <xsl:if test="$to-day != '' and $to-day != $from-day"><xsl:attribute name="end"><xsl:value-of select="$to-day"/></xsl:attribute></xsl:if>
          <xsl:if test="@cert = 'low' or @precision = 'low' or @notBefore or @notAfter"><xsl:attribute name="circa">yes</xsl:attribute></xsl:if>
          <xsl:if test="$words != ''"><xsl:attribute name="words"><xsl:value-of select="$words"/></xsl:attribute></xsl:if>
        </date>
      </xsl:when>
      <xsl:when test="starts-with($iso, '--') or $words != '' or $iso != ''">
        <date>
          <xsl:if test="starts-with($iso, '--') and not(starts-with($iso, '---'))"><xsl:attribute name="open"><xsl:value-of select="$iso"/></xsl:attribute></xsl:if>
          <xsl:attribute name="words">
            <xsl:choose>
              <xsl:when test="$words != ''"><xsl:value-of select="$words"/></xsl:when>
              <xsl:otherwise><xsl:value-of select="tp:date($iso, 'en')"/></xsl:otherwise>
            </xsl:choose>
          </xsl:attribute>
        </date>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="c:places">
    <xsl:param name="letter"/>
    <xsl:param name="creation"/>
    <xsl:variable name="sent" select="$letter[@type = 'sent']/*[self::tei:placeName or self::tei:settlement or self::tei:country]"/>
    <xsl:apply-templates select="$sent[1] | $creation[not($sent)]/tei:placeName[1]" mode="c:place"/>
    <xsl:apply-templates select="$letter[@type = 'received']/*[self::tei:placeName or self::tei:settlement][1]" mode="c:place">
      <xsl:with-param name="role" select="'received'"/>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="*" mode="c:place">
    <xsl:param name="role" select="'sent'"/>
    <place role="{$role}">
      <xsl:copy-of select="@ref"/>
      <xsl:value-of select="normalize-space()"/>
    </place>
  </xsl:template>

  <!-- ==== languages and titles ==== -->

  <xsl:template name="c:language-of-document">
    <xsl:param name="profile"/>
    <xsl:choose>
      <xsl:when test="@xml:lang"><xsl:value-of select="@xml:lang"/></xsl:when>
      <xsl:when test="tei:text/@xml:lang"><xsl:value-of select="tei:text/@xml:lang"/></xsl:when>
      <xsl:when test="$profile/tei:langUsage/tei:language[@ident != '']">
        <!-- the largest share; without shares the first named -->
        <xsl:value-of select="$profile/tei:langUsage/tei:language[@ident != ''][not(../tei:language/@usage > @usage)][1]/@ident"/>
      </xsl:when>
      <xsl:otherwise>und</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The tags of what the document was written in, separated by spaces: a translation of it is not its language. -->
  <xsl:template name="c:first-language">
    <xsl:param name="profile"/>
    <xsl:param name="contents"/>
    <xsl:param name="lang"/>
    <xsl:variable name="said" select="$contents/descendant::tei:textLang/@mainLang"/>
    <xsl:variable name="divs" select="tei:text/tei:body/tei:div[@xml:lang]"/>
    <xsl:variable name="own" select="$divs[@type = 'original' or @type = 'transcription']"/>
    <xsl:variable name="named" select="$profile/tei:langUsage/tei:language[@ident != '']"/>
    <xsl:choose>
      <xsl:when test="$said"><xsl:value-of select="$said[1]"/></xsl:when>
      <xsl:when test="$own">
        <xsl:for-each select="$own[not(@xml:lang = preceding-sibling::tei:div[@type = 'original' or @type = 'transcription']/@xml:lang)]">
          <xsl:value-of select="concat(substring(' ', 1, position() - 1), @xml:lang)"/>
        </xsl:for-each>
      </xsl:when>
      <xsl:when test="$named">
        <xsl:for-each select="$named[not(@ident = $divs[@type = 'translation']/@xml:lang)]">
          <xsl:value-of select="concat(substring(' ', 1, position() - 1), @ident)"/>
        </xsl:for-each>
      </xsl:when>
      <xsl:when test="$lang != 'und' and not($divs[@type = 'translation'])"><xsl:value-of select="$lang"/></xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="c:languages">
    <xsl:param name="tags"/>
    <xsl:if test="$tags != ''">
      <language tag="{substring-before(concat($tags, ' '), ' ')}"/>
      <xsl:call-template name="c:languages"><xsl:with-param name="tags" select="substring-after($tags, ' ')"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!--
    The main title in the language of the edition, with its subtitles; then the title in the language
    of the document (TONGUE), when that is another; then the others.
  -->
  <xsl:template name="c:titles">
    <xsl:param name="titles"/>
    <xsl:param name="home"/>
    <xsl:param name="tongue"/>
    <xsl:variable name="mains" select="$titles[@type = 'main']"/>
    <xsl:variable name="own" select="$mains[@xml:lang = $home or not(@xml:lang)]"/>
    <xsl:variable name="best" select="($own | $mains[not($own)] | $titles[not($mains)])[1]"/>
    <xsl:variable name="lang" select="concat($best/@xml:lang, substring($home, 1, 99 * not($best/@xml:lang)))"/>
    <xsl:variable name="primary" select="substring-before(concat($lang, '-'), '-')"/>
    <xsl:variable name="others" select="$titles[count(. | $best) = 2][not(@type = 'sub' and (@xml:lang = $lang or not(@xml:lang)))]"/>
    <xsl:variable name="foreign" select="substring-before(concat($tongue, '-'), '-')"/>
    <xsl:variable name="original" select="$others[$foreign != $primary][$foreign = '' or substring-before(concat(@xml:lang, '-'), '-') = $foreign]
        [substring-before(concat(@xml:lang, '-'), '-') != $primary][not(contains(@xml:lang, '-Latn'))][@xml:lang][1]"/>
    <title lang="{$lang}">
      <xsl:choose>
        <xsl:when test="$best"><xsl:value-of select="normalize-space($best)"/></xsl:when>
        <xsl:otherwise>Untitled document</xsl:otherwise>
      </xsl:choose>
      <xsl:for-each select="$titles[@type = 'sub'][@xml:lang = $lang or not(@xml:lang)][count(. | $best) = 2]"><xsl:value-of select="concat(': ', normalize-space())"/></xsl:for-each>
    </title>
    <xsl:for-each select="$others">
      <xsl:choose>
        <xsl:when test="$original and count(. | $original) = 1"><original><xsl:call-template name="c:title"><xsl:with-param name="home" select="$home"/></xsl:call-template></original></xsl:when>
        <xsl:when test="contains(@xml:lang, '-Latn')"><romanised><xsl:call-template name="c:title"/></romanised></xsl:when>
        <xsl:otherwise><alternative><xsl:call-template name="c:title"><xsl:with-param name="home" select="$home"/></xsl:call-template></alternative></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="c:title">
    <xsl:param name="home"/>
    <xsl:attribute name="lang"><xsl:value-of select="concat(@xml:lang, substring($home, 1, 99 * not(@xml:lang)))"/></xsl:attribute>
    <xsl:value-of select="normalize-space()"/>
  </xsl:template>

  <!-- ==== where it is, and who publishes it ==== -->

  <xsl:template match="tei:msIdentifier" mode="c:record">
    <xsl:variable name="house" select="normalize-space((tei:repository | tei:institution)[1])"/>
    <xsl:variable name="town" select="normalize-space(tei:settlement[1])"/>
    <xsl:variable name="marks" select="tei:idno"/>
    <xsl:variable name="mark" select="($marks[@type = 'shelfmark'] | $marks[not(../tei:idno[@type = 'shelfmark'])])[1]"/>
    <!-- the parts (fond, opis, …) stand inside and repeat what the shelfmark's own text says -->
    <xsl:variable name="own" select="normalize-space($mark/text()[normalize-space() != ''][1])"/>
    <archive>
      <xsl:if test="$house != '' and $town != '' and not(contains($house, $town))"><xsl:attribute name="place"><xsl:value-of select="$town"/></xsl:attribute></xsl:if>
      <xsl:if test="tei:country"><xsl:attribute name="country"><xsl:value-of select="normalize-space(tei:country[1])"/></xsl:attribute></xsl:if>
      <xsl:value-of select="concat($house, substring($town, 1, 999 * ($house = '')))"/>
    </archive>
    <xsl:if test="$mark">
      <shelfmark><xsl:value-of select="concat($own, substring(normalize-space($mark), 1, 9999 * ($own = '')))"/></shelfmark>
      <xsl:for-each select="$mark/tei:idno"><part type="{@type}"><xsl:value-of select="normalize-space()"/></part></xsl:for-each>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:publicationStmt" mode="c:record">
    <xsl:variable name="house" select="normalize-space(*[self::tei:publisher or self::tei:authority or self::tei:distributor][1])"/>
    <xsl:variable name="licence" select="tei:availability/tei:licence[1]"/>
    <xsl:if test="$house != '' or $licence">
      <edition publisher="{$house}">
        <xsl:if test="$licence"><xsl:attribute name="licence"><xsl:value-of select="normalize-space($licence/@target)"/></xsl:attribute></xsl:if>
        <xsl:for-each select="tei:date[1]/@when"><xsl:attribute name="date"><xsl:value-of select="."/></xsl:attribute></xsl:for-each>
      </edition>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
