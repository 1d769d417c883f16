<?xml version="1.0" encoding="UTF-8"?>
<!--
  style.xsl: names and dates as citation styles write them; the context of the templates is a record
  or what is said. The styles are described by their CSL files, and this does what CSL does, so that
  a text from here and one that a reference manager makes of the CSL-JSON are the same.

  Pieces of a citation follow signs of punctuation that tp:punctuate() settles at the end:
  U+E000 a full stop, U+E001 a comma, U+E002 a colon, U+E003 a blank, U+E004 the stop at the end.

  mode c:long         a name in its own order: 'Martin Luther King Jr.', 'Mao Zedong'
  mode c:inverted     'King, Martin Luther, Jr.'; with DEMOTE, 'Gaulle, Charles de' instead of 'de Gaulle, Charles'
  mode c:initials     'King, M. L., Jr.'; with INVERTED 0, 'M. L. King Jr.'
  template c:list     NAMES in c:long, 'A, B, and C', but after MANY only the first FEW
  template c:credits  SIGN 'edited by A' SIGN 'translated by B', in the letters of EDITED, TRANSLATED, BOTH
  mode c:date         of a date: 'January 25–27, 1950' (DAY-FIRST: '25–27 Jan. 1950')
  template c:genre    the kind with a capital
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:teipipe:record"
    xmlns:c="urn:teipipe:citation"
    xmlns:tp="urn:teipipe:functions"
    exclude-result-prefixes="r c tp">

  <xsl:variable name="c:months" select="'January   February  March     April     May       June      July      August    September October   November  December  '"/>
  <xsl:variable name="c:short-months" select="'Jan.  Feb.  Mar.  Apr.  May   June  July  Aug.  Sept. Oct.  Nov.  Dec.  '"/>
  <xsl:variable name="c:small" select="'abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюяäöüéèáàóñçøåœæ'"/>
  <xsl:variable name="c:capital" select="'ABCDEFGHIJKLMNOPQRSTUVWXYZАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯÄÖÜÉÈÁÀÓÑÇØÅŒÆ'"/>

  <!-- ==== names ==== -->

  <xsl:template match="r:name" mode="c:long">
    <xsl:choose>
      <xsl:when test="@kind = 'body'"><xsl:value-of select="@text"/></xsl:when>
      <xsl:when test="@order = 'han'"><xsl:value-of select="concat(@family, @given)"/></xsl:when>
      <xsl:when test="@order"><xsl:value-of select="concat(@family, ' ', @given)"/></xsl:when>
      <xsl:otherwise>
        <xsl:if test="@given != ''"><xsl:value-of select="concat(@given, ' ')"/></xsl:if>
        <xsl:if test="@particle != ''"><xsl:value-of select="concat(@particle, ' ')"/></xsl:if>
        <xsl:value-of select="@family"/>
        <xsl:if test="@suffix != ''"><xsl:value-of select="concat(' ', @suffix)"/></xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="r:name" mode="c:inverted">
    <xsl:param name="demote"/>
    <xsl:choose>
      <xsl:when test="@kind = 'body' or @order"><xsl:apply-templates select="." mode="c:long"/></xsl:when>
      <xsl:otherwise>
        <xsl:if test="@particle != '' and not($demote)"><xsl:value-of select="concat(@particle, ' ')"/></xsl:if>
        <xsl:value-of select="@family"/>
        <xsl:if test="@given != ''"><xsl:value-of select="concat(', ', @given)"/></xsl:if>
        <xsl:if test="@particle != '' and $demote"><xsl:value-of select="concat(substring(',', 1, not(@given != '')), ' ', @particle)"/></xsl:if>
        <xsl:if test="@suffix != ''"><xsl:value-of select="concat(', ', @suffix)"/></xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="r:name" mode="c:initials">
    <xsl:param name="inverted" select="1"/>
    <xsl:choose>
      <xsl:when test="@kind = 'body'"><xsl:value-of select="@text"/></xsl:when>
      <xsl:when test="@order = 'han'"><xsl:value-of select="concat(@family, @given)"/></xsl:when>
      <xsl:when test="$inverted">
        <xsl:if test="@particle != ''"><xsl:value-of select="concat(@particle, ' ')"/></xsl:if>
        <xsl:value-of select="@family"/>
        <xsl:if test="@given != ''"><xsl:value-of select="concat(', ', tp:initials(@given))"/></xsl:if>
        <xsl:if test="@suffix != ''"><xsl:value-of select="concat(', ', @suffix)"/></xsl:if>
      </xsl:when>
      <xsl:otherwise>
        <xsl:if test="@given != ''"><xsl:value-of select="concat(tp:initials(@given), ' ')"/></xsl:if>
        <xsl:if test="@particle != ''"><xsl:value-of select="concat(@particle, ' ')"/></xsl:if>
        <xsl:value-of select="@family"/>
        <xsl:if test="@suffix != ''"><xsl:value-of select="concat(' ', @suffix)"/></xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="c:list">
    <xsl:param name="names"/>
    <xsl:param name="many" select="11"/>
    <xsl:param name="few" select="7"/>
    <xsl:variable name="n" select="count($names)"/>
    <xsl:choose>
      <xsl:when test="$n &lt; $many">
        <xsl:for-each select="$names">
          <xsl:if test="position() > 1">
            <xsl:if test="$n > 2">,</xsl:if>
            <xsl:text> </xsl:text>
            <xsl:if test="position() = $n">and </xsl:if>
          </xsl:if>
          <xsl:apply-templates select="." mode="c:long"/>
        </xsl:for-each>
      </xsl:when>
      <xsl:otherwise>
        <xsl:for-each select="$names[position() &lt;= $few]">
          <xsl:if test="position() > 1">, </xsl:if>
          <xsl:apply-templates select="." mode="c:long"/>
        </xsl:for-each>
        <xsl:value-of select="concat(substring(',', 1, $few > 1), ' et al.')"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 'King, Martin Luther, and Ann Lee': who stands at the head of an entry -->
  <xsl:template name="c:heads">
    <xsl:param name="names"/>
    <xsl:param name="demote" select="false()"/>
    <xsl:param name="many" select="11"/>
    <xsl:param name="few" select="7"/>
    <xsl:variable name="n" select="count($names)"/>
    <xsl:for-each select="$names[$n &lt; $many or position() &lt;= $few]">
      <xsl:choose>
        <xsl:when test="position() = 1"><xsl:apply-templates select="." mode="c:inverted"><xsl:with-param name="demote" select="$demote"/></xsl:apply-templates></xsl:when>
        <xsl:otherwise>
          <xsl:value-of select="concat(', ', substring('and ', 1, 4 * (position() = $n)))"/>
          <xsl:apply-templates select="." mode="c:long"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
    <xsl:if test="$n >= $many">, et al.</xsl:if>
  </xsl:template>

  <xsl:template name="c:credits">
    <xsl:param name="editors"/>
    <xsl:param name="translators"/>
    <xsl:param name="sign"/>
    <xsl:param name="edited" select="'edited by '"/>
    <xsl:param name="translated" select="'translated by '"/>
    <xsl:param name="both" select="'edited and translated by '"/>
    <xsl:param name="many" select="11"/>
    <xsl:param name="few" select="7"/>
    <xsl:choose>
      <xsl:when test="not($editors or $translators)"/>
      <xsl:when test="$editors and count($editors) = count($translators) and not($editors[not(@text = $translators/@text)])">
        <xsl:value-of select="concat($sign, $both)"/>
        <xsl:call-template name="c:list"><xsl:with-param name="names" select="$editors"/><xsl:with-param name="many" select="$many"/><xsl:with-param name="few" select="$few"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:if test="$editors">
          <xsl:value-of select="concat($sign, $edited)"/>
          <xsl:call-template name="c:list"><xsl:with-param name="names" select="$editors"/><xsl:with-param name="many" select="$many"/><xsl:with-param name="few" select="$few"/></xsl:call-template>
        </xsl:if>
        <xsl:if test="$translators">
          <xsl:value-of select="concat($sign, $translated)"/>
          <xsl:call-template name="c:list"><xsl:with-param name="names" select="$translators"/><xsl:with-param name="many" select="$many"/><xsl:with-param name="few" select="$few"/></xsl:call-template>
        </xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ==== dates ==== -->

  <xsl:template match="r:date[not(@start)]" mode="c:date"><xsl:value-of select="@words"/></xsl:template>

  <!-- Of a span, what both ends have in common is said once. -->
  <xsl:template match="r:date" mode="c:date">
    <xsl:param name="day-first" select="false()"/>
    <xsl:variable name="y" select="substring(@start, 1, 4)"/>
    <xsl:variable name="m" select="substring(@start, 6, 2)"/>
    <xsl:variable name="d" select="substring(@start, 9, 2)"/>
    <xsl:choose>
      <xsl:when test="not(@end)">
        <xsl:call-template name="c:day-words"><xsl:with-param name="y" select="$y"/><xsl:with-param name="m" select="$m"/><xsl:with-param name="d" select="$d"/><xsl:with-param name="day-first" select="$day-first"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="y2" select="substring(@end, 1, 4)"/>
        <xsl:variable name="m2" select="substring(@end, 6, 2)"/>
        <xsl:variable name="d2" select="substring(@end, 9, 2)"/>
        <xsl:variable name="same-year" select="$y = $y2"/>
        <xsl:variable name="same-month" select="$same-year and $m = $m2"/>
        <xsl:choose>
          <xsl:when test="$day-first">
            <xsl:call-template name="c:day-words"><xsl:with-param name="y" select="substring($y, 1, 4 * not($same-year))"/><xsl:with-param name="m" select="substring($m, 1, 2 * not($same-month))"/><xsl:with-param name="d" select="$d"/><xsl:with-param name="day-first" select="$day-first"/></xsl:call-template>
            <xsl:text>–</xsl:text>
            <xsl:call-template name="c:day-words"><xsl:with-param name="y" select="$y2"/><xsl:with-param name="m" select="$m2"/><xsl:with-param name="d" select="$d2"/><xsl:with-param name="day-first" select="$day-first"/></xsl:call-template>
          </xsl:when>
          <xsl:otherwise>
            <xsl:call-template name="c:day-words"><xsl:with-param name="y" select="substring($y, 1, 4 * not($same-year))"/><xsl:with-param name="m" select="$m"/><xsl:with-param name="d" select="$d"/></xsl:call-template>
            <xsl:text>–</xsl:text>
            <xsl:choose>
              <xsl:when test="$same-month"><xsl:value-of select="concat(number($d2), ', ', $y)"/></xsl:when>
              <xsl:otherwise><xsl:call-template name="c:day-words"><xsl:with-param name="y" select="$y2"/><xsl:with-param name="m" select="$m2"/><xsl:with-param name="d" select="$d2"/></xsl:call-template></xsl:otherwise>
            </xsl:choose>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 'January 25, 1950' or '25 Jan. 1950', of what there is of year, month and day -->
  <xsl:template name="c:day-words">
    <xsl:param name="y"/>
    <xsl:param name="m"/>
    <xsl:param name="d"/>
    <xsl:param name="day-first" select="false()"/>
    <xsl:choose>
      <xsl:when test="$day-first">
        <xsl:if test="$d != ''"><xsl:value-of select="number($d)"/></xsl:if>
        <xsl:if test="$m != ''"><xsl:value-of select="concat(substring(' ', 1, $d != ''), normalize-space(substring($c:short-months, 6 * $m - 5, 6)))"/></xsl:if>
        <xsl:if test="$y != ''"><xsl:value-of select="concat(substring(' ', 1, $m != '' or $d != ''), number($y))"/></xsl:if>
      </xsl:when>
      <xsl:otherwise>
        <xsl:if test="$m != ''"><xsl:value-of select="normalize-space(substring($c:months, 10 * $m - 9, 10))"/></xsl:if>
        <xsl:if test="$d != ''"><xsl:value-of select="concat(' ', number($d))"/></xsl:if>
        <xsl:if test="$y != ''"><xsl:value-of select="concat(substring(',', 1, $d != ''), substring(' ', 1, $m != ''), number($y))"/></xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="r:date[not(@start)]" mode="c:year"><xsl:value-of select="@words"/></xsl:template>

  <xsl:template match="r:date" mode="c:year">
    <xsl:value-of select="number(substring(@start, 1, 4))"/>
    <xsl:if test="@end and substring(@end, 1, 4) != substring(@start, 1, 4)"><xsl:value-of select="concat('–', number(substring(@end, 1, 4)))"/></xsl:if>
  </xsl:template>

  <!-- when the book appeared; YEAR, MONTH: no more of it than that -->
  <xsl:template name="c:printed-date">
    <xsl:param name="year" select="false()"/>
    <xsl:param name="month" select="false()"/>
    <xsl:param name="day-first" select="false()"/>
    <xsl:variable name="iso" select="r:publication/@date"/>
    <xsl:call-template name="c:day-words">
      <xsl:with-param name="y" select="substring($iso, 1, 4)"/>
      <xsl:with-param name="m" select="substring($iso, 6, 2 * not($year))"/>
      <xsl:with-param name="d" select="substring($iso, 9, 2 * not($year or $month))"/>
      <xsl:with-param name="day-first" select="$day-first"/>
    </xsl:call-template>
  </xsl:template>

  <!-- ==== words ==== -->

  <!-- what the document stands in: the book or paper, or the site of a page -->
  <xsl:template name="c:container">
    <xsl:choose>
      <xsl:when test="@held = 'print'">
        <xsl:variable name="title"><xsl:apply-templates select="r:publication" mode="c:title"/></xsl:variable>
        <xsl:value-of select="tp:quotes(string($title))"/>
      </xsl:when>
      <xsl:when test="@type = 'webpage' and r:site"><xsl:value-of select="tp:quotes(r:site)"/></xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="c:first-capital">
    <xsl:param name="text"/>
    <xsl:value-of select="concat(translate(substring($text, 1, 1), $c:small, $c:capital), substring($text, 2))"/>
  </xsl:template>
</xsl:stylesheet>
