teipipe validate --color always letter.xml
