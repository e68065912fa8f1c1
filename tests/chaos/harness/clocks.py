"""The wall clocks of single processes, set forward and back while they run, where this machine has a C compiler."""

import asyncio
import shutil
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# Every read of the wall clock is answered with a number of seconds more, which a file holds: a step takes no restart.
SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
static volatile int64_t *offset;
static int (*real)(clockid_t, struct timespec *);
__attribute__((constructor)) static void begin(void) {
    const char *name = getenv("WALL_CLOCK_FILE");
    int file = name ? open(name, O_RDONLY) : -1;
    real = dlsym(RTLD_NEXT, "clock_gettime");
    if (file < 0) return;
    void *mapped = mmap(NULL, sizeof *offset, PROT_READ, MAP_SHARED, file, 0);
    if (mapped != MAP_FAILED) offset = mapped;
    close(file);
}
int clock_gettime(clockid_t clock, struct timespec *at) {
    int result = real(clock, at);
    if (!result && offset && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) at->tv_sec += *offset;
    return result;
}
int gettimeofday(struct timeval *at, void *zone) {
    struct timespec now;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    at->tv_sec = now.tv_sec;
    at->tv_usec = now.tv_nsec / 1000;
    return 0;
}
time_t time(time_t *at) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (at) *at = now.tv_sec;
    return now.tv_sec;
}
"""


@dataclass(frozen=True, slots=True)
class Clocks:
    """One clock for each process that is started with its environment; none without a `library`."""

    folder: Path
    library: Path | None

    @property
    def can_step(self) -> bool:
        return self.library is not None

    def env_of(self, name: str) -> Mapping[str, str]:
        if self.library is None:
            return {}
        self.set(name, 0)
        return {"LD_PRELOAD": str(self.library), "WALL_CLOCK_FILE": str(self.folder / name)}

    def set(self, name: str, ahead_s: int) -> None:
        """Let that process's wall clock be so many seconds ahead, from now on."""
        path = self.folder / name
        # The file is mapped into the process: it must stay the same one.
        with path.open("r+b" if path.exists() else "wb") as file:
            file.write(struct.pack("=q", ahead_s))


async def open_clocks(folder: Path) -> Clocks:
    """Build what it takes; without a compiler no clock can be set."""
    home = folder / "clocks"
    home.mkdir(parents=True)
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return Clocks(home, None)
    source, library = home / "shim.c", home / "shim.so"
    source.write_text(SHIM, encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        compiler, "-shared", "-fPIC", "-O2", "-o", str(library), str(source), "-ldl"
    )
    return Clocks(home, library if await process.wait() == 0 else None)
