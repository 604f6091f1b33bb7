"""Text and its words, whoever wrote it: normalisation, segmentation, sounds, numbers, sentences, word lists."""
