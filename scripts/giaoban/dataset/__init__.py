"""The archive as data that can be taken away: tables, their description, and the files that hold them.

`tables` says once which tables and columns there are; the database, the CSV files, the data package and the dictionary on the
site are made from it. `rows` fills them from records, through the reader.
"""
