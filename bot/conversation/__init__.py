"""Message and what was said before it → answer: small talk, follow-ups, the three outcomes."""
