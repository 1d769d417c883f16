teipipe transform letter.xml --to bibtx
