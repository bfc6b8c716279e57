//! The other records of a worker's file to be: section by section, from who manages the worker and what the policy asks.

use serde_json::{Map, Value as Json, json};

use super::session::length;
use super::{Asked, Refusal};
use crate::calendar::{Day, Held};
use crate::due::{DueKind, of_relationship};
use crate::policy::rule::PointsOf;
use crate::record::words::of_worker;
use crate::record::{Filed, Kind, WorkerFile};
use crate::render::Wording;
use crate::render::audience::{Reader, a_year_before};
use crate::render::audit_form::topic::topics;
use crate::render::values::{list, text};
use crate::report::self_audit::points_on;

/// What the scaffold of a kind is given.
pub(super) fn values(asked: &Asked<'_>) -> Result<Map<String, Json>, Refusal> {
    let given = asked.given;
    let mut values = Map::new();
    let mut give = |name: &str, value: Json| {
        values.insert(name.to_owned(), value);
    };
    give("date", json!(asked.day.to_string()));
    if asked.kind != Kind::Addendum {
        give("worker", json!(asked.id("worker")?));
    }
    match asked.kind {
        Kind::Worker => {
            give("role", json!(given.slug("role")?));
            give("team", json!(given.slug("team")?));
            give("supervisor", json!(asked.person("supervisor")?));
            give("asye", json!(given.text("asye").is_some()));
        }
        Kind::Agreement => {
            for (name, value) in agreement(asked)? {
                give(&name, value);
            }
        }
        Kind::Pdr => {
            for (name, value) in pdr(asked)? {
                give(&name, value);
            }
        }
        Kind::Checklist => {
            give("supervisor", json!(asked.supervisor()?));
            give("checks", other_checks(asked)?);
        }
        Kind::Cpd => {
            give("activity", json!(given.text("about")));
            let types = [
                "course",
                "reading",
                "shadowing",
                "peer-discussion",
                "conference",
                "e-learning",
                "teaching",
            ];
            give("type", json!(given.one_of("type", &types)?));
        }
        Kind::Progression => {
            give("supervisor", json!(asked.supervisor()?));
            give("from_level", json!(given.text("from-level")));
            give("to_level", json!(given.text("to-level")));
        }
        Kind::Access => {
            give("by", json!(given.text("by")));
            give("role", json!(given.text("role")));
            give("reason", json!(given.text("reason")));
            give("records", records(asked)?);
        }
        Kind::SelfAudit => {
            give(
                "as",
                json!(given.one_of("as", &["supervisor", "supervisee"])?),
            );
            let of = match given.text("as") {
                Some("supervisor") => PointsOf::Supervisor,
                _ => PointsOf::Supervisee,
            };
            give("points", points(asked, of, "point"));
            give("barriers", points(asked, PointsOf::Barriers, "barrier"));
        }
        Kind::QualityAudit => {
            give("by", json!(asked.person("by")?));
            give("records", records(asked)?);
            give("questions", questions(asked)?);
        }
        Kind::Note => {
            let by = asked.person("by")?.map(str::to_owned);
            give(
                "supervisor",
                json!(by.map_or_else(|| asked.supervisor(), Ok)?),
            );
            give("about", json!(given.text("about")));
        }
        Kind::Handover => {
            give(
                "direction",
                json!(given.one_of("direction", &["received", "sent"])?),
            );
            give("other_store", json!(given.slug("other-store")?));
            give("commit", Json::Null);
            give("by", json!(asked.person("by")?));
            give("reason", json!(given.text("reason")));
        }
        Kind::Addendum => {
            give("amends", json!(given.records.first()));
            give("by", json!(asked.person("by")?));
            give("reason", json!(given.text("reason")));
        }
        _ => give("supervisor", json!(asked.supervisor()?)),
    }
    Ok(values)
}

/// An agreement: from the first day of the relationship where there is none yet, to be looked at again in a year.
fn agreement(asked: &Asked<'_>) -> Result<Map<String, Json>, Refusal> {
    let (id, file, worker) = asked.worker()?;
    let supervisor = asked.supervisor()?;
    let held = worker.data.line_managers.on(asked.day);
    let held = held.filter(|held| held.person.value.as_str() == supervisor);
    let is_first = |held: &&_| of_relationship(file, held, asked.day).is_none();
    let first = held.filter(is_first).map(|held| held.from.value);
    let starts = asked.given.day("starts")?;
    let length = length(asked, file, worker, &supervisor, "individual");
    let mut sessions = asked.dues.iter().filter(|due| {
        due.kind == DueKind::WorkerSession
            && due.worker.as_ref() == Some(id)
            && due.subject.is_none()
    });
    let minimum = sessions.find_map(|due| {
        let mut rules = due.asked.iter().filter(|ask| !ask.because.is_empty());
        rules.find_map(|ask| ask.cadence)
    });
    let is_asye = worker
        .data
        .asye
        .as_ref()
        .is_some_and(|asye| asye.period().contains(asked.day));
    Ok(Map::from_iter([
        ("supervisor".to_owned(), json!(supervisor)),
        (
            "starts".to_owned(),
            json!(starts.or(first).unwrap_or(asked.day).to_string()),
        ),
        (
            "review_by".to_owned(),
            json!(asked.day.plus_months(12).to_string()),
        ),
        (
            "minutes".to_owned(),
            json!(length.map(|(minutes, _)| minutes)),
        ),
        (
            "minimum".to_owned(),
            json!(minimum.map(|cadence| cadence.to_string())),
        ),
        ("asye".to_owned(), json!(is_asye)),
    ]))
}

/// A PDR meeting: in the year of the last one while that lasts, with its objectives.
fn pdr(asked: &Asked<'_>) -> Result<Map<String, Json>, Refusal> {
    let (_, file, worker) = asked.worker()?;
    let supervisor = asked.supervisor()?;
    let last = file
        .pdrs
        .iter()
        .rev()
        .find(|pdr| pdr.data.date.value < asked.day);
    let words = last.and_then(|pdr| fields(asked, pdr));
    let day = |value: &Json| value.as_str().and_then(|text| text.parse::<Day>().ok());
    let year = words.as_ref().and_then(|words| {
        let period = &words["period"];
        Some((day(&period["from"])?, day(&period["to"])?))
    });
    let year = year.filter(|(from, to)| *from <= asked.day && asked.day <= *to);
    let stages = ["start", "mid-year", "end"];
    let stage = asked.given.one_of("stage", &stages)?;
    let usual = match (year, last.map(|pdr| pdr.data.stage.value.as_str())) {
        (None, _) => "start",
        (Some(_), Some("start")) => "mid-year",
        (Some(_), _) => "end",
    };
    let objectives: Vec<Json> = match (year, &words) {
        (Some(_), Some(words)) => list(words, "objectives")
            .iter()
            .map(|one| {
                json!({
                    "objective": text(one, "objective"),
                    "measure": text(one, "measure"),
                    "by_when": text(one, "by-when"),
                })
            })
            .collect(),
        _ => Vec::new(),
    };
    let (from, to) = year.unwrap_or((asked.day, asked.day.plus_months(12).before()));
    let held = worker.data.line_managers.on(asked.day);
    let agreement = held.and_then(|held| of_relationship(file, held, asked.day));
    Ok(Map::from_iter([
        ("supervisor".to_owned(), json!(supervisor)),
        ("period_from".to_owned(), json!(from.to_string())),
        ("period_to".to_owned(), json!(to.to_string())),
        ("stage".to_owned(), json!(stage.unwrap_or(usual))),
        ("objectives".to_owned(), json!(objectives)),
        (
            "agreement".to_owned(),
            json!(agreement.map(|filed| filed.id.as_str())),
        ),
    ]))
}

/// The fields of a record of the worker, for the worker's own new record.
fn fields<T>(asked: &Asked<'_>, filed: &Filed<T>) -> Option<Json> {
    let key = Reader::LineManager.key()?;
    let words = of_worker(filed, &asked.reading.sources);
    Some(words.open(&key).fields.clone())
}

/// The checks beside DBS and registration that some pack asks of the worker.
fn other_checks(asked: &Asked<'_>) -> Result<Json, Refusal> {
    let (id, _, _): (_, &WorkerFile, _) = asked.worker()?;
    let renewals = asked
        .dues
        .iter()
        .filter(|due| due.kind == DueKind::Renewal && due.worker.as_ref() == Some(id));
    let others = renewals
        .filter_map(|due| due.subject.as_deref())
        .filter(|check| !matches!(*check, "dbs" | "registration"));
    Ok(json!(others.collect::<Vec<_>>()))
}

/// The points that the policies of the day name, each as a question.
fn points(asked: &Asked<'_>, of: PointsOf, name: &str) -> Json {
    let points = points_on(&asked.facts, of).into_iter();
    points
        .map(|(point, question)| json!({name: point, "question": question}))
        .collect()
}

/// What an auditor is asked of the worker's supervision, with what the records say already of the twelve months before.
fn questions(asked: &Asked<'_>) -> Result<Json, Refusal> {
    let (id, ..) = asked.worker()?;
    let from = a_year_before(asked.day).after();
    let words = Wording::of_store(&asked.reading.sources);
    let topics = topics(&words, asked.reading, &asked.facts, id.as_str(), from);
    let topics = topics.into_iter().flatten();
    let questions = topics.flat_map(|topic| {
        let mut says = topic.says;
        // What the records say stands once, above the first question of its topic.
        let title = topic.title;
        topic.questions.into_iter().map(move |question| {
            json!({
                "question": question,
                "topic": title,
                "evidence": std::mem::take(&mut says),
            })
        })
    });
    Ok(Json::Array(questions.collect()))
}

/// The records that are named, each of which must be there.
fn records(asked: &Asked<'_>) -> Result<Json, Refusal> {
    for record in &asked.given.records {
        asked.known_record(record)?;
    }
    Ok(json!(asked.given.records))
}
