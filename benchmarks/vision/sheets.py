"""A sheet of A4 to write on, in millimetres."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont

from benchmarks.accuracy.fonts import fonts
from benchmarks.vision.scenes import A4

PROSE = (
    "Begeleidde nieuwe medewerkers en plande het werk van de week.", "Verantwoordelijk voor de planning en het magazijn van de afdeling.",
    "Werkte samen met collega's van andere diensten aan de opvolging.", "Volgde een opleiding boekhouden en sloot die met succes af.",
    "Responsable de la préparation des commandes et du stock.", "Nam deel aan overleg met klanten en leveranciers in de regio.",
)  # fmt: skip


def page(dpi: int) -> tuple[Image.Image, float]:
    scale = dpi / 25.4
    return Image.new("RGB", (round(A4[0] * scale), round(A4[1] * scale)), (250, 250, 249)), scale


def write(image: Image.Image, scale: float, x: float, y: float, height: float, text: str) -> None:
    font = ImageFont.truetype(fonts((), mono=False)[0], max(6, round(height * 1.38 * scale)))
    ImageDraw.Draw(image).text((x * scale, y * scale), text, font=font, fill=(24, 26, 30))
