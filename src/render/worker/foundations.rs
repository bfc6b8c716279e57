//! Sections 1 and 2: what was seen before the work began, and what the two agreed.

use serde_json::{Value as Json, json};

use super::super::values::{day, list, text};
use super::{Making, Section};
use crate::calendar::Day;
use crate::due::{DueKind, State};
use crate::record::Filed;
use crate::record::agreement::Agreement;
use crate::record::history::History;
use crate::record::layout::Folder;

impl Making<'_> {
    /// Section 1: each check with when it was seen and when it falls due again.
    pub(super) fn checklist(&mut self) -> Section {
        let filed = self.file.checklist.as_ref();
        let fields = filed
            .map(|filed| self.words(filed).fields)
            .unwrap_or_default();
        let mut rows = Vec::new();
        let mut named = Vec::new();
        let dbs = &fields["dbs"];
        if dbs.is_object() {
            named.push("dbs".to_owned());
            rows.push(self.check_row("dbs", self.wording().check("dbs"), dbs, "issued"));
        }
        let registration = &fields["registration"];
        if registration.is_object() {
            let parts = [text(registration, "body"), text(registration, "number")];
            let parts: Vec<&str> = parts.iter().filter_map(Json::as_str).collect();
            let words = self
                .wording()
                .fill("checklist.registration", &[("body", &parts.join(", "))]);
            named.push("registration".to_owned());
            rows.push(self.check_row("registration", words, registration, "renewed"));
        }
        for qualification in list(&fields, "qualifications") {
            let words = text(qualification, "qualification");
            let words = words.as_str().map_or_else(
                || self.wording().say("checklist.qualification"),
                str::to_owned,
            );
            rows.push(self.check_row("", words, qualification, "awarded"));
        }
        for other in list(&fields, "others") {
            let name = other["check"].as_str().unwrap_or_default();
            named.push(name.to_owned());
            rows.push(self.check_row(name, self.wording().check(name), other, "issued"));
        }
        let asked = self.renewals().filter_map(|due| due.subject.clone());
        let mut missing: Vec<String> = asked
            .filter(|name| !named.contains(name))
            .map(|name| self.wording().check(&name))
            .collect();
        missing.dedup();
        Section {
            folder: Folder::Checklist,
            held: filed.map_or(0, |_| 1),
            shown: filed.map_or(0, |_| 1),
            values: json!({"rows": rows, "missing": missing}),
        }
    }

    fn renewals(&self) -> impl Iterator<Item = &crate::due::Due> {
        let own = self
            .dues
            .iter()
            .filter(|due| due.worker.as_ref() == Some(self.id));
        own.filter(|due| due.kind == DueKind::Renewal)
    }

    fn check_row(&self, name: &str, words: String, fields: &Json, dated: &str) -> Json {
        let due = self
            .renewals()
            .find(|due| due.subject.as_deref() == Some(name));
        let due = due.filter(|_| !name.is_empty());
        json!({
            "what": words,
            "dated": day(fields, dated),
            "seen": day(fields, "seen"),
            "seen_by": self.names.field(fields, "seen-by"),
            "expires": day(fields, "expires"),
            "due": due.and_then(|due| due.due).map(|due| due.to_string()),
            "overdue": due.is_some_and(|due| due.state == State::Overdue),
        })
    }

    /// Section 2: agreements and histories, the one in force first. The period does not limit it.
    pub(super) fn agreements(&mut self) -> Section {
        let (file, period) = (self.file, self.period.take());
        let (agreements, count) = self.chosen(&file.agreements, |agreement| agreement.date.value);
        let (histories, more) = self.chosen(&file.histories, |history| history.date.value);
        self.period = period;
        let agreements: Vec<Json> = agreements
            .into_iter()
            .map(|filed| self.agreement(filed))
            .collect();
        let histories: Vec<Json> = histories
            .into_iter()
            .map(|filed| self.history(filed))
            .collect();
        Section {
            folder: Folder::Agreement,
            held: count + more,
            shown: count + more,
            values: json!({"agreements": agreements, "histories": histories}),
        }
    }

    pub(super) fn agreement(&mut self, filed: &Filed<Agreement>) -> Json {
        let words = self.words(filed);
        let fields = &words.fields;
        let read = &fields["confirmations"];
        let mentoring = &fields["mentoring"];
        let reviews = self.reviews(filed, fields);
        let specific = json!({
            "supervisor": self.names.field(fields, "supervisor"),
            "revision": text(fields, "revision"),
            "starts": day(fields, "starts"),
            "review_by": day(fields, "review-by"),
            "interval": self.names.every(&fields["interval"]),
            "minutes": text(fields, "minutes"),
            "booked_ahead": self.names.lasting(&fields["booked-ahead"]),
            "recording_days": text(fields, "recording-days"),
            "disagreement_days": text(fields, "disagreement-days"),
            "read": {
                "supervision": day(read, "supervision-policy"),
                "induction": day(read, "induction-policy"),
                "pdr": day(read, "pdr-policy"),
            },
            "mentoring": mentoring.is_object().then(|| json!({
                "mentor": self.names.field(mentoring, "mentor"),
                "registration": text(mentoring, "registration-number"),
                "from": day(mentoring, "from"),
                "to": day(mentoring, "to"),
                "sessions": text(&mentoring["share"], "sessions"),
                "of": text(&mentoring["share"], "of"),
                "professional": text(mentoring, "professional-role"),
                "managerial": text(mentoring, "managerial-role"),
            })),
            "reviews": reviews,
        });
        self.record(filed, &words, specific)
    }

    /// When the agreement was reviewed: as it says itself, and as the appraisals say.
    pub(super) fn reviews(&self, filed: &Filed<Agreement>, fields: &Json) -> Vec<Json> {
        let written = list(fields, "reviews").iter().zip(&filed.data.reviews);
        let written = written.map(|(review, typed)| (typed.on.value, text(review, "outcome")));
        let mut reviews: Vec<(Day, Json)> = written.collect();
        let pdrs = self.file.pdrs.iter();
        for reviewed in pdrs.filter_map(|pdr| pdr.data.agreement_reviewed.as_ref()) {
            let on = reviewed.on.value;
            let is_known = reviews.iter().any(|(known, _)| *known == on);
            if reviewed.agreement.value == filed.id && !is_known {
                reviews.push((on, json!(self.wording().say("agreement.with-pdr"))));
            }
        }
        reviews.retain(|(on, _)| *on <= self.today());
        reviews.sort_by_key(|(on, _)| *on);
        let said = |(on, outcome): (Day, Json)| json!({"on": on.to_string(), "outcome": outcome});
        reviews.into_iter().map(said).collect()
    }

    pub(super) fn history(&mut self, filed: &Filed<History>) -> Json {
        let words = self.words(filed);
        let specific = json!({
            "supervisor": self.names.field(&words.fields, "supervisor"),
            "discussed": day(&words.fields, "discussed"),
        });
        self.record(filed, &words, specific)
    }
}
