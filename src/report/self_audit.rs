//! How people see their own practice over the years: each point of the checklist with its ratings, the barriers they named, and the
//! barriers that the records show of themselves (R16 to R18).
//!
//! Ratings, names and days alone: what somebody wrote beside a rating stays in their record.

pub mod csv;
pub mod json_v1;
pub mod list;
mod shown;

use crate::calendar::Day;
use crate::due::Facts;
use crate::policy::rule::PointsOf;
use crate::record::discussion::Party;
use crate::record::self_audit::SelfAudit;
use crate::record::{Filed, RecordId, WorkerId};

pub use shown::{InTheWay, Shown};

/// What each rating says.
pub const RATINGS: [&str; 4] = ["hardly ever", "sometimes", "mostly", "always"];

/// Somebody's self-audits in one part, oldest first.
pub struct Trend<'a> {
    /// The day of the report.
    pub today: Day,
    /// Whose.
    pub id: &'a WorkerId,
    /// What they are called.
    pub name: String,
    /// As what they looked at their practice.
    pub part: Party,
    /// The audits: each column of the trend.
    pub audits: Vec<(Day, &'a RecordId)>,
    /// The points of the policy in its order, then those that stand in records alone.
    pub points: Vec<Point>,
    /// The barriers that they named.
    pub barriers: Vec<Barrier>,
    /// What the records of the last twelve months show of themselves.
    pub shown: Vec<Shown>,
}

/// One point over the years.
pub struct Point {
    /// Its name.
    pub point: String,
    /// What the policy asks; none where no policy in force has it.
    pub question: Option<String>,
    /// The rating in each audit.
    pub ratings: Vec<Option<u8>>,
}

/// A barrier, and in which audits it was named.
pub struct Barrier {
    /// Its name.
    pub barrier: String,
    /// What the policy says of it.
    pub question: Option<String>,
    /// Whether each audit names it.
    pub named: Vec<bool>,
}

/// The points of the policies in force on a day: name and question, each once, in their order.
pub fn points_on(facts: &Facts<'_>, of: PointsOf) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for (_, rule) in facts.rules_today(|pack| &pack.practice_points) {
        if rule.of != of {
            continue;
        }
        for point in &rule.points {
            let name = point.point.value.to_string();
            if found.iter().all(|(known, _)| *known != name) {
                found.push((name, point.question.clone()));
            }
        }
    }
    found
}

/// The trend of somebody's self-audits in a part, up to today.
pub fn trend<'a>(
    facts: &Facts<'a>,
    sources: &crate::source::Sources,
    id: &'a WorkerId,
    part: Party,
) -> Trend<'a> {
    let file = facts.records.workers.get(id);
    let audits = file.into_iter().flat_map(|file| &file.self_audits);
    let mut audits: Vec<&Filed<SelfAudit>> = audits
        .filter(|audit| audit.data.part.value == part && audit.data.date.value <= facts.today)
        .collect();
    audits.sort_by(|one, other| {
        (one.data.date.value, &one.id).cmp(&(other.data.date.value, &other.id))
    });
    let of = match part {
        Party::Supervisor => PointsOf::Supervisor,
        Party::Supervisee => PointsOf::Supervisee,
    };
    let asked = points_on(facts, of);
    let rated = audits.iter().flat_map(|audit| &audit.data.points);
    let points = names(&asked, rated.map(|point| point.point.as_str()));
    let points = points.into_iter().map(|(point, question)| Point {
        ratings: audits
            .iter()
            .map(|audit| {
                let mut points = audit.data.points.iter();
                let rated = points.find(|rated| rated.point.as_str() == point);
                rated.map(|rated| rated.rating.value)
            })
            .collect(),
        point,
        question,
    });
    let known = points_on(facts, PointsOf::Barriers);
    let named = audits.iter().flat_map(|audit| &audit.data.barriers);
    let named = names(&[], named.map(|barrier| barrier.barrier.as_str()));
    let barriers = named.into_iter().map(|(barrier, _)| Barrier {
        question: question_of(&known, &barrier),
        named: audits
            .iter()
            .map(|audit| {
                let mut barriers = audit.data.barriers.iter();
                barriers.any(|named| named.barrier.as_str() == barrier)
            })
            .collect(),
        barrier,
    });
    Trend {
        today: facts.today,
        id,
        name: facts.records.name(&id.person()),
        part,
        points: points.collect(),
        barriers: barriers.collect(),
        shown: shown::of(facts, sources, id, part),
        audits: audits
            .iter()
            .map(|audit| (audit.data.date.value, &audit.id))
            .collect(),
    }
}

/// What is asked, in its order, then what stands in records alone, in theirs.
fn names<'n>(
    asked: &[(String, String)],
    written: impl Iterator<Item = &'n str>,
) -> Vec<(String, Option<String>)> {
    let asked = asked
        .iter()
        .map(|(name, question)| (name.clone(), Some(question.clone())));
    let mut found: Vec<(String, Option<String>)> = asked.collect();
    for name in written {
        if found.iter().all(|(known, _)| known != name) {
            found.push((name.to_owned(), None));
        }
    }
    found
}

fn question_of(known: &[(String, String)], name: &str) -> Option<String> {
    let known = known.iter().find(|(known, _)| known == name);
    known.map(|(_, question)| question.clone())
}

impl Trend<'_> {
    /// "Practice as a supervisor: Sam Okoro", for the terminal.
    pub fn title(&self) -> String {
        format!("Practice as a {}: {}", self.part_name(), self.name)
    }

    /// The part in one word.
    pub fn part_name(&self) -> &'static str {
        match self.part {
            Party::Supervisor => "supervisor",
            Party::Supervisee => "supervisee",
        }
    }

    /// The points that somebody has rated at least once.
    pub fn rated(&self) -> impl Iterator<Item = &Point> {
        self.points
            .iter()
            .filter(|point| point.ratings.iter().any(Option::is_some))
    }

    /// How many points rose, fell and stayed between the first and the last audit that rated them.
    pub fn moved(&self) -> (usize, usize, usize) {
        let steps: Vec<i16> = self.points.iter().filter_map(Point::step).collect();
        let count = |fits: fn(&i16) -> bool| steps.iter().filter(|step| fits(step)).count();
        (
            count(|step| *step > 0),
            count(|step| *step < 0),
            count(|step| *step == 0),
        )
    }
}

impl Point {
    /// By how much it rose from the first rating to the last; none where there are not two.
    pub fn step(&self) -> Option<i16> {
        let mut ratings = self
            .ratings
            .iter()
            .flatten()
            .map(|rating| i16::from(*rating));
        let first = ratings.next()?;
        Some(ratings.next_back()? - first)
    }

    /// "up by 2", "as before".
    pub fn change(&self) -> String {
        match self.step() {
            None => "rated once".to_owned(),
            Some(0) => "as before".to_owned(),
            Some(step) if step > 0 => format!("up by {step}"),
            Some(step) => format!("down by {}", -step),
        }
    }

    /// Its name in words.
    pub fn spoken(&self) -> String {
        spoken(&self.point)
    }
}

/// A name in words: "joint-agenda" as "Joint agenda".
pub fn spoken(name: &str) -> String {
    let words = name.replace('-', " ");
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
