"""A mailbox becomes a log: a file of mails, never an account, read on this machine and shown before it is stored.

`files` and `splitting` give the mails of whatever was dropped, `mail` reads one, `sieve` keeps those that may matter,
`threads` says which belong together. `reading` makes the log: `applications` say where a mail belongs, `kinds` and
`second_reader` what it is. `importing` and `storing` are what the command uses.
Nothing is fetched, run, or unpacked to disk.
"""
