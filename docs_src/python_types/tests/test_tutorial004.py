def test_the_number_becomes_text(module):
    assert module.get_name_with_age("Mina", 42) == "Mina, aged 42"
