teipipeSearch.names("l",[
["oslo","Oslo",2]]);
