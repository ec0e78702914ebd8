"""The catalogue's memory of what acts say of each other, and the status that follows.

Relations are stored with the act that states them and go with it. Whenever they change, the
status of every act they aim at is found anew in the same transaction, so that it never says more
than the acts in the library do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from index.ledger import Ledger
from index.status import CHANGES, CHANGING, PARTS, ActStanding, Standing, Standings, standing_in_act
from ingest.model import Parsed, Status
from ingest.relations import RELATIONS_VERSION, Relation, RelationKind, relations_of

_COLUMNS: Final = "source_id, relation, target_id, evidence"
#: Which version of the rules gave the stored relations: a row that is no relation.
_MARK: Final = ("", "version")


class Related(Ledger):
    """What `index.catalog.Catalog` knows of relations and status."""

    def relations(self, source_id: str) -> list[Relation]:
        """What this act states of others, in the order of its text."""
        return self._relations("source_id = ?", (source_id,))

    def relations_to(self, act_id: str) -> list[Relation]:
        """What the acts of this library state of this act and of the provisions in it."""
        # '$' is the character after '#': the range holds exactly the act's provisions.
        where = "target_id = ? OR (target_id >= ? AND target_id < ?)"
        return self._relations(where, (act_id, f"{act_id}#", f"{act_id}$"))

    def named_acts(self) -> list[tuple[str, str]]:
        """Every (act, act that it states something of), each once; a provision counts as its act.

        Acts that are not in the library are among the second.
        """
        return self._db.execute(
            "SELECT DISTINCT source_id, CASE instr(target_id, '#') WHEN 0 THEN target_id ELSE "
            "substr(target_id, 1, instr(target_id, '#') - 1) END "
            "FROM relations WHERE source_id != ''"
        ).fetchall()

    def status_of(self, identifier: str) -> Standing:
        """The status of a passage (or document) and the passage that says so, or None.

        ``unknown`` where no act of this library says anything of it, whether or not the act
        around it was changed elsewhere; what the whole act is (repealed, or in force by its
        source's word), each provision of it is.
        """
        act_id = identifier.partition("#")[0]
        return self.statuses(act_id)(identifier)

    def statuses(self, act_id: str) -> Callable[[str], Standing]:
        """`status_of` for many passages of one act, which is read once."""
        standings = Standings(self.relations_to(act_id))
        act = self._stated(act_id)

        def of(identifier: str) -> Standing:
            locator = identifier.partition("#")[2]
            own = standings.of(locator)
            if not locator:
                return act if own[0] is Status.UNKNOWN else own
            return standing_in_act(own, act)

        return of

    def act_standing(self, act_id: str) -> ActStanding:
        """What is known of an act as a whole, with the provisions that are named for it."""
        standings = Standings(self.relations_to(act_id))
        status, reason = standings.act
        if status is Status.UNKNOWN:
            status, reason = self._stated(act_id)
        heirs = self.heirs(act_id) if status is Status.REPEALED else ()
        repealed, changed = standings.named(PARTS), standings.named(CHANGES)
        return ActStanding(act_id, status, reason, repealed, changed, heirs)

    def heirs(self, act_id: str) -> tuple[str, ...]:
        """The acts of this library, not repealed themselves, that repeal this one or provisions
        of it, or repeal one that did, the nearest first: where its rules may be found now."""
        found: dict[str, bool] = {act_id: False}  # whether each is in the place of the first
        ahead = [act_id]
        while ahead:
            said = self.relations_to(ahead.pop(0))
            for act in dict.fromkeys(r.source_id for r in said if r.kind in PARTS):
                if act not in found:
                    found[act] = self._stated(act)[0] is not Status.REPEALED
                    if not found[act]:
                        ahead.append(act)
        return tuple(act for act, stands in found.items() if stands)

    def _stated(self, act_id: str) -> Standing:
        """The status that the catalogue has for an act: what follows, or its source's word."""
        row = self._db.execute(
            "SELECT status, status_reason FROM documents WHERE id = ?", (act_id,)
        ).fetchone()
        return (Status.UNKNOWN, None) if row is None else (Status(row[0]), row[1])

    def _relations(self, where: str, values: tuple[str, ...]) -> list[Relation]:
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM relations WHERE source_id != '' AND ({where}) "  # noqa: S608
            "ORDER BY rowid",
            values,
        )
        return [Relation(source, kind, target, said) for source, kind, target, said in rows]

    def _relate(self, parsed: Parsed) -> set[str]:
        """Store what an act states; the acts whose status may follow from it."""
        found = relations_of(parsed)
        self._db.executemany(
            f"INSERT OR IGNORE INTO relations ({_COLUMNS}) VALUES (?, ?, ?, ?)",  # noqa: S608
            ((r.source_id, r.kind, r.target_id, r.evidence_id) for r in found),
        )
        return _aimed_at(found)

    def _unrelate(self, document_id: str) -> set[str]:
        """Forget what an act states; the acts whose status may have followed from it."""
        found = self.relations(document_id)
        self._db.execute("DELETE FROM relations WHERE source_id = ?", (document_id,))
        return _aimed_at(found)

    def _judge(self, act_ids: Iterable[str], *, stated: bool = False) -> None:
        """Write the status of these acts, where they are in the library, as it follows now.

        With ``stated`` their own source's word stands where nothing follows.
        """
        for act_id in act_ids:
            row = self._db.execute(
                "SELECT status, status_reason FROM documents WHERE id = ?", (act_id,)
            ).fetchone()
            if row is None:
                continue
            status, reason = Standings(self.relations_to(act_id)).act
            if status is Status.UNKNOWN and (stated or row[1] is None):
                continue
            if row != (status.value, reason):
                self._db.execute(
                    "UPDATE documents SET status = ?, status_reason = ? WHERE id = ?",
                    (status.value, reason, act_id),
                )

    def _renew(self, parsed: Callable[[str], Parsed]) -> bool:
        if self._relations_are_current():
            return False
        with self.transaction() as db:
            db.execute("CREATE INDEX IF NOT EXISTS relations_by_target ON relations (target_id)")
            touched: set[str] = set()
            for (document_id,) in db.execute("SELECT id FROM documents").fetchall():
                touched |= self._unrelate(document_id)
                touched |= self._relate(parsed(document_id))
            self._judge(sorted(touched))
            self._mark_relations()
        return True

    def _relations_are_current(self) -> bool:
        query = "SELECT target_id FROM relations WHERE source_id = ? AND relation = ?"
        row = self._db.execute(query, _MARK).fetchone()
        return row is not None and row[0] == RELATIONS_VERSION

    def _mark_relations(self) -> None:
        self._db.execute("DELETE FROM relations WHERE source_id = ? AND relation = ?", _MARK)
        self._db.execute(
            f"INSERT INTO relations ({_COLUMNS}) VALUES (?, ?, ?, NULL)",  # noqa: S608
            (*_MARK, RELATIONS_VERSION),
        )


def _aimed_at(relations: Iterable[Relation]) -> set[str]:
    return {r.target_act for r in relations if r.kind in CHANGING}


__all__ = ["Related", "Relation", "RelationKind"]
