"""What does a page without Gradio look like?  Plain HTML: a title, a text, a form."""

import html

from fastapi.responses import HTMLResponse

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · Chainrule</title>
<link rel="stylesheet" href="/site/plain.css">
<link rel="icon" href="/site/favicon.svg" type="image/svg+xml">
</head>
<body><main>
<h1>{title}</h1>
{body}
</main></body>
</html>
"""


def page(title: str, body: str, status: int = 200) -> HTMLResponse:
    """A page around markup of ours; it is nobody's business but the reader's, so it is not kept."""
    text = PAGE.format(title=shown(title), body=body)
    return HTMLResponse(text, status, headers={"cache-control": "no-store"})


def shown(text: str) -> str:
    """Text as it was typed, in an element or in quotes."""
    return html.escape(text.encode("utf-8", "replace").decode())


def form(action: str, inside: str, button: str, kind: str = "") -> str:
    """A form with one button."""
    return (
        f'<form method="post" action="{action}">{inside}'
        f'<button class="{kind}">{shown(button)}</button></form>'
    )


def alert(sentence: str) -> str:
    return f'<p class="alert" role="alert">{shown(sentence)}</p>' if sentence else ""
