"""QR codes, drawn in the page: no picture to fetch, and none that the policy of content would have to let in."""

from django.utils.safestring import SafeString, mark_safe


def qr(text: str) -> SafeString:
    """A QR code as SVG, without style nor script; dark on light whatever the theme, or cameras would not read it."""
    import segno  # noqa: PLC0415  three megabytes, for the few pages that draw one

    drawn = segno.make(text, error="m", micro=False)
    return mark_safe(  # noqa: S308  segno draws paths from the text, which it does not write
        drawn.svg_inline(border=3, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None)
    )
