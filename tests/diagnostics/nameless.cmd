teipipe encode --color never nameless/letter.txt >/dev/null
