"""RELAX NG grammars as regular expressions over element names.

A TEI schema gives one content model to one element name, wherever the element stands. A grammar is
therefore a table from names to patterns, and a pattern can be worked with by Brzozowski
derivatives (Journal of the ACM 11, 1964): what may follow once a symbol has been read.

Patterns are tuples, compared by value:
  ("empty",) ("none",) ("text",) ("element", name) ("attribute", name, value)
  ("group", p, q) ("interleave", p, q) ("choice", frozenset) ("more", p)   -- zero or more of p
  ("data", type, params) ("value", string) ("list", p)
Symbols are ("element", name) and ("text",).
"""

import os
import xml.etree.ElementTree as ET

RNG = "{http://relaxng.org/ns/structure/1.0}"
TEI_NS = "http://www.tei-c.org/ns/1.0"
XML_PREFIX = "xml:"

EMPTY = ("empty",)
NONE = ("none",)
TEXT = ("text",)


def choice(*patterns):
    branches = set()
    for p in patterns:
        if p[0] == "choice":
            branches |= p[1]
        elif p != NONE:
            branches.add(p)
    if not branches:
        return NONE
    if len(branches) == 1:
        return next(iter(branches))
    return ("choice", frozenset(branches))


def group(p, q):
    if NONE in (p, q):
        return NONE
    if p == EMPTY:
        return q
    if q == EMPTY:
        return p
    if p[0] == "group":
        return ("group", p[1], group(p[2], q))
    return ("group", p, q)


def interleave(p, q):
    if NONE in (p, q):
        return NONE
    if p == EMPTY:
        return q
    if q == EMPTY:
        return p
    return ("interleave", p, q)


def more(p):
    if p in (EMPTY, NONE):
        return EMPTY
    if p[0] == "more":
        return p
    return ("more", p)


def sort_key(pattern):
    """An order that does not depend on the hash seed of the run."""
    return repr(tidy(pattern))


def tidy(pattern):
    if isinstance(pattern, frozenset):
        return sorted((tidy(p) for p in pattern), key=repr)
    if isinstance(pattern, tuple):
        return [tidy(p) for p in pattern]
    return pattern


class Grammar:
    """A schema and everything it includes. Patterns are built when first asked for."""

    def __init__(self, path):
        self.defines = {}
        self.starts = []
        self.element_nodes = {}
        self._patterns = {}
        self._contents = {}
        self._open = set()
        self._read(path)
        self.start = self._combine(self.starts)

    # ---- reading

    def _read(self, path, overridden=frozenset()):
        root = ET.parse(path).getroot()
        if root.tag != RNG + "grammar":
            raise ValueError(path + ": not a grammar")
        self._components(root, os.path.dirname(path), overridden)

    def _components(self, node, folder, overridden):
        for child in node:
            if child.tag == RNG + "div":
                self._components(child, folder, overridden)
            elif child.tag == RNG + "include":
                names = {self._name_of(c) for c in child.iter() if self._name_of(c)}
                self._read(os.path.join(folder, child.get("href")), overridden | names)
                self._components(child, folder, overridden)
            elif self._name_of(child) and self._name_of(child) not in overridden:
                self._add(child)

    @staticmethod
    def _name_of(node):
        if node.tag == RNG + "start":
            return "(start)"
        if node.tag == RNG + "define":
            return node.get("name")
        return None

    def _add(self, node):
        parts = [c for c in node if str(c.tag).startswith(RNG)]
        entry = (node.get("combine"), parts)
        if node.tag == RNG + "start":
            self.starts.append(entry)
        else:
            self.defines.setdefault(node.get("name"), []).append(entry)
        for element in node.iter(RNG + "element"):
            if element.get("name"):
                self.element_nodes.setdefault(element.get("name"), []).append(element)

    # ---- building patterns

    def _combine(self, entries):
        result = None
        how = next((c for c, _ in entries if c), None)
        for _, parts in entries:
            p = self._sequence(parts)
            if result is None:
                result = p
            else:
                result = interleave(result, p) if how == "interleave" else choice(result, p)
        return result

    def _sequence(self, nodes):
        result = EMPTY
        for node in reversed(nodes):
            result = group(self._pattern(node), result)
        return result

    def define(self, name):
        if name not in self._patterns:
            if name in self._open:
                raise ValueError("definition of %s goes in a circle" % name)
            self._open.add(name)
            self._patterns[name] = self._combine(self.defines[name])
            self._open.remove(name)
        return self._patterns[name]

    def _pattern(self, node):
        kind = node.tag[len(RNG):]
        parts = [c for c in node if str(c.tag).startswith(RNG)]
        if kind == "ref":
            return self.define(node.get("name"))
        if kind in ("empty", "text"):
            return (kind,)
        if kind == "notAllowed":
            return NONE
        if kind == "element":
            return ("element", node.get("name") or "*")
        if kind == "attribute":
            if not node.get("name"):
                return ("attribute", "*", TEXT)
            return ("attribute", node.get("name"), self._sequence(parts) if parts else TEXT)
        if kind == "choice":
            return choice(*[self._pattern(c) for c in parts])
        if kind == "interleave":
            result = EMPTY
            for c in reversed(parts):
                result = interleave(self._pattern(c), result)
            return result
        if kind == "data":
            params = [c for c in parts if c.tag == RNG + "param"]
            return ("data", node.get("type"),
                    frozenset((c.get("name"), c.text or "") for c in params))
        if kind == "value":
            return ("value", " ".join((node.text or "").split()))
        body = self._sequence(parts)
        if kind == "group":
            return body
        if kind == "optional":
            return choice(EMPTY, body)
        if kind == "zeroOrMore":
            return more(body)
        if kind == "oneOrMore":
            return group(body, more(body))
        if kind == "mixed":
            return interleave(TEXT, body)
        if kind == "list":
            return ("list", body)
        raise ValueError("pattern %s is not handled" % kind)

    # ---- elements

    def names(self):
        return sorted(self.element_nodes)

    def content(self, name):
        """Attributes and children of an element: alternatives, each a dictionary from attribute
        names to (required, value) and a pattern without attributes."""
        if name not in self._contents:
            found = []
            for node in self.element_nodes[name]:
                parts = [c for c in node if str(c.tag).startswith(RNG)]
                for alternative in split(self._sequence(parts)):
                    if alternative not in found:
                        found.append(alternative)
            self._contents[name] = found
        return self._contents[name]


def has_attributes(p, memo={}):
    if p not in memo:
        if p[0] == "attribute":
            memo[p] = True
        elif p[0] == "choice":
            memo[p] = any(has_attributes(b) for b in p[1])
        elif p[0] in ("group", "interleave", "more"):
            memo[p] = any(has_attributes(b) for b in p[1:])
        else:
            memo[p] = False
    return memo[p]


def split(p):
    """Tell the attributes of a pattern from its children."""
    if not has_attributes(p):
        return [({}, p)]
    if p[0] == "attribute":
        return [({p[1]: (True, p[2])}, EMPTY)]
    if p[0] == "choice":
        branches = sorted(p[1] - {EMPTY}, key=sort_key)
        if len(branches) == 1 and branches[0][0] == "attribute" and EMPTY in p[1]:
            return [({branches[0][1]: (False, branches[0][2])}, EMPTY)]
        return [a for b in sorted(p[1], key=sort_key) for a in split(b)]
    if p[0] in ("group", "interleave"):
        join = group if p[0] == "group" else interleave
        return [({**left, **right}, join(c, d))
                for left, c in split(p[1]) for right, d in split(p[2])]
    raise ValueError("repeated attributes are not handled")


# ---- derivatives

def nullable(p, memo={}):
    if p not in memo:
        kind = p[0]
        if kind in ("empty", "text", "more"):
            memo[p] = True
        elif kind == "choice":
            memo[p] = any(nullable(b) for b in p[1])
        elif kind in ("group", "interleave"):
            memo[p] = nullable(p[1]) and nullable(p[2])
        else:
            memo[p] = False
    return memo[p]


def first(p, memo={}):
    """The symbols a word of the pattern can begin with."""
    if p not in memo:
        kind = p[0]
        if kind in ("text", "element", "data", "value"):
            memo[p] = frozenset([p])
        elif kind == "choice":
            memo[p] = frozenset().union(*[first(b) for b in p[1]])
        elif kind == "group":
            memo[p] = first(p[1]) | (first(p[2]) if nullable(p[1]) else frozenset())
        elif kind == "interleave":
            memo[p] = first(p[1]) | first(p[2])
        elif kind == "more":
            memo[p] = first(p[1])
        else:
            memo[p] = frozenset()
    return memo[p]


def same(symbol, atom):
    return symbol == atom


def derivative(p, symbol, matches=same, memo=None):
    """What may follow in the pattern once the symbol has been read."""
    memo = {} if memo is None else memo
    key = (p, symbol)
    if key not in memo:
        kind = p[0]
        if kind == "text":
            d = TEXT if symbol == TEXT else NONE
        elif kind in ("element", "data", "value"):
            d = EMPTY if matches(symbol, p) else NONE
        elif kind == "choice":
            d = choice(*[derivative(b, symbol, matches, memo) for b in p[1]])
        elif kind == "group":
            d = group(derivative(p[1], symbol, matches, memo), p[2])
            if nullable(p[1]):
                d = choice(d, derivative(p[2], symbol, matches, memo))
        elif kind == "interleave":
            d = choice(interleave(derivative(p[1], symbol, matches, memo), p[2]),
                       interleave(p[1], derivative(p[2], symbol, matches, memo)))
        elif kind == "more":
            d = group(derivative(p[1], symbol, matches, memo), p)
        else:
            d = NONE
        memo[key] = d
    return memo[key]
