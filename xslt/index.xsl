<?xml version="1.0" encoding="UTF-8"?>
<!--
  index.xsl: the pages of an edition as a whole. A build runs it once for each, over the lists that the
  program has made of all documents (pipeline/publish/site.h), sorted and divided into pages:

    <edition xmlns="urn:teipipe:edition" view="persons" title="…" publisher="…" licence="…" lang="en"
        generated="2026-11-22" documents="412" first="1949" last="1954" feed="feed.xml">
      <view name="index" href="index.html"/> …          the kinds of pages that there are; one is current
      <download name="cmif" href="cmif.xml"/> …
      <contents><heading id="y1950" label="1950" page="index.html" count="34"/> …</contents>
      <part href="index-2.html" from="1950" to="1951" current="1"/> …     the pages of this list
      <rows overview="1">
        <group id="y1950" label="1950" count="34" continued="1"> … </group>
      </rows>
    </edition>

  In a group stand, by view,
    index, kinds, languages, timeline, correspondence: document, with stem, href, title, lang, begin (the
      date that it is sorted by), words (that date in words), when, from, to, not-before, not-after, doubtful, date-text, place, kind,
      sender, recipient, languages (in words); in a correspondence back="1" from the second to the first
    persons, places, organisations: entry, with id, name, listed (the
      surname first), lang, born, died, note, uri, count; in it also
      (the name in other scripts), spelling (as in the documents, with count), uses (items in HTML, one a document)
  In the overview of a divided list: line, with id, label, href, count.

  Parameters: page-file; base-url, css, js, generator as in html.xsl; ui-lang overrides edition/@lang.

  Modules, one concern each
    site/frame           what all these pages have: navigation, parts, downloads, dates, rows of documents
    site/documents       index.html, kinds.html, languages.html
    site/search          the form of the search
    site/timeline        timeline.html
    site/correspondence  correspondence.html
    site/names           persons.html, places.html, organisations.html
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:include href="common/all.xsl"/>
  <xsl:include href="html/page.xsl"/>
  <xsl:include href="site/frame.xsl"/>
  <xsl:include href="site/documents.xsl"/>
  <xsl:include href="site/search.xsl"/>
  <xsl:include href="site/timeline.xsl"/>
  <xsl:include href="site/correspondence.xsl"/>
  <xsl:include href="site/names.xsl"/>
</xsl:stylesheet>
