<?xml version="1.0" encoding="UTF-8"?>
<!--
  structure.xsl: texts, divisions, headings, paragraphs, lists, quotations, the parts of a letter.

  f:is-block(EL)    true for elements that make a block wherever they stand
  f:has-block(EL)   true if a block stands somewhere in EL: HTML then needs a div where p or span would do
  f:is-entry(EL)    true if EL is one of a list of persons, places, works
  f:in-flow(EL)     true if EL stands between blocks, not inside a line of text
  f:typed(CLASS, EL) CLASS with the type of EL as t-TYPE
  f:own-id(EL)      the id that EL has on the page
  template atts     id, lang, class, data-align of the current element
  template block    the current element as p, or as div if it holds blocks
  template inline   the current element as the given inline element, or as div if it holds blocks
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:func="http://exslt.org/functions"
    xmlns:str="http://exslt.org/strings"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    xmlns:tp="urn:teipipe:functions"
    extension-element-prefixes="func str tp"
    exclude-result-prefixes="tei f">

  <xsl:variable name="blocks" select="'p ab list table lg sp spGrp figure floatingText listBibl listPerson listPlace
      listOrg listEvent listRelation listNym listObject listApp listWit listAnnotation castList div div1 div2 div3 div4
      div5 div6 div7 egXML eg u
      biblFull msDesc person place org event opener closer postscript argument epigraph titlePage text body
      front back group surface zone sourceDoc handNotes'"/>
  <xsl:variable name="containers" select="'TEI teiCorpus text front body back group div div1 div2 div3 div4 div5 div6 div7
      floatingText opener closer postscript sp spGrp argument epigraph castList titlePage performance sourceDoc
      standOff surface surfaceGrp zone facsimile abstract spanGrp teiHeader'"/>

  <func:function name="f:is-block">
    <xsl:param name="el"/>
    <func:result select="f:in(local-name($el), $blocks)"/>
  </func:function>

  <!-- a note is set elsewhere: what stands in it makes no block here -->
  <func:function name="f:has-block">
    <xsl:param name="el"/>
    <func:result select="f:has($el, $blocks, 'note')"/>
  </func:function>

  <func:function name="f:in-flow">
    <xsl:param name="el"/>
    <func:result select="f:between($el, $containers, $blocks)"/>
  </func:function>

  <!-- native in the program -->
  <func:function name="f:between">
    <xsl:param name="el"/>
    <xsl:param name="containers"/>
    <xsl:param name="blocks"/>
    <xsl:variable name="parent" select="$el/.."/>
    <func:result select="f:in(local-name($parent), $containers) or not($parent/..)
        or boolean($parent[not(self::tei:p or self::tei:ab)][*[f:in(local-name(), $blocks)]][not(text()[normalize-space() != ''])])"/>
  </func:function>

  <!-- CLASS with the element's type as t-TYPE: types are anything, and must not meet the page's own classes -->
  <func:function name="f:typed">
    <xsl:param name="class"/>
    <xsl:param name="el"/>
    <xsl:choose>
      <xsl:when test="not($el/@type)"><func:result select="$class"/></xsl:when>
      <xsl:otherwise><func:result select="normalize-space(concat($class, ' t-', translate(normalize-space($el/@type), ' ', '-')))"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- an entry of a list of persons, places, works … -->
  <func:function name="f:is-entry">
    <xsl:param name="el"/>
    <func:result select="starts-with(local-name($el/..), 'list') and f:is-block($el/..)"/>
  </func:function>

  <!-- ids: the source's; paragraphs without one are numbered, so that each can be linked to; native in the program -->
  <func:function name="f:own-id">
    <xsl:param name="el"/>
    <xsl:choose>
      <xsl:when test="not($el)"><func:result select="''"/></xsl:when>
      <xsl:when test="$el/@xml:id"><func:result select="string($el/@xml:id)"/></xsl:when>
      <xsl:when test="$el/self::tei:p[ancestor::tei:text]"><func:result select="f:free-id(concat('par-', f:nth($el)))"/></xsl:when>
      <xsl:when test="$el/ancestor::tei:teiHeader"><func:result select="f:free-id(concat('header-', local-name($el), '-', f:nth($el)))"/></xsl:when>
      <xsl:otherwise><func:result select="f:free-id(concat(local-name($el), '-', f:nth($el)))"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- an id of ours that no element of the source has -->
  <func:function name="f:free-id">
    <xsl:param name="id"/>
    <func:result select="concat($id, substring('-auto', 1, 5 * boolean(id($id))))"/>
  </func:function>

  <!-- Most elements have none of these attributes: each costs nothing then. -->
  <xsl:template name="atts">
    <xsl:param name="class" select="''"/>
    <xsl:param name="id" select="@xml:id"/>
    <tp:attributes><xsl:fallback>
    <xsl:if test="$id != ''"><xsl:attribute name="id"><xsl:value-of select="$id"/></xsl:attribute></xsl:if>
    <xsl:choose>
      <xsl:when test="@rend or @rendition">
        <xsl:attribute name="class">
          <xsl:value-of select="$class"/>
          <xsl:for-each select="str:tokenize(translate(concat(@rend, ' ', @rendition), '#:;,.()', '       '), ' ')">
            <xsl:if test="$class != '' or position() > 1"><xsl:text> </xsl:text></xsl:if>
            <xsl:value-of select="concat('r-', translate(., 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'))"/>
          </xsl:for-each>
        </xsl:attribute>
      </xsl:when>
      <xsl:when test="$class != ''"><xsl:attribute name="class"><xsl:value-of select="$class"/></xsl:attribute></xsl:when>
    </xsl:choose>
    <xsl:if test="@xml:lang">
      <xsl:call-template name="lang-in"><xsl:with-param name="outer" select="f:lang(..)"/></xsl:call-template>
    </xsl:if>
    <xsl:if test="@corresp or ($aligned and @xml:id and key('corresp', @xml:id))">
      <xsl:attribute name="data-align">
        <xsl:value-of select="normalize-space(concat(@xml:id, ' ', translate(@corresp, '#', '')))"/>
      </xsl:attribute>
    </xsl:if>
    </xsl:fallback></tp:attributes>
  </xsl:template>

  <xsl:template name="block">
    <xsl:param name="class" select="local-name()"/>
    <xsl:choose>
      <xsl:when test="not(f:between(., $containers, $blocks))">
        <xsl:call-template name="inline"><xsl:with-param name="class" select="$class"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="* and f:has(., $blocks, 'note')">
        <xsl:text>&#10;</xsl:text>
        <div><xsl:call-template name="atts"><xsl:with-param name="class" select="$class"/></xsl:call-template><xsl:apply-templates/></div>
      </xsl:when>
      <xsl:otherwise>
        <xsl:text>&#10;</xsl:text>
        <p><xsl:call-template name="atts"><xsl:with-param name="class" select="$class"/></xsl:call-template><xsl:apply-templates/></p>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="inline">
    <xsl:param name="tag" select="'span'"/>
    <xsl:param name="class" select="local-name()"/>
    <xsl:choose>
      <xsl:when test="* and f:has(., $blocks, 'note')">
        <div><xsl:call-template name="atts"><xsl:with-param name="class" select="$class"/></xsl:call-template><xsl:apply-templates/></div>
      </xsl:when>
      <xsl:otherwise>
        <xsl:element name="{$tag}">
          <xsl:call-template name="atts"><xsl:with-param name="class" select="$class"/></xsl:call-template>
          <xsl:apply-templates/>
        </xsl:element>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- the container of other elements, always a div or section -->
  <xsl:template name="container">
    <xsl:param name="tag" select="'div'"/>
    <xsl:param name="class" select="local-name()"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:element name="{$tag}">
      <xsl:call-template name="atts"><xsl:with-param name="class" select="$class"/></xsl:call-template>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <!-- texts -->
  <xsl:template match="tei:text | tei:sourceDoc | tei:standOff">
    <xsl:text>&#10;</xsl:text>
    <div>
      <xsl:call-template name="atts"><xsl:with-param name="class" select="concat('part part-', local-name())"/></xsl:call-template>
      <xsl:if test="self::tei:standOff">
        <h2 class="part-title"><xsl:call-template name="ui-lang"/><xsl:value-of select="f:label('annotations', $ui)"/></h2>
      </xsl:if>
      <xsl:apply-templates/>
      <xsl:if test="not(ancestor::tei:text)"><xsl:call-template name="notes-section"/></xsl:if>
    </div>
  </xsl:template>

  <xsl:template match="tei:body | tei:front | tei:back">
    <xsl:text>&#10;</xsl:text>
    <div>
      <xsl:call-template name="atts"><xsl:with-param name="class" select="local-name()"/></xsl:call-template>
      <xsl:call-template name="flow"/>
    </div>
  </xsl:template>

  <xsl:template match="tei:group | tei:floatingText | tei:surface | tei:surfaceGrp | tei:zone | tei:postscript
      | tei:argument | tei:epigraph">
    <xsl:call-template name="container"/>
  </xsl:template>
  <xsl:template match="tei:noteGrp"><xsl:apply-templates/></xsl:template>

  <xsl:template match="tei:div | tei:div1 | tei:div2 | tei:div3 | tei:div4 | tei:div5 | tei:div6 | tei:div7">
    <xsl:variable name="id">
      <xsl:choose>
        <xsl:when test="tei:head"><xsl:value-of select="f:own-id(.)"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="@xml:id"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:text>&#10;</xsl:text>
    <!-- a section is announced by its heading; without one it is a plain div -->
    <xsl:element name="{substring('sectiondiv', 1 + 7 * not(tei:head), 7)}">
      <xsl:call-template name="atts">
        <xsl:with-param name="id" select="string($id)"/><xsl:with-param name="class" select="f:typed('div', .)"/></xsl:call-template>
      <xsl:call-template name="flow"/>
    </xsl:element>
  </xsl:template>

  <!-- a table of contents for a text of several headed divisions, two levels deep -->
  <xsl:template name="contents">
    <xsl:variable name="top" select="$tei/tei:text[count(.//tei:head) > 3]//*[tei:head][starts-with(local-name(), 'div')]
        [not(ancestor-or-self::tei:div[f:is-version(.)] or ancestor::tei:floatingText)]
        [2 > count(ancestor::*[tei:head][starts-with(local-name(), 'div')])]"/>
    <xsl:if test="count($top) > 3">
      <nav class="contents" aria-labelledby="contents-title">
        <xsl:call-template name="ui-lang"/>
        <details>
          <summary id="contents-title"><xsl:value-of select="f:label('contents', $ui)"/></summary>
          <ul>
            <xsl:for-each select="$top">
              <xsl:variable name="id" select="f:own-id(.)"/>
              <xsl:text>&#10;</xsl:text>
              <li>
                <xsl:if test="ancestor::*[tei:head][starts-with(local-name(), 'div')]"><xsl:attribute name="class">inner</xsl:attribute></xsl:if>
                <a href="#{$id}">
                  <xsl:for-each select="tei:head[1]">
                    <xsl:call-template name="lang-in"/>
                    <xsl:apply-templates mode="plain"/>
                  </xsl:for-each>
                </a>
              </li>
            </xsl:for-each>
          </ul>
        </details>
      </nav>
      <xsl:text>&#10;</xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- text alone, without notes, links and signs -->
  <xsl:template match="*" mode="plain"><xsl:apply-templates mode="plain"/></xsl:template>
  <xsl:template match="tei:note | tei:fw | tei:pb | tei:gap" mode="plain"/>
  <xsl:template match="tei:lb" mode="plain"><xsl:text> </xsl:text></xsl:template>

  <!-- The level follows the headed divisions around it: a division without a heading makes no step. -->
  <xsl:template match="tei:head">
    <xsl:variable name="home" select=".."/>
    <xsl:variable name="division" select="starts-with(local-name($home), 'div') or f:in(local-name($home), 'body front back text group')"/>
    <xsl:choose>
      <xsl:when test="$division and not(@type = 'sub' or preceding-sibling::tei:head)">
        <!-- a version has a title of ours above its own -->
        <xsl:variable name="steps" select="$home/ancestor::*[tei:head][starts-with(local-name(), 'div')
            or f:in(local-name(), 'text body front back group')]
            | $home/ancestor::tei:standOff | ancestor::tei:TEI[parent::tei:teiCorpus]"/>
        <xsl:variable name="level" select="2 + count($steps) + count($home/ancestor-or-self::tei:div[f:is-version(.)])"/>
        <xsl:text>&#10;</xsl:text>
        <xsl:element name="h{substring('23456666666666', $level - 1, 1)}">
          <xsl:call-template name="atts"/>
          <xsl:apply-templates/>
        </xsl:element>
      </xsl:when>
      <xsl:when test="$division"><xsl:call-template name="block"><xsl:with-param name="class" select="'subhead'"/></xsl:call-template></xsl:when>
      <xsl:otherwise>
        <xsl:text>&#10;</xsl:text>
        <p><xsl:call-template name="atts"><xsl:with-param name="class" select="'head'"/></xsl:call-template><xsl:apply-templates/></p>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:variable name="paragraph-link" select="f:label('paragraph-link', $ui)"/>

  <xsl:template match="tei:p | tei:ab">
    <tp:paragraph><xsl:fallback>
    <xsl:variable name="blocked" select="* and f:has(., $blocks, 'note')"/>
    <xsl:variable name="linked" select="normalize-space() != '' and ancestor::tei:text
        and not(ancestor::*[f:in(local-name(), 'note cell figure sp stage castList')])"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:choose>
      <xsl:when test="$linked and not($blocked or self::tei:ab or @type or @rend or @rendition)">
        <!-- nearly all of them -->
        <xsl:variable name="id" select="f:own-id(.)"/>
        <p id="{$id}">
          <xsl:if test="@xml:lang or @corresp or @xml:id"><xsl:call-template name="atts"/></xsl:if>
          <a class="pilcrow" href="#{$id}" title="{$paragraph-link}" aria-label="{$paragraph-link}">¶</a>
          <xsl:apply-templates/>
        </p>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="id" select="f:own-id(current()[$linked])"/>
        <xsl:element name="{substring('pdiv', 1 + $blocked, 1 + 2 * $blocked)}">
          <xsl:call-template name="atts">
            <xsl:with-param name="class" select="f:typed(substring('p', 1, self::tei:ab or $blocked), .)"/>
            <xsl:with-param name="id" select="concat($id, substring(@xml:id, 1, 999 * not($linked)))"/>
          </xsl:call-template>
          <xsl:if test="$linked"><xsl:call-template name="pilcrow"><xsl:with-param name="id" select="$id"/></xsl:call-template></xsl:if>
          <xsl:apply-templates/>
        </xsl:element>
      </xsl:otherwise>
    </xsl:choose>
    </xsl:fallback><xsl:apply-templates/></tp:paragraph>
  </xsl:template>

  <xsl:template name="pilcrow">
    <xsl:param name="id"/>
    <a class="pilcrow" href="#{$id}" title="{$paragraph-link}" aria-label="{$paragraph-link}">¶</a>
  </xsl:template>

  <!-- parts of a letter -->
  <xsl:template match="tei:opener | tei:closer">
    <xsl:call-template name="container"/>
  </xsl:template>

  <xsl:template match="tei:dateline | tei:salute | tei:signed | tei:byline | tei:trailer | tei:docAuthor | tei:docDate
      | tei:docImprint | tei:docEdition | tei:imprimatur | tei:meeting">
    <xsl:call-template name="block"/>
  </xsl:template>

  <!-- lines of an address are lines even where the address stands in a sentence -->
  <xsl:template match="tei:address">
    <xsl:call-template name="inline"><xsl:with-param name="class" select="'address'"/></xsl:call-template>
  </xsl:template>
  <xsl:template match="tei:addrLine | tei:line">
    <xsl:call-template name="inline"><xsl:with-param name="class" select="'line'"/></xsl:call-template>
  </xsl:template>
  <!-- lists -->
  <xsl:template match="tei:list">
    <xsl:if test="tei:head">
      <xsl:apply-templates select="tei:head"/>
    </xsl:if>
    <xsl:text>&#10;</xsl:text>
    <xsl:choose>
      <xsl:when test="*[not(self::tei:head)][1][self::tei:label or self::tei:headLabel] and *[last()][self::tei:item]">
        <dl>
          <xsl:call-template name="atts"><xsl:with-param name="class" select="'list gloss'"/></xsl:call-template>
          <xsl:apply-templates select="*[not(self::tei:head)]" mode="gloss"/>
        </dl>
      </xsl:when>
      <xsl:otherwise>
        <ul>
          <xsl:call-template name="atts">
            <xsl:with-param name="class">
              <xsl:value-of select="f:typed('list', .)"/>
              <xsl:if test="tei:item/tei:label or tei:item/@n"> labelled</xsl:if>
            </xsl:with-param>
          </xsl:call-template>
          <xsl:apply-templates select="*[not(self::tei:head)]" mode="list"/>
        </ul>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:item" mode="list">
    <xsl:variable name="ordered" select="f:in(../@type, 'ordered numbered') or contains(../@rend, 'number')"/>
    <xsl:variable name="link" select="@xml:id and ancestor::tei:text and not(ancestor::tei:note)"/>
    <xsl:text>&#10;</xsl:text>
    <li>
      <xsl:call-template name="atts"/>
      <xsl:if test="$link"><xsl:call-template name="pilcrow"><xsl:with-param name="id" select="@xml:id"/></xsl:call-template></xsl:if>
      <!-- the label the source prints; failing that, its number -->
      <xsl:choose>
        <xsl:when test="tei:label"/>
        <xsl:when test="@n"><span class="label"><xsl:value-of select="concat(@n, '.')"/></span><xsl:text> </xsl:text></xsl:when>
        <xsl:when test="$ordered">
          <span class="label"><xsl:number count="tei:item"/><xsl:text>.</xsl:text></span><xsl:text> </xsl:text>
        </xsl:when>
      </xsl:choose>
      <xsl:apply-templates/>
    </li>
  </xsl:template>
  <xsl:template match="*" mode="list">
    <xsl:text>&#10;</xsl:text>
    <li class="between"><xsl:apply-templates select="."/></li>
  </xsl:template>
  <xsl:template match="tei:item/tei:label">
    <xsl:call-template name="inline"><xsl:with-param name="class" select="'label'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:label | tei:headLabel" mode="gloss">
    <dt><xsl:call-template name="atts"/><xsl:apply-templates/></dt>
  </xsl:template>
  <xsl:template match="*" mode="gloss">
    <dd>
      <xsl:choose>
        <xsl:when test="self::tei:item or self::tei:headItem"><xsl:call-template name="atts"/><xsl:apply-templates/></xsl:when>
        <xsl:otherwise><xsl:apply-templates select="."/></xsl:otherwise>
      </xsl:choose>
    </dd>
  </xsl:template>

  <!-- quotations -->
  <xsl:template match="tei:quote | tei:q | tei:said | tei:soCalled">
    <xsl:variable name="first" select="substring(normalize-space(), 1, 1)"/>
    <xsl:choose>
      <xsl:when test="f:has-block(.) or (f:in-flow(.) and not(self::tei:soCalled)) or (parent::tei:cit and f:in-flow(..))">
        <xsl:text>&#10;</xsl:text>
        <blockquote>
          <xsl:call-template name="atts"/>
          <xsl:choose>
            <xsl:when test="f:has-block(.)"><xsl:apply-templates/></xsl:when>
            <xsl:otherwise><p><xsl:apply-templates/></p></xsl:otherwise>
          </xsl:choose>
        </blockquote>
      </xsl:when>
      <!-- marks of the source stay as they are; where the encoding took them away, the language's own -->
      <xsl:when test="$first != '' and contains('&quot;“”„«‹‘’「『《〈‟', $first)">
        <q><xsl:call-template name="atts"><xsl:with-param name="class" select="'marked'"/></xsl:call-template><xsl:apply-templates/></q>
      </xsl:when>
      <xsl:otherwise><q><xsl:call-template name="atts"/><xsl:apply-templates/></q></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:cit">
    <xsl:choose>
      <xsl:when test="f:in-flow(.) or f:has-block(.)"><xsl:call-template name="container"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="inline"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
