teipipe validate --no-excerpt --max-errors 1 letter.xml
