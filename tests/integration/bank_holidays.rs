//! The bank holidays against two lists that others made: `tests/oracle/bank-holidays.txt`, of the Python package
//! `holidays` for 1995 to 2100, and `tests/oracle/bank-holidays-gov-uk.txt`, as published for 2012 to 2028. Where the two
//! have a year in common they agree on every date; gov.uk would be right if they did not.

use std::collections::{BTreeMap, BTreeSet};

use supervision::calendar::{Day, Nation};

/// Where the package is wrong, before there was a gov.uk to ask: the day, and whether it was a bank holiday in Scotland.
const JUDGED: [(&str, bool); 2] = [
    // Hansard, HC Deb 2 March 1995 vol 255 c709W: "In Scotland, 8 May will be a bank holiday in addition to 1 May 1995".
    ("1995-05-01", true),
    // The St Andrew's Day Bank Holiday (Scotland) Act 2007 had royal assent on 15 January 2007.
    ("2006-11-30", false),
];

type Lists = BTreeMap<(i32, Nation), BTreeSet<String>>;

fn read(list: &str) -> Lists {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    let row = |line: &str| {
        let mut words = line.split(' ');
        let year: i32 = words.next()?.parse().ok()?;
        let nation: Nation = serde_json::from_value(words.next()?.into()).ok()?;
        let dates = words.map(|date| format!("{year}-{date}")).collect();
        Some(((year, nation), dates))
    };
    lines
        .map(|line| row(line).expect("a year, a nation, dates"))
        .collect()
}

fn package() -> Lists {
    let mut lists = read(include_str!("../oracle/bank-holidays.txt"));
    for (day, is_kept) in JUDGED {
        let year = day[..4].parse().expect("a year");
        let list = lists.get_mut(&(year, Nation::Scotland)).expect("a list");
        let is_changed = match is_kept {
            true => list.insert(day.to_owned()),
            false => list.remove(day),
        };
        assert!(is_changed, "the package is right about {day} by now");
    }
    lists
}

fn gov_uk() -> Lists {
    read(include_str!("../oracle/bank-holidays-gov-uk.txt"))
}

fn ours(year: i32, nation: Nation) -> BTreeSet<String> {
    let first = Day::new(year, 1, 1).expect("a day");
    let days = (0..366).map(|days| first.plus_days(days));
    let kept = days.filter(|day| day.year() == year && nation.is_bank_holiday(*day));
    kept.map(|day| day.to_string()).collect()
}

fn compare(lists: &Lists, years: std::ops::RangeInclusive<i32>) {
    assert_eq!(lists.len(), years.count() * Nation::ALL.len());
    for ((year, nation), list) in lists {
        assert_eq!(ours(*year, *nation), *list, "{year}, {nation}");
    }
}

#[test]
fn bank_holidays_are_those_of_the_package_but_for_two_days() {
    compare(&package(), 1995..=2100);
}

#[test]
fn bank_holidays_are_those_published_on_gov_uk() {
    compare(&gov_uk(), 2012..=2028);
}

#[test]
fn the_two_lists_agree_where_both_speak() {
    let package = package();
    for (of, published) in gov_uk() {
        assert_eq!(package[&of], published, "{of:?}");
    }
}
