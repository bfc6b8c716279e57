//! A session to be: every case that the worker holds that day in the policy's order of precedence, what stands open, and
//! what the policy asks of this session.

use serde_json::{Map, Value as Json, json};

use super::open::{self, ActionWords};
use super::{Asked, Refusal};
use crate::calendar::Day;
use crate::due::asking::shortest;
use crate::due::case_discussion::every_session;
use crate::due::{Due, DueKind, agenda};
use crate::policy::rule::EverySession;
use crate::record::child::Child;
use crate::record::session::{Session, SessionType, Status};
use crate::record::words::{Words, of_child, of_worker};
use crate::record::worker::Worker;
use crate::record::{ChildId, Filed, PersonId, RecordId, WorkerFile, WorkerId};
use crate::render::audience::Reader;
use crate::source::{Span, Spanned};
use crate::text::markdown::Body;

/// How many months ahead something in section 1 that runs out is spoken of.
const RUNS_OUT_WITHIN: u32 = 3;

/// What the scaffold of a session is given.
pub(super) fn values(asked: &Asked<'_>) -> Result<Map<String, Json>, Refusal> {
    let (id, file, worker) = asked.worker()?;
    let supervisor = asked.supervisor()?;
    let planned = asked.given.day("planned")?.unwrap_or(asked.day);
    let types = ["individual", "mentor", "group", "joint", "informal"];
    let word = asked.given.one_of("type", &types)?.unwrap_or("individual");
    let length = length(asked, file, worker, &supervisor, word);
    let words = WorkerWords::new();
    let held = cases(asked, id);
    let since = last_session(asked, file);
    let children = || {
        held.iter()
            .filter_map(|case| asked.reading.records.children.get_key_value(case.0))
    };
    let decisions: Vec<Json> = children()
        .flat_map(|(id, file)| open::decisions(asked, id, file, since))
        .collect();
    let risks: Vec<Json> = children()
        .flat_map(|(id, file)| open::risks(asked, id, file))
        .collect();
    let mut disputes: Vec<Json> = Vec::new();
    for session in &file.sessions {
        if session.data.date.value <= asked.day {
            disputes.extend(open::disputes(
                &words.of(asked, session),
                session.id.as_str(),
                &session.data.disputes,
            ));
        }
    }
    for (_, file) in children() {
        for note in &file.supervisions {
            if note.data.date.value <= asked.day {
                let words = of_child(note, &asked.reading.sources);
                disputes.extend(open::disputes(
                    &words,
                    note.id.as_str(),
                    &note.data.disputes,
                ));
            }
        }
    }
    let actions = actions(asked, id, file, &held, &words);
    let values = json!({
        "worker": id.as_str(),
        "supervisor": supervisor,
        "date": asked.day.to_string(),
        "planned": planned.to_string(),
        "type": word,
        "minimum_minutes": length.as_ref().map(|(minutes, _)| *minutes),
        "stage": length.as_ref().map(|(_, clauses)| clauses),
        "agenda": [],
        "open_actions": actions,
        "cases": held.iter().map(|(_, case)| case).collect::<Vec<_>>(),
        "decisions": decisions,
        "open_risks": risks,
        "open_disputes": disputes,
        "checks": checks(asked, id),
        "prompts": {},
    });
    match values {
        Json::Object(values) => Ok(values),
        _ => unreachable!("it was made as an object"),
    }
}

/// Opens a worker's records for the two who write the session: the worker and the line manager.
struct WorkerWords(Option<crate::record::worker_only::Key>);

impl WorkerWords {
    fn new() -> Self {
        Self(Reader::LineManager.key())
    }

    fn of<T>(&self, asked: &Asked<'_>, filed: &Filed<T>) -> Words {
        let locked = of_worker(filed, &asked.reading.sources);
        let key = self.0.as_ref();
        key.map(|key| locked.open(key).clone()).unwrap_or_default()
    }
}

/// The day of the worker's last session that was held, of those before this one.
fn last_session(asked: &Asked<'_>, file: &WorkerFile) -> Option<Day> {
    let days = file.held_sessions().map(|session| session.data.date.value);
    days.filter(|day| *day < asked.day).max()
}

/// The open actions of the worker and of the cases that the worker holds, in order of day (C5b).
fn actions(
    asked: &Asked<'_>,
    id: &WorkerId,
    file: &WorkerFile,
    held: &[(&ChildId, Json)],
    words: &WorkerWords,
) -> Vec<Json> {
    let mut known = ActionWords::new();
    for session in &file.sessions {
        open::note_actions(&mut known, &words.of(asked, session));
    }
    for audit in &file.quality_audits {
        open::note_actions(&mut known, &words.of(asked, audit));
    }
    for (child, _) in held {
        if let Some(file) = asked.reading.records.children.get(*child) {
            open::actions_of_child(asked, file, &mut known);
        }
    }
    let is_here = |due: &&Due| match &due.child {
        Some(child) => held.iter().any(|(held, _)| *held == child),
        None => due.worker.as_ref() == Some(id),
    };
    open::actions(asked)
        .filter(is_here)
        .filter_map(|due| open::action(asked, due, &known))
        .collect()
}

/// The cases that the worker holds on the day, those that come first at the top (R7b).
fn cases<'a>(asked: &Asked<'a>, worker: &'a WorkerId) -> Vec<(&'a ChildId, Json)> {
    let held = asked.facts.caseload(worker, asked.day);
    let mut found: Vec<_> = held
        .map(|(id, child, _)| {
            let due = next_due(asked, id);
            let order = (
                agenda::rank(&asked.facts, id, asked.day),
                due.and_then(|due| due.due).is_none(),
                due.and_then(|due| due.due),
            );
            (order, id, case(asked, id, &child.data, due))
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(b.1)));
    found.into_iter().map(|(_, id, case)| (id, case)).collect()
}

/// The first discussion that falls due for a child.
fn next_due<'d>(asked: &'d Asked<'_>, child: &ChildId) -> Option<&'d Due> {
    let dues = asked
        .dues
        .iter()
        .filter(|due| due.child.as_ref() == Some(child));
    let discussions = dues.filter(|due| match due.kind {
        DueKind::CaseDiscussion => due.subject.is_none(),
        kind => matches!(
            kind,
            DueKind::NextDiscussion | DueKind::CaseFirstConsideration | DueKind::CaseDeadline
        ),
    });
    discussions.min_by_key(|due| (due.due.is_none(), due.due))
}

fn case(asked: &Asked<'_>, id: &ChildId, child: &Child, due: Option<&Due>) -> Json {
    let day = asked.day;
    let facts = asked.facts.case_on(child, day);
    let by = due.and_then(|due| due.due);
    let mentions = asked
        .facts
        .mentions(id)
        .iter()
        .filter(|mention| mention.day() < day);
    let mentions: Vec<_> = mentions.collect();
    let acknowledged = mentions
        .iter()
        .rev()
        .take_while(|mention| !mention.discussion.is_full());
    let last_full = mentions
        .iter()
        .rev()
        .find(|mention| mention.discussion.is_full());
    let seen = mentions
        .iter()
        .filter_map(|mention| mention.discussion.last_visit_seen.as_ref());
    let asks = every_session(&asked.facts, id, child, day).map(|(pack, rule, when)| {
        let clauses: Vec<&str> = rule
            .clauses
            .iter()
            .map(|clause| clause.value.as_str())
            .collect();
        let when = match when {
            EverySession::Always => "a full discussion at every session",
            EverySession::UnlessStable => {
                "a full discussion, unless it is stable and without an immediate concern"
            }
        };
        format!("{} asks for {when} ({})", pack.title, clauses.join(", "))
    });
    let is_due = by.is_some_and(|by| by <= day);
    json!({
        "child": id.as_str(),
        "category": facts.category.map_or("no category is known", |term| term.as_str()),
        "due": by.map(|by| by.to_string()),
        "what": due.map(|due| match due.kind {
            DueKind::NextDiscussion => "discussion, on the day that the supervisor set,",
            kind => kind.spoken(),
        }),
        "overdue": by.is_some_and(|by| by < day),
        "last_full": last_full.map(|mention| mention.day().to_string()),
        "last_visit": seen.map(|seen| seen.value).max().map(|seen| seen.to_string()),
        "acknowledged": acknowledged.count(),
        "asks": asks.or_else(|| is_due.then(|| "its full discussion is due at this session".to_owned())),
        "next": after_full(asked, id).map(|next| next.to_string()),
        "wait": by.filter(|by| *by > day).map(|by| by.to_string()),
    })
}

/// By when the next full discussion would be due, were there one today: by the shortest of the intervals that ask.
fn after_full(asked: &Asked<'_>, child: &ChildId) -> Option<Day> {
    let dues = asked.dues.iter().filter(|due| {
        due.child.as_ref() == Some(child)
            && matches!(due.kind, DueKind::CaseDiscussion | DueKind::NextDiscussion)
            && due.subject.is_none()
    });
    let cadences = dues
        .flat_map(|due| &due.asked)
        .filter_map(|ask| ask.cadence);
    cadences
        .map(|cadence| cadence.next(&[asked.day], asked.day))
        .min()
}

/// What runs out soon in section 1, or has run out.
fn checks(asked: &Asked<'_>, worker: &WorkerId) -> Vec<Json> {
    let until = asked.day.plus_months(RUNS_OUT_WITHIN);
    let renewals = asked.dues.iter().filter(|due| {
        due.kind == DueKind::Renewal
            && due.worker.as_ref() == Some(worker)
            && due.due.is_none_or(|day| day <= until)
    });
    renewals
        .map(|due| {
            json!({
                "check": due.subject,
                "due": due.due.map(|day| day.to_string()),
                "overdue": due.due.is_some_and(|day| day < asked.day),
            })
        })
        .collect()
}

/// The shortest time that is asked of this session, with the clauses that ask.
pub(super) fn length(
    asked: &Asked<'_>,
    file: &WorkerFile,
    worker: &Filed<Worker>,
    supervisor: &str,
    session_type: &str,
) -> Option<(u32, String)> {
    let session = planned(asked, worker, supervisor, session_type);
    let asked = shortest(&asked.facts, file, worker, &session)?;
    let clauses: Vec<String> = asked
        .because
        .iter()
        .map(|citation| format!("{} {}", citation.title, citation.clause))
        .collect();
    Some((asked.minutes, clauses.join(", ")))
}

/// The session as it is planned, for the rules to judge.
fn planned(
    asked: &Asked<'_>,
    worker: &Filed<Worker>,
    supervisor: &str,
    session_type: &str,
) -> Filed<Session> {
    let place = worker.top();
    fn at<T>(place: Span, value: T) -> Spanned<T> {
        Spanned::new(value, place)
    }
    Filed {
        id: RecordId::new(""),
        source: worker.source,
        day: Some(asked.day),
        body: Body::default(),
        left_out: Vec::new(),
        data: Session {
            worker: at(place, worker.data.id.value.clone()),
            supervisor: at(place, PersonId::new(supervisor)),
            date: at(place, asked.day),
            planned: at(place, asked.day),
            start: None,
            minutes: None,
            remote: false,
            status: at(place, Status::Held),
            cancellation: None,
            interruptions: Vec::new(),
            session_type: at(
                place,
                match session_type {
                    "mentor" => SessionType::Mentor,
                    "group" => SessionType::Group,
                    "joint" => SessionType::Joint,
                    "informal" => SessionType::Informal,
                    _ => SessionType::Individual,
                },
            ),
            agenda: Vec::new(),
            actions_reviewed: Vec::new(),
            cases: Vec::new(),
            actions: Vec::new(),
            decisions: Vec::new(),
            disputes: Vec::new(),
            shared: None,
            recorded: None,
            next_session: None,
        },
    }
}
