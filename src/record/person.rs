//! Who someone is: name, posts held over time, keys.

use serde::Deserialize;

use super::held::held;
use super::id::{PersonId, Term};
use super::signing_key::SigningKey;
use crate::calendar::{Dated, Day};
use crate::source::Spanned;

/// A person of the service.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Person {
    /// Their id.
    pub id: Spanned<PersonId>,
    /// Their name.
    pub name: String,
    /// Where to write to them.
    #[serde(default)]
    pub email: Option<String>,
    /// The posts they have held.
    pub posts: Dated<Post>,
    /// The keys with which they sign, in use at the same time or one after another.
    #[serde(default)]
    pub signing_keys: Vec<SigningKey>,
}

/// A post and when it was held.
#[derive(Debug, Deserialize)]
pub struct Post {
    /// First day.
    pub from: Spanned<Day>,
    /// Last day, if it has ended.
    #[serde(default)]
    pub to: Option<Spanned<Day>>,
    /// The role, in the policy's words.
    pub role: Spanned<Term>,
    /// The team.
    #[serde(default)]
    pub team: Option<Spanned<Term>>,
}

held!(Post);
