"""What changed between two pictures of a project, heaviest first, each as one sentence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.money import format_minor
from common.templatetags.plan import WORDS, percent, plan_date, signed_workdays
from dashboards.queries.picture import Milestone, Picture, RiskLine
from engine.health import WEIGHT, Colour

Days = Callable[[int, int], int]
"""Working minutes from one plan time to another, negative when the second is earlier."""

COLOUR, FINISH, COST, MILESTONE, RISK, PROGRESS = range(6)


@dataclass(frozen=True, slots=True)
class Change:
    """``head`` says what changed and by how much, ``detail`` the evidence; ``worse`` is None for neutral."""

    rank: int
    head: str
    detail: str = ""
    worse: bool | None = None


def changes_between(before: Picture, after: Picture, days: Days) -> list[Change]:
    """Return the changes from ``before`` to ``after``.

    Both pictures must be those of the same reader: what is in neither is never told.
    """
    found = [
        *_colours(before, after),
        *_finish(before, after, days),
        *_cost(before, after),
        *_milestones(before, after, days),
        *_risks(before, after),
        *_progress(before, after),
    ]
    return sorted(found, key=lambda change: change.rank)


def _colours(before: Picture, after: Picture) -> Iterator[Change]:
    for area in after.areas:
        old = before.area(area.key)
        if old is None or old.colour == area.colour:
            continue
        head = _("%(area)s %(old)s → %(new)s") % {
            "area": area.label,
            "old": str(WORDS[old.colour]),
            "new": str(WORDS[area.colour]),
        }
        worse = WEIGHT[Colour(area.colour)] > WEIGHT[Colour(old.colour)]
        yield Change(COLOUR, head, area.sentence, worse)


def _finish(before: Picture, after: Picture, days: Days) -> Iterator[Change]:
    if before.finish is None or after.finish is None or before.finish == after.finish:
        return
    moved = days(before.finish, after.finish)
    yield Change(
        FINISH,
        _("Finish %(move)s") % {"move": _moved(before.finish, after.finish, moved, after)},
        worse=after.finish > before.finish,
    )


def _cost(before: Picture, after: Picture) -> Iterator[Change]:
    old, new, currency = before.cost, after.cost, after.currency
    if old is None or new is None:
        return
    for label, was, now in ((_("EAC"), old.eac, new.eac), (_("BAC"), old.bac, new.bac)):
        if was is not None and now is not None and was != now:
            values = {"label": label, "old": format_minor(was, currency), "new": format_minor(now, currency)}
            yield Change(COST, _("%(label)s %(old)s → %(new)s") % values, worse=now > was)


def _milestones(before: Picture, after: Picture, days: Days) -> Iterator[Change]:
    """Yield what happened to milestones; one that moved with the finish is told by the finish."""
    old = {milestone.id: milestone for milestone in before.milestones}
    finish = (before.finish, after.finish)
    for new in after.milestones:
        was = old.get(new.id)
        if was is not None and (new.done or (was.date, new.date) != finish):
            yield from _milestone(was, new, days, after)


def _milestone(was: Milestone, new: Milestone, days: Days, after: Picture) -> Iterator[Change]:
    if new.done and not was.done:
        yield Change(
            MILESTONE, _("%(name)s reached %(date)s") % {"name": new.name, "date": plan_date(new.date)}
        )
    elif was.date is not None and new.date is not None and was.date != new.date:
        move = _moved(was.date, new.date, days(was.date, new.date), after)
        head = _("%(name)s %(move)s") % {"name": new.name, "move": move}
        yield Change(MILESTONE, head, worse=new.date > was.date)


def _moved(was: int, now: int, minutes: int, after: Picture) -> str:
    by = signed_workdays(minutes, after.minutes_per_day)
    return f"{plan_date(was)} → {plan_date(now)} ({by})"


def _risks(before: Picture, after: Picture) -> Iterator[Change]:
    old = {risk.number: risk for risk in before.risks}
    new = {risk.number: risk for risk in after.risks}
    for number, risk in new.items():
        yield from _risk(old.get(number), risk)
    for number in old.keys() - new.keys():
        if old[number].high:
            yield Change(RISK, _("%(risk)s is no longer open") % {"risk": _name(old[number])}, worse=False)


def _risk(was: RiskLine | None, now: RiskLine) -> Iterator[Change]:
    if was is None:
        if now.high:
            values = {"risk": _name(now), "score": now.score}
            yield Change(RISK, _("%(risk)s is new, score %(score)s") % values, worse=True)
    elif was.score != now.score:
        rose = now.score > was.score
        text = _("%(risk)s rose %(old)s → %(new)s") if rose else _("%(risk)s fell %(old)s → %(new)s")
        yield Change(RISK, text % {"risk": _name(now), "old": was.score, "new": now.score}, worse=rose)


def _name(risk: RiskLine) -> str:
    return f"{risk.code} {risk.title}"


def _progress(before: Picture, after: Picture) -> Iterator[Change]:
    old, new = round(before.progress), round(after.progress)
    if old != new:
        yield Change(PROGRESS, _("Progress %(old)s → %(new)s") % {"old": percent(old), "new": percent(new)})
