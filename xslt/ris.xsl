<?xml version="1.0" encoding="UTF-8"?>
<!--
  ris.xsl: the document as a RIS entry, lines ended by CR LF as the format wants them.

  Parameters: stem, the name of the document's files and key of its entry; url, the address of its
  page. mode ris:entry makes an entry of a record (xslt/README.md).
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:r="urn:teipipe:record"
    xmlns:ris="urn:teipipe:ris"
    xmlns:c="urn:teipipe:citation"
    xmlns:tp="urn:teipipe:functions"
    exclude-result-prefixes="r ris c tp">

  <xsl:output method="text" encoding="UTF-8" media-type="application/x-research-info-systems"/>

  <xsl:param name="stem" select="''"/>
  <xsl:param name="url" select="''"/>

  <xsl:include href="citation/common.xsl"/>

  <xsl:template match="/">
    <xsl:apply-templates select="tp:record()" mode="ris:entry"/>
  </xsl:template>

  <xsl:template name="ris:type">
    <xsl:choose>
      <xsl:when test="@type = 'article-newspaper'">NEWS</xsl:when>
      <xsl:when test="@type = 'article-journal'">JOUR</xsl:when>
      <xsl:when test="@type = 'chapter'">CHAP</xsl:when>
      <xsl:when test="@type = 'personal_communication'">PCOMM</xsl:when>
      <xsl:when test="@type = 'webpage'">ELEC</xsl:when>
      <xsl:when test="@type = 'report'">RPRT</xsl:when>
      <xsl:when test="@type = 'manuscript' or @type = 'speech'">MANSCPT</xsl:when>
      <xsl:otherwise>GEN</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- a name as TAG has it: Family, Given, Suffix -->
  <xsl:template match="r:name" mode="ris:name">
    <xsl:param name="tag"/>
    <xsl:value-of select="concat($tag, '  - ')"/>
    <xsl:choose>
      <xsl:when test="@kind = 'body'"><xsl:value-of select="@text"/></xsl:when>
      <xsl:otherwise>
        <xsl:value-of select="normalize-space(concat(@particle, ' ', @family))"/>
        <xsl:if test="@given != '' or @suffix != ''"><xsl:value-of select="concat(', ', @given)"/></xsl:if>
        <xsl:if test="@suffix != ''"><xsl:value-of select="concat(', ', @suffix)"/></xsl:if>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:text>&#13;&#10;</xsl:text>
  </xsl:template>

  <!-- TI is the title of the original, TT its translation. -->
  <xsl:template match="r:record" mode="ris:entry">
    <xsl:variable name="type"><xsl:call-template name="ris:type"/></xsl:variable>
    <xsl:variable name="print" select="@held = 'print'"/>
    <xsl:variable name="names" select="r:name"/>
    <xsl:variable name="publication" select="r:publication[$print]"/>
    <xsl:value-of select="concat('TY  - ', $type, '&#13;&#10;ID  - ')"/>
    <xsl:call-template name="c:id"/>
    <xsl:text>&#13;&#10;</xsl:text>
    <xsl:apply-templates select="$names[@role = 'author']" mode="ris:name"><xsl:with-param name="tag" select="'AU'"/></xsl:apply-templates>
    <xsl:choose>
      <xsl:when test="r:original"><xsl:value-of select="concat('TI  - ', r:original, '&#13;&#10;TT  - ', r:title, '&#13;&#10;')"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="concat('TI  - ', r:title, '&#13;&#10;')"/></xsl:otherwise>
    </xsl:choose>
    <xsl:choose>
      <xsl:when test="$print">
        <xsl:if test="$publication/@title != ''">
          <xsl:text>T2  - </xsl:text>
          <xsl:apply-templates select="$publication" mode="c:title"/>
          <xsl:text>&#13;&#10;</xsl:text>
        </xsl:if>
        <xsl:apply-templates select="$names[@role = 'container-editor'] | $names[@role = 'editor'][not($names/@role = 'container-editor')]" mode="ris:name">
          <xsl:with-param name="tag" select="'A2'"/>
        </xsl:apply-templates>
      </xsl:when>
      <xsl:otherwise>
        <!-- in personal communications, the second author is the receiver -->
        <xsl:apply-templates select="$names[@role = 'recipient']" mode="ris:name"><xsl:with-param name="tag" select="'A2'"/></xsl:apply-templates>
        <xsl:apply-templates select="$names[@role = 'editor']" mode="ris:name"><xsl:with-param name="tag" select="'ED'"/></xsl:apply-templates>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:apply-templates select="$names[@role = 'translator']" mode="ris:name"><xsl:with-param name="tag" select="'A4'"/></xsl:apply-templates>
    <xsl:choose>
      <xsl:when test="$publication/@date != ''"><xsl:call-template name="ris:date"><xsl:with-param name="day" select="$publication/@date"/></xsl:call-template></xsl:when>
      <xsl:when test="r:date/@start"><xsl:call-template name="ris:date"><xsl:with-param name="day" select="r:date/@start"/></xsl:call-template></xsl:when>
    </xsl:choose>
    <xsl:for-each select="$publication">
      <xsl:if test="@publisher != ''"><xsl:value-of select="concat('PB  - ', @publisher, '&#13;&#10;')"/></xsl:if>
      <xsl:if test="@place != ''"><xsl:value-of select="concat('CY  - ', @place, '&#13;&#10;')"/></xsl:if>
      <xsl:if test="@volume != ''"><xsl:value-of select="concat('VL  - ', @volume, '&#13;&#10;')"/></xsl:if>
      <!-- of newspapers, the issue has a place of its own -->
      <xsl:if test="@issue != ''"><xsl:value-of select="concat(substring('C2IS', 1 + 2 * ($type != 'NEWS'), 2), '  - ', @issue, '&#13;&#10;')"/></xsl:if>
      <xsl:if test="@first != ''"><xsl:value-of select="concat('SP  - ', @first, '&#13;&#10;')"/></xsl:if>
      <xsl:if test="@last != '' and @last != @first"><xsl:value-of select="concat('EP  - ', @last, '&#13;&#10;')"/></xsl:if>
    </xsl:for-each>
    <xsl:if test="(@held = 'web' or @held = 'none') and not(r:site) and r:edition/@publisher != ''">
      <xsl:value-of select="concat('PB  - ', r:edition/@publisher, '&#13;&#10;')"/>
    </xsl:if>
    <xsl:if test="r:kind"><xsl:value-of select="concat('M3  - ', r:kind, '&#13;&#10;')"/></xsl:if>
    <!-- the house: to manuscripts it is the publisher; to others, who provides the data -->
    <xsl:if test="r:archive != ''">
      <xsl:variable name="house" select="concat(r:archive, substring(', ', 1, 2 * boolean(r:archive/@place)), r:archive/@place, '&#13;&#10;')"/>
      <xsl:if test="$type = 'MANSCPT'"><xsl:value-of select="concat('PB  - ', $house)"/></xsl:if>
      <xsl:value-of select="concat('DP  - ', $house)"/>
    </xsl:if>
    <xsl:if test="r:shelfmark"><xsl:value-of select="concat('AV  - ', r:shelfmark, '&#13;&#10;')"/></xsl:if>
    <xsl:if test="r:site"><xsl:value-of select="concat('DB  - ', r:site, '&#13;&#10;')"/></xsl:if>
    <xsl:variable name="address"><xsl:call-template name="c:address"/></xsl:variable>
    <xsl:if test="$address != ''"><xsl:value-of select="concat('UR  - ', $address, '&#13;&#10;')"/></xsl:if>
    <xsl:if test="r:language"><xsl:value-of select="concat('LA  - ', r:language[1]/@tag, '&#13;&#10;')"/></xsl:if>
    <xsl:if test="r:abstract"><xsl:value-of select="concat('AB  - ', r:abstract, '&#13;&#10;')"/></xsl:if>
    <xsl:variable name="note">
      <!-- what a RIS date can't say: a span, a guess, words -->
      <xsl:if test="r:date[@end or @circa or not(@start)] or $publication/@date != '' and r:date[not(@start = $publication/@date)]">
        <xsl:text>Date: </xsl:text>
        <xsl:apply-templates select="r:date" mode="ris:words"/>
        <xsl:text>&#xE000;</xsl:text>
      </xsl:if>
      <xsl:call-template name="c:note"/>
    </xsl:variable>
    <xsl:if test="$note != ''"><xsl:value-of select="concat('N1  - ', tp:punctuate(string($note)), '&#13;&#10;')"/></xsl:if>
    <xsl:text>ER  - &#13;&#10;&#13;&#10;</xsl:text>
  </xsl:template>

  <!-- with empty places for what is not known -->
  <xsl:template name="ris:date">
    <xsl:param name="day"/>
    <xsl:variable name="year" select="substring($day, 1, 4)"/>
    <xsl:value-of select="concat('PY  - ', $year, '&#13;&#10;DA  - ', $year, '/', substring($day, 6, 2), '/', substring($day, 9, 2), '/&#13;&#10;')"/>
  </xsl:template>

  <xsl:template match="r:date" mode="ris:words">
    <xsl:if test="@circa">about </xsl:if>
    <xsl:choose>
      <xsl:when test="@end"><xsl:value-of select="concat(tp:date(@start, 'en'), ' – ', tp:date(@end, 'en'))"/></xsl:when>
      <xsl:when test="@start"><xsl:value-of select="tp:date(@start, 'en')"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@words"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
