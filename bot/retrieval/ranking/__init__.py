"""From candidates to ranked matches: evidence, signals, and the two models over them."""
