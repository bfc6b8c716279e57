//! What concerns neither a worker nor a child: the settings of a store, and who somebody is.

use serde_json::{Map, Value as Json, json};

use super::{Asked, Given, Refusal, slug};
use crate::calendar::Day;

/// The settings.
pub(super) fn settings(asked: &Asked<'_>) -> Result<Map<String, Json>, Refusal> {
    settings_on(asked.given, asked.day)
}

/// The settings, from what was said alone.
pub(super) fn settings_on(given: &Given, day: Day) -> Result<Map<String, Json>, Refusal> {
    let packs = given.text("policy").unwrap_or_default().split(',');
    let packs = packs.map(str::trim).filter(|pack| !pack.is_empty());
    // A pack may have a first day of its own: `rotherham:2026-01-05`.
    let policies: Result<Vec<Json>, Refusal> = packs
        .map(|pack| {
            let (pack, from) = match pack.split_once(':') {
                None => (pack, day),
                Some((pack, from)) => {
                    let from = from.parse::<Day>();
                    (
                        pack,
                        from.map_err(|error| Refusal::other(error.to_string(), ""))?,
                    )
                }
            };
            Ok(json!({"pack": slug("policy", pack)?, "from": from.to_string()}))
        })
        .collect();
    Ok(Map::from_iter([
        ("store".to_owned(), json!(given.slug("id")?)),
        ("organisation".to_owned(), json!(given.text("organisation"))),
        ("marking".to_owned(), json!(given.text("marking"))),
        ("case_system".to_owned(), json!(given.text("case-system"))),
        ("policies".to_owned(), Json::Array(policies?)),
    ]))
}

/// A person.
pub(super) fn person(asked: &Asked<'_>) -> Result<Map<String, Json>, Refusal> {
    let given = asked.given;
    Ok(Map::from_iter([
        ("person".to_owned(), json!(asked.id("person")?)),
        ("name".to_owned(), json!(given.text("name"))),
        ("email".to_owned(), json!(given.text("email"))),
        ("date".to_owned(), json!(asked.day.to_string())),
        ("role".to_owned(), json!(given.slug("role")?)),
        ("team".to_owned(), json!(given.slug("team")?)),
    ]))
}
