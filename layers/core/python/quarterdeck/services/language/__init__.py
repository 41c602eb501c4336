"""What rules need to know of English, whichever room they are in."""
