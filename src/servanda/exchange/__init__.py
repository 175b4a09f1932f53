"""The room `exchange`; see ARCHITECTURE.md."""
