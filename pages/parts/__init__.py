"""Larger parts of single pages, each named for what it shows or asks; `pages/frame` holds what surrounds all pages."""
