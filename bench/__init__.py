"""Speeds, as ratios in one run: a ratio says the same thing on a slow machine and on a fast one."""
