teipipe vaildate letter.xml
