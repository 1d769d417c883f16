teipipe encode -q --suggest-names=tei names/a.txt names/b.txt
