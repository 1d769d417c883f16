<?xml version="1.0" encoding="UTF-8"?>
<!--
  critical.xsl: the critical signs. Each says in the text itself, in words or brackets that survive
  copying and a screen reader, what the encoding says; colour and underlining only repeat it.

    [… omitted]              gap           [Liu]           supplied
    word[?]                  unclear       w̶o̶r̶d̶            del
    ‹word›                   add           teh [read: the] sic + corr
    Ф И Л [= Фил]            orig + reg    Cde. (Comrade)  abbr + expan
    {word}                   surplus
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    exclude-result-prefixes="tei f">

  <xsl:template match="tei:gap">
    <xsl:choose>
      <xsl:when test="f:in-flow(.)">
        <xsl:text>&#10;</xsl:text>
        <p class="gap-block"><xsl:call-template name="gap"/></p>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="gap"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The extent is always said: aloud where it is known, to readers of the title and by ear where it is not. -->
  <xsl:template name="gap">
    <xsl:variable name="lang" select="f:lang(.)"/>
    <xsl:variable name="words" select="f:gap-words(., $lang)"/>
    <xsl:variable name="unknown" select="f:extent(., $lang) = '' and not(tei:desc)"/>
    <xsl:variable name="rest" select="concat(f:label('clause', $lang), f:label('extent-unknown', $lang))"/>
    <span class="gap">
      <xsl:call-template name="gap-atts"/>
      <xsl:if test="$unknown">
        <xsl:attribute name="title"><xsl:value-of select="concat($words, $rest)"/></xsl:attribute>
      </xsl:if>
      <xsl:value-of select="concat('[… ', $words)"/>
      <xsl:if test="$unknown"><span class="unseen"><xsl:value-of select="$rest"/></span></xsl:if>
      <xsl:text>]</xsl:text>
    </span>
  </xsl:template>
  <xsl:template name="gap-atts">
    <xsl:variable name="lang" select="f:lang(.)"/>
    <xsl:if test="@xml:id"><xsl:attribute name="id"><xsl:value-of select="@xml:id"/></xsl:attribute></xsl:if>
    <xsl:if test="not(f:same-lang($lang, f:ui($lang)))">
      <xsl:attribute name="lang"><xsl:value-of select="f:ui($lang)"/></xsl:attribute>
    </xsl:if>
    <xsl:if test="@reason"><xsl:attribute name="data-reason"><xsl:value-of select="@reason"/></xsl:attribute></xsl:if>
  </xsl:template>

  <xsl:template match="tei:space">
    <xsl:variable name="lang" select="f:lang(.)"/>
    <xsl:variable name="extent" select="f:extent(., $lang)"/>
    <span class="gap">
      <xsl:call-template name="gap-atts"/>
      <xsl:value-of select="concat('[', f:label('space', $lang))"/>
      <xsl:if test="$extent != ''"><xsl:value-of select="concat(f:label('clause', $lang), $extent)"/></xsl:if>
      <xsl:text>]</xsl:text>
    </span>
  </xsl:template>

  <!-- a sign of the edition around or after the words of the source -->
  <xsl:template name="sign">
    <xsl:param name="text"/>
    <span class="sign"><xsl:value-of select="$text"/></span>
  </xsl:template>

  <xsl:template name="marked">
    <xsl:param name="tag" select="'span'"/>
    <xsl:param name="class" select="local-name()"/>
    <xsl:param name="open" select="''"/>
    <xsl:param name="close" select="''"/>
    <xsl:param name="label" select="''"/>
    <xsl:param name="title" select="''"/>
    <xsl:variable name="name">
      <xsl:choose>
        <xsl:when test="f:has-block(.) and $tag != 'ins' and $tag != 'del'">div</xsl:when>
        <xsl:otherwise><xsl:value-of select="$tag"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:element name="{$name}">
      <xsl:call-template name="atts"><xsl:with-param name="class" select="$class"/></xsl:call-template>
      <xsl:if test="$title != ''"><xsl:attribute name="title"><xsl:value-of select="$title"/></xsl:attribute></xsl:if>
      <xsl:if test="$open != ''"><xsl:call-template name="sign"><xsl:with-param name="text" select="$open"/></xsl:call-template></xsl:if>
      <xsl:if test="$label != ''"><xsl:call-template name="sign"><xsl:with-param name="text" select="$label"/></xsl:call-template></xsl:if>
      <xsl:apply-templates/>
      <xsl:if test="$close != ''"><xsl:call-template name="sign"><xsl:with-param name="text" select="$close"/></xsl:call-template></xsl:if>
    </xsl:element>
  </xsl:template>

  <xsl:template match="tei:supplied">
    <xsl:variable name="bare" select="not(f:in-brackets(.))"/>
    <xsl:call-template name="marked">
      <xsl:with-param name="open" select="substring('[', 1, $bare)"/>
      <xsl:with-param name="close" select="substring(']', 1, $bare)"/>
      <xsl:with-param name="title" select="f:label('lg-supplied', f:lang(.))"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:unclear">
    <xsl:call-template name="marked">
      <xsl:with-param name="close" select="'[?]'"/>
      <xsl:with-param name="title">
        <xsl:value-of select="f:label('lg-unclear', f:lang(.))"/>
        <xsl:if test="@reason"><xsl:value-of select="concat(' (', f:reason(., f:lang(.)), ')')"/></xsl:if>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:damage">
    <xsl:call-template name="marked">
      <xsl:with-param name="title" select="f:reason(., f:lang(.))"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:surplus | tei:secl">
    <xsl:call-template name="marked">
      <xsl:with-param name="class" select="'surplus'"/>
      <xsl:with-param name="open" select="'{'"/>
      <xsl:with-param name="close" select="'}'"/>
      <xsl:with-param name="title" select="f:label('lg-surplus', f:lang(.))"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:del | tei:delSpan">
    <xsl:call-template name="marked">
      <xsl:with-param name="tag" select="'del'"/>
      <xsl:with-param name="title" select="f:label('lg-del', f:lang(.))"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Another hand is named where it writes: underlining alone can't say so. -->
  <xsl:template match="tei:add | tei:addSpan">
    <xsl:variable name="lang" select="f:lang(.)"/>
    <xsl:variable name="bare" select="not(f:in-brackets(.))"/>
    <xsl:variable name="hand">
      <xsl:if test="@hand and $bare"><xsl:value-of select="concat(f:label('added-hand', $lang), f:colon($lang))"/></xsl:if>
    </xsl:variable>
    <xsl:call-template name="marked">
      <xsl:with-param name="tag" select="'ins'"/>
      <xsl:with-param name="open" select="substring('‹', 1, $bare)"/>
      <xsl:with-param name="label" select="string($hand)"/>
      <xsl:with-param name="close" select="substring('›', 1, $bare)"/>
      <xsl:with-param name="title" select="f:label('lg-add', $lang)"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:subst">
    <xsl:call-template name="inline"/>
  </xsl:template>
  <xsl:template match="tei:restore">
    <xsl:call-template name="marked"/>
  </xsl:template>

  <!-- choices: what stands in the source first, the editor's form after it -->
  <xsl:template match="tei:choice">
    <xsl:variable name="first" select="(tei:sic | tei:orig | tei:abbr)[1]"/>
    <xsl:variable name="second" select="(tei:corr | tei:reg | tei:expan)[1]"/>
    <xsl:choose>
      <xsl:when test="$first and $second and not(f:has-block(.))">
        <span class="choice">
          <xsl:call-template name="atts"><xsl:with-param name="class" select="concat('choice c-', local-name($first))"/></xsl:call-template>
          <span class="{local-name($first)}">
            <xsl:apply-templates select="$first/node()"/>
          </span>
          <xsl:text> </xsl:text>
          <xsl:apply-templates select="$second" mode="second"/>
          <xsl:for-each select="*[count(. | $first | $second) = 3]">
            <xsl:text> </xsl:text><xsl:apply-templates select="."/>
          </xsl:for-each>
        </span>
      </xsl:when>
      <xsl:otherwise>
        <xsl:for-each select="*">
          <xsl:if test="position() > 1"><xsl:text> / </xsl:text></xsl:if>
          <xsl:apply-templates select="."/>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:corr" mode="second">
    <xsl:variable name="label" select="f:label('read', f:lang(.))"/>
    <span class="corr" title="{f:label('lg-sic', f:lang(.))}">
      <xsl:call-template name="sign"><xsl:with-param name="text" select="concat('[', substring-before($label, '$1'))"/></xsl:call-template>
      <xsl:apply-templates/>
      <xsl:call-template name="sign"><xsl:with-param name="text" select="concat(substring-after($label, '$1'), ']')"/></xsl:call-template>
    </span>
  </xsl:template>
  <xsl:template match="tei:reg" mode="second">
    <span class="reg" title="{f:label('lg-orig', f:lang(.))}">
      <xsl:call-template name="sign"><xsl:with-param name="text" select="'[= '"/></xsl:call-template>
      <xsl:apply-templates/>
      <xsl:call-template name="sign"><xsl:with-param name="text" select="']'"/></xsl:call-template>
    </span>
  </xsl:template>
  <xsl:template match="tei:expan" mode="second">
    <span class="expan" title="{f:label('lg-abbr', f:lang(.))}">
      <xsl:call-template name="sign"><xsl:with-param name="text" select="'('"/></xsl:call-template>
      <xsl:apply-templates/>
      <xsl:call-template name="sign"><xsl:with-param name="text" select="')'"/></xsl:call-template>
    </span>
  </xsl:template>

  <!-- alone -->
  <xsl:template match="tei:sic">
    <xsl:call-template name="marked">
      <xsl:with-param name="close" select="' [sic]'"/>
      <xsl:with-param name="title" select="f:label('lg-sic-alone', f:lang(.))"/>
    </xsl:call-template>
  </xsl:template>
  <xsl:template match="tei:corr">
    <xsl:call-template name="marked">
      <xsl:with-param name="open" select="'['"/>
      <xsl:with-param name="close" select="']'"/>
      <xsl:with-param name="title" select="f:label('lg-corr', f:lang(.))"/>
    </xsl:call-template>
  </xsl:template>
  <xsl:template match="tei:orig | tei:reg | tei:expan">
    <xsl:call-template name="inline"/>
  </xsl:template>
  <xsl:template match="tei:abbr">
    <xsl:call-template name="inline"><xsl:with-param name="tag" select="'abbr'"/></xsl:call-template>
  </xsl:template>
  <!-- letters an editor resolved inside a word: (omra) -->
  <xsl:template match="tei:ex">
    <xsl:call-template name="marked">
      <xsl:with-param name="open" select="'('"/>
      <xsl:with-param name="close" select="')'"/>
    </xsl:call-template>
  </xsl:template>

  <!-- variants -->
  <xsl:template match="tei:app">
    <xsl:element name="{substring('spandiv', 1 + 4 * f:has-block(.), 4)}">
      <xsl:call-template name="atts"><xsl:with-param name="class" select="'app'"/></xsl:call-template>
      <xsl:apply-templates select="tei:lem"/>
      <xsl:apply-templates select=".//tei:rdg" mode="variant"/>
      <xsl:apply-templates select="*[not(self::tei:lem or self::tei:rdg or self::tei:rdgGrp or self::tei:wit[preceding-sibling::tei:rdg[1]/@wit])]"/>
    </xsl:element>
  </xsl:template>
  <xsl:template match="tei:lem"><xsl:call-template name="inline"/></xsl:template>
  <xsl:template match="tei:rdg" mode="variant">
    <xsl:variable name="lang" select="f:lang(.)"/>
    <xsl:text> </xsl:text>
    <xsl:element name="{substring('spandiv', 1 + 4 * f:has-block(.), 4)}">
      <xsl:call-template name="atts"><xsl:with-param name="class" select="'rdg'"/></xsl:call-template>
      <xsl:attribute name="title"><xsl:value-of select="f:label('lg-app', $lang)"/></xsl:attribute>
      <xsl:call-template name="sign">
        <xsl:with-param name="text" select="concat('[', normalize-space(concat(f:label('variant', $lang), ' ', translate(@wit, '#', ''))), f:colon($lang))"/>
      </xsl:call-template>
      <xsl:choose>
        <xsl:when test="normalize-space() = '' and not(*)">∅</xsl:when>
        <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="sign"><xsl:with-param name="text" select="']'"/></xsl:call-template>
    </xsl:element>
  </xsl:template>

  <!-- marks on the sheet -->
  <xsl:template match="tei:stamp">
    <xsl:call-template name="marked">
      <xsl:with-param name="title" select="f:label('stamp', f:lang(.))"/>
    </xsl:call-template>
  </xsl:template>
  <xsl:template match="tei:metamark">
    <xsl:choose>
      <xsl:when test="normalize-space() != ''"><xsl:call-template name="inline"/></xsl:when>
      <xsl:when test="@function">
        <xsl:variable name="known" select="f:label(@function, f:lang(.))"/>
        <span class="metamark">
          <xsl:choose>
            <xsl:when test="$known != ''"><xsl:value-of select="concat('[', $known, ']')"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="concat('[', @function, ']')"/></xsl:otherwise>
          </xsl:choose>
        </span>
      </xsl:when>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="tei:handShift">
    <xsl:call-template name="say">
      <xsl:with-param name="text" select="concat('[', f:label('hand', f:lang(.)), ']')"/>
      <xsl:with-param name="class" select="'sign'"/>
    </xsl:call-template>
  </xsl:template>

  <!-- pages, columns, lines of the source -->
  <xsl:template match="tei:pb | tei:cb | tei:gb">
    <xsl:variable name="lang" select="f:lang(.)"/>
    <xsl:variable name="text">
      <xsl:choose>
        <xsl:when test="self::tei:cb and @n"><xsl:value-of select="f:fill(f:label('column', $lang), @n)"/></xsl:when>
        <xsl:when test="@n != ''"><xsl:value-of select="f:fill(f:label('page', $lang), @n)"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="f:label('page-break', $lang)"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="mark">
      <span class="pb">
        <xsl:call-template name="gap-atts"/>
        <xsl:variable name="image" select="f:href(f:first(@facs))"/>
        <xsl:text>[</xsl:text>
        <xsl:choose>
          <xsl:when test="$image != '' and (not(starts-with($image, '#')) or id(substring($image, 2))) and not(ancestor::*[@ref or self::tei:ref])">
            <a href="{$image}"><xsl:value-of select="$text"/></a>
          </xsl:when>
          <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
        </xsl:choose>
        <xsl:text>]</xsl:text>
      </span>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="f:in-flow(.)"><xsl:text>&#10;</xsl:text><div class="pb-block"><xsl:copy-of select="$mark"/></div></xsl:when>
      <xsl:otherwise><xsl:copy-of select="$mark"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:fw">
    <xsl:call-template name="block"><xsl:with-param name="class" select="f:typed('fw', .)"/></xsl:call-template>
  </xsl:template>

  <!-- A break inside a word is no break; at the start of a block it would leave an empty line. -->
  <xsl:template match="tei:lb">
    <xsl:choose>
      <xsl:when test="@break = 'no'"/>
      <xsl:when test="not(preceding-sibling::*[not(self::tei:pb or self::tei:cb or self::tei:fw)] or preceding-sibling::text()[normalize-space() != ''])"/>
      <xsl:when test="f:in-flow(.)"/>
      <xsl:otherwise><br/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:milestone">
    <xsl:choose>
      <xsl:when test="f:in-flow(.)">
        <div class="milestone"><xsl:call-template name="gap-atts"/><xsl:text>⁂</xsl:text></div>
      </xsl:when>
      <xsl:when test="@n"><span class="pb"><xsl:call-template name="gap-atts"/><xsl:value-of select="concat('[', normalize-space(concat(@unit, ' ', @n)), ']')"/></span></xsl:when>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
