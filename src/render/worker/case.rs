//! What of a session is shown where the file is about one child, and where it is the worker's own access to what is held about them.

use serde_json::{Value as Json, json};

use super::super::purpose::Extent;
use super::super::values::list;
use super::Making;
use crate::calendar::Day;
use crate::record::Filed;
use crate::record::session::Session;
use crate::record::words::Words;

/// The part of a session that is about the cases, as its heading begins.
const CASES: &str = "case management";
/// The part in which the worker thinks about the work.
const REFLECTION: &str = "reflection";

impl Making<'_> {
    /// Takes out of a session's words what this document leaves out, and says in a sentence that something was.
    pub(super) fn leave_out_of_session(
        &mut self,
        filed: &Filed<Session>,
        words: &mut Words,
    ) -> Option<String> {
        if self.key.is_none() {
            return Some(self.wording().say("session.workers-own-left-out"));
        }
        if self.child.is_some() {
            self.leave_other_cases_out(words);
            return Some(self.wording().say("session.not-needed-left-out"));
        }
        if self.extent == Extent::WithoutOthers {
            self.leave_cases_out(filed, words);
        }
        None
    }

    /// A case review shows the one case, the parts about cases and reflection, and no other topic.
    fn leave_other_cases_out(&self, words: &mut Words) {
        let child = self.child.map_or("", |child| child.as_str());
        let is_of_child = |action: &Json| self.is_of_child(action["action"].as_str(), child);
        retain(&mut words.fields, "cases", |case| case["child"] == child);
        retain(&mut words.fields, "actions-reviewed", is_of_child);
        for field in [
            "agenda",
            "decisions",
            "interruptions",
            "actions",
            "disputes",
        ] {
            retain(&mut words.fields, field, |_| false);
        }
        words.parts.retain(|(title, _)| {
            let title = title.to_lowercase();
            title.starts_with(CASES) || title.starts_with(REFLECTION)
        });
    }

    /// The worker's own access shows nothing of children: neither the cases nor the part about them nor their actions.
    fn leave_cases_out(&mut self, filed: &Filed<Session>, words: &mut Words) {
        let day = Some(filed.data.date.value);
        if !list(&words.fields, "cases").is_empty() {
            self.leave_out(day, "withheld.kind.cases");
        }
        retain(&mut words.fields, "cases", |_| false);
        let of_children = |action: &Json| {
            let mut children = self.facts.records.children.keys();
            children.any(|child| self.is_of_child(action["action"].as_str(), child.as_str()))
        };
        let before = list(&words.fields, "actions-reviewed").len();
        retain(&mut words.fields, "actions-reviewed", |action| {
            !of_children(action)
        });
        if list(&words.fields, "actions-reviewed").len() < before {
            self.leave_out(day, "withheld.kind.childrens-actions");
        }
        let is_about_cases = |title: &str| title.to_lowercase().starts_with(CASES);
        if words.parts.iter().any(|(title, _)| is_about_cases(title)) {
            self.leave_out(day, "withheld.kind.case-part");
        }
        words.parts.retain(|(title, _)| !is_about_cases(title));
    }

    /// The worker's own access shows no evidence that lies in a child's record.
    pub(super) fn leave_children_out(&mut self, on: Day, words: &mut Words) {
        if self.extent != Extent::WithoutOthers {
            return;
        }
        let children = &self.facts.records.children;
        let is_of_child = |evidence: &Json| {
            let record = evidence["record"].as_str().unwrap_or_default();
            let folder = record.split('/').next().unwrap_or_default();
            children.contains_key(folder)
        };
        let before = list(&words.fields, "evidence").len();
        retain(&mut words.fields, "evidence", |evidence| {
            !is_of_child(evidence)
        });
        if list(&words.fields, "evidence").len() < before {
            self.leave_out(Some(on), "withheld.kind.evidence");
        }
    }

    /// Whether an action was agreed in a record of a child.
    fn is_of_child(&self, action: Option<&str>, child: &str) -> bool {
        let (Some(action), Some(file)) = (action, self.facts.records.children.get(child)) else {
            return false;
        };
        let notes = file
            .supervisions
            .iter()
            .flat_map(|filed| &filed.data.actions);
        let decisions = file.decisions.iter().flat_map(|filed| &filed.data.actions);
        let mut all = notes.chain(decisions);
        all.any(|known| known.id.as_str() == action) || action.starts_with(&format!("{child}-"))
    }

    /// How the case was discussed, from its days and its depth alone.
    pub(super) fn cases_without_words(&self, session: &Session) -> Vec<Json> {
        let cases = session.cases.iter().map(|case| &case.value);
        let cases = cases.filter(|case| self.child == Some(&case.child.value));
        cases
            .map(|case| {
                let reflective = case
                    .reflective
                    .as_ref()
                    .is_some_and(|reflective| reflective.value);
                json!({
                    "child": case.child.as_str(),
                    "discussion": self.wording().say(match (case.is_full(), reflective) {
                        (true, true) => "session.cases.in-depth",
                        (true, false) => "session.cases.in-full",
                        (false, _) => "session.cases.acknowledged",
                    }),
                    "judged": null,
                    "visit": case.last_visit_seen.as_ref().map(|day| day.value.to_string()),
                    "next": case.next_discussion.as_ref().map(|day| day.value.to_string()),
                    "note": null,
                    "longer": null,
                })
            })
            .collect()
    }
}

fn retain(fields: &mut Json, field: &str, keep: impl Fn(&Json) -> bool) {
    if let Some(items) = fields.get_mut(field).and_then(Json::as_array_mut) {
        items.retain(keep);
    }
}
