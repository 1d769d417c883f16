#!/usr/bin/env python3
"""No word of a text may be missing from its page and its plain text.

usage: words.py FOLDER FILE.xml...

FOLDER has STEM.html and STEM.txt, and in diplomatic/ the diplomatic STEM.txt. What one view leaves
out (a deletion, a regular form) must be in the other. Blanks don't count, since signs may stand
between the parts of a word. Prints what is missing, and ends with status 1 then.
"""
import html
import re
import sys
import xml.etree.ElementTree as ET

TEXT = "{http://www.tei-c.org/ns/1.0}text"
WORD = re.compile(r"[^\W_]+")
MARKS = re.compile(r"^[\u00B2\u00B3\u00B9\u2070-\u2079]+$")  # of notes, which are numbered anew


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def bare(text):
    return re.sub(r"\s+", "", text)


folder, missing, seen = sys.argv[1], 0, 0
for path in sys.argv[2:]:
    stem = path.rsplit("/", 1)[-1][:-4]
    words = set()
    for text in ET.parse(path).getroot().iter(TEXT):
        words.update(w for w in WORD.findall("\n".join(text.itertext())) if not MARKS.match(w))
    page = read("%s/%s.html" % (folder, stem))
    page = bare(html.unescape(re.sub(r"<[^>]*>", "", page[page.index("<main"):])))
    plain = bare(read("%s/%s.txt" % (folder, stem)) + read("%s/diplomatic/%s.txt" % (folder, stem)))
    seen += len(words)
    for name, made in (("page", page), ("plain text", plain)):
        for word in sorted(words):
            if word not in made:
                print("%s: the %s lacks '%s'" % (stem, name, word))
                missing = 1
if seen < 1000:
    print("only %d words were looked for" % seen)
sys.exit(missing or seen < 1000)
