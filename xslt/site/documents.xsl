<?xml version="1.0" encoding="UTF-8"?>
<!-- documents.xsl: tables of documents, by date, by kind and by language; the head of the first page. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:e="urn:teipipe:edition"
    xmlns:f="urn:teipipe:xslt"
    xmlns:tp="urn:teipipe:functions"
    xmlns:func="http://exslt.org/functions"
    extension-element-prefixes="func"
    exclude-result-prefixes="e f tp">

  <xsl:template name="landing">
    <xsl:call-template name="nl"/>
    <header class="landing">
      <h1><xsl:value-of select="$edition-name"/></h1>
      <p class="extent">
        <xsl:call-template name="extent"/>
        <xsl:if test="$edition/@publisher != '' and $edition/@publisher != $edition-name">
          <xsl:value-of select="concat(' · ', $edition/@publisher)"/>
        </xsl:if>
      </p>
      <xsl:call-template name="views"/>
    </header>
    <xsl:call-template name="search-form"/>
  </xsl:template>

  <!-- 412 documents, 1949 to 1953 -->
  <xsl:template name="extent">
    <xsl:value-of select="f:count('n-documents', $edition/@documents, $ui)"/>
    <xsl:if test="$edition/@first != ''">
      <xsl:value-of select="f:label('clause', $ui)"/>
      <xsl:choose>
        <xsl:when test="$edition/@first = $edition/@last"><xsl:value-of select="f:year($edition/@first)"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="f:fill(f:label('range', $ui), f:year($edition/@first), f:year($edition/@last))"/></xsl:otherwise>
      </xsl:choose>
    </xsl:if>
  </xsl:template>

  <!-- a year as it is; one before our era in words -->
  <func:function name="f:year">
    <xsl:param name="year"/>
    <xsl:choose>
      <xsl:when test="starts-with($year, '-')"><func:result select="tp:date(string($year), $ui)"/></xsl:when>
      <xsl:otherwise><func:result select="string($year)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <xsl:template match="e:rows" mode="rows">
    <xsl:if test="e:group">
      <table class="documents">
        <caption class="unseen"><xsl:value-of select="f:label(concat('view-', $view), $ui)"/></caption>
        <thead>
          <tr>
            <th scope="col"><xsl:value-of select="f:label('date', $ui)"/></th>
            <th scope="col"><xsl:value-of select="f:label('document', $ui)"/></th>
            <th scope="col"><xsl:value-of select="f:label('correspondents', $ui)"/></th>
            <th scope="col"><xsl:value-of select="f:label('kind', $ui)"/></th>
            <th scope="col"><xsl:value-of select="f:label('languages', $ui)"/></th>
          </tr>
        </thead>
        <xsl:apply-templates select="e:group" mode="table"/>
      </table>
    </xsl:if>
  </xsl:template>

  <xsl:template match="e:group" mode="table">
    <xsl:call-template name="nl"/>
    <tbody>
      <xsl:if test="@id"><xsl:attribute name="id"><xsl:value-of select="@id"/></xsl:attribute></xsl:if>
      <tr class="year">
        <th colspan="5" scope="rowgroup">
          <xsl:call-template name="in-lang"/>
          <xsl:call-template name="group-heading"/>
        </th>
      </tr>
      <xsl:apply-templates select="e:document" mode="table"/>
    </tbody>
  </xsl:template>

  <xsl:template match="e:document" mode="table">
    <xsl:call-template name="nl"/>
    <tr>
      <td class="when">
        <xsl:call-template name="when"/>
        <xsl:if test="@place"><xsl:text> </xsl:text><span class="where"><xsl:call-template name="in-lang">
          <xsl:with-param name="lang" select="string(@place-lang)"/></xsl:call-template><xsl:value-of select="@place"/></span></xsl:if>
      </td>
      <td class="what"><xsl:call-template name="title-link"/></td>
      <td class="who"><xsl:call-template name="letter"/></td>
      <td class="sort"><xsl:call-template name="in-lang"><xsl:with-param name="lang" select="string(@kind-lang)"/></xsl:call-template><xsl:value-of select="@kind"/></td>
      <td class="tongue"><xsl:value-of select="@languages"/></td>
    </tr>
  </xsl:template>

  <!-- by kind and by language: shorter, since every document stands there again -->
  <xsl:template match="e:edition[@view = 'kinds' or @view = 'languages']/e:rows" mode="rows">
    <xsl:for-each select="e:group">
      <xsl:call-template name="nl"/>
      <section class="of-kind">
        <xsl:if test="@id"><xsl:attribute name="id"><xsl:value-of select="@id"/></xsl:attribute></xsl:if>
        <h2><xsl:call-template name="in-lang"/><xsl:call-template name="group-heading"/></h2>
        <ol class="days"><xsl:apply-templates select="e:document" mode="line"/></ol>
      </section>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="e:document" mode="line">
    <xsl:call-template name="nl"/>
    <li><span class="when"><xsl:call-template name="when"/></span><xsl:text> </xsl:text><span class="what"><xsl:call-template name="title-link"/></span></li>
  </xsl:template>
</xsl:stylesheet>
