"""What measures the project still fits it: every module of bench/ can be imported."""

import importlib
import pkgutil

import pytest

import bench

MODULES = [module.name for module in pkgutil.walk_packages(bench.__path__, "bench.")]


@pytest.mark.parametrize("name", MODULES)
def test_a_bench_knows_what_it_measures(name):
    assert importlib.import_module(name).__doc__


def test_all_of_them_are_found():
    assert {"bench.site.__main__", "bench.diagnosis.corpus", "bench.peers.graders"} <= {*MODULES}
