//! The bank holidays of the three calendars, from 1995 on.
//!
//! By rule, for every year: the Banking and Financial Dealings Act 1971 (schedule 1), the St Andrew's Day Bank Holiday
//! (Scotland) Act 2007, and the days that are proclaimed each year in the same way. A bank holiday that would fall on a
//! Saturday or a Sunday is kept on a weekday, so none is ever at the weekend; as on gov.uk, the day it would have
//! been is not one as well.
//!
//! By publication: `MOVED` and `ONE_OFF`, the days that were moved or added in one year. Read in the data of
//! gov.uk/bank-holidays, which are public for 2012 to 2028 as of 25 February 2026 (github.com/alphagov/calendars and
//! alphagov/frontend, `lib/data/bank-holidays.json`); those before 2012 in the `holidays` package for Python, 0.109;
//! Scotland's of 1995 in Hansard, HC Deb 2 March 1995 vol 255 c709W: 8 May was added there and 1 May kept.
//!
//! Of 4 January 2010 and 2011 in Scotland it is said that no proclamation was ever made. They were announced and kept
//! like all others, and are bank holidays here.
//!
//! What will be moved or added after 2028, nobody knows: a new row is needed for it. Local holidays are not here, nor
//! the days on which a council closes its offices.

use chrono::{Datelike, Weekday};

use super::Day;
use super::nation::Nation::{self, EnglandAndWales, NorthernIreland, Scotland};

const ALL: &[Nation] = &Nation::ALL;
const NOT_SCOTLAND: &[Nation] = &[EnglandAndWales, NorthernIreland];

const EARLY_MAY: &str = "Early May bank holiday";
const SPRING: &str = "Spring bank holiday";

/// Year, month and day of the month.
type Date = (i32, u32, u32);

/// Days that would be bank holidays by rule and were not: each was kept on a day of `ONE_OFF` instead.
const MOVED: &[(Date, &[Nation])] = &[
    ((1995, 5, 1), NOT_SCOTLAND),
    ((2002, 5, 27), ALL),
    ((2012, 5, 28), ALL),
    ((2020, 5, 4), ALL),
    ((2022, 5, 30), ALL),
];

/// Bank holidays of one year only.
const ONE_OFF: &[(Date, &[Nation], &str)] = &[
    ((1995, 5, 8), NOT_SCOTLAND, EARLY_MAY),
    ((1995, 5, 8), &[Scotland], "VE Day"),
    ((1999, 12, 31), ALL, "Millennium"),
    ((2002, 6, 3), ALL, "Queen's Golden Jubilee"),
    ((2002, 6, 4), ALL, SPRING),
    ((2011, 4, 29), ALL, "Royal Wedding"),
    ((2012, 6, 4), ALL, SPRING),
    ((2012, 6, 5), ALL, "Queen's Diamond Jubilee"),
    ((2020, 5, 8), ALL, EARLY_MAY),
    ((2022, 6, 2), ALL, SPRING),
    ((2022, 6, 3), ALL, "Queen's Platinum Jubilee"),
    ((2022, 9, 19), ALL, "State Funeral of Queen Elizabeth II"),
    ((2023, 5, 8), ALL, "Coronation of King Charles III"),
    ((2026, 6, 15), &[Scotland], "World Cup"),
];

impl Nation {
    /// The name of the bank holiday that is kept on a day, if there is one.
    pub fn bank_holiday(self, day: Day) -> Option<&'static str> {
        if day.is_weekend() {
            return None;
        }
        let date = (day.year(), day.date().month(), day.date().day());
        let mut one_off = ONE_OFF.iter();
        if let Some((_, _, name)) = one_off.find(|row| row.0 == date && row.1.contains(&self)) {
            return Some(name);
        }
        let mut moved = MOVED.iter();
        if moved.any(|row| row.0 == date && row.1.contains(&self)) {
            return None;
        }
        self.bank_holiday_by_rule(day)
    }

    /// Whether a bank holiday is kept on a day.
    pub fn is_bank_holiday(self, day: Day) -> bool {
        self.bank_holiday(day).is_some()
    }

    fn bank_holiday_by_rule(self, day: Day) -> Option<&'static str> {
        let year = day.year();
        let on = |month, of_month| Day::new(year, month, of_month).expect("every year has it");
        let is_first_monday = is_monday(day) && day.date().day() <= 7;
        let is_last_monday = is_monday(day) && day.date().day() > 24; // in a month of 31 days
        let is_scotland = self == Scotland;
        match day.date().month() {
            1 if is_scotland && day == kept_in_a_pair(on(1, 1)) => Some("New Year's Day"),
            1 if is_scotland && day == kept_in_a_pair(on(1, 2)) => Some("2nd January"),
            1 if !is_scotland && day == kept(on(1, 1)) => Some("New Year's Day"),
            3 | 4 if day == easter_sunday(year).plus_days(-2) => Some("Good Friday"),
            3 | 4 if !is_scotland && day == easter_sunday(year).after() => Some("Easter Monday"),
            3 if self == NorthernIreland && day == kept(on(3, 17)) => Some("St Patrick's Day"),
            5 if is_first_monday => Some(EARLY_MAY),
            5 if is_last_monday => Some(SPRING),
            7 if self == NorthernIreland && day == kept(on(7, 12)) => {
                Some("Battle of the Boyne (Orangemen's Day)")
            }
            8 if is_scotland && is_first_monday => Some("Summer bank holiday"),
            8 if !is_scotland && is_last_monday => Some("Summer bank holiday"),
            11 | 12 if is_scotland && year >= 2007 && day == kept(on(11, 30)) => {
                Some("St Andrew's Day")
            }
            12 if day == kept_in_a_pair(on(12, 25)) => Some("Christmas Day"),
            12 if day == kept_in_a_pair(on(12, 26)) => Some("Boxing Day"),
            _ => None,
        }
    }
}

fn is_monday(day: Day) -> bool {
    day.date().weekday() == Weekday::Mon
}

/// When a bank holiday that stands alone is kept: on the Monday after, if it falls at the weekend.
fn kept(day: Day) -> Day {
    match day.date().weekday() {
        Weekday::Sat => day.plus_days(2),
        Weekday::Sun => day.after(),
        _ => day,
    }
}

/// When one of two bank holidays that follow each other is kept: two days on, if it falls at the weekend. So neither
/// takes the day of the other: with the first on a Sunday, the second is Monday's and the first is kept on Tuesday.
fn kept_in_a_pair(day: Day) -> Day {
    if day.is_weekend() {
        day.plus_days(2)
    } else {
        day
    }
}

/// Easter Sunday of the Gregorian calendar, by the arithmetic of Meeus, Jones and Butcher.
fn easter_sunday(year: i32) -> Day {
    let moon_year = year.rem_euclid(19);
    let (century, in_century) = (year.div_euclid(100), year.rem_euclid(100));
    let moon_shift = (8 * century + 13) / 25;
    let epact = (19 * moon_year + century - century / 4 - moon_shift + 15).rem_euclid(30);
    let weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
    let shift = (moon_year + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * shift;
    Day::new(year, 3, 22)
        .expect("every year has a 22 March")
        .plus_days(i64::from(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    /// The bank holidays of a part of a year, as `12-25 Christmas Day`.
    fn kept_from(nation: Nation, from: &str, to: &str) -> Vec<String> {
        let (mut at, to) = (day(from), day(to));
        let mut found = Vec::new();
        while at <= to {
            if let Some(name) = nation.bank_holiday(at) {
                found.push(format!("{} {name}", &at.to_string()[5..]));
            }
            at = at.after();
        }
        found
    }

    #[test]
    fn easter_is_where_the_church_puts_it() {
        // The earliest and the latest of these two centuries, and two exceptions of the tables.
        for easter in [
            "1818-03-22",
            "1943-04-25",
            "1954-04-18",
            "1981-04-19",
            "2008-03-23",
            "2026-04-05",
            "2038-04-25",
            "2100-03-28",
        ] {
            let easter = day(easter);
            assert_eq!(easter_sunday(easter.year()), easter);
        }
    }

    #[test]
    fn an_ordinary_year_has_eight_nine_and_ten() {
        assert_eq!(
            kept_from(EnglandAndWales, "2025-01-01", "2025-12-31"),
            [
                "01-01 New Year's Day",
                "04-18 Good Friday",
                "04-21 Easter Monday",
                "05-05 Early May bank holiday",
                "05-26 Spring bank holiday",
                "08-25 Summer bank holiday",
                "12-25 Christmas Day",
                "12-26 Boxing Day",
            ]
        );
        assert_eq!(
            kept_from(Scotland, "2025-01-01", "2025-12-31"),
            [
                "01-01 New Year's Day",
                "01-02 2nd January",
                "04-18 Good Friday",
                "05-05 Early May bank holiday",
                "05-26 Spring bank holiday",
                "08-04 Summer bank holiday",
                "12-01 St Andrew's Day",
                "12-25 Christmas Day",
                "12-26 Boxing Day",
            ]
        );
        assert_eq!(
            kept_from(NorthernIreland, "2025-01-01", "2025-12-31"),
            [
                "01-01 New Year's Day",
                "03-17 St Patrick's Day",
                "04-18 Good Friday",
                "04-21 Easter Monday",
                "05-05 Early May bank holiday",
                "05-26 Spring bank holiday",
                "07-14 Battle of the Boyne (Orangemen's Day)",
                "08-25 Summer bank holiday",
                "12-25 Christmas Day",
                "12-26 Boxing Day",
            ]
        );
    }

    #[test]
    fn at_the_turn_of_the_year_two_days_at_the_weekend_never_take_the_same_weekday() {
        let turn = |nation, year: i32| {
            kept_from(
                nation,
                &format!("{year}-12-20"),
                &format!("{}-01-10", year + 1),
            )
        };
        // 25 December on a Saturday.
        assert_eq!(
            turn(EnglandAndWales, 2021),
            [
                "12-27 Christmas Day",
                "12-28 Boxing Day",
                "01-03 New Year's Day"
            ]
        );
        assert_eq!(
            turn(Scotland, 2021),
            [
                "12-27 Christmas Day",
                "12-28 Boxing Day",
                "01-03 New Year's Day",
                "01-04 2nd January"
            ]
        );
        // On a Sunday.
        assert_eq!(
            turn(NorthernIreland, 2016),
            [
                "12-26 Boxing Day",
                "12-27 Christmas Day",
                "01-02 New Year's Day"
            ]
        );
        assert_eq!(
            turn(Scotland, 2016),
            [
                "12-26 Boxing Day",
                "12-27 Christmas Day",
                "01-02 2nd January",
                "01-03 New Year's Day"
            ]
        );
        // On a Friday.
        assert_eq!(
            turn(Scotland, 2026),
            [
                "12-25 Christmas Day",
                "12-28 Boxing Day",
                "01-01 New Year's Day",
                "01-04 2nd January"
            ]
        );
    }

    #[test]
    fn a_moved_bank_holiday_leaves_its_day_and_an_added_one_comes_beside_it() {
        let summer = |nation, year: i32| {
            kept_from(nation, &format!("{year}-04-25"), &format!("{year}-06-30"))
        };
        assert_eq!(
            summer(EnglandAndWales, 2022),
            [
                "05-02 Early May bank holiday",
                "06-02 Spring bank holiday",
                "06-03 Queen's Platinum Jubilee",
            ]
        );
        assert_eq!(
            summer(Scotland, 2002),
            [
                "05-06 Early May bank holiday",
                "06-03 Queen's Golden Jubilee",
                "06-04 Spring bank holiday",
            ]
        );
        assert_eq!(
            summer(NorthernIreland, 2020),
            ["05-08 Early May bank holiday", "05-25 Spring bank holiday"]
        );
        assert_eq!(
            summer(EnglandAndWales, 2023),
            [
                "05-01 Early May bank holiday",
                "05-08 Coronation of King Charles III",
                "05-29 Spring bank holiday",
            ]
        );
    }

    #[test]
    fn scotland_kept_both_days_of_may_1995_and_has_the_world_cup_to_itself() {
        let scotland = kept_from(Scotland, "1995-05-01", "1995-05-31");
        let england = kept_from(EnglandAndWales, "1995-05-01", "1995-05-31");
        assert_eq!(
            scotland,
            [
                "05-01 Early May bank holiday",
                "05-08 VE Day",
                "05-29 Spring bank holiday"
            ]
        );
        assert_eq!(
            england,
            ["05-08 Early May bank holiday", "05-29 Spring bank holiday"]
        );
        assert!(Scotland.is_bank_holiday(day("2026-06-15")));
        assert!(!EnglandAndWales.is_bank_holiday(day("2026-06-15")));
    }

    #[test]
    fn st_andrews_day_is_kept_from_2007_on() {
        assert_eq!(Scotland.bank_holiday(day("2006-11-30")), None);
        assert_eq!(
            Scotland.bank_holiday(day("2007-11-30")),
            Some("St Andrew's Day")
        );
        assert_eq!(
            Scotland.bank_holiday(day("2024-12-02")),
            Some("St Andrew's Day")
        );
        assert_eq!(EnglandAndWales.bank_holiday(day("2007-11-30")), None);
    }

    #[test]
    fn what_is_written_in_the_tables_falls_on_weekdays() {
        let day = |(year, month, day): Date| Day::new(year, month, day).expect("a day");
        for (on, nations) in MOVED {
            for nation in *nations {
                let by_rule = nation.bank_holiday_by_rule(day(*on));
                assert!(by_rule.is_some(), "{on:?} is no bank holiday by rule");
            }
        }
        for (on, _, name) in ONE_OFF {
            assert!(!day(*on).is_weekend(), "{on:?} {name}");
        }
    }
}
