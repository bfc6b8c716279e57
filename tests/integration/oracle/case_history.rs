//! A case's random history, held by one worker or two of its own: what it is over time, who holds it in what role, and what was
//! said of it in sessions of every type.

use serde_json::{Map, Value as Json, json};
use supervision::calendar::Day;

use super::chance::{Chance, Held, told, told_day};
use super::history::{History, Setting};
use crate::support::team::{File, child, session, worker};

const CATEGORIES: [&str; 9] = [
    "assessment",
    "child-protection-enquiry",
    "child-protection-plan",
    "child-in-need",
    "child-in-need",
    "child-in-care",
    "child-in-care",
    "care-leaver",
    "private-fostering",
];
const PLACEMENTS: [&str; 4] = [
    "newly-placed",
    "unsettled",
    "semi-stable",
    "stable-long-term-matched",
];

pub(crate) fn case_history(chance: &mut Chance, id: &str, setting: &Setting) -> History {
    let today = setting.today;
    let back = today.plus_days(-chance.days(0, 300));
    let opened = chance.near(back).min(today);
    let holders = [format!("{id}-one"), format!("{id}-two")];
    let names: Vec<&str> = holders.iter().map(String::as_str).collect();
    let allocated = match chance.one_in(6) {
        true => opened.plus_days(chance.days(0, 20)).min(today),
        false => opened,
    };
    let gaps = chance.one_in(5).then_some(2);
    let allocations = chance.periods(allocated, &names, 150, gaps);
    let mut files: Vec<File> = Vec::new();
    let mut posts = Map::new();
    let roles = ["social-worker", "child-practitioner", "personal-adviser"];
    for holder in &holders {
        let gaps = chance.one_in(6).then_some(2);
        let held = chance.periods(opened, &roles, 200, gaps);
        let file = held.iter().fold(worker(holder), |file, post| {
            file.role(&post.written(), &post.value)
        });
        files.push(file.into());
        posts.insert(holder.clone(), told(&held, "role"));
    }
    let categories = chance.periods(opened, &CATEGORIES, 120, None);
    let placements = chance.periods(opened, &PLACEMENTS, 200, Some(8));
    let visiting = chance.periods(opened, &["standard", "reduced"], 200, Some(8));
    let begins = opened.plus_days(chance.days(0, 60));
    let proceedings = match chance.one_in(4) {
        true => ended(chance, begins),
        false => Vec::new(),
    };
    let closed = chance
        .one_in(12)
        .then(|| today.plus_days(chance.days(-3, 3)).max(opened));
    let mut case = child(id, &opened.to_string());
    for held in &allocations {
        case = case.held_by(&held.written(), &held.value);
    }
    for held in &categories {
        case = case.category(&held.written(), &held.value);
    }
    for held in &placements {
        case = case.placement(&held.written(), &held.value);
    }
    for held in &visiting {
        case = case.visiting(&held.written(), &held.value);
    }
    for held in &proceedings {
        case = case.proceedings(&held.written(), &held.value);
    }
    if let Some(closed) = closed {
        case = case.closed(&closed.to_string());
    }
    files.push(case.into());
    let mut mentions = Vec::new();
    let mut date = opened;
    let least = chance.of(&[1, 7]);
    for _ in 0..chance.below(8) {
        date = chance.after(date, least, 60).max(date.plus_days(least));
        let (file, told) = mention(chance, id, date, &allocations, &names, setting);
        files.push(file);
        mentions.push(told);
    }
    History {
        id: id.to_owned(),
        begins: opened,
        files,
        told: json!({
            "id": id, "opened": opened.to_string(), "closed": told_day(closed),
            "allocations": told(&allocations, "worker"), "holders": posts,
            "categories": told(&categories, "category"), "placements": told(&placements, "placement"),
            "visiting": told(&visiting, "pattern"), "proceedings": told(&proceedings, "stage"),
            "mentions": mentions,
        }),
    }
}

/// Proceedings, over or still going on.
fn ended(chance: &mut Chance, begins: Day) -> Vec<Held> {
    let mut proceedings = chance.periods(begins, &["pre-proceedings", "court"], 100, Some(4));
    if chance.one_in(2) {
        let last = proceedings.last_mut().expect("there is a first");
        last.to = Some(last.from.plus_days(chance.days(0, 100)));
    }
    proceedings
}

/// One session in which the case was spoken of, mostly with the worker who held it then.
fn mention(
    chance: &mut Chance,
    id: &str,
    date: Day,
    allocations: &[Held],
    names: &[&str],
    setting: &Setting,
) -> (File, Json) {
    let holder = allocations.iter().find(|held| held.contains(date));
    let worker = match holder {
        Some(held) if !chance.one_in(8) => held.value.clone(),
        _ => chance.of(names).to_owned(),
    };
    let is_full = chance.one_in(2);
    let session_type = chance.of(&[
        "individual",
        "individual",
        "individual",
        "joint",
        "group",
        "mentor",
    ]);
    let mut told =
        json!({"date": date.to_string(), "worker": worker, "full": is_full, "type": session_type});
    let mut said: Vec<String> = Vec::new();
    if chance.one_in(2) {
        let is_stable = !chance.one_in(5);
        said.push(format!("stable: {is_stable}"));
        told["stable"] = json!(is_stable);
    }
    if chance.one_in(3) {
        let is_concern = chance.one_in(4);
        said.push(format!("safeguarding-concern: {is_concern}"));
        told["concern"] = json!(is_concern);
    }
    if chance.one_in(4) {
        let next = date.plus_days(chance.days(1, 90));
        said.push(format!("next-discussion: {next}"));
        told["next"] = json!(next.to_string());
    }
    if chance.one_in(2) {
        let weeks = 1 + chance.below(20);
        let on = date.plus_days(chance.days(-4, 12));
        let (by, role) = chance.of(&[
            ("pat-lowe", "group-manager"),
            ("lin-moss", "service-manager"),
            ("sam-okoro", "team-manager"),
            ("robin-vale", ""),
        ]);
        let role = match role {
            "" if on < setting.robin_promoted => "team-manager",
            "" => "group-manager",
            role => role,
        };
        let until = chance.one_in(3).then(|| on.plus_days(chance.days(0, 100)));
        let end = until.map_or_else(String::new, |until| format!(", until: {until}"));
        // Nobody has authorised it, now and then.
        let authorised = match chance.one_in(8) {
            true => String::new(),
            false => {
                told["decision"] = json!({"weeks": weeks, "role": role, "on": on.to_string(), "until": told_day(until)});
                format!(", authorised-by: {by}, authorised-on: {on}")
            }
        };
        said.push(format!(
            "interval-decision: {{weeks: {weeks}, reason: Settled{authorised}{end}}}"
        ));
    }
    let depth = if is_full { "full" } else { "acknowledged" };
    let record = session(&worker, &date.to_string())
        .of_type(session_type)
        .case(id, depth, &said.join(", "));
    (record.into(), told)
}
