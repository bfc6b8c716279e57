//! Days as workbooks number them: from the end of 1899, or from 1904 where the workbook says so.

use crate::calendar::Day;

/// The day with a number. Numbers before March 1900 are none: what they mean differs from program to program.
pub(super) fn day(number: f64, from_1904: bool) -> Option<Day> {
    let (first, least) = match from_1904 {
        true => (Day::new(1904, 1, 1)?, 0.0),
        false => (Day::new(1899, 12, 30)?, 61.0),
    };
    let last = 2_958_465.0; // the end of the year 9999
    (least..=last)
        .contains(&number)
        .then(|| first.plus_days(number.floor() as i64))
}

/// Whether a form in which a workbook shows numbers is one for days.
pub(super) fn is_for_days(form: &str) -> bool {
    let mut letters = form.chars();
    while let Some(letter) = letters.next() {
        match letter {
            // Words in quotes, a sign behind a backslash or beside which space is left, colours and conditions in brackets.
            '"' => while letters.next().is_some_and(|inside| inside != '"') {},
            '[' => while letters.next().is_some_and(|inside| inside != ']') {},
            '\\' | '_' | '*' => {
                letters.next();
            }
            'd' | 'D' | 'y' | 'Y' => return true,
            _ => {}
        }
    }
    false
}

/// Whether one of the forms that every workbook has by number is one for days.
pub(super) fn is_built_in_for_days(number: u32) -> bool {
    matches!(number, 14..=17 | 22 | 27..=31 | 34..=36 | 50..=58)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_numbered_as_workbooks_do() {
        // 25569 is the first day of 1970, 46023 the first of 2026.
        for (number, from_1904, meant) in [
            (25569.0, false, Some("1970-01-01")),
            (46023.0, false, Some("2026-01-01")),
            (46023.75, false, Some("2026-01-01")),
            (61.0, false, Some("1900-03-01")),
            (60.0, false, None),
            (-1.0, false, None),
            (f64::NAN, false, None),
            (44561.0, true, Some("2026-01-01")),
        ] {
            let day = day(number, from_1904).map(|day| day.to_string());
            assert_eq!(day.as_deref(), meant, "{number}");
        }
    }

    #[test]
    fn a_form_for_days_is_told_from_others() {
        for form in [
            "dd/mm/yyyy",
            "[$-809]d mmmm yyyy;@",
            "yyyy\\-mm\\-dd",
            "m/d/yy h:mm",
        ] {
            assert!(is_for_days(form), "{form}");
        }
        for form in [
            "0.00",
            "#,##0",
            "h:mm:ss",
            "\"day\" 0",
            "[Red]0",
            "General",
            "0\\d",
        ] {
            assert!(!is_for_days(form), "{form}");
        }
    }
}
