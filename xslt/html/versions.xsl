<?xml version="1.0" encoding="UTF-8"?>
<!--
  versions.xsl: original, transcription and translation side by side.

  Where two or more divs of these types are siblings they become columns. Where their paragraphs are
  aligned one to one by @corresp, the columns share their rows, so that a paragraph stands beside its
  counterpart; where the alignment is partial or missing they run free. Each aligned block carries
  data-align (its own id and those it corresponds to), by which the script lights up its counterparts.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:func="http://exslt.org/functions"
    xmlns:set="http://exslt.org/sets"
    xmlns:str="http://exslt.org/strings"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    extension-element-prefixes="func set str"
    exclude-result-prefixes="tei f">

  <!-- What corresponds to an element, as attributes. Keys cost a pass over the document each: they are only
       asked where there is something to be found. -->
  <xsl:key name="corresp" match="@corresp" use="str:tokenize(., ' #')"/>
  <xsl:variable name="aligned" select="boolean($tei//tei:text//@corresp)"/>

  <func:function name="f:is-version">
    <xsl:param name="div"/>
    <func:result select="f:in($div/@type, 'original transcription translation')"/>
  </func:function>

  <!-- blocks at or in NODES that correspond to something or to which something corresponds -->
  <func:function name="f:aligned">
    <xsl:param name="nodes"/>
    <func:result select="$nodes[$aligned]/descendant-or-self::*[@corresp or (@xml:id and key('corresp', @xml:id))]"/>
  </func:function>

  <!-- children of a version that begin a row -->
  <func:function name="f:starters">
    <xsl:param name="version"/>
    <func:result select="$version[$aligned]/*[not(self::tei:note or self::tei:pb)][f:aligned(.)]"/>
  </func:function>

  <!-- true if something in B is a counterpart of the first aligned block in A -->
  <func:function name="f:counterparts">
    <xsl:param name="a"/>
    <xsl:param name="b"/>
    <xsl:variable name="block" select="f:aligned($a)[1]"/>
    <xsl:variable name="partners" select="id(str:tokenize($block/@corresp, ' #')) | key('corresp', $block/@xml:id)/.."/>
    <func:result select="boolean($partners[count(ancestor-or-self::* | $b) = count(ancestor-or-self::*)])"/>
  </func:function>

  <!-- how many rows VERSIONS share; 0 if their alignment is not one to one, in order, throughout -->
  <func:function name="f:rows">
    <xsl:param name="versions"/>
    <xsl:variable name="first" select="$versions[f:starters(.)][1]"/>
    <xsl:variable name="starters" select="f:starters($first)"/>
    <xsl:variable name="breaks">
      <xsl:for-each select="$versions[count(. | $first) = 2]">
        <xsl:variable name="others" select="f:starters(.)"/>
        <xsl:if test="$others and count($others) != count($starters)">x</xsl:if>
        <xsl:if test="count($others) = count($starters)">
          <xsl:for-each select="$starters">
            <xsl:variable name="n" select="position()"/>
            <xsl:if test="not(f:counterparts(., $others[$n]))">x</xsl:if>
          </xsl:for-each>
        </xsl:if>
      </xsl:for-each>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="string($breaks) = '' and count($versions[f:starters(.)]) > 1">
        <func:result select="count($starters)"/>
      </xsl:when>
      <xsl:otherwise><func:result select="0"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- the content of anything that may hold versions -->
  <xsl:template name="flow">
    <xsl:variable name="versions" select="tei:div[f:is-version(.)]"/>
    <xsl:choose>
      <xsl:when test="count($versions) > 1">
        <xsl:apply-templates select="$versions[1]/preceding-sibling::node()"/>
        <xsl:call-template name="parallel">
          <xsl:with-param name="versions" select="$versions"/>
        </xsl:call-template>
        <xsl:apply-templates select="$versions[last()]/following-sibling::node()"/>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="parallel">
    <xsl:param name="versions"/>
    <xsl:variable name="rows" select="f:rows($versions)"/>
    <xsl:text>&#10;</xsl:text>
    <div class="versions">
      <xsl:attribute name="class">
        <xsl:value-of select="concat('versions of-', count($versions))"/>
        <xsl:if test="$rows > 0"> in-rows</xsl:if>
      </xsl:attribute>
      <!-- title, what stands before the first row, the rows, the notes -->
      <xsl:if test="$rows > 0"><xsl:attribute name="style"><xsl:value-of select="concat('--rows: ', $rows + 3)"/></xsl:attribute></xsl:if>
      <xsl:for-each select="$versions">
        <xsl:variable name="next" select="following-sibling::tei:div[f:is-version(.)][1]"/>
        <xsl:call-template name="version">
          <xsl:with-param name="in-rows" select="$rows > 0"/>
          <xsl:with-param name="after" select="set:leading(following-sibling::node(), $next)[$next]"/>
        </xsl:call-template>
      </xsl:for-each>
      <xsl:text>&#10;</xsl:text>
    </div>
  </xsl:template>

  <!-- a version alone -->
  <xsl:template match="tei:div[@type = 'original' or @type = 'transcription' or @type = 'translation']">
    <xsl:call-template name="version"/>
  </xsl:template>

  <xsl:template name="version">
    <xsl:param name="in-rows" select="false()"/>
    <xsl:param name="after" select="/.."/>
    <xsl:variable name="starters" select="f:starters(.)[$in-rows]"/>
    <xsl:variable name="id" select="f:own-id(.)"/>
    <xsl:text>&#10;</xsl:text>
    <article aria-labelledby="{$id}-title">
      <xsl:call-template name="atts">
        <xsl:with-param name="class" select="concat('version ', @type, substring(' free', 1, 5 * ($in-rows and not($starters))))"/>
        <xsl:with-param name="id" select="$id"/>
      </xsl:call-template>
      <xsl:text>&#10;</xsl:text>
      <h2 class="version-title" id="{$id}-title">
        <xsl:variable name="here" select="f:lang(.)"/>
        <xsl:if test="not(f:same-lang($here, $ui))">
          <xsl:attribute name="lang"><xsl:value-of select="$ui"/></xsl:attribute>
          <xsl:call-template name="dir">
            <xsl:with-param name="lang" select="$ui"/><xsl:with-param name="outer" select="$here"/>
          </xsl:call-template>
        </xsl:if>
        <xsl:value-of select="f:label(@type, $ui)"/>
        <span class="version-language"><xsl:value-of select="concat(' · ', f:language-name($here, $ui))"/></span>
      </h2>
      <xsl:choose>
        <xsl:when test="$starters">
          <div class="seg"><xsl:apply-templates select="$starters[1]/preceding-sibling::node()"/></div>
          <xsl:for-each select="$starters">
            <xsl:variable name="n" select="position()"/>
            <xsl:text>&#10;</xsl:text>
            <div class="seg">
              <xsl:apply-templates select="."/>
              <xsl:apply-templates select="set:leading(following-sibling::node(), $starters[$n + 1])"/>
              <xsl:if test="position() = last()"><xsl:apply-templates select="$after"/></xsl:if>
            </div>
          </xsl:for-each>
        </xsl:when>
        <xsl:otherwise>
          <div class="seg whole">
            <xsl:call-template name="flow"/>
            <xsl:apply-templates select="$after"/>
          </div>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="notes-section"/>
    </article>
  </xsl:template>
</xsl:stylesheet>
