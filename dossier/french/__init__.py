"""French as it is written and read: numbers, dates, lists, spaces, accents, words. Knows nothing of programmes."""
