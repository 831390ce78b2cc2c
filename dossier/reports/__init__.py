"""The reports: one emitter per format, from judgements."""
