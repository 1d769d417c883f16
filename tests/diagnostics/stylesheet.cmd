teipipe transform --color never --xslt stylesheet.xsl letter.xml
