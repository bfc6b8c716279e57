//! The audit: every commit of a history walked, and what was signed held against what stood there then and ever since.
//!
//! `store` gives the commits and the ids of the files in them; what that means is judged here. A text is read where somebody has signed
//! it or a date in it counts, once. What the history itself cannot show, because whoever rewrites it rewrites all of it, is found only
//! with something that is kept outside: a [`checkpoint`](checkpoint::Checkpoint).

mod access;
mod brought;
mod came;
pub mod checkpoint;
mod entered;
mod graph;
mod made;
mod merged;
mod party;
pub mod sort;
mod walk;

use std::collections::BTreeMap;

use crate::calendar::Day;
use crate::reading::Reading;
use crate::record::layout::{Located, locate};
use crate::store::{Commit, Doubt, Trail};
use sort::{Fault, Level, Sort};

/// Which commits are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Since {
    /// All.
    Beginning,
    /// Those that do not lead to this one, by its place in the trail.
    Commit(usize),
    /// Those of this day and later.
    Day(Day),
}

/// What an audit found.
#[derive(Debug)]
pub struct Audit {
    /// How many commits were looked at.
    pub looked_at: usize,
    /// How many commits there are.
    pub commits: usize,
    /// How many statements were added in what was looked at.
    pub sign_offs: usize,
    /// How many records were added in what was looked at.
    pub records: usize,
    /// What was found, in the order of the commits; what is about the history as a whole comes first.
    pub faults: Vec<Fault>,
}

impl Audit {
    /// How many faults there are of a level.
    pub fn count(&self, level: Level) -> usize {
        let faults = self.faults.iter();
        faults.filter(|fault| fault.sort.level() == level).count()
    }
}

/// Audits a history. `now` is the store at its end.
pub fn audit(trail: &mut Trail<'_>, now: &Reading, today: Day, since: &Since) -> Audit {
    let mut judge = walk::Judge::new(trail, now, today);
    judge.know_foreign();
    let left_out = match since {
        Since::Commit(place) => judge.graph.leading_to(*place),
        Since::Beginning | Since::Day(_) => std::collections::HashSet::new(),
    };
    let is_in = |place: usize, commit: &Commit| match since {
        Since::Beginning => true,
        Since::Commit(_) => !left_out.contains(&place),
        Since::Day(day) => commit.day >= *day,
    };
    let steps = judge.trail.steps();
    let commits = steps.len();
    let wanted: Vec<usize> = (0..commits)
        .filter(|place| is_in(*place, &steps[*place].commit))
        .collect();
    for place in &wanted {
        judge.step(*place);
    }
    judge.access();
    let walk::Judge {
        faults,
        sign_offs,
        records,
        ..
    } = judge;
    let mut all = doubts(trail);
    all.extend(faults);
    Audit {
        looked_at: wanted.len(),
        commits,
        sign_offs,
        records,
        faults: all,
    }
}

/// What is doubtful about the repository itself.
fn doubts(trail: &Trail<'_>) -> Vec<Fault> {
    let places: BTreeMap<String, usize> = trail
        .steps()
        .iter()
        .enumerate()
        .map(|(place, step)| (step.commit.id.to_string(), place))
        .collect();
    let fault = |sort, step: Option<usize>, path: Option<&str>, message: String| Fault {
        sort,
        step,
        path: path.map(str::to_owned),
        record: path.and_then(|path| match locate(path) {
            Located::Record(place) => Some(place.id.to_string()),
            Located::SignOff(place) => Some(place.record.to_string()),
            _ => None,
        }),
        message,
    };
    let said = trail.doubts().iter().map(|doubt| match doubt {
        Doubt::Replaced(id) => fault(
            Sort::ObjectReplaced,
            places.get(id).copied(),
            None,
            format!("git shows something else in the place of {id}; what was looked at here is {id} itself"),
        ),
        Doubt::Grafted => whole(Sort::HistoryGrafted),
        Doubt::Shallow => whole(Sort::HistoryShallow),
        Doubt::Partial => whole(Sort::HistoryPartial),
        Doubt::Borrowed => whole(Sort::ObjectsBorrowed),
        Doubt::CommitUnreadable { id, after } => fault(
            Sort::CommitMissing,
            after.and_then(|after| places.get(&after.to_string()).copied()),
            None,
            format!("the commit {id}, and what led to it, cannot be read"),
        ),
        Doubt::ObjectUnreadable { commit, path } => fault(
            Sort::ObjectUnreadable,
            places.get(&commit.to_string()).copied(),
            Some(path),
            "its bytes are not there, or are not what they were".to_owned(),
        ),
        Doubt::NamedTwice { commit, path } => fault(
            Sort::NamedTwice,
            places.get(&commit.to_string()).copied(),
            Some(path),
            "the name stands there twice".to_owned(),
        ),
    });
    said.collect()
}

/// A fault of the history as a whole.
fn whole(sort: Sort) -> Fault {
    Fault {
        sort,
        step: None,
        path: None,
        record: None,
        message: sort.what().to_owned(),
    }
}

/// The value of a field at the top of a record: of its front matter, or of a record that is YAML throughout.
fn front<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines().peekable();
    let is_markdown = lines.next_if(|line| *line == "---").is_some();
    let mut lines = lines.take_while(|line| !is_markdown || *line != "---");
    let value = lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
    let value = value.split(" #").next().unwrap_or_default().trim();
    Some(value.trim_matches(['"', '\'']))
}

/// Whether a path is no record's, and could be taken for one: by letters that look alike, capitals, or what cannot be seen.
fn looks_like(path: &str) -> bool {
    let mut plain = String::with_capacity(path.len());
    for letter in path.chars() {
        match letter {
            letter if letter.is_ascii() => plain.push(letter.to_ascii_lowercase()),
            'а' | 'á' | 'à' | 'â' | 'ä' | 'ɑ' | 'α' => plain.push('a'),
            'с' | 'ç' => plain.push('c'),
            'е' | 'é' | 'è' | 'ê' | 'ë' => plain.push('e'),
            'і' | 'ı' | 'í' | 'ì' | 'ï' => plain.push('i'),
            'ј' => plain.push('j'),
            'о' | 'ó' | 'ò' | 'ö' | 'ο' => plain.push('o'),
            'р' | 'ρ' => plain.push('p'),
            'ѕ' => plain.push('s'),
            'у' => plain.push('y'),
            'х' => plain.push('x'),
            'ԁ' => plain.push('d'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' => plain.push('-'),
            '\u{2044}' | '\u{2215}' | '\u{ff0f}' => plain.push('/'),
            '\u{ff01}'..='\u{ff5e}' => {
                let letter = u32::from(letter) - 0xfee0;
                plain.extend(char::from_u32(letter).map(|letter| letter.to_ascii_lowercase()));
            }
            letter if letter.is_numeric() => {
                plain.extend(
                    letter
                        .to_digit(10)
                        .and_then(|digit| char::from_digit(digit, 10)),
                );
            }
            _ => {} // a mark upon a letter, or nothing that is seen
        }
    }
    plain != path && matches!(locate(&plain), Located::Record(_) | Located::SignOff(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_read_at_the_top_and_nowhere_else() {
        let text = "---\nkind: agreement\nrevision: 2 # raised\n---\n\nrevision: 9\n";
        assert_eq!(front(text, "revision"), Some("2"));
        assert_eq!(
            front("---\nkind: note\n---\nrevision: 9\n", "revision"),
            None
        );
        assert_eq!(front("kind: 'handover'\n", "kind"), Some("handover"));
    }

    #[test]
    fn names_that_could_be_taken_for_a_records_are_known() {
        for path in [
            "workers/jо-field/3-supervision/2026-02-10.md", // a Cyrillic o
            "Workers/jo-field/3-supervision/2026-02-10.md",
            "workers/jo-field/3-supervision/2026\u{2010}02\u{2010}10.md",
            "workers/jo-field/3-supervision/2026-02-1\u{200b}0.md",
        ] {
            assert!(looks_like(path), "{path}");
        }
        for path in [
            "workers/jo-field/3-supervision/2026-02-10.md",
            "README.md",
            "Notes.md",
        ] {
            assert!(!looks_like(path), "{path}");
        }
    }
}
