teipipe validate ampersand.xml
