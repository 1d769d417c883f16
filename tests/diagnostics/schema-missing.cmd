teipipe validate letter.xml --schema missing.rng
