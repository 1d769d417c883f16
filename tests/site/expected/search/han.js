teipipeSearch.han("圖图書书瞭了譜谱陳陈館馆");
