"""The table of word vectors, distilled from a sentence model; only `make vectors` needs this."""
