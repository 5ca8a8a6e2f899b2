"""Prints the rows of Iceberg tables as two readers see them that share no code with their writer.

`read_tables.py JAR FOLDER...`: a JSON object of each folder's rows by reader, `pyiceberg` and `spark`.
"""

import datetime
import decimal
import glob
import json
import os
import sys

from pyiceberg.table import StaticTable
from pyspark.sql import SparkSession


def shown(value):
    if isinstance(value, datetime.datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=datetime.timezone.utc)
        return "time " + aware.astimezone(datetime.timezone.utc).isoformat(timespec="microseconds")
    if isinstance(value, datetime.date):
        return "date " + value.isoformat()
    if isinstance(value, decimal.Decimal):
        return "decimal " + format(value, "f")
    if isinstance(value, list):
        return [shown(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return "integer %d" % value
    return value


def newest(folder):
    versions = glob.glob(os.path.join(folder, "metadata", "v*.metadata.json"))
    return max(versions, key=lambda path: int(os.path.basename(path)[1:].split(".")[0]))


def by_pyiceberg(folder):
    return StaticTable.from_metadata("file://" + newest(folder)).scan().to_arrow().to_pylist()


def main(jar, folders):
    spark = (SparkSession.builder.master("local[1]").config("spark.jars", jar).config("spark.ui.enabled", "false")
             .config("spark.sql.session.timeZone", "UTC").config("spark.driver.host", "127.0.0.1")
             .config("spark.driver.bindAddress", "127.0.0.1").getOrCreate())
    found = {}
    for folder in folders:
        # As epochs, since collecting would turn times into the time zone of this process.
        frame = spark.read.format("iceberg").load("file://" + folder)
        times = [name for name, kind in frame.dtypes if kind == "timestamp"]
        by_spark = [row.asDict() for row in frame.selectExpr(*[
            "unix_micros(`%s`) AS `%s`" % (name, name) if name in times else "`%s`" % name for name in frame.columns
        ]).collect()]
        start = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
        for row in by_spark:
            for name in times:
                if row[name] is not None:
                    row[name] = start + datetime.timedelta(microseconds=row[name])
        found[folder] = {
            "pyiceberg": [{name: shown(value) for name, value in row.items()} for row in by_pyiceberg(folder)],
            "spark": [{name: shown(value) for name, value in row.items()} for row in by_spark],
        }
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
