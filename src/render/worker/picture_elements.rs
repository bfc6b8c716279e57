//! The picture of how often each element of supervision was talked about, and its table.

use serde_json::{Value as Json, json};

use super::super::chart::{self, Bar};
use super::Making;
use super::pictures::{BESIDE, counted, figure, from_to};
use crate::calendar::Day;
use crate::record::Filed;
use crate::record::element::{ELEMENTS, Said, said};
use crate::record::session::Session;

// What the picture and its table say.
const ELEMENTS_TITLE: &str = "The four elements of supervision";
const ELEMENTS_DRAWN: &str = "A bar for each element: dark for the sessions in which it was talked about, hatched for those that give a \
     reason why it was not, white for those that say nothing of it.";
const ELEMENTS_KEY: [&str; 3] = ["talked about", "reason given", "nothing said"];
const ELEMENTS_HEAD: [&str; 6] = [
    "Element",
    "Serves",
    "Talked about",
    "Left out, with a reason",
    "Nothing said",
    "Last talked about",
];
const ELEMENTS_EMPTY: &str = "No session was held in this period.";
const NEVER: &str = "Never";

impl Making<'_> {
    /// How often each of the four elements was talked about.
    pub(super) fn elements(&mut self) -> Json {
        if self.key.is_none() || self.child.is_some() {
            return Json::Null;
        }
        let span = self.looked_at();
        let held: Vec<&Filed<Session>> = self
            .in_period()
            .into_iter()
            .filter(|filed| filed.data.is_held())
            .collect();
        let counts: Vec<(&str, &str, [usize; 3], Option<Day>)> = ELEMENTS
            .iter()
            .map(|(title, serves)| {
                let says = |filed: &Filed<Session>| said(self.sources, filed, title);
                let count = |what| held.iter().filter(|filed| says(filed) == what).count();
                let talked = held.iter().filter(|filed| says(filed) == Said::Something);
                let parts = [Said::Something, Said::Reason, Said::Nothing].map(count);
                let last = talked.map(|filed| filed.data.date.value).max();
                (*title, *serves, parts, last)
            })
            .collect();
        let rows: Vec<Json> = counts
            .iter()
            .filter(|_| !held.is_empty())
            .map(|(title, serves, parts, last)| {
                let serves = serves.trim_start_matches("the function of ");
                let serves = serves.trim_start_matches("the functions of ");
                let last = last.map_or_else(|| NEVER.to_owned(), Day::in_words);
                let [talked, reason, nothing] = parts.map(|many| many.to_string());
                json!([title, serves, talked, reason, nothing, last])
            })
            .collect();
        let bars: Vec<Bar> = counts
            .iter()
            .map(|(title, _, parts, _)| Bar {
                label: (*title).to_owned(),
                value: format!("{} of {}", parts[0], held.len()),
                parts: *parts,
            })
            .collect();
        let told: Vec<String> = bars
            .iter()
            .map(|bar| format!("{} in {}", bar.label, bar.value))
            .collect();
        let told = format!("Talked about: {}. {BESIDE}", told.join("; "));
        let title = format!("{ELEMENTS_TITLE}, {}", from_to(span));
        let svg = chart::shares(&title, ELEMENTS_DRAWN, ELEMENTS_KEY, &bars);
        let caption = format!(
            "{}: in how many of {} each element was talked about",
            from_to(span),
            counted(held.len(), "session", "sessions")
        );
        let figures = vec![figure(svg, title, told)];
        self.pictured(
            (ELEMENTS_TITLE, &caption, &ELEMENTS_HEAD),
            rows,
            figures,
            ELEMENTS_EMPTY,
        )
    }
}
