"""The actions that reports propose, decide on and follow."""
