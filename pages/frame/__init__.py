"""What surrounds every page (session, show, sidebar, entrance, sign_in, day_off), and larger parts of single ones."""
