import socket

import pytest

from grader.web.serve import Refused, is_loopback, listening, serve


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.5", "localhost", "::1"])
def test_this_machine_is_loopback(host):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", ""])
def test_everything_else_is_not(host):
    assert not is_loopback(host)


def test_without_a_roster_the_site_stays_on_this_machine(tmp_path):
    with pytest.raises(Refused, match="roster"):
        serve(f"sqlite:///{tmp_path / 'x.db'}", "0.0.0.0", 0)


def test_a_port_that_is_taken_is_said_so():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Refused, match=f"Port {port}"):
            listening("127.0.0.1", port)
