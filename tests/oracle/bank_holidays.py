#!/usr/bin/env python3
"""Writes bank-holidays.txt: the weekdays that the `holidays` package has for the three calendars, a year and nation a line.

    pip install holidays==0.109 && python3 tests/oracle/bank_holidays.py > tests/oracle/bank-holidays.txt

The package also lists the Saturday or Sunday itself that a substitute stands for; those are left out. For Wales it has what it
has for England.
"""

import holidays

NATIONS = {"england-and-wales": ("ENG", "WLS"), "scotland": ("SCT",), "northern-ireland": ("NIR",)}

print(f"# Bank holidays as the Python package holidays {holidays.__version__} has them. Written by bank_holidays.py; not to be edited.")
for year in range(1995, 2101):
    for nation, subdivisions in NATIONS.items():
        found = [
            sorted(day for day in holidays.country_holidays("GB", subdiv=one, years=year) if day.weekday() < 5)
            for one in subdivisions
        ]
        assert all(days == found[0] for days in found)
        print(year, nation, *(f"{day:%m-%d}" for day in found[0]))
