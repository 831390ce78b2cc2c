"""A second opinion on counting: plain enumeration of every admissible selection, from the XML alone.

It shares nothing with the tool but the meaning that docs/calcul.md gives to words.
"""
