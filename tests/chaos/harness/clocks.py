"""The wall clocks of single processes, set forward and back while they run, where this machine has a C compiler."""

import asyncio
import shutil
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "clock.c"


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
        return {"LD_PRELOAD": str(self.library), "STEPPED_CLOCK": str(self.folder / name)}

    def set(self, name: str, ahead_s: int) -> None:
        """Let that process's wall clock be so many seconds ahead, from now on."""
        path = self.folder / name
        # The file is mapped into the process: it must stay the same one.
        with path.open("r+b" if path.exists() else "wb") as file:
            file.write(struct.pack("=q", ahead_s))


async def open_clocks(folder: Path) -> Clocks:
    """Build what it takes; without a compiler no clock can be set."""
    home = folder / "clocks"
    home.mkdir(parents=True, exist_ok=True)
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return Clocks(home, None)
    library = home / "clock.so"
    process = await asyncio.create_subprocess_exec(
        compiler, "-shared", "-fPIC", "-O2", "-o", str(library), str(SOURCE), "-ldl"
    )
    return Clocks(home, library if await process.wait() == 0 else None)
