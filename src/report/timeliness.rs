//! How timely supervision was over a period: figures with their numerator and denominator, what was missed, and what does not
//! count and why. Here are the words that every form of it shares.
//!
//! No record is quoted: ids, days and places alone.

pub mod csv;
pub mod json_v1;
pub mod list;

use super::visible;
use crate::calendar::Day;
use crate::due::DueKind;
use crate::due::timeliness::{By, Figure, Obligation, Outcome};
use crate::reading::Reading;
use crate::record::store_settings::Holds;
use crate::source::Span;

/// What is reported, in whatever form.
pub struct Timeliness<'a> {
    /// The store as it was read.
    pub reading: &'a Reading,
    /// The first day of the period.
    pub from: Day,
    /// The last day of the period.
    pub to: Day,
    /// By what the figures are told apart beside the total.
    pub by: Option<By>,
    /// To whom the report is limited: what it is, and the id.
    pub only: Vec<(By, &'a str)>,
    /// What fell due, or would have, by date.
    pub obligations: Vec<Obligation>,
    /// What cannot be judged in this store at all.
    pub not_here: Vec<Holds>,
}

/// The record behind an obligation.
pub enum Evidence {
    /// The one that says that it was met.
    Met(String),
    /// The one from which its date was counted.
    CountedFrom(String),
}

/// How every figure is to be read, a sentence or two each.
pub const HOW_TO_READ: [&str; 4] = [
    "In time means on or before the due date, as it stood on that day: by the policy then in force and by what had happened by then. Nothing that happened later changes it.",
    "Each session sets the date of the next one, and each full discussion of a case the date of its next one. A long gap is one that is late, by so many days.",
    "Everything is counted in the period in which its due date lies, under the worker, team and supervisor of that day.",
    "What is not counted is in neither number. What is marked (should) is asked by a policy that says should, not must.",
];

impl Timeliness<'_> {
    /// "Timeliness of supervision, 1 April 2026 to 30 June 2026".
    pub fn title(&self) -> String {
        let (from, to) = (self.from.in_words(), self.to.in_words());
        format!("Timeliness of supervision, {from} to {to}")
    }

    /// "Only worker jo-field, only team east": to whom it is limited; nothing where it is about everybody.
    pub fn limits(&self) -> Option<String> {
        let limits = self.only.iter();
        let limits: Vec<String> = limits
            .map(|(by, id)| format!("{} {}", by.name(), visible(id)))
            .collect();
        (!limits.is_empty()).then(|| format!("Only {}", limits.join(", ")))
    }

    /// What stands in the way of judging everything.
    pub fn caveats(&self) -> Vec<String> {
        let halves = self.not_here.iter().map(|half| match half {
            Holds::Workers => "Workers' files are kept in another store: their sessions, agreements and histories are not judged here.",
            Holds::Children => "Children's records are kept in another store: discussions of cases and first considerations are not judged here.",
        });
        let mut caveats: Vec<String> = halves.map(str::to_owned).collect();
        match self.reading.records.unread.len() {
            0 => {}
            1 => caveats.push(
                "1 record could not be read, and what hangs on it is not counted.".to_owned(),
            ),
            many => caveats.push(format!(
                "{many} records could not be read, and what hangs on them is not counted."
            )),
        }
        caveats
    }

    /// The obligations whose date passed without them.
    pub fn missed(&self) -> Vec<&Obligation> {
        let all = self.obligations.iter();
        all.filter(|one| one.outcome.is_missed()).collect()
    }

    /// The obligations that do not count.
    pub fn not_counted(&self) -> Vec<&Obligation> {
        let all = self.obligations.iter();
        all.filter(|one| matches!(one.outcome, Outcome::NotCounted(_)))
            .collect()
    }

    /// The file in which something stands.
    pub fn path(&self, span: Span) -> &str {
        self.reading.sources.file(span.source).path()
    }

    /// The record behind an obligation, in words.
    pub fn record(&self, one: &Obligation) -> String {
        match self.evidence(one) {
            Some(Evidence::Met(record)) => record,
            Some(Evidence::CountedFrom(record)) => format!("counted from {record}"),
            None => String::new(),
        }
    }

    /// The record behind an obligation: the one that says that it was met, else the one from which its date was counted.
    pub fn evidence(&self, one: &Obligation) -> Option<Evidence> {
        let name = |span| {
            let path = self.path(span);
            let name = path.split_once('/').map_or(path, |(_, name)| name);
            name.rsplit_once('.')
                .map_or(name, |(name, _)| name)
                .to_owned()
        };
        match (one.done, one.counted_from) {
            (Some(done), _) => Some(Evidence::Met(name(done.span))),
            (None, Some(from)) => Some(Evidence::CountedFrom(name(from.span))),
            (None, None) => None,
        }
    }
}

/// What a figure is about: "Supervision sessions", "Full discussions of cases (should)".
pub fn label(figure: &Figure) -> String {
    let words = match figure.kind {
        DueKind::WorkerSession => "Supervision sessions",
        DueKind::CaseFirstConsideration => "First considerations of new cases",
        DueKind::Agreement => "Supervision agreements",
        DueKind::History => "Supervision histories",
        DueKind::AgreementReview => "Reviews of agreements",
        _ => "Full discussions of cases",
    };
    marked(words, figure.must)
}

/// The same in a word or two, for the head of a narrow column: "Sessions", "Cases (should)".
pub fn short_label(figure: &Figure) -> String {
    let words = match figure.kind {
        DueKind::WorkerSession => "Sessions",
        DueKind::CaseFirstConsideration => "New cases",
        DueKind::Agreement => "Agreements",
        DueKind::History => "Histories",
        DueKind::AgreementReview => "Reviews",
        _ => "Cases",
    };
    marked(words, figure.must)
}

/// Words with the mark of what should be and need not.
fn marked(words: &str, must: bool) -> String {
    match must {
        true => words.to_owned(),
        false => format!("{words} (should)"),
    }
}

/// What an obligation is about: "c-1042: full discussion".
pub fn what(one: &Obligation) -> String {
    let spoken = one.kind.spoken();
    let what = match &one.child {
        Some(child) => format!("{child}: {spoken}"),
        None => spoken.to_owned(),
    };
    marked(&what, one.must)
}

/// "17 of 18".
pub fn of(figure: &Figure) -> String {
    match figure.due() {
        0 => "none due".to_owned(),
        due => format!("{} of {due}", figure.in_time),
    }
}

/// "94%"; nothing where nothing fell due.
pub fn share(figure: &Figure) -> String {
    let share = figure.share();
    share.map_or_else(String::new, |share| format!("{share}%"))
}

/// How an obligation was missed: "3 days late", "not done, 16 days so far".
pub fn how_late(one: &Obligation) -> String {
    let days = |days: i64| match days {
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    };
    let late = match (one.outcome, one.days_late) {
        (Outcome::Late, Some(late)) => format!("{} late", days(late)),
        (Outcome::Late, None) => "late, how late cannot be told".to_owned(),
        (_, Some(0)) => "not done".to_owned(),
        (_, Some(late)) if one.note.is_some() => format!("not done, {} by then", days(late)),
        (_, Some(late)) => format!("not done, {} so far", days(late)),
        (_, None) => String::new(),
    };
    match &one.note {
        Some(note) => format!("{late}: {note}"),
        None => late,
    }
}

/// Why an obligation does not count: the reason, and what else there is to say.
pub fn why_not(one: &Obligation) -> String {
    let Outcome::NotCounted(reason) = one.outcome else {
        return String::new();
    };
    match &one.note {
        Some(note) => format!("{}: {note}", reason.spoken()),
        None => reason.spoken().to_owned(),
    }
}

/// What a group is called.
pub fn group_name(name: Option<&str>) -> String {
    name.map_or_else(
        || "(not known)".to_owned(),
        |name| visible(name).into_owned(),
    )
}
