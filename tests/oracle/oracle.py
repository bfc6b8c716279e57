#!/usr/bin/env python3
"""An independent oracle for due dates.

Written from the two policies and the clause table, not from the program's code: it walks the days one by one and asks of each
day what the policies ask on it. Python's standard library only.

Reads a JSON list of cases on standard input, writes a JSON list of answers in the same order.

How the policies were read, where they leave a choice:
* A month is the same day of the next month, or that month's last day where it has none.
* "For the first six weeks": 42 days from the first day on. "Six months": until the same day six months on, that day excluded.
* An interval asked on the day of the last one counts from the last one. One that begins later and is stricter than all that
  was asked on the day before counts from its beginning (C4i); one that is not counts from the last one, and is not due before
  it begins.
* What has ended before its day came is no longer asked, unless on that day something is asked that is at least as strict.
* Of all days so found the first is the due date.
* What is not yet so on the day of asking is not known: cases are judged by what they are on that day. The stages of the
  assessed year are known ahead.
* While a worker is away nothing falls due; on the return the interval counts anew (the packs' reading; the policies are silent).
"""

import calendar
import datetime
import functools
import json
import sys

AHEAD = 130  # days to look ahead: longer than any interval


@functools.lru_cache(maxsize=None)
def day(text):
    return datetime.date.fromisoformat(text) if text else None


def months_on(start, months):
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return datetime.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def after(start, interval):
    number, unit = interval
    return months_on(start, number) if unit == "months" else start + datetime.timedelta(weeks=number)


def at(periods, when, key):
    """What held on a day, of a list of periods."""
    for held in periods:
        if day(held["from"]) <= when and (not held.get("to") or when <= day(held["to"])):
            return held[key]
    return None


def first_due(last, asks):
    """The due date after the last one, where asks(day) gives what is asked on a day: {rule: interval}."""
    days = [last + datetime.timedelta(days=number) for number in range(AHEAD)]
    asked = [asks(when) for when in days]
    spells = []  # rule, interval, index of the first day, index of the last day
    for index, today in enumerate(asked):
        for rule, interval in today.items():
            for spell in spells:
                if spell[0] == rule and spell[1] == interval and spell[3] == index - 1:
                    spell[3] = index
                    break
            else:
                spells.append([rule, interval, index, index])
    found = []
    for _, interval, begins, ends in spells:
        start = days[begins]
        base = last
        if begins > 0:
            before = asked[begins - 1].values()
            if all(after(start, interval) < after(start, other) for other in before):
                base = start
        due = max(after(base, interval), start)
        place = (due - last).days
        if place >= AHEAD:
            continue
        as_strict = any(after(base, other) <= after(base, interval) for other in asked[place].values())
        if place <= ends or as_strict:
            found.append(due)
    return min(found) if found else None


# Supervision of workers: C3, R8.


def worker_asks(case):
    rotherham, cambridgeshire = "rotherham" in case["packs"], "cambridgeshire-peterborough" in case["packs"]
    start, end = None, None
    if case["asye"]:
        start, end = day(case["asye"]["from"]), day(case["asye"]["to"])
    stepped_down = [
        day(decision["from"]) for decision in case["step_downs"] if day(decision["said"]) <= day(case["as_of"])
    ]
    agreement = case["agreement"]

    def asks(when):
        asked = {}
        role = at(case["posts"], when, "role")
        if role is not None:
            in_asye = start is not None and start <= when and (end is None or when <= end)
            if in_asye:
                six_weeks = start + datetime.timedelta(days=42)
                six_months = months_on(start, 6)
                stage = "weekly" if when < six_weeks else "fortnightly" if when < six_months else "monthly"
                if cambridgeshire:
                    asked["C3b " + stage] = {
                        "weekly": (1, "weeks"),
                        "fortnightly": (2, "weeks"),
                        "monthly": (1, "months"),
                    }[stage]
                if rotherham:
                    if stage == "weekly":
                        asked["R8b weekly"] = (1, "weeks")
                    elif stage == "fortnightly" or not any(max(on, six_months) <= when for on in stepped_down):
                        asked["R8b fortnightly"] = (2, "weeks")
                    if stage == "monthly":
                        asked["R8c monthly"] = (1, "months")
            if cambridgeshire:
                if role == "independent-chair":
                    asked["C3c"] = (2, "months")
                else:
                    asked["C3a"] = (1, "months")
            if rotherham and not case["monthly_set_aside"]:
                asked["R8e"] = (1, "months")
        if agreement and day(agreement["from"]) <= when and (not agreement["to"] or when <= day(agreement["to"])):
            asked["R8f"] = (agreement["number"], agreement["unit"])
        return asked

    return asks


def worker_session(case):
    as_of = day(case["as_of"])
    held = [
        day(session["date"])
        for session in case["sessions"]
        if session["status"] == "held" and session["type"] in ("individual", "joint") and day(session["date"]) <= as_of
    ]
    asks = worker_asks(case)
    last = max(held) if held else day(case["posts"][0]["from"])
    due = first_due(last, asks)
    away = case["absence"]
    if away and day(away["from"]) <= as_of and due is not None:
        first, ends = day(away["from"]), day(away["to"])
        if due >= first:
            if ends is None or ends >= as_of:
                return "suspended"
            # Within a week of the return, unless it falls later anyway.
            due = max(due, ends + datetime.timedelta(days=8))
    return due.isoformat() if due else None


# Supervision of cases: C4, R7.

AUTHORISERS = ("group-manager", "service-manager")


def facts(case, when):
    return tuple(
        at(case[periods], when, key)
        for periods, key in (
            ("categories", "category"),
            ("placements", "placement"),
            ("visiting", "pattern"),
            ("proceedings", "stage"),
        )
    )


def authorised(case, when, cap):
    """The weeks that a decision allows on a day: cap says how many a case may have, by its facts and whether it is stable."""
    as_of = day(case["as_of"])
    mentions = [mention for mention in case["mentions"] if day(mention["date"]) <= as_of]
    weeks = None
    for number, mention in enumerate(mentions):
        decision = mention.get("decision")
        if not decision or decision["role"] not in AUTHORISERS:
            continue
        calm = bool(mention.get("stable")) and not mention.get("concern")
        begins = max(day(mention["date"]), day(decision["on"]))
        most, needs_stable = cap(facts(case, begins))
        if most is None or (needs_stable and not calm) or when < begins:
            continue
        # From here on this one speaks, not the one before, even when it has ended.
        weeks = min(decision["weeks"], most)
        if decision.get("until") and when > day(decision["until"]):
            weeks = None
        step = begins
        while step <= when:
            if facts(case, step) != facts(case, begins):
                weeks = None
            step += datetime.timedelta(days=1)
        if needs_stable:
            for later in mentions[number + 1 :]:
                unsettled = later.get("stable") is False or later.get("concern")
                if unsettled and begins < day(later["date"]) <= when:
                    weeks = None
    return weeks


def care_cap(known):
    return {"semi-stable": (8, False), "stable-long-term-matched": (12, False)}.get(known[1], (None, False))


def stable_cap(_):
    return (12, True)


def case_asks(case):
    as_of = day(case["as_of"])
    memory = {}

    def on(when):
        asked = {}
        category, placement, visiting, stage = facts(case, when)
        holder = at(case["allocations"], when, "worker")
        if "rotherham" in case["packs"]:
            asked["R7a"] = (3, "months")
        if "cambridgeshire-peterborough" in case["packs"]:
            asked["C4c"] = (12, "weeks")
            if category == "child-protection-plan":
                asked["C4e plan"] = (4, "weeks")
            elif category == "child-in-need":
                if at(case["holders"][holder], when, "role") == "child-practitioner":
                    asked["C4e child practitioner"] = (4, "weeks")
                else:
                    asked["C4g"] = (8, "weeks")
            elif category == "child-in-care":
                asked["C4e care"] = (authorised(case, when, care_cap) or 4, "weeks")
            elif category == "care-leaver" and visiting == "reduced":
                asked["C4h"] = (12, "weeks")
            elif category == "care-leaver":
                asked["C4b care leaver"] = (authorised(case, when, stable_cap) or 4, "weeks")
            else:
                asked["C4b"] = (authorised(case, when, stable_cap) or 4, "weeks")
            if stage in ("pre-proceedings", "court"):
                asked["C4e proceedings"] = (4, "weeks")
        return asked

    def asks(when):
        when = min(when, as_of)
        if when not in memory:
            memory[when] = on(when)
        return memory[when]

    return asks


def case_discussion(case):
    as_of = day(case["as_of"])
    mentions = [mention for mention in case["mentions"] if day(mention["date"]) <= as_of]
    full = [day(mention["date"]) for mention in mentions if mention["full"]]
    last = max(full) if full else max(day(case["opened"]), day(case["allocations"][0]["from"]))
    due = first_due(last, case_asks(case))
    chosen = day(mentions[-1].get("next")) if mentions else None
    if chosen and (due is None or chosen < due):
        due = chosen
    return due.isoformat() if due else None


def first_consideration(case):
    if "rotherham" not in case["packs"]:
        return None
    as_of = day(case["as_of"])
    held = [one for one in case["allocations"] if day(one["from"]) <= as_of and (not one["to"] or as_of <= day(one["to"]))]
    begins, worker = day(held[0]["from"]), held[0]["worker"]
    for mention in case["mentions"]:
        if mention["worker"] == worker and begins <= day(mention["date"]) <= as_of:
            return None
    return months_on(begins, 1).isoformat()


def answer(case):
    if case["kind"] == "worker":
        return {"session": worker_session(case)}
    return {"discussion": case_discussion(case), "first": first_consideration(case)}


if __name__ == "__main__":
    json.dump([answer(case) for case in json.load(sys.stdin)], sys.stdout)
