"""What surrounds every page (session, show, sidebar, entrance, sign_in, day_off), and the larger parts of single pages."""
