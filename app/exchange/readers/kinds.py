"""Tells what a file really is from its first bytes, whatever its name says."""

from io import BytesIO
from zipfile import ZipFile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# (first bytes, what people call such a file)
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"ID3", "a sound recording"),
    (b"RIFF", "a sound or video recording"),
    (b"OggS", "a sound or video recording"),
    (b"fLaC", "a sound recording"),
    (b"\x1aE\xdf\xa3", "a video recording"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"SQLite format 3\x00", "a database or an Intercoder project"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_ZIPPED = (
    ("word/", "a Word document"),
    ("xl/", "an Excel spreadsheet"),
    ("ppt/", "a PowerPoint presentation"),
)
_MIMETYPES = (
    (b"opendocument.text", "an OpenDocument text"),
    (b"opendocument.spreadsheet", "an OpenDocument spreadsheet"),
    (b"epub", "an e-book"),
)


def kind_of(data: bytes) -> str | None:
    """Return what people would call the file, or None for text and for what isn't recognised."""
    if data.startswith(b"PK\x03\x04"):
        return _zipped_kind(data)
    if data.startswith(_OLE):
        if is_encrypted_office(data):
            return "an Office document protected with a password"
        return "an Office document of an old kind (.doc, .xls, .ppt)"
    if data[4:8] == b"ftyp":
        return "a sound or video recording"
    return next((kind for start, kind in _SIGNATURES if data.startswith(start)), None)


def is_encrypted_office(data: bytes) -> bool:
    """Tell whether the bytes are an Office document (.docx, .xlsx) locked with a password."""
    return data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data


def _zipped_kind(data: bytes) -> str:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mimetype = archive.read("mimetype")
                for part, kind in _MIMETYPES:
                    if part in mimetype:
                        return kind
    except Exception:  # noqa: BLE001  # zipfile raises errors of a dozen kinds over a damaged archive
        return "a damaged archive"
    for folder, kind in _ZIPPED:
        if any(name.startswith(folder) for name in names):
            return kind
    return "a compressed archive"
