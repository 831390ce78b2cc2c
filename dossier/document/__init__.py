"""What the dossier says: a neutral tree, composed from a programme and its findings."""
