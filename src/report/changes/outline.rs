//! The outline: each record with its changes, then what follows, in words.

use serde_json::Value as Json;
use similar::ChangeTag;

use super::Comparison;
use crate::diag::Diagnostic;
use crate::due::moved::{Moved, Way};
use crate::report::due_list::what;
use crate::report::masks::Words;
use crate::report::policy_changes::shift;
use crate::report::{short, visible};
use crate::revision::change::{self, Change, Changed, Class, Fate, Said, Step};
use crate::revision::kept::{Act, Undone};
use crate::rules::consequence::Judged;

/// Everything that is told.
pub struct Outline {
    /// What is compared with what.
    pub title: String,
    /// The records.
    pub files: Vec<FilePart>,
    /// One line on all of them.
    pub summary: String,
    /// What follows, in groups; empty where nothing does.
    pub follows: Vec<Group>,
    /// Whether it was asked what follows.
    pub asked: bool,
}

/// A record and its changes.
pub struct FilePart {
    /// Its path.
    pub path: String,
    /// What it is, and what became of it.
    pub fate: String,
    /// The changes.
    pub lines: Vec<Line>,
}

/// A change.
pub struct Line {
    /// Its class, in a word.
    pub class: &'static str,
    /// Where.
    pub place: String,
    /// What.
    pub what: What,
}

/// What has changed.
pub enum What {
    /// In plain words.
    Plain(String),
    /// Word by word, as the reader has asked to see them.
    Words(change::Words),
}

/// Things of one sort that follow.
pub struct Group {
    /// What they are.
    pub title: String,
    /// Each in a line.
    pub lines: Vec<String>,
}

/// Puts it in words.
pub fn outline(comparison: &Comparison<'_>) -> Outline {
    let mut title = format!(
        "What has changed from {} to {}",
        visible(comparison.was),
        visible(comparison.is)
    );
    if let Some(today) = comparison.today {
        title.push_str(&format!(" (as of {})", today.in_words()));
    }
    Outline {
        title,
        files: comparison
            .files
            .iter()
            .map(|file| part(file, comparison.words))
            .collect(),
        summary: summary(comparison.files),
        follows: comparison
            .follows
            .as_ref()
            .map_or_else(Vec::new, |follows| {
                groups(follows.consequences, follows.before, follows.after)
            }),
        asked: comparison.follows.is_some(),
    }
}

fn part(file: &Changed, words: Words) -> FilePart {
    let kind = file.kind.map_or("", |kind| kind.name());
    let fate = match file.fate() {
        Fate::Added => "new".to_owned(),
        Fate::Removed => "taken away".to_owned(),
        Fate::Changed => "changed".to_owned(),
        Fate::Moved => {
            let from = file.was.as_ref().map_or("", |was| was.path());
            format!("moved from {}", visible(from))
        }
    };
    let mut lines: Vec<Line> = file
        .changes
        .iter()
        .map(|change| line(change, words))
        .collect();
    let plain = |class: Class, words: &str| Line {
        class: class.name(),
        place: String::new(),
        what: What::Plain(words.to_owned()),
    };
    let is_both = file.was.is_some() && file.is.is_some();
    if lines.is_empty() && is_both {
        let class = file.classes().first().copied().unwrap_or(Class::Form);
        let same = file.was.as_ref().map(|was| was.text()) == file.is.as_ref().map(|is| is.text());
        match (file.is_unread, same) {
            (true, false) => lines.push(plain(
                class,
                "one of the two texts cannot be read field by field",
            )),
            (false, false) => lines.push(plain(
                class,
                "comments, order or line breaks only: nothing that is said",
            )),
            _ => {}
        }
    }
    FilePart {
        path: visible(file.path()).into_owned(),
        fate: match kind {
            "" => fate,
            kind => format!("{kind}, {fate}"),
        },
        lines,
    }
}

fn line(change: &Change, words: Words) -> Line {
    Line {
        class: change.class.name(),
        place: visible(&place(&change.way, change.before.is_some(), words)).into_owned(),
        what: told(change, words),
    }
}

/// The way to a place, as it is spoken.
fn place(way: &[Step], was_there: bool, words: Words) -> String {
    let steps = way.iter().map(|step| match step {
        Step::Field(key) => key.clone(),
        Step::Item(item) if item.is_withheld && words == Words::Withheld => {
            format!("number {}", item.number)
        }
        Step::Item(item) => item.name.clone(),
        Step::Section(title) if title.is_empty() => "above the first heading".to_owned(),
        Step::Section(title) => title.clone(),
        Step::Paragraph(before) if was_there => format!("paragraph {}", before + 1),
        Step::Paragraph(0) => "at the beginning".to_owned(),
        Step::Paragraph(before) => format!("after paragraph {before}"),
    });
    steps.collect::<Vec<_>>().join(" › ")
}

fn told(change: &Change, words: Words) -> What {
    let shown = |said: &Said| match words {
        Words::Shown => Some(said.value.clone()),
        Words::Withheld => said.open.clone(),
    };
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => {
            let (old, new) = (before.value.as_str(), after.value.as_str());
            if let (Some(old), Some(new)) = (old, new)
                && (old.contains(' ') || new.contains(' '))
            {
                let changed = change::words(old, new);
                return match words {
                    Words::Shown => What::Words(changed),
                    Words::Withheld => What::Plain(counted(&changed)),
                };
            }
            match (shown(before), shown(after)) {
                (Some(old), Some(new)) => What::Plain(format!("{} → {}", flat(&old), flat(&new))),
                _ => What::Plain("other words".to_owned()),
            }
        }
        (None, Some(after)) => What::Plain(format!("new{}", alone(after, shown(after), words))),
        (Some(before), None) => What::Plain(format!("gone{}", alone(before, shown(before), words))),
        (None, None) => What::Plain(String::new()),
    }
}

/// A value that stands on one side only.
fn alone(said: &Said, shown: Option<Json>, words: Words) -> String {
    let left_out = match words {
        Words::Shown => 0,
        Words::Withheld => count_words(&said.value) - shown.as_ref().map_or(0, count_words),
    };
    let shown = shown
        .map(|value| flat(&value))
        .filter(|text| !text.is_empty());
    match (shown, left_out) {
        (Some(text), 0) => format!(": {text}"),
        (Some(text), many) => format!(": {text} ({})", number(many, "word")),
        (None, 0) => String::new(),
        (None, many) => format!(": {}", number(many, "word")),
    }
}

/// A value in a line.
fn flat(value: &Json) -> String {
    let text = match value {
        Json::Null => "nothing".to_owned(),
        Json::String(text) => text.clone(),
        Json::Array(items) => items.iter().map(flat).collect::<Vec<_>>().join("; "),
        Json::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(key, value)| format!("{key}: {}", flat(value)));
            fields.collect::<Vec<_>>().join(", ")
        }
        Json::Bool(true) => "yes".to_owned(),
        Json::Bool(false) => "no".to_owned(),
        Json::Number(number) => number.to_string(),
    };
    visible(&text).into_owned()
}

fn count_words(value: &Json) -> usize {
    match value {
        Json::String(text) => text.split_whitespace().count(),
        Json::Array(items) => items.iter().map(count_words).sum(),
        Json::Object(fields) => fields.values().map(count_words).sum(),
        Json::Null => 0,
        Json::Bool(_) | Json::Number(_) => 1,
    }
}

/// How many words are new and how many have gone.
fn counted(words: &change::Words) -> String {
    let of = |wanted: ChangeTag| -> usize {
        let texts = words.iter().filter(|(tag, _)| *tag == wanted);
        let words = texts.flat_map(|(_, text)| text.split(|c: char| !c.is_alphanumeric()));
        words.filter(|word| !word.is_empty()).count()
    };
    match (of(ChangeTag::Insert), of(ChangeTag::Delete)) {
        (0, 0) => "stops or spaces only".to_owned(),
        (new, 0) => format!("{} new", number(new, "word")),
        (0, gone) => format!("{} gone", number(gone, "word")),
        (new, gone) => format!("{} new, {gone} gone", number(new, "word")),
    }
}

pub(super) fn number(many: usize, word: &str) -> String {
    match many {
        1 => format!("1 {word}"),
        _ => format!("{many} {word}s"),
    }
}

fn summary(files: &[Changed]) -> String {
    if files.is_empty() {
        return "Nothing has changed.".to_owned();
    }
    let with = |fate: Fate| files.iter().filter(|file| file.fate() == fate).count();
    let fates = [
        (Fate::Changed, "changed"),
        (Fate::Added, "new"),
        (Fate::Removed, "taken away"),
        (Fate::Moved, "moved"),
    ];
    let told = fates.iter().filter_map(|(fate, word)| match with(*fate) {
        0 => None,
        many => Some(format!("{many} {word}")),
    });
    let classes = Class::ALL.iter().filter_map(|class| {
        match files
            .iter()
            .filter(|file| file.classes().contains(class))
            .count()
        {
            0 => None,
            many => Some(format!("{} in {many}", class.name())),
        }
    });
    format!(
        "{}: {}; {}.",
        number(files.len(), "file"),
        told.collect::<Vec<_>>().join(", "),
        classes.collect::<Vec<_>>().join(", ")
    )
}

/// Findings that have a heading of their own: what a reviewer asks about first.
const OF_THEIR_OWN: [(&str, &str); 2] = [
    ("case-unaccounted-for", "Cases no longer accounted for"),
    ("interval-unauthorised", "Intervals no longer authorised"),
];

fn groups(
    consequences: &crate::rules::consequence::Consequences<'_>,
    before: &Judged,
    after: &Judged,
) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut add = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            let title = format!("{title} ({})", lines.len());
            groups.push(Group { title, lines });
        }
    };
    add(
        "Sign-offs that fall",
        consequences.undone.iter().map(fallen).collect(),
    );
    let is_own = |finding: &&&Diagnostic| {
        OF_THEIR_OWN
            .iter()
            .any(|(code, _)| finding.code.name() == *code)
    };
    for (code, title) in OF_THEIR_OWN {
        let found = consequences
            .come
            .iter()
            .filter(|finding| finding.code.name() == code);
        add(
            title,
            found.map(|finding| found_line(finding, after)).collect(),
        );
    }
    let others = consequences.come.iter().filter(|finding| !is_own(finding));
    add(
        "New findings",
        others.map(|finding| found_line(finding, after)).collect(),
    );
    let gone = consequences.gone.iter();
    add(
        "Findings put right",
        gone.map(|finding| found_line(finding, before)).collect(),
    );
    for way in Way::ALL {
        let dates = consequences.moved.iter().filter(|moved| moved.way() == way);
        add(
            way_title(way),
            dates.map(|moved| moved_line(moved)).collect(),
        );
    }
    groups
}

fn way_title(way: Way) -> &'static str {
    match way {
        Way::Sooner => "Dates that come sooner",
        Way::New => "Dates that are new",
        Way::Later => "Dates that come later",
        Way::Gone => "Dates that are no longer asked for",
        Way::Told => "Dates that can be told on one side only",
    }
}

fn found_line(finding: &Diagnostic, side: &Judged) -> String {
    let line = short::findings(std::slice::from_ref(finding), &side.reading.sources);
    line.trim_end().to_owned()
}

fn moved_line(moved: &Moved<'_>) -> String {
    let due = moved.due();
    let day = |due: Option<&crate::due::Due>| match due.map(|due| due.due) {
        None => None,
        Some(None) => Some("cannot tell".to_owned()),
        Some(Some(day)) => Some(day.to_string()),
    };
    let days = match (day(moved.before), day(moved.after)) {
        (Some(was), Some(is)) => format!("{was} → {is}"),
        (None, Some(is)) => is,
        (Some(was), None) => was,
        (None, None) => String::new(),
    };
    let by = match shift(moved) {
        Some(1 | -1) => format!(" ({:+} day)", shift(moved).unwrap_or_default()),
        Some(days) => format!(" ({days:+} days)"),
        None => String::new(),
    };
    let whose = due
        .worker
        .as_ref()
        .map(|worker| format!("{worker}, "))
        .unwrap_or_default();
    let mut clauses: Vec<&str> = due
        .because
        .iter()
        .map(|citation| citation.clause.as_str())
        .collect();
    clauses.dedup();
    let asks = match clauses.is_empty() {
        true => String::new(),
        false => format!(", asked by {}", clauses.join(", ")),
    };
    visible(&format!("{whose}{}: {days}{by}{asks}", what(due))).into_owned()
}

fn fallen(undone: &Undone) -> String {
    let act = match undone.act {
        Act::Changed => "changed since it was signed",
        Act::Removed => "taken away after it was signed",
        Act::StatementChanged => "a sign-off that was changed",
        Act::StatementRemoved => "a sign-off that was taken away",
    };
    let names: Vec<&str> = undone
        .signers
        .iter()
        .map(|signer| signer.as_str())
        .collect();
    visible(&format!(
        "{}: {act} (signed by {} on {})",
        undone.path,
        names.join(" and "),
        undone.day
    ))
    .into_owned()
}
