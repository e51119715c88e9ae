"""What keeps the project: the installed wheel tried, the sample made, mutants counted."""
