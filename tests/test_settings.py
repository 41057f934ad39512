"""An option, else the environment, else a file, else a default; one command says which."""

import os

import pytest

from grader.sandbox import Sandbox
from grader.settings import DB, HOSTS, JOBS, METRICS_TOKEN, PORT, SETTINGS, Unusable, chosen, found


@pytest.fixture
def stated(tmp_path, monkeypatch):
    """`stated("port = 8000")` writes the file of settings; nothing else is set."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("CHAINRULE_")]:
        monkeypatch.delenv(name)
    return lambda text, name="chainrule.toml": (tmp_path / name).write_text(text)


def test_the_nearest_one_sets_it(stated, monkeypatch):
    assert (chosen(PORT), found(PORT).source) == (7860, "default")
    stated("port = 8000")
    assert (chosen(PORT), found(PORT).source) == (8000, "chainrule.toml")
    monkeypatch.setenv("CHAINRULE_PORT", "9000")
    assert (chosen(PORT), found(PORT).source) == (9000, "CHAINRULE_PORT")
    assert (chosen(PORT, 0), found(PORT, 0).source) == (0, "--port")


def test_what_is_empty_sets_nothing(stated, monkeypatch):
    stated('db = "a.db"\nhosts = ["a.example"]')
    monkeypatch.setenv("CHAINRULE_DB", "")
    assert (chosen(DB, ""), chosen(HOSTS, [])) == ("a.db", ["a.example"])


def test_a_variable_parts_its_list_at_commas(stated, monkeypatch):
    monkeypatch.setenv("CHAINRULE_HOSTS", "a.example, b.example,")
    assert chosen(HOSTS) == ["a.example", "b.example"]


def test_another_file_is_named(stated, monkeypatch):
    stated("port = 8000")
    stated("port = 8001", "other.toml")
    monkeypatch.setenv("CHAINRULE_CONFIG", "other.toml")
    assert (chosen(PORT), found(PORT).source) == (8001, "other.toml")


def test_a_secret_may_lie_in_a_file_of_its_own(stated, monkeypatch, tmp_path):
    stated("geheim\n", "secret")
    monkeypatch.setenv("CHAINRULE_METRICS_TOKEN_FILE", "secret")
    assert found(METRICS_TOKEN).value == "geheim"
    assert found(METRICS_TOKEN).source == "CHAINRULE_METRICS_TOKEN_FILE"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("prot = 8000", "chainrule.toml: there is no setting 'prot'; did you mean port?"),
        ("[default]\nx = 1", "chainrule.toml: there is no setting 'default'; there are db, host,"),
        ('port = "8000"', "chainrule.toml: port should be a whole number from 0 to 65535, not"),
        ("port = true", "chainrule.toml: port should be a whole number"),
        ("port = 70000", "chainrule.toml: port should be a whole number from 0 to 65535"),
        ("port =", "chainrule.toml is no TOML"),
    ],
)
def test_a_slip_is_told_with_its_key_and_file(stated, text, sentence):
    stated(text)
    with pytest.raises(Unusable) as caught:
        chosen(PORT)
    assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize(
    ("setting", "name", "text"),
    [
        (PORT, "CHAINRULE_PORT", "many"),
        (JOBS, "CHAINRULE_JOBS", "0"),
        (PORT, "CHAINRULE_CONFIG", "absent.toml"),
        (DB, "CHAINRULE_DB_FILE", "absent"),
    ],
)
def test_a_slip_in_the_environment_is_told(stated, monkeypatch, setting, name, text):
    monkeypatch.setenv(name, text)
    with pytest.raises(Unusable, match=text):
        chosen(setting)


def test_a_command_tells_a_slip_in_one_line(grader):
    ended = grader("config", "show", CHAINRULE_PORT="many")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "CHAINRULE_PORT should be a whole number from 0 to 65535, not 'many'.\n"


def test_a_secret_of_the_wrong_type_is_not_told_either(stated):
    stated('metrics_token = ["geheim"]')
    with pytest.raises(Unusable) as caught:
        chosen(METRICS_TOKEN)
    assert str(caught.value) == "chainrule.toml: metrics_token should be a text."


def test_a_secret_is_shown_to_nobody(grader, tmp_path):
    (tmp_path / "chainrule.toml").write_text('metrics_token = "geheim"')
    shown = grader("config", "show", CHAINRULE_DB="postgresql://ada:geheim@db/chainrule").out
    assert "geheim" not in shown
    assert "postgresql://ada:***@db/chainrule" in shown


def test_one_command_shows_every_setting_with_what_set_it(grader, tmp_path):
    (tmp_path / "mine.toml").write_text('port = 8000\nsandbox = "seccomp,rlimits"')
    options = ("--json", "--config", "mine.toml", "--host", "::1")
    shown = grader("config", "show", *options, CHAINRULE_DB="x.db").object
    holds = {name: (one["value"], one["from"]) for name, one in shown["settings"].items()}
    assert shown["file"] == "mine.toml"
    assert holds.keys() == SETTINGS.keys()
    assert holds["host"] == ("::1", "--host")
    assert holds["port"] == (8000, "mine.toml")
    assert holds["db"] == ("x.db", "CHAINRULE_DB")
    assert holds["proxies"] == ([], "default")


def test_what_the_file_says_holds_in_the_sandbox_and_is_not_seen_there(grader, tmp_path):
    (tmp_path / "chainrule.toml").write_text('imports = ["colorsys", "wave"]')
    (tmp_path / "work.py").write_text(
        "import colorsys, os, wave\ndef f(): return sorted(os.environ)"
    )
    seen = grader("run", "work.py", "f", "--json").object["value"]
    assert not [name for name in seen if "IMPORTS" in name]


def test_a_module_that_is_not_there_is_told(stated):
    stated('imports = ["colorsys", "scpy.linalg"]')
    with pytest.raises(Unusable, match=r"no module 'scpy.linalg'"), Sandbox() as sandbox:
        assert sandbox.level


def test_the_file_may_ask_for_fewer_walls(stated):
    stated('sandbox = "seccomp,rlimits"')
    with Sandbox() as sandbox:
        assert set(sandbox.layers.names) == {"seccomp", "rlimits"}
