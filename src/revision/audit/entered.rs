//! What a commit does to the store's id and to people's keys, and how late it enters records.

use std::rc::Rc;

use super::front;
use super::sort::{LATE, Sort};
use super::walk::{Judge, Side};
use crate::calendar::Day;
use crate::record::PersonId;
use crate::record::layout::{Located, Owner, locate};
use crate::record::person::Person;
use crate::store::{BlobId, FileStep, SETTINGS};

impl Judge<'_, '_> {
    /// The store's id and people's keys.
    pub(super) fn settings_and_people(&mut self, at: usize, side: &Side) {
        for file in side {
            let Some(was) = file.was else { continue };
            if file.path == SETTINGS {
                let ids = [Some(was), file.is].map(|id| {
                    let settings = id.and_then(|id| self.settings_of(at, id));
                    settings.map(|settings| settings.id.value.to_string())
                });
                if ids[0].is_some() && ids[0] != ids[1] {
                    let message = format!(
                        "the store was {} and is {}",
                        ids[0].as_deref().unwrap_or_default(),
                        ids[1].as_deref().unwrap_or("nothing that can be read")
                    );
                    self.note(Sort::StoreIdChanged, at, SETTINGS, file.is, message);
                }
                continue;
            }
            let Located::Record(place) = locate(&file.path) else {
                continue;
            };
            if let Owner::Person(person) = place.owner {
                self.keys(at, &person, was, file);
            }
        }
    }

    fn keys(&mut self, at: usize, person: &PersonId, was: BlobId, file: &FileStep) {
        let day = self.trail.steps()[at].commit.day;
        let was = self.person_of(at, &file.path, was);
        let is = file.is.and_then(|id| self.person_of(at, &file.path, id));
        let keys = |person: &Option<Rc<Person>>| {
            let keys = person.iter().flat_map(|person| &person.signing_keys);
            let keys = keys.filter_map(|held| Some((held.public().ok()?, held.from.value)));
            keys.collect::<Vec<_>>()
        };
        let (old, new) = (keys(&was), keys(&is));
        if old
            .iter()
            .any(|(key, _)| !new.iter().any(|(known, _)| known == key))
        {
            let message = format!("a key of {person} was taken out");
            self.note(Sort::KeyRemoved, at, &file.path, file.is, message);
        }
        for (key, from) in &new {
            let known = old.iter().find(|(known, _)| known == key);
            let is_earlier = known.is_some_and(|(_, before)| from < before);
            if is_earlier || (known.is_none() && from.days_to(day) > LATE) {
                let message = format!(
                    "a key of {person} is said to be theirs from {}, {} days before that was entered",
                    from.in_words(),
                    from.days_to(day)
                );
                self.note(Sort::KeyBackDated, at, &file.path, file.is, message);
            }
        }
    }

    /// A record that was written up or committed long after its day.
    pub(super) fn late(&mut self, at: usize, path: &str, id: BlobId) {
        let Some(text) = self.trail.text(at, path, id) else {
            return;
        };
        let day = |key: &str| front(text.text(), key)?.parse::<Day>().ok();
        let Some(recorded) = day("recorded") else {
            return;
        };
        if let Some(date) = day("date").filter(|date| date.days_to(recorded) > LATE) {
            let message = format!(
                "of {}, written up {} days later",
                date.in_words(),
                date.days_to(recorded)
            );
            self.note(Sort::RecordedLate, at, path, None, message);
        }
        let committed = self.trail.steps()[at].commit.day;
        if recorded.days_to(committed) > LATE {
            let message = format!(
                "written up on {}, as it says, and committed {} days later",
                recorded.in_words(),
                recorded.days_to(committed)
            );
            self.note(Sort::CommittedLate, at, path, None, message);
        }
    }
}
