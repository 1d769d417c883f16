teipipe build empty-tables -o /dev/null/none
