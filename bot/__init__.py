"""Ask an article a question in Chinese; get the passage that answers it, word for word, with its section cited."""
