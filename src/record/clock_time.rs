//! A time of day, for what cannot have happened at once.

use serde::Deserialize;

/// A time of day, in minutes since midnight. Written `"09:30"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClockTime(u32);

impl ClockTime {
    /// Minutes since midnight.
    pub fn minutes(self) -> u32 {
        self.0
    }

    fn read(text: &str) -> Option<Self> {
        let (hours, minutes) = text.split_once(':')?;
        let number = |digits: &str, limit: u32| {
            let is_two = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
            let number: Option<u32> = digits.parse().ok();
            number.filter(|number| is_two && *number < limit)
        };
        Some(Self(number(hours, 24)? * 60 + number(minutes, 60)?))
    }
}

impl<'de> Deserialize<'de> for ClockTime {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::read(&text).ok_or_else(|| {
            serde::de::Error::custom("a time is written on the 24-hour clock, like \"09:30\"")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_times_of_the_24_hour_clock_are_times() {
        assert_eq!(ClockTime::read("09:30").map(ClockTime::minutes), Some(570));
        assert_eq!(ClockTime::read("00:00").map(ClockTime::minutes), Some(0));
        for text in ["24:00", "9:30", "09:60", "09.30", "+9:30", "09:3", ""] {
            assert_eq!(ClockTime::read(text), None, "{text}");
        }
    }
}
