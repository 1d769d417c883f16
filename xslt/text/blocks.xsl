<?xml version="1.0" encoding="UTF-8"?>
<!--
  blocks.xsl: what has lines of its own.

  t:para       TEXT as lines; nothing when it is blank
  t:mixed      an element's content: inline runs as paragraphs, and the blocks between them
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:exsl="http://exslt.org/common"
    xmlns:func="http://exslt.org/functions"
    xmlns:str="http://exslt.org/strings"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    xmlns:t="urn:teipipe:text"
    extension-element-prefixes="exsl func str"
    exclude-result-prefixes="tei f t">

  <!-- Blocks wherever they stand; others are when their parent has no running text. -->
  <xsl:variable name="blocks" select="' p ab list table lg l sp div div1 div2 div3 div4 div5 div6 div7 figure floatingText
      castList castItem castGroup listBibl listPerson listPlace listOrg listEvent person place org head opener closer salute signed
      dateline byline trailer postscript argument epigraph item address addrLine row surface zone line sourceDoc speaker
      titlePart docTitle docAuthor docImprint entry entryFree superEntry u eTree forest fs '"/>

  <func:function name="t:is-block">
    <xsl:param name="node"/>
    <func:result select="contains($blocks, concat(' ', local-name($node), ' '))
        or boolean($node/*[contains($blocks, concat(' ', local-name(), ' '))]
                   and f:in(local-name($node), 'quote q cit said note sp stage view'))"/>
  </func:function>

  <!-- native in the program -->
  <func:function name="t:is-blank">
    <xsl:param name="text"/>
    <func:result select="translate($text, '&#x2028;&#x9;&#xA;&#xD;&#x20;', '') = ''"/>
  </func:function>

  <xsl:template name="t:para">
    <xsl:param name="text"/>
    <xsl:param name="indent" select="''"/>
    <xsl:param name="lead" select="$indent"/>
    <xsl:param name="tight" select="false()"/>
    <xsl:if test="not(t:is-blank($text))">
      <xsl:if test="not($tight)"><xsl:text>&#10;</xsl:text></xsl:if>
      <xsl:value-of select="t:lines($text, $lead, $indent)"/>
      <xsl:text>&#10;</xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- ======== any element ======== -->

  <xsl:template match="*" mode="t:block">
    <xsl:param name="indent" select="''"/>
    <xsl:param name="lead" select="$indent"/>
    <xsl:param name="tight" select="false()"/>
    <xsl:apply-templates select="." mode="t:mixed">
      <xsl:with-param name="indent" select="$indent"/>
      <xsl:with-param name="lead" select="$lead"/>
      <xsl:with-param name="tight" select="$tight"/>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="text()" mode="t:block">
    <xsl:param name="indent" select="''"/>
    <xsl:call-template name="t:para">
      <xsl:with-param name="text" select="string(.)"/>
      <xsl:with-param name="indent" select="$indent"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="comment() | processing-instruction() | tei:teiHeader | tei:xenoData
      | tei:facsimile[normalize-space() = '']" mode="t:block" priority="1"/>

  <!--
    One pass over the children makes a flat list: the inline text, in which neighbours run together by
    themselves, and an element for each block. A second pass prints it.
  -->
  <xsl:template match="*" mode="t:mixed">
    <xsl:param name="indent" select="''"/>
    <xsl:param name="lead" select="$indent"/>
    <xsl:param name="tight" select="false()"/>
    <xsl:choose>
      <xsl:when test="f:has(., $blocks, '')">
        <xsl:call-template name="t:flow">
          <xsl:with-param name="indent" select="$indent"/>
          <xsl:with-param name="lead" select="$lead"/>
          <xsl:with-param name="tight" select="$tight"/>
        </xsl:call-template>
      </xsl:when>
      <!-- nearly always -->
      <xsl:otherwise>
        <xsl:variable name="text"><xsl:apply-templates mode="t:inline"/></xsl:variable>
        <xsl:call-template name="t:para">
          <xsl:with-param name="text" select="string($text)"/>
          <xsl:with-param name="indent" select="$indent"/>
          <xsl:with-param name="lead" select="$lead"/>
          <xsl:with-param name="tight" select="$tight"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="t:flow">
    <xsl:param name="indent"/>
    <xsl:param name="lead"/>
    <xsl:param name="tight"/>
    <xsl:variable name="inner" select="*[t:is-block(.)]"/>
    <xsl:variable name="list">
      <xsl:for-each select="node()">
        <xsl:choose>
          <xsl:when test="$inner and self::* and t:is-block(.)"><block/></xsl:when>
          <xsl:otherwise><xsl:apply-templates select="." mode="t:inline"/></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
    </xsl:variable>
    <xsl:for-each select="exsl:node-set($list)/node()[self::block or translate(normalize-space(), '&#x2028;', '') != '']">
      <xsl:variable name="place" select="count(preceding-sibling::block) + 1"/>
      <xsl:variable name="first" select="position() = 1"/>
      <xsl:variable name="start" select="concat(substring($lead, 1, 999 * $first), substring($indent, 1, 999 * not($first)))"/>
      <xsl:choose>
        <xsl:when test="self::block">
          <xsl:apply-templates select="$inner[$place]" mode="t:block">
            <xsl:with-param name="indent" select="$indent"/>
            <xsl:with-param name="lead" select="$start"/>
            <xsl:with-param name="tight" select="$tight and ($first or f:in(local-name($inner[$place]), 'list l addrLine line'))"/>
          </xsl:apply-templates>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="t:para">
            <xsl:with-param name="text" select="string(.)"/>
            <xsl:with-param name="indent" select="$indent"/>
            <xsl:with-param name="lead" select="$start"/>
            <xsl:with-param name="tight" select="$tight and $first"/>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <!-- ======== divisions ======== -->

  <xsl:template mode="t:block" match="tei:TEI | tei:text | tei:group | tei:front | tei:body | tei:back | tei:div | tei:div1 | tei:div2
      | tei:div3 | tei:div4 | tei:div5 | tei:div6 | tei:div7 | tei:titlePage | tei:castList | tei:castGroup | tei:listBibl | tei:listPerson
      | tei:listPlace | tei:listOrg | tei:listEvent | tei:sourceDoc | tei:surface | tei:standOff | tei:noteGrp | tei:argument | tei:postscript
      | tei:docTitle | tei:floatingText | tei:performance | tei:set | tei:spGrp | tei:facsimile">
    <xsl:param name="indent" select="''"/>
    <xsl:apply-templates mode="t:block">
      <xsl:with-param name="indent" select="$indent"/>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="tei:head" mode="t:block">
    <xsl:param name="indent" select="''"/>
    <xsl:param name="tight" select="false()"/>
    <xsl:variable name="text"><xsl:apply-templates mode="t:inline"/></xsl:variable>
    <xsl:variable name="columns" select="t:columns(normalize-space($text))"/>
    <xsl:call-template name="t:para">
      <xsl:with-param name="text" select="$text"/>
      <xsl:with-param name="indent" select="$indent"/>
      <xsl:with-param name="tight" select="$tight"/>
    </xsl:call-template>
    <!-- a division's own heading is underlined when its last one is done -->
    <xsl:if test="$indent = '' and starts-with(local-name(..), 'div') and not(@type = 'sub') and not(following-sibling::*[1][self::tei:head])
        and $columns > 0 and not(contains($text, '&#x2028;'))">
      <xsl:value-of select="concat(str:padding($columns * ($width = 0 or $columns &lt;= $width) + $width * ($width != 0 and $columns > $width), '-'), '&#10;')"/>
    </xsl:if>
  </xsl:template>

  <!-- ======== inside divisions ======== -->

  <xsl:template match="tei:quote | tei:q | tei:epigraph | tei:cit | tei:said" mode="t:block">
    <xsl:param name="indent" select="''"/>
    <xsl:apply-templates select="." mode="t:mixed">
      <xsl:with-param name="indent" select="concat($indent, '    ')"/>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="tei:quote[ancestor::tei:cit]" mode="t:block">
    <xsl:param name="indent" select="''"/>
    <xsl:apply-templates select="." mode="t:mixed">
      <xsl:with-param name="indent" select="$indent"/>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="tei:note" mode="t:block">
    <xsl:param name="indent" select="''"/>
    <xsl:choose>
      <xsl:when test="f:is-numbered(.)"/>
      <xsl:when test="*[t:is-block(.)]">
        <xsl:apply-templates select="." mode="t:mixed">
          <xsl:with-param name="indent" select="$indent"/>
        </xsl:apply-templates>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="text"><xsl:call-template name="t:note-here"/></xsl:variable>
        <xsl:call-template name="t:para">
          <xsl:with-param name="text" select="string($text)"/>
          <xsl:with-param name="indent" select="$indent"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:gap | tei:pb | tei:cb | tei:milestone | tei:lb | tei:fw | tei:space | tei:ref | tei:ptr | tei:stamp | tei:metamark | tei:add
      | tei:del | tei:supplied | tei:choice | tei:anchor | tei:graphic | tei:figDesc | tei:stage | tei:damage | tei:unclear | tei:ellipsis | tei:vocal
      | tei:kinesic | tei:incident" mode="t:block">
    <xsl:param name="indent" select="''"/>
    <xsl:param name="tight" select="false()"/>
    <xsl:variable name="text"><xsl:apply-templates select="." mode="t:inline"/></xsl:variable>
    <xsl:call-template name="t:para">
      <xsl:with-param name="text" select="$text"/>
      <xsl:with-param name="indent" select="$indent"/>
      <xsl:with-param name="tight" select="$tight"/>
    </xsl:call-template>
  </xsl:template>

  <!-- speech: who speaks, where that is known -->
  <xsl:template match="tei:u[@who]" mode="t:block">
    <xsl:param name="indent" select="''"/>
    <xsl:apply-templates select="." mode="t:mixed">
      <xsl:with-param name="lead" select="concat($indent, f:speaker(@who), ': ')"/>
      <xsl:with-param name="indent" select="concat($indent, '  ')"/>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="tei:addrLine | tei:line | tei:castItem" mode="t:block">
    <xsl:param name="indent" select="''"/>
    <xsl:param name="lead" select="$indent"/>
    <xsl:apply-templates select="." mode="t:mixed">
      <xsl:with-param name="indent" select="$indent"/>
      <xsl:with-param name="lead" select="$lead"/>
      <xsl:with-param name="tight" select="boolean(preceding-sibling::*[1][local-name() = local-name(current())])"/>
    </xsl:apply-templates>
  </xsl:template>

  <!-- ======== lists ======== -->

  <xsl:template match="tei:list" mode="t:block">
    <xsl:param name="indent" select="''"/>
    <xsl:param name="lead" select="$indent"/>
    <xsl:param name="tight" select="false()"/>
    <xsl:if test="not($tight)"><xsl:text>&#10;</xsl:text></xsl:if>
    <xsl:for-each select="*">
      <xsl:apply-templates select="." mode="t:block">
        <xsl:with-param name="indent" select="$indent"/>
        <xsl:with-param name="lead" select="concat(substring($lead, 1, 999 * (position() = 1)), substring($indent, 1, 999 * (position() > 1)))"/>
        <xsl:with-param name="tight" select="true()"/>
      </xsl:apply-templates>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="tei:list/tei:label" mode="t:block">
    <xsl:param name="indent" select="''"/>
    <xsl:variable name="text"><xsl:apply-templates mode="t:inline"/></xsl:variable>
    <xsl:call-template name="t:para">
      <xsl:with-param name="text" select="$text"/>
      <xsl:with-param name="indent" select="$indent"/>
      <xsl:with-param name="tight" select="true()"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:item" mode="t:block">
    <xsl:param name="indent" select="''"/>
    <xsl:param name="lead" select="$indent"/>
    <xsl:variable name="kind" select="concat(' ', ../@type, ' ', ../@rend, ' ')"/>
    <xsl:variable name="mark">
      <xsl:choose>
        <xsl:when test="tei:label"><xsl:value-of select="str:padding(t:columns(normalize-space(tei:label[1])) + 1)"/></xsl:when>
        <xsl:when test="preceding-sibling::*[1][self::tei:label]"><xsl:text>  </xsl:text></xsl:when>
        <xsl:when test="contains($kind, ' numbered ') or contains($kind, ' ordered ')">
          <xsl:choose>
            <xsl:when test="@n"><xsl:value-of select="concat(@n, '. ')"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="concat(count(preceding-sibling::tei:item) + 1, '. ')"/></xsl:otherwise>
          </xsl:choose>
        </xsl:when>
        <xsl:when test="contains($kind, ' simple ')"/>
        <xsl:otherwise><xsl:text>- </xsl:text></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:apply-templates select="." mode="t:mixed">
      <xsl:with-param name="lead" select="concat($lead, substring($mark, 1, 99 * not(tei:label)))"/>
      <xsl:with-param name="indent" select="concat($indent, str:padding(string-length($mark)))"/>
      <xsl:with-param name="tight" select="true()"/>
    </xsl:apply-templates>
  </xsl:template>

  <!-- ======== verse and drama ======== -->

  <xsl:template match="tei:lg" mode="t:block">
    <xsl:param name="indent" select="''"/>
    <xsl:param name="tight" select="false()"/>
    <xsl:if test="not($tight) and not(parent::tei:lg and not(preceding-sibling::*))"><xsl:text>&#10;</xsl:text></xsl:if>
    <xsl:apply-templates select="*" mode="t:block">
      <xsl:with-param name="indent" select="$indent"/>
      <xsl:with-param name="tight" select="true()"/>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="tei:l" mode="t:block">
    <xsl:param name="indent" select="''"/>
    <xsl:param name="lead" select="$indent"/>
    <xsl:param name="tight" select="false()"/>
    <xsl:variable name="text"><xsl:apply-templates mode="t:inline"/></xsl:variable>
    <xsl:call-template name="t:para">
      <xsl:with-param name="text" select="$text"/>
      <xsl:with-param name="indent" select="concat($indent, '    ')"/>
      <xsl:with-param name="lead" select="$lead"/>
      <xsl:with-param name="tight" select="$tight or preceding-sibling::*[1][self::tei:l]"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:sp" mode="t:block">
    <xsl:param name="indent" select="''"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:for-each select="*">
      <xsl:apply-templates select="." mode="t:block">
        <xsl:with-param name="indent" select="concat($indent, substring('    ', 1, 4 * not(self::tei:speaker)))"/>
        <xsl:with-param name="tight" select="true()"/>
      </xsl:apply-templates>
    </xsl:for-each>
  </xsl:template>

  <!-- ======== figures ======== -->

  <xsl:template match="tei:figure" mode="t:block">
    <xsl:param name="indent" select="''"/>
    <xsl:variable name="text"><xsl:apply-templates select="." mode="t:inline"/></xsl:variable>
    <xsl:call-template name="t:para">
      <xsl:with-param name="text" select="$text"/>
      <xsl:with-param name="indent" select="$indent"/>
    </xsl:call-template>
    <xsl:apply-templates select="*[not(self::tei:figDesc) and not(self::tei:graphic) and not(self::tei:head) and not(self::tei:media)]" mode="t:block">
      <xsl:with-param name="indent" select="$indent"/>
    </xsl:apply-templates>
  </xsl:template>
</xsl:stylesheet>
