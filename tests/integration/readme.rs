//! The README tells the truth: what its console blocks show is what the program prints.
//!
//! `UPDATE=1 cargo test readme` writes what the program prints now into the README, to be read before it is committed.

use crate::support::run::Supervision;

#[test]
fn the_transcripts_in_the_readme_are_true() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).expect("a README");
    let now = with_clauses(&with_rules(&refreshed(&readme)));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, now).expect("the README can be written");
        return;
    }
    assert_eq!(
        readme, now,
        "the README shows what the program no longer prints; UPDATE=1 rewrites it"
    );
}

/// The README with each console block's output replaced by what its command prints.
fn refreshed(readme: &str) -> String {
    let mut out = String::new();
    let mut rest = readme;
    while let Some(start) = rest.find("```console\n") {
        let body = start + "```console\n".len();
        let end = body + rest[body..].find("```").expect("a console block ends");
        let command = rest[body..end]
            .lines()
            .next()
            .expect("a console block has a command");
        let args = command
            .strip_prefix("$ supervision ")
            .expect("a command of this program");
        let output = Supervision::new(args.split_whitespace()).run();
        out.push_str(&rest[..body]);
        out.push_str(&format!("{command}\n{}{}", output.stdout, output.stderr));
        rest = &rest[end..];
    }
    out + rest
}

/// The README with the table of rules as the program has them.
fn with_rules(readme: &str) -> String {
    const BEGIN: &str = "<!-- rules -->\n";
    const END: &str = "<!-- end of rules -->";
    let (before, rest) = readme.split_once(BEGIN).expect("a place for the rules");
    let (_, after) = rest.split_once(END).expect("an end of the rules");
    let mut table = String::new();
    for (family, rules) in supervision::rules::families() {
        table.push_str(&format!(
            "\n**{family}**\n\n| finding | finds | asked by |\n| --- | --- | --- |\n"
        ));
        for rule in rules {
            let part = |title: &str| {
                let text = rule
                    .page
                    .split(&format!("## {title}\n"))
                    .nth(1)
                    .expect("the page has its headings");
                text.split("\n## ")
                    .next()
                    .unwrap_or_default()
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            let finds = part("Finds");
            let first = finds
                .split_inclusive(". ")
                .next()
                .unwrap_or_default()
                .trim()
                .trim_end_matches('.');
            let asked = part("Asked by");
            let asked = asked
                .split_inclusive(". ")
                .next()
                .unwrap_or_default()
                .trim()
                .trim_end_matches('.');
            table.push_str(&format!("| `{}` | {first} | {asked} |\n", rule.code));
        }
    }
    format!("{before}{BEGIN}{table}\n{END}{after}")
}

/// The README with the table of clauses as the packs, the rules and the tests have them.
fn with_clauses(readme: &str) -> String {
    const BEGIN: &str = "<!-- clauses -->\n";
    const END: &str = "<!-- end of clauses -->";
    let (before, rest) = readme.split_once(BEGIN).expect("a place for the clauses");
    let (_, after) = rest.split_once(END).expect("an end of the clauses");
    format!("{before}{BEGIN}{}\n{END}{after}", crate::clauses::table())
}

#[test]
fn every_command_has_a_row_in_the_readme() {
    let readme = include_str!("../../README.md");
    let help = Supervision::new(["--help"]).run().stdout;
    let commands = help
        .split("Commands:")
        .nth(1)
        .and_then(|rest| rest.split("Options:").next())
        .expect("a list of commands");
    let names = commands
        .lines()
        .filter_map(|line| line.strip_prefix("  "))
        .filter(|line| !line.starts_with(' '));
    let names: Vec<&str> = names
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(names.len() >= 5, "{names:?}");
    for name in names {
        assert!(
            readme.contains(&format!("`supervision {name}")),
            "the README does not name `supervision {name}`"
        );
    }
}
