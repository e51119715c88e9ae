"""What surrounds every page: session, show, sidebar, welcome, sign_in, entrance, serve, day_off."""
