# What continuous integration of others uses: the action, its problem matcher, the hooks of pre-commit, and
# the examples of the README.
. "$ROOT/tests/lib.sh"

action=$ROOT/.github/actions/teipipe
if ! python=$(python_with yaml); then
    skip 'the action' 'python3 with yaml is not there'
    exit 0
fi

# An edition with a fault in a transcription, and one without.
mkdir -p bad good
printf -- '---\ntitle: A letter\ndate: 7 June 1953\nlanguage: en\ntitel: wrong\n---\n\nDear Sir,\n\nA word.\n' >bad/letter.txt
printf -- '---\ntitle: A letter\ndate: 1953-06-07\nlanguage: en\n---\n\nDear Sir,\n\nA word.\n' >good/letter.txt
printf '<p>no TEI</p>\n' >broken.xml

# The steps of the action, as a runner does them. $1: the inputs as NAME=VALUE lines
cat >runner.py <<'END'
import os, re, subprocess, sys, yaml
folder, given = sys.argv[1], dict(a.split("=", 1) for a in sys.argv[2:])
action = yaml.safe_load(open(folder + "/action.yml"))
assert action["runs"]["using"] == "composite"
inputs = {k: given.pop(k, v["default"]) for k, v in action["inputs"].items()}
assert not given, given
for value in action["outputs"].values():
    assert value["value"] == "${{ steps.run.outputs.status }}"
def expand(text):
    return re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda m: inputs[m.group(1)], text)
env = dict(os.environ, GITHUB_ACTION_PATH=folder, GITHUB_PATH=os.path.abspath("paths"), GITHUB_OUTPUT=os.path.abspath("outputs"))
open("paths", "w").close(); open("outputs", "w").close()
failed = 0
for step in action["runs"]["steps"]:
    if failed and step.get("if") != "always()":
        continue
    assert step["shell"] == "bash"
    more = {k: expand(v) for k, v in step.get("env", {}).items()}
    assert "${{" not in step["run"], "inputs go through the environment, never into the script"
    r = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], env={**env, **more}, stdin=subprocess.DEVNULL)
    failed = failed or r.returncode
sys.exit(failed)
END
mkdir -p bin
ln -sf "$TEIPIPE" bin/teipipe
PATH=$PWD/bin:$PATH
export PATH
action() { "$python" runner.py "$action" "$@" >log 2>&1; }
check 'the action: a good edition' action path=good 'options=-q -o made'
check 'the action: its status' grep -q '^status=0$' outputs
check 'the action: the matcher is set and taken away' sh -c 'grep -q "^::add-matcher::.*/problem-matcher.json$" log && grep -q "^::remove-matcher owner=teipipe::$" log'
expect 'the action: a bad file' 1 '' "$python" runner.py "$action" command=validate path=broken.xml "options=--check all=off" sarif=found.sarif
check 'the action: the status of that' grep -q '^status=1$' outputs
check 'the action: a report for code scanning' grep -q '"version": "2.1.0"' found.sarif
expect 'the action: nothing of the inputs is run' 3 '' "$python" runner.py "$action" command=validate 'path=$(touch${IFS}pwned) `touch${IFS}pwned`;touch${IFS}pwned'
check 'the action: nothing was' test ! -e pwned

# What the matcher reads in our own messages.
"$TEIPIPE" validate --no-excerpt --color never broken.xml 2>messages
"$TEIPIPE" build --no-excerpt --color never bad -o out-bad 2>>messages
"$TEIPIPE" validate --no-excerpt --color never none.xml 2>>messages
cat messages
check 'the problem matcher' "$python" -c '
import json, re, sys
(pattern,) = json.load(open(sys.argv[1]))["problemMatcher"][0]["pattern"]
found = [re.match(pattern["regexp"], line.rstrip("\n")) for line in open("messages", encoding="utf-8")]
seen = [tuple(m.group(pattern[k]) for k in ("file", "line", "severity", "code")) for m in found if m]
assert ("broken.xml", "1", "error", "element-unknown") in seen or ("broken.xml", "1", "error", "root-not-allowed") in seen, seen
assert any(s[0] == "bad/letter.txt" and s[1] == "5" and s[2] == "warning" for s in seen), seen
assert ("none.xml", None, "error", "file-missing") in seen, seen
' "$action/problem-matcher.json"

# Hooks: the entries are commands of ours.
check 'the hooks of pre-commit' "$python" -c '
import subprocess, sys, yaml
for hook in yaml.safe_load(open(sys.argv[1])):
    assert {"id", "name", "entry", "language"} <= set(hook), hook
    program, command, *options = hook["entry"].split()
    assert program == "teipipe"
    assert subprocess.run(["teipipe", command, *options, "--help"], capture_output=True).returncode == 0, hook
' "$ROOT/.pre-commit-hooks.yaml"
