"""Runs in the bundle before the program: what the program starts (a browser, the viewer of an attachment) is to find the libraries of the
system and not ours. The linker has read the variable by then.
"""

import os

before = os.environ.pop("LD_LIBRARY_PATH_ORIG", "")
if before:
    os.environ["LD_LIBRARY_PATH"] = before
else:
    os.environ.pop("LD_LIBRARY_PATH", None)
