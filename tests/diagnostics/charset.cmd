teipipe validate --color never charset.xml
