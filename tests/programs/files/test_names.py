"""A name is shown and offered; it never leads anywhere and never breaks a header."""

import pytest

from programs.files.names import tidied


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Budget prévisionnel.docx", "Budget prévisionnel.pdf"),
        ("../../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\camille\\photo.JPG", "photo.pdf"),
        ("facture.pdf\r\nSet-Cookie: a=b", "facture.pdf Set-Cookie a=b.pdf"),
        ('a"; filename="b.html', "a filename= b.pdf"),
        ("facture\u202efdp.exe", "facture fdp.pdf"),
        ("e\u0301te\u0301.odt", "été.pdf"),
        ("..", "document.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("", "document.pdf"),
        ("%2e%2e%2fetc", "2e 2e 2fetc.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_tidied(sent, kept):
    assert tidied(sent, "pdf") == kept
