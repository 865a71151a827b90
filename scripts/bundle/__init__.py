"""What makes of the program something to install: `make bundle`. packaging/README.md says how."""
