"""Research on the web: what a search engine's pages say, each sentence with the page that it is from."""
