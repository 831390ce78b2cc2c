"""The national register: the identifiers it uses."""
