"""Runs a pipeline and tells what each process of it cost, as the kernel counted it.

Arguments: the commands as JSON (a list of lists), a file for what the last one writes to stdout,
and a folder for what each writes to stderr. Node cannot ask for the usage of a child; wait4 can.
"""

import json
import os
import subprocess
import sys
import time

commands = json.loads(sys.argv[1])
output_path, log_folder = sys.argv[2], sys.argv[3]

processes = []
source = subprocess.DEVNULL
started = time.monotonic()
with open(output_path, "wb") as output:
    for index, command in enumerate(commands):
        is_last = index == len(commands) - 1
        with open(os.path.join(log_folder, f"{index}.log"), "wb") as log:
            process = subprocess.Popen(
                command, stdin=source, stdout=output if is_last else subprocess.PIPE, stderr=log
            )
        if index > 0:
            source.close()
        source = process.stdout
        processes.append(process)

costs = {}
while len(costs) < len(processes):
    pid, status, usage = os.wait4(-1, 0)
    costs[pid] = {
        "exitCode": os.waitstatus_to_exitcode(status),
        "cpuSeconds": usage.ru_utime + usage.ru_stime,
        "peakBytes": usage.ru_maxrss * 1024,
    }
seconds = time.monotonic() - started
json.dump(
    {"wallSeconds": seconds, "processes": [costs[process.pid] for process in processes]}, sys.stdout
)
