"""The room `reasoning`; see ARCHITECTURE.md."""
