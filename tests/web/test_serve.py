import os
import socket
import subprocess
import sys

import pytest

from grader.records import Records
from grader.records.codes import INSTRUCTOR, issue
from grader.web.addresses import LOOPBACK, is_loopback
from grader.web.serve import Refused, listening, reach_of, serve
from grader.web.site import Reach
from tests.conftest import ROOT


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.5", "localhost", "::1"])
def test_this_machine_is_loopback(host):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", ""])
def test_everything_else_is_not(host):
    assert not is_loopback(host)


def test_without_a_roster_the_site_stays_on_this_machine(tmp_path):
    with pytest.raises(Refused, match="roster"):
        serve(f"sqlite:///{tmp_path / 'x.db'}", "0.0.0.0", 0)


@pytest.mark.parametrize(
    "more", [{"allowed": ["grader.example"]}, {"proxies": ["127.0.0.1"]}, {"host": "192.0.2.1"}]
)
def test_without_a_roster_nothing_opens_it_to_others(tmp_path, more):
    with pytest.raises(Refused, match="roster codes"):
        serve(f"sqlite:///{tmp_path / 'x.db'}", port=0, **more)


def test_with_a_roster_every_address_needs_a_name(tmp_path):
    url = f"sqlite:///{tmp_path / 'x.db'}"
    with Records.open(url) as records:
        issue(records, ["prof"], INSTRUCTOR)
    with pytest.raises(Refused, match="--allow-host"):
        serve(url, "0.0.0.0", 0)


def test_the_site_answers_to_its_address_and_to_the_names_it_was_given(monkeypatch):
    assert reach_of("192.0.2.1").hosts == LOOPBACK | {"192.0.2.1"}
    assert reach_of("0.0.0.0", ["Grader.example"]).hosts == LOOPBACK | {"grader.example"}
    monkeypatch.setenv("CHAINRULE_HOSTS", "a.example, b.example")
    monkeypatch.setenv("CHAINRULE_PROXIES", "10.0.0.1")
    assert reach_of() == Reach(LOOPBACK | {"a.example", "b.example"}, ("10.0.0.1",))


def test_what_is_uploaded_lies_where_nobody_else_on_the_machine_reads(tmp_path):
    script = f"from grader.web.serve import create; create('sqlite:///{tmp_path}/x.db')"
    place = {**os.environ, "PYTHONPATH": str(ROOT), "GRADIO_TEMP_DIR": str(tmp_path / "uploads")}
    subprocess.run([sys.executable, "-c", script], env=place, cwd=tmp_path, check=True)
    assert (tmp_path / "uploads").stat().st_mode & 0o077 == 0


def test_a_port_that_is_taken_is_said_so():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Refused, match=f"Port {port}"):
            listening("127.0.0.1", port)


def test_an_answer_does_not_wait_for_more_to_send():
    with listening("127.0.0.1", 0) as listener:
        assert listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
