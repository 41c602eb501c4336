"""What keeps the installation in order, whatever it answers."""
