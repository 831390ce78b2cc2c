"""The programme: its model, and how it is read from XML."""
