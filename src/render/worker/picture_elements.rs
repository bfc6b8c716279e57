//! The picture of how often each element of supervision was talked about, and its table.

use serde_json::{Value as Json, json};

use super::super::chart::{self, Bar};
use super::Making;
use super::front::Front;
use super::pictures::{ends, figure, places};
use crate::calendar::Day;
use crate::record::Filed;
use crate::record::element::{ELEMENTS, Said, said};
use crate::record::session::Session;

/// The names of the four in the catalogue of strings, in their order.
/// The names of the elements' strings, in their order.
pub(in crate::render) const NAMES: [&str; 4] = ["cases", "workload", "development", "support"];

impl Making<'_> {
    /// How often each of the four elements was talked about.
    pub(super) fn elements(&mut self) -> Json {
        if self.key.is_none() || self.child.is_some() {
            return Json::Null;
        }
        let (words, span) = (self.wording(), self.looked_at());
        let held: Vec<&Filed<Session>> = self
            .in_period()
            .into_iter()
            .filter(|filed| filed.data.is_held())
            .collect();
        let counts: Vec<(String, String, [usize; 3], Option<Day>)> = ELEMENTS
            .iter()
            .zip(NAMES)
            .map(|((title, _), name)| {
                let says = |filed: &Filed<Session>| said(self.sources, filed, title);
                let count = |what| held.iter().filter(|filed| says(filed) == what).count();
                let talked = held.iter().filter(|filed| says(filed) == Said::Something);
                let parts = [Said::Something, Said::Reason, Said::Nothing].map(count);
                let last = talked.map(|filed| filed.data.date.value).max();
                let named = |group: &str| words.one_of(group, name).unwrap_or_default();
                let serves = named("pictures.elements.serves");
                (named("pictures.elements.name"), serves, parts, last)
            })
            .collect();
        let rows: Vec<Json> = counts
            .iter()
            .filter(|_| !held.is_empty())
            .map(|(title, serves, parts, last)| {
                let never = || words.say("pictures.elements.never");
                let last = last.map_or_else(never, |last| words.day(last));
                let [talked, reason, nothing] = parts.map(|many| many.to_string());
                json!([title, serves, talked, reason, nothing, last])
            })
            .collect();
        let whole = held.len().to_string();
        let bars: Vec<Bar> = counts
            .into_iter()
            .map(|(label, _, parts, _)| {
                let share = [("part", parts[0].to_string()), ("whole", whole.clone())];
                Bar {
                    label,
                    value: words.fill("pictures.elements.share", &places(&share)),
                    parts,
                }
            })
            .collect();
        let each: Vec<String> = bars
            .iter()
            .map(|bar| {
                let of = [("element", bar.label.as_str()), ("share", &bar.value)];
                words.fill("pictures.elements.in", &of)
            })
            .collect();
        let told = [
            ("elements", each.join("; ")),
            ("beside", words.say("pictures.beside")),
        ];
        let told = words.fill("pictures.elements.told", &places(&told));
        let ends = ends(words, span);
        let title = words.fill("pictures.elements.title", &places(&ends));
        let drawn = words.say("pictures.elements.drawn");
        let key = [
            "pictures.elements.key.talked",
            "pictures.elements.key.reason",
            "pictures.elements.key.nothing",
        ];
        let key = key.map(|key| words.say(key));
        let svg = chart::shares(&title, &drawn, key.each_ref().map(String::as_str), &bars);
        let front = Front {
            name: "elements",
            head: &["element", "serves", "talked", "reason", "nothing", "last"],
            caption: Some(words.many("front.elements.caption", held.len(), &places(&ends))),
            empty: Some("none"),
        };
        self.pictured(front, rows, vec![figure(svg, title, told)])
    }
}
