teipipeSearch.names("p",[
["chen","陈谱",2],
["bo","Ek, Bo",3],
["name-b2398d80","Nobody Known",1],
["anna","Özer, Anna",4]]);
