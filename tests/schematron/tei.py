#!/usr/bin/env python3
"""The rules of the TEI (../shared/schematron): does each fire, and it alone, for what breaks it?

    tei.py TEIPIPE SCHEMAS WORK
    tei.py --stylesheet SCHEMA      writes the schema as XSLT, for the bench

Reads tei.txt, which says how fragments are written. Each becomes a document; teipipe checks them
all, and its report in SVRL is compared with what should have fired. A line for each rule: ok or not
ok. With Saxon-HE (SAXON: its jar) each schema is also made a stylesheet, and what that finds in the
same documents, and in those of the folder PLAYS, must be the same: place, rule and message.
"""
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

ANYTHING = os.path.join(os.path.dirname(os.path.abspath(__file__)), "any.rng")
XSL = "{http://www.w3.org/1999/XSL/Transform}"
# The place of a node as teipipe writes it in SVRL.
PATH = """<xsl:function name='f:path'><xsl:param name='n'/><xsl:variable name='p'>
<xsl:for-each select='$n/ancestor-or-self::node()'><xsl:choose>
<xsl:when test='self::*'>/*:<xsl:value-of select='local-name()'/>[namespace-uri()=&apos;<xsl:value-of
 select='namespace-uri()'/>&apos;][<xsl:value-of
 select='1 + count(preceding-sibling::*[node-name(.) eq node-name(current())])'/>]</xsl:when>
<xsl:when test='. instance of attribute() and namespace-uri()'>/@*:<xsl:value-of select='local-name()'
 />[namespace-uri()=&apos;<xsl:value-of select='namespace-uri()'/>&apos;]</xsl:when>
<xsl:when test='. instance of attribute()'>/@<xsl:value-of select='name()'/></xsl:when>
<xsl:when test='self::text()'>/text()[<xsl:value-of select='1 + count(preceding-sibling::text())'
 />]</xsl:when></xsl:choose></xsl:for-each></xsl:variable>
<xsl:sequence select='translate($p, "&#10;", "")'/></xsl:function>"""
SCH = "{http://purl.oclc.org/dsdl/schematron}"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
HEAD = ('<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron" '
        'xmlns:sch1x="http://www.ascc.net/xml/schematron">')


def key_of(pattern):
    name = pattern.get("id", "")
    match = re.fullmatch(r"schematron-constraint-(?:tei_all|tei_jtei|tei_lite)-(.*)-\d+", name)
    if match:
        return match.group(1)
    if name:
        return name
    rule = pattern.find(SCH + "rule")
    return rule.get("context") if rule is not None else ""


class Schema:
    def __init__(self, path):
        self.path = path
        self.name = os.path.basename(path).split(".")[0].replace("tei_", "")
        self.patterns = []  # key, {(context, kind, test): number}
        self.contexts = {}  # of a check
        for pattern in ET.parse(path).getroot().iter(SCH + "pattern"):
            checks, key = {}, key_of(pattern)
            for rule in pattern.iter(SCH + "rule"):
                for check in rule:
                    if check.tag in (SCH + "assert", SCH + "report"):
                        number = len(checks) + 1
                        checks[rule.get("context"), check.tag[len(SCH):], check.get("test")] = number
                        self.contexts[key, number] = rule.get("context")
            self.patterns.append((key, checks))


class Fragment:
    def __init__(self, kind, text, checks):
        self.kind, self.text, self.checks = kind, text, checks
        self.also = {"": set()}  # by schema; "": all

    def expected(self, schema, check):
        also = self.also[""] | self.also.get(schema, set())
        return also | {check} if self.kind == "-" else also


def pairs(words):
    return {(words[i], int(words[i + 1])) for i in range(0, len(words), 2)}


def read_table(path):
    fragments, checks = [], []
    for line in open(path, encoding="utf-8"):
        kind, _, rest = line.rstrip("\n").partition(" ")
        if kind == "@":
            match = re.fullmatch(r"(.*?)(?: (\d+))?", rest)
            keys = [match.group(1)] if "[" in rest else match.group(1).split()
            checks = [(key, int(match.group(2) or 1)) for key in keys]
        elif kind in ("-", "+", "="):
            fragments.append(Fragment(kind, rest, checks))
        elif kind.startswith("&"):
            also = fragments[-1].also
            also.setdefault(kind[1:], set()).update(pairs(rest.split()))
        elif kind == "%":
            number, behaviour, *names = rest.split()
            check = [("teipm-model-paramList-" + number, 1)]
            for sign, name in [("-", "none")] + [("+", name) for name in names]:
                fragments.append(Fragment(
                    sign, f'<model behaviour="{behaviour}"><param name="{name}"/></model>', check))
        elif kind and not kind.startswith("#"):
            sys.exit(f"{path}: {line}")
    return fragments


def read_report(path, schema):
    """What fired, by document: checks that found something, contexts of rules."""
    told, contexts, seen = {}, {}, {}
    for e in ET.parse(path).getroot():
        if e.tag == SVRL + "active-pattern":
            document = e.get("documents")
            seen[document] = seen.get(document, -1) + 1
            key, checks = schema.patterns[seen[document]]
        elif e.tag == SVRL + "fired-rule":
            context = e.get("context")
            contexts.setdefault(document, set()).add((key, context))
        elif e.tag in (SVRL + "failed-assert", SVRL + "successful-report"):
            kind = "assert" if e.tag.endswith("assert") else "report"
            told.setdefault(document, set()).add((key, checks[context, kind, e.get("test")]))
    return told, contexts


def check_schema(teipipe, schema, fragments, work):
    os.makedirs(work, exist_ok=True)
    jobs, missing = [], set(schema.contexts)
    for fragment in fragments:
        for check in fragment.checks:
            if check in schema.contexts:
                path = os.path.join(work, f"{len(jobs):03}.xml")
                with open(path, "w", encoding="utf-8") as out:
                    out.write(f"{HEAD}{fragment.text}</TEI>\n")
                jobs.append((path, fragment, check))
                if fragment.kind in "-=":
                    missing.discard(check)
    report = os.path.join(work, "..", "report.svrl")
    result = subprocess.run(
        [teipipe, "validate", "-q", "--no-excerpt", "--schema", ANYTHING,
         "--schematron", schema.path, "--report", "svrl=" + report] + [job[0] for job in jobs],
        capture_output=True, text=True)
    if result.returncode != 1:
        print(f"not ok {schema.name}: status {result.returncode}")
        print("# " + result.stderr[:1000].replace("\n", "\n# "))
        return
    told, contexts = read_report(report, schema)
    faults = {}
    for path, fragment, check in jobs:
        want, got = fragment.expected(schema.name, check), told.get(path, set())
        lines = faults.setdefault(check, [])
        if want != got:
            lines.append(f"{fragment.kind} {fragment.text}: lacking {sorted(want - got)}, "
                         f"too much {sorted(got - want)}")
        elif fragment.kind == "+" and (check[0], schema.contexts[check]) not in contexts.get(path, ()):
            lines.append(f"{fragment.kind} {fragment.text}: the rule isn't tried")
    if "rule-failed" in result.stderr:
        faults.setdefault(("rules that fail", 0), []).extend(
            line for line in result.stderr.splitlines() if "rule-failed" in line)
    for check in missing:
        faults.setdefault(check, []).append("nothing breaks it")
    for check, lines in faults.items():
        print(f"{'not ok' if lines else 'ok'} {schema.name}: {check[0]} {check[1]}")
        for line in lines:
            print("# " + line)


# ---- the oracle ----

def attribute(text):
    return quoteattr(text, {"\n": "&#10;", "\t": "&#9;"})


def message(check):
    parts = [f"<xsl:text>{escape(check.text or '')}</xsl:text>"]
    for e in check:
        if e.tag == SCH + "value-of":
            parts.append(f"<xsl:value-of select={attribute(e.get('select'))}/>")
        elif e.tag == SCH + "name":
            parts.append(f"<xsl:value-of select={attribute('name(' + e.get('path', '.') + ')')}/>")
        else:
            parts.append(f"<xsl:text>{escape(''.join(e.itertext()))}</xsl:text>")
        parts.append(f"<xsl:text>{escape(e.tail or '')}</xsl:text>")
    return "".join(parts)


def variables(parent):
    return "".join(f"<xsl:variable name={attribute(let.get('name'))} "
                   f"select={attribute(let.get('value'))}/>" for let in parent.findall(SCH + "let"))


def template(rule, mode, priority, numbers):
    body = []
    for check in rule:
        kind = check.tag[len(SCH):]
        if kind not in ("assert", "report"):
            continue
        test = check.get("test")
        number = numbers[rule.get("context"), kind, test]
        test = test if kind == "report" else f"not({test})"
        body.append(f"<xsl:if test={attribute(test)}><told pattern='{mode}' check='{number}' "
                    f"at='{{f:path(.)}}'>{message(check)}</told></xsl:if>")
    return (f"<xsl:template match={attribute(rule.get('context'))} mode='m{mode}' "
            f"priority='{priority}'>{variables(rule)}{''.join(body)}"
            f"<xsl:apply-templates select='@*|node()' mode='m{mode}'/></xsl:template>")


def stylesheet(schema):
    root = ET.parse(schema.path).getroot()
    prefixes = {ns.get("prefix"): ns.get("uri") for ns in root.findall(SCH + "ns")}
    declared = "".join(f" xmlns:{p}={attribute(u)}" for p, u in prefixes.items())
    out = [f"<xsl:stylesheet version='2.0' xmlns:xsl='{XSL[1:-1]}' xmlns:f='urn:f'{declared} "
           f"exclude-result-prefixes='f {' '.join(prefixes)}'>", PATH, variables(root)]
    keys = {(k.get("name"), k.get("match"), k.get("use")) for k in root.iter(XSL + "key")}
    out += [f"<xsl:key name={attribute(n)} match={attribute(m)} use={attribute(u)}/>"
            for n, m, u in sorted(keys)]
    modes = []
    for mode, pattern in enumerate(root.iter(SCH + "pattern")):
        out.append(variables(pattern))
        rules = list(pattern.iter(SCH + "rule"))
        out += [template(rule, mode, len(rules) - i, schema.patterns[mode][1])
                for i, rule in enumerate(rules)]
        out.append(f"<xsl:template match='@*|node()|/' mode='m{mode}' priority='-5'>"
                   f"<xsl:apply-templates select='@*|node()' mode='m{mode}'/></xsl:template>")
        modes.append(f"<xsl:apply-templates select='.' mode='m{mode}'/>")
    out.append(f"<xsl:template match='/'><all>{''.join(modes)}</all></xsl:template></xsl:stylesheet>")
    return "\n".join(out)


def squeeze(text):
    return re.sub("[ \t\r\n]+", " ", text or "").strip(" ")


def by_saxon(schema, sources, work):
    """What Saxon finds, by the name of the document: sorted (pattern, check, place, message)."""
    sheet, results = os.path.join(work, "rules.xsl"), os.path.join(work, "saxon")
    with open(sheet, "w", encoding="utf-8") as out:
        out.write(stylesheet(schema))
    os.makedirs(results, exist_ok=True)
    done = subprocess.run(["java", "-cp", os.environ["SAXON"], "net.sf.saxon.Transform", "-warnings:silent",
                           "-xsl:" + sheet, "-s:" + sources, "-o:" + results],
                          capture_output=True, text=True)
    found = {}
    for name in sorted(os.listdir(results)):
        found[name] = sorted((int(e.get("pattern")), int(e.get("check")), e.get("at"), squeeze(e.text))
                             for e in ET.parse(os.path.join(results, name)).getroot())
    return found, done.stderr


def by_teipipe(teipipe, schema, sources, work):
    report = os.path.join(work, "oracle.svrl")
    names = sorted(os.listdir(sources))
    subprocess.run([teipipe, "validate", "-q", "--no-excerpt", "--max-errors", "1", "--schema", ANYTHING,
                    "--schematron", schema.path, "--report", "svrl=" + report]
                   + [os.path.join(sources, name) for name in names], capture_output=True,
                   env={k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"})
    found = {name: [] for name in names}
    seen = {}
    for e in ET.parse(report).getroot():
        if e.tag == SVRL + "active-pattern":
            name = os.path.basename(e.get("documents"))
            seen[name] = seen.get(name, -1) + 1
        elif e.tag == SVRL + "fired-rule":
            context = e.get("context")
        elif e.tag in (SVRL + "failed-assert", SVRL + "successful-report"):
            kind = "assert" if e.tag.endswith("assert") else "report"
            number = schema.patterns[seen[name]][1][context, kind, e.get("test")]
            found[name].append((seen[name], number, e.get("location"), squeeze(e.find(SVRL + "text").text)))
    return {name: sorted(told) for name, told in found.items()}


def compare(teipipe, schema, label, sources, work):
    theirs, errors = by_saxon(schema, sources, work)
    ours = by_teipipe(teipipe, schema, sources, work)
    lines = [f"{name}: {'only teipipe' if t in ours[name] else 'only Saxon'}: {t}"
             for name in ours for t in set(ours[name]) ^ set(theirs.get(name, [("no result",)]))]
    print(f"{'not ok' if lines or not theirs else 'ok'} {schema.name}: as Saxon finds, {label}: "
          f"{len(ours)} documents, {sum(map(len, ours.values()))} findings")
    for line in lines[:10] + ([errors[:500].replace(chr(10), " ")] if lines else []):
        print("# " + line)


def main():
    if sys.argv[1] == "--stylesheet":
        print(stylesheet(Schema(sys.argv[2])))
        return
    teipipe, folder, work = sys.argv[1:]
    fragments = read_table(os.path.join(os.path.dirname(os.path.abspath(__file__)), "tei.txt"))
    for name in ("tei_all", "tei_jtei", "tei_lite"):
        schema = Schema(os.path.join(folder, name + ".isosch"))
        place = os.path.join(work, name)
        check_schema(teipipe, schema, fragments, os.path.join(place, "in"))
        if os.environ.get("SAXON"):
            compare(teipipe, schema, "fragments", os.path.join(place, "in"), place)
            if os.environ.get("PLAYS"):
                compare(teipipe, schema, "plays", os.environ["PLAYS"], place)


main()
