"""The version of the program, read by the package and stamped on every extractor."""

VERSION = "0.1.0"
