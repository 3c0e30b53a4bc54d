"""What the extractor knows: pattern files and name lists below models/, loaded, checked and compiled."""
