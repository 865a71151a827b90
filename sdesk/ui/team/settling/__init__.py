"""What several laptops wrote where nobody knew of the other: listed, seen from both sides, settled by one key."""
