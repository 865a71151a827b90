"""Reports on a period, and the blocks that their figures become."""
