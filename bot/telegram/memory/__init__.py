"""What the Telegram front keeps beyond one update."""
