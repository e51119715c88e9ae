"""The only code that opens DuckDB.

store = Store("data/store")
with store.reading(viewer) as reader:
    counts = reader.load("response_times", by="channel")
with store.writing(viewer, now=now) as writer:
    goals.set_goal(writer, terms)
"""

from analytics.store.people import owner
from analytics.store.place import default_folder
from analytics.store.reader import Reader, Snapshot
from analytics.store.store import Store
from analytics.store.viewer import Role, Viewer
from analytics.store.writer import Writer

__all__ = ["Reader", "Role", "Snapshot", "Store", "Viewer", "Writer", "default_folder", "owner"]
