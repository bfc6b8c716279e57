//! The parts of the United Kingdom that keep a calendar of bank holidays of their own.

use std::fmt;

/// Whose bank holidays are kept: England and Wales share one calendar, Scotland and Northern Ireland have their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nation {
    /// England and Wales; where nothing is said.
    #[default]
    EnglandAndWales,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
}

impl Nation {
    /// All three.
    pub const ALL: [Self; 3] = [Self::EnglandAndWales, Self::Scotland, Self::NorthernIreland];
}

impl fmt::Display for Nation {
    /// "England and Wales".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EnglandAndWales => "England and Wales",
            Self::Scotland => "Scotland",
            Self::NorthernIreland => "Northern Ireland",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nations_are_written_with_hyphens_and_spoken_in_words() {
        for nation in Nation::ALL {
            let written = nation.to_string().to_lowercase().replace(' ', "-");
            let read: Nation = serde_yaml::from_str(&written).expect("a nation");
            assert_eq!(read, nation);
        }
    }
}
