"""The sections of the dossier: one small module per idea, one function per section."""
