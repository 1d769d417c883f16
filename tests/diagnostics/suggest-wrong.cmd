teipipe encode --suggest-names=cvs names/a.txt
teipipe encode --suggest-names -o - names/a.txt
teipipe encode --suggest-names --report json names/a.txt
teipipe validate --suggest-names names/a.txt
