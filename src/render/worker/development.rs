//! Sections 4 to 6: appraisal, training and progression.

use serde_json::{Value as Json, json};

use super::super::audience::a_year_before;
use super::super::values::{day, list, text, texts, truth};
use super::{Making, Section};
use crate::record::layout::Folder;

impl Making<'_> {
    pub(super) fn pdrs(&mut self) -> Section {
        let file = self.file;
        let (chosen, held) = self.chosen(&file.pdrs, |pdr| pdr.date.value);
        let shown = chosen.len();
        let mut pdrs = Vec::new();
        for filed in chosen {
            let words = self.words(filed);
            let fields = &words.fields;
            let objectives = list(fields, "objectives").iter().map(|objective| {
                json!({
                    "objective": text(objective, "objective"),
                    "measure": text(objective, "measure"),
                    "by_when": day(objective, "by-when"),
                    "progress": text(objective, "progress"),
                })
            });
            let objectives: Vec<Json> = objectives.collect();
            let has_progress = objectives
                .iter()
                .any(|objective| !objective["progress"].is_null());
            let specific = json!({
                "supervisor": self.names.field(fields, "supervisor"),
                "from": day(&fields["period"], "from"),
                "to": day(&fields["period"], "to"),
                "stage": self
                    .wording()
                    .one_of("pdr.stage", filed.data.stage.as_str())
                    .unwrap_or_else(|| self.wording().term(filed.data.stage.as_str())),
                "agreement_reviewed": day(&fields["agreement-reviewed"], "on"),
                "objectives": objectives,
                "has_progress": has_progress,
                "needs": texts(fields, "development-needs"),
            });
            pdrs.push(self.record(filed, &words, specific));
        }
        Section {
            folder: Folder::Pdr,
            held,
            shown,
            values: json!({"pdrs": pdrs}),
        }
    }

    pub(super) fn training(&mut self) -> Section {
        let (file, today) = (self.file, self.today());
        let year = a_year_before(today);
        let lately = file.cpds.iter().map(|filed| &filed.data);
        let lately = lately.filter(|cpd| year < cpd.date.value && cpd.date.value <= today);
        let hours: f64 = lately.map(|cpd| cpd.hours).sum();
        let (chosen, held) = self.chosen(&file.cpds, |cpd| cpd.date.value);
        let shown = chosen.len();
        let mut cpds = Vec::new();
        for filed in chosen {
            let words = self.words(filed);
            let fields = &words.fields;
            let peer = &fields["peer-reflection"];
            let specific = json!({
                "activity": text(fields, "activity"),
                "type": self.names.term(fields, "type"),
                "provider": text(fields, "provider"),
                "hours": text(fields, "hours"),
                "mandatory": truth(fields, "mandatory"),
                "peer": peer.is_object().then(|| json!({
                    "with": self.names.field(peer, "with"),
                    "on": day(peer, "on"),
                })),
            });
            cpds.push(self.record(filed, &words, specific));
        }
        Section {
            folder: Folder::Training,
            held,
            shown,
            values: json!({"cpds": cpds, "hours": self.wording().many("training.hours", rounded(hours), &[]), "since": year.after().to_string()}),
        }
    }

    pub(super) fn progression(&mut self) -> Section {
        let file = self.file;
        let (chosen, held) = self.chosen(&file.progressions, |progression| progression.date.value);
        let shown = chosen.len();
        let mut steps = Vec::new();
        for filed in chosen {
            let mut words = self.words(filed);
            self.leave_children_out(filed.data.date.value, &mut words);
            let fields = &words.fields;
            let evidence = list(fields, "evidence").iter().map(|evidence| {
                json!({
                    "what": text(evidence, "what"),
                    "record": evidence["record"].as_str().map(|id| self.names.record(id, self.id.as_str())),
                })
            });
            let specific = json!({
                "from_level": text(fields, "from-level"),
                "to_level": text(fields, "to-level"),
                "applied": day(fields, "applied"),
                "panel": day(fields, "panel"),
                "outcome": self.names.term(fields, "outcome"),
                "evidence": evidence.collect::<Vec<Json>>(),
            });
            steps.push(self.record(filed, &words, specific));
        }
        Section {
            folder: Folder::Progression,
            held,
            shown,
            values: json!({"steps": steps}),
        }
    }
}

/// To two places: "14.5".
pub(super) fn rounded(hours: f64) -> f64 {
    (hours * 100.0).round() / 100.0
}
