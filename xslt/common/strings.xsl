<?xml version="1.0" encoding="UTF-8"?>
<!--
  strings.xsl: text for places with their own rules.

  f:json(S)        S as the inside of a JSON string, safe inside an HTML script element
  f:uri-encode(S)  S percent-encoded for a query value
  f:fragment(URI)  what follows '#'
  f:first(S)       the first of several words (URIs in a pointer attribute)
  f:href(URI)      URI if it may stand in a link, else ''; TEI files become their pages
  f:local(URI)     true unless URI has a scheme or a host: it is inside the edition
  f:in(NAME, LIST) true if the word NAME stands in LIST, between single blanks
  f:has(NODES, NAMES, EXCEPT)
                   true if an element below one of NODES has one of NAMES; not looked for in those named EXCEPT
  f:names(NODES)   the local names of the elements below NODES, each once
  f:nth(EL)        EL's number among the elements of its name, those of headers by themselves
  f:trim-end(S)    S without a closing comma, semicolon or full stop
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:func="http://exslt.org/functions"
    xmlns:str="http://exslt.org/strings"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    xmlns:tp="urn:teipipe:functions"
    extension-element-prefixes="func str"
    exclude-result-prefixes="f tei tp">

  <func:function name="f:json">
    <xsl:param name="text"/>
    <xsl:variable name="s" select="string($text)"/>
    <xsl:choose>
      <xsl:when test="function-available('tp:json')">
        <func:result select="str:replace(tp:json($s), '&lt;', '\u003c')"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="quoted" select="str:replace(str:replace($s, '\', '\\'), '&quot;', '\&quot;')"/>
        <xsl:variable name="lines"
            select="str:replace(str:replace(str:replace($quoted, '&#10;', '\n'), '&#13;', '\r'), '&#9;', '\t')"/>
        <func:result select="str:replace($lines, '&lt;', '\u003c')"/>
      </xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:uri-encode">
    <xsl:param name="text"/>
    <xsl:choose>
      <xsl:when test="function-available('tp:uri-encode')">
        <func:result select="tp:uri-encode(string($text))"/>
      </xsl:when>
      <xsl:otherwise><func:result select="str:encode-uri(string($text), true())"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:fragment">
    <xsl:param name="uri"/>
    <func:result select="substring-after($uri, '#')"/>
  </func:function>

  <func:function name="f:first">
    <xsl:param name="words"/>
    <func:result select="substring-before(concat(normalize-space($words), ' '), ' ')"/>
  </func:function>

  <func:function name="f:in">
    <xsl:param name="name"/>
    <xsl:param name="list"/>
    <func:result select="contains(concat(' ', $list, ' '), concat(' ', $name, ' '))"/>
  </func:function>

  <func:function name="f:has">
    <xsl:param name="nodes"/>
    <xsl:param name="names"/>
    <xsl:param name="except" select="''"/>
    <xsl:variable name="found">
      <xsl:for-each select="$nodes">
        <xsl:variable name="root" select="."/>
        <xsl:if test=".//*[f:in(local-name(), $names)][not(ancestor::*[local-name() = $except]
            [count(. | $root/ancestor-or-self::*) != count($root/ancestor-or-self::*)])]">x</xsl:if>
      </xsl:for-each>
    </xsl:variable>
    <func:result select="string($found) != ''"/>
  </func:function>

  <func:function name="f:names">
    <xsl:param name="nodes"/>
    <xsl:variable name="names">
      <xsl:for-each select="$nodes//*">
        <xsl:sort select="local-name()"/>
        <xsl:value-of select="concat(local-name(), ' ')"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="once">
      <xsl:for-each select="str:tokenize($names, ' ')">
        <xsl:if test="not(. = preceding-sibling::*[1])"><xsl:value-of select="concat(., ' ')"/></xsl:if>
      </xsl:for-each>
    </xsl:variable>
    <func:result select="string($once)"/>
  </func:function>

  <func:function name="f:nth">
    <xsl:param name="el"/>
    <xsl:variable name="before" select="($el/preceding::* | $el/ancestor::*)[local-name() = local-name($el)]"/>
    <func:result select="count($before[boolean(ancestor-or-self::tei:teiHeader) = boolean($el/ancestor-or-self::tei:teiHeader)]) + 1"/>
  </func:function>

  <func:function name="f:local">
    <xsl:param name="uri"/>
    <xsl:variable name="head" select="substring-before(concat(translate($uri, '?#', '//'), '/'), '/')"/>
    <func:result select="not(contains($head, ':')) and not(starts-with($uri, '//'))"/>
  </func:function>

  <!-- Only schemes that can't run a script: a transcription is not trusted with more. -->
  <func:function name="f:href">
    <xsl:param name="uri"/>
    <xsl:variable name="lower"
        select="translate(substring($uri, 1, 8), 'HTPSMAILOFE', 'htpsmailofe')"/>
    <xsl:choose>
      <xsl:when test="starts-with($lower, 'http://') or starts-with($lower, 'https://')
          or starts-with($lower, 'mailto:') or starts-with($lower, 'ftp://')">
        <func:result select="$uri"/>
      </xsl:when>
      <xsl:when test="not(f:local($uri))"><func:result select="''"/></xsl:when>
      <xsl:when test="contains($uri, '.xml#')">
        <func:result select="concat(substring-before($uri, '.xml#'), '.html#', substring-after($uri, '.xml#'))"/>
      </xsl:when>
      <xsl:when test="substring($uri, string-length($uri) - 3) = '.xml'">
        <func:result select="concat(substring($uri, 1, string-length($uri) - 4), '.html')"/>
      </xsl:when>
      <xsl:otherwise><func:result select="string($uri)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:trim-end">
    <xsl:param name="text"/>
    <xsl:variable name="s" select="normalize-space($text)"/>
    <xsl:variable name="last" select="substring($s, string-length($s))"/>
    <xsl:choose>
      <xsl:when test="$s != '' and contains(',;.', $last)">
        <func:result select="normalize-space(substring($s, 1, string-length($s) - 1))"/>
      </xsl:when>
      <xsl:otherwise><func:result select="$s"/></xsl:otherwise>
    </xsl:choose>
  </func:function>
</xsl:stylesheet>
