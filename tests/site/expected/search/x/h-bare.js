teipipeSearch.text("h-bare","Nothing is said.\n");
