"""Copies of the workspace: made by themselves, asked for, listed, and a new place when the file is gone."""
