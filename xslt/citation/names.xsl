<?xml version="1.0" encoding="UTF-8"?>
<!--
  names.xsl: names in parts, as reference managers want them.

  template c:name (ROLE)    for a name element as context: one element
      <name role="author" text="" family="" given="" particle="" suffix=""/>, or <name role="" text=""
      literal=""/> for a corporate body and for what can't be taken apart; text is the name as it stands

  The encoding's own parts (surname, forename) come first; then a comma; then the order that the
  script and the surname suggest: Han names, and romanised names that begin with a usual Chinese,
  Korean or Vietnamese surname, have the family name first.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:func="http://exslt.org/functions"
    xmlns:str="http://exslt.org/strings"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:f="urn:teipipe:xslt"
    xmlns:c="urn:teipipe:citation"
    xmlns:tp="urn:teipipe:functions"
    extension-element-prefixes="func str"
    exclude-result-prefixes="tei f c tp">

  <!-- Pinyin and Wade-Giles; given names that look the same (Jian, An) are left out -->
  <xsl:variable name="chinese-surnames" select="' Mao Zhou Liu Zhu Deng Lin Peng Chen Li Wang Zhang Zhao Wu Huang Xu Sun Hu Gao He Guo Luo Song
      Zheng Liang Xie Tang Han Feng Yu Dong Xiao Cheng Cao Yuan Fu Shen Zeng Lu Su Jiang Cai Jia Ding Wei Xue Ye Yan Pan Du Dai Xia Zhong
      Tian Ren Fan Fang Shi Yao Tan Liao Zou Xiong Jin Hao Kong Bai Cui Kang Qiu Qin Gu Hou Shao Meng Long Wan Duan Qian Yin Yi Chang Qiao
      Lai Gong Wen Qi Pu Geng Bo Kuang Nie Chou Chu Teng Chang Chao Hsu Kao Kuo Lo Sung Hsieh Tung Hsiao Tseng Tsao Tsai Chiang Hsueh
      Chung Tien Jen Chin Chiu Ku Ting Chia Chien Hsiung Kung Teng Chi Tsou Hsia '"/>
  <!-- of three parts or with a hyphen only: Kim, Ho and Le are given names elsewhere -->
  <xsl:variable name="three-part-surnames" select="' Kim Pak Park Ri Rhee Yi Choe Choi Chong Ho Nguyen Pham Tran Le Vo Truong Hoang Phan Ngo '"/>
  <xsl:variable name="double-surnames" select="' 欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 东方 東方 夏侯 皇甫 尉迟 尉遲 慕容 令狐 公孙 公孫 '"/>
  <xsl:variable name="particles" select="' von van der den de del della di da du la le zu zum zur ter ten af av '"/>
  <xsl:variable name="suffixes" select="' Jr. Jr Sr. Sr II III IV '"/>
  <xsl:variable name="body-words" select="str:tokenize('Ministry Committee Commission Council Government Embassy Department Party Office
      Agency Institute University Archive Army Staff Bureau Politburo Union Republic Delegation Library Press News Министерство Комитет
      Совет Посольство ЦК Правительство 委员会 中央 政府 外交部 大使馆 总参谋部 新华社 Ministerium Botschaft Amt')"/>

  <func:function name="c:is-han">
    <xsl:param name="text"/>
    <xsl:choose>
      <xsl:when test="function-available('tp:script')">
        <func:result select="tp:script($text) = 'Hani' and string-length($text) > 1 and string-length($text) &lt; 6"/>
      </xsl:when>
      <xsl:otherwise><func:result select="false()"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <xsl:template name="c:name">
    <xsl:param name="role"/>
    <xsl:variable name="inner" select="tei:persName | tei:orgName | tei:name"/>
    <xsl:choose>
      <xsl:when test="$inner">
        <xsl:for-each select="$inner">
          <xsl:call-template name="c:name"><xsl:with-param name="role" select="$role"/></xsl:call-template>
        </xsl:for-each>
      </xsl:when>
      <xsl:when test="tei:surname">
        <name role="{$role}" text="{c:words(tei:forename | tei:nameLink | tei:surname | tei:genName)}">
          <xsl:attribute name="family"><xsl:value-of select="c:words(tei:surname)"/></xsl:attribute>
          <xsl:attribute name="given"><xsl:value-of select="c:words(tei:forename)"/></xsl:attribute>
          <xsl:attribute name="particle"><xsl:value-of select="c:words(tei:nameLink)"/></xsl:attribute>
          <xsl:attribute name="suffix"><xsl:value-of select="c:words(tei:genName)"/></xsl:attribute>
        </name>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="c:split">
          <xsl:with-param name="role" select="$role"/>
          <xsl:with-param name="text" select="f:person(.)"/>
          <xsl:with-param name="body" select="self::tei:orgName or contains(@type, 'org') or contains(@type, 'corporate')"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <func:function name="c:words">
    <xsl:param name="parts"/>
    <xsl:variable name="text">
      <xsl:for-each select="$parts"><xsl:value-of select="concat(normalize-space(), ' ')"/></xsl:for-each>
    </xsl:variable>
    <func:result select="normalize-space($text)"/>
  </func:function>

  <xsl:template name="c:split">
    <xsl:param name="role"/>
    <xsl:param name="text"/>
    <xsl:param name="body" select="false()"/>
    <xsl:variable name="s" select="normalize-space($text)"/>
    <xsl:variable name="words" select="str:tokenize($s, ' ')"/>
    <xsl:variable name="n" select="count($words)"/>
    <xsl:variable name="hyphen" select="contains($words[2], '-')"/>
    <xsl:choose>
      <xsl:when test="$s = ''"/>
      <xsl:when test="$body or contains($s, '[') or contains($s, '(') or contains($s, ' of ') or contains($s, ' and ') or contains($s, '&amp;') or $n > 5
          or $body-words[contains($s, .)]">
        <name role="{$role}" literal="{$s}" text="{$s}"/>
      </xsl:when>
      <xsl:when test="contains($s, ', ')">
        <name role="{$role}" text="{$s}" family="{substring-before($s, ', ')}" given="{substring-after($s, ', ')}"/>
      </xsl:when>
      <xsl:when test="$n = 1 and c:is-han($s)">
        <xsl:variable name="long" select="1 + f:in(substring($s, 1, 2), $double-surnames) * (string-length($s) > 2)"/>
        <name role="{$role}" text="{$s}" family="{substring($s, 1, $long)}" given="{substring($s, $long + 1)}"/>
      </xsl:when>
      <xsl:when test="$n = 1"><name role="{$role}" text="{$s}" family="{$s}"/></xsl:when>
      <xsl:when test="($n = 2 or ($n = 3 and not(contains($s, '.')))) and f:in($words[1], $chinese-surnames)
          or ($n = 3 or ($n = 2 and $hyphen)) and not(contains($s, '.')) and f:in($words[1], $three-part-surnames)">
        <name role="{$role}" text="{$s}" family="{$words[1]}" given="{substring-after($s, ' ')}"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="suffix" select="$words[last()][f:in(., $suffixes)][$n > 2]"/>
        <xsl:variable name="last" select="$n - count($suffix)"/>
        <xsl:variable name="particle" select="$words[position() > 1 and position() &lt; $last][f:in(., $particles)][1]"/>
        <xsl:variable name="at" select="count($particle/preceding-sibling::*) + 1"/>
        <name role="{$role}" text="{$s}" family="{$words[$last]}" suffix="{$suffix}">
          <xsl:choose>
            <xsl:when test="$particle">
              <xsl:attribute name="given"><xsl:value-of select="c:words($words[position() &lt; $at])"/></xsl:attribute>
              <xsl:attribute name="particle"><xsl:value-of select="c:words($words[position() >= $at and position() &lt; $last])"/></xsl:attribute>
            </xsl:when>
            <xsl:otherwise>
              <xsl:attribute name="given"><xsl:value-of select="c:words($words[position() &lt; $last])"/></xsl:attribute>
            </xsl:otherwise>
          </xsl:choose>
        </name>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
