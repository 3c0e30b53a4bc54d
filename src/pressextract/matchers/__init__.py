"""One module per label; each is a class built from its pattern file, called as `matcher(parsed) -> Iterator[Mention]`."""
