"""What comes in and goes out, guarded: attacks on the assistant, secrets, links."""
