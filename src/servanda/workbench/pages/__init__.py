"""The pages of the workbench: each a function from a visit to what is shown or where to go."""
