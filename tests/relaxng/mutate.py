#!/usr/bin/env python3
"""Documents with faults, made from right ones.

usage: mutate.py SEED COUNT OUTDIR FILE...

Writes COUNT documents OUTDIR/NNNN.xml, each a copy of one of the FILEs with one fault, and
OUTDIR/faults.tsv with a line "NNNN.xml <tab> kind <tab> first <tab> last" for each: the lines of the
fault, from the changed tag to the next one behind the change, which is the first that can tell.
Faults are made in the text, so that the lines of everything before them stay what they were. A fault
need not make a document invalid: what it does is for validators to say.
"""

import os
import random
import re
import sys

TAG = re.compile(r"<(/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*(/?)>")
ATTRIBUTE = re.compile(r"\s+([\w.:-]+)\s*=\s*(\"[^\"]*\"|'[^']*')")


class Element:
    def __init__(self, name, start, open_end, parent):
        self.name, self.start, self.open_end, self.parent = name, start, open_end, parent
        self.close_start = self.end = open_end
        self.children = []


def elements(text):
    """All elements of the document, with the places of their tags."""
    found, stack = [], []
    for m in TAG.finditer(re.sub(r"<!--.*?-->|<\?.*?\?>", lambda x: re.sub(r"[^\n]", " ", x.group()),
                                 text, flags=re.S)):
        closing, name, _, empty = m.groups()
        if closing:
            e = stack.pop()
            e.close_start, e.end = m.start(), m.end()
            continue
        e = Element(name, m.start(), m.end(), stack[-1] if stack else None)
        if stack:
            stack[-1].children.append(e)
        found.append(e)
        if empty:
            e.close_start, e.end = m.end(), m.end()
        else:
            stack.append(e)
    return found


def line(text, at):
    return text.count("\n", 0, at) + 1


def next_tag(text, at):
    """The line of the first tag at or behind AT."""
    return line(text, text.index("<", at))


def lines(text, first, last):
    """The lines of a fault in the changed TEXT, from the place FIRST to the tag behind LAST."""
    return text, line(text, first), next_tag(text, last)


def misspelt(rng, name):
    at = rng.randrange(len(name))
    return name[:at] + rng.choice("qxzj") + name[at + (rng.random() < 0.5):]


def rename(text, e, name):
    opened = text[e.start:e.open_end].replace(e.name, name, 1)
    closed = text[e.close_start:e.end].replace(e.name, name, 1)
    return text[:e.start] + opened + text[e.open_end:e.close_start] + closed + text[e.end:]


def remove(rng, text, e, every):
    return lines(text[:e.start] + text[e.end:], e.start, e.start)


def add(rng, text, e, every):
    other = rng.choice(every)
    new = text[other.start:other.end]
    return lines(text[:e.start] + new + text[e.start:], e.start, e.start + len(new))


def add_empty(rng, text, e, every):
    new = "<%s/>" % rng.choice(every).name
    return lines(text[:e.start] + new + text[e.start:], e.start, e.start + len(new))


def rename_wrong(rng, text, e, every):
    new = rename(text, e, misspelt(rng, e.name))
    return lines(new, e.start, e.start)


def rename_other(rng, text, e, every):
    new = rename(text, e, rng.choice(every).name)
    return lines(new, e.start, new.index(">", e.start))


def swap(rng, text, e, every):
    if not e.parent or len(e.parent.children) < 2:
        return None
    i = e.parent.children.index(e)
    if i + 1 == len(e.parent.children):
        return None
    n = e.parent.children[i + 1]
    new = (text[:e.start] + text[n.start:n.end] + text[e.end:n.start] + text[e.start:e.end] +
           text[n.end:])
    return lines(new, e.start, n.end)


def attributes(text, e):
    return [(e.start + m.start(), e.start + m.end(), m.group(1), m.group(2)[1:-1])
            for m in ATTRIBUTE.finditer(text[e.start:e.open_end]) if not m.group(1).startswith("xmlns")]


def remove_attribute(rng, text, e, every):
    found = attributes(text, e)
    if not found:
        return None
    a = rng.choice(found)
    return lines(text[:a[0]] + text[a[1]:], e.start, e.start)


def rename_attribute(rng, text, e, every):
    found = [a for a in attributes(text, e) if ":" not in a[2]]
    if not found:
        return None
    a = rng.choice(found)
    at = text.index(a[2], a[0])
    return lines(text[:at] + misspelt(rng, a[2]) + text[at + len(a[2]):], e.start, e.start)


def add_attribute(rng, text, e, every):
    name = rng.choice(["type", "n", "when", "who", "foo", "level", "part"])
    if any(a[2] == name for a in attributes(text, e)):
        return None
    at = e.start + 1 + len(e.name)
    return lines(text[:at] + ' %s="x"' % name + text[at:], e.start, e.start)


def bad_value(rng, text, e, every):
    found = attributes(text, e)
    if not found:
        return None
    a = rng.choice(found)
    at = text.index("=", a[0]) + 2
    while text[at - 1] not in "\"'":
        at += 1
    value = rng.choice(["", " ", "?!", "a b", "12x", "#%", "-"])
    new = text[:at] + value + text[a[1] - 1:]
    return new, line(new, e.start), line(new, at)


def add_text(rng, text, e, every):
    return lines(text[:e.open_end] + "loose words" + text[e.open_end:], e.open_end, e.open_end)


KINDS = [remove, add, add_empty, rename_wrong, rename_other, swap, remove_attribute,
         rename_attribute, add_attribute, bad_value, add_text]


def main():
    seed, count, folder, files = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:]
    rng = random.Random(seed)
    os.makedirs(folder, exist_ok=True)
    texts = {}
    with open(os.path.join(folder, "faults.tsv"), "w", encoding="utf-8") as log:
        made = 0
        while made < count:
            name = rng.choice(files)
            if name not in texts:
                with open(name, encoding="utf-8") as f:
                    text = f.read()
                texts[name] = (text, elements(text))
            text, every = texts[name]
            kind = KINDS[made % len(KINDS)]
            done = kind(rng, text, rng.choice(every[1:]), every)
            if not done or done[0] == text:
                continue
            with open(os.path.join(folder, "%04d.xml" % made), "w", encoding="utf-8") as f:
                f.write(done[0])
            log.write("%04d.xml\t%s\t%d\t%d\n" % (made, kind.__name__, done[1], done[2]))
            made += 1


main()
