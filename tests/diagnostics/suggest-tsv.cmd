teipipe encode -q --suggest-names=tsv names/a.txt names/b.txt
