"""How laptops exchange: bundles of operations in a folder, who belongs, and the keys that only these have."""
