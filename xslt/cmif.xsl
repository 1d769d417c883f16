<?xml version="1.0" encoding="UTF-8"?>
<!--
  cmif.xsl: the letter in the Correspondence Metadata Interchange Format: a TEI header that has
  one correspDesc for each letter, with who wrote to whom, when and from where. What is no
  correspondence has none.

  Persons and places have the addresses that the authority files give them (idno with an http
  address), and those only: others mean nothing outside of the edition.

  Parameters: stem, the name of the document's files; url, the address of its page; edition-title.
  mode cmif:letter makes the correspDesc of a TEI element.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:r="urn:teipipe:record"
    xmlns:cmif="urn:teipipe:cmif"
    xmlns:tp="urn:teipipe:functions"
    xmlns="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="tei r cmif tp">

  <xsl:output method="xml" encoding="UTF-8" indent="yes" media-type="application/tei+xml"/>

  <xsl:param name="stem" select="''"/>
  <xsl:param name="url" select="''"/>
  <xsl:param name="edition-title" select="''"/>

  <xsl:template match="/">
    <xsl:variable name="records" select="tp:record()"/>
    <xsl:variable name="letters" select="//tei:TEI[tei:teiHeader/tei:profileDesc/tei:correspDesc/tei:correspAction]"/>
    <TEI>
      <teiHeader>
        <fileDesc>
          <titleStmt>
            <title>
              <xsl:choose>
                <xsl:when test="$edition-title != ''"><xsl:value-of select="concat('Correspondence: ', $edition-title)"/></xsl:when>
                <xsl:otherwise><xsl:value-of select="concat('Correspondence: ', $records[1]/r:title)"/></xsl:otherwise>
              </xsl:choose>
            </title>
          </titleStmt>
          <publicationStmt>
            <publisher><xsl:value-of select="$records[1]/r:edition/@publisher"/></publisher>
            <xsl:if test="$url != ''"><idno type="url"><xsl:value-of select="$url"/></idno></xsl:if>
            <xsl:if test="$records[1]/r:edition/@licence[. != '']">
              <availability>
                <licence target="{$records[1]/r:edition/@licence}"><xsl:value-of select="$records[1]/r:edition/@licence"/></licence>
              </availability>
            </xsl:if>
          </publicationStmt>
          <sourceDesc>
            <bibl type="online" xml:id="edition">
              <xsl:choose>
                <xsl:when test="$edition-title != ''"><xsl:value-of select="$edition-title"/></xsl:when>
                <xsl:otherwise><xsl:value-of select="$records[1]/r:title"/></xsl:otherwise>
              </xsl:choose>
              <xsl:if test="$url != ''"><xsl:text> </xsl:text><ref target="{$url}"><xsl:value-of select="$url"/></ref></xsl:if>
            </bibl>
          </sourceDesc>
        </fileDesc>
        <xsl:if test="$letters">
          <profileDesc><xsl:apply-templates select="$letters" mode="cmif:letter"/></profileDesc>
        </xsl:if>
      </teiHeader>
      <text>
        <body>
          <p/>
        </body>
      </text>
    </TEI>
  </xsl:template>

  <xsl:template match="tei:TEI" mode="cmif:letter">
    <xsl:variable name="name" select="normalize-space(tei:teiHeader/tei:fileDesc/tei:publicationStmt/tei:idno[@type = 'filename'])"/>
    <correspDesc source="#edition">
      <xsl:choose>
        <xsl:when test="$name != ''"><xsl:attribute name="key"><xsl:value-of select="$name"/></xsl:attribute></xsl:when>
        <xsl:when test="$stem != ''"><xsl:attribute name="key"><xsl:value-of select="$stem"/></xsl:attribute></xsl:when>
      </xsl:choose>
      <xsl:if test="$url != ''"><xsl:attribute name="ref"><xsl:value-of select="$url"/></xsl:attribute></xsl:if>
      <xsl:for-each select="tei:teiHeader/tei:profileDesc/tei:correspDesc[tei:correspAction][1]">
        <xsl:apply-templates select="tei:correspAction[@type = 'sent'][1]" mode="cmif:action"/>
        <xsl:apply-templates select="tei:correspAction[@type = 'received'][1]" mode="cmif:action"/>
      </xsl:for-each>
    </correspDesc>
  </xsl:template>

  <!-- a letter whose sender is named as its author only -->
  <xsl:template match="tei:correspAction" mode="cmif:action">
    <xsl:variable name="names" select="tei:persName | tei:orgName | tei:name | tei:rs"/>
    <correspAction type="{@type}">
      <xsl:apply-templates select="$names" mode="cmif:name"/>
      <xsl:if test="@type = 'sent' and not($names)">
        <xsl:apply-templates select="../../../tei:fileDesc/tei:titleStmt/tei:author" mode="cmif:name"/>
      </xsl:if>
      <xsl:apply-templates select="(tei:placeName | tei:settlement | tei:country)[1]" mode="cmif:place"/>
      <xsl:apply-templates select="tei:date[@when or @from or @to or @notBefore or @notAfter][1]" mode="cmif:date"/>
      <xsl:if test="@type = 'sent' and not(tei:date)">
        <xsl:apply-templates select="../../tei:creation/tei:date[@when or @from or @to or @notBefore or @notAfter][1]" mode="cmif:date"/>
      </xsl:if>
    </correspAction>
  </xsl:template>

  <xsl:template match="*" mode="cmif:name">
    <xsl:variable name="inner" select="tei:persName | tei:orgName | tei:name"/>
    <xsl:variable name="ref" select="substring-before(concat(normalize-space(@ref), ' '), ' ')"/>
    <xsl:variable name="entry" select="tp:authority($ref)[$ref != '']"/>
    <xsl:variable name="names" select="$entry/tei:persName | $entry/tei:orgName"/>
    <xsl:variable name="main" select="($names[@type = 'main'] | $names[not($names/@type = 'main')])[1]"/>
    <xsl:choose>
      <xsl:when test="$inner and not($names)"><xsl:apply-templates select="$inner" mode="cmif:name"/></xsl:when>
      <xsl:when test="$names/self::tei:orgName or self::tei:orgName">
        <orgName><xsl:apply-templates select="$entry" mode="cmif:address"/><xsl:value-of select="normalize-space(($main | current()[not($main)])[1])"/></orgName>
      </xsl:when>
      <xsl:otherwise>
        <persName><xsl:apply-templates select="$entry" mode="cmif:address"/><xsl:value-of select="normalize-space(($main | current()[not($main)])[1])"/></persName>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="*" mode="cmif:place">
    <xsl:variable name="ref" select="substring-before(concat(normalize-space(@ref), ' '), ' ')"/>
    <placeName>
      <xsl:apply-templates select="tp:authority($ref)[$ref != '']" mode="cmif:address"/>
      <xsl:value-of select="normalize-space()"/>
    </placeName>
  </xsl:template>

  <xsl:template match="*" mode="cmif:address">
    <xsl:variable name="ids" select="tei:idno[starts-with(normalize-space(), 'http://') or starts-with(normalize-space(), 'https://')]"/>
    <xsl:if test="$ids"><xsl:attribute name="ref"><xsl:value-of select="normalize-space($ids[1])"/></xsl:attribute></xsl:if>
  </xsl:template>

  <!-- calendar dates only, without the time of day; without a year they say nothing here -->
  <xsl:template match="tei:date" mode="cmif:date">
    <xsl:if test="not(starts-with(concat(@when, @from, @notBefore, @to, @notAfter), '--'))">
      <date>
        <xsl:for-each select="@when | @from | @to | @notBefore | @notAfter">
          <xsl:attribute name="{local-name()}"><xsl:value-of select="substring-before(concat(., 'T'), 'T')"/></xsl:attribute>
        </xsl:for-each>
        <xsl:if test="@cert = 'low' or @cert = 'medium'"><xsl:copy-of select="@cert"/></xsl:if>
      </date>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
