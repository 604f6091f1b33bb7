"""The passages: their index, and the texts that questions are held against."""
