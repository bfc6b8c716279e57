//! Packs to the policy of a store: which packs are in force when, what they say, and which gives way to which.
//!
//! A policy is data. No record is known here, and no due date: `due` and `rules` are where policy and records meet.

pub mod layers;
pub mod pack;
pub mod rule;
pub mod soundness;
pub mod vocabulary;

use crate::calendar::{Day, Held, Period};
use crate::diag::{Citation, Code, Diagnostic, Diagnostics};
use crate::record::store_settings::{PolicyInForce, StoreSettings};
use crate::record::{Records, Term};
use crate::source::{SourceFile, SourceId, Sources, Span};

use rule::{Rule, Rules, Shape};

pub use layers::{OVERLAY_LOOSENS, PACK_BENEATH_MISSING, RULE_UNKNOWN};
pub use pack::{Entry, Pack, parse_pack};
pub use vocabulary::{Category, Modality, Role};

/// The settings name a pack that does not exist.
pub const PACK_UNKNOWN: Code = Code::new("pack-unknown");

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
        let settings = records.settings();
        let named = settings.map_or(&[][..], |settings: &StoreSettings| &settings.policies);
        Self::of_entries(records, named, sources)
    }

    /// Reads the packs of a list of settings of one's own, as if the store had them.
    pub fn of_entries(
        records: &Records,
        named: &[PolicyInForce],
        sources: &mut Sources,
    ) -> (Self, Diagnostics) {
        let mut found = Diagnostics::new();
        let mut own: Vec<(SourceId, Option<Pack>)> = Vec::new();
        for source in &records.packs {
            let (pack, findings) = parse_pack(*source, sources.file(*source));
            found.extend(findings);
            own.push((*source, pack));
        }
        let mut policy = Self::default();
        for entry in named {
            let place = own
                .iter()
                .position(|(source, _)| stem(sources.file(*source)) == entry.pack.as_str());
            let pack = match place {
                Some(place) => own[place]
                    .1
                    .take()
                    .or_else(|| parse_pack(own[place].0, sources.file(own[place].0)).0),
                None => match built_in(entry.pack.as_str(), sources) {
                    Some(pack) => Some(pack),
                    None => {
                        found.push(unknown_pack(entry));
                        None
                    }
                },
            };
            if let Some(pack) = pack {
                policy.add(pack, until_replaced(entry, named));
            }
        }
        found.extend(layers::lay(&mut policy.packs));
        (policy, found)
    }

    /// Puts a pack in force for a while.
    fn add(&mut self, mut pack: Pack, period: Period) {
        pack.enact(period);
        self.packs.push(InForce { period, pack });
    }

    /// The policy of one pack alone, in force on every day.
    pub fn of(pack: Pack) -> Self {
        let mut policy = Self::default();
        let first = Day::new(1900, 1, 1).expect("a day of the calendar");
        policy.add(pack, Period::new(first, None));
        policy
    }

    /// The packs in force on a day.
    pub fn on(&self, day: Day) -> impl Iterator<Item = &Pack> {
        self.packs
            .iter()
            .filter(move |in_force| in_force.period.contains(day))
            .map(|in_force| &in_force.pack)
    }

    /// The rules of a shape with when each is in force, pack by pack: one that gives way for a while comes twice.
    pub fn rules<'a, T: Shape + 'a>(
        &'a self,
        of: impl Fn(&'a Pack) -> &'a Rules<T> + 'a,
    ) -> impl Iterator<Item = (Period, &'a Pack, &'a Rule<T>)> {
        self.packs.iter().flat_map(move |in_force| {
            let pack = &in_force.pack;
            let rules = of(pack).iter();
            rules.flat_map(move |rule| {
                let periods = rule.in_force.iter();
                periods.map(move |period| (*period, pack, rule))
            })
        })
    }

    /// The rules of a shape that are in force on a day.
    pub fn rules_on<'a, T: Shape + 'a>(
        &'a self,
        day: Day,
        of: impl Fn(&'a Pack) -> &'a Rules<T> + 'a,
    ) -> impl Iterator<Item = (&'a Pack, &'a Rule<T>)> {
        self.rules(of)
            .filter(move |(period, _, _)| period.contains(day))
            .map(|(_, pack, rule)| (pack, rule))
    }

    /// What the packs in force on a day ask that the program takes in and does not reckon.
    pub fn noted(&self, day: Day) -> Vec<(&Pack, Entry<'_>)> {
        let packs = self.on(day);
        let entries =
            packs.flat_map(|pack| pack.rules().into_iter().map(move |entry| (pack, entry)));
        entries
            .filter(|(_, entry)| entry.noted.is_some() && entry.is_in_force(day))
            .collect()
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
    pub fn roles(&self) -> impl Iterator<Item = &Role> {
        self.packs.iter().flat_map(|in_force| &in_force.pack.roles)
    }

    /// The categories that the packs know, in the packs' order.
    pub fn categories(&self) -> impl Iterator<Item = &Category> {
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

/// When a pack is in force: until its own last day, or until the day before a later one replaces it.
fn until_replaced(entry: &PolicyInForce, named: &[PolicyInForce]) -> Period {
    let period = entry.period();
    let replaced = named
        .iter()
        .filter(|later| {
            later
                .replaces
                .as_ref()
                .is_some_and(|pack| **pack == *entry.pack)
        })
        .map(|later| later.from.value.before());
    Period::new(period.from, replaced.chain(period.to).min())
}

/// The name by which the settings of a store know one of its own packs.
pub fn stem(file: &SourceFile) -> &str {
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

    /// The blocks of the page that teaches the language.
    fn taught() -> Vec<&'static str> {
        let page = include_str!("packs/README.md");
        let blocks = page.split("```yaml\n").skip(1);
        blocks.filter_map(|rest| rest.split("```").next()).collect()
    }

    fn read(text: &str) -> Pack {
        let mut sources = Sources::default();
        let source = sources.add(SourceFile::new("policies/eastvale.yaml", text));
        let (pack, found) = parse_pack(source, sources.file(source));
        assert_eq!(found, []);
        pack.expect("it reads")
    }

    #[test]
    fn the_pack_that_the_page_teaches_by_is_a_pack_and_says_every_key_of_the_language() {
        let blocks = taught();
        let is_of_the_pack =
            |block: &&&str| !block.contains("policies:") && !block.contains("over:");
        let text: String = blocks.iter().filter(is_of_the_pack).copied().collect();
        let pack = read(&text);
        let said: Vec<&str> = pack.rules().iter().map(|entry| entry.key).collect();
        let page = include_str!("packs/README.md");
        for (key, _) in Pack::KEYS {
            let in_the_table = page.contains(&format!("| `{key}` |"));
            assert!(
                said.contains(key) || in_the_table,
                "the page does not teach `{key}`"
            );
        }
    }

    #[test]
    fn the_pack_that_the_page_lays_over_it_is_a_pack() {
        let overlay = taught()
            .into_iter()
            .find(|block| block.contains("over: eastvale"));
        assert_eq!(
            read(overlay.expect("it is there"))
                .over
                .expect("it says")
                .as_str(),
            "eastvale"
        );
    }

    #[test]
    fn the_schema_knows_every_key_of_the_language_and_no_other() {
        let schema: serde_json::Value =
            serde_json::from_str(pack::SCHEMA_TEXT).expect("the schema is JSON");
        let of_the_head = [
            "kind",
            "format",
            "id",
            "title",
            "publisher",
            "document",
            "over",
            "set-aside",
            "nation",
            "roles",
            "categories",
            "words",
            "clauses",
        ];
        let properties = schema["properties"].as_object().expect("it has properties");
        for (key, property) in properties {
            let known = Pack::KEYS.iter().find(|(known, _)| known == key);
            match known {
                Some((_, is_list)) => assert_eq!(property["type"] == "array", *is_list, "{key}"),
                None => assert!(of_the_head.contains(&key.as_str()), "{key}"),
            }
        }
        assert!(
            Pack::KEYS
                .iter()
                .all(|(key, _)| properties.contains_key(*key))
        );
    }
}
