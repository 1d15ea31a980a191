"""The tables as one SQLite database, with views that answer what is asked most often, and full-text search.

One SQLite version makes the same bytes of the same rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from giaoban.dataset import tables
from giaoban.dataset.rows import Rows
from giaoban.dataset.tables import Column, Table


class DatabaseView(Struct, frozen=True):
    """A view of the database. ``about`` is Vietnamese; ``sql`` is what it selects."""

    name: str
    about: str
    sql: str


VIEWS = (
    DatabaseView(
        "tasks",
        "Nhiệm vụ, kèm ngày và tên cuộc họp.",
        """SELECT i.meeting, i.id, m.date, m.title, i.text, i.person, i.due, i.due_latest, i.url
FROM items i JOIN meetings m ON m.id = i.meeting WHERE i.kind = 'task'""",
    ),
    DatabaseView(
        "results",
        "Kết quả, kèm ngày và tên cuộc họp.",
        """SELECT i.meeting, i.id, m.date, m.title, i.text, i.person, i.url
FROM items i JOIN meetings m ON m.id = i.meeting WHERE i.kind = 'result'""",
    ),
    DatabaseView(
        "document_meetings",
        "Các cuộc họp có nêu một văn bản, cũ trước mới sau, với quan hệ của cuộc họp với văn bản ấy.",
        """SELECT c.document, d.symbol, m.date_earliest, m.id AS meeting, m.title, r.relations, m.url
FROM citations c JOIN documents d ON d.id = c.document JOIN meetings m ON m.id = c.meeting
JOIN (SELECT meeting, number, group_concat(relation, ', ') AS relations
  FROM (SELECT * FROM citation_relations ORDER BY meeting, number, relation) GROUP BY meeting, number) r
  ON r.meeting = c.meeting AND r.number = c.number
ORDER BY c.document, m.date_earliest, m.id""",
    ),
    DatabaseView(
        "open_tasks",
        "Nhiệm vụ mà kho chưa có mục nào trả lời hay tiếp nối; không có nghĩa là chưa ai làm.",
        """SELECT t.* FROM tasks t
WHERE NOT EXISTS (SELECT 1 FROM joins j WHERE j.target_meeting = t.meeting AND j.target_item = t.id)""",
    ),
    DatabaseView(
        "person_titles",
        "Chức danh của từng người như nguồn gọi, theo ngày họp.",
        """SELECT p.person, l.name, m.date_earliest, t.title, m.id AS meeting, m.url
FROM participant_titles t JOIN participants p ON p.meeting = t.meeting AND p.number = t.number
JOIN people l ON l.id = p.person JOIN meetings m ON m.id = t.meeting
ORDER BY p.person, m.date_earliest, m.id, t.place""",
    ),
    DatabaseView(
        "indicator_figures",
        "Số liệu của từng chỉ số, theo nơi, phạm vi và thời gian; repeated: cùng nơi, phạm vi và đơn vị có bao nhiêu con số.",
        """SELECT indicator, name, place, scope, unit, held, held_latest, basis, bound, value, what, meeting, id, url,
  count(*) OVER (PARTITION BY indicator, place, scope, unit) AS repeated
FROM (SELECT f.*, i.name, coalesce(f.about_unit, '') AS place, CASE WHEN f.scope IS NOT NULL THEN f.scope
  WHEN m.level = 'central' OR (m.level = 'province' AND f.about_unit IS NOT NULL) THEN ''
  ELSE coalesce(m.host, m.series, m.id) END AS scope
  FROM figures f JOIN indicators i ON i.id = f.indicator JOIN meetings m ON m.id = f.meeting)
ORDER BY indicator, place, scope, unit, held_latest, meeting, id""",
    ),
    DatabaseView(
        "comparable_figures",
        "Số liệu được nêu từ hai lần trở lên về cùng một thứ: cùng đơn vị tính, cùng lời, cùng nơi (hay cùng cơ quan họp).",
        """SELECT unit, what, place, held, held_latest, bound, value, basis, meeting, id, url
FROM (SELECT f.*, coalesce(f.about_unit, CASE m.level WHEN 'central' THEN '' ELSE coalesce(m.host, m.series, m.unit, m.id) END)
  AS place FROM figures f JOIN meetings m ON m.id = f.meeting) f
WHERE (unit, what, place) IN (SELECT f.unit, f.what,
  coalesce(f.about_unit, CASE m.level WHEN 'central' THEN '' ELSE coalesce(m.host, m.series, m.unit, m.id) END) AS place
  FROM figures f JOIN meetings m ON m.id = f.meeting GROUP BY 1, 2, 3 HAVING count(*) > 1)
ORDER BY unit, what, place, held_latest""",
    ),
    DatabaseView(
        "unit_meetings",
        "Cuộc họp có nêu một đơn vị cấp tỉnh hay họp tại đó.",
        """SELECT unit, meeting FROM mentions UNION SELECT unit, id FROM meetings WHERE unit IS NOT NULL
UNION SELECT unit, meeting FROM item_units UNION SELECT about_unit, meeting FROM figures WHERE about_unit IS NOT NULL""",
    ),
)

SEARCH = "search"
SEARCHED = "meetings"
SEARCH_KEY = "number"

# FTS5 takes off every mark but that of đ, which is a letter of its own. So each text is there once more with d in its place:
# who types marks finds the one, who types none the other.
SEARCH_SQL = f"""
CREATE VIEW search_texts AS SELECT number, title, summary, items,
  replace(replace(title || char(10) || summary || char(10) || items, 'đ', 'd'), 'Đ', 'D') AS without_marks
FROM (SELECT m.number, m.title, m.summary, coalesce((SELECT group_concat(text, char(10)) FROM
  (SELECT text FROM items i WHERE i.meeting = m.id ORDER BY i.kind, i.id)), '') AS items FROM {SEARCHED} m);
CREATE VIRTUAL TABLE {SEARCH} USING fts5(title, summary, items, without_marks,
  content = 'search_texts', content_rowid = '{SEARCH_KEY}', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO {SEARCH} ({SEARCH}) VALUES ('rebuild');
INSERT INTO {SEARCH} ({SEARCH}) VALUES ('optimize');
"""  # noqa: S608 - our own names


_APPLICATION = 0x4769616F  # "Giao", so that `file` and others can tell what the file is
_TYPES = {"integer": "INTEGER", "number": "NUMERIC"}


class Database:
    """A database that is being written to a new file."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.executescript(
            "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;"
            f"PRAGMA cache_size = -65536; PRAGMA application_id = {_APPLICATION};"
            f"PRAGMA user_version = {int(tables.VERSION.partition('.')[0])};"
        )
        for table in tables.every():
            self._connection.execute(create(table))
        self._connection.execute("BEGIN")
        self._insert = {table.name: insert(table) for table in tables.every()}

    def add(self, rows: Rows) -> None:
        """Insert rows, by the name of their table. Raises `sqlite3.Error`, also for a row that breaks a constraint."""
        for name, some in rows.items():
            self._connection.executemany(self._insert[name], some)

    def close(self) -> None:
        """Write what is found by: indexes, views, the full-text search."""
        for table in tables.every():
            for statement in indexes(table):
                self._connection.execute(statement)
        for view in VIEWS:
            self._connection.execute(f"CREATE VIEW {view.name} AS {view.sql}")
        self._connection.execute("COMMIT")
        self._connection.executescript(SEARCH_SQL)
        self._connection.close()

    def abandon(self) -> None:
        """Let go of the file, whatever is in it; nothing where it is closed."""
        self._connection.close()


def create(table: Table) -> str:
    """The SQL statement ``CREATE TABLE`` with columns, keys and references of a table."""
    parts = [_column(column) for column in table.columns]
    parts.append(f"PRIMARY KEY ({', '.join(table.key)})")
    parts += [
        f"FOREIGN KEY ({', '.join(link.columns)}) REFERENCES {link.table} ({', '.join(tables.get(link.table).key)})"
        for link in table.references
    ]
    # Of a key of several columns the table itself is the index: smaller, and made in half the time.
    is_own = len(table.key) > 1
    inner = ",\n  ".join(parts)
    return f"CREATE TABLE {table.name} (\n  {inner}\n){' WITHOUT ROWID' if is_own else ''}"


def insert(table: Table) -> str:
    """The SQL statement that inserts a row, with a parameter for each column in the order of the table."""
    names = ", ".join(column.name for column in table.columns)
    return f"INSERT INTO {table.name} ({names}) VALUES ({', '.join('?' * len(table.columns))})"  # noqa: S608 - our own names


def indexes(table: Table) -> Iterator[str]:
    """What makes references and days quick to find, unless the key begins with them."""
    wanted = [link.columns for link in table.references]
    wanted += [(column.name,) for column in table.columns if column.name in {"date_earliest", "held_earliest"}]
    optional = {column.name for column in table.columns if not column.required}
    for columns in wanted:
        if table.key[: len(columns)] != columns:
            yield f"CREATE INDEX {table.name}_{'_'.join(columns)} ON {table.name} ({', '.join(columns)})" + (
                f" WHERE {columns[0]} IS NOT NULL" if columns[0] in optional else ""
            )


def _column(column: Column) -> str:
    check = ""
    if column.codes:
        check = f" CHECK ({column.name} IN ({', '.join(repr(code) for code in column.codes)}))"
    required = " NOT NULL" if column.required else ""
    return f"{column.name} {_TYPES.get(column.type, 'TEXT')}{required}{' UNIQUE' if column.unique else ''}{check}"
