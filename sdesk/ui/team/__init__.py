"""A team of laptops: what is to settle, which laptops there are, and how one joins."""
