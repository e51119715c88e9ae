"""Asking employers for feedback: when, whom and how, in rules that say why. Nothing here sends anything."""
