//! Whose keys are whose, and when.

use super::signature::NAMESPACE;
use crate::calendar::{Day, Held};
use crate::record::signing_key::{PublicKey, SigningKey};
use crate::record::{PersonId, Records};

/// Everybody who has ever had a key, with when, in order of name.
pub fn holders<'a>(
    records: &'a Records,
    key: &'a PublicKey,
) -> impl Iterator<Item = (&'a PersonId, &'a SigningKey)> {
    let people = records.people.iter();
    let keys = people.flat_map(|(id, person)| {
        let keys = person.data.signing_keys.iter();
        keys.map(move |held| (id, held))
    });
    keys.filter(move |(_, held)| held.public().is_ok_and(|known| known == *key))
}

/// Whether a key was somebody's on a day.
pub fn is_theirs(records: &Records, key: &PublicKey, person: &PersonId, day: Day) -> bool {
    holders(records, key).any(|(holder, held)| holder == person && held.period().contains(day))
}

/// Whether somebody has any key on a day.
pub fn has_key(records: &Records, person: &PersonId, day: Day) -> bool {
    let keys = records.people.get(person).into_iter();
    let mut keys = keys.flat_map(|person| &person.data.signing_keys);
    keys.any(|held| held.period().contains(day) && held.public().is_ok())
}

/// The keys as `ssh-keygen -Y verify` reads them: for each its holder, what it is for, and when it is theirs. A key that cannot be
/// read is left out.
pub fn allowed_signers(records: &Records) -> String {
    let mut out = String::new();
    for (id, person) in &records.people {
        for held in &person.data.signing_keys {
            let Ok(key) = held.public() else { continue };
            let compact = |day: Day| day.to_string().replace('-', "");
            let mut options = format!(
                "namespaces=\"{NAMESPACE}\",valid-after=\"{}\"",
                compact(held.from.value)
            );
            if let Some(to) = &held.to {
                options.push_str(&format!(",valid-before=\"{}\"", compact(to.value.after())));
            }
            out.push_str(&format!("{id} {options} {}\n", key.line()));
        }
    }
    out
}
