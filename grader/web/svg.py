"""What is a picture on the page?  SVG in a data URL: an image with a text alternative."""

import base64

COLOURS = ("#4f46e5", "#d97706", "#0d9488", "#db2777")
PALE = ("#cfcaf7", "#f5d9b8", "#b9e0dc", "#f5c3dc")
WIDTH, HEIGHT, SIDE = 400, 220, 320


def image(svg: str, alt: str) -> str:
    """An SVG as a Markdown image, with what it shows in words below it."""
    data = base64.b64encode(svg.encode()).decode()
    return f"![{alt}](data:image/svg+xml;base64,{data})\n\n*{alt}.*"


def framed(content: str, width: int = WIDTH, height: int = HEIGHT) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="system-ui,sans-serif" font-size="13">'
        f'<rect width="100%" height="100%" rx="8" fill="white"/>{content}</svg>'
    )
