teipipe encode dates.txt -o - >/dev/null
