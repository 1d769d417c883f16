<?xml version="1.0" encoding="UTF-8"?>
<!--
  apa.xsl: the record as an entry of references after the Publication Manual of the APA, 7th edition
  (CSL: apa). mode c:apa.

  Chinese, Korean and Vietnamese names are inverted here like all others, as the manual wants it: Mao, Z.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:teipipe:record"
    xmlns:c="urn:teipipe:citation"
    xmlns:tp="urn:teipipe:functions"
    exclude-result-prefixes="r c tp">

  <xsl:template match="r:record" mode="c:apa">
    <xsl:variable name="text">
      <xsl:choose>
        <xsl:when test="@type = 'treaty'"><xsl:apply-templates select="." mode="c:apa-treaty"/></xsl:when>
        <xsl:otherwise><xsl:apply-templates select="." mode="c:apa-pieces"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:value-of select="tp:punctuate(string($text))"/>
  </xsl:template>

  <xsl:template match="r:record" mode="c:apa-treaty">
    <xsl:variable name="address"><xsl:call-template name="c:address"/></xsl:variable>
    <xsl:value-of select="tp:quotes(r:title)"/>
    <xsl:for-each select="r:name[@role = 'author']">
      <xsl:value-of select="concat(substring('&#xE001;', 1, position() = 1), substring('-', 1, position() > 1))"/>
      <xsl:choose>
        <xsl:when test="@kind = 'body'"><xsl:value-of select="@text"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="normalize-space(concat(@particle, ' ', @family))"/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
    <xsl:if test="r:date">
      <xsl:text>&#xE001;</xsl:text>
      <xsl:apply-templates select="r:date" mode="c:date"/>
    </xsl:if>
    <xsl:choose>
      <xsl:when test="$address != ''"><xsl:value-of select="concat('&#xE001;', $address)"/></xsl:when>
      <xsl:otherwise>&#xE004;</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 'A, B., & C, D.' -->
  <xsl:template name="c:apa-heads">
    <xsl:param name="names"/>
    <xsl:variable name="n" select="count($names)"/>
    <xsl:for-each select="$names[$n &lt; 21 or position() &lt; 20 or position() = $n]">
      <xsl:choose>
        <xsl:when test="position() = 1"/>
        <xsl:when test="position() = last() and $n > 20">, … </xsl:when>
        <xsl:when test="position() = last()">, &amp; </xsl:when>
        <xsl:otherwise>, </xsl:otherwise>
      </xsl:choose>
      <xsl:apply-templates select="." mode="c:initials"/>
    </xsl:for-each>
  </xsl:template>

  <!-- 'A. B & C. D' -->
  <xsl:template name="c:apa-list">
    <xsl:param name="names"/>
    <xsl:param name="long" select="false()"/>
    <xsl:variable name="n" select="count($names)"/>
    <xsl:for-each select="$names">
      <xsl:if test="position() > 1">
        <xsl:if test="$n > 2">,</xsl:if>
        <xsl:text> </xsl:text>
        <xsl:if test="position() = $n">&amp; </xsl:if>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="$long"><xsl:apply-templates select="." mode="c:long"/></xsl:when>
        <xsl:otherwise><xsl:apply-templates select="." mode="c:initials"><xsl:with-param name="inverted" select="false()"/></xsl:apply-templates></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <!-- who had a part in it, as parts between semicolons: each ends with '; ' -->
  <xsl:template name="c:apa-credits">
    <xsl:param name="editors"/>
    <xsl:param name="translators"/>
    <xsl:choose>
      <xsl:when test="$editors and count($editors) = count($translators) and not($editors[not(@text = $translators/@text)])">
        <xsl:call-template name="c:apa-list"><xsl:with-param name="names" select="$editors"/></xsl:call-template>
        <xsl:value-of select="concat(', Ed', substring('s', 1, count($editors) > 1), '. &amp; Trans.; ')"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:if test="$editors">
          <xsl:call-template name="c:apa-list"><xsl:with-param name="names" select="$editors"/></xsl:call-template>
          <xsl:value-of select="concat(', Ed', substring('s', 1, count($editors) > 1), '.; ')"/>
        </xsl:if>
        <xsl:if test="$translators">
          <xsl:call-template name="c:apa-list"><xsl:with-param name="names" select="$translators"/></xsl:call-template>
          <xsl:text>, Trans.; </xsl:text>
        </xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="r:record" mode="c:apa-pieces">
    <xsl:variable name="print" select="@held = 'print'"/>
    <xsl:variable name="names" select="r:name"/>
    <xsl:variable name="authors" select="$names[@role = 'author']"/>
    <xsl:variable name="of-book" select="$names[@role = 'container-editor'][$print]"/>
    <xsl:variable name="editors" select="$of-book | $names[@role = 'editor'][not($of-book)]"/>
    <xsl:variable name="translators" select="$names[@role = 'translator']"/>
    <xsl:variable name="publication" select="r:publication[$print]"/>
    <xsl:variable name="container"><xsl:call-template name="c:container"/></xsl:variable>
    <xsl:variable name="paper" select="starts-with(@type, 'article-')"/>
    <xsl:variable name="web" select="@type = 'webpage'"/>
    <xsl:variable name="genre"><xsl:call-template name="c:first-capital"><xsl:with-param name="text" select="r:kind"/></xsl:call-template></xsl:variable>
    <!-- in brackets behind the title -->
    <xsl:variable name="aside">
      <xsl:choose>
        <xsl:when test="$container = '' or $web">
          <xsl:call-template name="c:apa-credits"><xsl:with-param name="editors" select="$editors[$authors]"/><xsl:with-param name="translators" select="$translators"/></xsl:call-template>
          <xsl:if test="r:shelfmark and not(r:archive/@place)"><xsl:value-of select="concat(r:shelfmark, '; ')"/></xsl:if>
        </xsl:when>
        <xsl:when test="$paper"><xsl:call-template name="c:apa-credits"><xsl:with-param name="translators" select="$translators"/><xsl:with-param name="editors" select="/.."/></xsl:call-template></xsl:when>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="title">
      <xsl:value-of select="tp:quotes(r:title)"/>
      <xsl:if test="$aside != ''"><xsl:value-of select="concat(' (', substring($aside, 1, string-length($aside) - 2), ')')"/></xsl:if>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="$authors"><xsl:call-template name="c:apa-heads"><xsl:with-param name="names" select="$authors"/></xsl:call-template></xsl:when>
      <xsl:when test="$editors">
        <xsl:call-template name="c:apa-heads"><xsl:with-param name="names" select="$editors"/></xsl:call-template>
        <xsl:value-of select="concat(' (Ed', substring('s', 1, count($editors) > 1), '.)')"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$title"/></xsl:otherwise>
    </xsl:choose>
    <xsl:text>&#xE000;(</xsl:text>
    <xsl:call-template name="c:apa-date"><xsl:with-param name="publication" select="$publication"/></xsl:call-template>
    <xsl:text>)</xsl:text>
    <xsl:if test="$authors or $editors"><xsl:value-of select="concat('&#xE000;', $title)"/></xsl:if>
    <xsl:variable name="kind">
      <xsl:choose>
        <xsl:when test="@type = 'personal_communication' and $names/@role = 'recipient'">
          <xsl:value-of select="concat($genre, substring('Letter', 1, 6 * ($genre = '')), ' to ')"/>
          <xsl:call-template name="c:apa-list"><xsl:with-param name="names" select="$names[@role = 'recipient']"/><xsl:with-param name="long" select="true()"/></xsl:call-template>
        </xsl:when>
        <xsl:otherwise><xsl:value-of select="$genre"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:if test="$kind != '' and not($container != '' and (@type = 'speech' or @type = 'report'))">
      <xsl:value-of select="concat(substring('&#xE003;', 1, boolean($authors or $editors)), substring('&#xE000;', 1, not($authors or $editors)), '[', $kind, ']')"/>
    </xsl:if>
    <xsl:if test="$container != '' and not($web)">
      <xsl:text>&#xE000;</xsl:text>
      <xsl:choose>
        <xsl:when test="$paper"><xsl:call-template name="c:apa-paper"><xsl:with-param name="publication" select="$publication"/><xsl:with-param name="container" select="string($container)"/></xsl:call-template></xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="c:apa-book">
            <xsl:with-param name="publication" select="$publication"/>
            <xsl:with-param name="container" select="string($container)"/>
            <xsl:with-param name="editors" select="$editors[$authors]"/>
            <xsl:with-param name="translators" select="$translators"/>
            <xsl:with-param name="book-authors" select="$names[@role = 'container-author']"/>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:if>
    <!-- the publisher, and the archive -->
    <xsl:variable name="house">
      <xsl:if test="$web"><xsl:value-of select="$container"/></xsl:if>
      <xsl:if test="not($paper)">
        <xsl:value-of select="$publication/@publisher"/>
        <xsl:if test="(@held = 'web' or @held = 'none') and not(r:site)"><xsl:value-of select="r:edition/@publisher"/></xsl:if>
      </xsl:if>
    </xsl:variable>
    <xsl:text>&#xE000;</xsl:text>
    <xsl:value-of select="$house"/>
    <xsl:if test="r:archive != '' or (r:shelfmark and r:archive/@place)">
      <xsl:if test="$house != ''">; </xsl:if>
      <xsl:if test="r:archive/@place and r:shelfmark"><xsl:value-of select="concat(r:shelfmark, ', ')"/></xsl:if>
      <xsl:value-of select="r:archive"/>
      <xsl:if test="r:archive/@place"><xsl:value-of select="concat(', ', r:archive/@place)"/></xsl:if>
    </xsl:if>
    <xsl:variable name="address"><xsl:call-template name="c:address"/></xsl:variable>
    <xsl:text>&#xE004;</xsl:text>
    <xsl:if test="$address != ''"><xsl:value-of select="concat('&#xE000;', $address)"/></xsl:if>
    <xsl:if test="$publication/@date != '' and r:date[not(@start = $publication/@date)]">
      <xsl:value-of select="concat(substring('&#xE003;', 1, $address != ''), substring('&#xE000;', 1, $address = ''), '(Original work published ', substring('ca. ', 1, 4 * boolean(r:date/@circa)))"/>
      <xsl:apply-templates select="r:date" mode="c:year"/>
      <xsl:text>)</xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- 'People's Daily, 12(3), 1–2' -->
  <xsl:template name="c:apa-paper">
    <xsl:param name="publication"/>
    <xsl:param name="container"/>
    <xsl:value-of select="$container"/>
    <xsl:for-each select="$publication">
      <xsl:choose>
        <xsl:when test="@volume != ''">
          <xsl:value-of select="concat('&#xE001;', @volume)"/>
          <xsl:if test="@issue != ''"><xsl:value-of select="concat('(', @issue, ')')"/></xsl:if>
        </xsl:when>
        <xsl:when test="@issue != ''"><xsl:value-of select="concat('&#xE001;', @issue)"/></xsl:when>
      </xsl:choose>
      <xsl:if test="@first != ''"><xsl:value-of select="concat('&#xE001;', tp:page-range(@first, @last, 'expanded'))"/></xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- 'In E. Li (Ed.), & J. Exemplar (Trans.), Collected Drafts (Vol. 1, pp. 211–212)' -->
  <xsl:template name="c:apa-book">
    <xsl:param name="publication"/>
    <xsl:param name="container"/>
    <xsl:param name="editors"/>
    <xsl:param name="translators"/>
    <xsl:param name="book-authors"/>
    <xsl:text>In </xsl:text>
    <xsl:choose>
      <xsl:when test="$editors and count($editors) = count($translators) and not($editors[not(@text = $translators/@text)])">
        <xsl:call-template name="c:apa-list"><xsl:with-param name="names" select="$editors"/></xsl:call-template>
        <xsl:value-of select="concat(' (Ed', substring('s', 1, count($editors) > 1), '. &amp; Trans.), ')"/>
      </xsl:when>
      <xsl:when test="$editors or $translators">
        <xsl:if test="$editors">
          <xsl:call-template name="c:apa-list"><xsl:with-param name="names" select="$editors"/></xsl:call-template>
          <xsl:value-of select="concat(' (Ed', substring('s', 1, count($editors) > 1), '.), ')"/>
          <xsl:if test="$translators">&amp; </xsl:if>
        </xsl:if>
        <xsl:if test="$translators">
          <xsl:call-template name="c:apa-list"><xsl:with-param name="names" select="$translators"/></xsl:call-template>
          <xsl:text> (Trans.), </xsl:text>
        </xsl:if>
      </xsl:when>
      <xsl:when test="$book-authors">
        <xsl:call-template name="c:apa-list"><xsl:with-param name="names" select="$book-authors"/></xsl:call-template>
        <xsl:text>, </xsl:text>
      </xsl:when>
    </xsl:choose>
    <xsl:value-of select="$container"/>
    <xsl:for-each select="$publication">
      <xsl:variable name="number" select="@volume != '' and translate(@volume, '0123456789', '') = ''"/>
      <xsl:if test="@volume != '' and not($number)"><xsl:value-of select="concat(': Vol. ', @volume)"/></xsl:if>
      <xsl:variable name="in">
        <xsl:if test="$number"><xsl:value-of select="concat('Vol. ', @volume)"/></xsl:if>
        <xsl:if test="@issue != ''"><xsl:value-of select="concat(substring(', ', 1, 2 * $number), 'Issue ', @issue)"/></xsl:if>
        <xsl:if test="@first != ''">
          <xsl:value-of select="concat(substring(', ', 1, 2 * ($number or @issue != '')), 'p', substring('p', 1, @last != '' and @last != @first), '. ',
              tp:page-range(@first, @last, 'expanded'))"/>
        </xsl:if>
      </xsl:variable>
      <xsl:if test="$in != ''"><xsl:value-of select="concat(' (', $in, ')')"/></xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- '1950, January 5'; the day only of what appears on a day -->
  <xsl:template name="c:apa-date">
    <xsl:param name="publication"/>
    <xsl:variable name="whole" select="@type = 'personal_communication' or @type = 'article-newspaper' or @type = 'webpage' or @type = 'speech'"/>
    <xsl:choose>
      <xsl:when test="$publication/@date != ''">
        <xsl:value-of select="number(substring($publication/@date, 1, 4))"/>
        <xsl:if test="$whole and string-length($publication/@date) > 4">
          <xsl:text>, </xsl:text>
          <xsl:call-template name="c:day-words"><xsl:with-param name="m" select="substring($publication/@date, 6, 2)"/><xsl:with-param name="d" select="substring($publication/@date, 9, 2)"/></xsl:call-template>
        </xsl:if>
      </xsl:when>
      <xsl:when test="not(r:date)">n.d.</xsl:when>
      <xsl:otherwise>
        <xsl:if test="r:date[@circa][@start]">ca. </xsl:if>
        <xsl:apply-templates select="r:date" mode="c:year"/>
        <xsl:for-each select="r:date[@start][$whole and string-length(@start) > 4]">
          <xsl:variable name="m" select="substring(@start, 6, 2)"/>
          <xsl:variable name="d" select="substring(@start, 9, 2)"/>
          <xsl:text>, </xsl:text>
          <xsl:call-template name="c:day-words"><xsl:with-param name="m" select="$m"/><xsl:with-param name="d" select="$d"/></xsl:call-template>
          <xsl:if test="@end">
            <xsl:variable name="m2" select="substring(@end, 6, 2)"/>
            <xsl:variable name="d2" select="substring(@end, 9, 2)"/>
            <xsl:choose>
              <xsl:when test="substring(@start, 1, 7) = substring(@end, 1, 7)"><xsl:value-of select="concat('–', number($d2))"/></xsl:when>
              <xsl:otherwise>
                <xsl:text>–</xsl:text>
                <xsl:call-template name="c:day-words"><xsl:with-param name="m" select="$m2"/><xsl:with-param name="d" select="$d2"/></xsl:call-template>
              </xsl:otherwise>
            </xsl:choose>
          </xsl:if>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
