"""How project files of earlier versions become current ones; HEAD is the current schema."""

HEAD = "0004"
