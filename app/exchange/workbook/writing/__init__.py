"""How sheets are written, whatever they are about: rows, tables, formulas, charts, and the file itself."""
