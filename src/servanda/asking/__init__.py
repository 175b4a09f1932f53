"""The room `asking`; see ARCHITECTURE.md."""
