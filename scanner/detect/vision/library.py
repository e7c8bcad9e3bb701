"""OpenCV, loaded when a picture is worth it: one thread, no OpenCL, and its own cascades for faces."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any

from scanner.address_space import loading

FACES = "haarcascade_frontalface_alt2.xml"
"""The cascade that ships inside OpenCV up to version 4; chosen by measuring, see `docs/vision.md`."""


@lru_cache(maxsize=1)
def opencv() -> Any:
    """Return the library. Raises ImportError where it is not installed."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # each thread would take address space of the worker's limit
    with loading():
        import cv2

        cv2.setNumThreads(1)
        cv2.ocl.setUseOpenCL(False)
    return cv2


@lru_cache(maxsize=1)
def face_cascade() -> Any:
    """Return the cascade for upright faces seen from the front. Raises ImportError when the installed OpenCV ships none."""
    cv2 = opencv()
    folder = getattr(getattr(cv2, "data", None), "haarcascades", "")
    path = os.path.join(folder, FACES)
    if not os.path.isfile(path):
        raise ImportError("this OpenCV has no cascade for faces: install opencv-python-headless below version 5")
    return cv2.CascadeClassifier(path)
