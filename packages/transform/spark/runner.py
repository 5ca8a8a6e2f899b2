"""Runs a plan of Descant on Spark: `spark-submit runner.py --plan URL`.

A plan is a JSON document that `descant transform --engine spark` writes: what is read, queries in Spark SQL
in the order in which they are run, and what is written. This file knows nothing of what they mean. It writes
new files and, last and all at once, a report of them; what no report names is nothing but leftovers. It
needs PySpark 3.5 and nothing else.
"""

import argparse
import json
import math
import time
import zlib
from urllib.parse import unquote

from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql.types import ArrayType, BooleanType, IntegerType, StructType

PLAN_VERSION = 2

# A number that a reader may round or write in another form: of many digits, very small, or with an exponent.
LONG_NUMBER = (
    r"(?:-?0[.]0000|[0-9+.eE-]{19}|(?=[0-9-]++[.eE])[0-9+.eE-]{16}|-?[0-9]++(?:[.][0-9]++)?+[eE])"
)

# Such a number outside of every string, behind what was matched before it; `$1"$2"` makes it a text.
UNQUOTED_NUMBER = (
    r'\G((?:[^"0-9-]++|"(?:[^"\\]++|\\.)*+"|(?!' + LONG_NUMBER + r")[0-9-][0-9+.eE-]*+)*+)"
    r"(-?(?:0|[1-9][0-9]*+)(?:[.][0-9]++)?+(?:[eE][+-]?[0-9]++)?+)(?![0-9.eE+-])"
)

# Spark's own reader of JSON takes longer texts for broken lines, so that these are read here.
LONGEST_FOR_SPARK = 15_000_000

LONGEST_PATH = 10_000

JSON_OPTIONS = {"mode": "PERMISSIVE", "allowSingleQuotes": "false", "allowNonNumericNumbers": "false"}


class Runner:
    def __init__(self, spark, plan):
        self.spark = spark
        self.plan = plan
        self.kept = 0
        self.report = {"version": PLAN_VERSION, "run": plan["run"], "answers": {}, "rounds": {}, "files": {},
                       "lines": {}, "damaged": [], "seconds": []}

    def run(self):
        self.steps(self.plan["steps"])
        return self.report

    def steps(self, steps):
        for step in steps:
            started = time.monotonic()
            getattr(self, "do_" + step["do"])(step)
            self.report["seconds"].append([step["do"], step["name"], round(time.monotonic() - started, 3)])

    def schema(self, columns):
        return self.spark.createDataFrame([], columns).schema

    # What is read.

    def do_read(self, step):
        """Objects of NDJSON as a relation: the fields of the schema, all scalars text, `_file` and `_line`.

        `_file` is the object's key. `_line` counts the lines of all objects, in order within each; it is
        negative for a line that is no record of the schema, all of whose fields are null.
        """
        schema = self.schema(step["schema"])
        keys = {plain(one["url"]): one["key"] for one in step["objects"]}
        kinds = self.kinds(keys)
        self.report["damaged"] += sorted(keys[path] for path, kind in kinds.items() if kind == "damaged")
        lines = self.lines([path for path, kind in kinds.items() if kind == "gzip"],
                           [path for path, kind in kinds.items() if kind == "other"])
        names = self.spark.createDataFrame([(path, key) for path, key in keys.items()], "path STRING, key STRING")
        text = F.col("value")
        wrapped = F.concat(F.lit("["), F.regexp_replace(text, UNQUOTED_NUMBER, '$1"$2"'), F.lit("]"))
        judged = F.udf(reader(json.loads(schema.json())), StructType().add("fits", BooleanType()).add("record", schema))
        lines = (lines.join(F.broadcast(names), "path", "left")
                 .withColumn("judged", judged(text.cast("binary"))))
        read = F.from_json(wrapped, ArrayType(schema), JSON_OPTIONS)[0]
        record = F.when(F.length(text) > LONGEST_FOR_SPARK, F.col("judged.record")).when(F.col("judged.fits"), read)
        lines = lines.select("key", "place", F.col("judged.fits").alias("fits"), record.alias("record"))
        missing = F.raise_error(F.lit("a line came from no object of the plan"))
        unread = F.raise_error(F.lit("Spark could not read a line that is a record"))
        line = (F.when(~F.col("fits"), -F.col("place"))
                .when(F.col("record").isNull(), F.when(unread.isNull(), F.col("place")))
                .otherwise(F.col("place")))
        fields = [F.col("record")[field.name].alias(field.name) for field in schema]
        lines = lines.select(*fields, F.coalesce("key", missing).alias("_file"), line.alias("_line"))
        lines.createOrReplaceTempView(step["name"])

    def kinds(self, paths):
        """How each object is to be read. One that does not unpack to its end Spark would fail on, or take a
        part of it for the whole."""
        if not paths:
            return {}
        contents = self.spark.read.format("binaryFile").load([literal(path) for path in paths])
        found = contents.select("path", "content").rdd.map(lambda row: (plain(row.path), kind_of(row.path, row.content)))
        return dict(found.collect())

    def lines(self, known, others):
        """Lines with `path`, and `place` from 1 on; blank ones are passed over."""
        frames = []
        if known:
            texts = self.spark.read.option("lineSep", "\n").text([literal(path) for path in known])
            # No function but `cast` may touch a line here: most would mend bytes that are no UTF-8.
            lines = texts.select(path_of_file().alias("path"), "value")
            frames.append(lines.where(~F.col("value").rlike("^[ \t]*\r?\\z")))
        if others:
            contents = self.spark.read.format("binaryFile").load([literal(path) for path in others])
            pairs = contents.select("path", "content").rdd.flatMap(lambda row: lines_of(row.path, row.content))
            lines = self.spark.createDataFrame(pairs, "path STRING, value BINARY")
            frames.append(lines.select("path", F.col("value").cast("string").alias("value")))
        if not frames:
            return self.spark.createDataFrame([], "path STRING, value STRING, place BIGINT")
        lines = frames[0] if len(frames) == 1 else frames[0].unionByName(frames[1])
        return lines.withColumn("place", F.monotonically_increasing_id() + 1)

    def do_table(self, step):
        """Parquet files as a relation of the given columns, of which one that a file does not have is null, and of
        `_file`: where below the root it lies."""
        schema = self.schema(step["schema"])
        if step["files"]:
            reading = self.spark.read.schema(schema).option("recursiveFileLookup", "true")
            frame = reading.parquet(*[literal(plain(url)) for url in step["files"]])
            below = len(plain(step["root"]).rstrip("/")) + 2
            frame = frame.withColumn("_file", F.substring(path_of_file(), below, LONGEST_PATH))
        else:
            frame = self.spark.createDataFrame([], schema).withColumn("_file", F.lit(None).cast("string"))
        frame.createOrReplaceTempView(step["name"])

    # What is computed.

    def do_query(self, step):
        """A query as a relation: its rows, or the query itself where it is cheap or read once."""
        frame = self.spark.sql(step["query"])
        if step["keep"]:
            frame = self.keep(frame)[0]
        frame.createOrReplaceTempView(step["name"])

    def keep(self, frame):
        """Writes rows below the checkpoint folder: what follows begins there, and the plan does not grow."""
        self.kept += 1
        folder = "%s/%05d" % (plain(self.plan["checkpoint"]).rstrip("/"), self.kept)
        frame.write.mode("overwrite").parquet(folder)
        return self.spark.read.schema(frame.schema).parquet(literal(folder)), folder

    def do_repeat(self, step):
        """Runs steps until a query says 0; the report tells how many rounds it took, all of its name together."""
        for number in range(step["most"]):
            self.steps(step["steps"])
            changed = self.spark.sql(step["until"]).first()[0]
            self.steps(step["next"])
            if changed == 0:
                rounds = self.report["rounds"]
                rounds[step["name"]] = rounds.get(step["name"], 0) + number + 1
                return
        raise RuntimeError("%s did not end within %d rounds" % (step["name"], step["most"]))

    def do_when(self, step):
        """Runs steps where a query says more than 0."""
        if self.spark.sql(step["query"]).first()[0] > 0:
            self.steps(step["steps"])

    def do_ask(self, step):
        """The few rows of a query, for the report."""
        rows = self.spark.sql(step["query"]).toJSON().collect()
        self.report["answers"][step["name"]] = [json.loads(row) for row in rows]

    # What is written.

    def do_lines(self, step):
        """The rows of a query as NDJSON, where they may be more than a report holds."""
        location = plain(step["location"])
        self.spark.sql(step["query"]).write.mode("overwrite").json(location)
        self.report["lines"][step["name"]] = [path for path, _bytes in self.written(location)]

    def do_write(self, step):
        """The rows of a query as Parquet files of about `fileBytes`, unless `changed` gives no row.

        Files hold rows of one partition each: of equal values of the partition's expressions.
        """
        name = step["name"]
        if step["changed"] is not None and self.spark.sql(step["changed"]).first() is None:
            self.report["files"][name] = None
            return
        location = plain(step["location"])
        frame = self.spark.sql(step["query"])
        values = [one["name"] for one in step["partitionBy"]]
        for one in step["partitionBy"]:
            frame = frame.withColumn(one["name"], F.expr(one["value"]).cast("string"))
        rows, folder = self.keep(frame)
        count = max(1, math.ceil(sum(size for _path, size in self.written(folder)) / step["fileBytes"]))
        if values:
            # Rows of a partition meet in one task, and a large partition is shared by several.
            spread = F.pmod(F.xxhash64(*[F.col("`%s`" % column["name"]) for column in step["columns"][:1]]), F.lit(count))
            rows = rows.repartition(*[F.col("`%s`" % value) for value in values], spread).sortWithinPartitions(*values)
        else:
            rows = rows.coalesce(count)
        writing = rows.write.mode("overwrite").option("compression", "snappy").partitionBy(*values)
        writing.parquet(location)
        told = self.statistics(location, step["columns"], values)
        self.report["files"][name] = [dict(told[path], path=path, bytes=size)
                                      for path, size in self.written(location) if path in told]

    def statistics(self, location, columns, values):
        """What each file holds, as a reader sees it: rows, values that are not null, and bounds in text."""
        if not self.written(location):
            return {}
        schema = self.schema(", ".join("`%s` %s" % (one["name"], one["type"]) for one in columns))
        frame = self.spark.read.schema(schema).option("recursiveFileLookup", "true").parquet(literal(location))
        wanted = [F.count(F.lit(1)).alias("rows")]
        for index, column in enumerate(columns):
            value = F.col("`%s`" % column["name"])
            wanted.append(F.count(value).alias("count_%d" % index))
            if column["type"].startswith("ARRAY"):
                continue
            for side in ("min", "max"):
                bound = getattr(F, side)(value)
                if column["type"] == "TIMESTAMP":
                    bound = F.date_format(bound, "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX")
                wanted.append(F.substring(bound.cast("string"), 1, 64).alias("%s_%d" % (side, index)))
        found = {}
        root = location.rstrip("/")
        for row in frame.groupBy(F.col("_metadata.file_path").alias("path")).agg(*wanted).collect():
            told = row.asDict()
            path = unquoted(told["path"])[len(root) + 1:]
            named = {}
            for side in ("count", "min", "max"):
                named[side] = {column["name"]: told["%s_%d" % (side, index)] for index, column in enumerate(columns)
                               if told.get("%s_%d" % (side, index)) is not None}
            found[path] = {"rows": told["rows"], "values": named["count"], "lower": named["min"],
                           "upper": named["max"], "partition": partition_of(path, values)}
        return found

    def written(self, location):
        """The files in a folder with rows in them, by their path within it, and their bytes."""
        folder = self.spark._jvm.org.apache.hadoop.fs.Path(location)
        system = folder.getFileSystem(self.spark._jsc.hadoopConfiguration())
        root = plain(system.makeQualified(folder).toString()).rstrip("/")
        files = []
        listing = system.listFiles(folder, True)
        while listing.hasNext():
            status = listing.next()
            if not status.getPath().getName().startswith(("_", ".")):
                files.append((plain(status.getPath().toString())[len(root) + 1:], status.getLen()))
        return sorted(files)


# Paths.


def plain(url):
    """`file:/a`, `file:///a` and `/a` are one path."""
    if url.startswith("file:"):
        return "/" + url[5:].lstrip("/")
    return url


def unquoted(url):
    """The path that Spark's metadata names, which is a URI."""
    return plain(unquote(url))


def path_of_file():
    """The column of the path that a row was read from."""
    encoded = F.regexp_replace(F.col("_metadata.file_path"), "[+]", "%2B")
    return F.regexp_replace(F.url_decode(encoded), "^file:/*", "/")


def literal(path):
    """A path in which no character is a pattern."""
    return "".join("\\" + letter if letter in "\\{}[]*?" else letter for letter in path)


def partition_of(path, names):
    """The values that stand in the folders of a file, in the order of their names; None where one is null."""
    folders = dict(part.split("=", 1) for part in path.split("/")[:-1] if "=" in part)
    values = [folders[name] for name in names]
    return [None if value == "__HIVE_DEFAULT_PARTITION__" else unquote(value) for value in values]


# Lines.


def kind_of(path, content):
    """`gzip` for what Hadoop reads as such, `other` for what is read here, `damaged` for what is cut short."""
    if content[:2] != b"\x1f\x8b":
        return "other"
    first = None
    try:
        for piece in unzipped(content):
            first = piece if first is None else first
    except (zlib.error, EOFError):
        return "damaged"
    marked = (first or b"").startswith(b"\xef\xbb\xbf")
    return "gzip" if path.endswith(".gz") and not marked else "other"


def unzipped(content):
    """The pieces of gzip data of one or more members."""
    while content:
        unpacking = zlib.decompressobj(wbits=31)
        rest = content
        while rest and not unpacking.eof:
            piece = unpacking.decompress(rest, 1 << 20)
            rest = unpacking.unconsumed_tail
            yield piece
        yield unpacking.flush()
        if not unpacking.eof:
            raise EOFError("the gzip data is cut short")
        content = unpacking.unused_data if unpacking.unused_data[:2] == b"\x1f\x8b" else b""


def lines_of(path, content):
    """What Hadoop does not read as we mean it: a file without an extension that it knows, or with a mark."""
    whole = b"".join(unzipped(content)) if content[:2] == b"\x1f\x8b" else bytes(content)
    whole = whole[3:] if whole.startswith(b"\xef\xbb\xbf") else whole
    for line in whole.split(b"\n"):
        line = line[:-1] if line.endswith(b"\r") else line
        if line.strip(b" \t"):
            yield plain(path), line


# Records.


class Twice(dict):
    """An object with a field that stands in it twice: nobody can say which one is meant."""


def members(pairs):
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    twice = Twice(found)
    seen = set()
    twice.fields = {name for name, _value in pairs if name in seen or seen.add(name)}
    return twice


def refuse(_literal):
    raise ValueError("no JSON")


def reader(schema):
    """Judges lines by a schema of texts: whether one is a record, and which, where Spark cannot read it."""

    def read(line):
        try:
            record = json.loads(line.decode("utf-8"), parse_int=str, parse_float=str, parse_constant=refuse,
                                object_pairs_hook=members)
            fitted = fit(record, schema)
            if b"\\u" in line:
                json.dumps(fitted, ensure_ascii=False).encode("utf-8")
            if fitted is None:
                return (False, None)
            return (True, fitted if len(line) > LONGEST_FOR_SPARK else None)
        except (ValueError, RecursionError):
            return (False, None)

    return read


def fit(value, shape):
    """A value as a schema has it, with texts for scalars; refuses what has another shape."""
    if value is None:
        return None
    if shape == "string":
        if isinstance(value, bool):
            return "true" if value else "false"
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if shape["type"] == "array":
        if not isinstance(value, list):
            refuse(value)
        return [fit(item, shape["elementType"]) for item in value]
    if not isinstance(value, dict):
        refuse(value)
    if isinstance(value, Twice) and any(field["name"] in value.fields for field in shape["fields"]):
        refuse(value)
    return tuple(fit(value.get(field["name"]), field["type"]) for field in shape["fields"])


# Buckets.


def bucket(text, buckets):
    """Iceberg's bucket transform of a text (spec, appendix B): Murmur3 of its UTF-8 bytes, 32 bits, seed 0."""
    if text is None:
        return None
    data = text.encode("utf-8")
    whole = len(data) // 4 * 4
    state = 0
    for start in range(0, whole, 4):
        state ^= mixed(int.from_bytes(data[start:start + 4], "little"))
        state = (rotated(state, 13) * 5 + 0xE6546B64) & 0xFFFFFFFF
    if whole < len(data):
        state ^= mixed(int.from_bytes(data[whole:], "little"))
    state ^= len(data)
    state = ((state ^ (state >> 16)) * 0x85EBCA6B) & 0xFFFFFFFF
    state = ((state ^ (state >> 13)) * 0xC2B2AE35) & 0xFFFFFFFF
    return ((state ^ (state >> 16)) & 0x7FFFFFFF) % buckets


def mixed(block):
    return (rotated((block * 0xCC9E2D51) & 0xFFFFFFFF, 15) * 0x1B873593) & 0xFFFFFFFF


def rotated(value, bits):
    return ((value << bits) | (value >> (32 - bits))) & 0xFFFFFFFF


# The run.


def publish(spark, url, text):
    """Writes a text under a name all at once."""
    jvm = spark._jvm
    path = jvm.org.apache.hadoop.fs.Path(plain(url))
    system = path.getFileSystem(spark._jsc.hadoopConfiguration())
    draft = jvm.org.apache.hadoop.fs.Path(plain(url) + ".draft")
    stream = system.create(draft, True)
    stream.write(bytearray(text.encode("utf-8")))
    stream.close()
    if not system.rename(draft, path):
        raise RuntimeError("the report could not be put in its place")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--plan", required=True, help="URL of the plan")
    given, _others = arguments.parse_known_args()
    spark = SparkSession.builder.appName("descant transform").getOrCreate()
    do_plan(spark, given.plan)
    spark.stop()


def do_plan(spark, url):
    """Does the plan at a URL, and publishes its report."""
    plan = json.loads(spark.read.text(literal(plain(url)), wholetext=True).first()[0])
    if plan["version"] != PLAN_VERSION:
        raise SystemExit("The plan is of version %s, and this runner reads version %d: take the runner of the same "
                         "release as the command line." % (plan["version"], PLAN_VERSION))
    given = spark.sparkContext.getConf()
    advice = {name: value for name, value in plan["advice"].items() if not given.contains(name)}
    for name, value in {**advice, **plan["session"]}.items():
        spark.conf.set(name, value)
    spark.udf.register("iceberg_bucket", bucket, IntegerType())
    publish(spark, plan["report"], json.dumps(Runner(spark, plan).run()))


if __name__ == "__main__":
    main()
