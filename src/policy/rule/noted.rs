//! What a policy asks and the program takes in without reckoning: it is shown, so that nobody takes it for done.

use serde::Deserialize;

use super::Shape;
use crate::calendar::Interval;

/// Something that a policy asks and the program does not reckon.
#[derive(Debug, Deserialize)]
pub struct Noted {
    /// Who looks to it instead, or why it cannot be reckoned.
    #[serde(default)]
    pub why: String,
}

impl Shape for Noted {
    fn looser_than(&self, _: &Self) -> Option<String> {
        None
    }

    fn noted(&self) -> Option<&'static str> {
        Some("a person judges it")
    }
}

/// How sessions are booked. Taken in and shown; records do not say when a session was booked.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Booking {
    /// How far ahead.
    #[serde(default)]
    pub ahead: Option<Interval>,
    /// How long before the session the agenda is known.
    #[serde(default)]
    pub agenda_notice: Option<Interval>,
    /// That sessions are not interrupted.
    #[serde(default)]
    pub uninterrupted: bool,
}

impl Shape for Booking {
    fn looser_than(&self, _: &Self) -> Option<String> {
        None
    }

    fn noted(&self) -> Option<&'static str> {
        Some("records do not say when a session was booked; its interruptions stand in the record")
    }
}

/// The sections of the file. Taken in and shown; every file has the eight sections, and teams outside them are a setting.
#[derive(Debug, Deserialize)]
pub struct FileLayout {
    /// The sections in their order.
    pub sections: Vec<String>,
}

impl Shape for FileLayout {
    fn looser_than(&self, _: &Self) -> Option<String> {
        None
    }

    fn noted(&self) -> Option<&'static str> {
        Some(
            "every file has the same eight sections; teams that are exempt are named in the settings",
        )
    }
}
