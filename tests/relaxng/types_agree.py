#!/usr/bin/env python3
"""Do two validators agree on every value, but for the differences that are explained?

usage: types_agree.py DIFFERENCES.TSV FOLDER...

Each folder has values.rnc and values.xml from datatypes.py, and jing.out and ours.out with what the
validators printed of them. Names each difference without a reason, and each reason without a
difference; ends with 1 when there is one of either.
"""

import os
import re
import sys
from xml.sax.saxutils import unescape


def refused(name):
    with open(name, encoding="utf-8", errors="replace") as f:
        found = (re.match(r"(?:.*/)?values\.xml:(\d+):\d+: error", text) for text in f)
        return {int(m.group(1)) for m in found if m}


def kinds(folder):
    """What the reasons are about: the facet where there is one, else the type."""
    with open(os.path.join(folder, "values.rnc"), encoding="utf-8") as f:
        rows = re.findall(r"element (\S+) \{ xsd:(\w+)(?: \{ (\w+))?", f.read())
    return {name: facet or base for name, base, facet in rows}


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        reasons = [row.rstrip("\n").split("\t") for row in f if not row.startswith("#")]
    used, values, wrong = set(), 0, 0
    for folder in sys.argv[2:]:
        kind = kinds(folder)
        with open(os.path.join(folder, "values.xml"), encoding="utf-8") as f:
            lines = f.read().split("\n")
        jing = refused(os.path.join(folder, "jing.out"))
        ours = refused(os.path.join(folder, "ours.out"))
        values += len(lines) - 3
        if not jing or not ours:
            print("# %s: nothing was refused" % folder)
            wrong += 1
        for n in sorted(jing ^ ours):
            name, value = re.match(r"<(\S+?)>(.*)</", lines[n - 1]).groups()
            value = unescape(value).strip()
            who = "jing" if n in jing else "us"
            why = [i for i, r in enumerate(reasons) if r[2] == who and
                   re.fullmatch(r[0], kind[name]) and re.fullmatch(r[1], value)]
            used.update(why)
            if not why:
                print('# %s "%s" is refused by %s' % (kind[name], value, who))
                wrong += 1
    for i, r in enumerate(reasons):
        if i not in used:
            print("# no difference any more: %s %s" % (r[0], r[1]))
            wrong += 1
    print("# %d values of %d types" % (values, len(kind)))
    sys.exit(wrong > 0)


main()
