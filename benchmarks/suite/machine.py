"""What processes cost: processor time and memory, as the kernel counts them; and what machine this is."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def cpu_s(pid: int) -> float:
    """Seconds of the processor that a process has used, its ended children left out."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def busy_s() -> float:
    """Seconds that all cores have been busy since the machine was started, with whatever it was."""
    user, nice, system, _idle, _waiting, *interrupts = Path("/proc/stat").read_text(encoding="utf-8").split()[1:9]
    return sum(map(int, (user, nice, system, *interrupts))) / _TICKS


def own_s() -> float:
    """Seconds of the processor that we have used, our ended children included."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def rss_mb(pid: int) -> float:
    return _memory_mb(pid, "VmRSS:")


def peak_mb(pid: int) -> float:
    """The most it ever had resident."""
    return _memory_mb(pid, "VmHWM:")


def _memory_mb(pid: int, name: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return round(next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024, 1)


@dataclass(frozen=True, slots=True)
class Machine:
    """On what the figures were measured."""

    processor: str
    cores: int
    memory_gb: float
    system: str
    python: str


def this_machine() -> Machine:
    cpuinfo = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in cpuinfo if line.startswith("model name")]
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return Machine(
        processor=names[0] if names else platform.processor(),
        cores=len(os.sched_getaffinity(0)),
        memory_gb=round(memory / 2**30, 1),
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
    )
