"""How fast sdesk is, as ratios against the bare libraries, measured in the same run on the same machine."""
