"""From the answers to ten questions to drafts of everything: the texts are data, in `resources/starter/`."""
