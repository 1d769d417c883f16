<?xml version="1.0" encoding="UTF-8"?>
<!-- all.xsl: everything the stylesheets for the different formats share. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">
  <!-- white space that only lays out the XML -->
  <xsl:strip-space elements="tei:TEI tei:teiCorpus tei:text tei:body tei:front tei:back tei:group tei:div tei:div1 tei:div2
      tei:div3 tei:div4 tei:div5 tei:div6 tei:div7 tei:list tei:table tei:row tei:lg tei:sp tei:spGrp tei:castList
      tei:castGroup tei:choice tei:app tei:subst tei:figure tei:floatingText tei:titlePage tei:docTitle tei:postscript
      tei:listPerson tei:listPlace tei:listOrg tei:listEvent tei:listBibl tei:biblStruct tei:monogr tei:analytic
      tei:standOff tei:correspDesc tei:correspAction tei:respStmt tei:titleStmt tei:publicationStmt tei:availability
      tei:noteGrp tei:cit"/>

  <xsl:include href="labels.xsl"/>
  <xsl:include href="strings.xsl"/>
  <xsl:include href="language.xsl"/>
  <xsl:include href="dates.xsl"/>
  <xsl:include href="header.xsl"/>
  <xsl:include href="apparatus.xsl"/>
</xsl:stylesheet>
