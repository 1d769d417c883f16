#!/usr/bin/env python3
"""Write random documents that are valid against a schema.

    samples.py SCHEMA.rng FOLDER [COUNT [SEED]]

Every element gets COUNT documents of its own, or more if it takes more to use each of its
attributes and each child it may have. A document is the shortest way from the root down to the
element, then a random sequence of its children with random attributes; what has not been used yet
comes first. The same seed writes the same documents.
"""

import os
import random
import sys
from heapq import heappop, heappush
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from grammar import TEI_NS, TEXT, Grammar, derivative, first, nullable, sort_key
from values import candidates

WORDS = [
    "text", "Comrade Filippov", "中央：", "毛泽东", "Филиппов", "«…»", "&<>\"'", "soft\u00adhyphen",
    "\U00020BB7", "é\u0301", "1950", "]]>", "  two  spaces  ", "line\nbreak", "\u200f\u05d0",
]
LONGEST = 40            # children of an element, unless its content model asks for more
MOST_ATTRIBUTES = 6     # of an element; some validators take twice the time for each one more
MOST_DOCUMENTS = 100    # for one element


class Writer:
    def __init__(self, grammar, seed):
        self.grammar = grammar
        self.random = random.Random(seed)
        self.steps = {}
        self.next_symbols = {}
        self.cost = self.costs()
        self.used = set()
        self.turn = {}
        self.ids = count(1)

    # ---- shortest content

    def after(self, p, symbol):
        return derivative(p, symbol, memo=self.steps)

    def symbols(self, p):
        if p not in self.next_symbols:
            self.next_symbols[p] = sorted(first(p))
        return self.next_symbols[p]

    def costs(self):
        """Number of elements in the smallest instance of each element."""
        cost = {}
        changed = True
        self.cost = cost
        while changed:
            changed = False
            for name in self.grammar.names():
                for _, content in self.grammar.content(name):
                    found = self.shortest(content)
                    if found is None:
                        continue
                    total = 1 + sum(cost[n] for kind, *n_ in found for n in n_)
                    if total < cost.get(name, sys.maxsize):
                        cost[name] = total
                        changed = True
        return cost

    def shortest(self, p):
        """The cheapest sequence of symbols that completes a pattern."""
        order = count()
        heap = [(0, next(order), p, ())]
        seen = set()
        while heap:
            spent, _, p, path = heappop(heap)
            if nullable(p):
                return path
            if p in seen:
                continue
            seen.add(p)
            for symbol in self.symbols(p):
                price = 0 if symbol == TEXT else self.cost.get(symbol[1])
                if price is not None:
                    heappush(heap, (spent + price, next(order), self.after(p, symbol),
                                    path + (symbol,)))
        return None

    def leading_to(self, p, wanted):
        """The cheapest sequence that ends with the wanted symbol, and what is left after it."""
        order = count()
        heap = [(0, next(order), p, ())]
        seen = set()
        while heap:
            spent, _, p, path = heappop(heap)
            if path and path[-1] == wanted:
                return path, p
            if p in seen and not path:
                continue
            seen.add(p)
            for symbol in self.symbols(p):
                rest = self.after(p, symbol)
                if symbol == wanted or rest not in seen:
                    price = 0 if symbol == TEXT else self.cost[symbol[1]]
                    heappush(heap, (spent + price, next(order), rest, path + (symbol,)))
        return None

    def routes(self):
        """For each element, its parent on the shortest way from the root."""
        todo = [(1, name, None) for _, name in self.symbols(self.grammar.start)]
        parent = {}
        while todo:
            depth, name, above = heappop(todo)
            if name in parent:
                continue
            parent[name] = above
            for _, content in self.grammar.content(name):
                for child in self.children(content):
                    if child not in parent:
                        heappush(todo, (depth + 1, child, name))
        return parent

    def children(self, content):
        found, seen, todo = set(), set(), [content]
        while todo:
            p = todo.pop()
            if p in seen:
                continue
            seen.add(p)
            for symbol in self.symbols(p):
                if symbol != TEXT:
                    found.add(symbol[1])
                todo.append(self.after(p, symbol))
        return sorted(found)

    # ---- random content

    def fresh_first(self, kind, options):
        unused = [o for o in options if (kind, o) not in self.used]
        picked = self.random.choice(unused or options)
        self.used.add((kind, picked))
        return picked

    def word(self, name, p):
        """A random sequence of children of the named element."""
        path = []
        limit = self.random.randrange(1, LONGEST)
        while len(path) < limit:
            options = [s for s in self.symbols(p) if s == TEXT or s[1] in self.cost]
            if not options:
                break
            if nullable(p) and self.random.random() < 0.03:
                break
            symbol = self.fresh_first(name, options)
            path.append(symbol)
            p = self.after(p, symbol)
        return tuple(path) + self.shortest(p)

    def value(self, p):
        kind = p[0]
        if kind == "choice":
            return self.value(self.fresh_first(p, sorted(p[1], key=sort_key)))
        if kind == "value":
            return p[1]
        if kind == "text":
            return self.random.choice(WORDS)
        if kind == "data":
            if p[1] == "ID":
                return "id-%d" % next(self.ids)
            options = candidates(p)
            self.turn[p] = self.turn.get(p, -1) + 1
            return options[self.turn[p] % len(options)]
        if kind == "list":
            return " ".join(self.value(item) for item in self.items(p[1]))
        raise ValueError("value %s is not handled" % kind)

    def items(self, p):
        path = []
        while not nullable(p) or (self.symbols(p) and self.random.random() < 0.4):
            item = self.random.choice(sorted(first(p), key=sort_key))
            path.append(item)
            p = derivative(p, item)
        return path

    # ---- documents

    def attributes(self, name, table, full):
        chosen = {key for key, (required, _) in table.items() if required}
        if full:
            free = sorted(set(table) - chosen)
            self.random.shuffle(free)
            free.sort(key=lambda key: (name, "@", key) in self.used)
            chosen.update(free[:MOST_ATTRIBUTES - len(chosen)])
            self.used.update((name, "@", key) for key in chosen)
        return "".join(" %s=%s" % (key, quoteattr(self.value(table[key][1]), {"\n": "&#10;"}))
                       for key in sorted(chosen))

    def element(self, name, inner=None, alternative=None, full=False):
        """An instance: the smallest, or one with the given children and random attributes."""
        if alternative is None:
            alternative = min(self.grammar.content(name), key=lambda a: self.price(a[1]))
        table, content = alternative
        if inner is None:
            inner = "".join(self.symbol(s) for s in self.shortest(content))
        space = ' xmlns="%s"' % TEI_NS if name in ("TEI", "teiCorpus") else ""
        attributes = self.attributes(name, table, full)
        return "<%s%s%s>%s</%s>" % (name, space, attributes, inner, name)

    def price(self, content):
        found = self.shortest(content)
        return sys.maxsize if found is None else sum(
            0 if s == TEXT else self.cost[s[1]] for s in found)

    def symbol(self, symbol):
        if symbol == TEXT:
            return escape(self.random.choice(WORDS))
        return self.element(symbol[1])

    def document(self, name, parents, number):
        alternatives = self.grammar.content(name)
        alternative = alternatives[number % len(alternatives)]
        children = self.word(name, alternative[1])
        inner = "".join(self.symbol(s) for s in children)
        xml = self.element(name, inner, alternative, full=True)
        while parents[name] is not None:
            name, below = parents[name], name
            xml = self.around(name, below, xml)
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + xml + "\n"

    def around(self, name, below, xml):
        for alternative in self.grammar.content(name):
            found = self.leading_to(alternative[1], ("element", below))
            if found:
                path, rest = found
                inner = "".join(self.symbol(s) for s in path[:-1]) + xml
                inner += "".join(self.symbol(s) for s in self.shortest(rest))
                return self.element(name, inner, alternative)
        raise ValueError("%s can't hold %s" % (name, below))


class Coverage:
    """How many of the attributes and children there are have been used."""

    def __init__(self, writer, names):
        self.writer = writer
        self.wanted = {}
        for name in names:
            uses = set()
            for table, content in writer.grammar.content(name):
                uses |= {(name, "@", key) for key in table}
                uses |= {(name, ("element", child)) for child in writer.children(content)}
            self.wanted[name] = uses

    def complete(self, name):
        return self.wanted[name] <= self.writer.used

    def __str__(self):
        every = set().union(*self.wanted.values())
        attributes = {use for use in every if len(use) == 3}
        had = every & self.writer.used
        return "%d of %d attributes, %d of %d children" % (
            len(had & attributes), len(attributes),
            len(had - attributes), len(every - attributes))


def main(arguments):
    if not 2 <= len(arguments) <= 4:
        print("usage: samples.py SCHEMA.rng FOLDER [COUNT [SEED]]", file=sys.stderr)
        return 2
    folder = arguments[1]
    amount = int(arguments[2]) if len(arguments) > 2 else 10
    writer = Writer(Grammar(arguments[0]), int(arguments[3]) if len(arguments) > 3 else 1)
    parents = writer.routes()
    os.makedirs(folder, exist_ok=True)
    coverage = Coverage(writer, parents)
    written = 0
    for name in sorted(parents):
        number = 0
        while number < amount or (number < MOST_DOCUMENTS and not coverage.complete(name)):
            path = os.path.join(folder, "%s-%d.xml" % (name, number))
            with open(path, "w", encoding="utf-8") as out:
                out.write(writer.document(name, parents, number))
            number += 1
        written += number
    print("%d documents, %d elements, %s" % (written, len(parents), coverage))
    return 0


if __name__ == "__main__":
    sys.setrecursionlimit(10000)
    sys.exit(main(sys.argv[1:]))
