"""A record as sections to be read: text, not editors, each confirmed or changed by itself."""
