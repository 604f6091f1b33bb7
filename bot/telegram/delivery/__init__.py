"""Updates on their way in: polling, webhook, and the worker that deals with them."""
