"""Publishing: build the whole, keep the promises about addresses, swap the finished site in."""
