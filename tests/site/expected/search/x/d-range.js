teipipeSearch.text("d-range","Чэнь Пу\n");
