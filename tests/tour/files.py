"""The exports that the tour imports: the samples, and fresh ones made of them."""

from __future__ import annotations

import csv
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "resources" / "samples"
SAMPLES = (FOLDER / "shopify-orders.csv", FOLDER / "aliexpress-purchases.csv")
NEWEST = datetime(2026, 11, 20, tzinfo=UTC)
"""The newest day of the samples."""


def fresh(folder: Path) -> tuple[tuple[Path, Path], Path]:
    """The samples as if their newest order were of yesterday, and Shopify's export after #1003 was cancelled there."""
    folder.mkdir(parents=True)
    now = datetime.now(UTC)
    later = timedelta(days=(now - NEWEST).days - 1)

    def moved(day: re.Match[str]) -> str:
        return f"{datetime.fromisoformat(day[0]).replace(tzinfo=UTC) + later:%Y-%m-%d}"

    made = []
    for sample in SAMPLES:
        made.append(folder / sample.name)
        made[-1].write_text(re.sub(r"\b20\d\d-\d\d-\d\d\b", moved, sample.read_text("utf-8")), "utf-8")
    with made[0].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["Name"] == "#1003":
            row["Cancelled at"] = f"{now:%Y-%m-%d %H:%M:%S} +0000"
            row["Financial Status"], row["Refunded Amount"] = "refunded", row["Total"]
    after = folder / "shopify-orders-after.csv"
    with after.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return (made[0], made[1]), after
