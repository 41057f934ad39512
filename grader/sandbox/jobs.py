"""How is a job written down for the process that runs it, and how much may that process take?"""

import codecs

from grader.core.run import Job
from grader.sandbox.frames import Packer, clean

MIB = 1024 * 1024
OUTPUT_MOST = MIB
RESULT_MOST = 80 * MIB
UTF8 = codecs.getincrementaldecoder("utf-8")


def written(job: Job) -> bytes:
    """The frame that `child` reads: program, function, driver and calls."""
    packer = Packer()
    calls = [packer.packed((call.args, call.strided)) for call in job.calls]
    header = {
        "source": clean(job.source.replace("\r\n", "\n").replace("\r", "\n")),
        "function": job.function,
        "driver": job.driver,
        "calls": calls,
    }
    return packer.frame(header)


def patience(job: Job) -> float:
    """Seconds that a run may take by the clock on the wall, on a machine with more to do."""
    return 3 * job.seconds + 2
