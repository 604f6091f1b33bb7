"""Several processes beside each other."""
