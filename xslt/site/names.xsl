<?xml version="1.0" encoding="UTF-8"?>
<!-- names.xsl: persons, places and organisations: each name with its spellings in the documents, and where they stand. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:e="urn:teipipe:edition"
    xmlns:f="urn:teipipe:xslt"
    exclude-result-prefixes="e f">

  <!-- more documents than that are folded away -->
  <xsl:param name="shown-uses" select="12"/>

  <xsl:template match="e:rows[e:group/e:entry or e:group/e:line]" mode="rows">
    <xsl:for-each select="e:group">
      <xsl:call-template name="nl"/>
      <section class="of-letter">
        <xsl:if test="@id"><xsl:attribute name="id"><xsl:value-of select="@id"/></xsl:attribute></xsl:if>
        <h2><xsl:call-template name="group-heading"/></h2>
        <xsl:if test="e:line">
          <ul class="lines"><xsl:apply-templates select="e:line" mode="entry"/></ul>
        </xsl:if>
        <xsl:apply-templates select="e:entry" mode="entry"/>
      </section>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="e:line" mode="entry">
    <xsl:call-template name="nl"/>
    <li id="{@id}"><a href="{@href}"><xsl:call-template name="in-lang"/><xsl:value-of select="@label"/></a>
      <xsl:text> </xsl:text><span class="n"><xsl:value-of select="@count"/></span></li>
  </xsl:template>

  <xsl:template match="e:entry" mode="entry">
    <xsl:call-template name="nl"/>
    <article class="entry" id="{@id}">
      <h3>
        <span><xsl:call-template name="in-lang"/><xsl:value-of select="@listed"/></span>
        <xsl:for-each select="e:also">
          <xsl:text> </xsl:text><span class="also"><xsl:call-template name="in-lang"/><xsl:value-of select="."/></span>
        </xsl:for-each>
        <xsl:if test="@born or @died">
          <xsl:text> </xsl:text><span class="life"><xsl:call-template name="life"/></span>
        </xsl:if>
      </h3>
      <xsl:if test="@note"><p class="note-on"><xsl:call-template name="in-lang"><xsl:with-param name="lang" select="string(@note-lang)"/></xsl:call-template><xsl:value-of select="@note"/>
        <xsl:if test="@uri"><xsl:text> </xsl:text><a class="url" href="{@uri}"><xsl:value-of select="@uri"/></a></xsl:if></p></xsl:if>
      <xsl:if test="@uri and not(@note)"><p class="note-on"><a class="url" href="{@uri}"><xsl:value-of select="@uri"/></a></p></xsl:if>
      <xsl:if test="e:spelling[2] or e:spelling != @name">
        <p class="spellings">
          <span class="said"><xsl:value-of select="concat(f:label('spellings', $ui), f:colon($ui))"/></span>
          <xsl:for-each select="e:spelling">
            <span><xsl:call-template name="in-lang"/><xsl:value-of select="."/></span>
            <xsl:if test="position() != last()"><xsl:value-of select="f:label('comma', $ui)"/></xsl:if>
          </xsl:for-each>
        </p>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="@count > $shown-uses">
          <details>
            <summary><xsl:value-of select="f:count('n-documents', @count, $ui)"/></summary>
            <xsl:call-template name="uses"/>
          </details>
        </xsl:when>
        <xsl:otherwise><xsl:call-template name="uses"/></xsl:otherwise>
      </xsl:choose>
    </article>
  </xsl:template>

  <xsl:template name="life">
    <xsl:variable name="born" select="substring-before(concat(substring(@born, 2), '-'), '-')"/>
    <xsl:variable name="died" select="substring-before(concat(substring(@died, 2), '-'), '-')"/>
    <xsl:value-of select="concat(substring(@born, 1, 1), $born, '–', substring(@died, 1, 1), $died)"/>
  </xsl:template>

  <!-- the items come as HTML from the program: a name may stand in thousands of documents -->
  <xsl:template name="uses">
    <ol class="uses"><xsl:call-template name="nl"/><xsl:value-of select="e:uses" disable-output-escaping="yes"/></ol>
  </xsl:template>
</xsl:stylesheet>
