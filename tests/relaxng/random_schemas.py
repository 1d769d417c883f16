#!/usr/bin/env python3
"""Small random schemas, each with random documents.

usage: random_schemas.py SEED COUNT OUTDIR

Writes OUTDIR/NNNN.rnc (which may break the rules of section 7: a validator must say so) and documents
OUTDIR/NNNN-K.xml beside it.
"""

import os
import random
import sys

NAMES = ["a", "b", "c"]
TYPES = ["text", "empty", "xsd:int", "token", '"x"', '"1"', 'list { xsd:int* }', 'list { ("x" | "y")+ }',
         'xsd:string { maxLength = "2" }', 'token - "x"', "notAllowed"]


def attribute(rng):
    name = rng.choice(["p", "q", "r"])
    return "attribute %s { %s }" % (name, rng.choice(TYPES[:1] + TYPES[2:]))


def name_class(rng):
    return rng.choice(NAMES + NAMES + ["*", "(a | b)", "* - a", "n:*", "n:a", "n:* - n:b"])


def pattern(rng, depth, defines):
    if depth == 0 or rng.random() < 0.1:
        return rng.choice(["text", "empty", "text", attribute(rng)] + defines)
    kind = rng.randrange(12)
    if kind < 3:
        return "element %s { %s }" % (name_class(rng), pattern(rng, depth - 1, defines))
    if kind < 5:
        return "(%s)" % ", ".join(pattern(rng, depth - 1, defines) for _ in range(rng.randrange(2, 4)))
    if kind < 7:
        return "(%s)" % " | ".join(pattern(rng, depth - 1, defines) for _ in range(rng.randrange(2, 4)))
    if kind == 7:
        return "(%s & %s)" % (pattern(rng, depth - 1, defines), pattern(rng, depth - 1, defines))
    if kind < 10:
        return "(%s)%s" % (pattern(rng, depth - 1, defines), rng.choice("?*+"))
    if kind == 10:
        return "mixed { %s }" % pattern(rng, depth - 1, defines)
    return rng.choice(TYPES + [attribute(rng)])


def schema(rng):
    defines = ["d%d" % i for i in range(rng.randrange(1, 4))]
    lines = ['namespace n = "http://n.example"',
             "start = element a { %s }" % pattern(rng, 3, defines)]
    for d in defines:
        lines.append("%s = element %s { %s }" % (d, name_class(rng), pattern(rng, 3, defines)))
    return "\n".join(lines) + "\n"


def document(rng, depth, name):
    attributes = "".join(' %s="%s"' % (n, rng.choice(["x", "1", "", " 1 ", "x y", "12 3"]))
                         for n in ["p", "q", "r"] if rng.random() < 0.2)
    content = ""
    if depth:
        for _ in range(rng.choice([0, 0, 1, 1, 2, 3])):
            if rng.random() < 0.3:
                content += rng.choice(["x", "1", " ", "x y", " 12 "])
            else:
                content += document(rng, depth - 1, rng.choice(NAMES * 3 + ["n:a", "n:b", "z"]))
    return "<%s%s>%s</%s>" % (name, attributes, content, name)


def main():
    seed, count, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    rng = random.Random(seed)
    os.makedirs(folder, exist_ok=True)
    for i in range(count):
        with open(os.path.join(folder, "%04d.rnc" % i), "w", encoding="utf-8") as f:
            f.write(schema(rng))
        for k in range(12):
            with open(os.path.join(folder, "%04d-%02d.xml" % (i, k)), "w", encoding="utf-8") as f:
                text = document(rng, rng.randrange(0, 4), "a")
                f.write(text.replace(">", ' xmlns:n="http://n.example">', 1) + "\n"
                        if not text.startswith("<a/>") else text)


main()
