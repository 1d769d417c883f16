<?xml version="1.0" encoding="UTF-8"?>
<!--
  bibtex.xsl: the document as a BibLaTeX entry, in UTF-8, for biber. Parameters: see citation/record.xsl.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:exsl="http://exslt.org/common"
    xmlns:func="http://exslt.org/functions"
    xmlns:str="http://exslt.org/strings"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    xmlns:c="urn:teipipe:citation"
    xmlns:b="urn:teipipe:bibtex"
    xmlns:tp="urn:teipipe:functions"
    extension-element-prefixes="exsl func str"
    exclude-result-prefixes="tei f c b tp">

  <xsl:output method="text" encoding="UTF-8" media-type="application/x-bibtex"/>

  <xsl:include href="citation/record.xsl"/>

  <xsl:template match="/">
    <xsl:for-each select="//tei:TEI[tei:teiHeader]">
      <xsl:variable name="record"><xsl:call-template name="c:record"/></xsl:variable>
      <xsl:apply-templates select="exsl:node-set($record)/record" mode="b:entry"/>
    </xsl:for-each>
  </xsl:template>

  <func:function name="b:escape">
    <xsl:param name="text"/>
    <func:result select="tp:bibtex(normalize-space($text))"/>
  </func:function>

  <!--
    The data model of biblatex knows @letter, but lets it have no author; and of what has an author it
    wants one: the rest is @misc, in which howpublished says where it is printed.
  -->
  <func:function name="b:type">
    <xsl:param name="record"/>
    <xsl:variable name="print" select="$record/@held = 'print'"/>
    <xsl:variable name="author" select="boolean($record/name[@role = 'author'])"/>
    <xsl:choose>
      <xsl:when test="$record/@held = 'web'"><func:result select="'online'"/></xsl:when>
      <xsl:when test="not($author) or $record/@held = 'none'"><func:result select="'misc'"/></xsl:when>
      <xsl:when test="not($print)"><func:result select="'unpublished'"/></xsl:when>
      <xsl:when test="$record/container/@level = 'j'"><func:result select="'article'"/></xsl:when>
      <xsl:when test="$record/name[@role = 'container-editor']"><func:result select="'incollection'"/></xsl:when>
      <xsl:otherwise><func:result select="'inbook'"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- Families with and, and bodies, go in braces, so that they are not taken apart. -->
  <func:function name="b:part">
    <xsl:param name="text"/>
    <xsl:variable name="whole" select="contains($text, ' and ') or contains($text, ',')"/>
    <func:result select="concat(substring('{', 1, $whole), b:escape($text), substring('}', 1, $whole))"/>
  </func:function>

  <func:function name="b:name">
    <xsl:param name="name"/>
    <xsl:variable name="family" select="concat(substring(concat(b:escape($name/@particle), ' '), 1, 99 * ($name/@particle != '')), b:part($name/@family))"/>
    <xsl:choose>
      <xsl:when test="$name/@literal"><func:result select="concat('{', b:escape($name/@literal), '}')"/></xsl:when>
      <xsl:when test="not($name/@given != '') and contains($name/@family, ' ')"><func:result select="concat('{', b:escape($name/@family), '}')"/></xsl:when>
      <xsl:otherwise>
        <func:result select="concat($family, substring(concat(', ', b:part($name/@suffix)), 1, 99 * ($name/@suffix != '')),
            substring(concat(', ', b:part($name/@given)), 1, 999 * ($name/@given != '')))"/>
      </xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- a field; VALUE is TeX already -->
  <xsl:template name="b:field">
    <xsl:param name="name"/>
    <xsl:param name="value"/>
    <xsl:if test="string($value) != ''">
      <xsl:value-of select="concat(',&#10;  ', $name, str:padding(13 - string-length($name)), '= {', $value, '}')"/>
    </xsl:if>
  </xsl:template>

  <xsl:template name="b:text">
    <xsl:param name="name"/>
    <xsl:param name="value"/>
    <xsl:call-template name="b:field"><xsl:with-param name="name" select="$name"/><xsl:with-param name="value" select="b:escape($value)"/></xsl:call-template>
  </xsl:template>

  <!-- In braces of its own: the title of a document is not for styles to put in small letters. -->
  <xsl:template name="b:title">
    <xsl:param name="name"/>
    <xsl:param name="value"/>
    <xsl:variable name="text" select="b:escape($value)"/>
    <xsl:call-template name="b:field">
      <xsl:with-param name="name" select="$name"/>
      <xsl:with-param name="value" select="substring(concat('{', $text, '}'), 1, 99999 * ($text != ''))"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="b:names">
    <xsl:param name="name"/>
    <xsl:param name="names"/>
    <xsl:variable name="list">
      <xsl:for-each select="$names"><xsl:value-of select="concat(substring(' and ', 1, 5 * (position() > 1)), b:name(.))"/></xsl:for-each>
    </xsl:variable>
    <xsl:call-template name="b:field"><xsl:with-param name="name" select="$name"/><xsl:with-param name="value" select="$list"/></xsl:call-template>
  </xsl:template>

  <!-- dates as biblatex has them: EDTF, a tilde for a guess, X for a year that is not known -->
  <func:function name="b:date">
    <xsl:param name="date"/>
    <xsl:variable name="guess" select="substring('~', 1, boolean($date/@rough))"/>
    <xsl:choose>
      <xsl:when test="$date/@start">
        <func:result select="concat($date/@start, $guess, substring(concat('/', $date/@end, $guess), 1, 20 * boolean($date/@end)))"/>
      </xsl:when>
      <xsl:otherwise><func:result select="concat('XXXX', substring($date/@open, 2))"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- the names that biblatex has for languages; ICU's for the others -->
  <func:function name="b:language">
    <xsl:param name="tag"/>
    <xsl:variable name="primary" select="f:primary($tag)"/>
    <xsl:variable name="known" select="str:tokenize('en=english de=german fr=french ru=russian zh=chinese ja=japanese es=spanish it=italian
        la=latin pl=polish uk=ukrainian cs=czech hu=hungarian')[substring-before(., '=') = $primary]"/>
    <xsl:choose>
      <xsl:when test="$known"><func:result select="substring-after($known, '=')"/></xsl:when>
      <xsl:otherwise><func:result select="b:escape(f:language-name($tag, 'en'))"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <xsl:template match="record" mode="b:entry">
    <xsl:variable name="type" select="b:type(.)"/>
    <xsl:variable name="journal" select="$type = 'article'"/>
    <xsl:variable name="print" select="$journal or starts-with($type, 'in')"/>
    <xsl:value-of select="concat('@', $type, '{', @id)"/>
    <xsl:call-template name="b:names"><xsl:with-param name="name" select="'author'"/><xsl:with-param name="names" select="name[@role = 'author']"/></xsl:call-template>
    <xsl:call-template name="b:title"><xsl:with-param name="name" select="'title'"/><xsl:with-param name="value" select="title"/></xsl:call-template>
    <xsl:call-template name="b:title"><xsl:with-param name="name" select="'origtitle'"/><xsl:with-param name="value" select="original"/></xsl:call-template>
    <xsl:choose>
      <xsl:when test="@held = 'print' and container/@date != ''">
        <xsl:call-template name="b:field"><xsl:with-param name="name" select="'date'"/><xsl:with-param name="value" select="container/@date"/></xsl:call-template>
        <xsl:if test="date and not(date/@start = container/@date)"><xsl:call-template name="b:field"><xsl:with-param name="name" select="'origdate'"/><xsl:with-param name="value" select="b:date(date)"/></xsl:call-template></xsl:if>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="b:field"><xsl:with-param name="name" select="'date'"/><xsl:with-param name="value" select="b:date(date)"/></xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:if test="$print"><xsl:apply-templates select="container" mode="b:fields"><xsl:with-param name="journal" select="$journal"/></xsl:apply-templates></xsl:if>
    <xsl:if test="$type != 'unpublished'">
      <xsl:call-template name="b:names"><xsl:with-param name="name" select="'editor'"/><xsl:with-param name="names"
          select="name[@role = 'container-editor'][$print] | name[@role = 'editor'][not($print and ../name[@role = 'container-editor'])]"/></xsl:call-template>
    </xsl:if>
    <xsl:if test="$print">
      <xsl:call-template name="b:names"><xsl:with-param name="name" select="'translator'"/><xsl:with-param name="names" select="name[@role = 'translator']"/></xsl:call-template>
    </xsl:if>
    <xsl:if test="@held = 'print' and $type = 'misc'">
      <xsl:call-template name="b:text"><xsl:with-param name="name" select="'howpublished'"/><xsl:with-param name="value" select="container/@words"/></xsl:call-template>
    </xsl:if>
    <xsl:if test="$type = 'unpublished' or $type = 'misc'">
      <xsl:call-template name="b:text"><xsl:with-param name="name" select="'type'"/><xsl:with-param name="value" select="kind"/></xsl:call-template>
    </xsl:if>
    <xsl:call-template name="b:text"><xsl:with-param name="name" select="'library'"/>
      <xsl:with-param name="value" select="concat(archive, substring(', ', 1, 2 * (archive != '' and shelfmark != '')), shelfmark)"/></xsl:call-template>
    <xsl:if test="@held = 'web' or @held = 'none'">
      <xsl:call-template name="b:text"><xsl:with-param name="name" select="'organization'"/>
        <xsl:with-param name="value" select="concat(site, substring(publisher, 1, 999 * (site = '')))"/></xsl:call-template>
    </xsl:if>
    <!-- the parser counts braces here too; the rest of an address stands as it is -->
    <xsl:call-template name="b:field"><xsl:with-param name="name" select="'url'"/>
      <xsl:with-param name="value" select="str:replace(str:replace(str:replace(string(url), '{', '%7B'), '}', '%7D'), '\', '%5C')"/></xsl:call-template>
    <!-- a particle belongs to the family name -->
    <xsl:if test="name[@particle != '']">
      <xsl:call-template name="b:field"><xsl:with-param name="name" select="'options'"/><xsl:with-param name="value" select="'useprefix=true'"/></xsl:call-template>
    </xsl:if>
    <xsl:variable name="languages">
      <xsl:for-each select="language"><xsl:value-of select="concat(substring(' and ', 1, 5 * (position() > 1)), b:language(@tag))"/></xsl:for-each>
    </xsl:variable>
    <xsl:call-template name="b:field"><xsl:with-param name="name" select="'language'"/><xsl:with-param name="value" select="$languages"/></xsl:call-template>
    <xsl:call-template name="b:text"><xsl:with-param name="name" select="'abstract'"/><xsl:with-param name="value" select="abstract"/></xsl:call-template>
    <xsl:variable name="to">
      <xsl:for-each select="name[@role = 'recipient']"><xsl:value-of select="concat(substring('; ', 1, 2 * (position() > 1)), @text)"/></xsl:for-each>
    </xsl:variable>
    <xsl:variable name="receiver" select="substring(concat(f:label('to', $lang), ': ', $to), 1, 999 * ($to != ''))"/>
    <xsl:variable name="words" select="substring(concat(f:label('date', $lang), ': ', date/@words), 1, 999 * boolean(date/@words))"/>
    <xsl:variable name="notes">
      <n><xsl:value-of select="$receiver"/></n><n><xsl:value-of select="$words"/></n><n><xsl:value-of select="c:note(.)"/></n>
    </xsl:variable>
    <xsl:variable name="note">
      <xsl:for-each select="exsl:node-set($notes)/n[. != '']"><xsl:value-of select="concat(substring('. ', 1, 2 * (position() > 1)), .)"/></xsl:for-each>
    </xsl:variable>
    <xsl:call-template name="b:text"><xsl:with-param name="name" select="'note'"/><xsl:with-param name="value" select="$note"/></xsl:call-template>
    <!-- who took part and has no field in entries of this type -->
    <xsl:variable name="credits">
      <xsl:for-each select="credit[$type = 'unpublished' or @role = 'translator' and not($print)]">
        <xsl:value-of select="concat(substring('; ', 1, 2 * (position() > 1)), .)"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:call-template name="b:text"><xsl:with-param name="name" select="'addendum'"/><xsl:with-param name="value" select="$credits"/></xsl:call-template>
    <xsl:text>&#10;}&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="container" mode="b:fields">
    <xsl:param name="journal"/>
    <xsl:variable name="in" select="concat(substring('book', 1, 4 * not($journal)), substring('journal', 1, 7 * $journal))"/>
    <xsl:call-template name="b:title"><xsl:with-param name="name" select="concat($in, 'title')"/><xsl:with-param name="value" select="@title"/></xsl:call-template>
    <xsl:call-template name="b:title"><xsl:with-param name="name" select="concat($in, 'titleaddon')"/><xsl:with-param name="value" select="@translated"/></xsl:call-template>
    <xsl:call-template name="b:text"><xsl:with-param name="name" select="'volume'"/><xsl:with-param name="value" select="@volume"/></xsl:call-template>
    <xsl:if test="$journal">
      <xsl:call-template name="b:text"><xsl:with-param name="name" select="'number'"/><xsl:with-param name="value" select="@issue"/></xsl:call-template>
    </xsl:if>
    <xsl:if test="not($journal)">
      <xsl:call-template name="b:text"><xsl:with-param name="name" select="'location'"/><xsl:with-param name="value" select="@place"/></xsl:call-template>
      <xsl:call-template name="b:text"><xsl:with-param name="name" select="'publisher'"/><xsl:with-param name="value" select="@publisher"/></xsl:call-template>
    </xsl:if>
    <xsl:call-template name="b:field"><xsl:with-param name="name" select="'pages'"/><xsl:with-param name="value" select="b:escape(c:pages(., '--'))"/></xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
