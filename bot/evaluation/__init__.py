"""Labelled questions → scorecard: how often the bot is right, and how often it rightly says no."""
