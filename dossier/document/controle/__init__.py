"""The document of whoever prepares the filing: what the control found, on what it rests, what is left to do."""
