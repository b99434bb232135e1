"""torch archives without the parts that tell of the machine they were made on."""

import struct
import zipfile
from pathlib import Path

ALIGNMENT = 64
LOCAL_HEADER = 30


def without_debug_records(file: Path) -> None:
    """Drops `*.debug_pkl` (source paths for stack traces) and keeps stored records on 64-byte borders, as torch lays them."""
    kept = []
    with zipfile.ZipFile(file) as archive:
        for entry in archive.infolist():
            if not entry.filename.endswith(".debug_pkl"):
                kept.append((entry.filename, entry.compress_type, archive.read(entry)))
    with zipfile.ZipFile(file, "w") as archive:
        for name, method, data in kept:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = method
            start = archive.fp.tell() + LOCAL_HEADER + len(name.encode()) + 4
            padding = -start % ALIGNMENT
            entry.extra = struct.pack("<2sH", b"FB", padding) + b"Z" * padding
            archive.writestr(entry, data)
