//! What a reviewer is asked to judge: what no program can.

use super::Comparison;
use super::outline::number;
use crate::due::moved::Way;
use crate::revision::change::{Changed, Class, Fate};

/// The questions that these changes raise, in the order of their weight; none where there is nothing to judge.
pub fn questions(comparison: &Comparison<'_>) -> Vec<String> {
    let of = |class: Class| {
        let files = comparison.files.iter();
        files.filter(|file| file.classes().contains(&class)).count()
    };
    let mut asked = Vec::new();
    let mut ask = |many: usize, question: &dyn Fn(String) -> String| {
        if many > 0 {
            asked.push(question(number(many, "record")));
        }
    };
    if let Some(follows) = &comparison.follows {
        let later = follows.consequences.moved.iter();
        let later = later
            .filter(|moved| matches!(moved.way(), Way::Later | Way::Gone))
            .count();
        ask(follows.consequences.undone.len(), &|many| {
            format!(
                "What was signed would no longer stand in {many}: should that be an addendum instead?"
            )
        });
        if later > 0 {
            asked.push(format!(
                "{} no longer asked for: does the record say why, and had whoever decided it the authority to?",
                match later {
                    1 => "1 date comes later or is".to_owned(),
                    _ => format!("{later} dates come later or are"),
                }
            ));
        }
    }
    let mut ask = |many: usize, question: &str| {
        if many > 0 {
            asked.push(format!("{question} ({})", number(many, "file")));
        }
    };
    ask(
        of(Class::Authority),
        "Who may decide what has changed: was whoever decided it entitled to?",
    );
    ask(
        of(Class::Access),
        "Who has been given a record, or may be, has changed: has the worker been told?",
    );
    let removed =
        |file: &&Changed| file.fate() == Fate::Removed && !file.classes().contains(&Class::SignOff);
    ask(
        comparison.files.iter().filter(removed).count(),
        "Records are taken away: is there a reason, and may they be?",
    );
    ask(
        of(Class::Content),
        "What is said has changed: is it so, and is it said with respect? Read it in the records, or with `--show-text`",
    );
    asked
}
