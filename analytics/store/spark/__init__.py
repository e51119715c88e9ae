"""The store's questions on Apache Spark, where one machine is too small: the same fixed queries over tables of a lake.

    with Lake(Tables("exported"), "local[2]").reading(Viewer.analyst()) as reader:
        counts = reader.load("response_times", by="channel")

A lake is read and never written to. pyspark and sqlglot come with `steppingstone[spark]`, and are imported only here.
"""

from analytics.store.spark.lake import Lake
from analytics.store.spark.tables import Tables

__all__ = ["Lake", "Tables"]
