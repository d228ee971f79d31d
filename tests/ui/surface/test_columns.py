"""How the width is shared."""

from app.ui.surface.columns import CHARACTERS, LEAST_CHARACTERS, share_width


def test_a_wide_window_doesn_t_widen_the_text_beyond_what_reads_well() -> None:
    columns = share_width(1900, 8.0, 24, 170, 270)
    assert columns.text == CHARACTERS * 8 + 24
    assert columns.stripes == 270
    assert columns.before == (1900 - columns.text - 270) // 2


def test_at_a_middling_width_the_labels_give_way_before_the_text() -> None:
    columns = share_width(800, 8.0, 24, 170, 270)
    assert columns.text == CHARACTERS * 8 + 24
    assert columns.stripes == 800 - columns.text
    assert columns.before == 0


def test_a_narrow_window_keeps_a_readable_column_and_stays_within_its_width() -> None:
    columns = share_width(420, 8.0, 24, 170, 270)
    assert columns.text >= LEAST_CHARACTERS * 8
    assert columns.before + columns.text + columns.stripes <= 420


def test_no_width_at_all_is_survived() -> None:
    columns = share_width(0, 8.0, 24, 170, 270)
    assert columns.text == 1
    assert columns.stripes == 0
