"""Asks for files and folders without opening any: closing one that is open here would drop its locks.

On Linux and macOS a program loses all its locks on a file when it closes that file once, however often it has
it open. A dialog that looks into files to find their kinds does so, and another program would then take a
project for one that nobody has open. Windows keeps locks by handle, and macOS asks in another program; on
Linux the dialog is Qt's own, and tells files by their names.
"""

import sys
from typing import Any

from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QFileDialog, QFileIconProvider, QStyle, QWidget

ELSEWHERE = ("win32", "darwin")


class IconsByName(QFileIconProvider):
    """A folder or a file; what is in it is not looked at."""

    def icon(self, what: Any) -> QIcon:
        """The style's own signs."""
        is_folder = what.isDir() if isinstance(what, QFileInfo) else what == QFileIconProvider.IconType.Folder
        sign = QStyle.StandardPixmap.SP_DirIcon if is_folder else QStyle.StandardPixmap.SP_FileIcon
        return QApplication.style().standardIcon(sign)

    def type(self, info: QFileInfo) -> str:
        """The ending of its name."""
        return "" if info.isDir() else info.suffix()


class FileDialog(QFileDialog):
    """Asks for names; `start` is a folder, the name of a file, or a path of both."""

    def __init__(self, parent: QWidget | None, title: str, start: str, patterns: str = "") -> None:
        super().__init__(parent, title, "", patterns)
        if sys.platform not in ELSEWHERE:
            self.setOption(QFileDialog.Option.DontUseNativeDialog)
            self._icons = IconsByName()  # the dialog doesn't keep it
            self.setIconProvider(self._icons)
        path = QFileInfo(start)
        if path.isDir():
            self.setDirectory(start)
        elif start:
            if path.path() != ".":
                self.setDirectory(path.path())
            self.selectFile(path.fileName())

    @staticmethod
    def file_to_open(parent: QWidget | None, title: str, start: str, patterns: str) -> str:
        """A file that is there; "" when it is cancelled."""
        return next(iter(FileDialog.files_to_open(parent, title, start, patterns, several=False)), "")

    @staticmethod
    def files_to_open(
        parent: QWidget | None, title: str, start: str, patterns: str, *, several: bool = True
    ) -> list[str]:
        """Files that are there; none when it is cancelled."""
        dialog = FileDialog(parent, title, start, patterns)
        mode = QFileDialog.FileMode.ExistingFiles if several else QFileDialog.FileMode.ExistingFile
        dialog.setFileMode(mode)
        return dialog._answer()[0]

    @staticmethod
    def file_to_write(
        parent: QWidget | None,
        title: str,
        start: str,
        patterns: str,
        *,
        asks_to_overwrite: bool = True,
    ) -> tuple[str, str]:
        """Where something is to be written, and the pattern that was chosen; both "" when it is cancelled."""
        dialog = FileDialog(parent, title, start, patterns)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, not asks_to_overwrite)
        names, pattern = dialog._answer()
        return next(iter(names), ""), pattern

    @staticmethod
    def folder_to_open(parent: QWidget | None, title: str, start: str) -> str:
        """A folder; "" when it is cancelled."""
        dialog = FileDialog(parent, title, start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return next(iter(dialog._answer()[0]), "")

    def _answer(self) -> tuple[list[str], str]:
        chosen = self.exec() == QFileDialog.DialogCode.Accepted
        answer = (self.selectedFiles(), self.selectedNameFilter()) if chosen else ([], "")
        self.deleteLater()
        return answer
