//! The tables of the first page about how practice has grown, how the work began, and one case in the order of days.

use serde_json::{Value as Json, json};

use super::super::values::{day, list, text};
use super::Making;
use super::front::Front;
use crate::calendar::Day;

impl Making<'_> {
    pub(super) fn evidence(&self) -> Json {
        let (steps, _) = self.chosen(&self.file.progressions, |step| step.date.value);
        let mut rows = Vec::new();
        for filed in steps {
            let fields = self.words(filed).fields;
            let levels = [text(&fields, "from-level"), text(&fields, "to-level")];
            let levels: Vec<&str> = levels.iter().filter_map(Json::as_str).collect();
            let levels = match levels.as_slice() {
                [from, to] => self
                    .wording()
                    .fill("front.evidence.levels", &[("from", from), ("to", to)]),
                others => others.concat(),
            };
            for one in list(&fields, "evidence") {
                let place = one["record"]
                    .as_str()
                    .map(|id| self.names.record(id, self.id.as_str()));
                rows.push(json!([levels, text(one, "what"), place]));
            }
        }
        Front {
            name: "evidence",
            head: &["level", "what", "record"],
            caption: None,
            empty: Some("none"),
        }
        .table(self.wording(), rows)
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
                        self.wording().day(on),
                        self.wording().say("front.reflective.in-depth"),
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
                        self.wording().day(on),
                        self.wording().say("front.reflective.with-peer"),
                        text(&fields, "activity")
                    ]),
                ));
            }
        }
        rows.sort_by_key(|(on, _)| *on);
        let rows = rows.into_iter().map(|(_, row)| row).collect();
        Front {
            name: "reflective",
            head: &["day", "what", "about"],
            caption: None,
            empty: Some("none"),
        }
        .table(self.wording(), rows)
    }

    /// What others have seen of the worker's practice.
    pub(super) fn seen_by_others(&self) -> Json {
        let mut rows: Vec<(Day, Json)> = Vec::new();
        for filed in &self.file.quality_audits {
            let (fields, on) = (self.words(filed).fields, filed.data.date.value);
            rows.push((
                on,
                json!([
                    self.wording().day(on),
                    self.wording().say("front.seen.audited"),
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
                        self.wording().day(on),
                        self.names.term(&fields, "type"),
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
                        self.wording().day(held.value),
                        self.wording().say("front.seen.assessed-year"),
                        self.wording().term(milestone.milestone.as_str())
                    ]),
                ));
            }
        }
        rows.retain(|(on, _)| {
            *on <= self.today() && self.period.is_none_or(|period| period.contains(*on))
        });
        rows.sort_by_key(|(on, _)| *on);
        let rows = rows.into_iter().map(|(_, row)| row).collect();
        Front {
            name: "seen",
            head: &["day", "what", "by"],
            caption: None,
            empty: Some("none"),
        }
        .table(self.wording(), rows)
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
                json!(self.wording().say("front.histories.not-yet"))
            } else {
                self.names.day(&discussed)
            };
            json!([
                self.wording().day(filed.data.date.value),
                self.names.field(&fields, "supervisor"),
                discussed
            ])
        });
        Front {
            name: "histories",
            head: &["written", "for", "talked-about"],
            caption: None,
            empty: Some("none"),
        }
        .table(self.wording(), rows.collect())
    }

    pub(super) fn first_checks(&self) -> Json {
        let fields = self
            .file
            .checklist
            .as_ref()
            .map(|filed| self.words(filed).fields)
            .unwrap_or_default();
        let checks = ["dbs", "registration"];
        let rows = checks.into_iter().map(|name| {
            let title = self.wording().one_of("checks", name);
            let seen = day(&fields[name], "seen");
            let seen = if seen.is_null() {
                json!(self.wording().say("front.checks.not-seen"))
            } else {
                self.names.day(&seen)
            };
            json!([title, seen, self.names.field(&fields[name], "seen-by")])
        });
        Front {
            name: "checks",
            head: &["what", "seen", "by"],
            caption: None,
            empty: None,
        }
        .table(self.wording(), rows.collect())
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
                    self.wording().term(milestone.milestone.as_str()),
                    milestone
                        .due
                        .as_ref()
                        .map(|due| self.wording().day(due.value)),
                    held.map_or_else(
                        || self.wording().say("front.first-year.not-yet"),
                        |held| self.wording().day(held)
                    ),
                ])
            });
        let empty = match asye.is_some() {
            true => "no-reviews",
            false => "none",
        };
        Front {
            name: "first-year",
            head: &["review", "due", "held"],
            caption: None,
            empty: Some(empty),
        }
        .table(self.wording(), rows.collect())
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
                self.wording().day(filed.data.date.value),
                self.names.of(filed.data.supervisor.as_str()),
                minutes
            ])
        });
        Front {
            name: "first-sessions",
            head: &["day", "with", "minutes"],
            caption: None,
            empty: Some("none"),
        }
        .table(self.wording(), rows.collect())
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
                let what = self.wording().say(match case.is_full() {
                    true => "front.timeline.in-full",
                    false => "front.timeline.acknowledged",
                });
                let next = case
                    .next_discussion
                    .as_ref()
                    .map(|next| self.wording().day(next.value));
                rows.push((
                    on,
                    json!([
                        self.wording().day(on),
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
                        self.wording().day(on),
                        self.wording().say("front.timeline.childs-record"),
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
                        self.wording().day(on),
                        self.wording().say("front.timeline.decision"),
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
        Front {
            name: "timeline",
            head: &["day", "what", "supervisor", "next"],
            caption: None,
            empty: Some("none"),
        }
        .table(self.wording(), rows)
    }
}
