"""Pillow on the same work: a 12-megapixel JPEG to a 512 px square JPEG.

Usage: python pictures.py FILE        (needs pillow and numpy; makes FILE if it is not there)
Prints the median of nine runs in milliseconds: full decode, then with JPEG's own reduced decode ("draft").
"""
import io, pathlib, statistics, sys, time

import numpy as np
from PIL import Image, ImageOps

source = pathlib.Path(sys.argv[1])
if not source.exists():
    noise = np.random.default_rng(1).normal(0, 6, (3000, 4000, 3))
    y, x = np.mgrid[0:3000, 0:4000]
    waves = [128 + 100 * np.sin(x / 97 + y / 173), 128 + 90 * np.cos(x / 211) * np.sin(y / 71), x / 16 + y / 24]
    Image.fromarray((np.stack(waves, -1) + noise).clip(0, 255).astype("uint8")).save(source, quality=90)


def thumbnail(draft):
    image = Image.open(source)
    if draft:
        image.draft("RGB", (512, 512))
    image = ImageOps.fit(ImageOps.exif_transpose(image), (512, 512), Image.LANCZOS)
    image.save(io.BytesIO(), "JPEG", quality=85)


for draft in (False, True):
    times = []
    for _ in range(9):
        start = time.perf_counter()
        thumbnail(draft)
        times.append(1e3 * (time.perf_counter() - start))
    print(f"{statistics.median(times):.1f}")
