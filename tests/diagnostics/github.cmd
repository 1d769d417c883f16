teipipe validate --report github letter.xml
