"""What is measured against each other, one engine a module with the same three functions and a search."""
