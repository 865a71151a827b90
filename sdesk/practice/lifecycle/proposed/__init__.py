"""Sections that the program has written: what is proposed, who has read it, and what counts before."""
