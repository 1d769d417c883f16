<?xml version="1.0" encoding="UTF-8"?>
<!--
  bibtex.xsl: the document as a BibLaTeX entry, in UTF-8, for biber.

  Parameters: stem, the name of the document's files and key of its entry; url, the address of its
  page, which goes before the one that the header names.

  mode b:entry makes an entry of a record (xslt/README.md). The data model of biblatex knows @letter,
  but lets it have no author; and of what has an author it wants one: the rest is @misc, in which
  howpublished says where it is printed.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:teipipe:record"
    xmlns:c="urn:teipipe:citation"
    xmlns:b="urn:teipipe:bibtex"
    xmlns:tp="urn:teipipe:functions"
    exclude-result-prefixes="r c b tp">

  <xsl:output method="text" encoding="UTF-8" media-type="application/x-bibtex"/>

  <xsl:param name="stem" select="''"/>
  <xsl:param name="url" select="''"/>

  <xsl:include href="citation/common.xsl"/>

  <xsl:template match="/">
    <xsl:apply-templates select="tp:record()" mode="b:entry"/>
  </xsl:template>

  <xsl:template name="b:type">
    <xsl:variable name="author" select="r:name/@role = 'author'"/>
    <xsl:choose>
      <xsl:when test="@held = 'web'">online</xsl:when>
      <xsl:when test="not($author) or @held = 'none'">misc</xsl:when>
      <xsl:when test="@held != 'print'">unpublished</xsl:when>
      <xsl:when test="r:publication/@level = 'j'">article</xsl:when>
      <xsl:when test="r:name/@role = 'container-editor'">incollection</xsl:when>
      <xsl:otherwise>inbook</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Families with and, and bodies, go in braces, so that they are not taken apart. -->
  <xsl:template name="b:part">
    <xsl:param name="text"/>
    <xsl:choose>
      <xsl:when test="contains($text, ' and ') or contains($text, ',')"><xsl:value-of select="concat('{', tp:bibtex($text), '}')"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="tp:bibtex($text)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="r:name" mode="b:name">
    <xsl:if test="position() > 1"> and </xsl:if>
    <xsl:choose>
      <xsl:when test="@kind = 'body' or (not(@given != '') and contains(@family, ' '))"><xsl:value-of select="concat('{', tp:bibtex(@text), '}')"/></xsl:when>
      <xsl:otherwise>
        <xsl:if test="@particle != ''"><xsl:value-of select="concat(tp:bibtex(@particle), ' ')"/></xsl:if>
        <xsl:call-template name="b:part"><xsl:with-param name="text" select="@family"/></xsl:call-template>
        <xsl:if test="@suffix != ''">
          <xsl:text>, </xsl:text>
          <xsl:call-template name="b:part"><xsl:with-param name="text" select="@suffix"/></xsl:call-template>
        </xsl:if>
        <xsl:if test="@given != ''">
          <xsl:text>, </xsl:text>
          <xsl:call-template name="b:part"><xsl:with-param name="text" select="@given"/></xsl:call-template>
        </xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- dates as biblatex has them: EDTF, a tilde for a guess, X for a year that is not known -->
  <xsl:template match="r:date[@start]" mode="b:date">
    <xsl:variable name="guess" select="substring('~', 1, boolean(@circa))"/>
    <xsl:value-of select="concat(@start, $guess)"/>
    <xsl:if test="@end"><xsl:value-of select="concat('/', @end, $guess)"/></xsl:if>
  </xsl:template>

  <xsl:template match="r:date[@open]" mode="b:date">
    <xsl:value-of select="concat('XXXX', substring(@open, 2))"/>
  </xsl:template>

  <xsl:template match="r:date" mode="b:date"/>

  <!-- the names that biblatex has for languages; ICU's for the others -->
  <xsl:variable name="b:languages" select="' en=english de=german fr=french ru=russian zh=chinese ja=japanese es=spanish it=italian la=latin pl=polish uk=ukrainian cs=czech hu=hungarian '"/>

  <xsl:template match="r:language" mode="b:language">
    <xsl:variable name="known" select="substring-after($b:languages, concat(' ', substring-before(concat(@tag, '-'), '-'), '='))"/>
    <xsl:if test="position() > 1"> and </xsl:if>
    <xsl:choose>
      <xsl:when test="$known != ''"><xsl:value-of select="substring-before($known, ' ')"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="tp:bibtex(tp:language-name(@tag, 'en'))"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The title of a document is in braces of its own: it is not for styles to put in small letters. -->
  <xsl:template match="r:record" mode="b:entry">
    <xsl:variable name="type"><xsl:call-template name="b:type"/></xsl:variable>
    <xsl:variable name="journal" select="$type = 'article'"/>
    <xsl:variable name="print" select="$journal or $type = 'incollection' or $type = 'inbook'"/>
    <xsl:variable name="held-print" select="@held = 'print'"/>
    <xsl:variable name="publication" select="r:publication"/>
    <xsl:variable name="names" select="r:name"/>
    <xsl:variable name="authors" select="$names[@role = 'author']"/>
    <xsl:value-of select="concat('@', $type, '{')"/>
    <xsl:call-template name="c:id"/>
    <xsl:if test="$authors">
      <xsl:text>,&#10;  author       = {</xsl:text><xsl:apply-templates select="$authors" mode="b:name"/><xsl:text>}</xsl:text>
    </xsl:if>
    <xsl:value-of select="concat(',&#10;  title        = {{', tp:bibtex(r:title), '}}')"/>
    <xsl:if test="r:original"><xsl:value-of select="concat(',&#10;  origtitle    = {{', tp:bibtex(r:original), '}}')"/></xsl:if>
    <xsl:choose>
      <xsl:when test="$held-print and $publication/@date != ''">
        <xsl:value-of select="concat(',&#10;  date         = {', $publication/@date, '}')"/>
        <xsl:if test="r:date[@start or @open][not(@start = $publication/@date)]">
          <xsl:text>,&#10;  origdate     = {</xsl:text><xsl:apply-templates select="r:date" mode="b:date"/><xsl:text>}</xsl:text>
        </xsl:if>
      </xsl:when>
      <xsl:when test="r:date[@start or @open]">
        <xsl:text>,&#10;  date         = {</xsl:text><xsl:apply-templates select="r:date" mode="b:date"/><xsl:text>}</xsl:text>
      </xsl:when>
      <xsl:otherwise>,&#10;  date         = {XXXX}</xsl:otherwise>
    </xsl:choose>
    <xsl:if test="$print">
      <xsl:apply-templates select="$publication" mode="b:fields"><xsl:with-param name="journal" select="$journal"/></xsl:apply-templates>
    </xsl:if>
    <xsl:if test="$type != 'unpublished'">
      <xsl:variable name="editors" select="$names[@role = 'container-editor'][$print]"/>
      <xsl:variable name="own" select="$names[@role = 'editor'][not($editors)]"/>
      <xsl:if test="$editors or $own">
        <xsl:text>,&#10;  editor       = {</xsl:text><xsl:apply-templates select="$editors | $own" mode="b:name"/><xsl:text>}</xsl:text>
      </xsl:if>
    </xsl:if>
    <xsl:if test="$print and $names/@role = 'translator'">
      <xsl:text>,&#10;  translator   = {</xsl:text><xsl:apply-templates select="$names[@role = 'translator']" mode="b:name"/><xsl:text>}</xsl:text>
    </xsl:if>
    <xsl:if test="$held-print and $type = 'misc'"><xsl:value-of select="concat(',&#10;  howpublished = {', tp:bibtex($publication/@words), '}')"/></xsl:if>
    <xsl:if test="r:kind and ($type = 'unpublished' or $type = 'misc')"><xsl:value-of select="concat(',&#10;  type         = {', tp:bibtex(r:kind), '}')"/></xsl:if>
    <xsl:if test="r:archive or r:shelfmark">
      <xsl:variable name="house" select="concat(r:archive, substring(', ', 1, 2 * boolean(r:archive/@place)), r:archive/@place)"/>
      <xsl:value-of select="concat(',&#10;  library      = {', tp:bibtex(concat($house, substring(', ', 1, 2 * ($house != '' and boolean(r:shelfmark))), r:shelfmark)), '}')"/>
    </xsl:if>
    <xsl:if test="(@held = 'web' or @held = 'none') and (r:site or r:edition/@publisher != '')">
      <xsl:value-of select="concat(',&#10;  organization = {', tp:bibtex((r:site | r:edition[not(../r:site)]/@publisher)[1]), '}')"/>
    </xsl:if>
    <xsl:variable name="address"><xsl:call-template name="c:address"/></xsl:variable>
    <!-- the parser counts braces here too; the rest of an address stands as it is -->
    <xsl:if test="$address != ''">
      <xsl:text>,&#10;  url          = {</xsl:text>
      <xsl:choose>
        <xsl:when test="translate($address, '{}\', '') = $address"><xsl:value-of select="$address"/></xsl:when>
        <xsl:otherwise><xsl:call-template name="b:address"><xsl:with-param name="text" select="string($address)"/></xsl:call-template></xsl:otherwise>
      </xsl:choose>
      <xsl:text>}</xsl:text>
    </xsl:if>
    <!-- a particle belongs to the family name -->
    <xsl:if test="$names/@particle[. != '']">,&#10;  options      = {useprefix=true}</xsl:if>
    <xsl:if test="r:language">
      <xsl:text>,&#10;  language     = {</xsl:text><xsl:apply-templates select="r:language" mode="b:language"/><xsl:text>}</xsl:text>
    </xsl:if>
    <xsl:if test="r:abstract"><xsl:value-of select="concat(',&#10;  abstract     = {', tp:bibtex(r:abstract), '}')"/></xsl:if>
    <xsl:variable name="note">
      <xsl:if test="$names/@role = 'recipient'">
        <xsl:text>To: </xsl:text>
        <xsl:for-each select="$names[@role = 'recipient']"><xsl:value-of select="concat(substring('; ', 1, 2 * (position() > 1)), @text)"/></xsl:for-each>
        <xsl:text>&#xE000;</xsl:text>
      </xsl:if>
      <xsl:if test="r:date[not(@start)]"><xsl:value-of select="concat('Date: ', r:date/@words, '&#xE000;')"/></xsl:if>
      <xsl:call-template name="c:note"/>
    </xsl:variable>
    <xsl:if test="$note != ''"><xsl:value-of select="concat(',&#10;  note         = {', tp:bibtex(tp:punctuate(string($note))), '}')"/></xsl:if>
    <!-- who took part and has no field in entries of this type -->
    <xsl:variable name="credits">
      <xsl:if test="$type = 'unpublished'">
        <xsl:call-template name="c:credit"><xsl:with-param name="names" select="$names[@role = 'editor']"/><xsl:with-param name="verb" select="'edited'"/></xsl:call-template>
      </xsl:if>
      <xsl:if test="not($print)">
        <xsl:call-template name="c:credit"><xsl:with-param name="names" select="$names[@role = 'translator']"/><xsl:with-param name="verb" select="'translated'"/></xsl:call-template>
      </xsl:if>
    </xsl:variable>
    <xsl:if test="$credits != ''"><xsl:value-of select="concat(',&#10;  addendum     = {', tp:bibtex(tp:punctuate(string($credits))), '}')"/></xsl:if>
    <xsl:text>&#10;}&#10;</xsl:text>
  </xsl:template>

  <xsl:template name="b:address">
    <xsl:param name="text"/>
    <xsl:if test="$text != ''">
      <xsl:variable name="c" select="substring($text, 1, 1)"/>
      <xsl:choose>
        <xsl:when test="contains('{}\', $c)"><xsl:value-of select="tp:uri-encode($c)"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="$c"/></xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="b:address"><xsl:with-param name="text" select="substring($text, 2)"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template match="r:publication" mode="b:fields">
    <xsl:param name="journal"/>
    <xsl:choose>
      <xsl:when test="$journal">
        <xsl:value-of select="concat(',&#10;  journaltitle = {{', tp:bibtex(@title), '}}')"/>
        <xsl:if test="concat(@original, @translated) != ''"><xsl:value-of select="concat(',&#10;  journaltitleaddon = {{', tp:bibtex(normalize-space(concat(@original, ' ', @translated))), '}}')"/></xsl:if>
      </xsl:when>
      <xsl:otherwise>
        <xsl:value-of select="concat(',&#10;  booktitle    = {{', tp:bibtex(@title), '}}')"/>
        <xsl:if test="concat(@original, @translated) != ''"><xsl:value-of select="concat(',&#10;  booktitleaddon = {{', tp:bibtex(normalize-space(concat(@original, ' ', @translated))), '}}')"/></xsl:if>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@volume != ''"><xsl:value-of select="concat(',&#10;  volume       = {', tp:bibtex(@volume), '}')"/></xsl:if>
    <xsl:if test="$journal and @issue != ''"><xsl:value-of select="concat(',&#10;  number       = {', tp:bibtex(@issue), '}')"/></xsl:if>
    <xsl:if test="not($journal)">
      <xsl:if test="@place != ''"><xsl:value-of select="concat(',&#10;  location     = {', tp:bibtex(@place), '}')"/></xsl:if>
      <xsl:if test="@publisher != ''"><xsl:value-of select="concat(',&#10;  publisher    = {', tp:bibtex(@publisher), '}')"/></xsl:if>
    </xsl:if>
    <xsl:if test="@first != ''">
      <xsl:value-of select="concat(',&#10;  pages        = {', tp:bibtex(@first))"/>
      <xsl:if test="@last != '' and @last != @first"><xsl:value-of select="concat('--', tp:bibtex(@last))"/></xsl:if>
      <xsl:text>}</xsl:text>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
