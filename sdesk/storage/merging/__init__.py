"""Merging what several laptops did: pure rules, and how operations come into a file."""
