"""compare.py EXPRESSIONS OURS THEIRS DIFFERENCES [--all] - the results of the engine and of Saxon.

The file of differences has paragraphs, each a difference that is explained: "# reason", then lines
"expression: REGEX", "ours: REGEX", "theirs: REGEX", all of which must be found, and "numbers: KIND" where only numbers may differ, or "order: any". Prints what nothing explains, then the
figures; the status is 1 when there was any.
"""
import re
import struct
import sys
from collections import Counter
from decimal import Decimal

CODE = re.compile(r"^(none|[A-Z]{4}[0-9]{4})( at \d+)?: ")


def lines(name):
    with open(name, encoding="utf-8", errors="surrogateescape", newline="\n") as f:
        return f.read().split("\n")[:-1]


def outcome(line):
    error = CODE.match(line)
    return error.group(1) if error else line


def rules(name):
    for paragraph in re.split(r"\n\s*\n", open(name, encoding="utf-8").read()):
        rule = {"reason": []}
        for line in paragraph.splitlines():
            if line.startswith("#"):
                rule["reason"].append(line[1:].strip())
            elif ": " in line:
                key, value = line.split(": ", 1)
                rule[key] = re.compile(value)
        if len(rule) > 1:
            rule["reason"] = " ".join(rule["reason"])
            yield rule


NUMBER = re.compile(r'\b(integer|decimal|float|double) "([^"]*)"')


def seconds(s):
    """Of a duration or the time in a moment, as a number to compare."""
    units = {"D": 86400, "H": 3600, "M": 60, "S": 1}
    m = re.search(r'"-?(P[^"]*)"', s)
    if m:
        return sum(Decimal(n) * units[u] for n, u in re.findall(r"([0-9.]+)([DHMS])", m.group(1)))
    m = re.search(r"(\d+):(\d+):(\d+(?:\.\d+)?)", s)
    return m and int(m.group(1)) * 3600 + int(m.group(2)) * 60 + Decimal(m.group(3))


def nearly(kind, a, b):
    """Do two results differ in numbers alone, and these only as KIND allows?"""
    if kind == "seconds":
        p, q = seconds(a), seconds(b)
        same_type = a.split(" ")[0] == b.split(" ")[0]
        return bool(p is not None and q is not None and same_type and abs(p - q) <= Decimal("2e-9") + abs(p) * Decimal("1e-14"))
    p, q = NUMBER.findall(a), NUMBER.findall(b)
    if len(p) != len(q) or NUMBER.sub("#", a) != NUMBER.sub("#", b):
        return False
    for (type_a, x), (type_b, y) in zip(p, q):
        if (type_a, x) == (type_b, y):
            continue
        if kind == "integer" and {type_a, type_b} == {"integer", "decimal"} and x == y:
            continue
        if type_a != type_b or type_a == "integer" or "NaN" in (x, y):
            return False
        if kind == "decimal" and type_a == "decimal" and abs(Decimal(x) - Decimal(y)) <= Decimal("1e-15") * max(1, abs(Decimal(x))):
            continue
        if kind == "float" and type_a == "float" and struct.pack("f", float(x)) == struct.pack("f", float(y)):
            continue
        if kind == "any":
            continue
        if kind == "rough" and abs(float(x) - float(y)) <= 1e-5 * abs(float(x)):
            continue
        if kind == "double" and type_a == "float" and abs(float(x) - float(y)) <= 1e-6 * abs(float(x)):
            continue
        if kind == "double" and type_a == "double" and abs(float(x) - float(y)) <= 1e-9 * abs(float(x)):
            continue
        if kind == "float" and type_a == "double" and float(x) == float(y):
            continue
        return False
    return True


def explains(rule, found):
    if "numbers" in rule and not nearly(rule["numbers"].pattern, found["ours"], found["theirs"]):
        return False
    if "order" in rule and sorted(found["ours"].split(", ")) != sorted(found["theirs"].split(", ")):
        return False
    return all(rule[key].search(found[key]) for key in ("expression", "ours", "theirs") if key in rule)


expressions, ours, theirs = map(lines, sys.argv[1:4])
known = list(rules(sys.argv[4]))
limit = 10**9 if "--all" in sys.argv else 20
if not len(expressions) == len(ours) == len(theirs):
    sys.exit(f"{len(expressions)} expressions, {len(ours)} and {len(theirs)} results")
explained, open_, failing = Counter(), 0, 0
for expression, a, b in zip(expressions, ours, theirs):
    failing += bool(CODE.match(b))
    if outcome(a) == outcome(b):
        continue
    found = {"expression": expression, "ours": a, "theirs": b}
    rule = next((r for r in known if explains(r, found)), None)
    if rule:
        explained[rule["reason"]] += 1
        continue
    open_ += 1
    if open_ <= limit:
        print(f"{expression}\n    ours:   {a[:300]}\n    theirs: {b[:300]}")
for reason, n in explained.most_common():
    print(f"{n:6} {reason}")
for rule in known:
    if rule["reason"] not in explained:
        print(f"     0 {rule['reason']}")
print(f"{len(expressions)} expressions, {failing} of them errors, {sum(explained.values())} explained differences, {open_} unexplained")
sys.exit(1 if open_ else 0)
