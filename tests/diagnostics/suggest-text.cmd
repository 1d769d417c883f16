teipipe encode -q --suggest-names names/a.txt names/b.txt
