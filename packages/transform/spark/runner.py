"""Runs a plan of Descant on Spark: `spark-submit runner.py --plan URL`.

A plan is a JSON document that `descant transform --engine spark` writes: what is read, queries in Spark SQL
in the order in which they are run, and what is written. This file knows nothing of what they mean. It writes
new files and, last and all at once, a report of them; what no report names is nothing but leftovers. It
needs PySpark 3.5 and nothing else.
"""

import argparse
import json
import math
import zlib

from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql.types import ArrayType, StringType, StructType

PLAN_VERSION = 1

# A number outside of every string, at the end of what was matched before it; `$1"$2"` makes it a text, so
# that no reader rounds it.
UNQUOTED_NUMBER = (
    r'\G((?:[^"0-9-]++|"(?:[^"\\]++|\\.)*+")*+)'
    r"(-?(?:0|[1-9][0-9]*+)(?:[.][0-9]++)?+(?:[eE][+-]?[0-9]++)?+)(?![0-9.eE+-])"
)

# Half of a character: Java would make a question mark of it.
LONE_SURROGATE = (
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F]"
)

# No reader of JSON but the strict one.
JSON_OPTIONS = {"mode": "PERMISSIVE", "allowSingleQuotes": "false", "allowNonNumericNumbers": "false"}


class Runner:
    def __init__(self, spark, plan):
        self.spark = spark
        self.plan = plan
        self.report = {"version": PLAN_VERSION, "run": plan["run"], "answers": {}, "rounds": {}, "files": {},
                       "lines": {}, "damaged": []}
        self.kept = 0
        self.bytes = {}

    def run(self):
        for step in self.plan["steps"]:
            getattr(self, "do_" + step["do"])(step)
        return self.report

    # What is read.

    def do_read(self, step):
        """Objects of NDJSON as a relation: the fields of the schema, all scalars text, `_file` and `_line`.

        `_line` counts the lines of all objects, in order within each; it is negative for a line that is no
        record, all of whose fields are null.
        """
        schema = StructType.fromDDL(step["schema"])
        keys = {plain(one["url"]): one["key"] for one in step["objects"]}
        damaged = self.damaged(list(keys))
        self.report["damaged"] += sorted(keys[path] for path in damaged)
        whole = [path for path in keys if path not in damaged]
        lines = self.lines([path for path in whole if path.endswith(".gz")],
                           [path for path in whole if not path.endswith(".gz")])
        names = self.spark.createDataFrame(list(keys.items()), "path STRING, key STRING")
        lines = lines.join(F.broadcast(names), "path", "left")
        text = F.col("value")
        texts = F.regexp_replace(text, UNQUOTED_NUMBER, '$1"$2"')
        wrapped = F.concat(F.lit("["), texts, F.lit("]"))
        parsed = F.from_json(wrapped, ArrayType(schema), JSON_OPTIONS)
        lines = lines.select("key", "place", "value", parsed.alias("records"))
        fits = (F.size("records") == 1) & F.col("records")[0].isNotNull() & is_utf8(text) & ~text.rlike(LONE_SURROGATE)
        for field in step["once"]:
            # The first of two fields of a name counts; Spark's reader would take the last.
            quoted = '"' + field + '"'
            fits = fits & (F.length(F.replace(text, F.lit(quoted), F.lit(""))) >= F.length(text) - len(quoted))
        fits = F.coalesce(fits, F.lit(False))
        doubtful = F.when(~fits, text.cast("binary"))
        reread = F.udf(reader(schema), StructType().add("record", schema))
        record = F.when(fits, F.col("records")[0]).otherwise(F.col("reread.record"))
        lines = (lines.withColumn("fits", fits).withColumn("reread", reread(doubtful))
                 .select("key", "place", record.alias("record")))
        fields = [F.col("record")[field.name].alias(field.name) for field in schema]
        line = F.when(F.col("record").isNull(), -F.col("place")).otherwise(F.col("place"))
        file = F.coalesce(F.col("key"), F.raise_error(F.lit("a line came from no object of the plan")))
        lines.select(*fields, file.alias("_file"), line.alias("_line")).createOrReplaceTempView(step["name"])

    def damaged(self, paths):
        """The objects that do not gunzip to their end: Spark would fail, or take a part for the whole."""
        if not paths:
            return set()
        contents = self.spark.read.format("binaryFile").load([literal(path) for path in paths])
        found = contents.select("path", "content").rdd.filter(lambda row: not gunzips(row.content))
        return {plain(row.path) for row in found.map(lambda row: row).collect()}

    def lines(self, known, unknown):
        """Lines with `path`, and `place` from 1; blank ones are passed over. Hadoop knows gzip by `.gz` alone."""
        frames = []
        if known:
            texts = self.spark.read.option("lineSep", "\n").text([literal(path) for path in known])
            frames.append(texts.select(F.col("_metadata.file_path").alias("path"), "value"))
        if unknown:
            contents = self.spark.read.format("binaryFile").load([literal(path) for path in unknown])
            pairs = contents.select("path", "content").rdd.flatMap(gunzipped_lines)
            frames.append(self.spark.createDataFrame(pairs, "path STRING, value BINARY")
                          .select("path", F.col("value").cast("string").alias("value")))
        if not frames:
            return self.spark.createDataFrame([], "path STRING, value STRING, place BIGINT")
        lines = frames[0] if len(frames) == 1 else frames[0].unionByName(frames[1])
        path = F.udf(plain, StringType()) if unknown else None
        lines = lines.where(F.length(F.trim(F.regexp_replace("value", "[\t\r ]+", ""))) > 0)
        lines = lines.withColumn("place", F.monotonically_increasing_id() + 1)
        return lines.withColumn("path", plain_path(F.col("path")))

    def do_table(self, step):
        """Parquet files as a relation of the given columns; one that a file does not have is null."""
        files = [literal(plain(url)) for url in step["files"]]
        if files:
            frame = self.spark.read.schema(step["schema"]).option("recursiveFileLookup", "true").parquet(*files)
        else:
            frame = self.spark.createDataFrame([], StructType.fromDDL(step["schema"]))
        frame.createOrReplaceTempView(step["name"])

    # What is computed.

    def do_query(self, step):
        """A query as a relation: kept as rows, or as the query itself where one step alone reads it."""
        frame = self.spark.sql(step["query"])
        if step["keep"]:
            frame = self.keep(step["name"], frame)
        frame.createOrReplaceTempView(step["name"])

    def keep(self, name, frame):
        """Writes the rows below the checkpoint folder: what follows begins there, and does not grow."""
        self.kept += 1
        folder = "%s/%05d" % (plain(self.plan["checkpoint"]).rstrip("/"), self.kept)
        frame.write.mode("overwrite").parquet(folder)
        return self.spark.read.schema(frame.schema).parquet(literal(folder))

    def do_repeat(self, step):
        """Runs steps until a query says 0, and says how many rounds it took."""
        for number in range(step["most"]):
            for inner in step["steps"]:
                getattr(self, "do_" + inner["do"])(inner)
            changed = self.spark.sql(step["until"]).first()[0]
            for inner in step["then"]:
                getattr(self, "do_" + inner["do"])(inner)
            if changed == 0:
                self.report["rounds"][step["name"]] = number + 1
                return
        raise RuntimeError("%s did not end within %d rounds" % (step["name"], step["most"]))

    def do_ask(self, step):
        """The few rows of a query, for the report."""
        rows = self.spark.sql(step["query"]).toJSON().collect()
        self.report["answers"][step["name"]] = [json.loads(row) for row in rows]

    # What is written.

    def do_lines(self, step):
        """Rows of a query as NDJSON, for more rows than a report holds."""
        location = plain(step["location"])
        frame = self.spark.sql(step["query"])
        frame.write.mode("overwrite").option("ignoreNullFields", "false").json(location)
        self.report["lines"][step["name"]] = [one["path"] for one in self.written(location)]

    def do_write(self, step):
        """Rows of a query as Parquet files of about `fileBytes`, unless `unchanged` gives no row."""
        name = step["name"]
        if step.get("changed") and self.spark.sql(step["changed"]).first() is None:
            self.report["files"][name] = None
            return
        location = plain(step["location"])
        frame = self.spark.sql(step["query"])
        kept = self.keep(name, frame)
        size = sum(one["bytes"] for one in self.written("%s/%05d" % (plain(self.plan["checkpoint"]).rstrip("/"), self.kept)))
        count = max(1, math.ceil(size / step["fileBytes"]))
        kept.coalesce(count).write.mode("overwrite").option("compression", "snappy").parquet(location)
        files = {one["path"]: one["bytes"] for one in self.written(location)}
        rows = self.statistics(location, step["columns"]) if files else {}
        self.report["files"][name] = [dict(rows[path], path=path, bytes=size)
                                      for path, size in sorted(files.items()) if path in rows]

    def statistics(self, location, columns):
        """What the files hold, as a reader sees it: rows, nulls, and bounds in text."""
        frame = self.spark.read.parquet(literal(location))
        wanted = [F.count(F.lit(1)).alias("rows")]
        for index, column in enumerate(columns):
            value = F.col("`%s`" % column["name"])
            wanted.append(F.count(value).alias("count_%d" % index))
            if not column["bounds"]:
                continue
            for side in ("min", "max"):
                bound = getattr(F, side)(value)
                if dict(frame.dtypes)[column["name"]] == "timestamp":
                    bound = F.date_format(bound, "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX")
                wanted.append(F.substring(bound.cast("string"), 1, 64).alias("%s_%d" % (side, index)))
        grouped = frame.groupBy(F.col("_metadata.file_path").alias("path")).agg(*wanted)
        found = {}
        for row in grouped.collect():
            told = row.asDict()
            path = plain(told["path"])[len(plain(location).rstrip("/")) + 1:]
            named = {}
            for key in ("count", "min", "max"):
                named[key] = {column["name"]: told["%s_%d" % (key, index)] for index, column in enumerate(columns)
                              if told.get("%s_%d" % (key, index)) is not None}
            found[path] = {"rows": told["rows"], "values": named["count"], "lower": named["min"], "upper": named["max"]}
        return found

    def written(self, location):
        """The files in a folder, by their path within it."""
        jvm = self.spark._jvm
        folder = jvm.org.apache.hadoop.fs.Path(location)
        system = folder.getFileSystem(self.spark._jsc.hadoopConfiguration())
        base = plain(system.makeQualified(folder).toString()).rstrip("/")
        files = []
        listing = system.listFiles(folder, True)
        while listing.hasNext():
            status = listing.next()
            name = status.getPath().getName()
            if status.getLen() > 0 and not name.startswith(("_", ".")):
                files.append({"path": plain(status.getPath().toString())[len(base) + 1:], "bytes": status.getLen()})
        return sorted(files, key=lambda one: one["path"])


def plain(url):
    """`file:/a`, `file:///a` and `/a` are one path: as Hadoop itself writes it."""
    if url.startswith("file:"):
        url = url[5:]
    if url.startswith("/"):
        return "/" + url.lstrip("/")
    return url


def plain_path(path):
    return path
