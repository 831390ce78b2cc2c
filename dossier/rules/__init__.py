"""The rules: pure functions from a programme to findings, each with its law, its page and its test."""
