//! What each view's template is given, as a schema that people and editors can read, and by which templates are looked through.

use std::sync::LazyLock;

use serde_json::{Value as Json, json};

use super::templates::View;

/// What the schemas of the views share.
pub const PARTS: &str = include_str!("../../schemas/templates/parts.schema.json");

static PARTS_JSON: LazyLock<Json> = LazyLock::new(|| read(PARTS));
static VIEWS: LazyLock<Vec<(View, Json)>> = LazyLock::new(|| {
    let views = View::ALL.into_iter();
    let read = |view: View| Some((view, read(schema(view)?)));
    views.filter_map(read).collect()
});

/// The schema of what a view's template is given; none for the parts, which are given nothing of their own.
pub fn schema(view: View) -> Option<&'static str> {
    Some(match view {
        View::Worker => include_str!("../../schemas/templates/worker.schema.json"),
        View::Child => include_str!("../../schemas/templates/child.schema.json"),
        View::CaseNote => include_str!("../../schemas/templates/case-note.schema.json"),
        View::Session => include_str!("../../schemas/templates/session.schema.json"),
        View::Agreement => include_str!("../../schemas/templates/agreement.schema.json"),
        View::History => include_str!("../../schemas/templates/history.schema.json"),
        View::AccessLog => include_str!("../../schemas/templates/access-log.schema.json"),
        View::Parts => return None,
    })
}

/// What a view's template is given, a line for each value; none for the parts.
pub fn page(view: View) -> Option<String> {
    schema(view)?;
    let mut out = format!("What {} is given\n\n", view.path());
    lines(&mut out, Shape::of(view), "");
    Some(out)
}

fn lines(out: &mut String, of: Shape, way: &str) {
    for name in of.names() {
        let Some(value @ Shape::Of(said)) = of.value(name) else {
            continue;
        };
        let is_list = value.node().is_some_and(|node| node.get("items").is_some());
        let way = format!("{way}{name}{}", if is_list { "[]" } else { "" });
        let node = value.node().unwrap_or(said);
        let what = said["description"]
            .as_str()
            .or(node["description"].as_str());
        out.push_str(&format!("{way}\n    {}\n", what.unwrap_or_default()));
        let within = if is_list { value.item() } else { value };
        let within = if is_list
            && within
                .node()
                .is_some_and(|node| node.get("items").is_some())
        {
            within.item()
        } else {
            within
        };
        lines(out, within, &format!("{way}."));
    }
}

fn read(text: &str) -> Json {
    serde_json::from_str(text).expect("the schemas are JSON; a test reads them")
}

/// What is known of a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    /// Nothing.
    Any,
    /// What a schema says of it.
    Of(&'static Json),
}

impl Shape {
    /// What a view's template is given.
    pub(super) fn of(view: View) -> Self {
        let found = VIEWS.iter().find(|(known, _)| *known == view);
        found.map_or(Self::Any, |(_, schema)| Self::Of(schema))
    }

    /// What the schema says, where it refers to none other.
    fn node(self) -> Option<&'static Json> {
        let Self::Of(node) = self else {
            return None;
        };
        // A value that may be missing is one of two: what it is, or nothing.
        let node = node["anyOf"].get(0).unwrap_or(node);
        match node["$ref"].as_str() {
            None => Some(node),
            Some(reference) => {
                let name = reference.rsplit('/').next().unwrap_or_default();
                Self::Of(&PARTS_JSON["$defs"][name]).node()
            }
        }
    }

    /// A value of it by its name: none where it has no such value.
    pub(super) fn value(self, name: &str) -> Option<Self> {
        match self.node() {
            None => Some(Self::Any),
            Some(node) => node["properties"].get(name).map(Self::Of),
        }
    }

    /// The names of its values.
    pub(super) fn names(self) -> impl Iterator<Item = &'static str> {
        let properties = self.node().and_then(|node| node["properties"].as_object());
        properties
            .into_iter()
            .flat_map(|properties| properties.keys().map(String::as_str))
    }

    /// One item of it.
    pub(super) fn item(self) -> Self {
        let items = self.node().and_then(|node| node.get("items"));
        items.map_or(Self::Any, Self::Of)
    }

    /// Whether it is a list or has values of its own, so that it cannot be printed.
    pub(super) fn is_made_of_others(self) -> bool {
        self.node()
            .is_some_and(|node| node.get("properties").is_some() || node.get("items").is_some())
    }

    /// A sample of it, with two items in every list.
    pub(super) fn sample(self) -> Json {
        let Some(node) = self.node() else {
            return Json::Null;
        };
        if let Some(properties) = node["properties"].as_object() {
            let values = properties
                .iter()
                .map(|(name, value)| (name.clone(), Self::Of(value).sample()));
            return Json::Object(values.collect());
        }
        if let Some(items) = node.get("items") {
            let item = Self::Of(items).sample();
            return json!([item, item]);
        }
        node["examples"].get(0).cloned().unwrap_or(Json::Null)
    }
}
