"""Tools of editors: what was asked in vain, and what becomes of it. Nothing that serves imports this."""
