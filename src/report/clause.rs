//! A clause or a rule of a policy, explained: what it asks, where it stands, what follows from it here.

use super::policy_list::spoken;
use super::visible;
use crate::calendar::Day;
use crate::policy::{Entry, Pack};

/// The page of a clause with an id, in every pack that has it; none where no pack has.
pub fn clause(packs: &[&Pack], id: &str, today: Day) -> Option<String> {
    let pages: Vec<String> = packs
        .iter()
        .filter_map(|pack| {
            let clause = pack.clause(id)?;
            let mut page = format!(
                "{} of {}\n{}\n\n{}.\n\nHow strongly: {}\nFrom: {}, {}\n",
                clause.id.value,
                pack.title,
                pack.publisher,
                clause.summary,
                clause.modality.word(),
                pack.document,
                clause.source
            );
            page.push_str(&what_follows(packs, id, today));
            Some(page)
        })
        .collect();
    (!pages.is_empty()).then(|| shown(&pages))
}

/// The page of the rules with a name.
pub fn rule(packs: &[&Pack], id: &str, today: Day) -> Option<String> {
    let found = entries(packs).filter(|(_, entry)| entry.id == id);
    let pages: Vec<String> = found
        .map(|(pack, entry)| about(pack, &entry, today))
        .collect();
    (!pages.is_empty()).then(|| shown(&pages))
}

/// Pages one below the other, with nothing hidden in any line.
fn shown(pages: &[String]) -> String {
    let text = pages.join("\n");
    let lines = text.lines().map(|line| visible(line).into_owned() + "\n");
    lines.collect()
}

/// The names of every clause and every rule.
pub fn names<'a>(packs: &[&'a Pack]) -> Vec<&'a str> {
    let clauses = packs
        .iter()
        .flat_map(|pack| &pack.clauses)
        .map(|clause| clause.id.as_str());
    let rules = packs
        .iter()
        .flat_map(|pack| pack.rules())
        .map(|entry| entry.id);
    clauses.chain(rules).collect()
}

fn entries<'a>(packs: &[&'a Pack]) -> impl Iterator<Item = (&'a Pack, Entry<'a>)> {
    let each = packs
        .iter()
        .flat_map(|pack| pack.rules().into_iter().map(move |entry| (*pack, entry)));
    each.collect::<Vec<_>>().into_iter()
}

fn what_follows(packs: &[&Pack], id: &str, today: Day) -> String {
    let cites = |entry: &Entry<'_>| entry.clauses.iter().any(|clause| clause.value == id);
    let rules: Vec<String> = entries(packs)
        .filter(|(_, entry)| cites(entry))
        .map(|(pack, entry)| about(pack, &entry, today))
        .collect();
    match rules.is_empty() {
        true => String::new(),
        false => format!("\nRules that cite it\n{}", rules.concat()),
    }
}

fn about(pack: &Pack, entry: &Entry<'_>, today: Day) -> String {
    let mut out = format!(
        "  {} of {}: {}\n",
        entry.id,
        pack.title,
        spoken(pack, entry)
    );
    let ids: Vec<&str> = entry.clauses.iter().map(|clause| clause.as_str()).collect();
    out.push_str(&format!(
        "      under `{}`, citing {}\n",
        entry.key,
        ids.join(", ")
    ));
    if let Some(reading) = entry.reading {
        out.push_str(&format!("      read so: {reading}\n"));
    }
    match entry.in_force {
        [] => {}
        periods if entry.is_in_force(today) => {
            let from = periods
                .iter()
                .filter(|period| period.contains(today))
                .map(|period| period.from);
            let from = from.min().map_or_else(String::new, Day::in_words);
            if !entry
                .in_force
                .iter()
                .all(|period| period.from.year() == 1900)
            {
                out.push_str(&format!("      in force here since {from}\n"));
            }
        }
        _ => out.push_str("      not in force here today\n"),
    }
    if let Some(why) = entry.noted {
        out.push_str(&format!("      noted, not reckoned: {why}\n"));
    }
    out
}
