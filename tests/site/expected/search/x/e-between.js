teipipeSearch.text("e-between","陈谱在北京看了图书馆。\n");
