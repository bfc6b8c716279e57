//! A reader of XML Schemas, as far as the one of JUnit goes: what a document does against it. A construct that it does not
//! know stops it, so that nothing is passed over.

use roxmltree::{Document, Node};

const XS: &str = "http://www.w3.org/2001/XMLSchema";

/// What is wrong with a document.
pub(super) fn faults(schema: &str, document: &str) -> Vec<String> {
    let schema = Document::parse(schema).expect("the schema is XML");
    let document = match Document::parse(document) {
        Ok(document) => document,
        Err(error) => return vec![error.to_string()],
    };
    let mut check = Check {
        schema: schema.root_element(),
        faults: Vec::new(),
    };
    let root = document.root_element();
    match check.declared("element", root.tag_name().name()) {
        Some(element) => check.element(element, root),
        None => check.fault(root, "is no element of the schema"),
    }
    check.faults
}

struct Check<'s, 'i> {
    schema: Node<'s, 'i>,
    faults: Vec<String>,
}

fn parts<'s, 'i: 's>(node: Node<'s, 'i>) -> impl Iterator<Item = Node<'s, 'i>> {
    node.children().filter(Node::is_element)
}

fn part<'s, 'i: 's>(node: Node<'s, 'i>, name: &str) -> Option<Node<'s, 'i>> {
    parts(node).find(|part| part.tag_name().name() == name)
}

impl<'s, 'i: 's> Check<'s, 'i> {
    /// What the schema declares under a name at its top.
    fn declared(&self, what: &str, name: &str) -> Option<Node<'s, 'i>> {
        parts(self.schema).find(|node| {
            assert_eq!(node.tag_name().namespace(), Some(XS));
            node.tag_name().name() == what && node.attribute("name") == Some(name)
        })
    }

    fn fault(&mut self, node: Node<'_, '_>, words: &str) {
        let place = node.document().text_pos_at(node.range().start);
        let name = node.tag_name().name();
        self.faults.push(format!("{place}: <{name}> {words}"));
    }

    fn element(&mut self, declaration: Node<'s, 'i>, node: Node<'_, '_>) {
        match (
            declaration.attribute("type"),
            part(declaration, "complexType"),
        ) {
            (Some("xs:string"), None) => {
                if parts(node).next().is_some() || node.attributes().next().is_some() {
                    self.fault(node, "holds more than text");
                }
            }
            (Some(name), None) => {
                let complex = self.declared("complexType", name).expect("a type");
                self.complex(complex, node);
            }
            (None, Some(complex)) => self.complex(complex, node),
            _ => panic!("an element that is declared in another way"),
        }
    }

    fn complex(&mut self, complex: Node<'s, 'i>, node: Node<'_, '_>) {
        let mut content = None;
        let mut known: Vec<&str> = Vec::new();
        for part in parts(complex) {
            match part.tag_name().name() {
                "sequence" | "choice" => content = Some(part),
                "attribute" => {
                    let name = part.attribute("name").expect("an attribute has a name");
                    known.push(name);
                    match (node.attribute(name), part.attribute("use")) {
                        (Some(_), _) => match part.attribute("type") {
                            Some("xs:string") => {}
                            other => panic!("an attribute of the type {other:?}"),
                        },
                        (None, Some("required")) => self.fault(node, &format!("has no {name}")),
                        (None, _) => {}
                    }
                }
                other => panic!("a type with <{other}>"),
            }
        }
        for attribute in node.attributes() {
            if !known.contains(&attribute.name()) {
                self.fault(node, &format!("has an attribute {}", attribute.name()));
            }
        }
        let text = node.children().filter(Node::is_text);
        let is_mixed = complex.attribute("mixed") == Some("true");
        if !is_mixed
            && text
                .clone()
                .any(|text| text.text().is_some_and(|text| !text.trim().is_empty()))
        {
            self.fault(node, "holds text");
        }
        let children: Vec<Node<'_, '_>> = parts(node).collect();
        let taken = match content {
            Some(content) => self.particle(content, &children),
            None => Some(0),
        };
        match taken {
            Some(taken) if taken == children.len() => {}
            Some(taken) => self.fault(children[taken], "does not belong here"),
            None => self.fault(node, "lacks an element"),
        }
    }

    /// How many of the children a particle takes, as often as it may come; none where it must come and does not.
    fn particle(&mut self, particle: Node<'s, 'i>, children: &[Node<'_, '_>]) -> Option<usize> {
        let number = |name: &str| match particle.attribute(name) {
            None => 1,
            Some("unbounded") => usize::MAX,
            Some(number) => number.parse().expect("a number"),
        };
        let (least, most) = (number("minOccurs"), number("maxOccurs"));
        let (mut taken, mut times) = (0, 0);
        while times < most {
            match self.once(particle, &children[taken..]) {
                Some(0) => return Some(taken), // it may be empty, so it has come as often as it must
                Some(more) => taken += more,
                None => break,
            }
            times += 1;
        }
        (times >= least).then_some(taken)
    }

    fn once(&mut self, particle: Node<'s, 'i>, children: &[Node<'_, '_>]) -> Option<usize> {
        match particle.tag_name().name() {
            "sequence" => parts(particle).try_fold(0, |taken, part| {
                Some(taken + self.particle(part, &children[taken..])?)
            }),
            "choice" => {
                let takes = parts(particle).filter_map(|part| self.particle(part, children));
                takes.max()
            }
            "element" => {
                let child = children.first()?;
                let (name, declaration) = match particle.attribute("ref") {
                    Some(name) => (name, self.declared("element", name).expect("declared")),
                    None => (particle.attribute("name").expect("a name"), particle),
                };
                if child.tag_name().name() != name {
                    return None;
                }
                self.element(declaration, *child);
                Some(1)
            }
            other => panic!("a content with <{other}>"),
        }
    }
}

#[test]
fn what_is_against_the_schema_is_seen() {
    let schema = include_str!("../../fixtures/published/junit-10.xsd");
    let suite = "<testsuite name='a' tests='1' failures='0' errors='0'>";
    let good = format!(
        "<testsuites>{suite}<testcase name='a'><failure type='b' message='c'>d</failure></testcase></testsuite></testsuites>"
    );
    assert_eq!(faults(schema, &good), Vec::<String>::new());
    for bad in [
        "<testsuites nme='a'/>".to_owned(),
        "<testsuites><testsuite tests='1' failures='0' errors='0'/></testsuites>".to_owned(),
        format!("<testsuites>{suite}<case name='a'/></testsuite></testsuites>"),
        format!("<testsuites>{suite}<testcase name='a' file='b'/></testsuite></testsuites>"),
        format!(
            "<testsuites>{suite}<testcase name='a'><failure><b/></failure></testcase></testsuite></testsuites>"
        ),
        format!("<testsuites>{suite}<testcase name='a'>text</testcase></testsuite></testsuites>"),
        format!(
            "<testsuites>{suite}<properties><testcase name='a'/></properties></testsuite></testsuites>"
        ),
        "<testsuites>hello</testsuites>".to_owned(),
        "<suites/>".to_owned(),
        "<testsuites>".to_owned(),
        "<testsuites name='&#1;'/>".to_owned(),
    ] {
        assert_ne!(faults(schema, &bad), Vec::<String>::new(), "{bad}");
    }
}
