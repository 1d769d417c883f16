teipipe encode control.txt
