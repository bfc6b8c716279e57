//! Section 3: the sessions, those that did not take place included.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::super::values::{day, list, text, texts, truth};
use super::super::wording::first_capital;
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
            "status": self.wording().term(match session.status.value {
                Status::Held => "held",
                Status::Cancelled => "cancelled",
                Status::Rearranged => "rearranged",
            }),
            "supervisor": self.names.of(session.supervisor.as_str()),
            "type": self.names.term(fields, "type"),
            "minutes": text(fields, "minutes"),
            "start": text(fields, "start"),
            "place": text(fields, "place"),
            "remote": truth(fields, "remote"),
            "planned": (planned != session.date.value).then(|| planned.to_string()),
            "called_off": called_off.is_object().then(|| json!({
                "by": text(called_off, "by"),
                "by_role": self.names.role(called_off, "by"),
                "reason": text(called_off, "reason"),
                "replacement": day(called_off, "replacement"),
            })),
            "full": full,
            "acknowledged": session.cases.len() - full,
            "agenda": list(fields, "agenda").iter().map(|item| json!({
                "topic": text(item, "topic"),
                "by": self.names.role(item, "raised-by"),
            })).collect::<Vec<Json>>(),
            "reviewed": list(fields, "actions-reviewed").iter().map(|item| {
                let id = item["action"].as_str().unwrap_or_default();
                json!({
                    "what": actions.get(id).map_or(id, String::as_str),
                    "outcome": self.names.term(item, "outcome"),
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
                "direction": self.wording().say(match decision["type"] == "uplift" {
                    true => "session.how-often.more",
                    false => "session.how-often.less",
                }),
                "every": self.names.every(&decision["interval"]),
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

    /// Those who acknowledged a case, within a sentence.
    fn both_of(&self, roles: &[&str]) -> String {
        let words = self.wording();
        let roles = roles.iter().map(|role| words.role(role));
        roles
            .reduce(|one, other| words.fill("words.and", &[("one", &one), ("other", &other)]))
            .unwrap_or_default()
    }

    /// One case in one session: a row of the table, and what is said under it.
    fn case_row(&self, case: &Json) -> Json {
        let words = self.wording();
        let by = texts(case, "acknowledged-open-by");
        let by: Vec<&str> = by.iter().map(String::as_str).collect();
        let depth = match (case["discussion"].as_str(), case["reflective"].as_bool()) {
            (Some("full"), Some(true)) => words.say("session.cases.in-depth"),
            (Some("full"), _) => words.say("session.cases.in-full"),
            (Some("acknowledged"), _) => match by.as_slice() {
                [] => words.say("session.cases.acknowledged"),
                ["supervisor", "supervisee"] => words.say("session.cases.acknowledged-by-both"),
                by => words.fill(
                    "session.cases.acknowledged-by",
                    &[("role", &self.both_of(by))],
                ),
            },
            (other, _) => words.term(other.unwrap_or_default()),
        };
        let stable = case["stable"].as_bool().map(|is_stable| match is_stable {
            true => "session.cases.stable",
            false => "session.cases.not-stable",
        });
        let concern = case["safeguarding-concern"].as_bool();
        let concern = concern.map(|is_there| match is_there {
            true => "session.cases.concern",
            false => "session.cases.no-concern",
        });
        let judged: Vec<String> = [stable, concern]
            .into_iter()
            .flatten()
            .map(|key| words.say(key))
            .collect();
        let longer = &case["interval-decision"];
        json!({
            "child": text(case, "child"),
            "discussion": depth,
            "judged": first_capital(&judged.join(", ")),
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
