teipipe build edition -o /dev/null/none
