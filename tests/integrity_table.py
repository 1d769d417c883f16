#!/usr/bin/env python3
"""Which attributes of TEI are pointers, dates and languages, according to the ODD of TEI itself.

    integrity_table.py P5SUBSET.xml           print them in the form of schemas/integrity.yaml
    integrity_table.py P5SUBSET.xml TABLE     compare with the table; status 1 when they differ
"""
import sys
import xml.etree.ElementTree as ET

TEI = "{http://www.tei-c.org/ns/1.0}"
TYPES = {
    "teidata.pointer": "pointer",
    "teidata.temporal.w3c": "date",
    "teidata.temporal.iso": "date-iso",
    "teidata.language": "language",
}
APART = {"xml:base"}  # says where pointers begin, and points to nothing itself


def read(path):
    member, element, own = {}, {}, {}
    for spec in ET.parse(path).getroot().iter():
        if spec.tag not in (TEI + "classSpec", TEI + "elementSpec"):
            continue
        name = spec.get("ident")
        element[name] = spec.tag == TEI + "elementSpec"
        member[name] = [m.get("key") for m in spec.findall(TEI + "classes/" + TEI + "memberOf")]
        own[name] = {}
        for att in spec.iter(TEI + "attDef"):
            datatype = att.find(TEI + "datatype")
            refs = [] if datatype is None else list(datatype.iter(TEI + "dataRef"))
            own[name][att.get("ident")] = (att.get("mode"), [r.get("key") for r in refs])
    return member, element, own


def attributes(name, member, own):
    """All attributes of an element: its own go before those of its classes."""
    found, seen, queue = {}, set(), list(member[name])
    while queue:
        c = queue.pop(0)
        if c in seen:
            continue
        seen.add(c)
        queue += member.get(c, [])
        for att, (_, keys) in own.get(c, {}).items():
            found.setdefault(att, keys)
    for att, (mode, keys) in own[name].items():
        if mode == "delete":
            found.pop(att, None)
        elif keys or att not in found:
            found[att] = keys
    return found


def table(path):
    member, element, own = read(path)
    has = {}
    for name in filter(element.get, element):
        for att, keys in attributes(name, member, own).items():
            kind = next((TYPES[k] for k in keys if k in TYPES), None)
            has.setdefault(att, {}).setdefault(kind, set()).add(name)
    out = {k: {} for k in TYPES.values()}
    for att, kinds in sorted(has.items()):
        if att in APART:
            continue
        for kind in filter(None, kinds):
            others = set().union(*(v for k, v in kinds.items() if k != kind), set())
            if not others:
                out[kind][att] = "all"
            elif len(others) <= len(kinds[kind]):
                out[kind][att] = ("not", sorted(others))
            else:
                out[kind][att] = ("only", sorted(kinds[kind]))
    return out


def text(out):
    lines = ["attributes:"]
    for kind, atts in out.items():
        lines.append("  %s:" % kind)
        for att, where in atts.items():
            key = att if ":" not in att else '"%s"' % att
            if where == "all":
                lines.append("    %s: all" % key)
            else:
                lines.append("    %s: {%s: [%s]}" % (key, where[0], ", ".join(where[1])))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    want = text(table(sys.argv[1]))
    if len(sys.argv) > 2:
        with open(sys.argv[2], encoding="utf-8") as f:
            have = [line for line in f if line.strip() and not line.lstrip().startswith("#")]
        n = len(want.splitlines())
        got = "".join(have[:n])
        if got != want:
            import difflib
            sys.stdout.writelines(difflib.unified_diff(want.splitlines(True), got.splitlines(True)))
            sys.exit(1)
    else:
        sys.stdout.write(want)
