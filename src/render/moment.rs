//! Days and months as a reader says them. No clock, no zone and no reckoning: a date comes as text and leaves as text.

use chrono::{Datelike, NaiveDate};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `2026-03-02` as `2 March 2026`; a time after the day is left out.
pub(super) fn day(iso: &str) -> Option<String> {
    let date = iso.split(['T', ' ']).next()?;
    let date = NaiveDate::parse_from_str(date, "%Y-%m-%d").ok()?;
    Some(format!("{} {}", date.day(), month_and_year(date)))
}

/// `2026-03-02` or `2026-03` as `March 2026`.
pub(super) fn month(iso: &str) -> Option<String> {
    let date = iso.split(['T', ' ']).next()?;
    let first = format!("{date}-01");
    let date = NaiveDate::parse_from_str(date, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(&first, "%Y-%m-%d"))
        .ok()?;
    Some(month_and_year(date))
}

fn month_and_year(date: NaiveDate) -> String {
    format!("{} {}", MONTHS[date.month0() as usize], date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_said_in_full() {
        assert_eq!(day("2026-03-02").as_deref(), Some("2 March 2026"));
        assert_eq!(day("2026-03-02T14:00").as_deref(), Some("2 March 2026"));
        assert_eq!(month("2026-12").as_deref(), Some("December 2026"));
        assert_eq!(month("2026-12-31").as_deref(), Some("December 2026"));
        assert_eq!(day("2026-02-30"), None);
        assert_eq!(day("soon"), None);
    }
}
