"""The lexicon: data only, each row with its source; loaders for it."""
