teipipe encode --color never front-matter.md >/dev/null
