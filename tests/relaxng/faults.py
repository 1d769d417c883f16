#!/usr/bin/env python3
"""How many faults give one message, at their line.

usage: faults.py FAULTS.TSV OUTPUT

FAULTS.TSV is from mutate.py, OUTPUT what the validator printed. Prints the figure; ends with 1 when it
is under 95 %. A fault that leaves the document valid does not count.
"""

import collections
import re
import sys


def main():
    found = collections.defaultdict(list)
    with open(sys.argv[2], encoding="utf-8", errors="replace") as f:
        for text in f:
            m = re.match(r"(?:.*/)?([^/:]+\.xml):(\d+):\d+: error:", text)
            if m:
                found[m.group(1)].append(int(m.group(2)))
    with open(sys.argv[1], encoding="utf-8") as f:
        faults = [text.rstrip("\n").split("\t") for text in f]
    invalid = [x for x in faults if found[x[0]]]
    good = [x for x in invalid
            if len(found[x[0]]) == 1 and int(x[2]) <= found[x[0]][0] <= int(x[3])]
    share = 100 * len(good) / max(1, len(invalid))
    print("# %d of %d invalid documents (%d faults) have one message, at the fault: %.1f %%"
          % (len(good), len(invalid), len(faults), share))
    for x in invalid:
        if x not in good:
            print("# %s %s lines %s-%s: messages at %s" % (x[0], x[1], x[2], x[3], found[x[0]]))
    sys.exit(share < 95 or len(invalid) < 50)


main()
