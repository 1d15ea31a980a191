"""Measuring the builder and its search on a synthetic archive of any size, and beside other programs.

It stands beside the package it measures: the cache of a build depends on the builder's code and not on this.
"""
