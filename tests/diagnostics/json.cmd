teipipe validate --report json letter.xml
