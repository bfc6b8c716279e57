//! Working days: Monday to Friday, without the bank holidays of a [`Nation`].
//!
//! A council that closes on further days is not known here.

use super::{Day, Nation};

impl Nation {
    /// Whether people are at work on a day: neither a Saturday, nor a Sunday, nor a bank holiday.
    pub fn is_working_day(self, day: Day) -> bool {
        !day.is_weekend() && !self.is_bank_holiday(day)
    }

    /// The day that is so many working days after another. That day itself is not counted, whether or not it is a working
    /// day: one working day after a Friday, a Saturday or a Sunday is the Monday. No working days after a day is the
    /// day itself. Walks day by day, and stops at the calendar's end.
    pub fn plus_working_days(self, day: Day, number: u32) -> Day {
        let mut at = day;
        for _ in 0..number {
            loop {
                let next = at.after();
                if next == at {
                    return at;
                }
                at = next;
                if self.is_working_day(at) {
                    break;
                }
            }
        }
        at
    }

    /// How many working days there are after one day, up to and including another; none if that one is not later.
    /// From a day to the one that [`plus_working_days`](Self::plus_working_days) gives, it is the number given.
    pub fn working_days_between(self, day: Day, until: Day) -> u32 {
        let mut number = 0;
        let mut at = day;
        while at < until {
            at = at.after();
            number += u32::from(self.is_working_day(at));
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Nation::{EnglandAndWales, NorthernIreland, Scotland};

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn the_day_from_which_one_counts_is_not_counted() {
        // 2 March 2026 is a Monday.
        let after = |from, number| EnglandAndWales.plus_working_days(day(from), number);
        assert_eq!(after("2026-03-02", 1), day("2026-03-03"));
        assert_eq!(after("2026-03-02", 4), day("2026-03-06"));
        assert_eq!(after("2026-03-02", 5), day("2026-03-09"));
        for from in ["2026-03-06", "2026-03-07", "2026-03-08"] {
            assert_eq!(after(from, 1), day("2026-03-09"), "{from}");
        }
        assert_eq!(after("2026-03-07", 0), day("2026-03-07"));
    }

    #[test]
    fn bank_holidays_are_left_out_as_each_nation_keeps_them() {
        // Good Friday is 3 April 2026, Easter Monday the 6th.
        let thursday = day("2026-04-02");
        assert_eq!(
            EnglandAndWales.plus_working_days(thursday, 1),
            day("2026-04-07")
        );
        assert_eq!(Scotland.plus_working_days(thursday, 1), day("2026-04-06"));
        // Christmas Day is a Friday, and Boxing Day is kept on Monday the 28th; in Scotland 2 January on the 4th.
        let christmas_eve = day("2026-12-24");
        assert_eq!(
            NorthernIreland.plus_working_days(christmas_eve, 4),
            day("2027-01-04")
        );
        assert_eq!(
            Scotland.plus_working_days(christmas_eve, 4),
            day("2027-01-05")
        );
    }

    #[test]
    fn counting_and_adding_undo_each_other() {
        for from in ["2022-05-27", "2026-12-19", "2028-02-29"] {
            for nation in Nation::ALL {
                for number in 0..400 {
                    let later = nation.plus_working_days(day(from), number);
                    assert_eq!(nation.working_days_between(day(from), later), number);
                }
            }
        }
        let (early, late) = (day("2026-03-02"), day("2026-03-09"));
        assert_eq!(EnglandAndWales.working_days_between(late, early), 0);
    }

    #[test]
    fn the_end_of_the_calendar_is_the_end() {
        let last = day("2026-03-02").plus_days(i64::MAX);
        assert_eq!(EnglandAndWales.plus_working_days(last.before(), 40), last);
    }
}
