//! Days and months as a reader says them. No clock, no zone and no reckoning: a date comes as text and leaves as text.

use chrono::{Datelike, NaiveDate};

use super::wording::Wording;
use crate::calendar::MONTHS;

/// `2026-03-02` as `2 March 2026`; a time after the day is left out.
pub(super) fn day(wording: &Wording, iso: &str) -> Option<String> {
    let date = iso.split(['T', ' ']).next()?;
    let date = NaiveDate::parse_from_str(date, "%Y-%m-%d").ok()?;
    Some(said(wording, "dates.day", date))
}

/// `2026-03-02` or `2026-03` as `March 2026`.
pub(super) fn month(wording: &Wording, iso: &str) -> Option<String> {
    let date = iso.split(['T', ' ']).next()?;
    let first = format!("{date}-01");
    let date = NaiveDate::parse_from_str(date, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(&first, "%Y-%m-%d"))
        .ok()?;
    Some(said(wording, "dates.month", date))
}

/// The name of a day's month, short.
pub(super) fn short_month(wording: &Wording, month: u32) -> String {
    name_of(wording, "dates.short-months", month)
}

/// The name of a month, 1 to 12, in one of the groups that have it.
fn name_of(wording: &Wording, group: &str, month: u32) -> String {
    let name = month
        .checked_sub(1)
        .and_then(|month| MONTHS.get(month as usize));
    let name = name.and_then(|name| wording.one_of(group, name));
    name.unwrap_or_default()
}

fn said(wording: &Wording, key: &str, date: NaiveDate) -> String {
    let month = name_of(wording, "dates.months", date.month());
    let (day, year) = (date.day().to_string(), date.year().to_string());
    wording.fill(key, &[("day", &day), ("month", &month), ("year", &year)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_said_in_full() {
        let english = Wording::default();
        let day = |iso| day(&english, iso);
        let month = |iso| month(&english, iso);
        assert_eq!(day("2026-03-02").as_deref(), Some("2 March 2026"));
        assert_eq!(day("2026-03-02T14:00").as_deref(), Some("2 March 2026"));
        assert_eq!(month("2026-12").as_deref(), Some("December 2026"));
        assert_eq!(month("2026-12-31").as_deref(), Some("December 2026"));
        assert_eq!(day("2026-02-30"), None);
        assert_eq!(day("soon"), None);
    }
}
