"""People whom somebody met or knows: as cards for an address book, and in words."""
