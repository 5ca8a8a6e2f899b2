"""Does plan after plan in one Spark, since the start of one takes longer than most plans of tests.

`python serve_plans.py RUNNER`: each line of the input is the URL of a plan; each line of the output
is what became of it, empty where all went well. Every plan has a session of its own.
"""

import importlib.util
import sys
import traceback

from pyspark.sql import SparkSession


def main(runner_path):
    found = importlib.util.spec_from_file_location("runner", runner_path)
    runner = importlib.util.module_from_spec(found)
    sys.modules["runner"] = runner
    found.loader.exec_module(runner)
    spark = SparkSession.builder.appName("tests of descant").getOrCreate()
    # Workers unpickle functions of the runner by the name of its module.
    spark.sparkContext.addPyFile(runner_path)
    for line in sys.stdin:
        try:
            runner.do_plan(spark.newSession(), line.strip())
            answer = ""
        except BaseException:
            answer = " ".join(traceback.format_exc().split("\n")[-30:])
        print("plan: " + answer, flush=True)
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1])
