"""The benchmark: `python -m tests.bench`, not part of the tests."""
