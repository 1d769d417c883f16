<?xml version="1.0" encoding="UTF-8"?>
<!--
  inline.xsl: what stands inside a line. Square brackets are the editor's; what they hold says in words
  what it is, so that no legend is needed. U+2028 is a line of the source.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:func="http://exslt.org/functions"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    xmlns:t="urn:teipipe:text"
    extension-element-prefixes="func"
    exclude-result-prefixes="tei f t">

  <xsl:template match="*" mode="t:inline">
    <!-- fields that the encoding sets side by side without a blank: of a person, of an entry in a dictionary -->
    <xsl:if test="preceding-sibling::node()[1][self::*] and not(f:in(local-name(), $run-on)) and not(../text()[normalize-space() != ''])">
      <xsl:text> </xsl:text>
    </xsl:if>
    <xsl:apply-templates mode="t:inline"/>
  </xsl:template>
  <!-- parts of words and of sentences -->
  <xsl:variable name="run-on" select="'hi seg emph w c pc m g s cl phr foreign mentioned soCalled term rs num distinct subst restore damage unclear
      lem rdg rdgGrp orig reg abbr expan corr lb code q quote'"/>
  <!-- text itself is copied by XSLT's own rule -->
  <!-- what is said of a gap or a picture is said with it -->
  <xsl:template match="comment() | processing-instruction() | tei:gap/tei:desc | tei:graphic/tei:desc | tei:media/tei:desc | tei:index | tei:xenoData
      | tei:certainty | tei:respons" mode="t:inline"/>

  <!-- blocks inside a line (a cell with two paragraphs, a note with a list) keep apart by a line -->
  <xsl:template match="tei:p | tei:ab | tei:item | tei:l | tei:head | tei:row | tei:addrLine | tei:bibl[parent::tei:note]
      | tei:lg | tei:quote[tei:p] | tei:salute | tei:signed | tei:dateline" mode="t:inline">
    <xsl:if test="preceding-sibling::*[t:is-block(.)]">&#x2028;</xsl:if>
    <xsl:apply-templates mode="t:inline"/>
    <xsl:if test="following-sibling::node()[1][self::text() and normalize-space() != '']">&#x2028;</xsl:if>
  </xsl:template>

  <!-- the capacity of who signs, under the name -->
  <xsl:template match="tei:signed/tei:roleName" mode="t:inline">
    <xsl:if test="preceding-sibling::node()[normalize-space() != '']">&#x2028;</xsl:if>
    <xsl:apply-templates mode="t:inline"/>
    <xsl:if test="following-sibling::node()[normalize-space() != '']">&#x2028;</xsl:if>
  </xsl:template>

  <xsl:template match="tei:dimensions[*][not(text()[normalize-space() != ''])]" mode="t:inline"><xsl:value-of select="f:dimensions(.)"/></xsl:template>

  <!-- what is heard or seen, and is no speech -->
  <xsl:template match="tei:vocal | tei:kinesic | tei:incident" mode="t:inline">
    <xsl:text>[</xsl:text><xsl:apply-templates mode="t:inline"/><xsl:text>]</xsl:text>
  </xsl:template>

  <!-- ======== breaks ======== -->

  <xsl:template match="tei:lb" mode="t:inline">
    <xsl:choose>
      <xsl:when test="$diplomatic">&#x2028;</xsl:when>
      <xsl:when test="@break = 'no'"/>
      <xsl:otherwise><xsl:text> </xsl:text></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:pb" mode="t:inline">
    <xsl:choose>
      <xsl:when test="$diplomatic and @n"><xsl:value-of select="concat('[', f:fill(f:label('page', $words), @n), ']')"/></xsl:when>
      <xsl:when test="$diplomatic"><xsl:value-of select="concat('[', f:label('page-break', $words), ']')"/></xsl:when>
      <xsl:when test="@break = 'no'"/>
      <xsl:otherwise><xsl:text> </xsl:text></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:cb" mode="t:inline">
    <xsl:if test="$diplomatic and @n"><xsl:value-of select="concat('[', f:fill(f:label('column', $words), @n), ']')"/></xsl:if>
    <xsl:if test="not($diplomatic)"><xsl:text> </xsl:text></xsl:if>
  </xsl:template>

  <xsl:template match="tei:fw" mode="t:inline">
    <xsl:if test="$diplomatic"><xsl:apply-templates mode="t:inline"/></xsl:if>
  </xsl:template>

  <xsl:template match="tei:space" mode="t:inline">
    <xsl:choose>
      <xsl:when test="$diplomatic"><xsl:value-of select="concat('[', f:label('space', $words), ']')"/></xsl:when>
      <xsl:otherwise><xsl:text> </xsl:text></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ======== the state of the text ======== -->

  <xsl:template match="tei:gap" mode="t:inline">
    <xsl:value-of select="concat('[', f:gap-words(., $words), ']')"/>
  </xsl:template>

  <xsl:template match="tei:damage[not(node())]" mode="t:inline">
    <xsl:value-of select="concat('[', f:gap-words(., $words), ']')"/>
  </xsl:template>

  <xsl:template match="tei:supplied" mode="t:inline">
    <xsl:choose>
      <xsl:when test="f:in-brackets(.)"><xsl:apply-templates mode="t:inline"/></xsl:when>
      <xsl:otherwise>[<xsl:apply-templates mode="t:inline"/>]</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:unclear" mode="t:inline"><xsl:apply-templates mode="t:inline"/>[?]</xsl:template>

  <xsl:template match="tei:del | tei:surplus" mode="t:inline">
    <xsl:choose>
      <xsl:when test="not($diplomatic)"/>
      <xsl:when test="self::tei:del">
        <xsl:value-of select="concat('[', f:label('deleted', $words), ': ')"/><xsl:apply-templates mode="t:inline"/>]</xsl:when>
      <xsl:otherwise><xsl:apply-templates mode="t:inline"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <func:function name="t:added">
    <xsl:param name="add"/>
    <xsl:variable name="ui" select="f:ui($words)"/>
    <xsl:choose>
      <xsl:when test="$add/@hand"><func:result select="f:label('added-hand', $words)"/></xsl:when>
      <xsl:when test="$ui = 'de'"><func:result select="'hinzugefügt'"/></xsl:when>
      <xsl:when test="$ui = 'ru'"><func:result select="'добавлено'"/></xsl:when>
      <xsl:when test="$ui = 'zh-Hans'"><func:result select="'补写'"/></xsl:when>
      <xsl:otherwise><func:result select="'added'"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <xsl:template match="tei:add" mode="t:inline">
    <xsl:choose>
      <xsl:when test="$diplomatic and not(f:in-brackets(.))">
        <xsl:value-of select="concat('[', t:added(.), ': ')"/>
        <xsl:apply-templates mode="t:inline"/>]</xsl:when>
      <xsl:otherwise><xsl:apply-templates mode="t:inline"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:choice" mode="t:inline">
    <xsl:variable name="source" select="tei:orig | tei:sic | tei:abbr"/>
    <xsl:variable name="edited" select="tei:reg | tei:corr | tei:expan"/>
    <xsl:choose>
      <xsl:when test="$diplomatic and $source"><xsl:apply-templates select="$source[1]" mode="t:inline"/></xsl:when>
      <xsl:when test="$edited"><xsl:apply-templates select="$edited[1]" mode="t:inline"/></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="*[1]" mode="t:inline"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:sic" mode="t:inline">
    <xsl:apply-templates mode="t:inline"/><xsl:if test="$diplomatic or not(parent::tei:choice)"> [sic]</xsl:if>
  </xsl:template>

  <xsl:template match="tei:ex" mode="t:inline">
    <xsl:if test="$diplomatic">(</xsl:if><xsl:apply-templates mode="t:inline"/><xsl:if test="$diplomatic">)</xsl:if>
  </xsl:template>

  <xsl:template match="tei:am" mode="t:inline">
    <xsl:if test="$diplomatic or not(../tei:ex)"><xsl:apply-templates mode="t:inline"/></xsl:if>
  </xsl:template>

  <xsl:template match="tei:app" mode="t:inline">
    <xsl:variable name="main" select="(tei:lem | tei:rdg[not(../tei:lem)])[1]"/>
    <xsl:apply-templates select="$main" mode="t:inline"/>
    <xsl:if test="$diplomatic">
      <xsl:for-each select="tei:rdg[generate-id() != generate-id($main)]">
        <xsl:value-of select="concat(' [', f:label('variant', $words), ': ', substring('–', 1, not(node())))"/><xsl:apply-templates mode="t:inline"/>]</xsl:for-each>
    </xsl:if>
  </xsl:template>

  <!-- ======== stamps, marks, pictures ======== -->

  <xsl:template match="tei:stamp" mode="t:inline">
    <xsl:choose>
      <xsl:when test="f:in-brackets(.)"><xsl:apply-templates mode="t:inline"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="concat('[', f:label('stamp', $words), ': ')"/><xsl:apply-templates mode="t:inline"/>]</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:metamark" mode="t:inline">
    <xsl:choose>
      <xsl:when test="node()"><xsl:apply-templates mode="t:inline"/></xsl:when>
      <xsl:when test="@function = 'signature'"><xsl:value-of select="concat('[', f:label('signature', $words), ']')"/></xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:figure" mode="t:inline">
    <xsl:variable name="words-of-it">
      <xsl:for-each select="tei:head | tei:figDesc">
        <xsl:if test="position() > 1"><xsl:value-of select="f:colon($words)"/></xsl:if>
        <xsl:variable name="part"><xsl:apply-templates mode="t:inline"/></xsl:variable>
        <xsl:value-of select="normalize-space($part)"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="normalize-space($words-of-it) != ''">[<xsl:value-of select="normalize-space($words-of-it)"/>]</xsl:when>
      <xsl:otherwise><xsl:apply-templates select="tei:graphic | tei:media" mode="t:inline"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:graphic | tei:media" mode="t:inline">
    <xsl:if test="@url">[<xsl:value-of select="@url"/>]</xsl:if>
  </xsl:template>

  <xsl:template match="tei:stage" mode="t:inline">
    <xsl:variable name="bare" select="not(starts-with(normalize-space(), '('))"/>
    <xsl:if test="$bare">(</xsl:if><xsl:apply-templates mode="t:inline"/><xsl:if test="$bare">)</xsl:if>
  </xsl:template>

  <!-- ======== notes and links ======== -->

  <xsl:template match="tei:note" mode="t:inline">
    <xsl:choose>
      <xsl:when test="f:in-brackets-note(.)">
        <xsl:text>[</xsl:text><xsl:apply-templates mode="t:inline"/><xsl:text>]</xsl:text>
      </xsl:when>
      <xsl:when test="not(f:is-numbered(.))"><xsl:call-template name="t:note-here"/></xsl:when>
    </xsl:choose>
    <xsl:if test="f:is-numbered(.) and not(f:calls(.))">
      <xsl:value-of select="concat('[', f:note-label(.), ']')"/>
    </xsl:if>
  </xsl:template>

  <!-- A note that is printed where it stands, with whose it is; one in brackets says so itself. -->
  <xsl:template name="t:note-here">
    <xsl:variable name="who">
      <xsl:choose>
        <xsl:when test="f:in-brackets(.)"/>
        <xsl:when test="@type = 'editorial' or @type = 'editor'"><xsl:value-of select="f:label('note-editorial', $words)"/></xsl:when>
        <xsl:when test="@type = 'translator' or @type = 'translation'"><xsl:value-of select="f:label('note-translator', $words)"/></xsl:when>
        <xsl:when test="contains(@place, 'margin')"><xsl:value-of select="f:label('note-margin', $words)"/></xsl:when>
      </xsl:choose>
    </xsl:variable>
    <xsl:if test="$who != ''"><xsl:value-of select="concat('[', $who, ': ')"/></xsl:if>
    <xsl:apply-templates mode="t:inline"/>
    <xsl:if test="$who != ''">]</xsl:if>
  </xsl:template>

  <xsl:template match="tei:ref | tei:ptr" mode="t:inline">
    <xsl:variable name="note" select="id(substring(self::*[starts-with(@target, '#')]/@target, 2))[self::tei:note]"/>
    <xsl:variable name="text" select="normalize-space()"/>
    <xsl:choose>
      <xsl:when test="$note"><xsl:value-of select="concat('[', f:note-label($note[1]), ']')"/></xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="t:inline"/>
        <xsl:if test="not(f:local(string(@target))) and @target != $text and concat('mailto:', $text) != @target">
          <xsl:value-of select="concat(substring(' ', 1, $text != ''), '&lt;', @target, '&gt;')"/>
        </xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
