"""The knowledge folder as its readers will see it, with what is wrong beside it, live while it is edited."""
