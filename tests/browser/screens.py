"""Pictures of every kind of page, for an editor to leaf through: ``build/reports/screens/index.html``."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from page_kinds import Sample
from playwright.sync_api import Page

# A page is shown down to here, in CSS pixels; what is below repeats what is above.
_DEEPEST = 4000
_NAME = re.compile(r"(.+)-(\d)-(\d+)-(light|dark)\.png")
_WORDS = {"light": "sáng", "dark": "tối"}
_HEAD = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ảnh chụp mọi loại trang</title>
<style>
body { margin: 1rem; font: 1rem/1.5 system-ui, sans-serif; background: #ddd; color: #111 }
nav a { display: inline-block; margin-right: 1rem; line-height: 1.75rem; color: #111 }
div { display: flex; gap: 1rem; overflow-x: auto; align-items: flex-start }
figure { margin: 0; flex: none } img { display: block; border: 1px solid #888; height: auto }
img.w375 { width: 240px } img.w1280 { width: 560px }
</style></head><body>
<h1>Ảnh chụp mọi loại trang</h1>
<p>Mỗi loại: điện thoại (375) và máy bàn (1280), nền sáng và nền tối. Bấm vào ảnh để xem cỡ thật.</p>
"""


class Screens:
    """A folder of pictures."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder

    def take(self, page: Page, sample: Sample, rank: int, width: int, scheme: str) -> None:
        """Keep what a page looks like now; the pages of a kind are kept apart by ``rank``."""
        name = sample.kind.replace("*", "mot").strip("/").replace("/", "-").removesuffix(".html") or "trang-chu"
        height = min(page.evaluate("document.documentElement.scrollHeight"), _DEEPEST)
        page.screenshot(
            path=self.folder / f"{name}-{rank}-{width}-{scheme}.png",
            full_page=True,
            clip={"x": 0, "y": 0, "width": width, "height": height},
        )

    def bind(self) -> None:
        """Write the page that shows all pictures there are."""
        pages: dict[tuple[str, str], list[tuple[int, str, str]]] = {}
        for picture in sorted(self.folder.glob("*.png")):
            if match := _NAME.fullmatch(picture.name):
                pages.setdefault((match[1], match[2]), []).append((int(match[3]), match[4], picture.name))
        names = sorted({name for name, _ in pages})
        lines = [_HEAD, "<nav>", *(f'<a href="#{escape(name)}">{escape(name)}</a>' for name in names), "</nav>"]
        for (name, rank), pictures in sorted(pages.items()):
            place = f' id="{escape(name)}"' if rank == "0" else ""
            lines.append(f"<h2{place}>{escape(name)} {int(rank) + 1}</h2><div>")
            for width, scheme, file in sorted(pictures, key=lambda p: (p[0], p[1] == "dark")):
                label = f"{width} px, {_WORDS[scheme]}"
                lines.append(
                    f'<figure><a href="{escape(file)}"><img class="w{width}" loading="lazy" src="{escape(file)}" '
                    f'alt="{escape(name)}, {label}"></a><figcaption>{label}</figcaption></figure>'
                )
            lines.append("</div>")
        (self.folder / "index.html").write_text("\n".join([*lines, "</body></html>\n"]), encoding="utf-8")
