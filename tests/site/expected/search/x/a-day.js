teipipeSearch.text("a-day","Dear Bo, the ÖZER sisters came to Oslo and saw Bo.\nBO again; and Nobody Known, of the Guild.\n");
