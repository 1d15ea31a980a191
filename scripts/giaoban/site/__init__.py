"""The site: addresses, page bodies, frames, and pouring one into the other."""
