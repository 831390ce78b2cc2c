"""The writers: one per format, from the neutral tree; none knows what a programme is."""
