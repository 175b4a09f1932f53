"""The room `intake`; see ARCHITECTURE.md."""
