teipipeSearch.text("b-answer","To Christiania: received.\n");
