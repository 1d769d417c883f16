<?xml version="1.0" encoding="UTF-8"?>
<!--
  notes.xsl: a mark where a note is called, the notes gathered under their version, each with a link back.
  A note that stands between paragraphs and that nothing calls is shown where it stands.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    exclude-result-prefixes="tei f">

  <xsl:template name="note-id">
    <xsl:choose>
      <xsl:when test="@xml:id"><xsl:value-of select="@xml:id"/></xsl:when>
      <xsl:otherwise>
        <xsl:variable name="id" select="generate-id()"/>
        <xsl:value-of select="f:free-id(concat('note-', count($note-labels[@i = $id]/preceding-sibling::*) + 1))"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:note">
    <xsl:choose>
      <xsl:when test="not(ancestor::tei:text or ancestor::tei:sourceDoc or ancestor::tei:standOff)">
        <xsl:call-template name="note-block"/>
      </xsl:when>
      <xsl:when test="f:in-brackets-note(.) and not(f:is-numbered(.))">
        <xsl:call-template name="marked">
          <xsl:with-param name="open" select="'['"/>
          <xsl:with-param name="close" select="']'"/>
          <xsl:with-param name="title" select="f:label('lg-supplied', f:lang(.))"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:when test="not(f:is-numbered(.))"><xsl:call-template name="note-block"/></xsl:when>
      <!-- called from elsewhere, or listed with the others: no mark here -->
      <xsl:when test="f:note-label(.) = '' or f:calls(.) or parent::tei:div[@type = 'notes'] or f:in-flow(.)"/>
      <xsl:otherwise>
        <xsl:call-template name="note-mark"><xsl:with-param name="note" select="."/></xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="note-block">
    <xsl:choose>
      <xsl:when test="f:in-flow(.) or f:has-block(.)">
        <xsl:text>&#10;</xsl:text>
        <div role="note">
          <xsl:call-template name="atts"><xsl:with-param name="class" select="f:typed('note', .)"/></xsl:call-template>
          <xsl:call-template name="note-kind"/>
          <xsl:choose>
            <xsl:when test="f:has-block(.)"><xsl:apply-templates/></xsl:when>
            <xsl:otherwise><p><xsl:apply-templates/></p></xsl:otherwise>
          </xsl:choose>
        </div>
      </xsl:when>
      <xsl:otherwise>
        <span>
          <xsl:call-template name="atts"><xsl:with-param name="class" select="f:typed('note', .)"/></xsl:call-template>
          <xsl:call-template name="note-kind"/>
          <xsl:apply-templates/>
        </span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- whose note it is; a note in brackets says so itself -->
  <xsl:template name="note-kind">
    <xsl:variable name="label">
      <xsl:choose>
        <xsl:when test="@type = 'editorial' or @resp = '#editor'">note-editorial</xsl:when>
        <xsl:when test="contains(@type, 'translator') or @resp = '#translator'">note-translator</xsl:when>
        <xsl:when test="contains(@place, 'margin')">note-margin</xsl:when>
      </xsl:choose>
    </xsl:variable>
    <xsl:if test="$label != '' and not(f:in-brackets(.))">
      <xsl:call-template name="say">
        <xsl:with-param name="text" select="concat(f:label(string($label), f:lang(.)), f:colon(f:lang(.)))"/>
        <xsl:with-param name="class" select="'note-kind'"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- The source's own sign, 〔1〕 or *, stays; the number joins it where it does not hold it. -->
  <xsl:template name="note-mark">
    <xsl:param name="note"/>
    <xsl:variable name="label" select="f:note-label($note)"/>
    <xsl:variable name="own" select="normalize-space(self::tei:ref)"/>
    <xsl:variable name="id"><xsl:for-each select="$note"><xsl:call-template name="note-id"/></xsl:for-each></xsl:variable>
    <xsl:variable name="first" select="self::tei:note or generate-id() = generate-id(key('note-anchor', substring(@target, 2))[1])"/>
    <sup class="note-mark">
      <xsl:if test="$first"><xsl:attribute name="id"><xsl:value-of select="concat('ref-', $id)"/></xsl:attribute></xsl:if>
      <a href="#{$id}" role="doc-noteref">
        <!-- what is seen has to be in what is heard -->
        <xsl:attribute name="aria-label">
          <xsl:if test="$own != ''">
            <xsl:value-of select="concat($own, substring($label, 1, 99 * not(contains($own, $label))), f:label('comma', $ui))"/>
          </xsl:if>
          <xsl:value-of select="f:fill(f:label('note', $ui), $label)"/>
        </xsl:attribute>
        <xsl:value-of select="$own"/>
        <xsl:if test="not(contains($own, $label))"><xsl:value-of select="$label"/></xsl:if>
      </a>
    </sup>
  </xsl:template>

  <!-- the notes of the current version or text -->
  <xsl:template name="notes-section">
    <xsl:variable name="notes" select="f:notes(.)"/>
    <xsl:variable name="heads" select="$notes/parent::tei:div[@type = 'notes']/tei:head"/>
    <xsl:if test="$notes">
      <xsl:variable name="id" select="f:own-id(.)"/>
      <xsl:variable name="here" select="f:lang(.)"/>
      <xsl:text>&#10;</xsl:text>
      <!-- one landmark of that name: a version's says whose notes they are, what stands beside a text makes none -->
      <xsl:variable name="beside" select="(self::tei:sourceDoc or self::tei:standOff) and ../tei:text"/>
      <xsl:element name="{substring('sectiondiv', 1 + 7 * $beside, 7)}">
        <xsl:attribute name="class">notes</xsl:attribute>
        <xsl:if test="not($beside)">
          <xsl:attribute name="role">doc-endnotes</xsl:attribute>
          <xsl:attribute name="aria-labelledby">
            <xsl:if test="f:is-version(.)"><xsl:value-of select="concat($id, '-title ')"/></xsl:if>
            <xsl:value-of select="concat($id, '-notes')"/>
          </xsl:attribute>
        </xsl:if>
        <xsl:element name="h{2 + boolean(f:is-version(.) or ancestor::tei:TEI/parent::tei:teiCorpus)}">
          <xsl:attribute name="id"><xsl:value-of select="concat($id, '-notes')"/></xsl:attribute>
          <xsl:choose>
            <xsl:when test="$heads"><xsl:apply-templates select="$heads[1]/node()"/></xsl:when>
            <xsl:otherwise>
              <xsl:if test="not(f:same-lang($here, f:ui($here)))">
                <xsl:attribute name="lang"><xsl:value-of select="f:ui($here)"/></xsl:attribute>
              </xsl:if>
              <xsl:value-of select="f:label('notes', $here)"/>
            </xsl:otherwise>
          </xsl:choose>
        </xsl:element>
        <ol>
          <xsl:for-each select="f:note-marks($notes)">
            <xsl:variable name="marked" select="not(self::tei:note) or not(f:in-flow(.))"/>
            <xsl:for-each select="f:marked-note(.)">
              <xsl:call-template name="note-item">
                <xsl:with-param name="outer" select="$here"/>
                <xsl:with-param name="marked" select="$marked"/>
              </xsl:call-template>
            </xsl:for-each>
          </xsl:for-each>
        </ol>
      </xsl:element>
      <xsl:text>&#10;</xsl:text>
    </xsl:if>
  </xsl:template>

  <xsl:template name="note-item">
    <xsl:param name="outer"/>
    <xsl:param name="marked"/>
    <xsl:variable name="id"><xsl:call-template name="note-id"/></xsl:variable>
    <xsl:text>&#10;</xsl:text>
    <li>
      <xsl:attribute name="id"><xsl:value-of select="$id"/></xsl:attribute>
      <xsl:attribute name="class"><xsl:value-of select="f:typed('note', .)"/></xsl:attribute>
      <xsl:call-template name="lang-in"><xsl:with-param name="outer" select="$outer"/></xsl:call-template>
      <span class="note-label"><xsl:value-of select="f:note-label(.)"/></span>
      <div class="note-body">
        <xsl:call-template name="note-kind"/>
        <xsl:choose>
          <xsl:when test="f:has-block(.)"><xsl:apply-templates/></xsl:when>
          <xsl:otherwise><span class="note-text"><xsl:apply-templates/></span></xsl:otherwise>
        </xsl:choose>
        <xsl:if test="$marked">
          <xsl:text> </xsl:text>
          <a class="backlink" href="#ref-{$id}" role="doc-backlink" aria-label="{f:label('back', $ui)}"
             title="{f:label('back', $ui)}">↩</a>
        </xsl:if>
      </div>
    </li>
  </xsl:template>

  <!-- the source's own section of notes: its notes and heading stand in the gathered list -->
  <xsl:template match="tei:div[@type = 'notes']">
    <xsl:variable name="rest" select="*[not(self::tei:note or self::tei:head or self::tei:noteGrp)]
        | text()[normalize-space() != ''] | tei:head[position() > 1 or not(../tei:note)]"/>
    <xsl:if test="$rest">
      <div>
        <xsl:call-template name="atts"><xsl:with-param name="class" select="'div notes-rest'"/></xsl:call-template>
        <xsl:apply-templates select="$rest"/>
      </div>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
