answers = {"layer_parameters": "m*r"}
