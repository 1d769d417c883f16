teipipe encode --no-excerpt ../encode/names/hyphens.txt ../encode/names/letters.txt ../encode/names/soft-hyphens.txt -o "${TMPDIR:-/tmp}/teipipe-spelling"; rm -r "${TMPDIR:-/tmp}/teipipe-spelling"
