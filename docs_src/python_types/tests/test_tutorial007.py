from typing import get_type_hints


def test_it_returns_the_tuple_and_the_set(module):
    assert module.process_items((1, 2, "cm"), {b"a"}) == ((1, 2, "cm"), {b"a"})


def test_each_place_of_the_tuple_has_a_type_of_its_own(module):
    hints = get_type_hints(module.process_items)

    assert hints["items_t"].__args__ == (int, int, str)
    assert hints["items_s"].__args__ == (bytes,)
