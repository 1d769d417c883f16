<?xml version="1.0" encoding="UTF-8"?>
<!--
  dates.xsl: dates in words, and dates for machines.

  f:date(ISO, LANG)       'January 25, 1950', '25 января 1950 г.', '1950年1月25日'; a year, a month or a
                          day, with or without a time; what is not ISO 8601 comes back as it is.
                          ICU's form with the program; the same forms from a table without it.
  f:date-of(EL, LANG)     the normalised date of a date or time element in words: @when, a range, or
                          not before and not after; else the element's own text
  f:iso(EL)               the one ISO value to sort and cite by: @when, @from, @notBefore, @to, @notAfter
  f:html-date(ISO)        ISO if HTML's time element takes it as datetime, else ''
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:func="http://exslt.org/functions"
    xmlns:str="http://exslt.org/strings"
    xmlns:f="urn:teipipe:xslt"
    xmlns:tp="urn:teipipe:functions"
    extension-element-prefixes="func str"
    exclude-result-prefixes="f tp">

  <!-- the shape of a string: every digit becomes 9 -->
  <func:function name="f:shape">
    <xsl:param name="text"/>
    <func:result select="translate($text, '012345678', '999999999')"/>
  </func:function>

  <func:function name="f:html-date">
    <xsl:param name="iso"/>
    <xsl:variable name="day" select="f:shape(substring-before(concat($iso, 'T'), 'T'))"/>
    <xsl:variable name="time" select="f:shape(substring-after($iso, 'T'))"/>
    <xsl:variable name="clock" select="substring($time, 1, 8)"/>
    <xsl:variable name="plain" select="f:in($day, '9999 9999-99 9999-99-99 --99-99 99:99 99:99:99')"/>
    <xsl:variable name="timed" select="$day = '9999-99-99'
        and ($time = '99:99' or $time = '99:99:99' or f:in(translate($time, '+', '-'),
             '99:99Z 99:99:99Z 99:99-99:99 99:99:99-99:99'))"/>
    <xsl:choose>
      <!-- ISO 8601 has the year 0000 and the hour 24, HTML has neither -->
      <xsl:when test="starts-with($iso, '0000') or substring(substring-after(concat('T', $iso), 'T'), 1, 3) = '24:'
          or contains($iso, 'T24:')">
        <func:result select="''"/>
      </xsl:when>
      <xsl:when test="($plain and not(contains($iso, 'T'))) or $timed">
        <func:result select="string($iso)"/>
      </xsl:when>
      <xsl:otherwise><func:result select="''"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:date">
    <xsl:param name="iso"/>
    <xsl:param name="lang" select="'en'"/>
    <xsl:choose>
      <xsl:when test="not(contains($iso, 'T')) and function-available('tp:date')">
        <func:result select="tp:date(string($iso), string($lang))"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="day" select="substring-before(concat($iso, 'T'), 'T')"/>
        <xsl:variable name="time" select="substring(substring-after($iso, 'T'), 1, 5)"/>
        <xsl:choose>
          <xsl:when test="not(f:in(f:shape($day), '9999 9999-99 9999-99-99'))"><func:result select="string($iso)"/></xsl:when>
          <xsl:when test="$time = ''"><func:result select="f:day($day, $lang)"/></xsl:when>
          <xsl:otherwise><func:result select="concat(f:day($day, $lang), f:label('before-time', $lang), $time)"/></xsl:otherwise>
        </xsl:choose>
      </xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- one day, month or year, without a time -->
  <func:function name="f:day">
    <xsl:param name="iso"/>
    <xsl:param name="lang"/>
    <xsl:variable name="ui" select="f:primary($lang)"/>
    <xsl:variable name="year" select="number(substring($iso, 1, 4))"/>
    <xsl:variable name="month" select="number(substring($iso, 6, 2))"/>
    <xsl:variable name="day" select="number(substring($iso, 9, 2))"/>
    <xsl:variable name="dated" select="$day = $day"/>
    <xsl:variable name="name"
        select="str:tokenize(f:label(concat('months', substring('-alone', 1, 6 * not($dated))), $lang), ' ')[$month]"/>
    <xsl:choose>
      <xsl:when test="function-available('tp:date')">
        <func:result select="tp:date(string($iso), string($lang))"/>
      </xsl:when>
      <xsl:when test="not(f:in($ui, 'en de ru zh'))"><func:result select="string($iso)"/></xsl:when>
      <xsl:when test="$ui = 'zh'">
        <func:result select="concat($year, '年', $name, substring(concat($day, '日'), 1, 3 * $dated))"/>
      </xsl:when>
      <xsl:when test="not($name)">
        <func:result select="concat($year, substring('&#160;г.', 1, 3 * ($ui = 'ru')))"/>
      </xsl:when>
      <xsl:when test="$ui = 'ru'">
        <func:result select="concat(substring(concat($day, ' '), 1, 3 * $dated), $name, ' ', $year, '&#160;г.')"/>
      </xsl:when>
      <xsl:when test="$ui = 'de'">
        <func:result select="concat(substring(concat($day, '. '), 1, 4 * $dated), $name, ' ', $year)"/>
      </xsl:when>
      <xsl:otherwise>
        <func:result select="concat($name, substring(concat(' ', $day, ','), 1, 4 * $dated), ' ', $year)"/>
      </xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:date-of">
    <xsl:param name="el"/>
    <xsl:param name="lang" select="'en'"/>
    <xsl:choose>
      <xsl:when test="$el/@when"><func:result select="f:date($el/@when, $lang)"/></xsl:when>
      <xsl:when test="$el/@from and $el/@to">
        <func:result select="f:fill(f:label('date-range', $lang), f:date($el/@from, $lang), f:date($el/@to, $lang))"/>
      </xsl:when>
      <xsl:when test="$el/@notBefore and $el/@notAfter">
        <func:result select="f:fill(f:label('between', $lang), f:date($el/@notBefore, $lang), f:date($el/@notAfter, $lang))"/>
      </xsl:when>
      <xsl:when test="$el/@from"><func:result select="f:fill(f:label('since', $lang), f:date($el/@from, $lang))"/></xsl:when>
      <xsl:when test="$el/@to"><func:result select="f:fill(f:label('until', $lang), f:date($el/@to, $lang))"/></xsl:when>
      <xsl:when test="$el/@notBefore">
        <func:result select="f:fill(f:label('not-before', $lang), f:date($el/@notBefore, $lang))"/>
      </xsl:when>
      <xsl:when test="$el/@notAfter">
        <func:result select="f:fill(f:label('not-after', $lang), f:date($el/@notAfter, $lang))"/>
      </xsl:when>
      <xsl:otherwise><func:result select="normalize-space($el)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:iso">
    <xsl:param name="el"/>
    <xsl:choose>
      <xsl:when test="$el/@when"><func:result select="string($el/@when)"/></xsl:when>
      <xsl:when test="$el/@from"><func:result select="string($el/@from)"/></xsl:when>
      <xsl:when test="$el/@notBefore"><func:result select="string($el/@notBefore)"/></xsl:when>
      <xsl:otherwise><func:result select="string($el/@to | $el/@notAfter[not($el/@to)])"/></xsl:otherwise>
    </xsl:choose>
  </func:function>
</xsl:stylesheet>
