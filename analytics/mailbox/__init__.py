"""A mailbox becomes a log: a file of mails, never an account, read on this machine and shown before it is stored.

`files` and `splitting` give the mails of whatever was dropped, `mail` reads one, `calendar_parts` its invitation,
`threads` says which belong together. Nothing is fetched, run, or unpacked to disk.
"""
