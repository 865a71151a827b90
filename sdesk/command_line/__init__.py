"""The command line: what `sdesk --help` lists. Each command imports what it needs when it runs."""
