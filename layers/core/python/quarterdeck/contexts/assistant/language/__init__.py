"""What the rules of answering know of English: words, their stems and synonyms, figures and numbers in words."""
