teipipe encode layouts-edition/text.txt
