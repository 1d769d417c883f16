teipipeSearch.text("g-old","Idus.\n");
