"""The fronts: where people meet the bot."""
