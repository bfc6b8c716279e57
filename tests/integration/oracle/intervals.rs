//! Every interval from every day of a four-year cycle, as python-dateutil counts it. Where that is not installed the standard
//! library counts instead, and the run says so; where `ORACLE=full` is set, the test then fails.

use supervision::calendar::{Day, Interval};

use super::python::{Python, is_full, say};
use crate::support::team::day;

fn interval(unit: &str, number: u32) -> Interval {
    match unit {
        "days" => Interval::Days(number),
        "weeks" => Interval::Weeks(number),
        "months" => Interval::Months(number),
        "years" => Interval::Years(number),
        other => panic!("no unit is called {other}"),
    }
}

#[test]
fn every_interval_from_every_day_of_four_years_ends_where_dateutil_says() {
    let Some(mut python) = Python::start("intervals.py") else {
        return;
    };
    let counted = python.line();
    let is_dateutil = counted.starts_with("dateutil ");
    assert!(
        is_dateutil || !is_full(),
        "python-dateutil is not installed here, and ORACLE=full asks for it"
    );
    let first = day("2023-01-01");
    let mut compared = 0;
    for _ in 0..300 {
        let line = python.line();
        let mut words = line.split(' ');
        let unit = words.next().expect("a unit");
        let number = words.next().and_then(|word| word.parse().ok());
        let interval = interval(unit, number.expect("a number"));
        for (number, expected) in (0..).zip(words) {
            let from = first.plus_days(number);
            let expected: Day = expected.parse().expect("a day");
            assert_eq!(interval.after(from), expected, "{interval} from {from}");
            compared += 1;
        }
    }
    python.end();
    assert_eq!(compared, 438_300);
    let note = match is_dateutil {
        true => "",
        false => ". python-dateutil is NOT INSTALLED, so this was not the full comparison",
    };
    say(&format!(
        "{compared} days after an interval agree with {counted}{note}"
    ));
}
