"""A whole workspace read and held against itself: what is not as its history tells is a damage."""
