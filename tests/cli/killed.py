#!/usr/bin/env python3
"""Builds that are killed at random moments: the next ones go on, and the last gives the bytes of a
build from nothing.

usage: killed.py TEIPIPE CORPUS WORK ROUNDS SEED
"""
import os
import random
import shutil
import signal
import subprocess
import sys
import time

teipipe, corpus, work, rounds, seed = sys.argv[1:6]
rng = random.Random(int(seed))
os.makedirs(work, exist_ok=True)
os.chdir(work)
for name in ("ed", "kept", "clean"):
    shutil.rmtree(name, ignore_errors=True)
os.makedirs("ed/letters")
os.makedirs("kept")
shutil.copytree(os.path.join(corpus, "authority"), "ed/authority")
pool = sorted(f for f in os.listdir(corpus) if f.endswith(".txt"))
for i in range(12):
    shutil.copy(os.path.join(corpus, rng.choice(pool)), "ed/letters/%02d.txt" % i)


def start(where):
    return subprocess.Popen([teipipe, "build", "-q", "../ed", "-o", "out", "-j2"], cwd=where,
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def edit():
    path = "ed/letters/%02d.txt" % rng.randrange(12)
    kind = rng.randrange(4)
    if kind == 0 and os.path.exists(path):
        os.unlink(path)
    elif kind == 1:
        name = "ed/authority/persons.xml"
        with open(name, encoding="utf-8") as f:
            text = f.read()
        with open(name, "w", encoding="utf-8") as f:
            f.write(text.replace("</person>", "<persName>%s</persName></person>" % rng.choice(["Quux", "Mao", "friend"]), 1))
    else:
        shutil.copy(os.path.join(corpus, rng.choice(pool)), path)


begin = time.monotonic()
start("kept").wait()
whole = time.monotonic() - begin
kills = 0
for _ in range(int(rounds)):
    edit()
    if rng.randrange(4) == 0:
        shutil.rmtree("kept/out", ignore_errors=True)
    for _ in range(rng.randrange(1, 4)):
        p = start("kept")
        time.sleep(rng.uniform(0, whole * rng.choice([0.02, 0.2, 1])))
        if p.poll() is None:
            p.send_signal(signal.SIGKILL)
            kills += 1
        p.communicate()
        if rng.randrange(3) == 0:
            edit()
    p = start("kept")
    _, err = p.communicate()
    shutil.rmtree("clean", ignore_errors=True)
    os.makedirs("clean")
    q = start("clean")
    _, clean_err = q.communicate()
    diff = subprocess.run(["diff", "-r", "kept/out", "clean/out"], capture_output=True, text=True).stdout
    if diff or p.returncode != q.returncode or err != clean_err:
        print("status %d, from nothing %d" % (p.returncode, q.returncode))
        print(diff[:3000])
        print(err.decode()[:1000], clean_err.decode()[:1000])
        sys.exit(1)
print("%d rounds, %d kills" % (int(rounds), kills))
