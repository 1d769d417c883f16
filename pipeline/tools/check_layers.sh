#!/bin/sh
# No file may include upwards: each layer only what its line names besides itself.
set -u
cd "$(dirname "$0")/../.." || exit 2

grep -rn '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' pipeline --include='*.[ch]' --include='*.def' |
    awk -F: '
    BEGIN {
        allowed["base"] = ""
        allowed["read"] = "base"
        allowed["encode"] = "base read"
        allowed["xpath"] = "base"
        allowed["validate"] = "base xpath"
        allowed["transform"] = "base"
        allowed["publish"] = "base transform"
        allowed["report"] = "base"
        allowed["serve"] = "base"
        allowed["run"] = "base read encode validate transform publish report serve"
        allowed["api"] = "base read encode validate transform publish report serve run"
        allowed["cli"] = "api"
        allowed["tools"] = "base"
    }
    # pipeline/teipipe.h and teipipe.c are the layer "api".
    function layer(path, parts, n) {
        n = split(path, parts, "/")
        return n == 2 ? "api" : parts[2]
    }
    # The path without "x/../".
    function plain(path) {
        while (match(path, /[^\/]+\/\.\.\//))
            path = substr(path, 1, RSTART - 1) substr(path, RSTART + RLENGTH)
        return path
    }
    {
        file = $1
        name = $0
        sub(/^[^"]*"/, "", name)
        sub(/".*/, "", name)
        folder = file
        sub(/[^\/]*$/, "", folder)
        from = layer(file)
        to = layer(plain(folder name))
        if (!(from in allowed)) {
            printf "%s: the folder is no layer that this check knows\n", file
            wrong = 1
        } else if (from != to && index(" " allowed[from] " ", " " to " ") == 0) {
            printf "%s:%s: layer %s may not include \"%s\" of layer %s\n", file, $2, from, name, to
            wrong = 1
        }
    }
    END { exit wrong }'
