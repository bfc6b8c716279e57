//! What a row says of a period, laid beside the periods that the record has: nothing new, an end, a new one, or a clash that
//! is for people to settle. A period is never moved and never taken away.

use super::draft::Stretch;
use super::mapping::Rows;
use crate::calendar::Day;

/// What a row says: from when, until when, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) from: Day,
    pub(super) to: Option<Day>,
    /// By key in the record.
    pub(super) values: Vec<(&'static str, String)>,
}

/// What follows for the record.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// It says so already.
    Same,
    /// The last period ends.
    End(Day),
    /// A new one begins; the last one ends before it, if it was still going on.
    Add {
        /// The last day of the one before.
        ends: Option<Day>,
    },
}

/// Two places that cannot both be right.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Clash {
    /// Which period of the record, from 0; none where the row clashes with itself.
    pub(super) index: Option<usize>,
    pub(super) message: String,
    pub(super) help: &'static str,
}

const CORRECT: &str = "if the extract is right, correct the day in the record by hand: a day that was wrong is a correction, not a change";
const BY_HAND: &str = "if the extract is right, correct the periods in the record by hand, so that they follow one another";

/// What a fact does to the periods of a list.
pub(super) fn lay(stretches: &[Stretch], fact: &Fact, rows: Rows) -> Result<Step, Clash> {
    let clash = |index, message: String, help| {
        Err(Clash {
            index,
            message,
            help,
        })
    };
    let Fact { from, to, .. } = *fact;
    if let Some(end) = to.filter(|end| *end < from) {
        return clash(
            None,
            format!("it ends on {end}, before it begins on {from}"),
            "correct it in the case system",
        );
    }
    let same_first_day = stretches.iter().position(|stretch| stretch.from == from);
    if let Some(index) = same_first_day {
        let stretch = &stretches[index];
        if !says(stretch, fact) {
            return clash(
                Some(index),
                format!("the record has something else from that day, {from}, on"),
                BY_HAND,
            );
        }
        return match (stretch.to, to) {
            (known, said) if known == said => Ok(Step::Same),
            (None, Some(end)) => Ok(Step::End(end)),
            (Some(known), None) => {
                let message = match rows {
                    Rows::Current => format!(
                        "the record says that it ended on {known}, and the extract that it goes on"
                    ),
                    Rows::History => format!(
                        "the record says that it ended on {known}, and the extract has no last day"
                    ),
                };
                clash(Some(index), message, CORRECT)
            }
            (Some(known), Some(end)) => clash(
                Some(index),
                format!("the record says that it ended on {known}, and the extract on {end}"),
                CORRECT,
            ),
            (None, None) => Ok(Step::Same),
        };
    }
    let Some((index, last)) = stretches.iter().enumerate().next_back() else {
        return Ok(Step::Add { ends: None });
    };
    if says(last, fact) && (last.to.is_none() || last.to.is_some_and(|end| from <= end)) {
        return clash(
            Some(index),
            format!(
                "the record says that it began on {}, and the extract on {from}",
                last.from
            ),
            CORRECT,
        );
    }
    if from < last.from {
        return clash(
            Some(index),
            format!(
                "it begins on {from}, before the record's last one begins on {}",
                last.from
            ),
            BY_HAND,
        );
    }
    match last.to {
        None => Ok(Step::Add {
            ends: Some(from.before()),
        }),
        Some(end) if end < from => Ok(Step::Add { ends: None }),
        Some(end) => clash(
            Some(index),
            format!("it begins on {from}, and the record's last one ends only on {end}"),
            BY_HAND,
        ),
    }
}

/// Whether a period of the record says what a row says, as far as the row says anything.
fn says(stretch: &Stretch, fact: &Fact) -> bool {
    fact.values.iter().all(|(key, value)| {
        let known = stretch.values.iter().find(|(known, _)| known == key);
        known.is_some_and(|(_, known)| known == value || is_same_number(known, value))
    })
}

fn is_same_number(one: &str, other: &str) -> bool {
    match (one.parse::<f64>(), other.parse::<f64>()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn stretch(from: &str, to: Option<&str>, value: &str) -> Stretch {
        Stretch {
            from: day(from),
            to: to.map(day),
            values: vec![("category".to_owned(), value.to_owned())],
            line: 1,
        }
    }

    fn fact(from: &str, to: Option<&str>, value: &str) -> Fact {
        Fact {
            from: day(from),
            to: to.map(day),
            values: vec![("category", value.to_owned())],
        }
    }

    /// The record: assessment in January, child in need since February. Worked out by hand, case by case.
    #[test]
    fn every_way_in_which_a_row_can_lie_to_a_record_has_one_answer() {
        let open = [
            stretch("2026-01-01", Some("2026-01-31"), "assessment"),
            stretch("2026-02-01", None, "child-in-need"),
        ];
        let ended = [
            stretch("2026-01-01", Some("2026-01-31"), "assessment"),
            stretch("2026-02-01", Some("2026-05-31"), "child-in-need"),
        ];
        let none: [Stretch; 0] = [];
        let add = |ends: Option<&str>| {
            Some(Step::Add {
                ends: ends.map(day),
            })
        };
        for (record, said, meant) in [
            // What continues.
            (
                &open[..],
                fact("2026-02-01", None, "child-in-need"),
                Some(Step::Same),
            ),
            (
                &open,
                fact("2026-01-01", Some("2026-01-31"), "assessment"),
                Some(Step::Same),
            ),
            // A change.
            (
                &open,
                fact("2026-03-01", None, "child-in-care"),
                add(Some("2026-02-28")),
            ),
            (
                &open,
                fact("2026-03-01", Some("2026-03-31"), "child-in-care"),
                add(Some("2026-02-28")),
            ),
            (
                &open,
                fact("2026-02-02", None, "child-in-care"),
                add(Some("2026-02-01")),
            ),
            // An end.
            (
                &open,
                fact("2026-02-01", Some("2026-03-31"), "child-in-need"),
                Some(Step::End(day("2026-03-31"))),
            ),
            (
                &open,
                fact("2026-02-01", Some("2026-02-01"), "child-in-need"),
                Some(Step::End(day("2026-02-01"))),
            ),
            // A beginning, or one again.
            (&none, fact("2026-03-01", None, "child-in-care"), add(None)),
            (&ended, fact("2026-06-01", None, "child-in-need"), add(None)),
            (&ended, fact("2026-09-01", None, "child-in-care"), add(None)),
            // Another first day of the same.
            (&open, fact("2026-02-03", None, "child-in-need"), None),
            (&open, fact("2026-01-15", None, "child-in-need"), None),
            // Something else on the same first day.
            (&open, fact("2026-02-01", None, "child-in-care"), None),
            // Before the last one, or over it.
            (&open, fact("2026-01-15", None, "child-in-care"), None),
            (
                &open,
                fact("2025-12-01", Some("2025-12-31"), "child-in-care"),
                None,
            ),
            (&ended, fact("2026-05-31", None, "child-in-care"), None),
            // Ended in the record, and not so in the extract.
            (&ended, fact("2026-02-01", None, "child-in-need"), None),
            (
                &ended,
                fact("2026-02-01", Some("2026-06-30"), "child-in-need"),
                None,
            ),
            // Backwards.
            (
                &none,
                fact("2026-03-02", Some("2026-03-01"), "child-in-care"),
                None,
            ),
        ] {
            for rows in [Rows::Current, Rows::History] {
                assert_eq!(lay(record, &said, rows).ok(), meant, "{said:?}");
            }
        }
    }
}
