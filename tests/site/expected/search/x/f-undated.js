teipipeSearch.text("f-undated","No names.\n");
