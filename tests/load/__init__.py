"""Load and endurance on loopback: python -m tests.load COMMAND; every run ends by itself."""
