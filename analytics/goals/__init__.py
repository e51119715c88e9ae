"""From a reason to a goal: ready plans, what to say about progress, and reminders. Nothing is sent by itself."""
