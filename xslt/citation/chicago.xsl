<?xml version="1.0" encoding="UTF-8"?>
<!--
  chicago.xsl: the record as an entry of a bibliography after the Chicago Manual of Style, 17th
  edition (CSL: chicago-note-bibliography). mode c:chicago.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:teipipe:record"
    xmlns:c="urn:teipipe:citation"
    xmlns:tp="urn:teipipe:functions"
    exclude-result-prefixes="r c tp">

  <xsl:template match="r:record" mode="c:chicago">
    <xsl:variable name="text"><xsl:apply-templates select="." mode="c:chicago-pieces"/></xsl:variable>
    <xsl:value-of select="tp:punctuate(string($text))"/>
  </xsl:template>

  <xsl:template match="r:record" mode="c:chicago-pieces">
    <xsl:variable name="print" select="@held = 'print'"/>
    <xsl:variable name="names" select="r:name"/>
    <xsl:variable name="authors" select="$names[@role = 'author']"/>
    <xsl:variable name="of-book" select="$names[@role = 'container-editor'][$print]"/>
    <xsl:variable name="editors" select="$of-book | $names[@role = 'editor'][not($of-book)]"/>
    <xsl:variable name="translators" select="$names[@role = 'translator']"/>
    <xsl:variable name="book-authors" select="$names[@role = 'container-author'][$print]"/>
    <xsl:variable name="publication" select="r:publication[$print]"/>
    <xsl:variable name="paper" select="@type = 'article-newspaper' or @type = 'article-journal'"/>
    <xsl:variable name="chapter" select="@type = 'chapter'"/>
    <xsl:variable name="speech" select="@type = 'speech'"/>
    <xsl:variable name="container"><xsl:call-template name="c:container"/></xsl:variable>
    <xsl:variable name="lead" select="not($authors or $editors or $translators) and (@type = 'article-newspaper' or @type = 'webpage')"/>
    <xsl:variable name="genre"><xsl:call-template name="c:first-capital"><xsl:with-param name="text" select="r:kind"/></xsl:call-template></xsl:variable>
    <!-- who -->
    <xsl:choose>
      <xsl:when test="$authors"><xsl:call-template name="c:heads"><xsl:with-param name="names" select="$authors"/><xsl:with-param name="demote" select="true()"/></xsl:call-template></xsl:when>
      <xsl:when test="$editors">
        <xsl:call-template name="c:heads"><xsl:with-param name="names" select="$editors"/><xsl:with-param name="demote" select="true()"/></xsl:call-template>
        <xsl:value-of select="concat(', ed', substring('s', 1, count($editors) > 1), '.')"/>
      </xsl:when>
      <xsl:when test="$translators">
        <xsl:call-template name="c:heads"><xsl:with-param name="names" select="$translators"/><xsl:with-param name="demote" select="true()"/></xsl:call-template>
        <xsl:text>, trans.</xsl:text>
      </xsl:when>
      <xsl:when test="$lead"><xsl:value-of select="$container"/></xsl:when>
    </xsl:choose>
    <!-- to whom -->
    <xsl:if test="@type = 'personal_communication'">
      <xsl:value-of select="concat('&#xE000;', $genre, substring('Letter', 1, 6 * ($genre = '')))"/>
      <xsl:if test="$names/@role = 'recipient'">
        <xsl:text> to </xsl:text>
        <xsl:call-template name="c:list"><xsl:with-param name="names" select="$names[@role = 'recipient']"/></xsl:call-template>
      </xsl:if>
    </xsl:if>
    <!-- what -->
    <xsl:value-of select="concat('&#xE000;', tp:quotes(r:title, 'wrap'))"/>
    <xsl:if test="$genre != '' and not($speech)"><xsl:value-of select="concat('&#xE000;', $genre)"/></xsl:if>
    <xsl:if test="not($chapter)">
      <xsl:call-template name="c:credits">
        <xsl:with-param name="editors" select="$editors[$authors]"/>
        <xsl:with-param name="translators" select="$translators[$authors or $editors]"/>
        <xsl:with-param name="sign" select="'&#xE000;'"/>
        <xsl:with-param name="edited" select="'Edited by '"/>
        <xsl:with-param name="translated" select="'Translated by '"/>
        <xsl:with-param name="both" select="'Edited and translated by '"/>
      </xsl:call-template>
    </xsl:if>
    <!-- where -->
    <xsl:if test="$container != '' and not($lead)"><xsl:value-of select="concat('&#xE000;', substring('In ', 1, 3 * $chapter), $container)"/></xsl:if>
    <xsl:apply-templates select="$publication" mode="c:chicago">
      <xsl:with-param name="type" select="string(@type)"/>
      <xsl:with-param name="authors" select="$authors"/>
      <xsl:with-param name="editors" select="$editors"/>
      <xsl:with-param name="translators" select="$translators"/>
      <xsl:with-param name="book-authors" select="$book-authors"/>
    </xsl:apply-templates>
    <!-- when; with a publisher, after it -->
    <xsl:variable name="house" select="(@held = 'web' or @held = 'none') and not(r:site) and r:edition/@publisher != ''"/>
    <xsl:variable name="date">
      <xsl:choose>
        <xsl:when test="$publication/@date != ''"><xsl:call-template name="c:printed-date"><xsl:with-param name="year" select="$chapter"/></xsl:call-template></xsl:when>
        <xsl:when test="not(r:date)">n.d.</xsl:when>
        <xsl:otherwise>
          <xsl:if test="r:date[@circa][@start]">[</xsl:if>
          <xsl:choose>
            <xsl:when test="$chapter and r:date/@start">
              <xsl:value-of select="number(substring(r:date/@start, 1, 4))"/>
              <xsl:if test="r:date/@end and substring(r:date/@end, 1, 4) != substring(r:date/@start, 1, 4)"><xsl:value-of select="concat('–', number(substring(r:date/@end, 1, 4)))"/></xsl:if>
            </xsl:when>
            <xsl:otherwise><xsl:apply-templates select="r:date" mode="c:date"/></xsl:otherwise>
          </xsl:choose>
          <xsl:if test="r:date[@circa][@start]">?]</xsl:if>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="@type = 'article-journal' and $publication[@volume != '' or @issue != '']">
        <xsl:value-of select="concat(' (', $date, ')')"/>
        <xsl:if test="$publication/@first != ''"><xsl:value-of select="concat('&#xE002;', tp:page-range($publication/@first, $publication/@last, 'chicago'))"/></xsl:if>
      </xsl:when>
      <xsl:when test="$speech"><xsl:value-of select="concat('&#xE000;', $genre, substring('&#xE001;', 1, $genre != ''), $date)"/></xsl:when>
      <xsl:when test="$paper and concat($publication/@place, $publication/@publisher) != ''"><xsl:value-of select="concat('&#xE000;', $date)"/></xsl:when>
      <xsl:when test="$paper and $house"><xsl:value-of select="concat('&#xE000;', $date)"/></xsl:when>
      <xsl:when test="$house"><xsl:value-of select="concat('&#xE000;', r:edition/@publisher, '&#xE001;', $date)"/></xsl:when>
      <xsl:when test="$publication[@place != '' or @publisher != '']">
        <xsl:variable name="reprint" select="r:date[$publication/@date != ''][not(@start = $publication/@date)]"/>
        <xsl:if test="$reprint">
          <xsl:value-of select="concat('&#xE000;', substring('[', 1, boolean(r:date[@circa][@start])))"/>
          <xsl:apply-templates select="r:date" mode="c:year"/>
          <xsl:value-of select="concat(substring('?]', 1, 2 * boolean(r:date[@circa][@start])), '&#xE000;Reprint')"/>
        </xsl:if>
        <xsl:value-of select="concat(substring('&#xE001;&#xE000;', 2 - boolean($reprint), 1), $publication/@place, substring(': ', 1, 2 * ($publication/@place != '' and $publication/@publisher != '')),
            $publication/@publisher, '&#xE001;', $date)"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="concat('&#xE001;', $date)"/></xsl:otherwise>
    </xsl:choose>
    <!-- held by -->
    <xsl:if test="not($chapter or @type = 'article-journal')">
      <xsl:if test="r:shelfmark">
        <xsl:text>&#xE000;</xsl:text>
        <xsl:call-template name="c:first-capital"><xsl:with-param name="text" select="r:shelfmark"/></xsl:call-template>
      </xsl:if>
      <xsl:if test="r:archive != ''"><xsl:value-of select="concat('&#xE000;', r:archive)"/></xsl:if>
      <xsl:if test="r:archive/@place"><xsl:value-of select="concat('&#xE000;', r:archive/@place)"/></xsl:if>
    </xsl:if>
    <xsl:variable name="address"><xsl:call-template name="c:address"/></xsl:variable>
    <xsl:if test="$address != ''"><xsl:value-of select="concat('&#xE000;', $address)"/></xsl:if>
    <xsl:text>&#xE004;</xsl:text>
  </xsl:template>

  <xsl:template match="r:publication" mode="c:chicago">
    <xsl:param name="type"/>
    <xsl:param name="authors"/>
    <xsl:param name="editors"/>
    <xsl:param name="translators"/>
    <xsl:param name="book-authors"/>
    <xsl:variable name="pages"><xsl:if test="@first != ''"><xsl:value-of select="tp:page-range(@first, @last, 'chicago')"/></xsl:if></xsl:variable>
    <xsl:choose>
      <xsl:when test="$type = 'article-journal'">
        <xsl:value-of select="concat(substring(' ', 1, @volume != ''), @volume)"/>
        <xsl:if test="@issue != ''"><xsl:value-of select="concat(substring('&#xE001;', 1, @volume != ''), 'no. ', @issue)"/></xsl:if>
      </xsl:when>
      <xsl:when test="$type = 'chapter'">
        <xsl:if test="$authors">
          <xsl:if test="$book-authors">
            <xsl:text>&#xE001;by </xsl:text>
            <xsl:call-template name="c:list"><xsl:with-param name="names" select="$book-authors"/></xsl:call-template>
            <xsl:if test="$pages != ''"><xsl:value-of select="concat('&#xE001;', $pages)"/></xsl:if>
          </xsl:if>
          <xsl:variable name="sign" select="concat(substring('&#xE001;', 1, not($book-authors) or $pages = ''), substring('&#xE000;', 1, $book-authors and $pages != ''))"/>
          <xsl:choose>
            <xsl:when test="$book-authors and $pages != '' and $editors and $translators and not($editors[not(@text = $translators/@text)])">
              <xsl:call-template name="c:credits">
                <xsl:with-param name="editors" select="$editors"/><xsl:with-param name="translators" select="$translators"/><xsl:with-param name="sign" select="$sign"/>
              </xsl:call-template>
            </xsl:when>
            <xsl:otherwise>
              <xsl:call-template name="c:credits"><xsl:with-param name="editors" select="$editors"/><xsl:with-param name="sign" select="$sign"/><xsl:with-param name="translators" select="$translators"/></xsl:call-template>
            </xsl:otherwise>
          </xsl:choose>
        </xsl:if>
        <xsl:if test="$pages = '' and @volume != ''"><xsl:value-of select="concat('&#xE001;Vol. ', @volume)"/></xsl:if>
        <xsl:if test="$pages != '' and not($authors and $book-authors)"><xsl:value-of select="concat('&#xE001;', @volume, substring(':', 1, @volume != ''), $pages)"/></xsl:if>
      </xsl:when>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
