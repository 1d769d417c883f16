teipipe encode .
