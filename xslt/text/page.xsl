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
      <xsl:value-of select="concat('&#10;', '* * * * * * * * * *', '&#10;&#10;')"/>
    </xsl:if>
    <xsl:apply-templates select="tei:teiHeader" mode="t:page"/>
    <xsl:variable name="versions" select="tei:text//tei:div[@type = 'original' or @type = 'transcription' or @type = 'translation']"/>
    <xsl:if test="$lang != '' and $versions and not($versions[t:wanted(.)])">
      <xsl:message>
        <xsl:value-of select="concat('there is no version in ', $lang, '; all of them are printed')"/>
      </xsl:message>
    </xsl:if>
    <xsl:apply-templates select="tei:text | tei:sourceDoc | tei:standOff[not(../tei:text)] | tei:TEI" mode="t:block"/>
    <xsl:for-each select="tei:text | tei:sourceDoc | tei:standOff[not(../tei:text)]">
      <xsl:call-template name="t:notes"><xsl:with-param name="scope" select="."/></xsl:call-template>
    </xsl:for-each>
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
    <xsl:if test="string($facts) != ''">
      <xsl:text>&#10;</xsl:text>
      <xsl:value-of select="$facts"/>
    </xsl:if>
    <xsl:for-each select="tei:profileDesc/tei:abstract[normalize-space() != '']">
      <xsl:value-of select="concat('&#10;', f:label('summary', $words), '&#10;')"/>
      <xsl:apply-templates select="." mode="t:block">
        <xsl:with-param name="indent" select="'    '"/>
        <xsl:with-param name="tight" select="true()"/>
      </xsl:apply-templates>
    </xsl:for-each>
  </xsl:template>

  <!-- A line of the heading block: the values stand under each other, where there is room for that. -->
  <xsl:variable name="t:room">
    <xsl:choose>
      <xsl:when test="$width != 0 and $width &lt; 48">0</xsl:when>
      <xsl:otherwise><xsl:value-of select="f:label('room-of-facts', $words)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:variable name="t:beside" select="str:padding($t:room + 2 * ($t:room = 0))"/>

  <xsl:template name="t:fact">
    <xsl:param name="key" select="''"/>
    <xsl:param name="label" select="f:label($key, $words)"/>
    <xsl:param name="value"/>
    <xsl:if test="$value != ''">
      <xsl:variable name="columns" select="t:columns($label) + 1"/>
      <xsl:variable name="gap" select="substring(str:padding(40), 1, 1 + ($t:room - $columns - 1) * ($t:room > $columns))"/>
      <xsl:variable name="lines" select="t:lines($value, concat($label, ':', $gap), $t:beside)"/>
      <xsl:choose>
        <!-- where a word is too long to stand beside its label, the value goes below -->
        <xsl:when test="$width != 0 and ($t:room = 0 or contains($value, '://'))
            and str:tokenize($lines, '&#10;')[t:columns(.) > $width]">
          <xsl:value-of select="concat(t:lines(concat($label, ':')), '&#10;')"/>
          <xsl:variable name="in" select="substring('  ', 1, 2 * not(str:tokenize($value, ' ')[t:columns(.) + 2 > $width]))"/>
          <xsl:value-of select="t:lines($value, $in, $in)"/>
        </xsl:when>
        <xsl:otherwise><xsl:value-of select="$lines"/></xsl:otherwise>
      </xsl:choose>
      <xsl:text>&#10;</xsl:text>
    </xsl:if>
  </xsl:template>

  <xsl:template name="t:persons">
    <xsl:param name="key"/>
    <xsl:param name="names"/>
    <xsl:if test="$names">
      <xsl:variable name="list">
        <xsl:call-template name="persons">
          <xsl:with-param name="names" select="$names"/>
          <xsl:with-param name="lang" select="$words"/>
        </xsl:call-template>
      </xsl:variable>
      <xsl:call-template name="t:fact">
        <xsl:with-param name="key" select="$key"/>
        <xsl:with-param name="value" select="string($list)"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="t:facts">
    <xsl:param name="tei"/>
    <xsl:variable name="header" select="$tei/tei:teiHeader"/>
    <xsl:variable name="corresp" select="$header/tei:profileDesc/tei:correspDesc[1]"/>
    <xsl:variable name="source" select="$header/tei:fileDesc/tei:sourceDesc"/>
    <xsl:variable name="senders" select="f:senders($tei)"/>
    <xsl:call-template name="t:persons">
      <xsl:with-param name="key" select="'from'"/>
      <xsl:with-param name="names" select="$senders"/>
    </xsl:call-template>
    <xsl:if test="not($senders)">
      <xsl:variable name="authors" select="f:authors($tei)"/>
      <xsl:call-template name="t:persons">
        <xsl:with-param name="key" select="'author'"/>
        <xsl:with-param name="names" select="$authors[not(tei:persName | tei:orgName)] | $authors/tei:persName | $authors/tei:orgName"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:call-template name="t:persons">
      <xsl:with-param name="key" select="'to'"/>
      <xsl:with-param name="names" select="f:receivers($tei)"/>
    </xsl:call-template>
    <xsl:variable name="date" select="f:date-element($tei)"/>
    <xsl:if test="$date">
      <xsl:call-template name="t:fact">
        <xsl:with-param name="key" select="'date'"/><xsl:with-param name="value" select="f:date-of($date, $words)"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:variable name="received" select="$corresp/tei:correspAction[@type = 'received']/tei:date"/>
    <xsl:if test="$received">
      <xsl:call-template name="t:fact">
        <xsl:with-param name="key" select="'received'"/><xsl:with-param name="value" select="f:date-of($received[1], $words)"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:call-template name="t:fact">
      <xsl:with-param name="key" select="'place'"/><xsl:with-param name="value" select="normalize-space(f:place($tei))"/>
    </xsl:call-template>
    <xsl:call-template name="t:fact">
      <xsl:with-param name="key" select="'kind'"/><xsl:with-param name="value" select="f:kind($tei, $words)"/>
    </xsl:call-template>
    <xsl:call-template name="t:fact">
      <xsl:with-param name="key" select="'classification'"/><xsl:with-param name="value" select="f:classification($tei)"/>
    </xsl:call-template>
    <xsl:variable name="repository" select="f:repository($tei, $words)"/>
    <xsl:variable name="shelfmark" select="f:shelfmark($tei)"/>
    <xsl:call-template name="t:fact">
      <xsl:with-param name="key" select="'repository'"/><xsl:with-param name="value" select="$repository"/>
    </xsl:call-template>
    <xsl:call-template name="t:fact">
      <xsl:with-param name="key" select="'shelfmark'"/><xsl:with-param name="value" select="$shelfmark"/>
    </xsl:call-template>
    <xsl:for-each select="$source//tei:msDesc[1]/*[not(self::tei:msIdentifier or self::tei:head)]">
      <xsl:call-template name="t:fact">
        <xsl:with-param name="key" select="f:description-key(.)"/>
        <xsl:with-param name="value" select="f:description(.)"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="$source/tei:p | $source/tei:ab">
      <xsl:call-template name="t:fact">
        <xsl:with-param name="key" select="'source-page'"/>
        <xsl:with-param name="value" select="normalize-space()"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="$source/tei:biblStruct">
      <xsl:call-template name="t:fact">
        <xsl:with-param name="key" select="concat('printed', substring('-translation', 1, 12 * (contains(@type, 'ranslation'))))"/>
        <xsl:with-param name="value" select="c:printed(., $words)"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:if test="not($repository != '' or $shelfmark != '' or $source/tei:biblStruct)">
      <xsl:call-template name="t:fact">
        <xsl:with-param name="key" select="'printed'"/>
        <xsl:with-param name="value" select="normalize-space($source/tei:bibl[not(@type = 'sourcePage')][1])"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:call-template name="t:fact">
      <xsl:with-param name="key" select="'source-page'"/><xsl:with-param name="value" select="f:source-url($tei)"/>
    </xsl:call-template>
    <xsl:variable name="languages" select="$header/tei:profileDesc/tei:langUsage/tei:language[@ident != '']"/>
    <xsl:if test="$languages">
      <xsl:variable name="list">
        <xsl:for-each select="$languages">
          <xsl:if test="position() > 1"><xsl:value-of select="f:label('comma', $words)"/></xsl:if>
          <xsl:value-of select="f:language-name(@ident, $words)"/>
        </xsl:for-each>
      </xsl:variable>
      <xsl:call-template name="t:fact">
        <xsl:with-param name="key" select="'languages'"/><xsl:with-param name="value" select="string($list)"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:for-each select="f:contributors($tei)">
      <xsl:call-template name="t:fact">
        <xsl:with-param name="label" select="t:role(.)"/><xsl:with-param name="value" select="t:names(.)"/>
      </xsl:call-template>
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
    <xsl:variable name="of" select="id(substring(@corresp, 2))"/>
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
    <xsl:variable name="mark" select="concat('[', f:note-label(.), '] ')"/>
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
