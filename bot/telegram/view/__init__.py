"""What a message looks like: cards, markup, buttons and what they carry."""
