import runpy


def test_the_function_works_once_for_each_set_of_arguments(form, capsys):
    example, form = form
    runpy.run_path(str(example.forms[form]), run_name="__main__")

    assert capsys.readouterr().out.splitlines() == [
        "(working for Amina)",
        "Hello Ms. Amina",
        "Hello Ms. Amina",
        "(working for Rick)",
        "Hello Mr. Rick",
        "Hello Ms. Amina",
    ]


def test_the_memory_can_be_cleared(module, capsys):
    module.say_hi("Amina")
    module.say_hi.cache_clear()
    module.say_hi("Amina")

    assert capsys.readouterr().out == "(working for Amina)\n" * 2


def test_another_spelling_of_the_same_arguments_is_remembered_apart(module, capsys):
    module.say_hi("Amina")
    module.say_hi(name="Amina")

    assert capsys.readouterr().out == "(working for Amina)\n" * 2
