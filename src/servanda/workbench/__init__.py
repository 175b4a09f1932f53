"""The room `workbench`; see ARCHITECTURE.md."""
