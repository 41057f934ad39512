"""A student's own notebook comes in with a token."""

import pytest
import sqlalchemy as sa

from grader.records import RecordsError, schema
from grader.records.tokens import MOST, Token, create, listed, owner, revoke
from tests.records.conftest import NOON, reopened


def test_a_token_tells_whose_it_is_also_after_a_restart(records, url):
    plain = create(records, "ana", "laptop", NOON)
    with reopened(records, url) as again:
        assert owner(again, plain) == "ana"
        assert owner(again, plain + "x") is None


def test_only_its_hash_is_kept(records):
    plain = create(records, "ana", "laptop", NOON, lambda: "secret")
    with records.reading() as connection:
        kept = connection.execute(sa.select(schema.token)).mappings().one()
    assert plain == "chainrule_secret"
    assert not any("secret" in str(value) for value in kept.values())


def test_tokens_are_listed_and_revoked_by_their_owner(records):
    plain = create(records, "ana", "laptop", NOON)
    create(records, "ben", "tower", NOON)
    (token,) = listed(records, "ana")
    assert token == Token(token.id, "laptop", "2026-11-24T12:00:00Z")
    assert not revoke(records, "ben", token.id)
    assert revoke(records, "ana", token.id)
    assert (listed(records, "ana"), owner(records, plain)) == ([], None)


def test_nobody_collects_tokens_without_end(records):
    for _ in range(MOST):
        create(records, "ana", "x", NOON)
    with pytest.raises(RecordsError, match="revoke one"):
        create(records, "ana", "x", NOON)
    assert create(records, "ben", "x", NOON)
