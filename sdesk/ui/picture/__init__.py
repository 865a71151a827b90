"""The picture of Today that stands on the screen while a workspace is opened."""
