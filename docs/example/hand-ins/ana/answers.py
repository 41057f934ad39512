answers = {"layer_parameters": "m*r + r", "score_derivative": "p - t"}
