#!/usr/bin/env python3
"""Values of every datatype, right, nearly right and wrong, for comparing validators line by line.

usage: datatypes.py SEED OUTDIR

Writes OUTDIR/values.rnc and OUTDIR/values.xml: each line of the document from the second on is one
element, whose name says its type, with one value. ID, IDREF and IDREFS are not among them: they can
only be the types of attributes, and are checked as NCNames.
"""

import os
import random
import sys
from xml.sax.saxutils import escape

SEEDS = {
    "boolean": ["true", "false", "1", "0", "TRUE", " true ", "yes"],
    "decimal": ["0", "-0", "+1.50", ".5", "5.", ".", "1e3", "-.0", "1 2", "00012.3400"],
    "integer": ["0", "-0", "+7", "007", "1.0", "", "-", "99999999999999999999999999"],
    "nonNegativeInteger": ["0", "-0", "-1", "+3", "12345678901234567890123"],
    "nonPositiveInteger": ["0", "-1", "1", "+0"],
    "positiveInteger": ["0", "1", "-1", "+1"],
    "negativeInteger": ["0", "-1", "1", "-00"],
    "long": ["9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809"],
    "int": ["2147483647", "2147483648", "-2147483648", "-2147483649", "+02147483647"],
    "short": ["32767", "32768", "-32768", "-32769"],
    "byte": ["127", "128", "-128", "-129"],
    "unsignedLong": ["18446744073709551615", "18446744073709551616", "-1", "-0"],
    "unsignedInt": ["4294967295", "4294967296"],
    "unsignedShort": ["65535", "65536"],
    "unsignedByte": ["255", "256", "-0", "+255"],
    "float": ["1", "1.5e10", "INF", "-INF", "+INF", "NaN", "inf", "1e", "1e+5", "0x1", "-0", ".5E-3", "1e400", "e1", "1.e1"],
    "double": ["1", "INF", "NaN", "1d", "1.5E-400", "++1", "1e1.5"],
    "dateTime": ["2000-01-01T00:00:00", "2000-01-01T24:00:00", "2000-01-01T24:00:01", "2000-02-30T00:00:00",
                 "1900-02-29T00:00:00", "2000-01-01T00:00:60", "2000-01-01T00:00:00.", "2000-01-01T00:00:00.123Z",
                 "2000-01-01T00:00:00+14:00", "2000-01-01T00:00:00+14:01", "2000-01-01T00:00:00-13:59",
                 "12000-01-01T00:00:00", "02000-01-01T00:00:00", "-0001-01-01T00:00:00", "0000-01-01T00:00:00",
                 "2000-1-01T00:00:00", "2000-01-01 00:00:00", "2000-01-01T25:00:00"],
    "date": ["2000-01-31", "2000-04-31", "2001-02-29", "2000-02-29Z", "2000-01-01+01:00", "-2000-01-01", "00-01-01",
             "-0004-02-29", "-0005-02-29", "20000-01-01", "2000-13-01", "2000-00-01", "2000-01-00"],
    "time": ["12:00:00", "24:00:00", "24:00:00.0", "23:59:59.999", "23:60:00", "1:00:00", "12:00", "12:00:00Z", "12:00:00-24:00"],
    "gYear": ["2000", "-0044", "0000", "99", "12345", "02000", "2000Z", "2000-05:00", "+2000"],
    "gYearMonth": ["2000-01", "2000-13", "2000-1", "-0044-03", "2000-01Z"],
    "gMonthDay": ["--02-29", "--02-30", "--04-31", "--12-31Z", "-02-29", "--2-2"],
    "gDay": ["---01", "---31", "---32", "--01", "---31Z", "---1"],
    "gMonth": ["--01", "--12", "--13", "--01--", "--1", "--01Z", "--01+05:00"],
    "duration": ["P1Y", "P1Y2M3DT4H5M6S", "P", "PT", "P1YT", "-P1D", "P-1D", "PT1.5S", "PT.5S", "PT1.S", "P1.5Y",
                 "P1M1Y", "P1D1M", "PT1S1M", "P0Y", "+P1Y", "P1Y1Y", "1Y"],
    "hexBinary": ["", "0", "00", "0aFf", "0g", "0 0"],
    "base64Binary": ["", "AAAA", "AA==", "AB==", "AAA=", "AAB=", "A===", "AA=", "A A A A", "AAAA AAAA", "====", "AAAA=", "YQ==", "YWI="],
    "anyURI": ["", "a b", "%41", "%4", "%zz", "a#b", "a#b#c", "1:x", "a:", ":", "a:b", "a/b:c", "?a:b", "#a:b", "http://[", "ä", "<>", "\\", "a|b"],
    "language": ["de", "de-AT", "x-klingon", "123", "de-", "-de", "abcdefghi", "a1", "de-12345678", "de-123456789", "de_AT"],
    "NMTOKEN": ["a", "1", "-", "a b", "a:b", "é", ".", "", "a,b"],
    "NMTOKENS": ["a", "a 1", " a  b ", "", "a , b"],
    "Name": ["a", ":", "1", "a:b:c", "_", "é", "a b", "-a", "", "·a", "a·"],
    "NCName": ["a", "a:b", "_1", "1", "", "Ā", "a.b-c"],
    "token": ["", " a  b "],
    "normalizedString": ["", "a\tb"],
    "string": ["", " "],
    "QName": ["a", "xml:a", "q:a", "a:b:c", ":a", "a:", ""],
}

FACETS = [
    ("string", 'length = "2"', ["a", "ab", "äö", "abc"]),
    ("token", 'minLength = "1" maxLength = "3"', ["", " ", "abc", "abcd", " a  b "]),
    ("decimal", 'totalDigits = "3"', ["123", "1234", "0123", "1.23", "12.300", ".0001", "0"]),
    ("decimal", 'fractionDigits = "1"', ["1.2", "1.20", "1.23", "1"]),
    ("decimal", 'minInclusive = "1.5" maxExclusive = "2"', ["1.4", "1.5", "1.50", "1.99999", "2", "2.0"]),
    ("integer", 'minExclusive = "-3"', ["-3", "-2", "-4", "0"]),
    ("double", 'maxInclusive = "1e3"', ["1000", "1000.1", "INF", "-INF", "NaN"]),
    ("date", 'minInclusive = "2000-01-01"', ["1999-12-31", "2000-01-01", "2000-01-01Z", "2000-01-02Z", "2000-01-01+14:00"]),
    ("dateTime", 'maxExclusive = "2000-01-01T12:00:00Z"', ["2000-01-01T12:00:00Z", "2000-01-01T13:00:00+02:00",
                                                         "1999-12-31T12:00:00", "2000-01-01T11:00:00"]),
    ("duration", 'minInclusive = "P1M"', ["P30D", "P31D", "P28D", "P27D", "P1M", "P32D"]),
    ("gYear", 'maxInclusive = "1900"', ["1900", "1901", "-0500"]),
    ("hexBinary", 'length = "2"', ["00", "0000"]),
    ("base64Binary", 'maxLength = "2"', ["AAAA", "AA==", "AAA="]),
    ("NMTOKENS", 'minLength = "2"', ["a", "a b"]),
    ("anyURI", 'minLength = "2"', ["a", "ab"]),
] + [("string", 'pattern = "%s"' % p.replace("\\", "\\x{5C}"), v) for p, v in [
    (r"[a-c]+", ["abc", "abd", ""]),
    (r"[a-z-[aeiou]]+", ["xyz", "xaz"]),
    (r"[^a-z]{2,3}", ["AB", "ABC", "A", "ABCD", "aB"]),
    (r"\d{2}(\.\d+)?", ["12", "12.3", "1", "12."]),
    (r"\i\c*", ["abc", "1bc", "_", "a:b", "é·"]),
    (r"\p{Lu}\p{Ll}*", ["Abc", "Äö", "abc", "A1"]),
    (r"\P{L}+", ["123", "a1"]),
    (r"\p{IsBasicLatin}*", ["abc", "abä"]),
    (r"\p{IsGreek}+", ["αβγ", "abc"]),
    (r"\w+\W\w+", ["ab cd", "ab", "a-b", "a_b"]),
    (r"(a|b|)c", ["ac", "bc", "c", "abc"]),
    (r".", ["a", "\n", "ab", "😀"]),
    (r"[\s\S]+", ["a\nb", ""]),
    (r"a{0}b{2,}", ["bb", "b", "abb", "bbbbb"]),
    (r"[\-+.,]+", ["-+", ",", "a"]),
    (r"[a\-z]+", ["a-z", "b"]),
    (r"(ab?c*)+", ["abcc", "aaa", "b"]),
    (r"[^\p{C}\p{Z}]+", ["abc", "a b", "a b"]),
    (r"x*y*z*", ["", "xyz", "zyx"]),
    (r"\\\[\]\{\}\(\)\?\*\+\|\^", ["\\[]{}()?*+|^", "x"]),
]]


def near(rng, value):
    if not value:
        return rng.choice("0a-: ")
    at = rng.randrange(len(value))
    how = rng.randrange(4)
    if how == 0:
        return value[:at] + value[at + 1:]
    if how == 1:
        return value[:at] + rng.choice("0159-+:.TZPeaA=/# ") + value[at:]
    if how == 2:
        return value[:at] + rng.choice("0123456789-") + value[at + 1:]
    return value + value[at]


def main():
    rng = random.Random(int(sys.argv[1]))
    folder = sys.argv[2]
    os.makedirs(folder, exist_ok=True)
    types, rows = [], []
    for name, values in SEEDS.items():
        types.append((name, "xsd:" + name))
        rows += [(name, v) for v in values]
        rows += [(name, near(rng, rng.choice(values))) for _ in range(60)]
        rows += [(name, near(rng, near(rng, rng.choice(values)))) for _ in range(60)]
    for i, (base, facets, values) in enumerate(FACETS):
        name = "f%d" % i
        types.append((name, "xsd:%s { %s }" % (base, facets)))
        rows += [(name, v) for v in values]
        rows += [(name, near(rng, rng.choice(values))) for _ in range(20)]
    with open(os.path.join(folder, "values.rnc"), "w", encoding="utf-8") as f:
        f.write("element values {\n  (%s)*\n}\n" % "\n   | ".join(
            "element %s { %s }" % t for t in types))
    with open(os.path.join(folder, "values.xml"), "w", encoding="utf-8") as f:
        f.write("<values xmlns:q='http://q.example'>\n")
        for name, v in rows:
            v = escape(v).replace("\n", "&#10;").replace("\t", "&#9;")
            f.write("<%s>%s</%s>\n" % (name, v, name))
        f.write("</values>\n")


main()
