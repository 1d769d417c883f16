<?xml version="1.0" encoding="UTF-8"?>
<!--
  language.xsl: which language something is in, and what that language is called.

  f:primary(TAG)                 zh for zh-Hans
  f:lang(NODE)                   the BCP 47 tag of NODE: nearest xml:lang, else the document's
  f:doc-lang(TEI)                the document's language: xml:lang of TEI or text, else the first in
                                 langUsage by share, else msContents/textLang, else 'und'
  f:same-lang(A, B)              true if text in B needs no mark inside text in A
  f:language-name(TAG, DISPLAY)  'Chinese (Simplified)'; ICU's word with the program, else a table
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:exsl="http://exslt.org/common"
    xmlns:func="http://exslt.org/functions"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    xmlns:tp="urn:teipipe:functions"
    extension-element-prefixes="exsl func"
    exclude-result-prefixes="f tp tei">

  <func:function name="f:primary">
    <xsl:param name="tag"/>
    <func:result select="translate(substring-before(concat($tag, '-'), '-'),
        'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"/>
  </func:function>

  <func:function name="f:doc-lang">
    <xsl:param name="tei"/>
    <xsl:variable name="usage" select="$tei/tei:teiHeader/tei:profileDesc/tei:langUsage/tei:language[@ident != '']"/>
    <!-- the largest share; without shares the first named -->
    <xsl:variable name="most" select="$usage[not(../tei:language/@usage > sum(@usage))][1]"/>
    <xsl:variable name="manuscript" select="$tei/tei:teiHeader//tei:textLang/@mainLang"/>
    <xsl:choose>
      <xsl:when test="$tei/@xml:lang != ''"><func:result select="string($tei/@xml:lang)"/></xsl:when>
      <xsl:when test="$tei/tei:text/@xml:lang != ''"><func:result select="string($tei/tei:text/@xml:lang)"/></xsl:when>
      <xsl:when test="$most"><func:result select="string($most/@ident)"/></xsl:when>
      <xsl:when test="$manuscript != ''"><func:result select="f:first($manuscript)"/></xsl:when>
      <xsl:otherwise><func:result select="'und'"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:lang">
    <xsl:param name="node"/>
    <xsl:variable name="near" select="string($node/ancestor-or-self::*[@xml:lang != ''][1]/@xml:lang)"/>
    <xsl:choose>
      <xsl:when test="$near != ''"><func:result select="$near"/></xsl:when>
      <xsl:otherwise>
        <func:result select="f:doc-lang($node/ancestor-or-self::tei:TEI[1])"/>
      </xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="f:same-lang">
    <xsl:param name="outer"/>
    <xsl:param name="inner"/>
    <func:result select="$outer = $inner or $inner = '' or $inner = 'und'
        or (not(contains($inner, '-')) and starts-with($outer, concat($inner, '-')))
        or ($inner = 'zh-Hans' and $outer = 'zh')"/>
  </func:function>

  <!-- where ICU isn't there to be asked -->
  <xsl:variable name="language-table">
    <xsl:if test="not(function-available('tp:language-name'))">
    <l t="en" en="English" de="Englisch" ru="английский" zh="英语"/>
    <l t="de" en="German" de="Deutsch" ru="немецкий" zh="德语"/>
    <l t="ru" en="Russian" de="Russisch" ru="русский" zh="俄语"/>
    <l t="zh-Hans" en="Chinese (Simplified)" de="Chinesisch (vereinfacht)" ru="китайский (упрощённое письмо)" zh="中文（简体）"/>
    <l t="zh-Hant" en="Chinese (Traditional)" de="Chinesisch (traditionell)" ru="китайский (традиционное письмо)" zh="中文（繁体）"/>
    <l t="zh" en="Chinese" de="Chinesisch" ru="китайский" zh="中文"/>
    <l t="fr" en="French" de="Französisch" ru="французский" zh="法语"/>
    <l t="es" en="Spanish" de="Spanisch" ru="испанский" zh="西班牙语"/>
    <l t="it" en="Italian" de="Italienisch" ru="итальянский" zh="意大利语"/>
    <l t="la" en="Latin" de="Latein" ru="латинский" zh="拉丁语"/>
    <l t="grc" en="Ancient Greek" de="Altgriechisch" ru="древнегреческий" zh="古希腊语"/>
    <l t="ko" en="Korean" de="Koreanisch" ru="корейский" zh="韩语"/>
    <l t="ja" en="Japanese" de="Japanisch" ru="японский" zh="日语"/>
    <l t="uk" en="Ukrainian" de="Ukrainisch" ru="украинский" zh="乌克兰语"/>
    <l t="pl" en="Polish" de="Polnisch" ru="польский" zh="波兰语"/>
    <l t="vi" en="Vietnamese" de="Vietnamesisch" ru="вьетнамский" zh="越南语"/>
    <l t="mn" en="Mongolian" de="Mongolisch" ru="монгольский" zh="蒙古语"/>
    </xsl:if>
  </xsl:variable>
  <xsl:variable name="language-names" select="exsl:node-set($language-table)/l"/>

  <func:function name="f:language-name">
    <xsl:param name="tag"/>
    <xsl:param name="display" select="'en'"/>
    <xsl:choose>
      <xsl:when test="function-available('tp:language-name')">
        <func:result select="tp:language-name(string($tag), string($display))"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="ui" select="f:primary(f:ui($display))"/>
        <xsl:variable name="exact" select="$language-names[@t = $tag]/@*[name() = $ui]"/>
        <xsl:variable name="broad" select="$language-names[@t = f:primary($tag)]/@*[name() = $ui]"/>
        <func:result select="concat(substring($exact, 1), substring($broad, 1, 99 * not($exact)), substring($tag, 1, 99 * not($exact or $broad)))"/>
      </xsl:otherwise>
    </xsl:choose>
  </func:function>
</xsl:stylesheet>
