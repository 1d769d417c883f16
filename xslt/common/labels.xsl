<?xml version="1.0" encoding="UTF-8"?>
<!--
  labels.xsl: every word the edition itself says, in each language it can say it in.

  f:label(KEY, LANG, FORM) the label; LANG is any BCP 47 tag, English where a language is missing; FORM 'one':
                           the singular where the entry has it (one-LANG)
  f:ui(LANG)               the label language nearest to LANG: en, de, ru or zh-Hans
  f:fill(PATTERN, A, B)    PATTERN with $1 and $2 replaced
  f:count(KEY, N, LANG)    a counted label
  f:colon(LANG)            the colon between a label and what follows

  To add a language, add one attribute to each entry, and its tag to f:labels/@languages and to f:ui.
  A user's own labels: define $user-labels in an importing stylesheet, in the same form.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:exsl="http://exslt.org/common"
    xmlns:func="http://exslt.org/functions"
    xmlns:str="http://exslt.org/strings"
    xmlns:f="urn:teipipe:xslt"
    extension-element-prefixes="exsl func str"
    exclude-result-prefixes="f">

  <xsl:variable name="user-labels"/>

  <!-- data of the stylesheet, not a variable: that would be built anew for each document -->
  <f:labels languages="en de ru zh">
    <!-- page -->
    <l k="skip" en="Skip to the text" de="Zum Text springen" ru="Перейти к тексту" zh="跳到正文"/>
    <l k="all-documents" en="All documents" de="Alle Dokumente" ru="Все документы" zh="全部文件"/>
    <l k="documents" en="Documents" de="Dokumente" ru="Документы" zh="文件"/>
    <l k="document" en="Document" de="Dokument" ru="Документ" zh="文件"/>
    <l k="previous" en="Previous" de="Zurück" ru="Предыдущий" zh="上一篇"/>
    <l k="next" en="Next" de="Weiter" ru="Следующий" zh="下一篇"/>
    <l k="untitled" en="Untitled document" de="Dokument ohne Titel" ru="Документ без названия" zh="无题文件"/>
    <l k="details" en="Document details" de="Angaben zum Dokument" ru="Сведения о документе" zh="文件信息"/>
    <l k="contents" en="Contents" de="Inhalt" ru="Содержание" zh="目录"/>
    <!-- head block -->
    <l k="from" en="From" de="Von" ru="От кого" zh="发自"/>
    <l k="to" en="To" de="An" ru="Кому" zh="致"/>
    <l k="via" en="By way of" de="Über" ru="Через" zh="转"/>
    <l k="author" en="Author" de="Verfasser" ru="Автор" zh="作者"/>
    <l k="date" en="Date" de="Datum" ru="Дата" zh="日期"/>
    <l k="sent" en="Sent" de="Gesendet" ru="Отправлено" zh="发出"/>
    <l k="received" en="Received" de="Empfangen" ru="Получено" zh="收到"/>
    <l k="place" en="Place" de="Ort" ru="Место" zh="地点"/>
    <l k="kind" en="Kind" de="Art" ru="Вид" zh="文种"/>
    <l k="classification" en="Classification" de="Einstufung" ru="Гриф" zh="密级"/>
    <l k="languages" en="Languages" de="Sprachen" ru="Языки" zh="语言"/>
    <l k="repository" en="Held by" de="Aufbewahrt in" ru="Место хранения" zh="收藏机构"/>
    <l k="shelfmark" en="Shelfmark" de="Signatur" ru="Архивный шифр" zh="档号"/>
    <l k="source-page" en="Source" de="Quelle" ru="Источник" zh="来源"/>
    <l k="printed" en="Printed in" de="Gedruckt in" ru="Опубликовано" zh="刊载于"/>
    <l k="printed-translation" en="Translation from" de="Übersetzung aus" ru="Перевод по изданию" zh="译文出处"/>
    <l k="provenance" en="History" de="Überlieferung" ru="История документа" zh="流传"/>
    <l k="summary" en="Summary" de="Zusammenfassung" ru="Аннотация" zh="摘要"/>
    <l k="inferred" en="inferred" de="erschlossen" ru="установлено по содержанию" zh="推定"/>
    <l k="and" en=" and " de=" und " ru=" и " zh="、"/>
    <l k="comma" en=", " de=", " ru=", " zh="、"/>
    <l k="clause" en=", " de=", " ru=", " zh="，"/>
    <!-- versions -->
    <l k="original" en="Original" de="Original" ru="Оригинал" zh="原文"/>
    <l k="transcription" en="Transcription" de="Umschrift" ru="Транскрипция" zh="录文"/>
    <l k="translation" en="Translation" de="Übersetzung" ru="Перевод" zh="译文"/>
    <l k="paragraph-link" en="Link to this paragraph" de="Verweis auf diesen Absatz" ru="Ссылка на этот абзац" zh="本段链接"/>
    <l k="annotations" en="Annotations" de="Anmerkungen" ru="Аннотации" zh="附注"/>
    <!-- notes -->
    <l k="notes" en="Notes" de="Anmerkungen" ru="Примечания" zh="注释"/>
    <l k="note" en="Note $1" de="Anmerkung $1" ru="Примечание $1" zh="注释$1"/>
    <l k="back" en="Back to the text" de="Zurück zum Text" ru="Вернуться к тексту" zh="返回正文"/>
    <l k="note-editorial" en="Editor’s note" de="Anmerkung des Herausgebers" ru="Примечание редактора" zh="编者注"/>
    <l k="note-translator" en="Translator’s note" de="Anmerkung des Übersetzers" ru="Примечание переводчика" zh="译者注"/>
    <l k="note-margin" en="In the margin" de="Am Rand" ru="На полях" zh="页边"/>
    <!-- transcription -->
    <l k="omitted" en="omitted" de="ausgelassen" ru="опущено" zh="略"/>
    <l k="illegible" en="illegible" de="unleserlich" ru="неразборчиво" zh="字迹不清"/>
    <l k="lost" en="lost" de="verloren" ru="утрачено" zh="缺失"/>
    <l k="damage" en="damaged" de="beschädigt" ru="повреждено" zh="残损"/>
    <l k="deleted" en="deleted" de="getilgt" ru="вычеркнуто" zh="已删"/>
    <l k="redacted" en="withheld" de="geschwärzt" ru="изъято" zh="未解密"/>
    <l k="sampling" en="left out of the sample" de="nicht in der Auswahl" ru="вне выборки" zh="未选录"/>
    <l k="editorial" en="left out by the editor" de="vom Herausgeber ausgelassen" ru="опущено редактором" zh="编者略去"/>
    <l k="foreign" en="in another language" de="in anderer Sprache" ru="на другом языке" zh="外文"/>
    <l k="hand" en="in another hand" de="von anderer Hand" ru="другой рукой" zh="他人笔迹"/>
    <l k="reason-unknown" en="gap, reason not stated" de="Lücke, Grund nicht angegeben" ru="пропуск, причина не указана" zh="阙文，原因未注明"/>
    <l k="extent-unknown" en="extent not stated" de="Umfang nicht angegeben" ru="объём не указан" zh="篇幅未注明"/>
    <l k="space" en="blank space" de="Leerraum" ru="пробел в тексте" zh="空白"/>
    <l k="chars" en="$1 characters" one-en="1 character" de="$1 Zeichen" ru="знаков: $1" zh="$1字"/>
    <l k="letters" en="$1 letters" one-en="1 letter" de="$1 Buchstaben" one-de="1 Buchstabe" ru="букв: $1" zh="$1个字母"/>
    <l k="words" en="$1 words" one-en="1 word" de="$1 Wörter" one-de="1 Wort" ru="слов: $1" zh="$1词"/>
    <l k="lines" en="$1 lines" one-en="1 line" de="$1 Zeilen" one-de="1 Zeile" ru="строк: $1" zh="$1行"/>
    <l k="paragraphs" en="$1 paragraphs" one-en="1 paragraph" de="$1 Absätze" one-de="1 Absatz" ru="абзацев: $1" zh="$1段"/>
    <l k="pages" en="$1 pages" one-en="1 page" de="$1 Seiten" one-de="1 Seite" ru="страниц: $1" zh="$1页"/>
    <l k="about-n" en="about $1" de="etwa $1" ru="около $1" zh="约$1"/>
    <l k="read" en="read: $1" de="lies: $1" ru="следует: $1" zh="当作：$1"/>
    <l k="added-hand" en="added by hand" de="handschriftlich hinzugefügt" ru="вписано от руки" zh="手写"/>
    <l k="stamp" en="Stamp" de="Stempel" ru="Штамп" zh="印章"/>
    <l k="page" en="page $1" de="Seite $1" ru="с. $1" zh="第$1页"/>
    <l k="page-break" en="new page" de="neue Seite" ru="новая страница" zh="换页"/>
    <l k="column" en="column $1" de="Spalte $1" ru="столбец $1" zh="第$1栏"/>
    <l k="variant" en="variant" de="Variante" ru="вариант" zh="异文"/>
    <l k="signature" en="signature" de="Unterschrift" ru="подпись" zh="签名"/>
    <!-- legend -->
    <l k="legend" en="Signs used in this text" de="Zeichen in diesem Text" ru="Условные знаки" zh="本文所用符号"/>
    <l k="sample" en="word" de="Wort" ru="слово" zh="文字"/>
    <l k="lg-gap" en="a gap, with its reason and extent" de="eine Lücke, mit Grund und Umfang" ru="пропуск с указанием причины и объёма" zh="阙文，注明原因与篇幅"/>
    <l k="lg-supplied" en="supplied by the editor" de="vom Herausgeber ergänzt" ru="добавлено редактором" zh="编者补足"/>
    <l k="lg-unclear" en="hard to read" de="schwer lesbar" ru="читается предположительно" zh="辨认存疑"/>
    <l k="lg-del" en="deleted in the source" de="in der Vorlage getilgt" ru="вычеркнуто в источнике" zh="原件删去"/>
    <l k="lg-add" en="added in the source" de="in der Vorlage hinzugefügt" ru="добавлено в источнике" zh="原件增补"/>
    <l k="lg-sic" en="an error of the source, with what should be read" de="Fehler der Vorlage, mit der richtigen Lesart" ru="ошибка источника и исправление" zh="原件讹误及订正"/>
    <l k="lg-sic-alone" en="so in the source" de="so in der Vorlage" ru="так в источнике" zh="原文如此"/>
    <l k="lg-corr" en="corrected by the editor" de="vom Herausgeber berichtigt" ru="исправлено редактором" zh="编者订正"/>
    <l k="lg-orig" en="as written, with the regular form" de="wie geschrieben, mit der üblichen Form" ru="как в источнике и обычная форма" zh="原件写法与通行写法"/>
    <l k="lg-abbr" en="an abbreviation, with its expansion" de="eine Abkürzung, mit Auflösung" ru="сокращение и его раскрытие" zh="缩写及全称"/>
    <l k="lg-surplus" en="superfluous in the source" de="überflüssig in der Vorlage" ru="лишнее в источнике" zh="原件衍文"/>
    <l k="lg-app" en="a variant of another witness" de="eine Variante eines anderen Zeugen" ru="разночтение другого списка" zh="他本异文"/>
    <l k="lg-stamp" en="a stamp" de="ein Stempel" ru="штамп" zh="印章"/>
    <l k="lg-pb" en="a new page of the source" de="eine neue Seite der Vorlage" ru="новая страница источника" zh="原件换页"/>
    <!-- citation box -->
    <l k="cite" en="How to cite" de="Zitierhinweis" ru="Как цитировать" zh="引用方式"/>
    <l k="own-citation" en="As the source asks to be cited" de="Zitierweise der Quelle" ru="Ссылка, рекомендованная источником" zh="来源所给引文"/>
    <l k="copy" en="Copy" de="Kopieren" ru="Копировать" zh="复制"/>
    <l k="copied" en="Copied" de="Kopiert" ru="Скопировано" zh="已复制"/>
    <l k="download" en="Download" de="Herunterladen" ru="Скачать" zh="下载"/>
    <l k="plain-text" en="Plain text" de="Reiner Text" ru="Простой текст" zh="纯文本"/>
    <l k="facsimile" en="Facsimile" de="Faksimile" ru="Факсимиле" zh="影印件"/>
    <l k="contents-of" en="Contains" de="Enthält" ru="Содержание" zh="内容"/>
    <l k="description" en="Description" de="Beschreibung" ru="Описание" zh="形制"/>
    <!-- plain text: the columns of the labels of its heading block -->
    <l k="room-of-facts" en="16" de="18" ru="18" zh="12"/>
    <!-- about, footer -->
    <l k="about" en="About this text" de="Über diesen Text" ru="Об этом тексте" zh="关于本文"/>
    <l k="responsible" en="Responsibility" de="Verantwortlich" ru="Ответственность" zh="责任者"/>
    <l k="funder" en="Supported by" de="Gefördert von" ru="При поддержке" zh="资助"/>
    <l k="publisher" en="Publisher" de="Herausgegeben von" ru="Издатель" zh="出版者"/>
    <l k="licence" en="Licence" de="Lizenz" ru="Лицензия" zh="许可"/>
    <l k="editorial-practice" en="Editorial practice" de="Editionsgrundsätze" ru="Принципы издания" zh="编辑体例"/>
    <l k="made-with" en="Made with $1" de="Erstellt mit $1" ru="Создано с помощью $1" zh="由$1生成"/>
    <l k="n-documents" en="$1 documents" one-en="1 document" de="$1 Dokumente" one-de="1 Dokument" ru="Документов: $1" zh="文件$1篇"/>
    <l k="range" en="$1 to $2" de="$1 bis $2" ru="$1 — $2" zh="$1至$2"/>
    <l k="undated" en="Undated" de="Ohne Datum" ru="Без даты" zh="日期不详"/>
    <l k="correspondents" en="Correspondents" de="Korrespondenten" ru="Корреспонденты" zh="收发双方"/>
    <l k="from-to" en="$1 to $2" de="$1 an $2" ru="$1 → $2" zh="$1致$2"/>
    <!-- the pages of the edition as a whole -->
    <l k="pages-of-edition" en="Pages of the edition" de="Seiten der Edition" ru="Страницы издания" zh="本编页面"/>
    <l k="view-index" en="Documents" de="Dokumente" ru="Документы" zh="文件"/>
    <l k="view-timeline" en="Timeline" de="Zeitleiste" ru="Хронология" zh="时间线"/>
    <l k="view-correspondence" en="Correspondence" de="Korrespondenz" ru="Переписка" zh="往来函电"/>
    <l k="view-persons" en="Persons" de="Personen" ru="Лица" zh="人物"/>
    <l k="view-places" en="Places" de="Orte" ru="Места" zh="地点"/>
    <l k="view-organisations" en="Organisations" de="Organisationen" ru="Организации" zh="机构"/>
    <l k="view-kinds" en="Kinds" de="Arten" ru="Виды документов" zh="文种"/>
    <l k="view-languages" en="Languages" de="Sprachen" ru="Языки" zh="语言"/>
    <l k="years" en="Years" de="Jahre" ru="Годы" zh="年份"/>
    <l k="parts" en="Parts of this list" de="Teile dieser Liste" ru="Части списка" zh="分页"/>
    <l k="parts-again" en="Parts of this list, again" de="Teile dieser Liste, noch einmal" ru="Части списка (повторно)" zh="分页（重复）"/>
    <l k="part" en="part $1" de="Teil $1" ru="часть $1" zh="第$1部分"/>
    <l k="continued" en="(continued)" de="(Fortsetzung)" ru="(продолжение)" zh="（续）"/>
    <l k="no-letter" en="Others" de="Weitere" ru="Прочее" zh="其他"/>
    <l k="spellings" en="In the documents" de="In den Dokumenten" ru="В документах" zh="文件中作"/>
    <l k="download-all" en="The whole edition" de="Die ganze Edition" ru="Всё издание" zh="全编下载"/>
    <l k="all-tei" en="TEI (ZIP)" de="TEI (ZIP)" ru="TEI (ZIP)" zh="TEI（ZIP）"/>
    <l k="all-text" en="Plain text (ZIP)" de="Reiner Text (ZIP)" ru="Простой текст (ZIP)" zh="纯文本（ZIP）"/>
    <l k="all-bibtex" en="BibTeX" de="BibTeX" ru="BibTeX" zh="BibTeX"/>
    <l k="all-ris" en="RIS" de="RIS" ru="RIS" zh="RIS"/>
    <l k="all-csl-json" en="CSL-JSON" de="CSL-JSON" ru="CSL-JSON" zh="CSL-JSON"/>
    <l k="all-cmif" en="Correspondence (CMIF)" de="Korrespondenz (CMIF)" ru="Переписка (CMIF)" zh="往来函电（CMIF）"/>
    <l k="feed" en="Atom feed" de="Atom-Feed" ru="Лента Atom" zh="Atom订阅"/>
    <!-- search -->
    <l k="search" en="Search the texts" de="In den Texten suchen" ru="Поиск по текстам" zh="全文检索"/>
    <l k="search-hint" en="Words in any language" de="Wörter in jeder Sprache" ru="Слова на любом языке" zh="任何语言的字词"/>
    <l k="search-go" en="Search" de="Suchen" ru="Найти" zh="检索"/>
    <l k="search-reset" en="Clear" de="Zurücksetzen" ru="Сбросить" zh="清除"/>
    <l k="search-failed" en="The search index could not be loaded." de="Der Suchindex konnte nicht geladen werden." ru="Не удалось загрузить указатель." zh="无法载入检索索引。"/>
    <l k="results" en="Results" de="Ergebnisse" ru="Результаты" zh="检索结果"/>
    <l k="more-results" en="More" de="Mehr" ru="Ещё" zh="更多"/>
    <l k="found" en="$1 documents" de="$1 Dokumente" ru="Найдено документов: $1" zh="找到$1篇"/>
    <l k="found-one" en="1 document" de="1 Dokument" ru="Найден 1 документ" zh="找到1篇"/>
    <l k="found-none" en="No document has all of these." de="Kein Dokument enthält das alles." ru="Таких документов нет." zh="没有符合条件的文件。"/>
    <l k="any" en="Any" de="Alle" ru="Все" zh="不限"/>
    <l k="person" en="Person" de="Person" ru="Лицо" zh="人物"/>
    <l k="language" en="Language" de="Sprache" ru="Язык" zh="语言"/>
    <l k="year" en="Year" de="Jahr" ru="Год" zh="年份"/>
    <!-- a document's place in its correspondence -->
    <l k="within" en="Correspondence $1" de="Korrespondenz $1" ru="Переписка: $1" zh="往来函电：$1"/>
    <!-- dates -->
    <l k="not-before" en="not before $1" de="nicht vor $1" ru="не ранее $1" zh="不早于$1"/>
    <l k="not-after" en="not after $1" de="nicht nach $1" ru="не позднее $1" zh="不晚于$1"/>
    <l k="between" en="between $1 and $2" de="zwischen $1 und $2" ru="не ранее $1 — не позднее $2" zh="$1至$2之间"/>
    <l k="since" en="from $1" de="ab $1" ru="с $1" zh="$1起"/>
    <l k="until" en="until $1" de="bis $1" ru="до $1" zh="至$1"/>
    <l k="date-range" en="$1 – $2" de="$1 – $2" ru="$1 — $2" zh="$1至$2"/>
    <l k="before-time" en=", " de=", " ru=", " zh=" "/>
    <l k="months"
       en="January February March April May June July August September October November December"
       de="Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
       ru="января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
       zh="1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月"/>
    <l k="months-alone"
       en="January February March April May June July August September October November December"
       de="Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
       ru="январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"
       zh="1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月"/>
  </f:labels>

  <xsl:variable name="own-labels" select="exsl:node-set($user-labels)/l"/>

  <func:function name="f:ui">
    <xsl:param name="lang"/>
    <xsl:variable name="primary" select="f:primary($lang)"/>
    <xsl:choose>
      <xsl:when test="$primary = 'de' or $primary = 'ru'"><func:result select="$primary"/></xsl:when>
      <xsl:when test="$primary = 'zh'"><func:result select="'zh-Hans'"/></xsl:when>
      <xsl:otherwise><func:result select="'en'"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- native in the program -->
  <func:function name="f:label">
    <xsl:param name="key"/>
    <xsl:param name="lang" select="'en'"/>
    <xsl:param name="form" select="''"/>
    <xsl:variable name="primary" select="f:primary(f:ui($lang))"/>
    <xsl:variable name="formed" select="concat($form, '-', $primary)"/>
    <xsl:variable name="own" select="$own-labels[@k = $key]/@*[. != ''][name() = $primary or name() = $formed]"/>
    <xsl:variable name="ours" select="document('')/*/f:labels/l[@k = $key]/@*[. != ''][name() = $primary or name() = $formed]"/>
    <xsl:variable name="words" select="$own | $ours[not($own)]"/>
    <func:result select="string($words[name() = $formed] | $words[not($words[name() = $formed])])"/>
  </func:function>

  <func:function name="f:fill">
    <xsl:param name="pattern"/>
    <xsl:param name="a"/>
    <xsl:param name="b" select="''"/>
    <func:result select="str:replace(str:replace($pattern, '$1', string($a)), '$2', string($b))"/>
  </func:function>

  <func:function name="f:colon">
    <xsl:param name="lang" select="'en'"/>
    <xsl:choose>
      <xsl:when test="f:primary($lang) = 'zh'"><func:result select="'：'"/></xsl:when>
      <xsl:otherwise><func:result select="': '"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- a counted label: the singular where the language has its own form for one -->
  <func:function name="f:count">
    <xsl:param name="key"/>
    <xsl:param name="n"/>
    <xsl:param name="lang" select="'en'"/>
    <func:result select="f:fill(f:label($key, $lang, substring('one', 1, 3 * (string($n) = '1'))), $n)"/>
  </func:function>
</xsl:stylesheet>
