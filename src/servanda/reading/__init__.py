"""Reading: a document becomes candidate records; one small reader a kind."""
