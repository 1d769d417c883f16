<?xml version="1.0" encoding="UTF-8"?>
<!--
  names.xsl: persons and bodies in the parts that citations are made of.

  mode c:name, for an element that names somebody, with ROLE: one element r:name for each of them

  What a name's parts are, the authority file knows, if the name points into it: the entry's main
  name with its surname and forename. Else the encoding's own parts; then a comma; then the order
  that the script and the surname suggest: Han names, and romanised ones that begin with a usual
  Chinese, Korean or Vietnamese surname, have the family name first.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:str="http://exslt.org/strings"
    xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:c="urn:teipipe:citation"
    xmlns:tp="urn:teipipe:functions"
    xmlns="urn:teipipe:record"
    exclude-result-prefixes="tei c tp str">

  <!-- Pinyin and Wade-Giles; given names that look the same (Jian, An) are left out -->
  <xsl:variable name="chinese-surnames" select="' Mao Zhou Liu Zhu Deng Lin Peng Chen Li Wang Zhang Zhao Wu Huang Xu Sun Hu Gao He Guo Luo Song Zheng Liang Xie Tang Han Feng Yu Dong Xiao Cheng Cao Yuan Fu Shen Zeng Lu Su Jiang Cai Jia Ding Wei Xue Ye Yan Pan Du Dai Xia Zhong Tian Ren Fan Fang Shi Yao Tan Liao Zou Xiong Jin Hao Kong Bai Cui Kang Qiu Qin Gu Hou Shao Meng Long Wan Duan Qian Yin Yi Chang Qiao Lai Gong Wen Qi Pu Geng Bo Kuang Nie Chou Chu Teng Chang Chao Hsu Kao Kuo Lo Sung Hsieh Tung Hsiao Tseng Tsao Tsai Chiang Hsueh Chung Tien Jen Chin Chiu Ku Ting Chia Chien Hsiung Kung Teng Chi Tsou Hsia '"/>
  <!-- of three parts or with a hyphen only: Kim, Ho and Le are given names elsewhere -->
  <xsl:variable name="three-part-surnames" select="' Kim Pak Park Ri Rhee Yi Choe Choi Chong Ho Nguyen Pham Tran Le Vo Truong Hoang Phan Ngo '"/>
  <xsl:variable name="double-surnames" select="' 欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 东方 東方 夏侯 皇甫 尉迟 尉遲 慕容 令狐 公孙 公孫 '"/>
  <xsl:variable name="particles" select="' von van der den de del della di da du la le zu zum zur ter ten af av '"/>
  <xsl:variable name="suffixes" select="' Jr. Jr Sr. Sr II III IV '"/>
  <xsl:variable name="body-words" select="' Ministry Committee Commission Council Government Embassy Department Party Office Agency Institute University Archive Archives Army Staff Bureau Politburo Union Republic Delegation Library Press News Министерство Комитет Совет Посольство ЦК Правительство Ministerium Botschaft Amt '"/>

  <xsl:template match="*" mode="c:name">
    <xsl:param name="role"/>
    <xsl:variable name="inner" select="tei:persName | tei:orgName | tei:name"/>
    <xsl:variable name="ref" select="substring-before(concat(normalize-space(@ref), ' '), ' ')"/>
    <xsl:variable name="entry" select="tp:authority($ref)[$ref != '']"/>
    <xsl:choose>
      <xsl:when test="$inner">
        <xsl:apply-templates select="$inner" mode="c:name"><xsl:with-param name="role" select="$role"/></xsl:apply-templates>
      </xsl:when>
      <xsl:when test="$entry/self::tei:person/tei:persName">
        <xsl:apply-templates select="$entry" mode="c:entry">
          <xsl:with-param name="role" select="$role"/>
          <xsl:with-param name="ref" select="$ref"/>
        </xsl:apply-templates>
      </xsl:when>
      <xsl:when test="$entry/self::tei:org/tei:orgName">
        <xsl:variable name="names" select="$entry/tei:orgName"/>
        <name role="{$role}" kind="body" ref="{$ref}" text="{normalize-space(($names[@type = 'main'] | $names[not($names/@type = 'main')])[1])}"/>
      </xsl:when>
      <xsl:when test="tei:surname">
        <xsl:call-template name="c:parts"><xsl:with-param name="role" select="$role"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="text">
          <!-- an author may hold identifiers beside the name; the parts of a name may stand without a space -->
          <xsl:for-each select="text() | *[not(self::tei:idno)]">
            <xsl:if test="self::* and preceding-sibling::node()[1][self::*]"><xsl:text> </xsl:text></xsl:if>
            <xsl:value-of select="."/>
          </xsl:for-each>
        </xsl:variable>
        <xsl:variable name="plain" select="normalize-space($text)"/>
        <xsl:call-template name="c:split">
          <xsl:with-param name="role" select="$role"/>
          <xsl:with-param name="ref" select="$ref"/>
          <xsl:with-param name="s" select="concat($plain, substring(concat(@key, substring(substring-after($ref, '#'), 1, 99 * not(@key))), 1, 99 * ($plain = '')))"/>
          <xsl:with-param name="body" select="self::tei:orgName or contains(@type, 'org') or contains(@type, 'corporate')"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!--
    An entry of the authority file. Its own name, in its own script, is the one of type original; else
    the Han one, when the family name comes first; else the Russian one, when there is a patronymic.
  -->
  <xsl:template match="tei:person" mode="c:entry">
    <xsl:param name="role"/>
    <xsl:param name="ref"/>
    <xsl:variable name="names" select="tei:persName"/>
    <xsl:variable name="main" select="($names[@type = 'main'] | $names[not($names/@type = 'main')])[1]"/>
    <xsl:variable name="first" select="$main/tei:surname[following-sibling::tei:forename]"/>
    <xsl:variable name="father" select="$main/tei:forename[2]"/>
    <xsl:variable name="own" select="$names[@type = 'original'] | $names[$first][starts-with(@xml:lang, 'zh-Han') or @xml:lang = 'ja' or @xml:lang = 'ko']
        | $names[starts-with(@xml:lang, 'ru')][contains(concat($father, '.'), 'ich.') or contains(concat($father, '.'), 'vna.') or contains(concat($father, '.'), 'chna.')]"/>
    <xsl:variable name="original" select="($own[@type = 'original'] | $own[not($own/@type = 'original')])[1]"/>
    <xsl:variable name="roman" select="($names[@type = 'pinyin'] | $names[not($names/@type = 'pinyin')][contains(@xml:lang, '-Latn')])[1]"/>
    <xsl:for-each select="$main">
      <xsl:choose>
        <xsl:when test="tei:surname">
          <xsl:call-template name="c:parts">
            <xsl:with-param name="role" select="$role"/>
            <xsl:with-param name="ref" select="$ref"/>
            <xsl:with-param name="roman" select="$roman"/>
            <xsl:with-param name="original" select="$original"/>
          </xsl:call-template>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="c:split">
            <xsl:with-param name="role" select="$role"/>
            <xsl:with-param name="ref" select="$ref"/>
            <xsl:with-param name="s" select="normalize-space()"/>
            <xsl:with-param name="roman" select="$roman"/>
            <xsl:with-param name="original" select="$original"/>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <!-- a name in its parts -->
  <xsl:template name="c:parts">
    <xsl:param name="role"/>
    <xsl:param name="ref"/>
    <xsl:param name="roman" select="/.."/>
    <xsl:param name="original" select="/.."/>
    <xsl:variable name="family"><xsl:for-each select="tei:surname"><xsl:value-of select="concat(., ' ')"/></xsl:for-each></xsl:variable>
    <xsl:variable name="given"><xsl:for-each select="tei:forename"><xsl:value-of select="concat(., ' ')"/></xsl:for-each></xsl:variable>
    <xsl:variable name="particle"><xsl:for-each select="tei:nameLink"><xsl:value-of select="concat(., ' ')"/></xsl:for-each></xsl:variable>
    <xsl:variable name="first" select="tei:surname[following-sibling::tei:forename]"/>
    <name role="{$role}" ref="{$ref}" family="{normalize-space($family)}" given="{normalize-space($given)}" particle="{normalize-space($particle)}"
        suffix="{normalize-space(tei:genName)}">
      <xsl:attribute name="text">
        <xsl:choose>
          <xsl:when test="$first"><xsl:value-of select="normalize-space(concat($family, $given))"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="normalize-space(concat($given, $particle, $family, tei:genName))"/></xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:if test="$first"><xsl:attribute name="order">family</xsl:attribute></xsl:if>
      <xsl:call-template name="c:other-scripts"><xsl:with-param name="roman" select="$roman"/><xsl:with-param name="original" select="$original"/></xsl:call-template>
    </name>
  </xsl:template>

  <xsl:template name="c:other-scripts">
    <xsl:param name="roman"/>
    <xsl:param name="original"/>
    <xsl:if test="$roman"><xsl:attribute name="romanised"><xsl:value-of select="normalize-space($roman)"/></xsl:attribute></xsl:if>
    <xsl:if test="$original">
      <xsl:attribute name="original"><xsl:value-of select="normalize-space($original)"/></xsl:attribute>
      <xsl:attribute name="original-lang"><xsl:value-of select="$original/@xml:lang"/></xsl:attribute>
    </xsl:if>
  </xsl:template>

  <!-- a name of which nothing says what its parts are -->
  <xsl:template name="c:split">
    <xsl:param name="role"/>
    <xsl:param name="ref"/>
    <xsl:param name="s"/>
    <xsl:param name="body" select="false()"/>
    <xsl:param name="roman" select="/.."/>
    <xsl:param name="original" select="/.."/>
    <xsl:variable name="first" select="substring-before(concat($s, ' '), ' ')"/>
    <xsl:variable name="rest" select="substring-after($s, ' ')"/>
    <xsl:variable name="more" select="contains($rest, ' ')"/>
    <xsl:variable name="corporate">
      <xsl:if test="not($body) and $s != ''">
        <xsl:call-template name="c:is-body"><xsl:with-param name="s" select="$s"/><xsl:with-param name="rest" select="$rest"/></xsl:call-template>
      </xsl:if>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="$s = ''"/>
      <xsl:when test="$body or $corporate != ''"><name role="{$role}" kind="body" ref="{$ref}" text="{$s}"/></xsl:when>
      <xsl:otherwise>
        <name role="{$role}" ref="{$ref}" text="{$s}">
          <xsl:call-template name="c:other-scripts"><xsl:with-param name="roman" select="$roman"/><xsl:with-param name="original" select="$original"/></xsl:call-template>
          <xsl:choose>
            <xsl:when test="contains($suffixes, concat(' ', substring-after($s, ', '), ' ')) and contains($s, ', ')">
              <xsl:call-template name="c:western"><xsl:with-param name="words" select="str:tokenize(translate($s, ',', ''), ' ')"/></xsl:call-template>
            </xsl:when>
            <!-- 'E. Lund, Esq., C.M.G.': what has initials before the comma isn't turned round -->
            <xsl:when test="contains(substring-before($s, ', '), '. ')">
              <xsl:call-template name="c:western"><xsl:with-param name="words" select="str:tokenize(substring-before($s, ', '), ' ')"/></xsl:call-template>
              <xsl:attribute name="suffix"><xsl:value-of select="substring-after($s, ', ')"/></xsl:attribute>
            </xsl:when>
            <xsl:when test="contains($s, ', ')">
              <xsl:attribute name="family"><xsl:value-of select="substring-before($s, ', ')"/></xsl:attribute>
              <xsl:attribute name="given"><xsl:value-of select="substring-after($s, ', ')"/></xsl:attribute>
              <xsl:attribute name="text"><xsl:value-of select="concat(substring-after($s, ', '), ' ', substring-before($s, ', '))"/></xsl:attribute>
            </xsl:when>
            <xsl:when test="$rest = ''">
              <xsl:choose>
                <xsl:when test="string-length($s) > 1 and string-length($s) &lt; 6 and translate($s, $upper, '') = $s and tp:script($s) = 'Hani'">
                  <xsl:variable name="long" select="1 + (contains($double-surnames, concat(' ', substring($s, 1, 2), ' ')) and string-length($s) > 2)"/>
                  <xsl:attribute name="family"><xsl:value-of select="substring($s, 1, $long)"/></xsl:attribute>
                  <xsl:attribute name="given"><xsl:value-of select="substring($s, $long + 1)"/></xsl:attribute>
                  <xsl:attribute name="order">han</xsl:attribute>
                </xsl:when>
                <xsl:otherwise><xsl:attribute name="family"><xsl:value-of select="$s"/></xsl:attribute></xsl:otherwise>
              </xsl:choose>
            </xsl:when>
            <xsl:when test="not(contains($s, '.')) and (contains($chinese-surnames, concat(' ', $first, ' '))
                  and not(contains(substring-after($rest, ' '), ' '))
                or contains($three-part-surnames, concat(' ', $first, ' ')) and ($more or contains($rest, '-')))">
              <xsl:attribute name="family"><xsl:value-of select="$first"/></xsl:attribute>
              <xsl:attribute name="given"><xsl:value-of select="$rest"/></xsl:attribute>
              <xsl:attribute name="order">family</xsl:attribute>
            </xsl:when>
            <xsl:when test="not($more)">
              <xsl:attribute name="family"><xsl:value-of select="$rest"/></xsl:attribute>
              <xsl:attribute name="given"><xsl:value-of select="$first"/></xsl:attribute>
            </xsl:when>
            <xsl:otherwise>
              <xsl:call-template name="c:western"><xsl:with-param name="words" select="str:tokenize($s, ' ')"/></xsl:call-template>
            </xsl:otherwise>
          </xsl:choose>
        </name>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Something, for what can't be a person: words of bodies, brackets, more than five words. -->
  <xsl:template name="c:is-body">
    <xsl:param name="s"/>
    <xsl:param name="rest"/>
    <xsl:choose>
      <xsl:when test="$rest = ''">
        <xsl:if test="contains($s, '(') or contains($body-words, concat(' ', $s, ' ')) or contains($s, '委员会') or contains($s, '中央') or contains($s, '政府')
            or contains($s, '部') and string-length($s) > 2 or contains($s, '大使馆') or contains($s, '新华社')">yes</xsl:if>
      </xsl:when>
      <xsl:when test="contains($s, '[') or contains($s, '(') or contains($s, ' of ') or contains($s, ' and ') or contains($s, '&amp;')">yes</xsl:when>
      <xsl:otherwise>
        <xsl:variable name="words" select="str:tokenize($s, ' ')"/>
        <xsl:if test="count($words) > 5 or $words[contains($body-words, concat(' ', ., ' '))]">yes</xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- given names, particles, surname, suffix -->
  <xsl:template name="c:western">
    <xsl:param name="words"/>
    <xsl:variable name="suffix" select="$words[last()][contains($suffixes, concat(' ', ., ' '))]"/>
    <xsl:variable name="last" select="count($words) - count($suffix)"/>
    <xsl:variable name="at" select="count($words[position() > 1 and position() &lt; $last][contains($particles, concat(' ', ., ' '))][1]/preceding-sibling::*) + 1"/>
    <xsl:variable name="given" select="$words[position() &lt; $at or ($at = 1 and position() &lt; $last)]"/>
    <xsl:attribute name="family"><xsl:value-of select="$words[$last]"/></xsl:attribute>
    <xsl:attribute name="suffix"><xsl:value-of select="$suffix"/></xsl:attribute>
    <xsl:attribute name="given">
      <xsl:for-each select="$given"><xsl:value-of select="concat(substring(' ', 1, position() - 1), .)"/></xsl:for-each>
    </xsl:attribute>
    <xsl:if test="$at > 1">
      <xsl:attribute name="particle">
        <xsl:for-each select="$words[position() >= $at and position() &lt; $last]"><xsl:value-of select="concat(substring(' ', 1, position() - 1), .)"/></xsl:for-each>
      </xsl:attribute>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
