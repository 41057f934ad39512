"""What the files for Docker, Compose, systemd and a Space name exists in this project."""

import configparser
import json
import re
from pathlib import Path

import pytest
import yaml

from deploy.dry_run import environment, instructions
from grader.core import local
from grader.records import Records
from grader.settings import CONFIG, PORT, SETTINGS
from grader.web import health
from grader.web.answers import Desk

ROOT = Path(__file__).parents[1]
STEPS = instructions((ROOT / "Dockerfile").read_text())
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
IMAGE = {name: one for name, one in COMPOSE.items() if one.get("image") == "chainrule"}
VARIABLES = {setting.variable for setting in SETTINGS.values()} | {CONFIG}
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)(/\w+)")


def of(word):
    return [rest for name, rest in STEPS if name == word]


def unit():
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read(ROOT / "deploy" / "chainrule.service")
    return parser["Service"]


def ours(names):
    return {name for name in names if name.startswith("CHAINRULE_")}


def test_the_image_copies_what_is_there_and_starts_it():
    copied = [name for line in of("COPY") for name in line.split()[:-1]]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    let_in = (ROOT / ".dockerignore").read_text().split()
    assert {f"!{name}" for name in copied} <= {*let_in}
    (command,) = map(json.loads, of("CMD"))
    assert command[0] == "python"
    assert command[1] in copied


def test_what_the_image_installs_is_listed():
    (install,) = [line for line in of("RUN") if line.startswith("pip")]
    assert {"requirements.txt", "requirements-cluster.txt"} <= {*install.split()}


def test_the_image_runs_as_a_spaces_user_on_a_spaces_port():
    (user,) = [line for line in of("RUN") if line.startswith("useradd")]
    assert "--uid 1000 " in user
    assert of("USER") == ["1000"]
    assert of("EXPOSE") == [str(PORT.default())] == ["7860"]
    front = (ROOT / "deploy" / "space.md").read_text().split("---\n")[1]
    stated = yaml.safe_load(front)
    assert (stated["sdk"], stated["app_port"]) == ("docker", 7860)
    assert len(stated["short_description"]) <= 60


def test_the_image_asks_an_address_that_the_site_has(tmp_path):
    (found,) = ADDRESS.findall(of("HEALTHCHECK")[0])
    with Records.open(f"sqlite:///{tmp_path / 'x.db'}") as records:
        paths = {route.path for route in health.router(Desk(records, local.runner())).routes}
    assert found[0] == str(PORT.default())
    assert found[1] in paths


def test_every_variable_is_a_setting_of_ours():
    stated = [environment(STEPS), *(one.get("environment", {}) for one in COMPOSE.values())]
    names = {name for one in stated for name in ours(one)}
    names |= {part.partition("=")[0] for part in unit()["Environment"].split()}
    assert names - VARIABLES == set()
    assert names >= {"CHAINRULE_DB", "CHAINRULE_HOSTS", CONFIG}


def test_services_reach_each_other_by_names_that_there_are():
    for one in COMPOSE.values():
        assert {*one.get("depends_on", [])} <= COMPOSE.keys()
        for host in re.findall(r"(?:tcp|postgresql)://(?:\w+@)?(\w+)", json.dumps(one)):
            assert host in COMPOSE
    assert COMPOSE["site"]["ports"] == ["127.0.0.1:7860:7860"]


def test_every_container_of_ours_is_walled_in():
    assert IMAGE.keys() == {"site", "scheduler", "worker"}
    for one in IMAGE.values():
        assert (one["init"], one["read_only"], one["cap_drop"]) == (True, True, ["ALL"])
        assert one["security_opt"] == ["no-new-privileges:true"]
        assert one["tmpfs"] == ["/tmp:size=1g"]


@pytest.mark.parametrize("name", ["scheduler", "worker"])
def test_the_cluster_is_dasks_own_commands(name):
    command = COMPOSE[name]["command"]
    assert command[:2] == ["dask", name]
    assert "distributed==" in (ROOT / "requirements-cluster.txt").read_text()


def test_the_service_starts_the_site_and_leaves_the_sandbox_its_walls():
    python, script = unit()["ExecStart"].split()
    assert python == "/opt/chainrule/.venv/bin/python"
    assert (ROOT / Path(script).relative_to("/opt/chainrule")).is_file()
    assert unit()["NoNewPrivileges"] == "yes"
    assert not {"RestrictNamespaces", "SystemCallFilter"} & {*unit()}


def test_what_compose_asks_for_is_in_the_docs():
    asked = set(re.findall(r"\$\{(\w+)", (ROOT / "compose.yaml").read_text()))
    told = (ROOT / "docs" / "operations.md").read_text()
    assert {name for name in asked if name not in told} == set()
