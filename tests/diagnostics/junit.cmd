teipipe validate --report junit letter.xml
