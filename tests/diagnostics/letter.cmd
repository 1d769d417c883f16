teipipe validate letter.xml
