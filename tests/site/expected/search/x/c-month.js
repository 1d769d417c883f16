teipipeSearch.text("c-month","Переговоры о ёлках.\n");
