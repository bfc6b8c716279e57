#!/usr/bin/env python3
"""The day that lies an interval after a day, for 300 intervals and every day of a four-year cycle.

The first line says with what the days were counted: python-dateutil's relativedelta, or the standard library where that is not
installed. Each further line is an interval and its 1,461 days, for the first days from 1 January 2023 to 31 December 2026, which
have the leap day of 2024 among them.
"""

import calendar
import datetime

FIRST = datetime.date(2023, 1, 1)
DAYS = [FIRST + datetime.timedelta(days=number) for number in range(1461)]
INTERVALS = [
    *(("days", number) for number in range(1, 121)),
    *(("weeks", number) for number in range(1, 105)),
    *(("months", number) for number in range(1, 61)),
    *(("years", number) for number in range(1, 17)),
]

try:
    import dateutil
    from dateutil.relativedelta import relativedelta

    COUNTED = f"dateutil {dateutil.__version__}"

    def counter(unit, number):
        interval = relativedelta(**{unit: number})
        return lambda day: day + interval

except ImportError:
    COUNTED = "the standard library"

    def counter(unit, number):
        if unit in ("days", "weeks"):
            interval = datetime.timedelta(**{unit: number})
            return lambda day: day + interval
        months = number if unit == "months" else 12 * number

        def on(day):
            years, month = divmod(day.month - 1 + months, 12)
            last = calendar.monthrange(day.year + years, month + 1)[1]
            return datetime.date(day.year + years, month + 1, min(day.day, last))

        return on


print(COUNTED)
for unit, number in INTERVALS:
    after = counter(unit, number)
    print(unit, number, *(after(day) for day in DAYS))
