//! Sections 7 and 8: absences and wellbeing, then who has seen the file, audits, notes and all the rest.

use serde_json::{Value as Json, json};

use super::super::values::{day, list, text, texts, truth};
use super::{Making, Section};
use crate::record::RecordId;
use crate::record::layout::Folder;

impl Making<'_> {
    pub(super) fn health(&mut self) -> Section {
        let file = self.file;
        let (absences, held) = self.chosen(&file.absences, |absence| absence.from.value);
        let (talks, more) = self.chosen(&file.wellbeing, |talk| talk.date.value);
        let shown = absences.len() + talks.len();
        let mut away = Vec::new();
        for filed in absences {
            let words = self.words(filed);
            let fields = &words.fields;
            let back = &fields["return-to-work"];
            let contacts = list(fields, "contact").iter().map(
                |contact| json!({"on": day(contact, "on"), "by": self.names.field(contact, "by")}),
            );
            let specific = json!({
                "from": day(fields, "from"),
                "to": day(fields, "to"),
                "type": self.names.term(fields, "type"),
                "back": back.is_object().then(|| json!({
                    "on": day(back, "on"),
                    "with": self.names.field(back, "with"),
                })),
                "adjustments": texts(fields, "adjustments"),
                "contacts": contacts.collect::<Vec<Json>>(),
            });
            away.push(self.record(filed, &words, specific));
        }
        let mut wellbeing = Vec::new();
        for filed in talks {
            let words = self.words(filed);
            let fields = &words.fields;
            let specific = json!({
                "with": self.names.field(fields, "with"),
                "stress_assessment": truth(fields, "stress-assessment"),
                "adjustments": texts(fields, "adjustments"),
                "review": day(fields, "review"),
            });
            wellbeing.push(self.record(filed, &words, specific));
        }
        Section {
            folder: Folder::Health,
            held: held + more,
            shown,
            values: json!({"absences": away, "wellbeing": wellbeing}),
        }
    }

    pub(super) fn miscellaneous(&mut self) -> Section {
        let (accesses, a) = self.accesses();
        let (self_audits, b) = self.self_audits();
        let (quality_audits, c) = self.quality_audits();
        let (notes, d) = self.notes();
        let (handovers, e) = self.handovers();
        let (addenda, f) = self.stray_addenda();
        let lists = [
            &accesses,
            &self_audits,
            &quality_audits,
            &notes,
            &handovers,
            &addenda,
        ];
        Section {
            folder: Folder::Miscellaneous,
            held: a + b + c + d + e + f,
            shown: lists.iter().map(|list| list.len()).sum(),
            values: json!({
                "accesses": accesses,
                "self_audits": self_audits,
                "quality_audits": quality_audits,
                "notes": notes,
                "handovers": handovers,
                "addenda": addenda,
            }),
        }
    }

    pub(super) fn accesses(&mut self) -> (Vec<Json>, usize) {
        let file = self.file;
        let (chosen, held) = self.chosen(&file.accesses, |access| access.date.value);
        let mut accesses = Vec::new();
        for filed in chosen {
            let words = self.words(filed);
            let fields = &words.fields;
            let seen: Vec<String> = texts(fields, "records")
                .iter()
                .map(|id| self.names.record(id, self.id.as_str()))
                .collect();
            let specific = json!({
                "by": self.names.field(fields, "by"),
                "role": text(fields, "role"),
                "reason": text(fields, "reason"),
                "seen": seen,
                "told": day(fields, "worker-told"),
            });
            accesses.push(self.record(filed, &words, specific));
        }
        (accesses, held)
    }

    fn self_audits(&mut self) -> (Vec<Json>, usize) {
        let file = self.file;
        let (chosen, held) = self.chosen(&file.self_audits, |audit| audit.date.value);
        let mut audits = Vec::new();
        for filed in chosen {
            let words = self.words(filed);
            let fields = &words.fields;
            let points = list(fields, "points").iter().map(|point| {
                json!({
                    "point": self.names.term(point, "point"),
                    "rating": text(point, "rating")
                        .as_str()
                        .map(|rating| self.rating(rating)),
                    "comment": text(point, "comment"),
                })
            });
            let barriers = list(fields, "barriers").iter().map(|barrier| {
                json!({"barrier": self.names.term(barrier, "barrier"), "comment": text(barrier, "comment")})
            });
            let specific = json!({
                "as": self.names.role(fields, "as"),
                "points": points.collect::<Vec<Json>>(),
                "barriers": barriers.collect::<Vec<Json>>(),
                "next_steps": texts(fields, "next-steps"),
            });
            audits.push(self.record(filed, &words, specific));
        }
        (audits, held)
    }

    /// A rating with what it means.
    fn rating(&self, rating: &str) -> String {
        let said = self.wording().one_of("self-audit.ratings", rating);
        said.unwrap_or_else(|| rating.to_owned())
    }

    fn quality_audits(&mut self) -> (Vec<Json>, usize) {
        let file = self.file;
        let (chosen, held) = self.chosen(&file.quality_audits, |audit| audit.date.value);
        let mut audits = Vec::new();
        for filed in chosen {
            let words = self.words(filed);
            let fields = &words.fields;
            let of: Vec<String> = texts(fields, "of")
                .iter()
                .map(|id| self.names.record(id, self.id.as_str()))
                .collect();
            let judgements = list(fields, "judgements").iter().map(|judgement| {
                json!({
                    "question": text(judgement, "question"),
                    "judgement": self.names.term(judgement, "judgement"),
                    "comment": text(judgement, "comment"),
                })
            });
            let specific = json!({
                "by": self.names.field(fields, "by"),
                "of": of,
                "judgements": judgements.collect::<Vec<Json>>(),
                "findings": texts(fields, "findings"),
                "actions": self.names.actions(fields, "actions"),
            });
            audits.push(self.record(filed, &words, specific));
        }
        (audits, held)
    }

    fn notes(&mut self) -> (Vec<Json>, usize) {
        let file = self.file;
        let (chosen, held) = self.chosen(&file.notes, |note| note.date.value);
        let mut notes = Vec::new();
        for filed in chosen {
            let words = self.words(filed);
            let specific = json!({
                "by": self.names.field(&words.fields, "by"),
                "about": text(&words.fields, "about"),
            });
            notes.push(self.record(filed, &words, specific));
        }
        (notes, held)
    }

    fn handovers(&mut self) -> (Vec<Json>, usize) {
        let file = self.file;
        let (chosen, held) = self.chosen(&file.handovers, |handover| handover.date.value);
        let mut handovers = Vec::new();
        for filed in chosen {
            let words = self.words(filed);
            let fields = &words.fields;
            let specific = json!({
                "sent": fields["direction"] == "sent",
                "store": self.names.term(fields, "other-store"),
                "commit": text(fields, "commit"),
                "by": self.names.field(fields, "by"),
                "reason": text(fields, "reason"),
            });
            handovers.push(self.record(filed, &words, specific));
        }
        (handovers, held)
    }

    /// Addenda to records that are not in the file: their words are not lost.
    fn stray_addenda(&mut self) -> (Vec<Json>, usize) {
        let file = self.file;
        let known = record_ids(file);
        let (mut chosen, _) = self.chosen(&file.addenda, |addendum| addendum.date.value);
        chosen.retain(|filed| !known.contains(&&filed.data.amends.value));
        let mut addenda = Vec::new();
        for filed in chosen {
            let words = self.words(filed);
            let specific = json!({
                "by": self.names.field(&words.fields, "by"),
                "reason": text(&words.fields, "reason"),
                "amends": self.names.record(filed.data.amends.as_str(), self.id.as_str()),
            });
            addenda.push(self.record(filed, &words, specific));
        }
        let held = addenda.len();
        (addenda, held)
    }
}

/// The names of the records to which the file shows addenda.
fn record_ids(file: &crate::record::WorkerFile) -> Vec<&RecordId> {
    macro_rules! ids {
        ($($list:ident),*) => {{
            let mut ids = Vec::new();
            $(ids.extend(file.$list.iter().map(|filed| &filed.id));)*
            ids
        }};
    }
    ids!(
        agreements,
        histories,
        sessions,
        pdrs,
        cpds,
        progressions,
        absences,
        wellbeing,
        accesses,
        self_audits,
        quality_audits,
        notes,
        handovers
    )
}
