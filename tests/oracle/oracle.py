#!/usr/bin/env python3
"""An independent oracle for due dates.

Written from the two policies, the clause table and the readings that the packs state, not from the program's code. It walks
the days one by one and asks of each what is asked on it. Python's standard library only.

Reads one store of histories a line as JSON, and answers each with a line: for every worker and case by id, what is due, as
`{"worker-session": "2026-03-09 coming"}`. What is not named is not due.

How the policies were read, where they leave a choice:

Intervals
* A month is the same day of the next month, or that month's last day where it has none; a year is twelve of them.
* "For the first six weeks": 42 days from the first day on. "Six months": until the same day six months on, that day excluded.
* An interval asked on the day of the last one counts from the last one. One that begins later and is stricter than all that
  was asked on the day before counts from its beginning (C4i); one that is not counts from the last one, and is not due before
  it begins.
* What is asked no longer, before its day has come, lapses, unless something at least as strict is asked on every day from
  then on until that day: a tightening never postpones.
* Of all days so found the first is the due date. More often is always right (C3d).

Workers
* Where a store lays a pack over Rotherham's by which chairs stand apart, they are not held to once a month.
* Nothing is asked of somebody on days on which they hold no post. Who has had no session counts from the first day of work.
* An agreement holds until the next one begins or its relationship ends. It is known from the day on which it was written, and
  what is known of posts, relationships and the stages of the assessed year is known ahead.
* A decision to meet more often, or less often in the assessed year (R8c), is known from the session in which it was taken. It
  holds until its last day, or the next decision where it has none. The fortnights of the assessed year go on past six months
  on every day on which no step down holds; there the next decision does not end one.
* A mentor's session counts where Rotherham's policy is in force, if the agreement of that day names the mentor for that day,
  and among so many counted sessions as the share is of, with this one, no more than the share are a mentor's (R8d).
* Sessions in a group count for nobody's interval. Cancelled and rearranged ones never were.
* While a worker is away nothing falls due. What would fall due then, or in the week after, is due within a week of the return.
  What was overdue before stays so.

Cases
* They are judged by what they are on the day of asking; what is not yet so is not known.
* A discussion, and a date set for the next one, count in every type of session that a policy lets count for the worker, a
  mentor's also beyond the share. A decision, and a word that a case is not stable, hold wherever they were recorded.
* A case never discussed counts from the day on which it was first held.
* A decision for a longer interval is known from its session and holds from its authorisation, until its last day, the next such
  decision, or a change of what it rests on. It never goes beyond what the policy lets be authorised.
* Children in need need a holder whose role is known, or it cannot be told.

Relationships
* An agreement or a history belongs to a relationship if it was written in it, or in the 60 days before.
* An agreement is due within a week (the packs' reading), and reviewed a year after it was made or last reviewed; the day that it
  names for its review holds until it has been reviewed, where it is sooner.
"""

import calendar
import datetime
import functools
import json
import sys

ROTHERHAM, CAMBRIDGESHIRE, LOCAL = "rotherham", "cambridgeshire-peterborough", "local-practice"
SUSPENDING = ("sickness", "parental-leave", "other-leave")
AUTHORISERS = ("group-manager", "service-manager")
REGISTERED = (
    "social-worker",
    "senior-social-worker",
    "advanced-practitioner",
    "practice-consultant",
    "independent-chair",
    "independent-reviewing-officer",
    "child-protection-co-ordinator",
    "team-manager",
    "group-manager",
    "service-manager",
)
ONE_DAY = datetime.timedelta(days=1)


@functools.lru_cache(maxsize=None)
def day(text):
    return datetime.date.fromisoformat(text) if text else None


def months_on(start, months):
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return datetime.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


@functools.lru_cache(maxsize=1_000_000)
def after(start, interval):
    number, unit = interval
    if unit == "days":
        return start + datetime.timedelta(days=number)
    if unit == "weeks":
        return start + datetime.timedelta(weeks=number)
    return months_on(start, number if unit == "months" else 12 * number)


def within(held, when):
    return day(held["from"]) <= when and (not held.get("to") or when <= day(held["to"]))


def at(periods, when, key):
    """What held on a day, of a list of periods."""
    for held in periods:
        if within(held, when):
            return held[key]
    return None


def spoken(due, today):
    state = "overdue" if due < today else "due" if due == today else "coming"
    return f"{due} {state}"


def first_due(last, asks, end):
    """The due date after the last one, where asks(day) gives what is asked on a day: {who: interval}. No day after `end` asks
    for anything that the day before it does not."""
    claims = {}  # (interval, from when it counts): the day
    before, when = None, last
    while when <= end or claims:
        asked = asks(when)
        if asked != before:
            for who, interval in asked.items():
                if before is None:
                    base = last
                elif before.get(who) == interval:
                    continue
                else:
                    is_stricter = all(after(when, interval) < after(when, other) for other in before.values())
                    base = when if is_stricter else last
                claims.setdefault((interval, base), max(after(base, interval), when))
            for interval, base in list(claims):
                if not any(after(base, other) <= after(base, interval) for other in asked.values()):
                    del claims[interval, base]
            before = asked
        if when in claims.values():
            return when
        when += ONE_DAY
    return None


# Supervision of workers: C3, R8.


class Worker:
    def __init__(self, told, store):
        self.told, self.today, self.packs = told, day(store["today"]), store["packs"]
        self.are_chairs_apart = store["chairs_apart"]
        self.posts = told["posts"]
        self.agreements = [one for one in told["agreements"] if day(one["date"]) <= self.today]
        self.sessions = [
            one for one in told["sessions"] if one["status"] == "held" and day(one["date"]) <= self.today
        ]
        self.decisions = [decision for session in self.sessions for decision in session["decisions"]]
        self.asye = told["asye"]

    def agreement_on(self, when):
        begun = [one for one in self.agreements if day(one["starts"]) <= when]
        if not begun:
            return None
        latest = max(begun, key=lambda one: day(one["starts"]))
        for held in self.told["managers"]:
            ends = day(held["to"])
            if held["person"] == latest["supervisor"] and (ends is None or day(latest["starts"]) <= ends):
                return latest if ends is None or when <= ends else None
        return latest

    def holds(self, decision, when):
        """Whether a decision is asked for on a day."""
        begins, ends = day(decision["from"]), day(decision["until"])
        if ends is None:
            later = [day(other["from"]) for other in self.decisions if day(other["from"]) > begins]
            ends = min(later) - ONE_DAY if later else None
        return begins <= when and (ends is None or when <= ends)

    def is_stepped_down(self, when):
        return any(
            decision["type"] == "step-down"
            and day(decision["from"]) <= when
            and (not decision["until"] or when <= day(decision["until"]))
            for decision in self.decisions
        )

    def asks(self, when):
        asked = {}
        role = at(self.posts, when, "role")
        if role is None:
            return asked
        in_asye = self.asye is not None and within(self.asye, when)
        if in_asye:
            start = day(self.asye["from"])
            is_first = when < start + datetime.timedelta(days=42)
            is_second = not is_first and when < months_on(start, 6)
            is_third = not is_first and not is_second
            if CAMBRIDGESHIRE in self.packs:
                asked["C3b"] = (1, "weeks") if is_first else (2, "weeks") if is_second else (1, "months")
            if ROTHERHAM in self.packs:
                if is_first:
                    asked["R8b weekly"] = (1, "weeks")
                if is_second or (is_third and not self.is_stepped_down(when)):
                    asked["R8b fortnightly"] = (2, "weeks")
                if is_third:
                    asked["R8c"] = (1, "months")
        if CAMBRIDGESHIRE in self.packs:
            asked["C3"] = (2, "months") if role == "independent-chair" else (1, "months")
        if ROTHERHAM in self.packs and not (self.are_chairs_apart and role == "independent-chair"):
            asked["R8e"] = (1, "months")
        agreement = self.agreement_on(when)
        if agreement and agreement["interval"]:
            asked["R8f " + agreement["date"]] = tuple(agreement["interval"])
        for number, decision in enumerate(self.decisions):
            if self.holds(decision, when) and (decision["type"] == "uplift" or in_asye):
                asked["decision", number] = tuple(decision["interval"])
        return asked

    def counted(self):
        """The days of the sessions that count, oldest first, and whether each was a mentor's."""
        found = []
        for session in self.sessions:
            when = day(session["date"])
            if session["type"] in ("individual", "joint"):
                found.append((when, False))
            elif session["type"] == "mentor" and ROTHERHAM in self.packs:
                agreement = self.agreement_on(when)
                arranged = agreement and agreement["mentoring"]
                if not arranged or arranged["mentor"] != session["by"] or not within(arranged, when):
                    continue
                others = found[len(found) - arranged["of"] + 1 :] if len(found) >= arranged["of"] else found
                if sum(is_mentors for _, is_mentors in others) < arranged["sessions"]:
                    found.append((when, True))
        return [when for when, _ in found]

    def horizon(self):
        """A day after which nothing changes any more."""
        told = [*self.posts, *self.told["managers"], *self.decisions]
        days = [day(held[key]) for held in told for key in ("from", "to", "until") if held.get(key)]
        days += [day(one["starts"]) for one in self.agreements]
        if self.asye:
            days += [months_on(day(self.asye["from"]), 6), day(self.asye["to"]) or self.today]
        return max([self.today, *days]) + ONE_DAY

    def session(self):
        counted = self.counted()
        last = counted[-1] if counted else day(self.posts[0]["from"])
        memory = {}

        def asks(when):
            if when not in memory:
                memory[when] = self.asks(when)
            return memory[when]

        due = first_due(last, asks, self.horizon())
        if due is None:
            return None
        away = [one for one in self.told["absences"] if one["type"] in SUSPENDING and day(one["from"]) <= self.today]
        ended = [(day(one["from"]), day(one["to"])) for one in away if one["to"] and day(one["to"]) < self.today]
        is_moved = True
        while is_moved:
            is_moved = False
            for begins, ends in ended:
                week = ends + datetime.timedelta(days=8)
                if begins <= due < week:
                    due, is_moved = week, True
        for one in away:
            if not (one["to"] and day(one["to"]) < self.today) and day(one["from"]) <= due:
                return "suspended"
        return spoken(due, self.today)

    # Relationships: R4.

    def relationship(self):
        for held in self.told["managers"]:
            if within(held, self.today):
                return held
        return None

    def of_relationship(self, written, held):
        earliest = day(held["from"]) - datetime.timedelta(days=60)
        return [
            one
            for one in written
            if one["supervisor"] == held["person"] and earliest <= day(one["date"]) <= self.today
        ]

    def relationship_dues(self):
        held = self.relationship()
        if ROTHERHAM not in self.packs or held is None:
            return {}
        found = {}
        week = spoken(day(held["from"]) + datetime.timedelta(days=7), self.today)
        if not self.of_relationship(self.told["histories"], held):
            found["history"] = week
        agreements = self.of_relationship(self.agreements, held)
        if not agreements:
            found["agreement"] = week
            return found
        latest = max(agreements, key=lambda one: day(one["date"]))
        reviews = [day(on) for on in latest["reviews"]]
        reviews += [
            day(pdr["on"])
            for pdr in self.told["pdrs"]
            if pdr["agreement"] == latest["date"] and day(pdr["date"]) <= self.today
        ]
        reviews = [on for on in reviews if on <= self.today]
        if reviews:
            review = months_on(max(reviews), 12)
        else:
            review = min(months_on(day(latest["date"]), 12), day(latest["review_by"]))
        found["agreement-review"] = spoken(review, self.today)
        return found

    # Section 1: R13a, L1, L2.

    def renewals(self):
        if LOCAL not in self.packs:
            return {}
        checklist = self.told["checklist"] or {}
        unknown = "unknown cannot-tell"
        issued, renewed = day(checklist.get("dbs")), day(checklist.get("registration"))
        known = issued is not None and issued <= self.today
        found = {"renewal dbs": spoken(months_on(issued, 36), self.today) if known else unknown}
        if at(self.posts, self.today, "role") in REGISTERED:
            known = renewed is not None and renewed <= self.today
            # Renewed in the autumn or later, it serves until the end of the next autumn.
            is_before = known and renewed < datetime.date(renewed.year, 9, 1)
            by = known and datetime.date(renewed.year + (0 if is_before else 1), 11, 30)
            found["renewal registration"] = spoken(by, self.today) if known else unknown
        return found

    # Actions: C5b, C5c, R9b.

    def actions(self):
        open_ones = {}
        for session in self.sessions:
            for review in session["reviewed"]:
                if review["outcome"] == "carried":
                    open_ones[review["action"]] = day(review["by_when"])
                else:
                    open_ones.pop(review["action"])
            for action in session["actions"]:
                open_ones[action["id"]] = day(action["by_when"])
        return {f"action {name}": spoken(by_when, self.today) for name, by_when in open_ones.items()}

    def dues(self):
        found = self.actions()
        if at(self.posts, self.today, "role") is None:
            return found
        session = self.session()
        if session:
            found["worker-session"] = session
        return {**found, **self.relationship_dues(), **self.renewals()}


# Supervision of cases: C4, R7.


class Case:
    def __init__(self, told, store):
        self.told, self.today, self.packs = told, day(store["today"]), store["packs"]
        self.mentions = [one for one in told["mentions"] if day(one["date"]) <= self.today]
        formal = {"individual", "joint"} | ({"mentor"} if ROTHERHAM in self.packs else set())
        self.formal = [one for one in self.mentions if one["type"] in formal]
        self.memory = {}
        self.care = self.authorised(
            lambda known: {"semi-stable": 8, "stable-long-term-matched": 12}.get(known[1]), needs_stable=False
        )
        self.stable = self.authorised(lambda known: 12, needs_stable=True)

    def facts(self, when):
        if when not in self.memory:
            self.memory[when] = tuple(
                at(self.told[periods], when, key)
                for periods, key in (
                    ("categories", "category"),
                    ("placements", "placement"),
                    ("visiting", "pattern"),
                    ("proceedings", "stage"),
                )
            )
        return self.memory[when]

    def authorised(self, cap, needs_stable):
        """The decisions that hold, each as weeks, first day and the day on which it holds no longer, in the order of their
        sessions. cap says how many weeks a case may have, by its facts."""
        found = []
        for mention in self.mentions:
            decision = mention.get("decision")
            if not decision or decision["role"] not in AUTHORISERS:
                continue
            begins = max(day(mention["date"]), day(decision["on"]))
            most = cap(self.facts(begins))
            is_calm = bool(mention.get("stable")) and not mention.get("concern")
            if most is None or (needs_stable and not is_calm):
                continue
            ends = datetime.date.max
            if decision["until"]:
                ends = day(decision["until"]) + ONE_DAY
            for later in self.mentions:
                is_unsettled = later.get("stable") is False or later.get("concern")
                if needs_stable and is_unsettled and begins < day(later["date"]):
                    ends = min(ends, day(later["date"]))
            when = begins
            while when < ends and when <= self.today:
                if self.facts(when) != self.facts(begins):
                    ends = when
                when += ONE_DAY
            found.append((min(decision["weeks"], most), begins, ends))
        return found

    def weeks(self, decisions, when):
        """How many weeks are authorised on a day, by the decision that speaks then; four where none does."""
        speaking = [decision for decision in decisions if decision[1] <= when]
        if not speaking or when >= speaking[-1][2]:
            return (4, "weeks")
        return (speaking[-1][0], "weeks")

    def holder_role(self, when):
        holder = at(self.told["allocations"], when, "worker")
        return at(self.told["holders"].get(holder, []), when, "role")

    def asks_on(self, when):
        asked = {}
        category, _, visiting, stage = self.facts(when)
        if ROTHERHAM in self.packs:
            asked["R7a"] = (3, "months")
        if CAMBRIDGESHIRE in self.packs:
            asked["C4c"] = (12, "weeks")
            role = self.holder_role(when)
            if category == "child-protection-plan":
                asked["C4e plan"] = (4, "weeks")
            elif category == "child-in-need":
                if role == "child-practitioner":
                    asked["C4e child practitioner"] = (4, "weeks")
                elif role is not None:
                    asked["C4g"] = (8, "weeks")
            elif category == "child-in-care":
                asked["C4e care"] = self.weeks(self.care, when)
            elif category == "care-leaver" and visiting == "reduced":
                asked["C4h"] = (12, "weeks")
            elif category == "care-leaver":
                asked["C4b care leaver"] = self.weeks(self.stable, when)
            else:
                asked["C4b"] = self.weeks(self.stable, when)
            if stage in ("pre-proceedings", "court"):
                asked["C4e proceedings"] = (4, "weeks")
        return asked

    def discussion(self):
        category = self.facts(self.today)[0]
        if CAMBRIDGESHIRE in self.packs and category == "child-in-need" and self.holder_role(self.today) is None:
            return {"case-discussion": "unknown cannot-tell"}
        full = [day(mention["date"]) for mention in self.formal if mention["full"]]
        opened = day(self.told["opened"])
        last = full[-1] if full else max(opened, day(self.told["allocations"][0]["from"]))
        memory = {}

        def asks(when):
            when = min(when, self.today)
            if when not in memory:
                memory[when] = self.asks_on(when)
            return memory[when]

        due = first_due(last, asks, max(last, self.today))
        chosen = day(self.formal[-1].get("next")) if self.formal else None
        if chosen and (due is None or chosen < due):
            return {"next-discussion": spoken(chosen, self.today)}
        return {"case-discussion": spoken(due, self.today)} if due else {}

    def first_consideration(self):
        if ROTHERHAM not in self.packs:
            return {}
        for held in self.told["allocations"]:
            if within(held, self.today):
                break
        else:
            return {}
        begins = day(held["from"])
        for mention in self.formal:
            if mention["worker"] == held["worker"] and begins <= day(mention["date"]):
                return {}
        return {"case-first-consideration": spoken(months_on(begins, 1), self.today)}

    def dues(self):
        closed = day(self.told["closed"])
        if closed and closed < self.today:
            return {}
        return {**self.discussion(), **self.first_consideration()}


def answer(store):
    workers = {told["id"]: Worker(told, store).dues() for told in store["workers"]}
    cases = {told["id"]: Case(told, store).dues() for told in store["cases"]}
    return {**workers, **cases}


if __name__ == "__main__":
    for line in sys.stdin:
        json.dump(answer(json.loads(line)), sys.stdout)
        sys.stdout.write("\n")
        sys.stdout.flush()
