#!/usr/bin/env python3
"""Prove that whatever one TEI schema takes, another takes too.

    subset.py NARROW.rng WIDE.rng

Both schemas give one content model to one element name. It is enough, then, to show for each
element that its attributes, their values and the sequences of its children lie inside those of the
same element in the wide schema. For children, the automata of both models are walked side by side:
the narrow one must never be able to take a step, or to end, where the wide one cannot.

Status 0: proved. 1: not so, each place on a line. 2: a schema can't be read.
"""

import sys
from collections import deque

from grammar import NONE, Grammar, derivative, first, nullable
from values import inside


class Proof:
    def __init__(self, narrow, wide):
        self.narrow, self.wide = narrow, wide
        self.elements = self.attributes = self.states = 0
        self.faults = []
        self.steps = {}, {}     # derivatives of either schema, for all elements together
        self.walked = {}        # results of children_inside

    def run(self):
        extra = first(self.narrow.start) - first(self.wide.start)
        for _, name in sorted(extra):
            self.faults.append("%s: may not be a root" % name)
        todo = [name for _, name in first(self.narrow.start)]
        reached = set(todo)
        while todo:
            name = todo.pop()
            self.elements += 1
            for child in self.element(name):
                if child not in reached:
                    reached.add(child)
                    todo.append(child)
        for name in self.narrow.names():
            if name not in reached:
                self.faults.append("%s: defined but out of reach" % name)

    def element(self, name):
        """Check one element; its children are the result."""
        if name not in self.wide.element_nodes:
            self.faults.append("%s: unknown to the wide schema" % name)
            return set()
        if len(self.narrow.element_nodes[name]) > 1:
            self.faults.append("%s: defined twice" % name)
        found = set()
        for attributes, content in self.narrow.content(name):
            self.attributes += len(attributes)
            complaints = []
            for alternative in self.wide.content(name):
                complaint = self.against(name, attributes, content, alternative)
                if not complaint:
                    break
                complaints.append(complaint)
            else:
                self.faults += min(complaints, key=len)
            found |= children(content)
        return found

    def against(self, name, attributes, content, alternative):
        wide_attributes, wide_content = alternative
        complaint = []
        for key, (required, value) in sorted(attributes.items()):
            if key not in wide_attributes:
                complaint.append("%s/@%s: unknown to the wide schema" % (name, key))
            elif not inside(value, wide_attributes[key][1]):
                complaint.append("%s/@%s: takes more values" % (name, key))
        for key, (required, _) in sorted(wide_attributes.items()):
            if required and not attributes.get(key, (False,))[0]:
                complaint.append("%s/@%s: is required by the wide schema" % (name, key))
        path = self.children_inside(content, wide_content)
        if path is not None:
            complaint.append("%s: takes %s" % (name, " ".join(path)))
        return complaint

    def children_inside(self, p, q):
        """A shortest sequence of children that only p takes, or None."""
        if (p, q) not in self.walked:
            self.walked[p, q] = self.walk(p, q)
        return self.walked[p, q]

    def walk(self, p, q):
        seen = {(p, q)}
        todo = deque([(p, q, ())])
        while todo:
            self.states += 1
            p, q, path = todo.popleft()
            if q == NONE:
                return path
            if nullable(p) and not nullable(q):
                return path + ("end",)
            for symbol in first(p):
                step = (derivative(p, symbol, memo=self.steps[0]),
                        derivative(q, symbol, memo=self.steps[1]))
                if step not in seen:
                    seen.add(step)
                    todo.append(step + (path + (symbol[-1],),))
        return None


def children(content):
    """Names of all the elements in a content model."""
    found, seen, todo = set(), set(), [content]
    while todo:
        p = todo.pop()
        if p in seen:
            continue
        seen.add(p)
        if p[0] == "element":
            found.add(p[1])
        elif p[0] == "choice":
            todo += p[1]
        elif p[0] in ("group", "interleave", "more"):
            todo += p[1:]
    return found


def main(arguments):
    if len(arguments) != 2:
        print("usage: subset.py NARROW.rng WIDE.rng", file=sys.stderr)
        return 2
    try:
        proof = Proof(Grammar(arguments[0]), Grammar(arguments[1]))
    except (OSError, ValueError, SyntaxError) as error:
        print("subset.py: %s" % error, file=sys.stderr)
        return 2
    proof.run()
    for fault in proof.faults:
        print(fault)
    print("%d elements, %d attributes, %d states, %d faults"
          % (proof.elements, proof.attributes, proof.states, len(proof.faults)))
    return 1 if proof.faults else 0


if __name__ == "__main__":
    sys.setrecursionlimit(10000)
    sys.exit(main(sys.argv[1:]))
