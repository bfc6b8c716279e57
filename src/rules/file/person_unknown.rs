//! A person who is named in records and has no file in `people/`.

use crate::diag::Diagnostic;
use crate::record::PersonId;
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::names::{people, unknown};

rule!(PERSON_UNKNOWN, "person-unknown", Error, person_unknown);

fn person_unknown(context: &Context<'_>) -> Vec<Diagnostic> {
    let records = context.facts.records;
    let workers = records.workers.values();
    let workers = workers.filter_map(|file| Some(&file.worker.as_ref()?.data.id));
    let named = people(records)
        .into_iter()
        .map(|person| (person.as_str(), person.span))
        .chain(workers.map(|worker| (worker.as_str(), worker.span)));
    let is_known =
        |id: &str| records.people.contains_key(id) || records.is_unread(&format!("people/{id}"));
    let ids = || records.people.keys().map(PersonId::as_str);
    unknown(named, is_known)
        .into_iter()
        .map(|person| {
            let name = person.name;
            let finding = finding(person.first, format!("there is nobody called `{name}` in `people/`"))
                .help(format!(
                    "{}correct the name, or write `people/{name}.yaml` with the posts that they have held",
                    person.did_you_mean(ids())
                ));
            person.also_here(finding)
        })
        .collect()
}
