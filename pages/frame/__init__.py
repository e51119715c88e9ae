"""What surrounds every page: who is looking, what they read, and how it is shown."""
