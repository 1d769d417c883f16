<?xml version="1.0" encoding="UTF-8"?>
<!--
  tables.xsl: a table in columns where it fits the width; else one row a paragraph, its cells divided
  by bars. A cell over several columns makes the second form.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:exsl="http://exslt.org/common"
    xmlns:str="http://exslt.org/strings"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    xmlns:t="urn:teipipe:text"
    extension-element-prefixes="exsl str"
    exclude-result-prefixes="tei f t">

  <xsl:template match="tei:table" mode="t:block">
    <xsl:param name="indent" select="''"/>
    <xsl:apply-templates select="tei:head" mode="t:block">
      <xsl:with-param name="indent" select="$indent"/>
    </xsl:apply-templates>
    <!-- the texts of the cells, and the columns each takes -->
    <xsl:variable name="cells">
      <xsl:for-each select="tei:row">
        <row role="{@role}">
          <xsl:for-each select="tei:cell">
            <xsl:variable name="text"><xsl:apply-templates mode="t:inline"/></xsl:variable>
            <xsl:variable name="line" select="normalize-space(translate($text, '&#x2028;', ' '))"/>
            <cell columns="{t:columns($line)}"><xsl:value-of select="$line"/></cell>
          </xsl:for-each>
        </row>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="rows" select="exsl:node-set($cells)/row"/>
    <xsl:variable name="widest">
      <xsl:for-each select="$rows[cell]">
        <xsl:sort select="count(cell)" data-type="number" order="descending"/>
        <xsl:if test="position() = 1">
          <xsl:for-each select="cell">
            <xsl:variable name="place" select="position()"/>
            <column>
              <xsl:for-each select="$rows/cell[position() = $place]">
                <xsl:sort select="@columns" data-type="number" order="descending"/>
                <xsl:if test="position() = 1"><xsl:value-of select="@columns"/></xsl:if>
              </xsl:for-each>
            </column>
          </xsl:for-each>
        </xsl:if>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="columns" select="exsl:node-set($widest)/column"/>
    <xsl:variable name="fits" select="($width = 0 or sum($columns) + 2 * count($columns) - 2 + string-length($indent) &lt;= $width)
        and not(tei:row/tei:cell[@cols > 1 or @rows > 1])"/>
    <xsl:if test="$rows"><xsl:text>&#10;</xsl:text></xsl:if>
    <xsl:for-each select="$rows[cell]">
      <xsl:choose>
        <xsl:when test="$fits">
          <xsl:variable name="line">
            <xsl:for-each select="cell">
              <xsl:variable name="place" select="position()"/>
              <xsl:value-of select="."/>
              <xsl:if test="following-sibling::cell[. != '']">
                <xsl:value-of select="str:padding($columns[$place] - @columns + 2)"/>
              </xsl:if>
            </xsl:for-each>
          </xsl:variable>
          <xsl:value-of select="concat($indent, $line, '&#10;')"/>
          <xsl:if test="@role = 'label' and not(following-sibling::row[1]/@role = 'label')">
            <xsl:value-of select="$indent"/>
            <xsl:for-each select="$columns">
              <xsl:value-of select="concat(str:padding(number(.), '-'), substring('  ', 1, 2 * (position() != last())))"/>
            </xsl:for-each>
            <xsl:text>&#10;</xsl:text>
          </xsl:if>
        </xsl:when>
        <xsl:otherwise>
          <xsl:variable name="line">
            <xsl:for-each select="cell">
              <xsl:value-of select="concat(substring(' | ', 1, 3 * (position() > 1)), .)"/>
            </xsl:for-each>
          </xsl:variable>
          <xsl:value-of select="concat(t:lines($line, $indent, concat($indent, '    ')), '&#10;')"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
    <xsl:apply-templates select="*[not(self::tei:head) and not(self::tei:row)]" mode="t:block">
      <xsl:with-param name="indent" select="$indent"/>
    </xsl:apply-templates>
  </xsl:template>
</xsl:stylesheet>
