"""Build one demo project through the services, as a person would, from its data."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from accounts.actors import Actor, user_actor
from accounts.models import User
from budgets.queries.facts import cost_facts
from budgets.services.accounts import create_account
from budgets.services.actuals import create_actual
from budgets.services.lines import create_lines, months_between
from dashboards.management.demo.entries import DemoPerson, DemoProject, DemoRisk
from engine.calendars import from_minute, to_minute
from projects.models import Portfolio, Programme, Project
from projects.services.projects import create_project, edit_project
from resources.models import CalendarException
from resources.queries.calendars import WorkCalendar, work_calendars
from risks.models import Risk
from risks.services.register import create_risk, edit_risk
from schedules.models import Activity, ScheduleOptions
from schedules.services.activities import NewActivity, add_activities, edit_activity, take_fields
from schedules.services.plan import apply
from schedules.services.working_plan import WorkingPlan
from stakeholders.services.register import create_stakeholder
from stakeholders.services.subscriptions import subscribe

DAY = 480
HOLIDAYS = ((1, 1, "New Year"), (5, 1, "Labour Day"), (12, 25, "Christmas"), (12, 26, "Boxing Day"))


class Builder:
    """Builds projects of one portfolio as they would stand on ``today``."""

    def __init__(self, opener: Actor, portfolio: Portfolio, manager: User, now: datetime) -> None:
        self.opener, self.portfolio, self.manager, self.now = opener, portfolio, manager, now
        self.actor = user_actor(manager, via="task")
        self.today = now.date()

    def build(self, demo: DemoProject, programme: Programme) -> Project:
        """Create the project as it stood a week ago: plan, promise, progress, risks, money, people."""
        project = create_project(
            actor=self.opener,
            portfolio=self.portfolio,
            programme=programme,
            key=demo.key,
            name=demo.name,
            objective=demo.objective,
            manager=self.manager,
            planned_start=at(self.began(demo), 8),
            time_tolerance=demo.tolerance,
            update_cadence=demo.cadence,
        )
        add_holidays(project)
        if demo.plan:
            add_activities(actor=self.actor, project=project, rows=rows_of(demo.plan))
            self._promise(project, demo)
            self._report(project, demo)
        for risk in demo.risks:
            self._risk(project, risk)
        self._money(project, demo)
        for person in demo.people:
            self._person(project, person)
        return Project.objects.get(pk=project.pk)

    def change(self, project: Project, demo: DemoProject) -> None:
        """Do what was done this week: durations that grew, risks that rose."""
        for code, days in demo.slips.items():
            activity = Activity.objects.get(project=project, code=code)
            edit_activity(
                actor=self.actor,
                project=project,
                activity=activity.pk,
                reason=demo.reason,
                duration=days * DAY,
            )
        for item in demo.risks:
            if item.later is not None:
                risk = Risk.objects.get(project=project, title=item.title)
                probability, impact = item.later
                edit_risk(
                    actor=self.actor,
                    risk=risk,
                    version=risk.version,
                    probability=probability,
                    impact=impact,
                )

    def began(self, demo: DemoProject) -> date:
        """Return the project's first day: a Monday, or the first of a month."""
        if demo.months:
            months = self.today.year * 12 + self.today.month - 1 - demo.months
            return date(months // 12, months % 12 + 1, 1)
        return self.today - timedelta(days=self.today.weekday(), weeks=demo.began)

    def data_date(self, demo: DemoProject) -> int:
        """Return up to when progress is known: the end of last month, else today or some days before."""
        if demo.months:
            return at(self.today.replace(day=1) - timedelta(days=1), 17)
        return at(self.today - timedelta(days=demo.stale), 8)

    def _promise(self, project: Project, demo: DemoProject) -> None:
        """Set the must-finish-by date and the deadlines some working days from what was computed."""
        calendar, finish = calendar_of(project)
        wanted: dict[str, Any] = {"data_date": self.data_date(demo)}
        if demo.spare is not None:
            wanted["must_finish_by"] = moved(calendar, finish, demo.spare)
        edit_project(actor=self.actor, project=project, version=project.version, **wanted)
        for code, days in demo.deadlines.items():
            row = Activity.objects.get(project=project, code=code)
            deadline = moved(calendar, row.finish or 0, days)
            edit_activity(actor=self.actor, project=project, activity=row.pk, deadline=deadline)

    def _report(self, project: Project, demo: DemoProject) -> None:
        """Report as done what was to be done by the data date, in one change set."""
        calendar, _finish = calendar_of(project)
        until = self.data_date(demo)

        def progress(work: WorkingPlan) -> str:
            for key, row in list(work.rows.activities.items()):
                start, finish = row.start or 0, row.finish or 0
                if row.is_summary or row.code in demo.behind:
                    continue
                given = reported(calendar, start, finish, until)
                if row.code in demo.progress:
                    given["percent_complete"] = demo.progress[row.code]
                    given = {} if not demo.progress[row.code] else given | {"actual_start": start}
                    given.pop("actual_finish", None)
                if given:
                    take_fields(work, work.activity(key), given)
            return "Report progress"

        apply(actor=self.actor, project=project, change=progress)

    def _risk(self, project: Project, item: DemoRisk) -> None:
        create_risk(
            actor=self.actor,
            project=project,
            title=item.title,
            cause=item.cause,
            event=item.event,
            effect=item.effect,
            probability=item.probability,
            impact=item.impact,
            strategy=item.strategy,
            response=item.response,
            owner=self.manager,
            response_due=None if item.due is None else self.today + timedelta(days=item.due),
            review_date=None if item.review is None else self.today + timedelta(days=item.review),
        )

    def _money(self, project: Project, demo: DemoProject) -> None:
        """Spread each budget over the plan's months and post what its earned value cost."""
        if not demo.accounts:
            return
        first, last = self._months(project, demo)
        count = len(months_between(first, last))
        accounts = []
        for item in demo.accounts:
            account = create_account(
                actor=self.actor, project=project, code=item.code, name=item.name, type=item.kind
            )
            accounts.append(account)
            activity = Activity.objects.get(project=project, code=item.activity)
            monthly, rest = divmod(item.amount, count)
            for amount, begin in ((monthly, first), (rest, last)):
                if amount:
                    create_lines(
                        actor=self.actor,
                        project=project,
                        account=account,
                        period=begin,
                        until=last,
                        amount=amount * 100,
                        activity=activity,
                    )
        until = from_minute(self.data_date(demo)).date()
        earned = cost_facts([project.pk], self.today)[project.pk].ev or 0
        past = [month for month in months_between(first, until) if month.replace(day=28) <= until] or [first]
        for month in past:
            create_actual(
                actor=self.actor,
                project=project,
                account=accounts[0],
                date=min(month.replace(day=28), until),
                amount=max(round(earned / demo.cpi / len(past) / 100) * 100, 100),
                reference=f"{demo.key}-{month:%Y%m}",
                description="Invoices of the month",
            )

    def _months(self, project: Project, demo: DemoProject) -> tuple[date, date]:
        _calendar, finish = calendar_of(project)
        first = self.began(demo).replace(day=1)
        if not demo.months:
            return first, from_minute(finish).date().replace(day=1)
        last = first.year * 12 + first.month - 1 + 9
        return first, date(last // 12, last % 12 + 1, 1)

    def _person(self, project: Project, person: DemoPerson) -> None:
        values = {
            "name": person.name,
            "organisation": person.organisation,
            "role": person.role,
            "email": person.email,
            "side": person.side,
            "power": person.power,
            "interest": person.interest,
            "engagement_current": person.current,
            "engagement_desired": person.desired,
            "expectations": person.expectations,
        }
        zone = person.digest[3] if person.digest else "Europe/Berlin"
        stakeholder = create_stakeholder(
            actor=self.actor, project=project, values=values | {"time_zone": zone}
        )
        if person.digest:
            slot = dict(zip(("weekday", "hour", "minute", "time_zone"), person.digest, strict=True))
            subscribe(actor=self.actor, stakeholder=stakeholder, values=slot, now=self.now)


def at(day: date, hour: int) -> int:
    """Return the plan minute of ``hour`` on ``day``."""
    return to_minute(datetime.combine(day, time(hour)))


def add_holidays(project: Project) -> None:
    """Give the project's calendar the public holidays of the years around its start."""
    calendar = ScheduleOptions.objects.get(pk=project.pk).calendar
    year = from_minute(project.planned_start).year
    days = [(date(y, month, day), name) for y in range(year, year + 3) for month, day, name in HOLIDAYS]
    numbers = [(at(day, 0) // 1440, name) for day, name in days]
    CalendarException.objects.bulk_create(
        CalendarException(calendar=calendar, first=number, last=number, name=name) for number, name in numbers
    )


def calendar_of(project: Project) -> tuple[WorkCalendar, int]:
    """Return the project's calendar and the finish of its plan."""
    options = ScheduleOptions.objects.get(pk=project.pk)
    return work_calendars(project.pk)[options.calendar_id], options.finish or project.planned_start


def moved(calendar: WorkCalendar, instant: int, days: int) -> int:
    """Return the finish that lies ``days`` working days from ``instant``."""
    return calendar.hours.finish_side(calendar.hours.work_at(instant) + days * DAY)


def reported(calendar: WorkCalendar, start: int, finish: int, until: int) -> dict[str, Any]:
    """Return what is reported of an activity at ``until``: done, under way, or nothing yet."""
    if finish <= until:
        return {"percent_complete": 100.0, "actual_start": start, "actual_finish": finish}
    if start >= until or start == finish:
        return {}
    done = calendar.hours.between(start, until) * 100 / (calendar.hours.between(start, finish) or 1)
    return {"percent_complete": round(min(done, 99.0), 2), "actual_start": start}


def rows_of(plan: str) -> list[NewActivity]:
    """Read a plan's lines (see :mod:`dashboards.management.demo.plans`)."""
    parts = [[cell.strip() for cell in line.split("|")] for line in plan.strip().splitlines()]
    parts = [[*cells, "", ""][:4] for cells in parts]
    return [_row(cells) for cells in parts]


def _row(cells: list[str]) -> NewActivity:
    code, name, days, before = cells
    links = tuple(_link(text.strip()) for text in before.split(",") if text.strip())
    return NewActivity(
        name,
        code,
        parent=code.rpartition(".")[0],
        duration=int(days) * DAY if days else DAY,
        kind="finish_milestone" if days == "0" else "task",
        links=links,
    )


def _link(text: str) -> tuple[str, str, int]:
    """Read ``2.1``, ``2.1SS+5`` or ``C+2`` into code, kind and lag in minutes."""
    code, _plus, lag = text.partition("+")
    kind = code[-2:] if code[-2:] in ("FS", "SS", "FF", "SF") else "FS"
    return code.removesuffix(kind), kind, int(lag or 0) * DAY


def by_key(projects: Mapping[str, Project]) -> list[Project]:
    """Return the projects as stored now."""
    return list(Project.objects.filter(key__in=list(projects)).order_by("key"))
