"""Writes the npz files that the tests of dev.menny.io read: the same arrays, each time by another writer.

Needs Python 3.9 or newer and numpy; run it from anywhere. Run again, it writes the same arrays.
"""

import io
import pathlib
import struct
import zipfile

import numpy as np

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "resources/dev/menny/io"

# Value i of an array is i / 4 - 1.
SHAPES = {"conv.weight": (2, 3, 4, 5), "conv.bias": (2,), "fc.weight": (3, 7), "scale": (), "column": (6, 1), "none": (0, 3)}


def array(shape):
    count = int(np.prod(shape, dtype=np.int64))
    return (np.arange(count, dtype=np.float32) / 4 - 1).reshape(shape)


def mlx_array(values):
    """An array as MLX's writer lays it out: spaces where numpy has none, padding to another length, and
    fortran_order True for whatever is contiguous in both orders."""
    order = values.flags.f_contiguous
    text = "{'descr': '<f4', 'fortran_order': %s, 'shape': (%s)}" % (order, "".join("%d, " % n for n in values.shape))
    text += " " * ((6 + 2 + 4 + len(text) + 1) % 16) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text.encode() + values.tobytes()


def mlx(path, arrays):
    with zipfile.ZipFile(path, "w") as archive:
        for name, values in arrays.items():
            with archive.open(name + ".npy", "w", force_zip64=True) as member:
                member.write(mlx_array(values))


class Pipe:
    """A file that cannot be wound back."""

    def __init__(self):
        self.bytes = b""

    def write(self, more):
        self.bytes += more
        return len(more)

    def flush(self):
        pass


def versions(path, arrays):
    """Each array with a version of the npy format in turn, deflated into a pipe, so that sizes and checksums stand
    behind the members only; and a comment, and a member that is no array."""
    stream = Pipe()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = b"no text of Menny's"
        archive.writestr("notes.txt", "not an array")
        for i, (name, values) in enumerate(arrays.items()):
            content = io.BytesIO()
            np.lib.format.write_array(content, values, version=(1 + i % 3, 0))
            archive.writestr(name + ".npy", content.getvalue())
    path.write_bytes(stream.bytes)


def main():
    arrays = {name: array(shape) for name, shape in SHAPES.items()}
    np.savez(FOLDER / "numpy.npz", **arrays)
    np.savez_compressed(FOLDER / "numpy-compressed.npz", **arrays)
    mlx(FOLDER / "mlx.npz", {name: values for name, values in arrays.items() if values.size})
    versions(FOLDER / "versions.npz", arrays)
    np.savez(FOLDER / "columns.npz", table=np.asfortranarray(array((2, 3))))
    np.savez(FOLDER / "double.npz", table=array((2, 3)).astype(np.float64))


main()
