<?xml version="1.0" encoding="UTF-8"?>
<!-- page.xsl: the frame of a text: what the header says, the versions, the notes. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:exsl="http://exslt.org/common"
    xmlns:func="http://exslt.org/functions"
    xmlns:str="http://exslt.org/strings"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    xmlns:c="urn:teipipe:citation"
    xmlns:t="urn:teipipe:text"
    xmlns:tp="urn:teipipe:functions"
    extension-element-prefixes="exsl func str"
    exclude-result-prefixes="tei f c t tp">

  <!-- TEXT in lines; without the program's own function, each paragraph stays on one -->
  <func:function name="t:lines">
    <xsl:param name="text"/>
    <xsl:param name="lead" select="''"/>
    <xsl:param name="indent" select="''"/>
    <xsl:choose>
      <xsl:when test="function-available('tp:wrap')">
        <func:result select="tp:wrap(normalize-space($text), $width, $lead, $indent)"/>
      </xsl:when>
      <xsl:otherwise>
        <func:result select="concat($lead, translate(normalize-space($text), '&#x2028;', '&#10;'))"/>
      </xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="t:columns">
    <xsl:param name="text"/>
    <xsl:choose>
      <xsl:when test="function-available('tp:width')"><func:result select="tp:width(string($text))"/></xsl:when>
      <xsl:otherwise><func:result select="string-length($text)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- A heading with a rule under it, as wide as the heading -->
  <xsl:template name="t:ruled">
    <xsl:param name="text"/>
    <xsl:param name="rule" select="'-'"/>
    <xsl:variable name="columns" select="t:columns($text)"/>
    <xsl:variable name="most" select="$columns * ($width = 0 or $columns &lt;= $width) + $width * ($width != 0 and $columns > $width)"/>
    <xsl:value-of select="concat(t:lines($text), '&#10;', str:padding($most, $rule), '&#10;')"/>
  </xsl:template>

  <xsl:template match="tei:TEI" mode="t:page">
    <xsl:if test="preceding::tei:TEI">
      <xsl:value-of select="concat('&#10;', str:padding(20, '* '), '&#10;&#10;')"/>
    </xsl:if>
    <xsl:apply-templates select="tei:teiHeader" mode="t:page"/>
    <xsl:variable name="versions" select="tei:text//tei:div[@type = 'original' or @type = 'transcription' or @type = 'translation']"/>
    <xsl:if test="$lang != '' and $versions and not($versions[t:wanted(.)])">
      <xsl:message>
        <xsl:value-of select="concat('there is no version in ', $lang, '; all of them are printed')"/>
      </xsl:message>
    </xsl:if>
    <xsl:apply-templates select="tei:text | tei:sourceDoc | tei:standOff[not(../tei:text)] | tei:TEI" mode="t:block"/>
    <xsl:call-template name="t:notes">
      <xsl:with-param name="scope" select="tei:text | tei:sourceDoc"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Is this version in the language asked for? It is printed then, and when none is. -->
  <func:function name="t:wanted">
    <xsl:param name="version"/>
    <xsl:variable name="is" select="f:lang($version)"/>
    <func:result select="$lang = '' or $is = $lang or starts-with($is, concat($lang, '-'))
        or (f:primary($is) = $lang)"/>
  </func:function>

  <func:function name="t:printed">
    <xsl:param name="version"/>
    <func:result select="t:wanted($version) or not($version/ancestor::tei:TEI[1]//tei:div[@type = 'original' or @type = 'transcription'
        or @type = 'translation'][t:wanted(.)])"/>
  </func:function>

  <!-- ======== heading block ======== -->

  <xsl:template match="tei:teiHeader" mode="t:page">
    <xsl:variable name="tei" select=".."/>
    <xsl:variable name="title" select="f:title($tei)"/>
    <xsl:call-template name="t:ruled">
      <xsl:with-param name="text">
        <xsl:choose>
          <xsl:when test="$title"><xsl:value-of select="$title"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="f:label('untitled', $words)"/></xsl:otherwise>
        </xsl:choose>
      </xsl:with-param>
      <xsl:with-param name="rule" select="'='"/>
    </xsl:call-template>
    <xsl:for-each select="f:alt-titles($tei)">
      <xsl:value-of select="concat(t:lines(string(.)), '&#10;')"/>
    </xsl:for-each>
    <xsl:variable name="facts">
      <xsl:call-template name="t:facts"><xsl:with-param name="tei" select="$tei"/></xsl:call-template>
    </xsl:variable>
    <xsl:variable name="rows" select="exsl:node-set($facts)/fact[normalize-space() != '']"/>
    <xsl:variable name="room">
      <xsl:for-each select="$rows">
        <xsl:sort select="t:columns(@label)" data-type="number" order="descending"/>
        <xsl:if test="position() = 1"><xsl:value-of select="t:columns(@label) + 3"/></xsl:if>
      </xsl:for-each>
    </xsl:variable>
    <xsl:if test="$rows"><xsl:text>&#10;</xsl:text></xsl:if>
    <xsl:for-each select="$rows">
      <xsl:value-of select="concat(t:lines(string(.), concat(@label, ':', str:padding($room - t:columns(@label) - 1)),
          str:padding($room)), '&#10;')"/>
    </xsl:for-each>
    <xsl:for-each select="tei:profileDesc/tei:abstract[normalize-space() != '']">
      <xsl:value-of select="concat('&#10;', f:label('summary', $words), '&#10;')"/>
      <xsl:apply-templates select="." mode="t:block">
        <xsl:with-param name="indent" select="'    '"/>
        <xsl:with-param name="tight" select="true()"/>
      </xsl:apply-templates>
    </xsl:for-each>
  </xsl:template>

  <!-- One fact element a line of the heading block, in order; empty ones are left out. -->
  <xsl:template name="t:facts">
    <xsl:param name="tei"/>
    <xsl:variable name="header" select="$tei/tei:teiHeader"/>
    <xsl:variable name="corresp" select="$header/tei:profileDesc/tei:correspDesc[1]"/>
    <xsl:choose>
      <xsl:when test="f:senders($tei)">
        <fact label="{f:label('from', $words)}">
          <xsl:call-template name="persons">
            <xsl:with-param name="names" select="f:senders($tei)"/>
            <xsl:with-param name="lang" select="$words"/>
          </xsl:call-template>
        </fact>
      </xsl:when>
      <xsl:otherwise>
        <fact label="{f:label('author', $words)}">
          <xsl:call-template name="persons">
            <xsl:with-param name="names" select="f:authors($tei)[not(tei:persName | tei:orgName)] | f:authors($tei)/tei:persName | f:authors($tei)/tei:orgName"/>
            <xsl:with-param name="lang" select="$words"/>
          </xsl:call-template>
        </fact>
      </xsl:otherwise>
    </xsl:choose>
    <fact label="{f:label('to', $words)}">
      <xsl:call-template name="persons">
        <xsl:with-param name="names" select="f:receivers($tei)"/>
        <xsl:with-param name="lang" select="$words"/>
      </xsl:call-template>
    </fact>
    <fact label="{f:label('date', $words)}">
      <xsl:if test="f:date-element($tei)">
        <xsl:value-of select="f:date-of(f:date-element($tei), $words)"/>
      </xsl:if>
    </fact>
    <fact label="{f:label('received', $words)}">
      <xsl:if test="$corresp/tei:correspAction[@type = 'received']/tei:date">
        <xsl:value-of select="f:date-of($corresp/tei:correspAction[@type = 'received']/tei:date[1], $words)"/>
      </xsl:if>
    </fact>
    <fact label="{f:label('place', $words)}"><xsl:value-of select="normalize-space(f:place($tei))"/></fact>
    <fact label="{f:label('kind', $words)}"><xsl:value-of select="f:kind($tei, $words)"/></fact>
    <fact label="{f:label('classification', $words)}"><xsl:value-of select="f:classification($tei)"/></fact>
    <fact label="{f:label('repository', $words)}"><xsl:value-of select="f:repository($tei, $words)"/></fact>
    <fact label="{f:label('shelfmark', $words)}"><xsl:value-of select="f:shelfmark($tei)"/></fact>
    <xsl:for-each select="$header/tei:fileDesc/tei:sourceDesc/tei:biblStruct">
      <fact label="{f:label(concat('printed', substring('-translation', 1, 12 * (contains(@type, 'ranslation')))), $words)}">
        <xsl:value-of select="c:printed(., $words)"/>
      </fact>
    </xsl:for-each>
    <xsl:if test="not(f:repository($tei, $words) != '' or f:shelfmark($tei) != '' or $header/tei:fileDesc/tei:sourceDesc/tei:biblStruct)">
      <fact label="{f:label('printed', $words)}">
        <xsl:value-of select="normalize-space($header/tei:fileDesc/tei:sourceDesc/tei:bibl[not(@type = 'sourcePage')][1])"/>
      </fact>
    </xsl:if>
    <fact label="{f:label('source-page', $words)}"><xsl:value-of select="f:source-url($tei)"/></fact>
    <fact label="{f:label('languages', $words)}">
      <xsl:for-each select="$header/tei:profileDesc/tei:langUsage/tei:language[@ident != '']">
        <xsl:value-of select="concat(substring(f:label('comma', $words), 1, 9 * (position() > 1)), f:language-name(@ident, $words))"/>
      </xsl:for-each>
    </fact>
    <xsl:for-each select="f:contributors($tei)">
      <fact label="{t:role(.)}"><xsl:value-of select="t:names(.)"/></fact>
    </xsl:for-each>
  </xsl:template>

  <!-- what someone did, as a label: the resp's own words -->
  <func:function name="t:role">
    <xsl:param name="statement"/>
    <xsl:variable name="resp" select="f:trim-end(translate($statement/tei:resp[1], ':', ''))"/>
    <xsl:variable name="first" select="translate(substring($resp, 1, 1), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')"/>
    <xsl:choose>
      <xsl:when test="$resp != ''"><func:result select="concat($first, substring($resp, 2))"/></xsl:when>
      <xsl:otherwise><func:result select="f:label('responsible', $words)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="t:names">
    <xsl:param name="statement"/>
    <xsl:variable name="names" select="$statement/*[not(self::tei:resp) and not(self::tei:note)]"/>
    <xsl:variable name="list">
      <xsl:call-template name="persons">
        <xsl:with-param name="names" select="$statement[not($names)] | $names"/>
        <xsl:with-param name="lang" select="$words"/>
      </xsl:call-template>
    </xsl:variable>
    <func:result select="string($list)"/>
  </func:function>

  <!-- ======== versions and notes ======== -->

  <xsl:template match="tei:div[@type = 'original' or @type = 'transcription' or @type = 'translation']" mode="t:block" priority="2">
    <xsl:param name="indent" select="''"/>
    <xsl:variable name="tongue" select="f:lang(.)"/>
    <xsl:if test="t:printed(.)">
      <xsl:text>&#10;&#10;</xsl:text>
      <xsl:call-template name="t:ruled">
        <xsl:with-param name="text" select="concat(f:label(string(@type), $words),
            substring(concat(f:label('comma', $words), f:language-name($tongue, $words)), 1, 99 * ($tongue != 'und')))"/>
      </xsl:call-template>
      <xsl:apply-templates mode="t:block">
        <xsl:with-param name="indent" select="$indent"/>
      </xsl:apply-templates>
      <xsl:call-template name="t:notes">
        <xsl:with-param name="scope" select="."/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- Between the versions: what belongs to one that is not printed is not printed either. -->
  <xsl:template match="tei:div[@type = 'notes'][starts-with(@corresp, '#')]" mode="t:block" priority="2">
    <xsl:param name="indent" select="''"/>
    <xsl:variable name="of" select="key('id', substring(@corresp, 2))"/>
    <xsl:if test="not($of) or t:printed($of)">
      <xsl:apply-templates mode="t:block"><xsl:with-param name="indent" select="$indent"/></xsl:apply-templates>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:gap[../tei:div[@type = 'original' or @type = 'transcription' or @type = 'translation']]" mode="t:block" priority="2">
    <xsl:variable name="beside" select="(preceding-sibling::tei:div[@type != 'notes'][1] | following-sibling::tei:div[1])"/>
    <xsl:if test="$beside[t:printed(.)]">
      <xsl:call-template name="t:para"><xsl:with-param name="text" select="concat('[', f:gap-words(., $words), ']')"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- The notes called in SCOPE, by number. Those in a division of notes of the source stand there. -->
  <xsl:template name="t:notes">
    <xsl:param name="scope"/>
    <xsl:variable name="notes" select="f:notes($scope)[not(parent::tei:div[@type = 'notes'])][not(parent::tei:noteGrp/parent::tei:div[@type = 'notes'])]"/>
    <xsl:if test="$notes">
      <xsl:value-of select="concat('&#10;', f:label('notes', $words), '&#10;&#10;')"/>
      <xsl:for-each select="f:note-marks($notes)">
        <xsl:apply-templates select="f:marked-note(.)" mode="t:note"/>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:note" mode="t:note">
    <xsl:param name="indent" select="''"/>
    <xsl:variable name="mark" select="concat('[', t:note-label(.), '] ')"/>
    <xsl:apply-templates select="." mode="t:mixed">
      <xsl:with-param name="lead" select="concat($indent, $mark)"/>
      <xsl:with-param name="indent" select="concat($indent, str:padding(string-length($mark)))"/>
      <xsl:with-param name="tight" select="true()"/>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="tei:div[@type = 'notes']//tei:note" mode="t:block" priority="3">
    <xsl:param name="indent" select="''"/>
    <xsl:if test="not(preceding-sibling::tei:note)"><xsl:text>&#10;</xsl:text></xsl:if>
    <xsl:apply-templates select="." mode="t:note">
      <xsl:with-param name="indent" select="$indent"/>
    </xsl:apply-templates>
  </xsl:template>
</xsl:stylesheet>
