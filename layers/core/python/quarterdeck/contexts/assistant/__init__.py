"""The assistant: a question becomes a verified, cited answer, recorded as a replayable run."""
