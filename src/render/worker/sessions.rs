//! Section 3: the sessions, those that did not take place included.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::super::values::{day, every, list, said, term, text, texts, truth};
use super::{Making, Section};
use crate::record::Filed;
use crate::record::layout::Folder;
use crate::record::session::{Session, Status};

impl Making<'_> {
    pub(super) fn supervision(&mut self) -> Section {
        let file = self.file;
        let (mut chosen, mut held) = self.chosen(&file.sessions, |session| session.date.value);
        if let Some(child) = self.child {
            let names_it = |session: &Session| {
                let mut cases = session.cases.iter();
                cases.any(|case| case.value.child.value == *child)
            };
            let today = self.today();
            let all = file.sessions.iter().map(|filed| &filed.data);
            held = all
                .filter(|one| one.date.value <= today && names_it(one))
                .count();
            chosen.retain(|filed| names_it(&filed.data));
        }
        let count = |status| {
            chosen
                .iter()
                .filter(|filed| filed.data.status.value == status)
                .count()
        };
        let counts = json!({
            "held": count(Status::Held),
            "cancelled": count(Status::Cancelled),
            "rearranged": count(Status::Rearranged),
        });
        let actions = self.action_words();
        let shown = chosen.len();
        let sessions: Vec<Json> = chosen
            .into_iter()
            .map(|filed| self.session(filed, &actions))
            .collect();
        Section {
            folder: Folder::Supervision,
            held,
            shown,
            values: json!({"sessions": sessions, "counts": counts, "pictures": self.section_pictures()}),
        }
    }

    pub(super) fn session(
        &mut self,
        filed: &Filed<Session>,
        actions: &BTreeMap<String, String>,
    ) -> Json {
        let mut words = self.words(filed);
        let left_out = self.leave_out_of_session(filed, &mut words);
        let fields = &words.fields;
        let session = &filed.data;
        let full = session
            .cases
            .iter()
            .filter(|case| case.value.is_full())
            .count();
        let called_off = &fields["cancellation"];
        let planned = session.planned.value;
        let specific = json!({
            "date": session.date.value.to_string(),
            "left_out": left_out,
            "held": session.is_held(),
            "status": match session.status.value {
                Status::Held => "Held",
                Status::Cancelled => "Cancelled",
                Status::Rearranged => "Rearranged",
            },
            "supervisor": self.names.of(session.supervisor.as_str()),
            "type": term(fields, "type"),
            "minutes": text(fields, "minutes"),
            "start": text(fields, "start"),
            "place": text(fields, "place"),
            "remote": truth(fields, "remote"),
            "planned": (planned != session.date.value).then(|| planned.to_string()),
            "called_off": called_off.is_object().then(|| json!({
                "by": text(called_off, "by"),
                "reason": text(called_off, "reason"),
                "replacement": day(called_off, "replacement"),
            })),
            "full": full,
            "acknowledged": session.cases.len() - full,
            "agenda": list(fields, "agenda").iter().map(|item| json!({
                "topic": text(item, "topic"),
                "by": text(item, "raised-by"),
            })).collect::<Vec<Json>>(),
            "reviewed": list(fields, "actions-reviewed").iter().map(|item| {
                let id = item["action"].as_str().unwrap_or_default();
                json!({
                    "what": actions.get(id).map_or(id, String::as_str),
                    "outcome": term(item, "outcome"),
                    "note": text(item, "note"),
                    "by_when": day(item, "by-when"),
                })
            }).collect::<Vec<Json>>(),
            "cases": match self.key {
                Some(_) => list(fields, "cases").iter().map(|case| self.case_row(case)).collect::<Vec<Json>>(),
                None => self.cases_without_words(session),
            },
            "actions": self.names.actions(fields, "actions"),
            "decisions": list(fields, "decisions").iter().map(|decision| json!({
                "direction": if decision["type"] == "uplift" { "More often" } else { "Less often" },
                "every": every(&decision["interval"]),
                "reason": text(decision, "reason"),
                "by": self.names.field(decision, "decided-by"),
                "from": day(decision, "from"),
                "until": day(decision, "until"),
            })).collect::<Vec<Json>>(),
            "interruptions": list(fields, "interruptions").iter().map(|item| json!({
                "what": text(item, "what"),
                "avoidable": truth(item, "avoidable"),
            })).collect::<Vec<Json>>(),
            "disputes": self.names.disputes(fields),
            "shared": day(fields, "shared"),
            "recorded": day(fields, "recorded"),
            "next": day(fields, "next-session"),
        });
        self.record(filed, &words, specific)
    }

    /// One case in one session: a row of the table, and what is said under it.
    fn case_row(&self, case: &Json) -> Json {
        let by = texts(case, "acknowledged-open-by").join(" and ");
        let depth = match (case["discussion"].as_str(), case["reflective"].as_bool()) {
            (Some("full"), Some(true)) => "In full, in-depth reflective".to_owned(),
            (Some("full"), _) => "In full".to_owned(),
            (Some("acknowledged"), _) if by.is_empty() => "Acknowledged".to_owned(),
            (Some("acknowledged"), _) if by == "supervisor and supervisee" => {
                "Acknowledged by both".to_owned()
            }
            (Some("acknowledged"), _) => format!("Acknowledged by the {by}"),
            (other, _) => said(other.unwrap_or_default()),
        };
        let stable = match case["stable"].as_bool() {
            Some(true) => "stable",
            Some(false) => "not stable",
            None => "",
        };
        let concern = match case["safeguarding-concern"].as_bool() {
            Some(true) => "immediate concern",
            Some(false) => "no immediate concern",
            None => "",
        };
        let judged: Vec<&str> = [stable, concern]
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect();
        let longer = &case["interval-decision"];
        json!({
            "child": text(case, "child"),
            "discussion": depth,
            "judged": said(&judged.join(", ")),
            "visit": day(case, "last-visit-seen"),
            "next": day(case, "next-discussion"),
            "note": text(case, "note"),
            "longer": longer.is_object().then(|| json!({
                "weeks": text(longer, "weeks"),
                "reason": text(longer, "reason"),
                "by": self.names.field(longer, "authorised-by"),
                "on": day(longer, "authorised-on"),
                "until": day(longer, "until"),
            })),
        })
    }
}
