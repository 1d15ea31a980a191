"""Records: what editors write, read with its marks and turned into typed classes."""
