"""The room `naming`; see ARCHITECTURE.md."""
