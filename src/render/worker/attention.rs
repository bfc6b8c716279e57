//! What is missing or overdue, and what comes next: dues in a manager's words.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::super::audience::a_year_before;
use super::super::obligation::clause;
use super::super::purpose::Extent;
use super::super::untold::untold;
use super::super::values::{list, text};
use super::super::wording::first_capital;
use super::{Making, Section, heading};
use crate::calendar::Held;
use crate::due::{Due, DueKind, State};
use crate::record::action::Action;
use crate::record::layout::Folder;
use crate::record::words::{Words, of_child};

impl Making<'_> {
    /// What needs attention, the most pressing first: a line each.
    pub(super) fn attention(&self, sections: &[&Section]) -> Json {
        let actions = self.action_words();
        let lines = |state: State| -> Vec<Json> {
            let dues = self.own_dues().filter(|due| due.state == state);
            dues.map(|due| {
                json!({
                    "what": self.what(due, &actions),
                    "when": self.when(due),
                    "asked_by": due.because.first().map(clause),
                })
            })
            .collect()
        };
        let empty = sections.iter().filter(|section| section.held == 0);
        let empty = empty.filter(|section| self.should_not_be_empty(section.folder));
        let empty: Vec<String> = empty
            .map(|section| heading(self.wording(), section.folder))
            .collect();
        let unread = self.facts.records.unread.iter();
        let folder = format!("{}/", self.id);
        let unread: Vec<&str> = unread
            .map(|id| id.as_str())
            .filter(|id| id.starts_with(&folder))
            .collect();
        json!({
            "overdue": lines(State::Overdue),
            "today": lines(State::Due),
            "cannot_tell": lines(State::CannotTell),
            "suspended": lines(State::Suspended),
            "empty": empty,
            "unread": unread,
        })
    }

    /// What falls due later, by day.
    pub(super) fn coming(&self) -> Vec<Json> {
        let actions = self.action_words();
        let dues = self.own_dues().filter(|due| due.state == State::Coming);
        dues.map(|due| {
            json!({
                "due": due.due.map(|due| due.to_string()),
                "what": self.what(due, &actions),
                "asked_by": due.because.first().map(clause),
            })
        })
        .collect()
    }

    fn own_dues(&self) -> impl Iterator<Item = &Due> {
        self.dues
            .iter()
            .filter(|due| due.worker.as_ref() == Some(self.id))
            .filter(|due| match (self.child, self.extent) {
                (Some(child), _) => due.child.as_ref() == Some(child),
                (None, Extent::WithoutOthers) => due.child.is_none(),
                (None, _) => true,
            })
    }

    /// The first three are written on the first days; an appraisal and training can be asked for after a year.
    fn should_not_be_empty(&self, folder: Folder) -> bool {
        let worker = self.file.worker.as_ref();
        let posts = worker
            .into_iter()
            .flat_map(|worker| worker.data.employment.iter());
        let since = posts.map(|post| post.period().from).min();
        match folder {
            _ if self.child.is_some() => false,
            Folder::Checklist | Folder::Agreement | Folder::Supervision => true,
            Folder::Pdr | Folder::Training => {
                since.is_some_and(|since| since <= a_year_before(self.today()))
            }
            _ => false,
        }
    }

    fn what(&self, due: &Due, actions: &BTreeMap<String, String>) -> String {
        let words = self.wording();
        let subject = due.subject.as_deref();
        let child = due.child.as_ref().map(|child| child.as_str());
        match (due.kind, child) {
            (DueKind::Action, child) => {
                let what = subject.and_then(|id| actions.get(id));
                let what = what.map(String::as_str).or(subject).unwrap_or_default();
                match child {
                    None => words.fill("due.action", &[("words", what)]),
                    Some(child) => {
                        words.fill("due.action-for", &[("child", child), ("words", what)])
                    }
                }
            }
            (DueKind::Renewal, _) => {
                let check = words.check(subject.unwrap_or_default());
                words.fill("due.renewal", &[("check", &check)])
            }
            (DueKind::NextDiscussion, None) => words.say("due.on-date-set"),
            (DueKind::NextDiscussion, Some(child)) => {
                words.fill("due.of-child-on-date-set", &[("child", child)])
            }
            (kind, child) => {
                let what = words.one_of("dues", kind.name()).unwrap_or_default();
                let what = first_capital(&what);
                let subject = subject.map(|subject| words.term(subject));
                match (child, &subject) {
                    (None, None) => what,
                    (Some(child), None) => {
                        words.fill("due.of-child", &[("what", &what), ("child", child)])
                    }
                    (None, Some(subject)) => {
                        words.fill("due.about", &[("what", &what), ("subject", subject)])
                    }
                    (Some(child), Some(subject)) => words.fill(
                        "due.of-child-about",
                        &[("what", &what), ("child", child), ("subject", subject)],
                    ),
                }
            }
        }
    }

    fn when(&self, due: &Due) -> String {
        let words = self.wording();
        let by = due.due.map(|day| words.day(day));
        match (due.state, by, due.days_from(self.today())) {
            (State::Overdue, Some(by), Some(days)) => {
                words.many("attention.was-due", -days, &[("date", &by)])
            }
            (State::Due, ..) => String::new(),
            (State::Suspended, Some(by), _) => {
                words.fill("attention.waits-until", &[("date", &by)])
            }
            (State::Suspended, None, _) => words.say("attention.waits"),
            (_, Some(by), _) => words.fill("attention.due-on", &[("date", &by)]),
            (_, None, _) => due
                .untold
                .as_ref()
                .map_or_else(String::new, |why| untold(words, why)),
        }
    }

    /// What each open action and each reviewed one is, with who does it.
    pub(super) fn action_words(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        let dues = self.own_dues().filter(|due| due.kind == DueKind::Action);
        let mut wanted: Vec<&str> = dues.filter_map(|due| due.subject.as_deref()).collect();
        let reviewed = self
            .file
            .sessions
            .iter()
            .flat_map(|session| &session.data.actions_reviewed);
        wanted.extend(reviewed.map(|reviewed| reviewed.action.as_str()));
        wanted.sort_unstable();
        wanted.dedup();
        let is_wanted = |actions: &[Action]| {
            actions
                .iter()
                .any(|action| wanted.binary_search(&action.id.as_str()).is_ok())
        };
        for file in self.facts.records.workers.values() {
            let sessions = file
                .sessions
                .iter()
                .filter(|filed| is_wanted(&filed.data.actions));
            sessions
                .for_each(|filed| self.note(&mut found, &filed.data.actions, &self.words(filed)));
            let audits = file
                .quality_audits
                .iter()
                .filter(|filed| is_wanted(&filed.data.actions));
            audits.for_each(|filed| self.note(&mut found, &filed.data.actions, &self.words(filed)));
        }
        for file in self.facts.records.children.values() {
            let notes = file
                .supervisions
                .iter()
                .filter(|filed| is_wanted(&filed.data.actions));
            notes.for_each(|filed| {
                self.note(
                    &mut found,
                    &filed.data.actions,
                    &of_child(filed, self.sources),
                );
            });
            let decisions = file
                .decisions
                .iter()
                .filter(|filed| is_wanted(&filed.data.actions));
            decisions.for_each(|filed| {
                self.note(
                    &mut found,
                    &filed.data.actions,
                    &of_child(filed, self.sources),
                );
            });
        }
        found
    }

    fn note(&self, found: &mut BTreeMap<String, String>, actions: &[Action], words: &Words) {
        let written = list(&words.fields, "actions");
        for action in actions {
            let id = action.id.as_str();
            let Some(fields) = written.iter().find(|fields| fields["id"] == id) else {
                continue;
            };
            if let Some(what) = text(fields, "what").as_str() {
                let who = self.names.of(action.who.as_str());
                let words = self
                    .wording()
                    .fill("actions.by", &[("what", what), ("who", &who)]);
                found.insert(id.to_owned(), words);
            }
        }
    }
}
