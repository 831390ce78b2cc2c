"""The national register: identifiers, official sheets, exports, the index, comparison with a programme."""
