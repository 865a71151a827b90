"""The laptops that share a workspace: listed, added, taken out, and how a new one joins."""
