#!/usr/bin/env python3
"""An independent oracle for the draw of records to audit, written from what `quality-audit draw` says of itself.

Reads one question a line as JSON: the folder of a store, the day, the first day, the seed, and the auditors in the order of
their names, each with how many are to be drawn. Answers with the names of the records of each, in their order. It knows the form
of the records by their lines alone. Python's standard library only.

How it draws: among the sessions held and the children's supervision records of the time, for each auditor in turn, but for
those of their own file, of those whom they supervise on the day or did on the record's, of sessions that they held, of those who
have left, and those audited on the day or since `audited-since`. By the SHA-256 of seed, space, name; a file that nobody has
drawn from comes before one that somebody has.
"""

import hashlib
import json
import pathlib
import re
import sys


def field(text, name):
    found = re.search(rf"^{name}: *'?\"?([^'\"\n#]+?)'?\"? *(?:#.*)?$", text, re.M)
    return found and found.group(1)


def entries(text, name):
    """The entries of a list of maps at the left margin, as dictionaries."""
    block = re.search(rf"^{name}:\n((?:[ -].*\n|\n)*)", text, re.M)
    if not block:
        return []
    return [
        dict(re.findall(r"^(?:  - |    )([a-z-]+): *(.+?) *$", "  - " + entry, re.M))
        for entry in re.split(r"^  - ", block.group(1), flags=re.M)[1:]
    ]


def on(held, day):
    return [one for one in held if one["from"] <= day <= one.get("to", "9999")]


def draw(question):
    store = pathlib.Path(question["store"])
    day, first = question["day"], question["from"]
    managers, posts, records, audited = {}, {}, [], {}
    for path in store.glob("workers/*/worker.yaml"):
        text = path.read_text()
        managers[path.parent.name] = entries(text, "line-managers")
        posts[path.parent.name] = entries(text, "employment")
    sessions = store.glob("workers/*/3-supervision/*.md")
    notes = store.glob("children/*/supervision/*.md")
    for path in [*sessions, *notes]:
        text = path.read_text().split("\n---", 1)[0]
        kind = field(text, "kind")
        if kind == "session" and field(text, "status") != "held" or kind == "addendum":
            continue
        name = str(path.relative_to(store).with_suffix("")).split("/", 1)[1]
        records.append((name, field(text, "worker"), field(text, "supervisor"), field(text, "date")))
    for path in store.glob("workers/*/8-miscellaneous/*.yaml"):
        text = path.read_text()
        if field(text, "kind") == "quality-audit":
            of = re.search(r"^of:\n((?:  - .*\n)+)", text, re.M)
            for name in re.findall(r"^  - (\S+)", of.group(1), re.M):
                audited.setdefault(name, []).append(field(text, "date"))
    number = lambda name: hashlib.sha256(f"{question['seed']} {name}".encode()).hexdigest()
    records = sorted((one for one in records if first <= one[3] <= day), key=lambda one: number(one[0]))
    taken, files, answer = set(), set(), []
    for auditor, many in question["auditors"]:
        fit = []
        for name, worker, supervisor, date in records:
            supervises = [one["person"] for when in (day, date) for one in on(managers[worker], when)]
            lately = [d for d in audited.get(name, []) if question["audited-since"] <= d <= day]
            if auditor in (worker, supervisor, *supervises) or lately or not on(posts[worker], day):
                continue
            fit.append((name, worker))
        drawn = []
        for further in (False, True):
            for name, worker in fit:
                if len(drawn) < many and name not in taken and (worker in files) == further:
                    taken.add(name)
                    files.add(worker)
                    drawn.append(name)
        answer.append(drawn)
    return answer


for line in sys.stdin:
    print(json.dumps(draw(json.loads(line))), flush=True)
