"""What is carried by drag and drop between the text and the codebook."""

from PySide6.QtCore import QMimeData

PASSAGE_MIME = "application/x-intercoder-passage"  # "start,end" in code points
CODE_MIME = "application/x-intercoder-code"  # the code's id, in digits


def carried_passage(words: str, passage: tuple[int, int] | None) -> QMimeData:
    """Words to paste anywhere, and the passage for whoever knows what to do with it."""
    data = QMimeData()
    data.setText(words)
    if passage:
        data.setData(PASSAGE_MIME, f"{passage[0]},{passage[1]}".encode())
    return data


def carried_code(data: QMimeData) -> int | None:
    """The id of the code that is carried, None when it is something else."""
    payload = bytes(data.data(CODE_MIME).data())
    return int(payload) if payload.isdigit() else None
