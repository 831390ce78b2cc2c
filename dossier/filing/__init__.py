"""Filing: the checklist, the bundle and its manifest, their verification, the journal, the calendar."""
