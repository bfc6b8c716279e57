//! A small store with a word of its own in every place that concerns a worker alone (`CANARY…`), in every place of a child's
//! record (`Sparrow…`) and in what that says of third parties (`Raven…`).

/// Paths and texts.
pub(crate) const CANARY_STORE: &[(&str, &str)] = &[
    (
        "supervision.yaml",
        "kind: store\nformat: 1\nid: t\norganisation: Testshire\nmarking: OFFICIAL\npolicies:\n  - {pack: rotherham, from: 2025-01-01}\n",
    ),
    (
        "people/sam.yaml",
        "kind: person\nformat: 1\nid: sam\nname: Sam Example\nposts:\n  - {from: 2020-01-01, role: team-manager}\n",
    ),
    (
        "people/jo.yaml",
        "kind: person\nformat: 1\nid: jo\nname: Jo Example\nposts:\n  - {from: 2020-01-01, role: social-worker}\n",
    ),
    (
        "workers/jo/worker.yaml",
        "kind: worker\nformat: 1\nid: jo\nemployment:\n  - {from: 2025-01-01, role: social-worker, team: CANARYteam, basis: permanent, hours: 37}\nline-managers:\n  - {from: 2025-01-01, person: sam}\n",
    ),
    (
        "workers/jo/1-checklist/checklist.yaml",
        "kind: checklist\nformat: 1\nworker: jo\nregistration: {body: CANARYbody, number: CANARYnumber, renewed: 2025-11-01, seen: 2025-11-02, seen-by: sam}\nqualifications:\n  - {qualification: CANARYqualification, awarded: 2020-01-01, seen: 2025-01-01, seen-by: sam}\n",
    ),
    (
        "workers/jo/2-agreement-and-history/2025-01-01-agreement.md",
        "---\nkind: agreement\nformat: 1\nworker: jo\nsupervisor: sam\ndate: 2025-01-01\nstarts: 2025-01-01\nreview-by: 2026-01-01\ninterval: as-policy\nminutes: 90\nconfirmations: {supervision-policy: 2025-01-01, induction-policy: 2025-01-01, pdr-policy: 2025-01-01}\nreviews:\n  - {on: 2026-01-01, outcome: CANARYoutcome}\n---\n\n## Expectations\n\nCANARYexpectations\n",
    ),
    (
        "workers/jo/2-agreement-and-history/2025-01-01-history.md",
        "---\nkind: history\nformat: 1\nworker: jo\nsupervisor: sam\ndate: 2025-01-01\n---\n\n## Stress and how it shows\n\nCANARYhistory\n",
    ),
    (
        "workers/jo/3-supervision/2026-02-10.md",
        "---\nkind: session\nformat: 1\nworker: jo\nsupervisor: sam\ndate: 2026-02-10\nplanned: 2026-02-10\nminutes: 90\nplace: CANARYplace\nstatus: held\ntype: individual\nagenda:\n  - {topic: CANARYagenda, raised-by: supervisee}\nactions-reviewed:\n  - {action: c-1-2026-01-10-1, outcome: carried, note: CANARYreviewed, by-when: 2026-03-01}\ncases:\n  - child: c-1\n    discussion: full\n    reflective: true\n    next-discussion: 2026-03-10\n    interval-decision: {weeks: 8, reason: CANARYinterval, authorised-by: sam, authorised-on: 2026-02-10}\n    note: CANARYcase\nactions:\n  - {id: jo-2026-02-10-1, what: CANARYaction, who: jo, by-when: 2026-03-01}\ndecisions:\n  - {type: step-down, interval: {months: 1}, reason: CANARYstep, decided-by: sam, from: 2026-02-10}\ninterruptions:\n  - {what: CANARYinterruption, avoidable: true}\ndisputes:\n  - {raised-by: supervisee, on: 2026-02-11, about: CANARYdispute, outcome: CANARYsettled}\n---\n\nCANARYpreamble\n\n## Case management\n\nCANARYcases c-1\n\n## Personal support\n\nCANARYsupport\n\n## Reflection and impact\n\nCANARYimpact\n\n## Wellbeing\n\nCANARYwellbeing\n",
    ),
    (
        "workers/jo/3-supervision/2026-02-10-addendum-1.md",
        "---\nkind: addendum\nformat: 1\namends: jo/3-supervision/2026-02-10\ndate: 2026-02-12\nby: sam\nreason: CANARYwhy\n---\n\n## Addendum\n\nCANARYaddendum\n",
    ),
    (
        "workers/jo/3-supervision/2026-02-17.md",
        "---\nkind: session\nformat: 1\nworker: jo\nsupervisor: sam\ndate: 2026-02-17\nplanned: 2026-02-17\nstatus: cancelled\ncancellation: {by: supervisor, reason: CANARYcancelled}\ntype: individual\n---\n",
    ),
    (
        "workers/jo/4-pdr/2026-02-01-pdr.md",
        "---\nkind: pdr\nformat: 1\nworker: jo\nsupervisor: sam\ndate: 2026-02-01\nperiod: {from: 2026-01-01, to: 2026-12-31}\nstage: start\nobjectives:\n  - {objective: CANARYobjective, measure: CANARYmeasure, by-when: 2026-06-01, progress: CANARYprogress}\ndevelopment-needs:\n  - CANARYneed\n---\n\n## Achievements\n\nCANARYachievements\n",
    ),
    (
        "workers/jo/5-training/2026-02-02-course.md",
        "---\nkind: cpd\nformat: 1\nworker: jo\ndate: 2026-02-02\nactivity: CANARYactivity\ntype: course\nprovider: CANARYprovider\nhours: 3\npeer-reflection: {with: CANARYpeer, on: 2026-02-03}\n---\n\n## What I learnt\n\nCANARYlearnt\n",
    ),
    (
        "workers/jo/6-progression/2026-02-03-step.md",
        "---\nkind: progression\nformat: 1\nworker: jo\ndate: 2026-02-03\nfrom-level: CANARYfrom\nto-level: CANARYto\nevidence:\n  - {record: c-1/supervision/2026-02-10-jo, what: CANARYevidence}\noutcome: pending\n---\n\n## Evidence\n\nCANARYprose\n",
    ),
    (
        "workers/jo/7-health-and-wellbeing/2026-01-05-absence.yaml",
        "kind: absence\nformat: 1\nworker: jo\nfrom: 2026-01-05\nto: 2026-01-06\ntype: sickness\nadjustments:\n  - CANARYadjustment\n",
    ),
    (
        "workers/jo/7-health-and-wellbeing/2026-02-04-wellbeing.md",
        "---\nkind: wellbeing\nformat: 1\nworker: jo\ndate: 2026-02-04\nwith: sam\nadjustments:\n  - CANARYchange\n---\n\n## What we talked about\n\nCANARYtalk\n",
    ),
    (
        "workers/jo/8-miscellaneous/2026-02-05-access.yaml",
        "kind: access\nformat: 1\nworker: jo\ndate: 2026-02-05\nby: CANARYwho\nrole: CANARYrole\nreason: CANARYreason\nrecords:\n  - CANARYseen\n",
    ),
    (
        "workers/jo/8-miscellaneous/2026-02-06-self-audit.yaml",
        "kind: self-audit\nformat: 1\nworker: jo\ndate: 2026-02-06\nas: supervisee\npoints:\n  - {point: joint-agenda, rating: 2, comment: CANARYpoint}\nbarriers:\n  - {barrier: running-out-of-time, comment: CANARYbarrier}\nnext-steps:\n  - CANARYnext\n",
    ),
    (
        "workers/jo/8-miscellaneous/2026-02-07-quality-audit.yaml",
        "kind: quality-audit\nformat: 1\nworker: jo\ndate: 2026-02-07\nby: sam\nof:\n  - c-1/supervision/2026-02-10-jo\njudgements:\n  - {question: CANARYquestion, judgement: met, comment: CANARYjudgement}\nfindings:\n  - CANARYfinding\nactions:\n  - {id: jo-2026-02-07-1, what: CANARYaudit, who: sam, by-when: 2026-04-01}\n",
    ),
    (
        "workers/jo/8-miscellaneous/2026-02-08-note.md",
        "---\nkind: note\nformat: 1\nworker: jo\ndate: 2026-02-08\nby: sam\nabout: CANARYabout c-1\n---\n\n## Note\n\nCANARYnote about c-1\n",
    ),
    (
        "workers/jo/8-miscellaneous/2026-02-09-handover.yaml",
        "kind: handover\nformat: 1\nworker: jo\ndate: 2026-02-09\ndirection: received\nother-store: south\ncommit: CANARYcommit\nby: sam\nreason: CANARYmove\n",
    ),
    (
        "workers/jo/8-miscellaneous/2026-02-09-stray-addendum-1.md",
        "---\nkind: addendum\nformat: 1\namends: jo/8-miscellaneous/2026-02-09-stray\ndate: 2026-02-20\nby: sam\nreason: CANARYstray\n---\n\n## Addendum\n\nCANARYbeside\n",
    ),
    (
        "children/c-1/child.yaml",
        "kind: child\nformat: 1\nid: c-1\ncase-reference: LL-1\nopened: 2026-01-02\ncategories:\n  - {from: 2026-01-02, category: child-in-need}\nallocations:\n  - {from: 2026-01-02, worker: jo}\n",
    ),
    (
        "children/c-1/supervision/2026-02-10-jo.md",
        "---\nkind: child-supervision\nformat: 1\nchild: c-1\nworker: jo\nsupervisor: sam\ndate: 2026-02-10\nrecorded: 2026-02-11\ndepth: reflective\ncategory: child-in-need\ndecisions:\n  - {what: Sparrowdecision, reason: Sparrowreason}\nactions:\n  - {id: c-1-2026-01-10-1, what: Sparrowaction, who: jo, by-when: 2026-02-20}\nrisks-to-staff:\n  - {risk: Sparrowrisk, action: Sparrowguard}\nauthorisation: {what: Sparrowauthorised, by: sam, on: 2026-02-10}\ndisputes:\n  - {raised-by: supervisee, on: 2026-02-11, about: Sparrowdispute}\ncase-note: {entered-on: 2026-02-11, reference: CN-7}\n---\n\n## Summary\n\nSparrowsummary\n\n## The child's experience\n\nSparrowexperience\n\n## Wishes and feelings\n\nSparrowwishes\n\n## Analysis and outcomes\n\nSparrowanalysis\n\n## Plan\n\nSparrowplan\n\n## Third parties\n\nRavenuncle\n",
    ),
    (
        "children/c-1/supervision/2026-02-10-jo-addendum-1.md",
        "---\nkind: addendum\nformat: 1\namends: c-1/supervision/2026-02-10-jo\ndate: 2026-02-12\nby: sam\nreason: Sparrowadded\n---\n\n## Addendum\n\nSparrowaddendum\n",
    ),
    (
        "children/c-1/supervision/2026-05-10-jo.md",
        "---\nkind: child-supervision\nformat: 1\nchild: c-1\nworker: jo\nsupervisor: sam\ndate: 2026-05-10\nrecorded: 2026-05-11\ndepth: full\ncategory: child-in-need\n---\n\n## Summary\n\nCANARYfuture\n",
    ),
    (
        "children/c-1/decisions/2026-02-20.md",
        "---\nkind: decision\nformat: 1\nchild: c-1\ndate: 2026-02-20\nrecorded: 2026-02-20\ndecided-by: sam\nwith: [jo]\ntrigger: Sparrowtrigger\ndecision: Sparrowdecided\nreason: Sparrowbecause\nactions:\n  - {id: c-1-2026-02-20-1, what: Sparrowdo, who: jo, by-when: 2026-02-27}\n---\n\n## Facts and analysis\n\nSparrowfacts\n\n## The child's view\n\nSparrowview\n",
    ),
];

/// The years over which [`many`] repeats the records.
const YEARS: std::ops::RangeInclusive<u32> = 2020..=2026;

/// The same store over seven years, with a second child (`Otter…`): each place of each record has a mark that stands nowhere else,
/// made of the place's own word and the year.
pub(crate) fn many() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for (path, text) in CANARY_STORE {
        let is_future = path.contains("2026-05-10");
        if !path.contains("/2026-") || is_future {
            files.push(((*path).to_owned(), (*text).to_owned()));
            continue;
        }
        for year in YEARS {
            let in_year = |words: &str| words.replace("2026-", &format!("{year}-"));
            let mut text = marked(&in_year(text), &format!("Y{year}"));
            if path.ends_with("3-supervision/2026-02-10.md") {
                let other = format!("    note: CANARYcaseY{year}\n");
                assert!(text.contains(&other), "{text}");
                let second =
                    format!("  - {{child: c-2, discussion: full, note: CANARYotherY{year}}}\n");
                text = text.replace(&other, &format!("{other}{second}"));
            }
            if path.contains("children/") && path.contains("-addendum-1") {
                text.push_str(&format!("\n## Third parties\n\nRavenauntY{year}\n"));
            }
            files.push((in_year(path), text));
        }
    }
    let of_second = |words: &str| {
        words
            .replace("c-1", "c-2")
            .replace("Sparrow", "Otter")
            .replace("Raven", "Otterthird")
            .replace("LL-1", "LL-2")
    };
    let second: Vec<(String, String)> = files
        .iter()
        .filter(|(path, _)| path.starts_with("children/"))
        .map(|(path, text)| {
            (
                of_second(path),
                of_second(text).replace("CANARYfuture", "OtterfutureY"),
            )
        })
        .collect();
    files.extend(second);
    files.sort();
    files
}

/// A text with an ending to each of its marks.
fn marked(text: &str, ending: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for c in text.chars().chain(['\n']) {
        if c.is_ascii_alphanumeric() {
            word.push(c);
            continue;
        }
        if is_mark(&word) {
            word.push_str(ending);
        }
        out.push_str(&word);
        out.push(c);
        word.clear();
    }
    out.pop();
    out
}

/// Whether a word is one of the marks.
pub(crate) fn is_mark(word: &str) -> bool {
    ["CANARY", "Sparrow", "Raven", "Otter"]
        .iter()
        .any(|start| word.starts_with(start))
}
