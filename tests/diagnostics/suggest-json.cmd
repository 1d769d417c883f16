teipipe encode -q --suggest-names=json names/b.txt
