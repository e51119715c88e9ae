"""Made-up mailboxes with what a careful reader takes from them; each was written before the reader had read it."""
