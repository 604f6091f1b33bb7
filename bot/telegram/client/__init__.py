"""Requests to the Bot API: HTTP, the rate limit, retries."""
