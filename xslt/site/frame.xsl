<?xml version="1.0" encoding="UTF-8"?>
<!--
  frame.xsl: what all pages of the edition as a whole have in common.

  A page's rows come from mode "rows" of the view; here are its head, its navigation, the parts of a
  divided list, and templates that several views call:
    when       the date of a document in words, with time elements
    title-link its title as a link
    letter     who to whom
    in-lang    lang on text in another language than the page's
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:e="urn:teipipe:edition"
    xmlns:f="urn:teipipe:xslt"
    xmlns:tp="urn:teipipe:functions"
    exclude-result-prefixes="e f tp">

  <xsl:param name="ui-lang"/>
  <xsl:param name="page-file" select="'index.html'"/>
  <xsl:param name="site-css" select="'assets/site.css'"/>

  <xsl:variable name="edition" select="/e:edition"/>
  <xsl:variable name="view" select="string($edition/@view)"/>
  <xsl:variable name="page-lang">
    <xsl:choose>
      <xsl:when test="$ui-lang != ''"><xsl:value-of select="$ui-lang"/></xsl:when>
      <xsl:when test="$edition/@lang != ''"><xsl:value-of select="$edition/@lang"/></xsl:when>
      <xsl:otherwise>en</xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:variable name="ui" select="f:ui($page-lang)"/>
  <xsl:variable name="edition-name">
    <xsl:choose>
      <xsl:when test="$edition/@title != ''"><xsl:value-of select="$edition/@title"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="f:label('all-documents', $ui)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:variable name="comma" select="f:label('comma', $ui)"/>
  <xsl:variable name="undated" select="f:label('undated', $ui)"/>
  <xsl:variable name="here" select="$edition/e:part[@current]"/>

  <xsl:template match="/">
    <xsl:call-template name="page">
      <xsl:with-param name="title">
        <xsl:choose>
          <xsl:when test="$view = 'index'"><xsl:value-of select="$edition-name"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="f:label(concat('view-', $view), $ui)"/></xsl:otherwise>
        </xsl:choose>
        <xsl:if test="$here and $here/preceding-sibling::e:part">
          <xsl:value-of select="concat(f:label('clause', $ui), f:fill(f:label('part', $ui),
              1 + count($here/preceding-sibling::e:part)))"/>
        </xsl:if>
      </xsl:with-param>
      <xsl:with-param name="class" select="concat('index view-', $view)"/>
      <xsl:with-param name="header" select="$view != 'index'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="page-meta">
    <xsl:call-template name="nl"/>
    <link rel="stylesheet" href="{$site-css}"/>
    <xsl:if test="$base-url != ''">
      <xsl:call-template name="nl"/>
      <link rel="canonical" href="{concat($base-url, substring($page-file, 1 div ($page-file != 'index.html')))}"/>
    </xsl:if>
    <xsl:if test="$edition/@feed != ''">
      <xsl:call-template name="nl"/>
      <link rel="alternate" type="application/atom+xml" title="{$edition-name}" href="{$edition/@feed}"/>
    </xsl:if>
    <xsl:if test="$view = 'index'">
      <xsl:call-template name="search-meta"/>
      <xsl:call-template name="collection-data"/>
    </xsl:if>
  </xsl:template>

  <!-- what the edition is, for machines -->
  <xsl:template name="collection-data">
    <xsl:call-template name="nl"/>
    <script type="application/ld+json">
      <xsl:value-of select="concat('{&#10;  &quot;@context&quot;: &quot;https://schema.org&quot;,&#10;  &quot;@type&quot;: &quot;Collection&quot;,&#10;  &quot;name&quot;: &quot;',
          f:json($edition-name), '&quot;')"/>
      <xsl:if test="$edition/@publisher != ''">
        <xsl:value-of select="concat(',&#10;  &quot;publisher&quot;: {&quot;@type&quot;: &quot;Organization&quot;, &quot;name&quot;: &quot;', f:json($edition/@publisher), '&quot;}')"/>
      </xsl:if>
      <xsl:if test="$base-url != ''">
        <xsl:value-of select="concat(',&#10;  &quot;url&quot;: &quot;', f:json($base-url), '&quot;')"/>
      </xsl:if>
      <xsl:value-of select="concat(',&#10;  &quot;collectionSize&quot;: ', $edition/@documents, '&#10;}&#10;')"/>
    </script>
  </xsl:template>

  <xsl:template name="page-nav"><xsl:call-template name="views"/></xsl:template>

  <xsl:template name="views">
    <xsl:if test="count($edition/e:view) > 1">
      <nav class="views" aria-label="{f:label('pages-of-edition', $ui)}">
        <xsl:for-each select="$edition/e:view">
          <xsl:call-template name="nl"/>
          <a href="{@href}">
            <xsl:if test="@current"><xsl:attribute name="aria-current">page</xsl:attribute></xsl:if>
            <xsl:value-of select="f:label(concat('view-', @name), $ui)"/>
          </a>
        </xsl:for-each>
      </nav>
    </xsl:if>
  </xsl:template>

  <xsl:template name="page-main">
    <xsl:choose>
      <xsl:when test="$view = 'index'"><xsl:call-template name="landing"/></xsl:when>
      <xsl:otherwise>
        <header class="landing">
          <h1><xsl:value-of select="f:label(concat('view-', $view), $ui)"/></h1>
        </header>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:call-template name="nl"/>
    <div id="text" tabindex="-1">
      <xsl:apply-templates select="$edition/e:contents"/>
      <xsl:call-template name="parts"/>
      <xsl:apply-templates select="$edition/e:rows" mode="rows"/>
      <xsl:call-template name="parts"><xsl:with-param name="again" select="true()"/></xsl:call-template>
    </div>
    <xsl:if test="$view = 'index'"><xsl:call-template name="downloads"/></xsl:if>
  </xsl:template>

  <!-- where the headings are: years, letters, kinds; views that show them otherwise override this -->
  <xsl:template match="e:contents">
    <xsl:if test="count(e:heading) > 1">
      <nav class="headings" aria-label="{f:label('contents', $ui)}">
        <ul>
          <xsl:for-each select="e:heading">
            <xsl:call-template name="nl"/>
            <li>
              <a>
                <xsl:attribute name="href">
                  <xsl:if test="@page != $page-file"><xsl:value-of select="@page"/></xsl:if>
                  <xsl:value-of select="concat('#', @id)"/>
                </xsl:attribute>
                <xsl:call-template name="in-lang"/>
                <xsl:apply-templates select="." mode="label"/>
              </a>
              <xsl:if test="not(contains(' persons places organisations ', concat(' ', $view, ' ')))">
                <xsl:text> </xsl:text><span class="n"><xsl:value-of select="@count"/></span>
              </xsl:if>
            </li>
          </xsl:for-each>
        </ul>
      </nav>
    </xsl:if>
  </xsl:template>

  <!-- the words of a heading -->
  <xsl:template match="e:heading | e:group" mode="label">
    <xsl:choose>
      <xsl:when test="@language"><xsl:value-of select="f:language-name(string(@language), $ui)"/></xsl:when>
      <xsl:when test="@label = '#'"><xsl:value-of select="f:label('no-letter', $ui)"/></xsl:when>
      <xsl:when test="starts-with(@label, '-')"><xsl:value-of select="tp:date(string(@label), $ui)"/></xsl:when>
      <xsl:when test="@label != ''"><xsl:value-of select="@label"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="f:label('undated', $ui)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="group-heading">
    <xsl:apply-templates select="." mode="label"/>
    <xsl:if test="@continued"><xsl:value-of select="concat(' ', f:label('continued', $ui))"/></xsl:if>
  </xsl:template>

  <xsl:template name="parts">
    <xsl:param name="again" select="false()"/>
    <xsl:if test="$edition/e:part and ($here or not($again))">
      <nav class="parts" aria-label="{f:label('parts', $ui)}">
        <xsl:if test="$again">
          <xsl:attribute name="aria-label"><xsl:value-of select="f:label('parts-again', $ui)"/></xsl:attribute>
        </xsl:if>
        <ol>
          <xsl:for-each select="$edition/e:part">
            <xsl:call-template name="nl"/>
            <li>
              <a href="{@href}">
                <xsl:if test="@current"><xsl:attribute name="aria-current">page</xsl:attribute></xsl:if>
                <xsl:choose>
                  <xsl:when test="$view = 'index' or $view = 'timeline' or $view = 'persons' or $view = 'places' or $view = 'organisations'">
                    <xsl:call-template name="stretch"/>
                  </xsl:when>
                  <xsl:otherwise><xsl:value-of select="position()"/></xsl:otherwise>
                </xsl:choose>
              </a>
            </li>
          </xsl:for-each>
        </ol>
      </nav>
    </xsl:if>
  </xsl:template>

  <!-- from where to where a part goes; several parts may be within one heading -->
  <xsl:template name="stretch">
    <xsl:variable name="same" select="preceding-sibling::e:part[@from = current()/@from and @to = current()/@to]"/>
    <xsl:variable name="more" select="$same or following-sibling::e:part[@from = current()/@from and @to = current()/@to]"/>
    <xsl:choose>
      <xsl:when test="@from = '' and @to = ''"><xsl:value-of select="f:label('undated', $ui)"/></xsl:when>
      <xsl:when test="@from = @to"><xsl:value-of select="@from"/></xsl:when>
      <xsl:when test="not(@to) or @to = ''"><xsl:value-of select="f:fill(f:label('since', $ui), @from)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="concat(@from, '–', @to)"/></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="$more"><xsl:value-of select="concat(' (', count($same) + 1, ')')"/></xsl:if>
  </xsl:template>

  <xsl:template name="downloads">
    <xsl:if test="$edition/e:download or $edition/@feed != ''">
      <section class="downloads-of-all" aria-labelledby="downloads-title">
        <h2 id="downloads-title"><xsl:value-of select="f:label('download-all', $ui)"/></h2>
        <ul>
          <xsl:for-each select="$edition/e:download">
            <li><a href="{@href}"><xsl:if test="not(contains(@href, '.xml'))"><xsl:attribute name="download"/></xsl:if>
              <xsl:value-of select="f:label(concat('all-', @name), $ui)"/></a></li>
          </xsl:for-each>
          <xsl:if test="$edition/@feed != ''">
            <li><a href="{$edition/@feed}"><xsl:value-of select="f:label('feed', $ui)"/></a></li>
          </xsl:if>
        </ul>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- ==== what several views call, with a document as the current node ==== -->

  <xsl:template name="in-lang">
    <xsl:param name="lang" select="string(@lang)"/>
    <xsl:if test="$lang != '' and $lang != $page-lang and not(f:same-lang($page-lang, $lang))">
      <xsl:attribute name="lang"><xsl:value-of select="$lang"/></xsl:attribute>
      <xsl:call-template name="dir">
        <xsl:with-param name="lang" select="$lang"/>
        <xsl:with-param name="outer" select="$page-lang"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="title-link">
    <a href="{@href}">
      <xsl:call-template name="in-lang"/>
      <xsl:value-of select="@title"/>
    </a>
  </xsl:template>

  <!-- one date: a day, a month or a year -->
  <xsl:template name="day">
    <xsl:param name="iso"/>
    <xsl:variable name="day" select="substring-before(concat($iso, 'T'), 'T')"/>
    <xsl:choose>
      <xsl:when test="string-length($day) = 10 or string-length($day) = 7 or string-length($day) = 4">
        <time datetime="{$day}"><xsl:value-of select="tp:date($day, $ui)"/></time>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="tp:date($day, $ui)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="when">
    <xsl:choose>
      <xsl:when test="@when and @words">
        <xsl:variable name="day" select="substring(@when, 1, 10)"/>
        <xsl:choose>
          <xsl:when test="starts-with($day, '-') or starts-with($day, '0000')"><xsl:value-of select="@words"/></xsl:when>
          <xsl:otherwise><time datetime="{$day}"><xsl:value-of select="@words"/></time></xsl:otherwise>
        </xsl:choose>
      </xsl:when>
      <xsl:when test="@from and @to"><xsl:call-template name="stretch-of"><xsl:with-param name="key" select="'date-range'"/>
        <xsl:with-param name="a" select="string(@from)"/><xsl:with-param name="b" select="string(@to)"/></xsl:call-template></xsl:when>
      <xsl:when test="@not-before and @not-after"><xsl:call-template name="stretch-of"><xsl:with-param name="key" select="'between'"/>
        <xsl:with-param name="a" select="string(@not-before)"/><xsl:with-param name="b" select="string(@not-after)"/></xsl:call-template></xsl:when>
      <xsl:when test="@from"><xsl:call-template name="stretch-of"><xsl:with-param name="key" select="'since'"/>
        <xsl:with-param name="a" select="string(@from)"/></xsl:call-template></xsl:when>
      <xsl:when test="@not-before"><xsl:call-template name="stretch-of"><xsl:with-param name="key" select="'not-before'"/>
        <xsl:with-param name="a" select="string(@not-before)"/></xsl:call-template></xsl:when>
      <xsl:when test="@to"><xsl:call-template name="stretch-of"><xsl:with-param name="key" select="'until'"/>
        <xsl:with-param name="a" select="string(@to)"/></xsl:call-template></xsl:when>
      <xsl:when test="@not-after"><xsl:call-template name="stretch-of"><xsl:with-param name="key" select="'not-after'"/>
        <xsl:with-param name="a" select="string(@not-after)"/></xsl:call-template></xsl:when>
      <xsl:when test="@date-text != ''"><xsl:value-of select="@date-text"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="f:label('undated', $ui)"/></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@doubtful"><xsl:value-of select="concat(' (', f:label('inferred', $ui), ')')"/></xsl:if>
  </xsl:template>

  <!-- the words around one or two dates -->
  <xsl:template name="stretch-of">
    <xsl:param name="key"/>
    <xsl:param name="a"/>
    <xsl:param name="b"/>
    <xsl:variable name="words" select="f:label($key, $ui)"/>
    <xsl:variable name="rest" select="substring-after($words, '$1')"/>
    <xsl:value-of select="substring-before($words, '$1')"/>
    <xsl:call-template name="day"><xsl:with-param name="iso" select="$a"/></xsl:call-template>
    <xsl:choose>
      <xsl:when test="contains($rest, '$2')">
        <xsl:value-of select="substring-before($rest, '$2')"/>
        <xsl:call-template name="day"><xsl:with-param name="iso" select="$b"/></xsl:call-template>
        <xsl:value-of select="substring-after($rest, '$2')"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$rest"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:variable name="from-to" select="f:label('from-to', $ui)"/>
  <xsl:template name="letter">
    <xsl:choose>
      <xsl:when test="@sender and @recipient">
        <xsl:value-of select="concat(substring-before($from-to, '$1'), @sender, substring-before(substring-after($from-to, '$1'), '$2'),
            @recipient, substring-after($from-to, '$2'))"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="concat(@sender, @recipient)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
