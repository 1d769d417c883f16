"""Attribute values: which a data type takes, and whether one type lies inside another."""

import re

from grammar import NONE, TEXT, derivative, first, nullable

# A value space on the left is part of the one on the right.
WIDER = {
    "ID": ("NCName", "Name"),
    "NCName": ("Name",),
    "nonNegativeInteger": ("integer", "decimal"),
    "integer": ("decimal",),
    "language": ("token",),
}

# Values worth trying for each type of XML Schema. A schema's own patterns and limits pick from them.
CANDIDATES = {
    "string": ["", " ", "a  b", "two words", "«é» 字 — я", "\U00020000", "a&b<c\"d"],
    "token": [
        "x", "a-b_c.d", "ё", "字", "é", "\U00020BB7", "12", "1", "1.0", "0.1.0", "1.2.3a4", "2b3",
        "12cm", "-3.5px", "80%", "+2vmin", "0,0", "-1.5,2", "10,20.25", "3/4", "-1/2", "http",
        "geo", "x-y.z+1", "P1D", "1950-W03", "1950/1951", "T17:00", "R5/2008-03-01", "17:00",
        "(.+)-(\\d+)", "regular", "a:b", "#", "§1",
    ],
    "anyURI": [
        "#x", "#字", "a.xml#b", "http://example.org/", "https://example.org/a?b=c&d=e#f",
        "urn:example:a", "../up/../a.xml", "a%20b", "mailto:a@example.org", "ü/я", "x",
    ],
    "Name": ["a", "teipipe", "a:b", "_x.y-z", "ж", "字"],
    "NCName": ["a", "_x.y-z", "ж", "字"],
    "boolean": ["true", "false", "1", "0"],
    "language": ["en", "ru", "zh-Hans", "zh-Latn-pinyin", "und", "x-code", "sr-Cyrl"],
    "nonNegativeInteger": ["0", "1", "42", "100", "00007", "123456789012345678"],
    "decimal": ["0", "-1.5", "+.5", "7."],
    "double": ["0", "1", "-1.5", "1e3", "0.25", "1E-2", "INF", "-INF", "NaN"],
    "date": ["1950-01-25", "2000-02-29", "1949-10-01Z", "1950-01-05+08:00", "-0044-03-15"],
    "gYear": ["1950", "0001", "-0044", "12345"],
    "gMonth": ["--01", "--12"],
    "gDay": ["---01", "---31"],
    "gYearMonth": ["1950-01", "1950-12Z"],
    "gMonthDay": ["--01-25", "--02-29"],
    "time": ["17:00:00", "00:00:00Z", "03:15:00-05:00", "23:59:59.5"],
    "dateTime": ["1950-01-05T21:00:00", "1950-10-14T03:15:00Z", "1999-12-31T23:59:59.999+14:00"],
    "duration": ["P1Y2M3DT4H5M6S", "PT3H", "P7D", "-P1M", "PT0.5S"],
}


def accepts(data, value):
    """Whether a type that stands in ("data", type, params) takes the value."""
    if not lexical(data[1], value):
        return False
    for name, limit in data[2]:
        if name == "pattern":
            if not re.fullmatch(translate(limit), value):
                return False
        elif name == "minInclusive":
            if not float(value) >= float(limit):
                return False
        elif name == "maxInclusive":
            if not float(value) <= float(limit):
                return False
        else:
            raise ValueError("facet %s is not handled" % name)
    return True


def lexical(kind, value):
    """Whether a value is one of the type's. Of types other than these, only known values are."""
    if kind in ("string", "token"):
        return True
    if kind in ("NCName", "Name") and re.fullmatch(r"[A-Za-z_][\w.-]*", value):
        return True
    return value in CANDIDATES.get(kind, ())


def translate(pattern):
    """An XML Schema pattern as one of Python's. Control characters and separators stand for the
    categories C and Z, which is enough for the values above."""
    return pattern.replace(r"[^\p{C}\p{Z}]", r"[^\s\x00-\x1f\x7f-\x9f]")


def candidates(data):
    """The values to try for a type; at least one, or the table above wants another."""
    found = [v for v in CANDIDATES[data[1]] if accepts(data, v)]
    if not found:
        raise ValueError("no value to try for %s %s" % (data[1], sorted(data[2])))
    return found


def inside(p, q):
    """Whether every value of p is a value of q. False may also mean that it can't be shown."""
    if p[0] == "choice":
        return all(inside(b, q) for b in p[1])
    if q == TEXT or q == ("data", "string", frozenset()):
        return True
    if q[0] == "choice":
        return any(inside(p, b) for b in q[1])
    if p[0] == "list" and q[0] == "list":
        return list_inside(p[1], q[1])
    if p[0] == "value":
        if q[0] == "data":
            return accepts(q, p[1])
        return p == q
    if p[0] == "data" and q[0] == "data":
        if p[1] == q[1]:
            return q[2] <= p[2]
        return q[1] in WIDER.get(p[1], ()) and not q[2]
    return p == q


def list_inside(p, q):
    """The same for lists, whose items are the symbols."""
    seen, todo = set(), [(p, q)]
    while todo:
        pair = todo.pop()
        if pair in seen:
            continue
        seen.add(pair)
        p, q = pair
        if q == NONE or (nullable(p) and not nullable(q)):
            return False
        for item in first(p):
            todo.append((derivative(p, item), derivative(q, item, inside)))
    return True
