"""Text in, ranked matches out: analysis, candidates, ranking. It knows no front, and no article by name."""
