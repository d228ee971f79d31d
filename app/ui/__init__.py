"""Everything with a pixel; the only package that knows Qt."""

from app.ui.imports import use_pythons_import

use_pythons_import()
