//! The tables of the first page about how practice has grown, how the work began, and one case in the order of days.

use serde_json::{Value as Json, json};

use super::super::values::{day, list, record, said, term, text};
use super::Making;
use super::front::{in_words, table};
use crate::calendar::Day;

impl Making<'_> {
    pub(super) fn evidence(&self) -> Json {
        let (steps, _) = self.chosen(&self.file.progressions, |step| step.date.value);
        let mut rows = Vec::new();
        for filed in steps {
            let fields = self.words(filed).fields;
            let levels = [text(&fields, "from-level"), text(&fields, "to-level")];
            let levels: Vec<&str> = levels.iter().filter_map(Json::as_str).collect();
            for one in list(&fields, "evidence") {
                let place = one["record"]
                    .as_str()
                    .map(|id| record(id, self.id.as_str()));
                rows.push(json!([levels.join(" to "), text(one, "what"), place]));
            }
        }
        table(
            "Evidence by level",
            "What shows that the worker is ready",
            &["Level", "What it shows", "Record"],
            rows,
            "No evidence is recorded.",
        )
    }

    pub(super) fn reflective(&self) -> Json {
        let mut rows: Vec<(Day, Json)> = Vec::new();
        for filed in self.sessions() {
            let on = filed.data.date.value;
            let cases = filed.data.cases.iter().map(|case| &case.value);
            let deep = cases.filter(|case| {
                case.reflective
                    .as_ref()
                    .is_some_and(|reflective| reflective.value)
            });
            rows.extend(deep.map(|case| {
                (
                    on,
                    json!([
                        on.in_words(),
                        "In-depth discussion in supervision",
                        case.child.as_str()
                    ]),
                )
            }));
        }
        let (cpds, _) = self.chosen(&self.file.cpds, |cpd| cpd.date.value);
        for filed in cpds {
            let fields = self.words(filed).fields;
            let peer = &fields["peer-reflection"];
            if let Some(on) = peer["on"].as_str().and_then(|on| on.parse::<Day>().ok()) {
                rows.push((
                    on,
                    json!([
                        on.in_words(),
                        "Thought over with a peer",
                        text(&fields, "activity")
                    ]),
                ));
            }
        }
        rows.sort_by_key(|(on, _)| *on);
        let rows = rows.into_iter().map(|(_, row)| row).collect();
        table(
            "Reflective practice",
            "In-depth reflective discussions and learning thought over with a peer, oldest first",
            &["Day", "What", "About"],
            rows,
            "No reflective discussion is recorded.",
        )
    }

    /// What others have seen of the worker's practice.
    pub(super) fn seen_by_others(&self) -> Json {
        let mut rows: Vec<(Day, Json)> = Vec::new();
        for filed in &self.file.quality_audits {
            let (fields, on) = (self.words(filed).fields, filed.data.date.value);
            rows.push((
                on,
                json!([
                    on.in_words(),
                    "Records audited",
                    self.names.field(&fields, "by")
                ]),
            ));
        }
        for filed in &self.file.cpds {
            let (fields, on) = (self.words(filed).fields, filed.data.date.value);
            if fields["type"] == "shadowing" || fields["type"] == "teaching" {
                rows.push((
                    on,
                    json!([
                        on.in_words(),
                        term(&fields, "type"),
                        text(&fields, "activity")
                    ]),
                ));
            }
        }
        let asye = self
            .file
            .worker
            .as_ref()
            .and_then(|worker| worker.data.asye.as_ref());
        for milestone in asye.into_iter().flat_map(|asye| &asye.milestones) {
            if let Some(held) = &milestone.held {
                rows.push((
                    held.value,
                    json!([
                        held.value.in_words(),
                        "Review of the assessed year",
                        said(milestone.milestone.as_str())
                    ]),
                ));
            }
        }
        rows.retain(|(on, _)| {
            *on <= self.today() && self.period.is_none_or(|period| period.contains(*on))
        });
        rows.sort_by_key(|(on, _)| *on);
        let rows = rows.into_iter().map(|(_, row)| row).collect();
        table(
            "Practice that others have seen",
            "Audits, reviews, shadowing and teaching, oldest first",
            &["Day", "What", "By whom or about what"],
            rows,
            "No observation is recorded.",
        )
    }

    pub(super) fn histories(&self) -> Json {
        let today = self.today();
        let made = self
            .file
            .histories
            .iter()
            .filter(|filed| filed.data.date.value <= today);
        let rows = made.rev().map(|filed| {
            let fields = self.words(filed).fields;
            let discussed = day(&fields, "discussed");
            let discussed = if discussed.is_null() {
                json!("not yet")
            } else {
                in_words(&discussed)
            };
            json!([
                filed.data.date.value.in_words(),
                self.names.field(&fields, "supervisor"),
                discussed
            ])
        });
        table(
            "Supervision history",
            "Written for each line manager, latest first",
            &["Written", "For", "Talked about"],
            rows.collect(),
            "There is no supervision history.",
        )
    }

    pub(super) fn first_checks(&self) -> Json {
        let fields = self
            .file
            .checklist
            .as_ref()
            .map(|filed| self.words(filed).fields)
            .unwrap_or_default();
        let checks = [("dbs", "DBS check"), ("registration", "Registration")];
        let rows = checks.into_iter().map(|(name, title)| {
            let seen = day(&fields[name], "seen");
            let seen = if seen.is_null() {
                json!("not seen")
            } else {
                in_words(&seen)
            };
            json!([title, seen, self.names.field(&fields[name], "seen-by")])
        });
        table(
            "Checks before the work begins",
            "Section 1 has all of them",
            &["What", "Seen", "By"],
            rows.collect(),
            "",
        )
    }

    pub(super) fn plan_of_first_year(&self) -> Json {
        let asye = self
            .file
            .worker
            .as_ref()
            .and_then(|worker| worker.data.asye.as_ref());
        let asye = asye.filter(|asye| asye.from.value <= self.today());
        let rows = asye
            .into_iter()
            .flat_map(|asye| &asye.milestones)
            .map(|milestone| {
                let held = milestone
                    .held
                    .as_ref()
                    .map(|held| held.value)
                    .filter(|held| *held <= self.today());
                json!([
                    said(milestone.milestone.as_str()),
                    milestone.due.as_ref().map(|due| due.value.in_words()),
                    held.map_or_else(|| "not yet".to_owned(), Day::in_words),
                ])
            });
        let empty = match asye.is_some() {
            true => "The assessed year has no reviews in it yet.",
            false => "The worker is not in an assessed year.",
        };
        table(
            "Plan of the assessed year (ASYE)",
            "Reviews, with their days",
            &["Review", "Due", "Held"],
            rows.collect(),
            empty,
        )
    }

    /// The first sessions of the worker's employment here.
    pub(super) fn first_sessions(&self) -> Json {
        const FIRST: usize = 8;
        let rows = self.sessions().into_iter().take(FIRST).map(|filed| {
            let minutes = filed
                .data
                .minutes
                .as_ref()
                .map(|minutes| minutes.value.to_string());
            json!([
                filed.data.date.value.in_words(),
                self.names.of(filed.data.supervisor.as_str()),
                minutes
            ])
        });
        table(
            "The first sessions",
            "Oldest first",
            &["Day", "With", "Minutes"],
            rows.collect(),
            "No session is recorded.",
        )
    }

    /// Everything about the case in the order of days.
    pub(super) fn timeline(&self) -> Json {
        let Some(child) = self.child else {
            return Json::Null;
        };
        let mut rows: Vec<(Day, Json)> = Vec::new();
        for filed in self.sessions() {
            let on = filed.data.date.value;
            for case in filed
                .data
                .cases
                .iter()
                .map(|case| &case.value)
                .filter(|case| case.child.value == *child)
            {
                let what = match case.is_full() {
                    true => "Session: discussed in full",
                    false => "Session: acknowledged as open",
                };
                let next = case
                    .next_discussion
                    .as_ref()
                    .map(|next| next.value.in_words());
                rows.push((
                    on,
                    json!([
                        on.in_words(),
                        what,
                        self.names.of(filed.data.supervisor.as_str()),
                        next
                    ]),
                ));
            }
        }
        if let Some(file) = self.facts.records.children.get(child) {
            for filed in &file.supervisions {
                let on = filed.data.date.value;
                rows.push((
                    on,
                    json!([
                        on.in_words(),
                        "Child's supervision record",
                        self.names.of(filed.data.supervisor.as_str()),
                        null
                    ]),
                ));
            }
            for filed in &file.decisions {
                let on = filed.data.date.value;
                rows.push((
                    on,
                    json!([
                        on.in_words(),
                        "Manager's decision",
                        self.names.of(filed.data.decided_by.as_str()),
                        null
                    ]),
                ));
            }
        }
        rows.retain(|(on, _)| {
            *on <= self.today() && self.period.is_none_or(|period| period.contains(*on))
        });
        rows.sort_by_key(|(on, _)| *on);
        let rows = rows.into_iter().map(|(_, row)| row).collect();
        table(
            "The case in supervision",
            "Oldest first",
            &["Day", "What", "Supervisor", "Next discussion"],
            rows,
            "The case was not considered in any session of this worker.",
        )
    }
}
