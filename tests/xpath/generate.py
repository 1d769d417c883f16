"""generate.py SEED NUMBER [1.0] - that many XPath expressions, one a line, for the differential test.

Each is made by walking down a grammar of typed productions: what asks for a date mostly gets one,
and now and then something else, so that errors are compared as well.
"""
import random
import sys

seed, number = int(sys.argv[1]), int(sys.argv[2])
compatible = sys.argv[3:] == ["1.0"]
R = random.Random(seed)
WRONG = 0.04


def one(*options):
    return R.choice(options)


def quoted(s):
    return "'" + s.replace("'", "''") + "'"


# ---- leaves ----

TEXTS = ["", "a", "abc", "Größe", "ЖУК", "ß", "straße", " a  b ", "x y z", "1", "2.5", "-3", "true",
         "NaN", "INF", "2001-12-31", "e\u0301t\u00e9", "𝔊oth", "aXbXc", "a,b,,c", "abracadabra",
         "The cat sat", "k1 k2", "ǅ", "ﬁ", "İi", "100%", "a-b.c", "http://x.org/a b?é", "\u0130", "ΑΣ", "p:a", "0"]
INTEGERS = ["0", "1", "2", "3", "5", "7", "-1", "-4", "10", "12", "100", "999999", "1000000", "2147483648",
            "4611686018427387904"]
DECIMALS = ["0.0", "0.5", "1.5", "2.5", "-2.5", "0.1", "3.14159", "12.678", "-0.05", "100.25", "0.000001", "1234567.125"]
DOUBLES = ["0e0", "1e0", "-1.5e0", "2.5e0", "1e6", "1e-7", "123456.789e0", "1e100", "-0e0", "0.1e0", "1e15",
           "xs:double('NaN')", "xs:double('INF')", "xs:double('-INF')"]
FLOATS = ["xs:float('1.1')", "xs:float('0')", "xs:float('-2.5')", "xs:float('NaN')", "xs:float('INF')",
          "xs:float('16777217')", "xs:float('1e-10')", "xs:float(3)", "xs:float('1234567')"]
ZONES = ["", "", "Z", "+01:00", "-05:00", "+14:00", "-00:30"]
DAYS = ["2004-02-29", "1999-12-31", "2000-01-01", "1970-01-01", "2010-10-31", "0001-01-01", "12000-03-01",
        "1582-10-15", "-0044-03-15", "1900-02-28"]
TIMES = ["00:00:00", "12:30:45", "23:59:59.999", "08:00:00.5", "24:00:00", "13:20:00"]
YEARS_MONTHS = ["P1Y", "P2Y6M", "-P1M", "P0M", "P14M", "-P3Y2M", "P100Y"]
DAYS_TIMES = ["P1D", "PT1H", "-PT90M", "P3DT10H30M", "PT0S", "PT1.5S", "-P2DT3H", "PT0.001S", "P400D", "PT36H"]


def integer(d):
    if d <= 0 or R.random() < 0.35:
        return R.choice(INTEGERS)
    return wrap(one(
        lambda: f"{numeric_integer(d)} {one('+', '-', '*')} {small(d)}",
        lambda: f"{integer(d - 1)} {one('idiv', 'mod')} {small(d)}",
        lambda: f"count({items(d - 1)})",
        lambda: f"string-length({string(d - 1)})",
        lambda: f"xs:integer({one(integer, decimal, double, string, boolean)(d - 1)})",
        lambda: f"({integer(d - 1)}) cast as xs:integer",
        lambda: f"abs({integer(d - 1)})",
        lambda: f"{one('floor', 'ceiling', 'round')}({integer(d - 1)})",
        lambda: f"compare({string(d - 1)}, {string(d - 1)})",
        lambda: f"{one('year', 'month', 'day')}-from-date({date(d - 1)})",
        lambda: f"{one('year', 'month', 'day', 'hours', 'minutes')}-from-dateTime({datetime(d - 1)})",
        lambda: f"{one('hours', 'minutes')}-from-time({time(d - 1)})",
        lambda: f"{one('years', 'months', 'days', 'hours', 'minutes')}-from-duration({duration(d - 1)})",
        lambda: f"string-to-codepoints({string(d - 1)})[{small(0)}]",
        lambda: f"index-of({items(d - 1)}, {atomic(d - 1)})[1]",
        lambda: f"round-half-to-even({integer(d - 1)}, {one('0', '-1', '-2', '2')})",
        lambda: f"-{wrap(integer(d - 1))}",
        lambda: f"sum({integers(d - 1)})",
        lambda: f"{one('max', 'min')}({integers(d - 1)})",
        lambda: f"(for $x in {integers(d - 1)} return $x * 2)[last()]",
    )())


def small(d):
    return one("1", "2", "3", "4", "0", "-2", "7")


def numeric_integer(d):
    return wrap(integer(d - 1))


def decimal(d):
    if d <= 0 or R.random() < 0.35:
        return R.choice(DECIMALS)
    return wrap(one(
        lambda: f"{decimal(d - 1)} {one('+', '-')} {one(decimal, integer)(d - 1)}",
        lambda: f"{decimal(d - 1)} * {one(decimal, integer)(d - 2)}",
        lambda: f"{integer(d - 1)} div {small(d)}",
        lambda: f"{decimal(d - 1)} mod {one('0.3', '2', '-1.5', '0.7')}",
        lambda: f"xs:decimal({one(integer, decimal, string, boolean)(d - 1)})",
        lambda: f"{one('floor', 'ceiling', 'round', 'abs')}({decimal(d - 1)})",
        lambda: f"round-half-to-even({decimal(d - 1)}, {one('0', '1', '2', '-1', '3')})",
        lambda: f"avg({integers(d - 1)})",
        lambda: f"seconds-from-{one('dateTime', 'time', 'duration')}({one(datetime, time, duration)(d - 1)})",
        lambda: f"seconds-from-dateTime({datetime(d - 1)})",
        lambda: f"seconds-from-time({time(d - 1)})",
        lambda: f"seconds-from-duration({duration(d - 1)})",
        lambda: f"{daytime(d - 1)} div xs:dayTimeDuration('{one('PT1H', 'P1D', 'PT0.5S', '-PT3M')}')",
    )())


def double(d):
    if d <= 0 or R.random() < 0.4:
        return R.choice(DOUBLES)
    return wrap(one(
        lambda: f"{double(d - 1)} {one('+', '-', '*', 'div', 'mod')} {number_(d - 1)}",
        lambda: f"number({one(string, node, boolean, number_)(d - 1)})",
        lambda: f"xs:double({one(string, number_, boolean)(d - 1)})",
        lambda: f"{one('floor', 'ceiling', 'round', 'abs')}({double(d - 1)})",
        lambda: f"round-half-to-even({double(d - 1)}, {one('0', '1', '2', '-1')})",
        lambda: f"{one('sum', 'avg', 'max', 'min')}({nodes(d - 1)}/@{one('n', 'n', 'v')})",
        lambda: f"-{wrap(double(d - 1))}",
        lambda: f"{node(d - 1)} {one('+', '*')} {number_(d - 1)}",
    )())


def float_(d):
    if d <= 0 or R.random() < 0.6:
        return R.choice(FLOATS)
    return wrap(f"{float_(d - 1)} {one('+', '-', '*', 'div', 'mod')} {one(float_, integer, decimal)(d - 1)}")


def number_(d):
    return one(integer, integer, decimal, double, float_)(d)


def literal(s):
    return quoted(s)


PATTERNS = ["a", "[a-c]+", "b.*", "^a", "c$", "(a)(b)?", "\\d+", "\\s+", "\\w+", "[^a-z]", "x|y", "\\p{L}+", "\\p{Lu}",
            "[\\i-[:]][\\c-[:]]*", "a{2,3}", "(ab|a)(c|bcd)?", ".", ",", "[X]", "\\P{L}", "[a-z-[aeiou]]+", "\\p{IsCyrillic}",
            "(.)\\1", "a*?b", "a", "\\.", "[\\s,]+", "", "(", "[z-a]", "\\q", "a**", "^", "$", "x*", "[a-zA-Z0-9]{1,2}",
            "\\p{IsBasicLatin}+", "\\S", "\\W", "\\D+", "[^\\d]", "(?:a)", "\\p{Xx}", "A", "[A-C]", "a b", "((a)|(b))+",
            "(b)?a\\1", "((x)|a)(b)\\2", "^*a", "a$?", "^.", ".$", "^$", "[ıx]", "[^ı]", "^(a|b)+$", "(a)(b)?(c)?\\3", "[a-z-[m-p]-]", "[^a-z-[A]]",
            "\\i\\c*", "[\\i-[a]]", "\\p{L}\\p{M}*", "\\p{IsLatin-1Supplement}", "(.)(.)\\2\\1", "\\n", "a|b|", "()", "(a){2,}?", "[.]", "[\\-a]"]
FLAGS = ["", "i", "s", "m", "x", "im", "sx", "z", "ms", "mi"]
REPLACEMENTS = ["", "-", "$1", "[$0]", "$1$2", "\\$", "\\\\", "$", "\\a", "é", "$10", "𝔊"]


def pattern():
    return quoted(R.choice(PATTERNS))


def flags():
    return quoted(R.choice(FLAGS)) if R.random() < 0.9 else string(0)


def string(d):
    if R.random() < WRONG:
        return atomic(d - 1)
    if d <= 0 or R.random() < 0.3:
        return literal(R.choice(TEXTS))
    if R.random() < 0.12:
        return more_string(d)
    return one(
        lambda: f"concat({atomic(d - 1)}, {atomic(d - 1)})",
        lambda: f"string({one(atomic, node)(d - 1)})",
        lambda: f"substring({string(d - 1)}, {number_(d - 2)})",
        lambda: f"substring({string(d - 1)}, {one('1', '2', '0', '-1', '1.5', '2.5', '0e0 div 0e0', '-1e0 div 0e0')}, {one('1', '2', '3.4', '1e0 div 0e0', '-1')})",
        lambda: f"substring-{one('before', 'after')}({string(d - 1)}, {string(d - 1)})",
        lambda: f"{one('upper', 'lower')}-case({string(d - 1)})",
        lambda: f"normalize-space({string(d - 1)})",
        lambda: f"normalize-unicode({string(d - 1)}, '{one('NFC', 'NFD', 'NFKC', 'NFKD', 'nfc', '')}')",
        lambda: f"translate({string(d - 1)}, {string(d - 1)}, {string(d - 1)})",
        lambda: f"string-join({strings(d - 1)}, {string(d - 2)})",
        lambda: f"replace({string(d - 1)}, {pattern()}, {quoted(R.choice(REPLACEMENTS))})",
        lambda: f"replace({string(d - 1)}, {pattern()}, {quoted(R.choice(REPLACEMENTS))}, {flags()})",
        lambda: f"encode-for-uri({string(d - 1)})",
        lambda: f"iri-to-uri({string(d - 1)})",
        lambda: f"escape-html-uri({string(d - 1)})",
        lambda: f"codepoints-to-string({one('(97, 98)', '(120119)', '()', '(0)', '(55296)', integers(d - 1))})",
        lambda: f"name({node(d - 1)})",
        lambda: f"local-name({node(d - 1)})",
        lambda: f"{wrap(atomic(d - 1))} cast as xs:string{one('', '?')}",
        lambda: f"xs:string({atomic(d - 1)})",
        lambda: f"string(namespace-uri({node(d - 1)}))",
        lambda: f"tokenize({string(d - 1)}, {pattern()})[{small(0)}]",
        lambda: f"(if ({boolean(d - 1)}) then {string(d - 1)} else {string(d - 1)})",
        lambda: f"{one('max', 'min')}({strings(d - 1)})",
        lambda: f"prefix-from-QName({qname(d - 1)})",
        lambda: f"local-name-from-QName({qname(d - 1)})",
    )()


CODEPOINTS = ", 'http://www.w3.org/2005/xpath-functions/collation/codepoint'"


def more_string(d):
    """What came later, apart, so that what the others make of a seed changes little."""
    return one(
        lambda: f"codepoints-to-string(({', '.join(R.choice(('97', '10', '98', '13', '32', '305', '10')) for _ in range(R.randint(1, 5)))}))",
        lambda: f"string-join(for $p in {nodes(d - 1)}/namespace::* return concat(name($p), '=', $p), ' ')" if d > 1 else "'ns'",
        lambda: f"string({one('max', 'min')}(({uri(d)}, {uri(d)})))",
        lambda: f"substring-{one('before', 'after')}({string(d - 1)}, {string(d - 1)}{CODEPOINTS})",
        lambda: f"{one('max', 'min')}({strings(d - 1)}{CODEPOINTS})",
        lambda: f"string-join(trace({strings(d - 1)}, 't'), '|')",
        lambda: f"replace(codepoints-to-string((97, 10, 98, 10)), {pattern()}, {quoted(R.choice(REPLACEMENTS))}, {flags()})",
        lambda: f"string(namespace-uri-for-prefix({one(chr(39) + 'p' + chr(39), chr(39) * 2, '()')}, doc('two.xml')/*))",
        lambda: f"(some $a in {strings(d - 1)}, $b in {strings(d - 1)} satisfies $a {R.choice(RELATIONS)} $b) cast as xs:string",
        lambda: f"string(exactly-one(({string(d - 1)}, {one('()', string(d - 1))})))",
    )()


def strings(d):
    return one(
        lambda: "(" + ", ".join(string(d - 1) for _ in range(R.randint(0, 4))) + ")",
        lambda: f"tokenize({string(d - 1)}, {pattern()})",
        lambda: f"tokenize({string(d - 1)}, {pattern()}, {flags()})",
        lambda: f"{nodes(d - 1)}/string()",
        lambda: f"(for $s in {strings(d - 1)} return {one('upper-case($s)', 'concat($s, $s)', 'substring($s, 2)')})" if d > 0 else "('a', 'b')",
        lambda: f"distinct-values({strings(d - 1)})" if d > 0 else "('b', 'a', 'b')",
    )()


def date(d):
    if R.random() < WRONG:
        return atomic(d - 1)
    if d <= 0 or R.random() < 0.5:
        return f"xs:date('{R.choice(DAYS)}{R.choice(ZONES)}')"
    return one(
        lambda: f"({date(d - 1)} {one('+', '-')} {one(yearmonth, daytime)(d - 1)})",
        lambda: f"adjust-date-to-timezone({date(d - 1)})",
        lambda: f"adjust-date-to-timezone({date(d - 1)}, {one('()', zone())})",
        lambda: f"xs:date({datetime(d - 1)})",
        lambda: f"({datetime(d - 1)} cast as xs:date)",
        lambda: f"{one('max', 'min')}(({date(d - 1)}, {date(d - 1)}))",
    )()


def zone():
    return "xs:dayTimeDuration('" + one("PT0S", "PT10H", "-PT5H", "PT14H", "PT14H1M", "-PT30M", "PT1S") + "')"


def datetime(d):
    if R.random() < WRONG:
        return atomic(d - 1)
    if d <= 0 or R.random() < 0.5:
        return f"xs:dateTime('{R.choice(DAYS)}T{R.choice(TIMES)}{R.choice(ZONES)}')"
    return one(
        lambda: f"({datetime(d - 1)} {one('+', '-')} {one(yearmonth, daytime)(d - 1)})",
        lambda: f"adjust-dateTime-to-timezone({datetime(d - 1)}{one('', ', ()', ', ' + zone())})",
        lambda: f"xs:dateTime({date(d - 1)})",
        lambda: f"dateTime({date(d - 1)}, {time(d - 1)})",
    )()


def time(d):
    if R.random() < WRONG:
        return atomic(d - 1)
    if d <= 0 or R.random() < 0.5:
        return f"xs:time('{R.choice(TIMES)}{R.choice(ZONES)}')"
    return one(
        lambda: f"({time(d - 1)} {one('+', '-')} {daytime(d - 1)})",
        lambda: f"adjust-time-to-timezone({time(d - 1)}{one('', ', ()', ', ' + zone())})",
        lambda: f"xs:time({datetime(d - 1)})",
    )()


def yearmonth(d):
    if d <= 0 or R.random() < 0.5:
        return f"xs:yearMonthDuration('{R.choice(YEARS_MONTHS)}')"
    return one(
        lambda: f"({yearmonth(d - 1)} {one('+', '-')} {yearmonth(d - 1)})",
        lambda: f"({yearmonth(d - 1)} {one('*', 'div')} {one('2', '1.5', '0', '-3', '0.3e0', 'xs:double(''NaN'')', '1e0 div 0e0')})".replace("''", "'"),
        lambda: f"xs:yearMonthDuration({duration(d - 1)})",
        lambda: f"{one('sum', 'avg', 'max', 'min')}(({yearmonth(d - 1)}, {yearmonth(d - 1)}))",
    )()


def daytime(d):
    if d <= 0 or R.random() < 0.5:
        return f"xs:dayTimeDuration('{R.choice(DAYS_TIMES)}')"
    return one(
        lambda: f"({daytime(d - 1)} {one('+', '-')} {daytime(d - 1)})",
        lambda: f"({daytime(d - 1)} {one('*', 'div')} {one('2', '1.5', '0', '-3', '0.3e0')})",
        lambda: f"({date(d - 1)} - {date(d - 1)})",
        lambda: f"({datetime(d - 1)} - {datetime(d - 1)})",
        lambda: f"({time(d - 1)} - {time(d - 1)})",
        lambda: f"xs:dayTimeDuration({duration(d - 1)})",
        lambda: f"timezone-from-{one('dateTime', 'dateTime')}({datetime(d - 1)})",
        lambda: f"timezone-from-date({date(d - 1)})",
        lambda: f"{one('sum', 'avg', 'max', 'min')}(({daytime(d - 1)}, {daytime(d - 1)}))",
    )()


def duration(d):
    return one(
        lambda: f"xs:duration('{one('P1Y2M3DT4H5M6.7S', '-P1Y', 'PT0S', 'P1M31D', 'P13M', 'PT100H', '-P1DT1S')}')",
        lambda: yearmonth(d), lambda: daytime(d))()


def gregorian(d):
    kind, text = one(("gYear", "2004"), ("gYear", "-0044"), ("gYearMonth", "1999-05"), ("gMonth", "--11"), ("gDay", "---31"),
                     ("gMonthDay", "--02-29"))
    if d > 0 and R.random() < 0.4:
        return f"xs:{kind}({one(date, datetime)(d - 1)})"
    return f"xs:{kind}('{text}{R.choice(ZONES)}')"


def qname(d):
    return one("xs:QName('a')", "xs:QName('xs:b')", "node-name((//*)[3])", "QName('urn:p', 'p:a')", "QName('', 'a')",
               "resolve-QName('p', (//*)[2])", "xs:QName('p:a')", "QName('urn:q', 'a')", "node-name(//@n)" if R.random() < .1 else "node-name((//@*)[2])",
               "xs:QName('nope:a')" if R.random() < .2 else "xs:QName('q:a')")


def binary(d):
    return one("xs:hexBinary('0fB7')", "xs:hexBinary('')", "xs:base64Binary('D7c=')", "xs:base64Binary('AAAA AAAA')",
               "xs:hexBinary(xs:base64Binary('D7c='))", "xs:base64Binary(xs:hexBinary('00'))")


def uri(d):
    return one("xs:anyURI('http://x.org/')", "xs:anyURI('a')", "namespace-uri((//*)[2])", "xs:anyURI('')",
               "resolve-uri('x.xml', 'http://a.org/b/c')", "resolve-uri('../x', 'http://a.org/b/c/d')")


def untyped(d):
    return one("xs:untypedAtomic('1')", "xs:untypedAtomic('abc')", "data((//@n)[2])", "data((//f)[3])",
               f"xs:untypedAtomic({literal(R.choice(TEXTS))})")


ATOMIC = [integer, integer, decimal, double, float_, string, string, string, lambda d: boolean(d), date, datetime, time, yearmonth,
          daytime, duration, gregorian, qname, binary, uri, untyped]


def atomic(d):
    return R.choice(ATOMIC)(d)


TYPES = ["string", "boolean", "integer", "decimal", "float", "double", "date", "dateTime", "time", "duration", "yearMonthDuration",
         "dayTimeDuration", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay", "anyURI", "untypedAtomic", "hexBinary",
         "base64Binary", "int", "nonNegativeInteger", "NCName", "token", "language"]


def occurs():
    return one("", "", "?", "*", "+")


def sequence_type():
    return one(lambda: "xs:" + R.choice(TYPES + ["anyAtomicType", "QName"]) + occurs(),
               lambda: one("item()", "node()", "element()", "attribute()", "text()", "comment()", "processing-instruction()",
                           "document-node()", "element(a)", "element(*)", "attribute(n)", "document-node(element(r))",
                           "element(a, xs:untyped)", "attribute(*, xs:untypedAtomic)", "processing-instruction(pi)",
                           "element(*, xs:int)", "element(a, xs:untyped?)", "element(a, xs:none)", "attribute(n, xs:token)",
                           "processing-instruction('pi')") + occurs(),
               lambda: "empty-sequence()")()


RELATIONS = ["=", "!=", "<", "<=", ">", ">="]
VALUES = ["eq", "ne", "lt", "le", "gt", "ge"]


def boolean(d):
    if d <= 0:
        return one("true()", "false()")
    return one(
        lambda: (lambda t: f"({t(d - 1)} {R.choice(VALUES)} {t(d - 1)})")(R.choice(ATOMIC)),
        lambda: (lambda t: f"({t(d - 1)} {R.choice(RELATIONS)} {t(d - 1)})")(R.choice(ATOMIC)),
        lambda: f"({atomic(d - 1)} {R.choice(VALUES + RELATIONS)} {atomic(d - 1)})",
        lambda: f"({nodes(d - 1)} {R.choice(RELATIONS)} {atomic(d - 1)})",
        lambda: f"({nodes(d - 1)} {R.choice(RELATIONS)} {nodes(d - 1)})",
        lambda: f"({items(d - 1)} {R.choice(RELATIONS)} {items(d - 1)})",
        lambda: f"({boolean(d - 1)} {one('and', 'or')} {boolean(d - 1)})",
        lambda: f"not({one(boolean, nodes, atomic)(d - 1)})",
        lambda: f"boolean({one(boolean, nodes, atomic, items)(d - 1)})",
        lambda: f"{one('exists', 'empty')}({items(d - 1)})",
        lambda: f"{one('contains', 'starts-with', 'ends-with')}({string(d - 1)}, {string(d - 1)})",
        lambda: f"matches({string(d - 1)}, {pattern()})",
        lambda: f"matches({string(d - 1)}, {pattern()}, {flags()})",
        lambda: f"({one('some', 'every')} $x in {items(d - 1)} satisfies {one('$x = ' + atomic(d - 2), 'string($x) = ' + string(d - 2), 'exists($x)', '$x instance of ' + sequence_type())})",
        lambda: f"({items(d - 1)} instance of {sequence_type()})",
        lambda: f"({wrap(atomic(d - 1))} castable as xs:{R.choice(TYPES)}{one('', '?')})",
        lambda: f"deep-equal({items(d - 1)}, {items(d - 1)})",
        lambda: f"deep-equal({nodes(d - 1)}, {nodes(d - 1)})",
        lambda: f"({node(d - 1)} {one('is', '<<', '>>')} {node(d - 1)})",
        lambda: f"xs:boolean({one(string, number_)(d - 1)})",
        lambda: f"codepoint-equal({string(d - 1)}, {string(d - 1)})",
        lambda: f"lang('{one('en', 'de', 'DE', 'de-at', 'fr')}', {node(d - 1)})",
        lambda: f"nilled({node(d - 1)})",
    )()


# ---- nodes ----

AXES = ["child", "descendant", "attribute", "self", "descendant-or-self", "following-sibling", "following", "parent", "ancestor",
        "preceding-sibling", "preceding", "ancestor-or-self"]
NAMES = ["a", "b", "c", "d", "e", "f", "g", "r", "*", "*", "row", "v"]
TEI = ["tei:p", "tei:div", "*:note", "tei:*", "tei:head", "p:note", "note", "*:hi", "tei:lb"]


def test(axis):
    if axis == "attribute":
        return one("n", "n", "v", "*", "key", "node()", "xml:id", "*:id", "attribute()", "attribute(n)", "p:x", "xml:lang", "k")
    return one(lambda: R.choice(NAMES), lambda: R.choice(NAMES), lambda: R.choice(TEI),
               lambda: one("node()", "node()", "text()", "comment()", "processing-instruction()", "element()", "element(b)",
                           "processing-instruction('pi')", "processing-instruction(pi)", "element(*)"))()


def predicate(d):
    return "[" + one(
        lambda: one("1", "2", "3", "last()", "last() - 1", "position() = 2", "position() < 3", "position() mod 2 = 1",
                    "position() = last()", "position() > 1", "0", "1.5", "2e0", "-1", "position()", "count(*)"),
        lambda: one("1", "2", "last()"),
        lambda: f"@{test('attribute')}",
        lambda: f"@n {R.choice(RELATIONS)} {one('1', '4', '7', '2.5', chr(39) + '3' + chr(39))}",
        lambda: test("child"),
        lambda: boolean(d - 1),
        lambda: f"{step(d - 1)}",
        lambda: f"not({step(d - 1)})",
        lambda: f"{step(d - 1)} {R.choice(RELATIONS)} {one(string, integer)(0)}",
        lambda: f"number(@n)",
        lambda: f"../{step(d - 1)}",
        lambda: one("string()", "string-length() > 2", "normalize-space()", ". = 'abc'", "self::a or self::b", "@n and @v", "node()",
                    "count(preceding-sibling::*) + 1", "(1, 2)", "()", "name() = 'b'", "(2, ../a)", "if (@n) then 1 else 2",
                    "position() = (1, 3)", "*/(if (position() = 2) then . else ..)", "..//*[last()]/@n", "*[2]", "contains(., 'e')"),
    )() + "]"


def step(d):
    k = R.random()
    if k < 0.08:
        return ".." + (predicate(d - 1) if d > 0 and R.random() < 0.2 else "")
    if k < 0.12:
        return "."
    if k < 0.3:
        body = "@" + test("attribute")
    elif k < 0.62:
        body = test("child")
    else:
        axis = R.choice(AXES)
        body = axis + "::" + test(axis)
    while d > 0 and R.random() < 0.35:
        body += predicate(d - 1)
    return body


def general_step(d):
    k = R.random()
    if k < 0.86 or d <= 0:
        return step(d)
    return one(lambda: f"({step(d - 1)} {one('|', 'union', 'intersect', 'except')} {step(d - 1)})",
               lambda: f"({step(d - 1)})" + predicate(d - 1),
               lambda: f"({step(d - 1)}, {step(d - 1)})",
               lambda: f"(if ({boolean(d - 2)}) then {step(d - 1)} else {step(d - 1)})",
               lambda: "id(@to)", lambda: "root()", lambda: f"id('{one('k1', 'p1', 'k1 k2', 't1')}')")()


def start():
    return one("", "/", "//", "//", "//", "/*/", "doc('two.xml')//", "doc('three.xml')//", "/r/a/", "//a/", "//*/", "//@*/",
               "//text()/", "//node()/")


def nodes(d):
    if R.random() < WRONG:
        return items(d - 1)
    if d <= 0:
        return one("//a", "//@n", "/r", "//f", "//b", "//text()", "//*", "()", "doc('three.xml')//v", "/", "//comment()",
                   "doc('two.xml')//*:p", "//c/..", "//node()")
    k = R.random()
    if k < 0.7:
        s = start() + general_step(d)
        while R.random() < 0.45:
            s += one("/", "/", "/", "//") + general_step(d - 1)
        return s
    return one(
        lambda: f"({nodes(d - 1)}){predicate(d - 1)}",
        lambda: f"({nodes(d - 1)} {one('|', 'union', 'intersect', 'except')} {nodes(d - 1)})",
        lambda: f"({nodes(d - 1)}, {nodes(d - 1)})",
        lambda: f"(for $n in {nodes(d - 1)} return $n/{step(d - 1)})",
        lambda: f"reverse({nodes(d - 1)})",
        lambda: f"subsequence({nodes(d - 1)}, {one('1', '2', '1.5', '0')}, {one('1', '2', '3')})",
        lambda: f"({nodes(d - 1)})/{step(d - 1)}",
        lambda: f"({nodes(d - 1)})[{number_(0)}]/{step(d - 1)}",
        lambda: f"id({string(d - 1)}, /)",
        lambda: f"idref('{one('k1', 'k2', 'x')}', /)",
        lambda: f"insert-before({nodes(d - 1)}, {small(0)}, {nodes(d - 1)})",
        lambda: f"remove({nodes(d - 1)}, {small(0)})",
    )()


def node(d):
    return one(lambda: f"({nodes(d)})[1]", lambda: f"({nodes(d)})[last()]", lambda: "(//a)[1]", lambda: f"({nodes(d)})[{small(0)}]",
               lambda: "/", lambda: "/r/@n", lambda: f"zero-or-one({nodes(d)})", lambda: "(//text())[2]", lambda: "root((//b)[1])")()


# ---- sequences ----

def integers(d):
    return one(lambda: "(" + ", ".join(integer(d - 1) for _ in range(R.randint(0, 4))) + ")",
               lambda: f"({small(0)} to {small(0)})", lambda: f"{nodes(d - 1)}/xs:integer(@n)" if d > 0 else "(1, 2)",
               lambda: f"string-to-codepoints({string(d - 1)})")()


def items(d):
    if d <= 0:
        return one("()", "(1, 2, 3)", "('a', 'b')", "//a", "(1, 'a', 2.5)", "1 to 4", "(true(), 1)").join(["(", ")"])
    return one(
        lambda: nodes(d), lambda: nodes(d), lambda: integers(d), lambda: strings(d),
        lambda: "(" + ", ".join(atomic(d - 1) for _ in range(R.randint(0, 4))) + ")",
        lambda: f"distinct-values({items(d - 1)})",
        lambda: f"reverse({items(d - 1)})",
        lambda: f"subsequence({items(d - 1)}, {number_(0)}, {number_(0)})",
        lambda: f"subsequence({items(d - 1)}, {number_(0)})",
        lambda: f"insert-before({items(d - 1)}, {small(0)}, {items(d - 1)})",
        lambda: f"remove({items(d - 1)}, {small(0)})",
        lambda: f"index-of({items(d - 1)}, {atomic(d - 1)})",
        lambda: f"({items(d - 1)}){predicate(0)}",
        lambda: f"(for $x in {items(d - 1)} return {one('string($x)', '($x, 1)', 'count($x)', '$x', '()')})",
        lambda: f"(for $x in {integers(d - 1)}, $y in {integers(d - 1)} return {one('$x + $y', '$x eq $y', '($x, $y)')})",
        lambda: f"(if ({boolean(d - 1)}) then {items(d - 1)} else {items(d - 1)})",
        lambda: f"data({items(d - 1)})",
        lambda: f"{one('zero-or-one', 'one-or-more', 'exactly-one')}({items(d - 1)})",
        lambda: f"({items(d - 1)} treat as {sequence_type()})",
        lambda: f"({items(d - 1)})",
        lambda: f"{nodes(d - 1)}/{one('string()', 'name()', 'position()', 'last()', 'count(*)', 'xs:string(@n)', 'number(@n)', '(@n, .)', '(1, 2)')}",
        lambda: f"in-scope-prefixes((//a)[1])",
    )()


def wrap(s):
    return "(" + s + ")" if " " in s or s.startswith("-") else s


def cast(d):
    value = one(atomic, atomic, lambda d: literal(R.choice(TEXTS + DAYS + TIMES + DAYS_TIMES + YEARS_MONTHS)),
                lambda d: literal(R.choice(["+1", " 12 ", "1.", ".5", "1e5", "1E+5", "--11", "---05", "2004", "1999-05", "--02-30", "0000-01-01",
                                            "12:60:00", "2001-02-29", "P", "PT", "P1", "P1YT", "-P1Y2M3DT4H5M6S", "0F", "0", "AA==", "A===", "TRUE",
                                            "1 2", "2001-01-01T25:00:00", "2001-01-01T10:00:00+15:00", "9999999999999999999999", "1e400", "-0",
                                            "0.1234567890123456789", "+INF", "1.5e-3", "0x10", "١"])))(d)
    return one(lambda: f"{wrap(value)} cast as xs:{R.choice(TYPES)}{one('', '?')}", lambda: f"xs:{R.choice(TYPES)}({value})",
               lambda: f"{wrap(value)} castable as xs:{R.choice(TYPES)}")()


def top():
    d = R.choice([1, 2, 2, 3, 3, 4])
    return one(nodes, nodes, nodes, nodes, nodes, items, items, boolean, boolean, string, string, integer, decimal, double, float_, date, datetime, time,
               yearmonth, daytime, gregorian, strings, cast, cast, cast, atomic, boolean)(d)


# Every type cast to every other, of some values each; then what is made at random.
SAMPLES = ([quoted(t) for t in ["", "1", "abc", " 2001-12-31 ", "true", "-1.5e3", "P1Y", "PT1H"]] +
           ["0", "-7", "1.5", "-0.0", "2e0", "xs:double('NaN')", "xs:double('-INF')", "xs:float('2.5')", "true()", "false()",
            "xs:untypedAtomic('12:00:00')", "xs:untypedAtomic('2.50')", "xs:date('2004-02-29Z')", "xs:dateTime('1999-12-31T23:59:59.5-05:00')",
            "xs:time('12:00:00')", "xs:duration('P1Y2DT3H')", "xs:yearMonthDuration('-P14M')", "xs:dayTimeDuration('P1DT0.5S')",
            "xs:gYear('2004')", "xs:gYearMonth('2004-02+01:00')", "xs:gMonth('--02')", "xs:gMonthDay('--02-29')", "xs:gDay('---29Z')",
            "xs:anyURI('a')", "xs:hexBinary('0FB7')", "xs:base64Binary('D7c=')", "xs:QName('a')", "()"])
for sample in SAMPLES if number >= 2000 else []:
    for name in TYPES:
        print(f"{wrap(sample)} cast as xs:{name}?")
        number -= 1

made = 0
while made < number:
    text = top()
    if len(text) <= 600 and "\n" not in text:
        print(text)
        made += 1
