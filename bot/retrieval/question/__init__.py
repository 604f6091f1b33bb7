"""A question as the retrieval sees it: units with their weights, other words for them, what is asked for."""
