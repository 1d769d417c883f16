teipipeSearch.docs(0,[
["g-old","Antiquity","en","-0043-03-15","","","","","","","",""],
["a-day","A letter with one day & a place","en","1901-05-03","","","Oslo","Letter","Anna tells Bo of her journeys.","en","Anna Özer","Bo Ek"],
["b-answer","The answer","en","1901-05-20","","","","Letter","","","Bo Ek","Anna Özer"],
["c-month","A telegram of a month","en","1901-06","","","","Telegram","","","Anna Özer","Bo Ek, The Guild"],
["e-between","信","zh-Hans","1902","1904","","","Letter","一封信。","zh-Hans","陈谱","Anna Özer"],
["d-range","Diary","en","1902-01-01","1902-02-10","","","Diary","","","",""],
["f-undated","Undated note","en","","","one summer","","","","","",""],
["h-bare","h-bare","en","","","","","","","","",""]]);
