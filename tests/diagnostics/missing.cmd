teipipe encode missing.txt
