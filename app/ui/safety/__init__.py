"""Passphrases in the window: asked for, set, changed; and the project that is locked when nobody is there."""
