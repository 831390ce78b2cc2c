"""Publishing a programme in the formats of others, and starting one from theirs."""
