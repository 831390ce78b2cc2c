"""What several commands share: the command line has one module a command, and this room beside them."""
