//! Packs to the policy of a store: which packs are in force when, and what they say.
//!
//! A policy is data. No record is known here, and no due date: `due` and `rules` are where policy and records meet.

pub mod pack;
pub mod rule;

use crate::calendar::{Day, Held, Period};
use crate::diag::{Citation, Code, Diagnostic, Diagnostics};
use crate::record::store_settings::{PolicyInForce, StoreSettings};
use crate::record::{Records, Term};
use crate::source::{SourceFile, SourceId, Sources, Span};

pub use pack::{Modality, Pack, parse_pack};

/// The settings name a pack that does not exist.
pub const PACK_UNKNOWN: Code = Code::new("pack-unknown");

/// The settings set aside a rule that the pack does not have.
pub const RULE_UNKNOWN: Code = Code::new("rule-unknown");

/// The packs that come with the program: id and text.
pub const BUILT_IN: [(&str, &str); 3] = [
    ("rotherham", include_str!("packs/rotherham.yaml")),
    (
        "cambridgeshire-peterborough",
        include_str!("packs/cambridgeshire-peterborough.yaml"),
    ),
    ("local-practice", include_str!("packs/local-practice.yaml")),
];

/// A pack and when a store has it in force.
#[derive(Debug)]
pub struct InForce {
    /// When.
    pub period: Period,
    /// The pack.
    pub pack: Pack,
}

/// The policy of a store.
#[derive(Debug, Default)]
pub struct Policy {
    /// Its packs, in the order in which the settings name them.
    pub packs: Vec<InForce>,
}

impl Policy {
    /// Reads the packs that a store's settings name: its own in `policies/`, else the built-in ones, which join the sources.
    pub fn read(records: &Records, sources: &mut Sources) -> (Self, Diagnostics) {
        let mut found = Diagnostics::new();
        let mut own: Vec<(SourceId, Option<Pack>)> = Vec::new();
        for source in &records.packs {
            let (pack, findings) = parse_pack(*source, sources.file(*source));
            found.extend(findings);
            own.push((*source, pack));
        }
        let mut policy = Self::default();
        let settings = records.settings();
        for named in settings
            .into_iter()
            .flat_map(|settings: &StoreSettings| &settings.policies)
        {
            let place = own
                .iter()
                .position(|(source, _)| stem(sources.file(*source)) == named.pack.as_str());
            let pack = match place {
                Some(place) => own[place]
                    .1
                    .take()
                    .or_else(|| parse_pack(own[place].0, sources.file(own[place].0)).0),
                None => match built_in(named.pack.as_str(), sources) {
                    Some(pack) => Some(pack),
                    None => {
                        found.push(unknown_pack(named));
                        None
                    }
                },
            };
            let pack = pack.map(|mut pack| {
                found.extend(set_aside(&mut pack, named));
                pack
            });
            policy.packs.extend(pack.map(|pack| InForce {
                period: named.period(),
                pack,
            }));
        }
        (policy, found)
    }

    /// The packs in force on a day.
    pub fn on(&self, day: Day) -> impl Iterator<Item = &Pack> {
        self.packs
            .iter()
            .filter(move |in_force| in_force.period.contains(day))
            .map(|in_force| &in_force.pack)
    }

    /// The citations of clauses in the packs in force on a day, for rules that need no figure of a pack: those of the ids that
    /// a pack lists, in the order of the ids.
    pub fn cite(&self, day: Day, ids: &[&str]) -> Vec<Citation> {
        let packs: Vec<&Pack> = self.on(day).collect();
        let cited = ids.iter().flat_map(|id| {
            packs.iter().filter_map(move |pack| {
                let clause = pack.clause(id)?;
                Some(pack.cite(std::slice::from_ref(&clause.id)))
            })
        });
        cited.flatten().collect()
    }

    /// Where the first of some clauses stands in the packs in force on a day.
    pub fn clause_at(&self, day: Day, ids: &[&str]) -> Option<Span> {
        let packs: Vec<&Pack> = self.on(day).collect();
        let mut clauses = ids
            .iter()
            .flat_map(|id| packs.iter().filter_map(move |pack| pack.clause(id)));
        clauses.next().map(|clause| clause.id.span)
    }

    /// The roles that the packs know, with their titles, in the packs' order.
    pub fn roles(&self) -> impl Iterator<Item = &pack::Role> {
        self.packs.iter().flat_map(|in_force| &in_force.pack.roles)
    }

    /// The categories that the packs know, in the packs' order.
    pub fn categories(&self) -> impl Iterator<Item = &pack::Category> {
        self.packs
            .iter()
            .flat_map(|in_force| &in_force.pack.categories)
    }

    /// What a sentence calls a role.
    pub fn role_title(&self, role: &Term) -> String {
        self.roles()
            .find(|known| known.role.value == *role)
            .map_or_else(|| role.to_string(), |known| known.title.clone())
    }

    /// What a sentence calls a category.
    pub fn category_title(&self, category: &Term) -> String {
        let known = self
            .categories()
            .find(|known| known.category.value == *category);
        known.map_or_else(|| category.to_string(), |known| known.title.clone())
    }
}

/// A built-in pack, added to the sources so that findings can quote it.
pub fn built_in(id: &str, sources: &mut Sources) -> Option<Pack> {
    let (_, text) = BUILT_IN.iter().find(|(known, _)| *known == id)?;
    let source = sources.add(SourceFile::built_in(&format!("{id}.yaml"), *text));
    parse_pack(source, sources.file(source)).0
}

/// Takes out the rules that a store sets aside, with its reason; one that the pack does not have is a finding.
fn set_aside(pack: &mut Pack, named: &PolicyInForce) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for aside in &named.set_aside {
        let id = &aside.rule.value;
        let before = pack.rule_ids().count();
        pack.supervision.retain(|rule| rule.id.value != *id);
        pack.case_supervision.retain(|rule| rule.id.value != *id);
        pack.renewals.retain(|rule| rule.id.value != *id);
        if pack.rule_ids().count() == before {
            let known: Vec<&str> = pack.rule_ids().map(Term::as_str).collect();
            let message = format!(
                "the pack `{}` has no rule `{id}` to set aside",
                named.pack.value
            );
            found.push(
                Diagnostic::format_error(RULE_UNKNOWN, aside.rule.span, message)
                    .help(format!("name one of its rules: {}", known.join(", "))),
            );
        }
    }
    found
}

fn stem(file: &SourceFile) -> &str {
    file.path()
        .trim_start_matches("policies/")
        .trim_end_matches(".yaml")
}

fn unknown_pack(named: &PolicyInForce) -> Diagnostic {
    let known: Vec<&str> = BUILT_IN.iter().map(|(id, _)| *id).collect();
    Diagnostic::format_error(
        PACK_UNKNOWN,
        named.pack.span,
        format!("there is no policy pack `{}`", named.pack.value),
    )
    .help(format!(
        "use one of {}, or write `policies/{}.yaml`",
        known.join(", "),
        named.pack.value
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_packs_read_without_a_finding() {
        for (id, text) in BUILT_IN {
            let mut sources = Sources::default();
            let source = sources.add(SourceFile::new(id, text));
            let (pack, found) = parse_pack(source, sources.file(source));
            assert_eq!(found, [], "{id}");
            assert_eq!(pack.expect("it reads").id.as_str(), id);
        }
    }

    #[test]
    fn the_pack_that_the_page_teaches_by_is_a_pack() {
        let page = include_str!("packs/README.md");
        let blocks = page.split("```yaml\n").skip(1);
        let blocks: Vec<&str> = blocks.filter_map(|rest| rest.split("```").next()).collect();
        let text = blocks[..3].concat();
        let mut sources = Sources::default();
        let source = sources.add(SourceFile::new("policies/eastvale.yaml", text));
        let (pack, found) = parse_pack(source, sources.file(source));
        assert_eq!(found, []);
        let pack = pack.expect("it reads");
        assert_eq!(
            (pack.supervision.len(), pack.case_supervision.len()),
            (1, 1)
        );
    }
}
