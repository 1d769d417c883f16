teipipeSearch.core({"n":8,"block":16,"han":true,
"shards":["@l:oslo"],
"years":[["-0043",0],["1901",1],["1902",4],["",6]],
"kinds":["Letter","Telegram","Diary"],
"kind":"ABBCBDAA",
"sets":["la","en","en ru","zh-Hans","ru"],
"set":"BCCDEFCC"});
