#!/usr/bin/env python3
"""Random edits of an edition: after each one, a build that goes on from the last must give the bytes
and the messages of a build from nothing.

usage: incremental.py TEIPIPE CORPUS WORK EDITS SEED [SHARDS]

With SHARDS, the build that goes on is one in so many shards, each going on from its last, and a merge
that goes on from the last merge.

Prints what differs and ends with status 1 at the first difference; else the number of edits and how
many documents were made again on the way.
"""
import os
import random
import re
import shutil
import subprocess
import sys

teipipe, corpus, work, edits, seed = sys.argv[1:6]
shards = int(sys.argv[6]) if len(sys.argv) > 6 else 0
rng = random.Random(int(seed))
os.makedirs(work, exist_ok=True)
os.chdir(work)
shutil.rmtree("ed", ignore_errors=True)
os.makedirs("ed/letters")
shutil.rmtree("kept", ignore_errors=True)
os.makedirs("kept")
shutil.copytree(os.path.join(corpus, "authority"), "ed/authority")
pool = sorted(f for f in os.listdir(corpus) if f.endswith((".txt", ".md")) and not f.startswith("README"))
names = ["Mao Zedong", "Stalin", "Сталин", "Zhou Enlai", "Moscow", "Hermann Quux", "毛泽东", "Gromyko",
         "Petrov-Vodkin", "Ulan Bator", "the Foreign Office", "Quux"]


def read(path):
    with open(path, encoding="utf-8", newline="") as f:
        return f.read()


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write(text)


def sources():
    return sorted(os.path.join("ed/letters", f) for f in os.listdir("ed/letters"))


def add():
    name = "%04d" % rng.randrange(10000)
    shutil.copy(os.path.join(corpus, rng.choice(pool)), "ed/letters/%s.txt" % name)


def change():
    path = rng.choice(sources())
    text = read(path).split("\n")
    at = rng.randrange(len(text))
    kind = rng.randrange(4)
    if kind == 0:
        text[at] += " " + rng.choice(names) + " was there."
    elif kind == 1:
        text.insert(at, "")
    elif kind == 2:
        text.append("On %d March 1950 %s went to %s." % (rng.randrange(1, 31), rng.choice(names), rng.choice(names)))
    else:
        text[at] = text[at].swapcase()
    write(path, "\n".join(text))


def delete():
    if len(sources()) > 2:
        os.unlink(rng.choice(sources()))


def rename():
    path = rng.choice(sources())
    to = "ed/letters/r%04d.txt" % rng.randrange(10000)
    if not os.path.exists(to):
        os.rename(path, to)


def touch():
    os.utime(rng.choice(sources()))


def same_size():
    """The same length and time of change: only the inode's time tells."""
    path = rng.choice(sources())
    st = os.stat(path)
    text = read(path)
    new = re.sub("the", "eht", text, count=1)
    write(path, new)
    os.utime(path, ns=(st.st_atime_ns, st.st_mtime_ns))


def authority():
    path = os.path.join("ed/authority", rng.choice(sorted(os.listdir("ed/authority"))))
    text = read(path)
    entry = re.compile(r"<(person|place|org|bibl) xml:id=\"([^\"]*)\".*?</\1>", re.S)
    found = list(entry.finditer(text))
    kind = rng.randrange(5)
    if not found:
        return
    one = rng.choice(found)
    tag = {"person": "persName", "place": "placeName", "org": "orgName", "bibl": "title"}[one.group(1)]
    if kind == 0:  # a new spelling
        new = one.group(0).replace("</%s>" % one.group(1), "<%s>%s</%s></%s>" % (tag, rng.choice(names), tag, one.group(1)))
    elif kind == 1:  # an entry gone
        new = ""
    elif kind == 2:  # another id
        new = one.group(0).replace('xml:id="', 'xml:id="n%d-' % rng.randrange(100), 1)
    elif kind == 3:  # an entry more
        new = one.group(0) + '\n<%s xml:id="x%d"><%s>%s</%s></%s>' % (
            one.group(1), rng.randrange(10 ** 6), tag, rng.choice(names), tag, one.group(1))
    else:
        new = one.group(0) + "<!-- -->"
    write(path, text[:one.start()] + new + text[one.end():])


def output():
    """Somebody meddles with what was made."""
    files = [os.path.join(d, f) for d, _, v in os.walk("kept/out") for f in v]
    if not files:
        return
    path = rng.choice(sorted(files))
    if rng.randrange(2):
        os.unlink(path)
    else:
        with open(path, "ab") as f:
            f.write(b"x")


def config():
    lines = ["title: %s" % rng.choice(["An edition", "Another"])]
    if rng.randrange(2):
        lines.append("formats: [%s]" % ", ".join(rng.sample(["html", "text", "bibtex", "ris", "csl-json"], 3)))
    if rng.randrange(2):
        lines.append("base_url: https://example.org/%d/" % rng.randrange(3))
    if rng.randrange(2):
        lines.append("publisher: A press")
    if rng.randrange(2):
        lines.append("checks: {entry-unused: %s}" % rng.choice(["off", "warning", "note"]))
    if rng.randrange(2):
        rows = ["file,title,place"]
        for path in sources():
            if rng.randrange(3):
                rows.append("%s,%s,%s" % (os.path.basename(path), rng.choice(["A letter", "A report", ""]), rng.choice(["Moscow", "Bern"])))
        write("ed/table.csv", "\n".join(rows) + "\n")
        lines.append("metadata: table.csv")
    write("ed/teipipe.yaml", "\n".join(lines) + "\n")


def table():
    if not os.path.exists("ed/table.csv"):
        return
    rows = read("ed/table.csv").rstrip("\n").split("\n")
    if rng.randrange(2) and len(rows) > 2:
        del rows[rng.randrange(1, len(rows))]
    else:
        path = rng.choice(sources())
        rows.insert(rng.randrange(1, len(rows) + 1), "%s,Title %d," % (os.path.basename(path), rng.randrange(9)))
    write("ed/table.csv", "\n".join(rows) + "\n")


def layout():
    os.makedirs("ed/layouts", exist_ok=True)
    path = "ed/layouts/own.yaml"
    if os.path.exists(path) and rng.randrange(2):
        os.unlink(path)
    else:
        write(path, "name: own\ndescription: Letters of no kind in particular %d\nmatch:\n  - text: 'Quux'\n" % rng.randrange(9))


def picture():
    """A file that a document may name."""
    path = "ed/p%d.png" % rng.randrange(3)
    if os.path.exists(path):
        os.unlink(path)
    else:
        write(path, "png")


def build(where, *more):
    """In a folder of its own: names of files in messages are the same."""
    p = subprocess.run([teipipe, "build", "../ed", "-o", "out", "--color", "never", *more], cwd=where,
                       capture_output=True, text=True)
    return p.returncode, p.stderr


def merge():
    """What is wrong with the whole is told by the first shard as by a build of the whole."""
    for k in range(1, shards + 1):
        p = subprocess.run([teipipe, "build", "../ed", "-o", "shards/%d" % k, "--shard", "%d/%d" % (k, shards),
                            "--color", "never"], cwd="kept", capture_output=True, text=True)
        if p.returncode == 2:
            return 2, p.stderr
    folders = ["shards/%d" % k for k in range(1, shards + 1)]
    if rng.randrange(4) == 0:
        subprocess.run([teipipe, "merge", "-q", "--plan", *folders], cwd="kept", capture_output=True)
    p = subprocess.run([teipipe, "merge", *folders, "-o", "out", "--color", "never"], cwd="kept",
                       capture_output=True, text=True)
    return (p.returncode if p.returncode != 2 else -2), p.stderr


def compare(edit):
    status, err = merge() if shards else build("kept", "-j%d" % rng.randrange(1, 5))
    shutil.rmtree("clean", ignore_errors=True)
    os.makedirs("clean")
    clean_status, clean_err = build("clean", "-j%d" % rng.randrange(1, 5))
    if status == 2:
        same = clean_status == 2
    else:
        # A file that was meddled with and isn't made any more is left, with a warning.
        err = "\n".join(line for line in err.split("\n") if "[stale-changed]" not in line)
        diff = subprocess.run(["diff", "-r", "kept/out", "clean/out"], capture_output=True, text=True).stdout
        for line in diff.split("\n"):
            only = re.match(r"Only in (kept/out.*): (.*)", line)
            if only and os.path.join(*only.groups()) in meddled:
                os.unlink(os.path.join(*only.groups()))
        diff = subprocess.run(["diff", "-r", "kept/out", "clean/out"], capture_output=True, text=True).stdout
        summary = re.compile(r"^(\d+ (documents?|transcriptions?).*|made anew.*|  ed/.*)$", re.M)
        same = status == clean_status and not diff and summary.sub("", err).strip() == summary.sub("", clean_err).strip()
    if not same:
        print("after %s: status %d, from nothing %d" % (edit, status, clean_status))
        print(subprocess.run(["diff", "-r", "kept/out", "clean/out"], capture_output=True, text=True).stdout[:3000])
        write("err.out", err)
        write("err.clean", clean_err)
        print(subprocess.run(["diff", "err.out", "err.clean"], capture_output=True, text=True).stdout[:3000])
        sys.exit(1)
    return status


meddled = set()
for _ in range(6):
    add()
write("ed/letters/bad.txt", "A letter with\x01 a control character.\n")
write("ed/letters/pic.md", "# Pictures\n\n![a picture](p1.png) and [a page](p2.png) of [another](0001.txt)\n")
EDITS = [add, change, change, change, delete, rename, touch, same_size, authority, authority, authority,
         output, config, table, layout, picture]
compare("nothing")
unusable = 0
for i in range(int(edits)):
    done = [rng.choice(EDITS) for _ in range(rng.choice([1, 1, 1, 2, 3]))]
    before = {}
    for edit in done:
        if edit is output:
            before = {os.path.join(d, f) for d, _, v in os.walk("kept/out") for f in v}
            meddled |= before
        edit()
    if compare(" and ".join(e.__name__ for e in done)) == 2:
        unusable += 1
        if os.path.exists("ed/layouts/own.yaml"):
            os.unlink("ed/layouts/own.yaml")
        if os.path.exists("ed/table.csv"):
            write("ed/table.csv", "file,title,place\n")
print("%d edits, %d of them unusable" % (int(edits), unusable))
