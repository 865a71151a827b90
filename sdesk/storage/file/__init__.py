"""The file on the disk: opened, held, copied, kept whole, and what a foreign one may not bring."""
