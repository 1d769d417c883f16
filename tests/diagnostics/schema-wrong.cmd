teipipe schema check wrong.rng
