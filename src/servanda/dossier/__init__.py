"""The room `dossier`; see ARCHITECTURE.md."""
