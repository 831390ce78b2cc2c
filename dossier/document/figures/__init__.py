"""The drawings of the dossier: one module per figure, from a programme to SVG; none when there is nothing to show."""
