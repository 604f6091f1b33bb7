"""Fitting the engine's two linear models to labelled questions: a developer's command, not a test."""
