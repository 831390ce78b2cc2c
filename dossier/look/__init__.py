"""What an institution's dossiers look like: colours, fonts, logo, running texts, style sheet, Word template.

A ``Look`` is data; the one module that opens files is ``reader``. Writers receive a ``Look`` and open none.
"""
